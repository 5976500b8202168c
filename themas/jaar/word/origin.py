"""Where a file came from: the bijdrage and the version, in its properties and its variables.

Both, because Word keeps both while other programs keep only the one or the other. A part of its
own may hold the *merk*: the text as it was when the file was made, as whoever made it packed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from veiligheid.core.word.markup import W, number, val
from veiligheid.core.word.package import Package

BIJDRAGE, VERSIE = "VeiligheidsbriefBijdrage", "VeiligheidsbriefVersie"

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MERK = "urn:veiligheidsbrief:origineel"


@dataclass(frozen=True, slots=True)
class Origin:
    """The bijdrage and the version that a file was made from; None where it doesn't say.

    merk: what `to_word` was given to carry along, "" when it is gone. Nobody vouches for it but
    whoever made it.
    """

    bijdrage_id: int | None
    versie: int | None
    merk: str = ""


def variables(bijdrage_id: int, versie: int) -> dict[str, str]:
    return {BIJDRAGE: str(bijdrage_id), VERSIE: str(versie)}


def custom_xml(values: Mapping[str, str]) -> bytes:
    """The part with the file's own properties (ISO/IEC 29500-1, 22.3)."""
    properties = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr>'
        "</property>"
        for pid, (name, value) in enumerate(values.items(), start=2)
    )
    return f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{properties}</Properties>'.encode()


def merk_xml(merk: str) -> bytes:
    """The custom XML part (ISO/IEC 29500-1, 15.2.5) that carries a merk of letters and signs."""
    return f'<origineel xmlns="{_MERK}">{merk}</origineel>'.encode()


def origin_of(package: Package) -> Origin:
    """What the file says of where it came from. Raises what `Package.part` raises."""
    said: dict[str, str] = {}
    _, settings = package.related("settings")
    for variable in settings.iter(W + "docVar") if settings is not None else ():
        said[val(variable, "name") or ""] = val(variable) or ""
    _, custom = package.related("custom-properties", of="")
    for stored in custom if custom is not None else ():
        said[stored.get("name", "")] = "".join(str(t) for t in stored.itertext()).strip()
    return Origin(_number(said.get(BIJDRAGE)), _number(said.get(VERSIE)), _merk(package))


def _merk(package: Package) -> str:
    for relation in package.relations(package.main).values():
        if relation.soort == "customXml" and not relation.external:
            root = package.part(relation.target)
            if root is not None and root.tag == f"{{{_MERK}}}origineel":
                return (root.text or "").strip()
    return ""


def _number(text: str | None) -> int | None:
    found = number(text, -1, -1, 2**40)
    return found if found >= 0 else None

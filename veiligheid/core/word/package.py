"""Opens the zip that a Word file is, within limits, and finds its parts.

Why not python-docx: it loads every part, pictures included, before a limit can be applied, trusts
the sizes that the zip claims, and knows no tracked changes, fields, notes or content controls, so
that those would be read from the XML anyway. ``zipfile`` and ``lxml`` alone do all of it with one
set of rules and nothing read twice.

Every member is unpacked in small pieces and counted on the way, because the sizes in a zip's
directory are claims. Only XML is kept; pictures are checked and forgotten.
"""

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.word.filetypes import encrypted, name_other_file, name_other_zip, no_word
from veiligheid.core.word.markup import W, parse, refuse_broken

MAX_PACKED = 50 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_MEMBERS = 2_000

_CHUNK = 64 * 1024
_ENCRYPTED_FLAG = 0x1
# The only two that Word's format allows; zipfile unpacks the others without any limit.
_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on a file that is damaged or made to hurt.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another, or (`external`) to an address outside the file."""

    soort: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The XML parts of a Word file by their lower-case name, and the name of its main part."""

    parts: dict[str, bytes]
    main: str = ""
    root: etree._Element = field(default_factory=lambda: etree.Element("leeg"))

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of `part` by their id; empty when it has none. "" is the file itself."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        if rels not in self.parts:
            return {}
        return {
            element.get("Id", ""): _relation(element, folder)
            for element in parse(self.parts[rels])
            if str(element.tag).endswith("}Relationship")
        }

    def related(self, soort: str, of: str | None = None) -> tuple[str, etree._Element | None]:
        """The first part that `of` (default the main part) relates to as `soort`.

        soort: the last piece of the relation's type: ``styles``, ``footnotes``.
        Returns its name and root; ("", None) when there is none.
        """
        for relation in self.relations(self.main if of is None else of).values():
            if relation.soort == soort and relation.target in self.parts:
                return relation.target, parse(self.parts[relation.target])
        return "", None


def open_package(data: bytes) -> Package:
    """Unpacks a Word file.

    data: the whole file.

    Raises Geweigerd: ``geen-word``, ``bestand-versleuteld``, ``bestand-kapot``,
    ``bestand-te-groot`` (over 50 MB packed, 100 MB unpacked or 2,000 members), ``xml-onveilig``.
    """
    if len(data) > MAX_PACKED:
        raise _too_big("groter dan 50 MB")
    if not data.startswith(b"PK"):
        raise Geweigerd(name_other_file(data))
    # zipfile makes an object for every entry of the directory before it can be asked how many.
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:
        raise _too_big("een bestand met meer dan 2.000 onderdelen")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members, parts, mimetype = _unpack(archive)
    except _ZIP_ERRORS as fout:
        refuse_broken(fout)
    return _find_main(members, parts, mimetype)


def _unpack(archive: zipfile.ZipFile) -> tuple[frozenset[str], dict[str, bytes], bytes]:
    members: set[str] = set()
    parts: dict[str, bytes] = {}
    room = MAX_UNPACKED
    mimetype = b""
    for info in archive.infolist():
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise Geweigerd(encrypted())
        # Two parts of one name: what a person sees in Word may be the other one.
        if info.compress_type not in _COMPRESSION or name in members:
            raise zipfile.BadZipFile(name)
        members.add(name)
        keep = name.endswith((".xml", ".rels")) or name == "mimetype"
        content, size = _read(archive, info, room, keep)
        room -= size
        if name == "mimetype":
            mimetype = content
        elif keep:
            parts[name] = content
    return frozenset(members), parts, mimetype


def _read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int, keep: bool
) -> tuple[bytes, int]:
    """The content (b"" when not kept) and the size really unpacked; the end checks the CRC."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > room:
                raise _too_big("uitgepakt groter dan 100 MB")
            if keep:
                pieces.append(piece)
    return b"".join(pieces), size


def _find_main(members: frozenset[str], parts: dict[str, bytes], mimetype: bytes) -> Package:
    package = Package(parts)
    package.main, root = package.related("officeDocument", of="")
    if root is None and "word/document.xml" in parts:
        package.main = "word/document.xml"
        root = parse(parts[package.main])
    if root is not None and root.tag == W + "document":
        package.root = root
        return package
    bevinding = name_other_zip(members, mimetype)
    if root is not None and bevinding.code == "bestand-kapot":
        bevinding = no_word("een ander soort document", "Kies het Word-bestand.")
    raise Geweigerd(bevinding)


def _relation(element: etree._Element, folder: str) -> Relation:
    soort = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relation(soort, target, True)
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return Relation(soort, path.lstrip("/").lower(), False)


def _too_big(wat: str) -> Geweigerd:
    return Geweigerd(
        blokkeert(
            "bestand-te-groot",
            f"Dit bestand is {wat}. Haal grote afbeeldingen eruit en probeer het nog eens.",
        )
    )

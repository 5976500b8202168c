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
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.word.filetypes import encrypted, name_other_file, name_other_zip, no_word
from veiligheid.core.word.markup import W, parse, refuse_broken

MAX_PACKED = 50 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_MEMBERS = 2_000
# Of the parts that are read together. A yearly letter has some 30,000 tags and attributes, mostly
# in its styles, 5,000 paragraphs some 150,000; a zip of 25 kB can hold millions, each of which
# takes memory and time.
MAX_MARKUP = 1_000_000
MAX_XML = 25 * 1024 * 1024

_PICTURES = "Haal grote afbeeldingen eruit en probeer het nog eens."
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


class Package:
    """The XML parts of a Word file by their lower-case name; `main` is the one with the text."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._relations: dict[str, dict[str, Relation]] = {}
        self._markup = self._size = 0
        self.main = ""
        self.root = etree.Element("leeg")

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of `part` by their id; empty when it has none. "" is the file itself."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            root = self.part(posixpath.join(folder, "_rels", name + ".rels"))
            self._relations[part] = {
                element.get("Id", ""): _relation(element, folder)
                for element in (root if root is not None else ())
                if str(element.tag).endswith("}Relationship")
            }
        return self._relations[part]

    def related(self, soort: str, of: str | None = None) -> tuple[str, etree._Element | None]:
        """The first part that `of` (default the main part) relates to as `soort`.

        soort: the last piece of the relation's type: ``styles``, ``footnotes``.
        Returns its name and root; ("", None) when there is none.
        """
        for relation in self.relations(self.main if of is None else of).values():
            if relation.soort == soort and relation.target in self._parts:
                return relation.target, self.part(relation.target)
        return "", None

    def part(self, name: str) -> etree._Element | None:
        """The root of a part, None when the file has no such part.

        Raises Geweigerd ``bestand-te-groot`` when more is read than MAX_MARKUP or MAX_XML, and
        what `parse` raises.
        """
        data = self._parts.get(name)
        if data is None:
            return None
        self._size += len(data)
        self._markup += data.count(b"<") + data.count(b"=")
        if self._size > MAX_XML or self._markup > MAX_MARKUP:
            raise _too_big(
                "Dit bestand bevat te veel tekst of opmaak om in één keer te lezen. Splits het, of "
                "kopieer de tekst naar een nieuw document en probeer het nog eens."
            )
        return parse(data)


def open_package(data: bytes) -> Package:
    """Unpacks a Word file.

    data: the whole file.

    Raises Geweigerd: ``geen-word``, ``bestand-versleuteld``, ``bestand-kapot``,
    ``bestand-te-groot`` (over 50 MB packed, 100 MB unpacked, 2,000 members, or too much XML),
    ``xml-onveilig``.
    """
    if len(data) > MAX_PACKED:
        raise _too_big(f"Dit bestand is groter dan 50 MB. {_PICTURES}")
    if not data.startswith(b"PK"):
        raise Geweigerd(name_other_file(data))
    # zipfile makes an object for every entry of the directory before it can be asked how many.
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:
        raise _too_big(f"Dit bestand heeft meer dan 2.000 onderdelen. {_PICTURES}")
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
                raise _too_big(f"Dit bestand is uitgepakt groter dan 100 MB. {_PICTURES}")
            if keep:
                pieces.append(piece)
    return b"".join(pieces), size


def _find_main(members: frozenset[str], parts: dict[str, bytes], mimetype: bytes) -> Package:
    package = Package(parts)
    package.main, root = package.related("officeDocument", of="")
    if root is None:
        package.main = "word/document.xml"
        root = package.part(package.main)
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


def _too_big(melding: str) -> Geweigerd:
    return Geweigerd(blokkeert("bestand-te-groot", melding))

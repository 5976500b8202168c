"""Names a file that is not a Word document, so that its owner knows what to do."""

from veiligheid.core.findings import Bevinding, blokkeert

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPSLAAN = "Open het in Word en kies Opslaan als › Word-document (.docx)."

# Streams of an OLE file are named in UTF-16. The first match counts: an encrypted .docx is an OLE
# file too, and its name for that comes before any other.
_OLE_KINDS = (
    ("WordDocument", "een oud Word-bestand (.doc)", _OPSLAAN),
    ("Workbook", "een oud Excel-bestand (.xls)", "Kies het Word-bestand."),
    ("PowerPoint Document", "een oud PowerPoint-bestand (.ppt)", "Kies het Word-bestand."),
    ("__substg1.0_", "een e-mail uit Outlook (.msg)", "Sla de bijlage op en kies dat bestand."),
)

_STARTS = (
    (b"%PDF-", "een PDF-bestand", "Kies het Word-bestand waar de PDF van gemaakt is."),
    (b"{\\rtf", "een RTF-bestand", _OPSLAAN),
    (b"MIME-Version:", "een webarchief (.mht)", _OPSLAAN),
    (b"\x89PNG", "een afbeelding (PNG)", "Kies het Word-bestand."),
    (b"\xff\xd8\xff", "een afbeelding (JPEG)", "Kies het Word-bestand."),
    (b"7z\xbc\xaf\x27\x1c", "een 7z-bestand", "Pak het uit en kies het Word-bestand."),
    (b"Rar!", "een rar-bestand", "Pak het uit en kies het Word-bestand."),
)

_MIMETYPES = (
    (b"opendocument.text", "een OpenDocument-tekst (.odt)", _OPSLAAN),
    (b"opendocument.spreadsheet", "een OpenDocument-rekenblad (.ods)", "Kies het Word-bestand."),
    (b"opendocument", "een OpenDocument-bestand", "Kies het Word-bestand."),
    (b"epub", "een e-boek (.epub)", "Kies het Word-bestand."),
)

_MEMBERS = (
    ("xl/", "een Excel-bestand (.xlsx)", "Kies het Word-bestand."),
    ("ppt/", "een PowerPoint-bestand (.pptx)", "Kies het Word-bestand."),
    ("visio/", "een Visio-bestand (.vsdx)", "Kies het Word-bestand."),
    ("index/document.iwa", "een Pages-bestand", "Exporteer het in Pages als Word-bestand."),
)


def no_word(wat: str, doe: str) -> Bevinding:
    """The refusal ``geen-word``: `wat` it is instead, and what to do."""
    return blokkeert("geen-word", f"Dit is {wat}, geen Word-bestand (.docx). {doe}")


def name_other_file(data: bytes) -> Bevinding:
    """Names a file that is not a zip at all; always a refusal."""
    if not data.strip(b"\0 \r\n\t"):
        return blokkeert("geen-word", "Dit bestand is leeg. Kies het Word-bestand (.docx).")
    if data.startswith(_OLE):
        return _name_ole(data)
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for begin, wat, doe in _STARTS:
        if start.startswith(begin):
            return no_word(wat, doe)
    if start.lower().startswith((b"<!doctype html", b"<html")):
        return no_word("een webpagina (HTML)", _OPSLAAN)
    if start.startswith(b"<?xml"):
        return no_word("een XML-bestand", _OPSLAAN)
    return blokkeert(
        "geen-word", f"Dit is geen Word-bestand (.docx). Staat er tekst in? {_OPSLAAN}"
    )


def name_other_zip(members: frozenset[str], mimetype: bytes) -> Bevinding:
    """Names a zip without a Word document in it; always a refusal.

    members: the names in the zip, lower case. mimetype: the content of its member of that name.
    """
    for sign, wat, doe in _MIMETYPES:
        if sign in mimetype[:200].lower():
            return no_word(wat, doe)
    for begin, wat, doe in _MEMBERS:
        if any(name.startswith(begin) for name in members):
            return no_word(wat, doe)
    if "[content_types].xml" in members:
        return blokkeert(
            "bestand-kapot",
            "In dit Word-bestand ontbreekt de tekst zelf. Het is beschadigd: open het in Word, "
            "sla het opnieuw op en probeer het nog eens.",
        )
    return no_word("een zip-bestand", "Pak het uit en kies het Word-bestand.")


def encrypted() -> Bevinding:
    """The refusal of a file with a password on it."""
    return blokkeert(
        "bestand-versleuteld",
        "Op dit bestand zit een wachtwoord. Haal het eraf in Word (Bestand › Info › Document "
        "beveiligen › Versleutelen met wachtwoord, maak het vak leeg), sla het op en probeer het "
        "nog eens.",
    )


def _name_ole(data: bytes) -> Bevinding:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted()
    for stream, wat, doe in _OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            return no_word(wat, doe)
    return no_word("een bestand in een oud Office-formaat", _OPSLAAN)

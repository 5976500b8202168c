"""The words of a PDF, page by page, in a process of its own with little memory and little time: the
file may be anybody's, and made to take both."""

import resource
import subprocess
import sys
import unicodedata
from hashlib import sha256
from io import BytesIO
from threading import Lock

import msgspec
import pypdfium2

_MEMORY = 700_000_000
_SECONDS = 10
_PAGES = 2000
_ONE = Lock()


class NietTeLezen(ValueError):
    """It is no PDF, is damaged, asks a password, or takes more than it may."""


class Gelezen(msgspec.Struct, frozen=True):
    """`bladzijden`: the text of each page. `codering`: whether it is tagged, so that a screen
    reader can follow it; `metadata`: whether it says in XMP what it is."""

    bladzijden: tuple[str, ...]
    codering: bool
    metadata: bool


def read_pdf(data: bytes) -> Gelezen:
    """Raises NietTeLezen."""
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=3 * _SECONDS,
            check=True,
        )
        return msgspec.json.decode(done.stdout, type=Gelezen)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NietTeLezen from error


def letters(text: str) -> str:
    """The letters and digits of a text: what lies between them (spaces, the end of a line, a
    hyphen there) differs by program."""
    flat = unicodedata.normalize("NFKC", text)
    return "".join(c for c in flat if c.isalnum())


def fingerprint(text: str) -> str:
    """Of the words of a page, whatever program wrote the file."""
    return sha256(letters(text).encode("utf-8", "surrogatepass")).hexdigest()


def fingerprints(data: bytes) -> tuple[str, ...]:
    """Of every page. Raises NietTeLezen."""
    return tuple(map(fingerprint, read_pdf(data).bladzijden))


def own_fingerprints(data: bytes) -> tuple[str, ...]:
    """Of every page of a PDF that we made ourselves, in this process. Raises NietTeLezen."""
    try:
        with _ONE:  # PDFium knows no threads
            return tuple(map(fingerprint, _texts(data)))
    except pypdfium2.PdfiumError as error:
        raise NietTeLezen from error


def _texts(data: bytes) -> tuple[str, ...]:
    pdf = pypdfium2.PdfDocument(data)
    if len(pdf) > _PAGES:
        raise NietTeLezen
    texts = []
    for page in pdf:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    pdf.close()
    return tuple(texts)


def _read(data: bytes) -> Gelezen:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        tagged, described = "/StructTreeRoot" in pdf.Root, "/Metadata" in pdf.Root
    return Gelezen(_texts(data), tagged, described)


def _limit(kind: int, amount: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(
        kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard)
    )


def main() -> None:
    """Answer about the file on stdin, on stdout."""
    data = sys.stdin.buffer.read()
    _limit(resource.RLIMIT_CPU, _SECONDS)
    _limit(resource.RLIMIT_DATA, _MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    sys.stdout.buffer.write(msgspec.json.encode(_read(data)))


if __name__ == "__main__":
    main()

"""What kind of file somebody gave, by what is in it: names are not to be trusted."""

import zipfile
from io import BytesIO

_OLE = b"\xd0\xcf\x11\xe0"


def is_word(data: bytes) -> bool:
    """Whether this is, or claims to be, a Word file. A damaged zip is none."""
    if data[:4] != b"PK\x03\x04":
        return data[:4] == _OLE and "WordDocument".encode("utf-16-le") in data
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.lower().startswith("word/") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False

"""What the reader gives is what the sanitiser keeps: nothing changes on the way to the database."""

from pathlib import Path

import pytest

from tests.veiligheid.core.word.test_fuzz import BYTES
from veiligheid.core.richtext import sanitize
from veiligheid.core.word import Heading, Paragraph, read_word


def pieces(data: bytes) -> list[str]:
    return [
        f"<p>{e.html}</p>" if isinstance(e, Paragraph) else e.html
        for e in read_word(data).elementen
        if not isinstance(e, Heading)
    ]


def test_built_file() -> None:
    html = pieces(BYTES)
    assert html == [sanitize(piece) for piece in html]


@pytest.mark.bronnen
def test_real_files(bronnen: Path) -> None:
    html = [piece for path in sorted(bronnen.glob("*.docx")) for piece in pieces(path.read_bytes())]
    assert html
    assert html == [sanitize(piece) for piece in html]

"""Says where in a document something stands, in words that a person can follow in Word."""

from collections import Counter

MAX_HEADING = 60


class Whereabouts:
    """Counts along with the document: headings, and under each the paragraphs, lists and tables.

    headings: all headings of the document as (level, text); one that occurs more than once is
    named together with the heading above it.
    """

    def __init__(self, headings: list[tuple[int, str]]) -> None:
        self._times = Counter(text for _, text in headings)
        self._path: list[tuple[int, str]] = []
        self._counts: Counter[str] = Counter()
        self._last = ""

    def heading(self, niveau: int, tekst: str) -> str:
        """Moves on to a heading; returns its own place."""
        while self._path and self._path[-1][0] >= niveau:
            self._path.pop()
        self._path.append((niveau, tekst))
        self._counts.clear()
        self._last = ""
        return f"kop {self._heading()}"

    def next(self, soort: str) -> str:
        """Moves on to the next ``alinea``, ``opsomming`` or ``tabel``; returns its place."""
        self._counts[soort] += 1
        self._last = f"{soort} {self._counts[soort]}"
        return f"{self._under()}, {self._last}"

    def here(self) -> str:
        """The place of something that is no element itself: after the last one."""
        return f"{self._under()}, na {self._last}" if self._last else self._under()

    def _under(self) -> str:
        return f"onder {self._heading()}" if self._path else "begin van het document"

    def _heading(self) -> str:
        _, tekst = self._path[-1]
        if self._times[tekst] > 1 and len(self._path) > 1:
            return f"{quote(self._path[-2][1])} › {quote(tekst)}"
        return quote(tekst)


def quote(tekst: str) -> str:
    """A text in quotes, cut off when long."""
    short = tekst if len(tekst) <= MAX_HEADING else tekst[: MAX_HEADING - 1].rstrip() + "…"
    return f'"{short}"'

"""The end of a letter: closing words, sender, and who signs."""

import re
from dataclasses import dataclass, field

from veiligheid.core.word import Paragraph
from veiligheid.core.word_sections import Inhoud

_GROET = re.compile(
    r"^(hoogachtend|met vriendelijke groet(?:en)?|met groet|vriendelijke groet)\b.{0,20}$", re.I
)


@dataclass
class Ondertekening:
    groet: str = ""
    afzender: str = ""
    ondertekenaars: list[tuple[str, str]] = field(default_factory=list)


def take_signature(inhoud: list[Inhoud]) -> tuple[list[Inhoud], Ondertekening | None]:
    """Split the last section into its text and its signature. None when nothing closes it.

    After the closing words come the sender (a line without tab stops) and then names above
    functions: side by side with tab stops, or one below the other.
    """
    for index, stuk in enumerate(inhoud):
        if isinstance(stuk, Paragraph) and _GROET.match(stuk.tekst.strip()):
            lines = [_columns(p) for p in inhoud[index + 1 :] if isinstance(p, Paragraph)]
            return inhoud[:index], _read(stuk.tekst.strip(), lines)
    return inhoud, None


def _columns(paragraph: Paragraph) -> list[str]:
    return [cel.strip() for cel in paragraph.tabs if cel.strip()]


def _read(groet: str, lines: list[list[str]]) -> Ondertekening:
    ondertekening = Ondertekening(groet)
    lines = [line for line in lines if line]
    if lines and (len(lines[0]) == 1 or len(lines) % 2):
        ondertekening.afzender = " ".join(lines.pop(0))
    for namen, functies in zip(lines[::2], [*lines[1::2], []], strict=False):
        functies = functies + [""] * (len(namen) - len(functies))
        ondertekening.ondertekenaars += zip(namen, functies, strict=False)
    return ondertekening

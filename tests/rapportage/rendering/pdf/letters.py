"""Letters made up for the PDF engine: every construct that a veiligheidsbrief may hold, in any
amount, the same for the same seed."""

import struct
import zlib
from dataclasses import dataclass, field
from random import Random

_SUBJECTS = (
    "het wijkteam",
    "de politie",
    "de gemeente",
    "het Veiligheidshuis",
    "de woningcorporatie",
    "een groep bewoners",
    "het jongerenwerk",
    "de omgevingsdienst",
)
_VERBS = ("bespreekt", "onderzoekt", "versterkt", "verkort", "herziet", "beproeft", "evalueert")
_OBJECTS = (
    "de aanpak van woonoverlast",
    "het toezicht rond de stations",
    "de meldroute voor ondermijning",
    "een pilot met buurtpreventie",
    "de nazorg na detentie",
    "het cameratoezicht in de binnenstad",
    "de samenwerking met scholen",
)
_TAILS = (
    "in overleg met de partners",
    "vóór de zomer",
    "op basis van 1.204 meldingen",
    "met extra inzet in het weekend",
    "– zoals aangekondigd – in twee stappen",
    "zodat inwoners sneller antwoord krijgen",
    "ondanks een tekort van € 12,5 miljoen",
)

PAPER_CSS = """
@page {
  size: A4;
  margin: 25mm 22mm 22mm 25mm;
  @top-right { content: "Gemeente Voorbeeldstad"; font-size: 9pt; color: #555 }
  @bottom-left { content: string(titel); font-size: 9pt }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt }
}
body { font-size: 11pt; line-height: 1.45; color: #282828; margin: 0 }
h1 { string-set: titel content(); color: #a80a2d }
h2 { color: #157c68; break-after: avoid }
h3, h4 { break-after: avoid }
p { orphans: 2; widows: 2 }
nav ol { list-style: none; padding-left: 1em }
.nr { float: right }
[data-h]::after { content: target-counter(attr(data-h), page) }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.5pt solid #868686; padding: 3pt 6pt; text-align: left; vertical-align: top }
tbody tr { break-inside: avoid }
caption { font-weight: 600; text-align: left }
dt { font-weight: 700 }
blockquote { border-left: 3pt solid #157c68; padding-left: 1em; margin-left: 0 }
.kenmerk { display: inline-block; min-width: 8em }
.nadruk { background: #f4e4e8; border-radius: 3pt; padding: 6pt }
"""


def png(red: int = 168, green: int = 10, blue: int = 45, size: int = 4) -> bytes:
    """A square RGB image in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\x00" + bytes((red, green, blue)) * size) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


FILES = {
    "wapen.png": png(),
    "kaart.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">'
        b'<rect width="120" height="60" fill="#157C68"/><circle cx="60" cy="30" r="20"/></svg>'
    ),
}


@dataclass
class Letter:
    """Writes a letter of `themes` chapters, `paragraphs` paragraphs in each of their parts."""

    seed: int = 0
    themes: int = 6
    paragraphs: int = 4
    table_rows: int = 45
    random: Random = field(init=False)
    _notes: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def html(self) -> str:
        chapters = "".join(self._chapter(number) for number in range(1, self.themes + 1))
        return (
            '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
            f"<title>Veiligheidsbrief {2025 + self.seed}</title>"
            '<meta name="author" content="Gemeente Voorbeeldstad">'
            '<meta name="description" content="Terugblik en vooruitblik op veiligheid">'
            '<meta name="keywords" content="veiligheid, raad, brief">'
            '<meta name="dcterms.created" content="2025-01-14T09:00:00+01:00">'
            '<meta name="dcterms.modified" content="2025-01-15T16:30:00+01:00">'
            f"</head><body>{self._opening()}{self._contents()}"
            f"<main>{chapters}{self._table_with_spans()}{self._long_table()}</main>"
            f"{self._endnotes()}</body></html>"
        )

    def sentence(self) -> str:
        pick = self.random.choice
        text = f"{pick(_SUBJECTS)} {pick(_VERBS)} {pick(_OBJECTS)} {pick(_TAILS)}."
        return text[0].upper() + text[1:]

    def text(self, low: int = 3, high: int = 8) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(low, high)))

    def _rich(self) -> str:
        number = len(self._notes) + 1
        kind = self.random.randrange(8)
        if kind == 0:
            self._notes.append(self.sentence())
            note = f'<a href="#noot-{number}" id="bij-noot-{number}"><sup>{number}</sup></a>'
            return f"<p>{self.text()}{note} {self.sentence()}</p>"
        return (
            "<p>"
            + {
                1: f"<strong>{self.sentence()}</strong> <em>{self.sentence()}</em> {self.text()}",
                2: f'Zie <a href="#thema-1">thema <b>1</b>, waar dit staat</a>. {self.text()}',
                3: f'Het <abbr title="Integraal Veiligheidsplan">IVP</abbr> zegt: {self.text()}',
                4: f'De <span lang="en">neighbourhood watch</span> helpt. {self.text()}',
                5: f'Lees <a href="https://example.org/een/heel/lang/adres?met=vragen&amp;en=meer">'
                f"{self.sentence()}</a> {self.text()}",
                6: f"<q>{self.sentence()}</q> zei de wethouder.<br>{self.text()} H<sub>2</sub>O",
                7: self.text(12, 20),
            }[kind]
            + "</p>"
        )

    def _opening(self) -> str:
        return (
            '<header><p><img src="bestand:wapen.png" alt="Wapen van Voorbeeldstad" width="40">'
            '</p><div class="kenmerk">Datum: 14 januari 2025</div> '
            '<div class="kenmerk">Kenmerk: VB-2025-001</div></header>'
            f"<h1>Veiligheidsbrief {2025 + self.seed}</h1>"
            f'<p>Geachte leden van de raad,</p><div class="nadruk">{self.text()}</div>'
        )

    def _contents(self) -> str:
        def item(anchor: str, title: str, inner: str = "") -> str:
            number = f'<span class="nr" data-h="#{anchor}"></span>'
            return f'<li>{number}<a href="#{anchor}">{title}</a>{inner}</li>'

        def chapter(n: int) -> str:
            parts = item(f"terug-{n}", f"Terugblik {n}") + item(f"vooruit-{n}", f"Vooruitblik {n}")
            return item(f"thema-{n}", f"{n}. Thema {n}", f"<ol>{parts}</ol>")

        items = "".join(chapter(n) for n in range(1, self.themes + 1))
        return (
            f'<nav role="doc-toc" aria-label="Inhoudsopgave"><h2>Inhoud</h2><ol>{items}</ol></nav>'
        )

    def _chapter(self, n: int) -> str:
        back = "".join(self._rich() for _ in range(self.paragraphs))
        ahead = "".join(self._rich() for _ in range(self.paragraphs))
        extra = (self._lists, self._terms, self._figure, self._quote)[n % 4]
        return (
            f'<section id="thema-{n}"><h2>{n}. Thema {n}</h2>'
            f'<section id="terug-{n}"><h3>Terugblik {n}</h3>{back}<h4>Wat opviel</h4>{extra()}'
            f'</section><section id="vooruit-{n}"><h3>Vooruitblik {n}</h3>{ahead}</section>'
            "</section>"
        )

    def _lists(self) -> str:
        points = "".join(f"<li>{self.text(1, 3)}</li>" for _ in range(4))
        return (
            f"<ul><li><p>{self.text()}</p><p>{self.sentence()}</p></li>"
            f"<li>{self.sentence()}<ul>{points}</ul></li></ul>"
            f'<ol type="a">{points}</ol>'
        )

    def _terms(self) -> str:
        return (
            f"<dl><dt>Doel</dt><dd>{self.text()}</dd><dt>Inzet</dt><dt>Middelen</dt>"
            f"<dd>{self.sentence()}</dd><dd>{self.sentence()}</dd>"
            f"<div><dt>Partners</dt><dd><p>{self.sentence()}</p></dd></div></dl>"
        )

    def _figure(self) -> str:
        bars = "".join(
            f'<rect x="{20 * i}" y="{60 - height}" width="15" height="{height}" fill="#a80a2d"/>'
            f'<text x="{20 * i}" y="58" font-size="6">{2020 + i}</text>'
            for i, height in enumerate(self.random.sample(range(10, 60), 5))
        )
        return (
            '<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 110 60" width="300">'
            f"<title>Meldingen per jaar</title><desc>Het aantal daalt.</desc>{bars}</svg>"
            f"<figcaption>Figuur: {self.sentence()}</figcaption></figure>"
            '<p><img src="bestand:kaart.svg" alt="Kaart van de wijken"> '
            '<img src="bestand:wapen.png" alt=""> '
            f'<span aria-hidden="true">→</span> {self.sentence()}</p>'
        )

    def _quote(self) -> str:
        return (
            f"<blockquote>{self.text()}</blockquote><aside><p>{self.sentence()}</p></aside>"
            f'<pre>code {self.seed}</pre><p lang="fr">Bonjour à tous.</p><hr>'
            f"<div>Los, <b>vet</b> <i>schuin</i><p>{self.sentence()}</p>slot</div>"
        )

    def _table_with_spans(self) -> str:
        return (
            '<section id="spiegel"><h2>Spiegel</h2><table><caption>Acties per thema</caption>'
            '<thead><tr><th rowspan="2" scope="col">Thema</th><th colspan="2" scope="colgroup">'
            'Acties</th></tr><tr><th scope="col">beloofd</th><th scope="col">gedaan</th></tr>'
            '</thead><tbody><tr><th rowspan="2" scope="rowgroup">Jeugd</th><td>12</td><td>10</td>'
            '</tr><tr><td colspan="2">nog niet bekend</td></tr>'
            '<tr><th scope="row">Ondermijning</th><td>4</td></tr></tbody></table></section>'
        )

    def _long_table(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">Wijk {n}</th><td>{self.random.randint(0, 999)}</td>'
            f"<td>{self.text(1, 2)}</td></tr>"
            for n in range(1, self.table_rows + 1)
        )
        return (
            '<section id="cijfers"><h2>Cijfers</h2><table><caption>Meldingen per wijk</caption>'
            '<thead><tr><th scope="col">Gebied</th><th scope="col">Aantal</th>'
            f'<th scope="col">Toelichting</th></tr></thead><tbody>{rows}</tbody>'
            '<tfoot><tr><th scope="row">Totaal</th><td>17.500</td><td></td></tr></tfoot></table>'
            "</section>"
        )

    def _endnotes(self) -> str:
        items = "".join(
            f'<li id="noot-{n}" role="doc-endnote">{text} '
            f'<a href="#bij-noot-{n}" aria-label="Terug naar de tekst bij noot {n}">↑</a></li>'
            for n, text in enumerate(self._notes, start=1)
        )
        notes = f"<ol>{items}</ol>" if items else "<p>Er zijn geen noten.</p>"
        return f'<section role="doc-endnotes"><h2>Noten</h2>{notes}</section>'

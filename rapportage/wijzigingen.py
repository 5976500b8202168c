"""What a correction changed: two versions of a published letter held side by side, part by part."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import msgspec

from rapportage.rendering.spiegel import in_beeld
from rapportage.rendering.tekst import plain
from rapportage.tekstlezer import words_in
from veiligheid.core.nazien.vergelijken import Tekstdeel as NazienDeel
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.core.verschil import Regel, difference
from veiligheid.document.brief import Bijlage, Briefdocument
from veiligheid.document.delen import Deel, Figuurdeel, Spiegeldeel, Tabeldeel, Tekstdeel
from veiligheid.document.spiegel import Spiegelrij

# What is in a piece and not for reading.
_UNREAD = frozenset(
    {"anker", "adres", "bestand", "mediatype", "type", "sleutel", "sleutels", "slug", "thema_slug"}
)
_SPIEGELKOPPEN = ("Actie", "Beloofd", "Gedaan", "Hoe het staat")
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A part that is not what it was. `sleutel`: what it is called in all versions, fit for an
    address. `soort`: "gewijzigd", "toegevoegd" or "vervallen". `plek`: where it is read in the
    version that it was changed in; empty for what is gone. In a row of a table there is a tab
    between two cells."""

    sleutel: str
    titel: str
    soort: str
    plek: str
    regels: tuple[Regel, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    titel: str
    plek: str
    html: str


def wijziging_anker(anker: str) -> str:
    """Where on the page with changes the part of this anchor is."""
    return f"wijziging-{anker.replace('/', '--')}"


def changes(oud: Briefdocument, nieuw: Briefdocument) -> list[Wijziging]:
    """In the order of the new version; what is gone comes last. Empty when no word changed."""
    before, after = dict(_parts(oud)), dict(_parts(nieuw))
    found = []
    for key, part in after.items():
        was = before.get(key)
        regels = tuple(difference(was.html if was else "", part.html, cellen=True))
        if regels:
            soort = "gewijzigd" if was else "toegevoegd"
            found.append(Wijziging(wijziging_anker(key), part.titel, soort, part.plek, regels))
    for key, part in before.items():
        if key not in after and (regels := tuple(difference(part.html, "", cellen=True))):
            found.append(Wijziging(wijziging_anker(key), part.titel, "vervallen", "", regels))
    return found


def text_parts(d: Briefdocument) -> list[NazienDeel]:
    """All that a letter says, part by part, for who reads it as one text."""
    found = []
    for key, part in _parts(d):
        # Its heading stands above it, once.
        html = part.html.removeprefix(_lines([part.titel.rpartition(" › ")[2]]))
        if html:
            kop = f"<h2>{escape(part.titel, quote=False)}</h2>"
            found.append(NazienDeel(key, part.titel, kop + html))
    return found


def _parts(d: Briefdocument) -> Iterator[tuple[str, _Part]]:
    """Every part by what it is called in all versions."""
    yield "gegevens", _Part("Gegevens van de brief", "", _lines(_facts(d)))
    for o in (*d.inleiding, *d.afsluiting):
        yield o.anker, _Part(o.kop or "Inleiding", f"#{o.anker}", _lines([o.kop]) + o.html)
    for groep in d.groepen:
        if groep.inleiding:
            yield groep.anker, _Part(groep.titel, f"#{groep.anker}", groep.inleiding)
        for h in groep.hoofdstukken:
            for p in h.paragrafen:
                html = _lines([p.kop]) + "".join(blok.html for blok in p.blokken)
                titel = f"{h.titel} › {p.kop or '(zonder kop)'}"
                yield p.anker, _Part(titel, f"#{p.anker}", html)
    for n, deel in enumerate(d.delen):
        kop = getattr(deel, "kop", "") or d.titel
        yield _loose_key(n), _Part(kop, "", piece_html(deel))
    for b in d.bijlagen:
        about = [b.naam]
        if b.geheim is not None:
            about.append(f"Niet openbaar op grond van {b.geheim.grond}.")
        yield b.anker, _Part(b.naam, "", _lines(about))
        for n, deel in enumerate(b.delen):
            naam = " › ".join(filter(None, (b.naam, getattr(deel, "kop", ""))))
            yield _annex_key(b, deel, n), _Part(naam, f"bijlage/{b.nummer}/", piece_html(deel))
    yield "noten", _Part("Noten", "", _lines([noot.tekst for noot in d.voetnoten]))


def pieces(d: Briefdocument) -> Iterator[tuple[str, str, Deel]]:
    """Every piece by the key of its part, with the anchor of what it stands in."""
    for n, deel in enumerate(d.delen):
        yield _loose_key(n), "deel", deel
    for b in d.bijlagen:
        for n, deel in enumerate(b.delen):
            yield _annex_key(b, deel, n), b.anker, deel


def _loose_key(n: int) -> str:
    return f"deel-{n}"


def _annex_key(b: Bijlage, deel: Deel, n: int) -> str:
    return f"{b.anker}/{getattr(deel, 'anker', '') or n}"


def _facts(d: Briefdocument) -> list[str]:
    facts = [
        ("Titel", d.titel),
        ("Samenvatting", d.samenvatting),
        ("Aan", d.aan),
        ("Datum", datum(d.datum)),
        ("Kenmerk", d.kenmerk),
        ("Portefeuillehouder", d.portefeuillehouder),
        ("Aanhef", d.aanhef),
        ("Groet", d.groet),
        ("Afzender", d.afzender),
    ]
    lines = [f"{naam}: {waarde}" for naam, waarde in facts if waarde]
    return [*lines, *(f"Ondertekend door {o.naam}, {o.functie}" for o in d.ondertekenaars)]


def piece_html(deel: Deel) -> str:
    """What a piece says, a line for each row of it."""
    match deel:
        case Tekstdeel():
            return _lines([deel.kop]) + deel.html
        case Tabeldeel():
            heads = [kolom.naam for kolom in deel.kolommen]
            rows = [heads, *([rij.kop, *rij.cellen] for rij in deel.rijen)]
            notes = _lines([*deel.opmerkingen, deel.bron])
            return _lines([deel.bijschrift]) + _table(rows) + notes
        case Figuurdeel():
            points = [
                f"{reeks.naam} {punt.label}: {'–' if punt.waarde is None else punt.waarde}"
                for reeks in deel.figuur.reeksen
                for punt in reeks.punten
            ]
            figuur = deel.figuur
            about = [deel.definitie, figuur.alt, *(_flat(r.streef) for r in figuur.reeksen)]
            about += [*deel.opmerkingen, figuur.bron]
            return _lines([deel.kop, deel.zin, *points, *about])
        case Spiegeldeel():
            return _table([_SPIEGELKOPPEN, *map(_cells_of, deel.spiegel.rijen)])
    rows_of = next((v for v in _values(deel) if isinstance(v, tuple) and v), None)
    return _lines(map(_flat, rows_of)) if rows_of else _lines([_flat(deel)])


def _cells_of(rij: Spiegelrij) -> list[str]:
    """A row of a mirror, as many cells as it has headings."""
    told = [" ".join(plain(p.html) for p in side) for side in (rij.beloofd, rij.gedaan)]
    why = (rij.oorzaak, rij.gevolg, rij.bijsturing, rij.reden_einde)
    stand = ". ".join(filter(None, (in_beeld(rij.kleur).woord, *why)))
    return [f"{rij.titel} ({rij.thema_titel})", *told, stand]


def _table(rows: Iterable[Sequence[str]]) -> str:
    return f"<table>{''.join(map(_row, rows))}</table>"


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell, quote=False)}</td>' for cell in cells)}</tr>"


def _values(deel: Deel) -> Iterator[Any]:
    return (getattr(deel, naam) for naam in deel.__struct_fields__)


def _flat(value: Any) -> str:
    words = words_in(msgspec.to_builtins(value, str_keys=True), _UNREAD)
    return " · ".join(filter(None, (" ".join(_text(w).split()) for w in words)))


def _text(words: str) -> str:
    """Without its mark-up, when it is rich text."""
    return unescape(_TAG.sub(" ", words)) if _TAG.search(words) else words


def _lines(lines: Any) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)

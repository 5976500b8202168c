"""From the term to the body of its evaluation: the promises of all years in counts, the money, and
theme by theme the trail of every actie, the figures, and what was promised and told each year."""

from collections.abc import Iterator
from html import escape

from rapportage.documenten.soort import Samenstelling
from rapportage.evaluatie.cijfers import figure_table
from rapportage.evaluatie.looptijd import Actiespoor, Looptijd, read_looptijd
from rapportage.raad.compositie import Themacijfers
from rapportage.stadsrekening.geld import geldjaren
from rapportage.zinnen.looptijd import term_sentence, years_without
from veiligheid.document import delen as p
from veiligheid.document.spiegel import Passage, Spiegelrij, Telling
from veiligheid.document.woorden import GEEN_TEKEN, Kleur

_NIETS = "–"
_TELKOPPEN = ("Beloofd", "Groen", "Geel", "Rood", "Nog te beoordelen", "Blauw (niet beloofd)")


def evaluatiedelen(s: Samenstelling) -> Iterator[p.Deel]:
    looptijd = read_looptijd(s.brief.ronde, s.tekst.citeer)
    yield from counts(looptijd, s.anker)
    yield from geldjaren(looptijd.plan, range(looptijd.plan.van_jaar, looptijd.tot + 1), s.anker)
    cijfers = Themacijfers(looptijd.plan, looptijd.tot)
    for slug, titel in looptijd.themas.items():
        yield from _thema(looptijd, cijfers, slug, titel, s.anker)


def counts(looptijd: Looptijd, anker: str) -> Iterator[p.Deel]:
    """The promises of each year and of each theme; both end in the sums of the yearly mirrors."""
    without = [s.jaar for s in looptijd.spiegels if not s.beschikbaar]
    told = [term_sentence(looptijd.jaren, looptijd.telling)] if looptijd.jaren else []
    told += filter(None, [years_without(without)])
    jaren = [
        _telrij(str(s.jaar), s.telling) if s.beschikbaar else p.Rij(str(s.jaar), (_NIETS,) * 6)
        for s in looptijd.spiegels
    ]
    yield _telling("per-jaar", "Beloofd en verteld, per jaar", "Jaar", jaren, looptijd, anker, told)
    themas = [_telrij(titel, looptijd.of_thema(slug)) for slug, titel in looptijd.themas.items()]
    noun = looptijd.plan.label_thema
    if themas:
        kop = f"Beloofd en verteld, per {noun}"
        yield _telling("per-thema", kop, noun.capitalize(), themas, looptijd, anker, [])


def _telling(
    naam: str,
    kop: str,
    kolom: str,
    rijen: list[p.Rij],
    looptijd: Looptijd,
    anker: str,
    opmerkingen: list[str],
) -> p.Tabeldeel:
    som = _telrij("Samen", looptijd.telling, voet=True)
    return p.Tabeldeel(
        anker=f"{anker}--{naam}",
        kop=kop,
        bijschrift="Hoe vaak iets was beloofd, en wat erover is verteld. De kleur zegt of er "
        "verantwoording is, niet of het een succes was.",
        kolommen=(p.Kolom(kolom), *(p.Kolom(k, getal=True) for k in _TELKOPPEN)),
        rijen=(*rijen, som),
        opmerkingen=tuple(opmerkingen),
    )


def _telrij(kop: str, t: Telling, *, voet: bool = False) -> p.Rij:
    numbers = (t.beloofd, t.groen, t.geel, t.rood, t.te_beoordelen, t.blauw)
    return p.Rij(kop, tuple(map(str, numbers)), voet=voet)


def _thema(
    looptijd: Looptijd, cijfers: Themacijfers, slug: str, titel: str, anker: str
) -> Iterator[p.Deel]:
    place = f"{anker}--thema-{slug}"
    sporen = [spoor for spoor in looptijd.sporen if spoor.thema_slug == slug]
    yield p.Tekstdeel(place, 1, titel, "")
    if sporen:
        yield _trail(looptijd, sporen, slug, place)
    if table := figure_table(cijfers, slug, looptijd.plan.van_jaar, f"{place}--cijfers"):
        yield table
    for spoor in sporen:
        yield p.Tekstdeel(f"{place}--{spoor.sleutel}", 2, spoor.titel, "")
        for jaar, rij in spoor.rijen:
            own = f"{place}--{spoor.sleutel}--{jaar}"
            yield p.Tekstdeel(own, 3, f"{jaar}: {stand_words(rij)}", _told(rij))


def _trail(looptijd: Looptijd, sporen: list[Actiespoor], slug: str, place: str) -> p.Tabeldeel:
    """A row for each actie, a column for each year that has a mirror."""
    rijen = []
    for spoor in sporen:
        years = dict(spoor.rijen)
        cells = (_cell(years[j]) if j in years else _NIETS for j in looptijd.jaren)
        rijen.append(p.Rij(spoor.titel, tuple(cells)))
    return p.Tabeldeel(
        anker=f"{place}--spoor",
        kop="",
        bijschrift="Het spoor van elke belofte door de jaren",
        kolommen=(
            p.Kolom(looptijd.plan.label_actie.capitalize()),
            *(p.Kolom(str(j)) for j in looptijd.jaren),
        ),
        rijen=tuple(rijen),
        opmerkingen=(term_sentence(looptijd.jaren, looptijd.of_thema(slug)),),
    )


def _cell(rij: Spiegelrij) -> str:
    return f"{rij.kleur.teken if rij.kleur else GEEN_TEKEN} {stand_words(rij)}"


def stand_words(rij: Spiegelrij) -> str:
    """ "groen, deels gerealiseerd": the colour, and what became of it."""
    kleur = rij.kleur.value if rij.kleur else "nog te beoordelen"
    if rij.kleur is Kleur.BLAUW:
        kleur = "blauw, niet beloofd"
    return f"{kleur}, {rij.realisatie}" if rij.realisatie else kleur


def _told(rij: Spiegelrij) -> str:
    """What was promised, what was told of it, and why it went as it did."""
    html = _passages("Beloofd", rij.beloofd) + _passages("Verteld", rij.gedaan)
    named = (("Oorzaak", rij.oorzaak), ("Gevolg", rij.gevolg), ("Bijsturing", rij.bijsturing))
    for naam, tekst in named:
        if tekst:
            html += f"<p><strong>{naam}:</strong> {escape(tekst, quote=False)}</p>"
    if rij.beeindigd_in:
        reden = escape(rij.reden_einde, quote=False)
        html += f"<p><strong>Beëindigd in {rij.beeindigd_in}:</strong> {reden}</p>"
    return html


def _passages(naam: str, passages: tuple[Passage, ...]) -> str:
    if not passages:
        return f"<p><strong>{naam}:</strong> niets.</p>"
    return f"<p><strong>{naam}:</strong></p>" + "".join(passage.html for passage in passages)

"""What goes over to the new council: what still runs, which promises are open, where it chafes, the
plan's own risks, and the money of the years to come."""

from collections.abc import Iterator

from msgspec.structs import replace

from rapportage.bijlagen.soorten.toezeggingen import toezeggingen
from rapportage.documenten.soort import Samenstelling
from rapportage.evaluatie.compositie import stand_words
from rapportage.evaluatie.looptijd import Actiespoor, Looptijd, Vooruit, read_looptijd
from rapportage.stadsrekening.geld import geldjaren
from rapportage.verantwoording.risicos import risk_sections
from themas.toezeggingen.workflow import NIET_AFGEDAAN
from veiligheid.core.richtext import plain
from veiligheid.document import delen as p
from veiligheid.document.woorden import Kleur

_NIETS = "–"
_OPEN = frozenset(staat.value for staat in NIET_AFGEDAAN)


def overdrachtdelen(s: Samenstelling) -> Iterator[p.Deel]:
    looptijd = read_looptijd(s.brief.ronde, s.tekst.citeer)
    running = [spoor for spoor in looptijd.sporen if spoor.laatste[1].beeindigd_in is None]
    if running or looptijd.vooruit:
        yield _running(looptijd, running, s.anker)
    yield from _promises(s)
    if chafing := [spoor for spoor in running if _chafes(spoor, looptijd)]:
        yield _chafing(looptijd, chafing, s.anker)
    yield from _risks(s, looptijd)
    yield from _money(s, looptijd)


def _running(looptijd: Looptijd, running: list[Actiespoor], anker: str) -> p.Tabeldeel:
    """Every actie that did not end, how it stood last, and what is promised beyond that year."""
    ahead: dict[str, list[Vooruit]] = {}
    for v in looptijd.vooruit:
        ahead.setdefault(v.sleutel, []).append(v)
    rijen = [
        p.Rij(
            spoor.titel,
            (
                looptijd.themas.get(spoor.thema_slug, ""),
                f"{spoor.laatste[0]}: {stand_words(spoor.laatste[1])}",
                _words(ahead.pop(spoor.sleutel, [])),
            ),
        )
        for spoor in running
    ]
    for rest in ahead.values():
        rijen.append(p.Rij(rest[0].titel, (rest[0].thema_titel, _NIETS, _words(rest))))
    label = looptijd.plan.label_actie
    return p.Tabeldeel(
        anker=f"{anker}--loopt",
        kop="Wat nog loopt",
        bijschrift=f"Wat niet is beëindigd, hoe het er in de laatste brief voor stond, en wat na "
        f"{looptijd.tot} is beloofd",
        kolommen=(
            p.Kolom(label.capitalize()),
            p.Kolom(looptijd.plan.label_thema.capitalize()),
            p.Kolom("Laatste stand"),
            p.Kolom(f"Beloofd voor na {looptijd.tot}"),
        ),
        rijen=tuple(rijen),
    )


def _words(found: list[Vooruit]) -> str:
    return "; ".join(f"{v.jaar}: {plain(v.html)}" for v in found) or _NIETS


def _promises(s: Samenstelling) -> Iterator[p.Deel]:
    """Those of the register that are open on the document's day."""
    for deel in toezeggingen(s.brief, s.anker, s.dag):
        if rijen := tuple(rij for rij in deel.rijen if rij.staat in _OPEN):
            yield p.Tekstdeel(f"{s.anker}--open", 1, "Open toezeggingen aan de raad", "")
            yield p.Registerdeel(deel.anker, deel.dag, rijen)


def _chafes(spoor: Actiespoor, looptijd: Looptijd) -> bool:
    """Whether in the last year it was not, or not wholly, accounted for, or not done as was
    promised."""
    jaar, rij = spoor.laatste
    partly = rij.realisatie is not None and rij.realisatie.asks_reasons
    return jaar == looptijd.tot and (rij.kleur in (Kleur.ROOD, Kleur.GEEL) or partly)


def _chafing(looptijd: Looptijd, sporen: list[Actiespoor], anker: str) -> p.Tabeldeel:
    rijen = []
    for spoor in sporen:
        rij = spoor.laatste[1]
        stand = stand_words(rij) + (f" ({rij.herhaling})" if rij.herhaling else "")
        cells = (stand, rij.oorzaak or _NIETS, rij.gevolg or _NIETS, rij.bijsturing or _NIETS)
        rijen.append(p.Rij(spoor.titel, cells))
    return p.Tabeldeel(
        anker=f"{anker}--knelt",
        kop="Waar het knelt",
        bijschrift=f"Wat in {looptijd.tot} niet of niet helemaal is verantwoord, of niet ging "
        "zoals was beloofd",
        kolommen=(
            p.Kolom(looptijd.plan.label_actie.capitalize()),
            p.Kolom("Stand"),
            p.Kolom("Oorzaak"),
            p.Kolom("Gevolg"),
            p.Kolom("Bijsturing"),
        ),
        rijen=tuple(rijen),
    )


def _risks(s: Samenstelling, looptijd: Looptijd) -> Iterator[p.Deel]:
    """The sections of the plan, and of the plans beneath its themes, that are about risks."""
    for onderdeel in risk_sections(looptijd.plan):
        html = s.tekst.citeer(onderdeel.tekst)
        yield p.Tekstdeel(f"{s.anker}--risico-{onderdeel.pk}", 1, onderdeel.kop, html)


def _money(s: Samenstelling, looptijd: Looptijd) -> Iterator[p.Deel]:
    """What the budget has for the years after the one that is looked back on."""
    plan = looptijd.plan
    for deel in geldjaren(plan, range(looptijd.tot + 1, plan.tot_en_met_jaar + 1), s.anker):
        yield replace(deel, kop=f"{deel.kop}: wat nog begroot is")

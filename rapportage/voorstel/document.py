"""A collegevoorstel as a document: frozen data that page, PDF and Word are made of."""

from dataclasses import dataclass
from datetime import date
from html import escape

from django.conf import settings
from django.utils import timezone

from rapportage.besluit.workflow import Uitkomst
from rapportage.models import Besluit, Brief, Collegevoorstel
from rapportage.ondertekening.lezen import ondertekening_of
from rapportage.voorstel.editing import KOPPEN, TEKSTEN
from veiligheid.core import verwijzingen
from veiligheid.core.richtext import sanitize
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.core.verwijzingen import Verwijzing

_IN_WOORDEN = {
    Uitkomst.CONFORM: "vastgesteld zoals voorgelegd",
    Uitkomst.GEWIJZIGD: "vastgesteld met wijzigingen",
    Uitkomst.AANGEHOUDEN: "aangehouden",
}


@dataclass(frozen=True, slots=True)
class Sectie:
    """A heading with the rich text beneath it; empty html is not written yet."""

    anker: str
    kop: str
    html: str


@dataclass(frozen=True, slots=True)
class Voorstel:
    """`feiten`: name and value, in the order of the page. `bijlagen`: what is laid before the
    college with it, in words. `besluit`: what the college decided last, in a sentence; empty before
    that. `dag`: of the letter, or the day on which this was made."""

    slug: str
    gemeente: str
    onderwerp: str
    feiten: tuple[tuple[str, str], ...]
    secties: tuple[Sectie, ...]
    bijlagen: tuple[str, ...]
    besluit: str
    dag: date

    @property
    def titel(self) -> str:
        return f"Collegevoorstel: {self.onderwerp}"


def compose_voorstel(voorstel: Collegevoorstel) -> Voorstel:
    """As it stands now. A constant number of queries."""
    brief = Brief.objects.select_related("ronde").get(pk=voorstel.brief_id)
    besluit = Besluit.objects.filter(brief_id=brief.pk).first()
    vandaag = timezone.localdate()
    facts = [
        ("Brief", brief.titel),
        ("Ons kenmerk", brief.kenmerk),
        ("Datum van de brief", datum(brief.datum)),
        ("Portefeuillehouder", ondertekening_of(brief, vandaag).portefeuillehouder),
        ("Aan", brief.aan),
    ]
    return Voorstel(
        slug=brief.slug,
        gemeente=settings.GEMEENTE_NAAM,
        onderwerp=voorstel.onderwerp,
        feiten=tuple((naam, waarde) for naam, waarde in facts if waarde),
        secties=tuple(
            Sectie(naam, KOPPEN[naam], _plain(getattr(voorstel, naam))) for naam in TEKSTEN
        ),
        bijlagen=tuple(_bijlagen(brief)),
        besluit=_in_words(besluit) if besluit else "",
        dag=brief.datum or vandaag,
    )


def _bijlagen(brief: Brief) -> list[str]:
    """The letter itself, then its annexes; of one that is withheld that it is."""
    found = [brief.titel]
    for bijlage in brief.bijlagen.filter(verwijderd_op=None):
        geheim = f" (niet openbaar: {bijlage.geheim_grond})" if bijlage.is_geheim else ""
        found.append(f"{bijlage}{geheim}")
    return found


def _in_words(besluit: Besluit) -> str:
    nummer = f", besluitnummer {besluit.nummer}" if besluit.nummer else ""
    what = _IN_WOORDEN[Uitkomst(besluit.uitkomst)]
    more = f". {besluit.toelichting}" if besluit.toelichting else "."
    return f"Het college heeft de brief op {datum(besluit.datum)} {what}{nummer}{more}"


def _plain(html: str) -> str:
    """Without references that only the letter can resolve: their words stay, and what a note says
    stands where it is called."""
    return verwijzingen.replace(sanitize(html), _words)


def _words(verwijzing: Verwijzing) -> str:
    if verwijzing.soort == verwijzingen.Soort.VOETNOOT:
        return f" ({escape(verwijzing.titel)})"
    return verwijzing.tekst

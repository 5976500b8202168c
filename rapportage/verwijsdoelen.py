"""What a text of a round can refer to, as a list to choose from."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from rapportage.models import Brief
from themas.jaar.models import Bijdrage, Ronde, Voortgang
from themas.jaar.permissions import Bezoeker, visible_bijdragen
from themas.toezeggingen.permissions import visible_toezeggingen
from themas.toezeggingen.verwijsbaar import referable
from veiligheid.core.verwijzingen import Soort


@dataclass(frozen=True, slots=True)
class Verwijsdoel:
    """href: what the link holds. tekst: words to begin with; only their number is live."""

    href: str
    tekst: str
    titel: str
    groep: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def verwijsdoelen(ronde: Ronde, gebruiker: Bezoeker) -> list[Verwijsdoel]:
    """Themes, the paragrafen of those that this person may read, and annexes, and
    the entries of the register that the letter's readers may see. A constant number of queries."""
    bijdragen = list(ronde.bijdragen.in_order().select_related("thema"))
    brief = Brief.objects.with_parts().with_themas().filter(ronde=ronde).order_by("pk").first()
    return [
        *_themas(bijdragen),
        *_paragrafen(ronde, gebruiker),
        *_bijlagen(brief),
        *_toezeggingen(ronde, brief, gebruiker),
    ]


def _themas(bijdragen: list[Bijdrage]) -> Iterator[Verwijsdoel]:
    for n, b in enumerate(bijdragen, start=1):
        href = f"verwijzing:{Soort.THEMA}/{b.thema.slug}"
        yield Verwijsdoel(href, f"onder {n}", f"{n}. {b.thema.titel}", "thema")


def _paragrafen(ronde: Ronde, gebruiker: Bezoeker) -> Iterator[Verwijsdoel]:
    readable = visible_bijdragen(gebruiker).filter(ronde=ronde)
    rows = (
        Voortgang.objects.standing()
        .filter(bijdrage__in=readable)
        .select_related("bijdrage__thema")
        .order_by("bijdrage__positie", "positie")
    )
    for v in rows:
        thema = v.bijdrage.thema
        href = f"verwijzing:{Soort.PARAGRAAF}/{thema.slug}--{v.sleutel}"
        yield Verwijsdoel(href, f"‘{v}’", str(v), f"paragraaf bij {thema.titel}")


def _bijlagen(brief: Brief | None) -> Iterator[Verwijsdoel]:
    for b in brief.bijlagen.all() if brief else ():
        href = f"verwijzing:{Soort.BIJLAGE}/{b.sleutel}"
        yield Verwijsdoel(href, f"bijlage {b.nummer}", str(b), "bijlage")


def _toezeggingen(ronde: Ronde, brief: Brief | None, gebruiker: Bezoeker) -> Iterator[Verwijsdoel]:
    """The overdue ones first: those the letter must say something about."""
    onderdelen = [o.pk for o in brief.onderdelen.all()] if brief else []
    mine = visible_toezeggingen(gebruiker).of_plan(ronde.plan_id)
    for t in mine.filter(referable(ronde, onderdelen)).in_order(timezone.localdate()):
        href = f"verwijzing:{Soort.TOEZEGGING}/{t.sleutel}"
        yield Verwijsdoel(href, f"{t.soort} {t.nummer}".strip(), str(t), "toezegging")

"""The letter's own texts at which remarks are made, and all open remarks of a letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from rapportage.bijlagen.bewerken import BijlageDoel
from rapportage.editing import BriefDoel, OnderdeelDoel
from rapportage.models import Bijlage, Brief, Onderdeel
from rapportage.permissions import (
    get_bijlage_to_remark,
    get_brief_to_remark,
    get_onderdeel_to_remark,
)
from themas.jaar.models import Bijdrage, Voortgang
from themas.opmerkingen import BIJDRAGE, PARAGRAAF
from veiligheid.core.models import Anker
from veiligheid.core.opmerkingen.lezen import Draad, conversations, threads
from veiligheid.core.opmerkingen.soorten import Tekstsoort, register


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text of a letter: what it belongs to (a theme, or what it is), what it is called itself,
    and where it is read."""

    groep: str
    titel: str
    adres: str


@dataclass(frozen=True, slots=True)
class Plaats:
    """An open remark with the text at which it hangs."""

    draad: Draad
    tekst: Tekst


def attach_to_texts(onderdelen: Sequence[Onderdeel]) -> None:
    """Give each text its `gesprek`, and its text with the words marked (`gemerkt`). Two queries."""
    found = conversations(OnderdeelDoel.soort, [o.pk for o in onderdelen])
    for onderdeel in onderdelen:
        gesprek = found[onderdeel.pk]
        onderdeel.gesprek = gesprek  # type: ignore[attr-defined]
        onderdeel.gemerkt = gesprek.marked("tekst", onderdeel.tekst)  # type: ignore[attr-defined]


def open_remarks(brief: Brief) -> list[Plaats]:
    """Every open remark of a letter, in the order of its texts: themes first. Six queries, whatever
    the number."""
    teksten = dict(_texts(brief))
    which = Q()
    for soort in {soort for soort, _ in teksten}:
        which |= Q(soort=soort, record__in=[pk for kind, pk in teksten if kind == soort])
    found = threads(Anker.objects.filter(which, open=True)) if teksten else []
    order = {key: n for n, key in enumerate(teksten)}
    found.sort(key=lambda d: order[d.anker.soort, d.anker.record])
    return [Plaats(d, teksten[d.anker.soort, d.anker.record]) for d in found]


def _texts(brief: Brief) -> Iterator[tuple[tuple[str, int], Tekst]]:
    adres = reverse("brief-opmerkingen", args=[brief.slug])
    yield (BriefDoel.soort, brief.pk), Tekst("De brief", "het geheel", adres)
    if brief.heeft_themas:
        yield from _of_themes(brief)
    for o in Onderdeel.objects.filter(brief=brief).select_related("bijlage"):
        groep = str(o.bijlage) if o.bijlage else "Algemene delen"
        yield (OnderdeelDoel.soort, o.pk), Tekst(groep, str(o), _onderdeel(brief, o))
    for b in Bijlage.objects.filter(brief=brief):
        adres = reverse("bijlage-schrijven", args=[brief.slug, b.sleutel])
        yield (BijlageDoel.soort, b.pk), Tekst(str(b), "de bijlage", adres)


def _of_themes(brief: Brief) -> Iterator[tuple[tuple[str, int], Tekst]]:
    bijdragen = Bijdrage.objects.filter(ronde=brief.ronde_id).in_order().select_related("thema")
    paragrafen: dict[int, list[Voortgang]] = {}
    for v in Voortgang.objects.filter(bijdrage__ronde=brief.ronde_id):
        paragrafen.setdefault(v.bijdrage_id, []).append(v)
    for b in bijdragen:
        adres = reverse("bijdrage", args=[b.pk])
        yield (BIJDRAGE, b.pk), Tekst(b.thema.titel, "het geheel", adres)
        for v in paragrafen.get(b.pk, ()):
            gone = " (verwijderd)" if v.verwijderd_op else ""
            yield (PARAGRAAF, v.pk), Tekst(b.thema.titel, f"{v}{gone}", adres)


def _onderdeel(brief: Brief, onderdeel: Any) -> str:
    return reverse("onderdeel", args=[brief.slug, onderdeel.pk])


register(
    Tekstsoort(
        OnderdeelDoel.soort,
        get_onderdeel_to_remark,
        lambda o: _onderdeel(o.brief, o),
        OnderdeelDoel,
    )
)
register(
    Tekstsoort(
        BijlageDoel.soort,
        get_bijlage_to_remark,
        lambda b: reverse("bijlage-schrijven", args=[b.brief.slug, b.sleutel]),
        BijlageDoel,
    )
)
register(
    Tekstsoort(
        BriefDoel.soort,
        get_brief_to_remark,
        lambda b: reverse("brief-opmerkingen", args=[b.slug]),
    )
)

"""The texts of a bijdrage at which remarks are made, and those remarks with the paragrafen."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.permissions import get_bijdrage, get_visible_voortgang
from themas.jaar.saving import VoortgangDoel
from veiligheid.core.opmerkingen.lezen import Gesprek, conversation, conversations, open_counts
from veiligheid.core.opmerkingen.soorten import Tekstsoort, register

PARAGRAAF = VoortgangDoel.soort
BIJDRAGE = "bijdrage"


def attach_remarks(voortgangen: Sequence[Voortgang]) -> list[Voortgang]:
    """Give each paragraaf its `gesprek`, and each of its blocks the text with the words marked
    (`gemerkt`). Their blocks were fetched. Which of them are removed while remarks are open."""
    found = conversations(PARAGRAAF, [v.pk for v in voortgangen])
    for voortgang in voortgangen:
        gesprek = found[voortgang.pk]
        voortgang.gesprek = gesprek  # type: ignore[attr-defined]
        for blok in voortgang.blokken.all():
            blok.gemerkt = gesprek.marked(f"blok/{blok.sleutel}", blok.tekst)  # type: ignore[attr-defined]
    return [v for v in voortgangen if v.verwijderd_op and found[v.pk].open]


def open_remarks_of(bijdragen: Sequence[Bijdrage]) -> dict[int, int]:
    """How many remarks are open at each of these and their paragrafen. Three queries."""
    keys = [b.pk for b in bijdragen]
    home = dict(Voortgang.objects.filter(bijdrage__in=keys).values_list("pk", "bijdrage"))
    counts = dict.fromkeys(keys, 0)
    for (soort, pk), n in open_counts([(BIJDRAGE, keys), (PARAGRAAF, list(home))]).items():
        counts[pk if soort == BIJDRAGE else home[pk]] += n
    return counts


def remarks_of_whole(bijdrage: Bijdrage) -> Gesprek:
    """The remarks that are about the bijdrage as a whole."""
    return conversation(BIJDRAGE, bijdrage.pk)


def _adres_paragraaf(voortgang: Any) -> str:
    return f"{reverse('bijdrage', args=[voortgang.bijdrage_id])}#paragraaf-{voortgang.pk}"


register(Tekstsoort(PARAGRAAF, get_visible_voortgang, _adres_paragraaf, VoortgangDoel))
register(Tekstsoort(BIJDRAGE, get_bijdrage, lambda record: reverse("bijdrage", args=[record.pk])))

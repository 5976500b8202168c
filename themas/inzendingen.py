"""A bijdrage as what is handed in: see `veiligheid.core.nazien.soorten`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django.db.models import Q
from django.urls import reverse

from themas.jaar import permissions
from themas.jaar.models import Bijdrage, Ronde, Voortgang
from themas.jaar.saving import VoortgangDoel
from themas.jaar.terugkomst.tekst import text_of
from themas.jaar.transitions import wrote_along
from themas.mist import missing
from themas.opmerkingen import BIJDRAGE
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.nazien.soorten import Inzendingsoort, register
from veiligheid.core.nazien.vergelijken import Tekstdeel
from veiligheid.core.rollen import Rol

_ROUTES = {
    "staat": "bijdrage-staat",
    "bezwaar": "bezwaar",
    "versies": "versies",
    "akkoord": "akkoord-vragen",
}


class Bijdragesoort(Inzendingsoort):
    soort = "bijdrage"
    model = Bijdrage
    opmerkingen = BIJDRAGE
    schrijvers = (Rol.BELEIDSADVISEUR,)
    zin = "De bijdrage is"

    def lock(self, pk: int) -> Bijdrage:
        rows = Bijdrage.objects.select_for_update(of=("self",)).select_related("ronde", "thema")
        found: Bijdrage = rows.get(pk=pk)
        return found

    def get(self, gebruiker: Any, pk: int) -> Bijdrage:
        return permissions.get_bijdrage(gebruiker, pk)

    def get_own(self, gebruiker: Any, pk: int) -> Bijdrage:
        return permissions.get_own_bijdrage(gebruiker, pk)

    def get_reviewed(self, gebruiker: Any, pk: int) -> Bijdrage:
        return permissions.get_reviewed_bijdrage(gebruiker, pk)

    def get_to_ask(self, gebruiker: Any, pk: int) -> Bijdrage:
        return permissions.get_bijdrage_to_ask_about(gebruiker, pk)

    def may_read(self, gebruiker: Gebruiker, record: Bijdrage) -> bool:
        return permissions.visible_bijdragen(gebruiker).filter(pk=record.pk).exists()

    def may_hand_in(self, gebruiker: Gebruiker, record: Bijdrage) -> bool:
        return permissions.own_bijdragen(gebruiker).filter(pk=record.pk).exists()

    def may_object(
        self, gebruiker: Gebruiker, record: Bijdrage, ingediend_door: int | None
    ) -> bool:
        return self.may_hand_in(gebruiker, record)

    def wrote_along(self, wie: Gebruiker, record: Bijdrage) -> bool:
        return wrote_along(record, wie)

    def owners(self, record: Bijdrage, ingediend_door: int | None) -> Iterable[Gebruiker]:
        return record.adviseurs.all()

    def ronde(self, record: Bijdrage) -> Ronde:
        return record.ronde

    def missing(self, record: Bijdrage) -> Sequence[str]:
        return missing(record)

    def changed_by(self, record: Bijdrage, sinds: datetime) -> tuple[str, ...]:
        records = Voortgang.objects.filter(bijdrage=record.pk).values("pk")
        return names_since(Q(soort=VoortgangDoel.soort, record__in=records), sinds)

    def parts(self, record: Bijdrage) -> list[Tekstdeel]:
        """A part for each paragraaf, its kop included."""
        return [
            Tekstdeel(
                p.sleutel,
                p.kop or "(zonder kop)",
                (f"<p><strong>{escape(p.kop, quote=False)}</strong></p>" if p.kop else "")
                + "".join(b.html for b in p.blokken),
            )
            for p in text_of(record).paragrafen
        ]

    def before(self, record: Bijdrage) -> list[tuple[str, list[Tekstdeel]]]:
        """Last year's letter."""
        ronde = record.ronde
        if ronde.verslagjaar is None:
            return []
        rows = Bijdrage.objects.filter(
            thema=record.thema_id, ronde__vooruitblikjaar=ronde.verslagjaar
        )
        vorige = rows.select_related("ronde", "thema").first()
        return [("de brief van vorig jaar", self.parts(vorige))] if vorige else []

    def titel(self, record: Bijdrage) -> str:
        return record.thema.titel

    def waar(self, record: Bijdrage) -> str:
        return str(record.ronde)

    def vraag(self, record: Bijdrage) -> str:
        return f"de tekst over ‘{record.thema.titel}’ in de veiligheidsbrief"

    def adres(self, record: Bijdrage) -> str:
        return reverse("bijdrage", args=[record.pk])

    def route(self, wat: str, record: Bijdrage) -> str:
        return reverse(_ROUTES[wat], args=[record.pk])


def names_since(which: Q, sinds: datetime) -> tuple[str, ...]:
    """Who saved since in these texts, by name."""
    saved = Revisie.objects.filter(which, op__gt=sinds).exclude(versie=None).exclude(wie="")
    return tuple(saved.order_by("wie").values_list("wie", flat=True).distinct())


register(Bijdragesoort())

"""A whole letter, about which somebody without an account is asked: see
`veiligheid.core.nazien.soorten` and ADR 0042."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from rapportage import permissions
from rapportage.composition import compose
from rapportage.editing import BriefDoel
from rapportage.models import Brief
from rapportage.signalen import tell_of_letter
from rapportage.wijzigingen import text_parts
from veiligheid.core.models import Akkoordlink, Stap
from veiligheid.core.nazien.akkoord import hash_of
from veiligheid.core.nazien.soorten import Meningsoort
from veiligheid.core.nazien.vergelijken import Tekstdeel, as_json


class HeleBrief(Meningsoort):
    """A whole letter, as it is composed. What is said of it is noted; its parts have their own
    approval."""

    soort = "brief"
    model = Brief
    opmerkingen = BriefDoel.soort

    def lock(self, pk: int) -> Brief:
        found: Brief = Brief.objects.select_for_update().get(pk=pk)
        return found

    def get_to_ask(self, gebruiker: Any, pk: int) -> Brief:
        return permissions.get_brief_to_ask_about(gebruiker, pk)

    def parts(self, record: Brief) -> list[Tekstdeel]:
        return text_parts(compose(record).document)

    def titel(self, record: Brief) -> str:
        return record.titel

    def waar(self, record: Brief) -> str:
        return str(record.ronde)

    def vraag(self, record: Brief) -> str:
        return f"‘{record.titel}’, de hele brief"

    def adres(self, record: Brief) -> str:
        return reverse("brief-schrijven", args=[record.slug])

    def versie(self, record: Brief) -> int:
        return record.versie

    def waits(self, record: Brief) -> bool:
        return True

    def stands(self, link: Akkoordlink, record: Brief) -> bool:
        """Held against the day on which it was asked: what a letter without a date says of the
        register is as of that day."""
        dag = timezone.localdate(link.gemaakt_op)
        now = as_json(text_parts(compose(record, dag).document))
        return hash_of(now) == link.tekst_sha256

    def heard(self, record: Brief, stap: Stap) -> None:
        tell_of_letter(record, stap)

"""A whole letter, about which somebody without an account is asked: see
`veiligheid.core.nazien.soorten` and ADR 0042."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from rapportage import permissions
from rapportage.composition import compose
from rapportage.editing import BriefDoel
from rapportage.models import Brief
from rapportage.rendering.delen import Plek, show
from rapportage.signalen import tell_of_letter
from rapportage.wijzigingen import pieces, text_parts
from veiligheid.core.models import Akkoordlink, Stap
from veiligheid.core.nazien.akkoord import hash_of
from veiligheid.core.nazien.soorten import Meningsoort
from veiligheid.core.nazien.vergelijken import Tekstdeel, as_json
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Figuurdeel, Kerncijfers, Registerdeel, Spiegeldeel, Tabeldeel

# What is more than its words. A picture is a file, which is not given by link: its description is.
_GETOOND = Figuurdeel | Kerncijfers | Tabeldeel | Spiegeldeel | Registerdeel


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
        return hash_of(as_json(text_parts(_as_asked(link, record)))) == link.tekst_sha256

    def shown(self, link: Akkoordlink, record: Brief) -> dict[str, SafeString]:
        """Charts, key figures, tables, the mirror and the register as the letter has them, of what
        is in the text; there is nothing to fetch. Holds as long as the link stands."""
        return {
            key: render_to_string(shown.sjabloon, {"deel": shown, "alleen_lezen": True})
            for key, anker, deel in pieces(_as_asked(link, record))
            if isinstance(deel, _GETOOND)
            for shown in show([deel], 1, Plek(anker, str, papier=False))
        }

    def heard(self, record: Brief, stap: Stap) -> None:
        tell_of_letter(record, stap)


def _as_asked(link: Akkoordlink, record: Brief) -> Briefdocument:
    """The letter as it would be composed now, as of the day on which it was asked."""
    return compose(record, timezone.localdate(link.gemaakt_op)).document

"""A measurement of an own registration as a text that can be saved. What it said before stays, and
so does what a person entered when an import says otherwise."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from monitoring.cijfers.inhoud import VELDEN, content_of, fields_of
from monitoring.cijfers.models import Gebied, Indicator, Meting, Metingversie
from monitoring.cijfers.periodes import Periode
from monitoring.importing.metingen.apply import former
from veiligheid.core.bewerken.doel import RecordDoel
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import Inhoud


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where a new measurement belongs."""

    indicator: Indicator
    gebied: Gebied
    periode: Periode


class MetingDoel(RecordDoel):
    """A measurement: the figure is one piece, and what is said of it are others. Days and numbers
    are text."""

    soort = "meting"
    model = Meting

    def content_of(self, record: Meting) -> Inhoud:
        return content_of({naam: getattr(record, naam) for naam in VELDEN})

    def write(self, before: Inhoud, after: Inhoud) -> None:
        former(self._rows.get()).save()
        # From here on it is a person's: no import changes it any more.
        self._rows.update(**fields_of(after), invoer=None)


@transaction.atomic
def add_meting(plaats: Plaats, inhoud: Inhoud, door: Gebruiker) -> Meting:
    """A figure that was not there. Raises Geweigerd when it is there already."""
    try:
        with transaction.atomic():
            meting = Meting.objects.create(
                indicator=plaats.indicator,
                gebied=plaats.gebied,
                periode=plaats.periode.code,
                jaar=plaats.periode.jaar,
                periodesoort=plaats.periode.soort,
                **fields_of(inhoud),
            )
    except IntegrityError as fout:
        melding = (
            f"Van {plaats.gebied} is er al een cijfer over {plaats.periode.label}. Wijzig dat."
        )
        raise Geweigerd(blokkeert("bestaat-al", melding)) from fout
    Logregel.write("toevoegen", meting, door)
    return meting


@transaction.atomic
def remove_meting(meting: Meting, door: Gebruiker) -> None:
    """Take a figure out. What it said is kept."""
    found = Meting.objects.select_for_update().filter(pk=meting.pk).first()
    if found is not None:
        former(found).save()
        Logregel.write("verwijderen", found, door)
        found.delete()


def earlier(meting: Meting) -> list[Metingversie]:
    """What a measurement said before, the newest first."""
    return list(Metingversie.objects.filter(meting=meting.pk).order_by("-pk"))

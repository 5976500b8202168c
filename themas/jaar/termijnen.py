"""Until when something can be handed in: a day, and where somebody gave one an hour.

What is handed in *before* a day is in time until the night before it begins. The hours are those of
the portal's own clock, which is put forward and back: in the night of 28 March 2027 there is no
02:30, in that of 31 October 2027 there are two. Such an hour is asked about and never guessed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from veiligheid.core.templatetags.opmaak import datum

_NACHT = "In de nacht van {dag} gaat de klok {hoe}: {tijd} uur {fout}. Kies een ander tijdstip."


@dataclass(frozen=True, slots=True)
class Termijn:
    """A day, and the hour on it; without one its first moment counts."""

    dag: date
    tijd: time | None = None

    @property
    def moment(self) -> datetime:
        """From here on it is too late."""
        wall = datetime.combine(self.dag, self.tijd or time.min)
        return wall.replace(tzinfo=timezone.get_default_timezone())

    @property
    def te_laat(self) -> bool:
        return timezone.now() >= self.moment

    @property
    def dagen(self) -> int:
        """From today to its day; below nought when that has been."""
        return (self.dag - timezone.localdate()).days

    @property
    def rest(self) -> str:
        """How long it still is, in words: "nog 12 dagen"."""
        dagen = self.dagen
        if self.te_laat:
            return f"{-dagen} {'dag' if dagen == -1 else 'dagen'} te laat" if dagen else "te laat"
        if not dagen:
            return "vandaag"
        return f"nog {dagen} {'dag' if dagen == 1 else 'dagen'}"

    def __str__(self) -> str:
        """As a reader reads it: "11 december 2026, 17:00 uur"."""
        return f"{datum(self.dag)}, {self.tijd:%H:%M} uur" if self.tijd else datum(self.dag)


def question(dag: date | None, tijd: time | None) -> str:
    """What to ask about an hour that says no moment or two; empty when it says one.

    >>> question(date(2027, 3, 28), time(2, 30))
    'In de nacht van 28 maart 2027 gaat de klok vooruit: 02:30 uur bestaat dan niet. …'
    """
    if tijd is None:
        return ""
    if dag is None:
        return "Kies bij dit tijdstip ook een dag."
    wall = datetime.combine(dag, tijd)
    zone = timezone.get_default_timezone()
    first, second = (wall.replace(tzinfo=zone, fold=n).utcoffset() for n in (0, 1))
    if first == second or first is None or second is None:
        return ""
    back = first > second
    return _NACHT.format(
        dag=datum(dag),
        hoe="terug" if back else "vooruit",
        tijd=f"{tijd:%H:%M}",
        fout="komt dan twee keer voor" if back else "bestaat dan niet",
    )

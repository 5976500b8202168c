"""An entry of the register as a text that can be saved: its words, its place and its term. Its
state is changed by verbs of its own, see `transitions`."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from themas.plan.models import Thema
from themas.toezeggingen import permissions
from themas.toezeggingen.models import Toezegging
from veiligheid.core.bewerken.doel import RecordDoel, Stukken
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel

T = TypeVar("T")
VELDEN = (
    "soort",
    "tekst",
    "nummer",
    "gemaakt_op",
    "vergadering",
    "thema",
    "adviseur",
    "portefeuillehouder",
    "termijn",
    "termijn_op",
    "bedrag",
    "indiener",
)


class ToezeggingDoel(RecordDoel):
    """Checks and logs as the other verbs of the register do. Raises PermissionDenied."""

    soort = "toezegging"
    model = Toezegging
    velden = VELDEN

    def __init__(self, record: Toezegging, door: Gebruiker | None) -> None:
        super().__init__(record)
        self.door, self._record = door, record

    def lock(self) -> None:
        super().lock()
        self._record = self._locked
        if self.door is None or not permissions.may_edit(self.door, self._record):
            raise PermissionDenied

    def write_fields(self, row: QuerySet[Any], changed: Stukken) -> int:
        """Raises Geweigerd when its number is another's."""
        if "thema" in changed:
            thema = Thema.objects.filter(pk=changed["thema"]).first()
            if self.door is None or not permissions.may_register_under(self.door, thema):
                raise PermissionDenied
        write = partial(super().write_fields, row, changed)
        if "nummer" in changed and row.exists():
            number = {"nummer": changed["nummer"]}
            refuse_twice(number, self.pk)
            written = not_twice(number, write, self.pk)
        else:
            written = write()
        if written and changed:
            for naam, waarde in self.as_fields(changed).items():
                setattr(self._record, naam, waarde)
            Logregel.write("wijzigen", self._record, self.door, velden=sorted(changed))
        return written


def refuse_twice(velden: Mapping[str, Any], pk: int | None = None) -> None:
    """A number of the griffie is given once, and a sentence of a letter is entered once."""
    others = Toezegging.objects.exclude(pk=pk) if pk else Toezegging.objects.all()
    nummer, zin = velden.get("nummer", ""), velden.get("zinsleutel", "")
    if nummer and others.filter(nummer=nummer).exists():
        raise Geweigerd(
            blokkeert("nummer-dubbel", f"Het nummer {nummer} staat al in het register.")
        )
    place = {veld: velden[veld] for veld in ("paragraaf", "onderdeel") if velden.get(veld)}
    if zin and place and others.filter(zinsleutel=zin, **place).exists():
        raise Geweigerd(blokkeert("al-geregistreerd", "Deze zin staat al in het register."))


def not_twice(velden: Mapping[str, Any], write: Callable[[], T], pk: int | None = None) -> T:
    """Write. When somebody else gave the same number, or registered the same sentence, a moment
    earlier, the database refuses; then it is said as if it had been there all along."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        refuse_twice(velden, pk)
        raise

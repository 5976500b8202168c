"""What a person sends to save a text: a form, and rows where there are any."""

from typing import Any, ClassVar, TypeVar
from uuid import uuid4

from django import forms

from veiligheid.core.bewerken.doel import plain
from veiligheid.core.saving import Inhoud, Opslag

F = TypeVar("F", bound=forms.Field)
_OWN = ("basis", "uuid")


def unmarked(field: F) -> F:
    """An optional field whose label needs no word about that: see templates/nlds/field.html."""
    field.vermeld_niet_verplicht = False  # type: ignore[attr-defined]
    return field


class OpslagForm(forms.Form):
    """The form of a text: its fields are pieces of the same name. With every save goes the version
    it was begun on and an identity of its own, see `core.saving`."""

    basis = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    uuid = forms.UUIDField(widget=forms.HiddenInput)

    def pieces(self) -> dict[str, Any]:
        """What was filled in, as pieces."""
        return {
            naam: "" if waarde is None and _is_text_of_its_own(self.fields[naam]) else plain(waarde)
            for naam, waarde in self.cleaned_data.items()
            if naam in self.fields and naam not in _OWN
        }


def _is_text_of_its_own(field: forms.Field) -> bool:
    return isinstance(field, forms.DateField | forms.TimeField | forms.DecimalField)


class LijstForm(OpslagForm):
    """With boxes to tick: an unticked list sends nothing, so `getoond` says that it was there. Half
    a form takes nobody away. lijsten: the fields that are one."""

    getoond = forms.CharField(widget=forms.HiddenInput, initial="ja", required=False)
    lijsten: ClassVar[tuple[str, ...]]

    def pieces(self) -> dict[str, Any]:
        found = super().pieces()
        if not found.pop("getoond", ""):
            found = {naam: stuk for naam, stuk in found.items() if naam not in self.lijsten}
        return found


class Bewerkformulier:
    """A form and its rows as one. Pieces that have no field are those of `stand`, what stands now:
    who has a part of the form changes nothing else."""

    # Where an error of the rows as a whole shows.
    veld_van_rijen = "__all__"

    def __init__(self, form: Any, rijen: Any = None, stand: Inhoud | None = None) -> None:
        self.form, self.rijen = form, rijen
        self.stand = stand or Inhoud({})

    @staticmethod
    def begin(versie: int, inhoud: Inhoud) -> dict[str, Any]:
        """What a form holds that was begun on this version."""
        return {**inhoud.stukken, "basis": versie, "uuid": uuid4()}

    def is_valid(self) -> bool:
        # Both, so that every error shows at once.
        form, rijen = self.form.is_valid(), self.rijen is None or self.rijen.is_valid()
        return bool(form and rijen)

    def fouten(self) -> dict[str, list[str]]:
        """The errors by the name of their field, for a script."""
        found = {naam: [str(f) for f in e] for naam, e in self.form.errors.items()}
        if self.rijen is None:
            return found
        for rij in self.rijen.forms:
            found |= {rij.add_prefix(naam): [str(f) for f in e] for naam, e in rij.errors.items()}
        if whole := [str(f) for f in self.rijen.non_form_errors()]:
            found[self.veld_van_rijen] = [*found.get(self.veld_van_rijen, []), *whole]
        return found

    def inhoud(self) -> Inhoud:
        """The content that is wanted. Raises TekstGeweigerd."""
        return Inhoud({**self.stand.stukken, **self.form.pieces()})

    def opslag(self) -> Opslag:
        data = self.form.cleaned_data
        return Opslag(data["uuid"], data["basis"], self.inhoud())

    def opgemerkt(self) -> list[str]:
        """What was taken away from what was sent, in sentences."""
        return []

    def changed(self, sent: Inhoud, stands: Inhoud) -> dict[str, str] | None:
        """What a colleague changed meanwhile, by the name of its field; None when that was more
        than texts."""
        found = {n: stuk for n, stuk in stands.stukken.items() if sent.stukken.get(n) != stuk}
        return found if all(isinstance(stuk, str) for stuk in found.values()) else None

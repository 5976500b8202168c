"""The form of a paragraaf: its kop and one form per block."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property

from themas.forms.gebieden import Gebiedskeuze
from themas.jaar.acties import acties_for
from themas.jaar.beloften import Actiestand
from themas.jaar.models import Voortgang
from themas.jaar.saving import BlokInhoud, as_inhoud, blokken_of, content_of, gebieden_of
from themas.jaar.uitspraken import Uitspraak
from themas.plan.models import Actie
from veiligheid.core.bewerken.formulier import Bewerkformulier, LijstForm, unmarked
from veiligheid.core.notatie import to_html, to_text
from veiligheid.core.richtext import left_out, one_line
from veiligheid.core.saving import Inhoud, Opslag
from veiligheid.core.schrijfveld import SchrijfField, Schrijfvlak
from veiligheid.document.woorden import Bloksoort

SOORTLABELS = {
    Bloksoort.CONTEXT: "Context",
    Bloksoort.TERUGBLIK: "Terugblik",
    Bloksoort.VOORUITBLIK: "Vooruitblik",
}


class NieuweParagraafForm(forms.Form):
    kop = forms.CharField(
        label="Kop van de nieuwe paragraaf",
        max_length=300,
        help_text="Een zin die zegt wat er gebeurde of gaat gebeuren.",
    )


class ParagraafForm(LijstForm):
    """The kop and the areas; the blocks have forms of their own."""

    lijsten = ("gebieden",)
    kop = forms.CharField(
        label="Kop",
        max_length=300,
        help_text="Een zin die zegt wat er gebeurde of gaat gebeuren.",
        error_messages={"required": "Geef deze paragraaf een kop."},
    )
    gebieden = unmarked(
        Gebiedskeuze(
            help_text="Wie zijn wijk kiest op de pagina’s voor lezers, vindt deze paragraaf daar. "
            "Kies niets als zij over de hele gemeente gaat.",
        )
    )

    def clean_kop(self) -> str:
        kop = one_line(self.cleaned_data["kop"])
        if not kop:
            raise forms.ValidationError("Geef deze paragraaf een kop.")
        return kop


Acties = Callable[[], Sequence[Actie]]


class BlokForm(forms.Form):
    """One block. `was` is the text as it was shown, so that text nobody touched stays as it is."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    soort = forms.ChoiceField(
        label="Dit blok is", choices=[(s.value, label) for s, label in SOORTLABELS.items()]
    )
    tekst = SchrijfField(
        label="Tekst",
        required=False,
        widget=Schrijfvlak(attrs={"rows": 8}),
        help_text="Een lege regel begint een nieuwe alinea. **vet**, *cursief*, - lijst.",
    )
    acties = forms.TypedMultipleChoiceField(
        label="Gaat over de acties",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, acties: Acties, **kwargs: Any) -> None:
        """acties: asked for when they are shown, or named in what was sent."""
        super().__init__(*args, **kwargs)
        self._acties = acties
        field = self.fields["acties"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = lambda: [(a.pk, _label(a)) for a in acties()]

    def has_changed(self) -> bool:
        """Every block that is sent counts, an empty one too; comparing reads its text twice."""
        return True

    @property
    def toont_acties(self) -> bool:
        """Whether there are any to choose from."""
        return bool(self._acties())

    def content(self) -> BlokInhoud:
        data = self.cleaned_data
        acties = tuple(data.get("acties", ()))
        return BlokInhoud(data["sleutel"], Bloksoort(data["soort"]), data["tekst"], acties)


BlokFormSet = forms.formset_factory(BlokForm, extra=0, max_num=60, absolute_max=60)


class Schrijfformulier(Bewerkformulier):
    """A paragraaf as a form: its own fields and one form per block."""

    form: ParagraafForm
    veld_van_rijen = "kop"

    def __init__(
        self,
        voortgang: Voortgang,
        paragraaf: ParagraafForm,
        blokken: Any,
        acties: Acties,
    ) -> None:
        formset = BlokFormSet(form_kwargs={"acties": acties}, prefix="blok", **blokken)
        super().__init__(paragraaf, formset)
        self.voortgang = voortgang

    @classmethod
    def to_write(cls, voortgang: Voortgang, inhoud: Inhoud, basis: int) -> "Schrijfformulier":
        """With this content in it, begun on this version."""
        initial = cls.begin(basis, inhoud)
        blokken = {"initial": [_initial(b) for b in blokken_of(inhoud)]}
        acties = list(acties_for(voortgang.bijdrage))
        return cls(voortgang, ParagraafForm(initial=initial), blokken, lambda: acties)

    @classmethod
    def sent(cls, voortgang: Voortgang, data: Any) -> "Schrijfformulier":
        named = {pk for naam in data if naam.endswith("-acties") for pk in data.getlist(naam)}

        @cache
        def acties() -> list[Actie]:
            own = list(Actie.objects.filter(thema=voortgang.bijdrage.thema_id).order_by("positie"))
            # Mostly a paragraaf names acties of its own theme only; others take a longer look.
            only_own = named <= {str(a.pk) for a in own}
            return own if only_own else list(acties_for(voortgang.bijdrage))

        return cls(voortgang, ParagraafForm(data), {"data": data}, acties)

    @property
    def toont_gebieden(self) -> list[str] | None:
        """The names of the areas that are chosen; None where there are none to choose from."""
        field = self.form.fields["gebieden"]
        namen = field.namen if isinstance(field, Gebiedskeuze) else {}
        chosen = self.form["gebieden"].value() or ()
        return [naam for code, naam in namen.items() if code in chosen] if namen else None

    @cached_property
    def stands(self) -> dict[UUID, str]:
        """The texts that stand now, by block. Read when a form without the editor needs them."""
        return {b.sleutel: b.tekst for b in blokken_of(content_of(self.voortgang))}

    def with_beloften(
        self, standen: Sequence[Actiestand]
    ) -> list[tuple[BlokForm, list[Uitspraak]]]:
        """Each block's form with what was promised of the acties that it names: a terugblik
        stands beside its promise."""
        result = []
        for form in self.rijen.forms:
            chosen = {str(pk) for pk in form["acties"].value() or ()}
            named = [s for s in standen if str(s.actie.pk) in chosen]
            back = form["soort"].value() == Bloksoort.TERUGBLIK
            # Each once: two acties may have been promised in the same words.
            beloften = list(dict.fromkeys(b for s in named for b in s.beloften)) if back else []
            result.append((form, beloften))
        return result

    def changed(self, sent: Inhoud, stands: Inhoud) -> dict[str, str] | None:
        """What a colleague changed meanwhile, by the name of its field in this form; None when
        that was more than texts."""
        mine, theirs = blokken_of(sent), blokken_of(stands)
        if gebieden_of(sent) != gebieden_of(stands):
            return None
        if [replace(b, tekst="") for b in mine] != [replace(b, tekst="") for b in theirs]:
            return None
        found = (
            {"kop": stands.stukken["kop"]} if sent.stukken["kop"] != stands.stukken["kop"] else {}
        )
        for form, old, new in zip(self.rijen.forms, mine, theirs, strict=True):
            if old.tekst != new.tekst:
                found[form.add_prefix("tekst")] = new.tekst
        return found

    def opgemerkt(self) -> list[str]:
        """What cleaning took away, in sentences, each once."""
        raw = " ".join(str(form["tekst"].value() or "") for form in self.rijen.forms)
        return left_out(f"{self.form['kop'].value() or ''} {raw}")

    def contents(self) -> list[BlokInhoud]:
        """The blocks as submitted. A text that is as it was shown stays as it is stored, to the
        letter: going through the textarea changes nothing by itself."""
        return [
            form.content() if form["tekst"].value().html else self._untouched(form.content())
            for form in self.rijen.forms
        ]

    def _untouched(self, blok: BlokInhoud) -> BlokInhoud:
        stored = self.stands.get(blok.sleutel)
        if stored is not None and to_html(to_text(stored)) == blok.tekst:
            return replace(blok, tekst=stored)
        return blok

    def opslag(self, blokken: list[BlokInhoud] | None = None) -> Opslag:
        """With these blocks, when a step changed the ones that were sent."""
        data = self.form.cleaned_data
        blokken = self.contents() if blokken is None else blokken
        # The fields gave it; only a step over blocks makes new text.
        normal = {form.cleaned_data["tekst"] for form in self.rijen.forms}
        gebieden = self.form.pieces().get("gebieden", self.voortgang.gebieden)
        inhoud = as_inhoud(data["kop"], blokken, normal, gebieden)
        return Opslag(data["uuid"], data["basis"], inhoud)


def _initial(blok: BlokInhoud) -> dict[str, Any]:
    return {
        "sleutel": blok.sleutel,
        "soort": blok.soort.value,
        "tekst": blok.tekst,
        "acties": list(blok.acties),
    }


def _label(actie: Actie) -> str:
    return f"{actie} (beëindigd)" if actie.beeindigd_in else str(actie)


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Forms for taking in figures and budgets: a file, and what it doesn't say itself."""

from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from monitoring.geld.models import Bedragsoort, Kant
from monitoring.importing.metingen.opslag import Grootinzending, pieces_of
from monitoring.importing.metingen.run import table_of
from themas.plan.models import Plan
from veiligheid.core.uploads import REKENBLAD, BestandField, InleesForm


class CijferInleesForm(InleesForm):
    """A published table, a code list of one, or our own long table."""

    te_groot = (
        "Dit bestand is groter dan {mb} MB en is niet gelezen. Download alleen de eigen gemeente, "
        "of vraag de beheerder de tabel op te halen met haal_cijfers."
    )
    bestand = BestandField(
        accept=REKENBLAD,
        label="Bestand met cijfers of een codelijst",
        help_text="Een CSV of Excel-bestand (.xlsx).",
        error_messages={"required": "Kies een bestand."},
    )
    tabel = forms.RegexField(
        r"^\d{5}(NED|ned)$",
        label="Tabel van de bron",
        required=False,
        help_text="Zoals 47018NED. Alleen nodig als de bestandsnaam hem niet noemt; laat hem leeg "
        "bij eigen cijfers.",
        error_messages={"invalid": "Schrijf de tabel als vijf cijfers en NED, zoals 47018NED."},
    )
    maten = forms.CharField(
        label="Alleen deze kolommen met cijfers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Eén per regel, zoals in de kop van het bestand. Leeg: alle kolommen.",
    )
    indeling = forms.IntegerField(
        label="Indeling van de gebieden",
        min_value=2000,
        max_value=2100,
        required=False,
        help_text="Het jaar van de wijkgrenzen. Leeg: de indeling die bekend is.",
    )
    raadpleegdatum = forms.DateField(
        label="Opgehaald op",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="De dag waarop het bestand is gedownload. Leeg: vandaag.",
    )
    nieuwe_codes = forms.BooleanField(
        label="Neem nieuwe codes op: gebieden, soorten misdrijf en eigen indicatoren die nog niet "
        "bekend zijn",
        required=False,
    )

    def opties(self) -> dict[str, Any]:
        data = self.cleaned_data
        day: date = data["raadpleegdatum"] or timezone.localdate()
        naam = data["bestand"].name or ""
        return {
            "gemeente": settings.GEMEENTE_CODE,
            "raadpleegdatum": day.isoformat(),
            "tabel": data["tabel"].upper() or table_of(Path(naam).name),
            "indeling": data["indeling"],
            "maten": [m.strip() for m in data["maten"].splitlines() if m.strip()],
            "nieuwe_codes": data["nieuwe_codes"],
        }

    def inzending(self) -> Grootinzending:
        """In pieces: a file of the whole country does not fit in memory."""
        file: UploadedFile[bytes] = self.cleaned_data["bestand"]
        return Grootinzending(b"", file.name or "bestand", {}, stukken=pieces_of(file))


class BegrotingInleesForm(InleesForm):
    """A budget with a column per year, and which lines serve which themes."""

    bestand = BestandField(
        accept=REKENBLAD,
        label="Bestand met de begroting",
        help_text="Een CSV of Excel-bestand met een regel per deelproduct en een kolom per jaar.",
        error_messages={"required": "Kies een bestand."},
    )
    plan = forms.ModelChoiceField(
        label="Bij welk plan",
        queryset=Plan.objects.all(),
        empty_label="Kies een plan",
        error_messages={"required": "Kies het plan waar de begroting bij hoort."},
    )
    koppeling = BestandField(
        accept=REKENBLAD,
        label="Welk deelproduct bij welke thema’s hoort",
        required=False,
        help_text="Een CSV of Excel-bestand met de kolommen deelproduct en thema.",
    )
    maal = forms.TypedChoiceField(
        label="De bedragen staan in",
        choices=((1000, "duizenden euro’s"), (1, "euro’s")),
        coerce=int,
    )
    soort = forms.ChoiceField(label="Soort", choices=Bedragsoort.choices)
    kant = forms.ChoiceField(label="Kant", choices=Kant.choices)
    document = forms.CharField(
        label="Document waar de bedragen in staan",
        max_length=300,
        required=False,
        help_text="Leeg: de naam van het bestand.",
    )
    field_order = ("bestand", "koppeling", "plan")

    def opties(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("maal", "soort", "kant", "document")
        return {"plan": data["plan"].slug, **{naam: data[naam] for naam in names}}

    def verder(self) -> dict[str, bytes]:
        file = self.cleaned_data["koppeling"]
        return {"koppeling": file.read()} if file else {}


class KaartInleesForm(InleesForm):
    bestand = BestandField(
        accept=".geojson,.json,application/geo+json,application/json",
        label="Bestand met de kaart",
        help_text="GeoJSON van ten hoogste 50 MB, in graden (WGS 84).",
        error_messages={"required": "Kies een bestand."},
    )

    def opties(self) -> dict[str, Any]:
        return {}

"""The overview on paper: work for a worker, kept an hour for who asked."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from rapportage.rendering.html import papier_css
from rapportage.rendering.pdf import render_pdf
from themas.toezeggingen.maand import Raadsoverzicht, compose_overzicht
from veiligheid.core.models import Gebruiker, Taak
from veiligheid.core.taken.soorten import Soort, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst

_SOORT = "raadsoverzicht-pdf"


def overzicht_pdf(overzicht: Raadsoverzicht) -> bytes:
    """PDF/A-3a and PDF/UA-1. Raises PdfFout when the engine can't make it."""
    context = {"overzicht": overzicht, "gemeente": settings.GEMEENTE_NAAM, "papier": True}
    html = render_to_string("document/raadsoverzicht_papier.html", context)
    return render_pdf(html, stylesheets=[papier_css()])


def ask_pdf(overzicht: Raadsoverzicht, door: Gebruiker) -> Taak:
    """The taak that makes it, as of the day that it tells."""
    o = overzicht
    key = f"{o.van}/{o.tot}/{o.dag}/{o.portefeuillehouder}/{door.pk}"[:200]
    return ask(
        _SOORT,
        key,
        door,
        van=o.van.isoformat(),
        tot=o.tot.isoformat(),
        dag=o.dag.isoformat(),
        portefeuillehouder=o.portefeuillehouder,
    )


def file_name(van: date, tot: date, soort: str) -> str:
    """ "toezeggingen-2026-10.pdf", or with both months."""
    period = f"{van:%Y-%m}" if (van.year, van.month) == (tot.year, tot.month) else ""
    return f"toezeggingen-{period or f'{van:%Y-%m}-tot-{tot:%Y-%m}'}.{soort}"


def _make(werk: Werk) -> Uitkomst:
    a = werk.taak.argumenten
    van, tot, dag = (date.fromisoformat(a[n]) for n in ("van", "tot", "dag"))
    werk.meld("De pdf wordt gemaakt.")
    pdf = overzicht_pdf(compose_overzicht(van, tot, dag, a["portefeuillehouder"]))
    return werk.with_file(file_name(van, tot, "pdf"), "application/pdf", pdf)


register(Soort(_SOORT, _make, lambda taak: "Overzicht maken", voorrang=20))

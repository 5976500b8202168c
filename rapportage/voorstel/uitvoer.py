"""A collegevoorstel on paper and as a Word file."""

from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from rapportage.models import Collegevoorstel
from rapportage.permissions import may_prepare_voorstel
from rapportage.rendering.html import papier_css
from rapportage.rendering.pdf import beoordeel_pdf, render_pdf
from rapportage.voorstel.document import Voorstel, compose_voorstel
from themas.jaar.word import Writer, pack, run
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Taak
from veiligheid.core.taken.soorten import Bezoeker, Soort, own, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst

_SOORT = "collegevoorstel-pdf"


def voorstel_pdf(voorstel: Voorstel) -> bytes:
    """PDF/A-3a and PDF/UA-1, judged. The same document gives the same bytes. Raises Geweigerd when
    it can't be made, or is not what the law and the archive ask."""
    context = {"voorstel": voorstel}
    with translation.override("nl"), timezone.override(None):
        html = str(render_to_string("document/voorstel_papier.html", context))[:]
    pdf = render_pdf(html, stylesheets=[papier_css()])
    if oordeel := beoordeel_pdf(pdf):
        raise Geweigerd(*oordeel)
    return pdf


def voorstel_word(voorstel: Voorstel) -> bytes:
    """The .docx. The same document gives the same bytes."""
    writer = Writer()
    body = [writer.paragraph(run(voorstel.titel), "Title")]
    body += [writer.paragraph(run(f"{naam}: {waarde}")) for naam, waarde in voorstel.feiten]
    for sectie in voorstel.secties:
        if sectie.html:
            body += [writer.paragraph(run(sectie.kop), "heading 1"), writer.rich(sectie.html)]
    items = "".join(f"<li><p>{escape(naam)}</p></li>" for naam in voorstel.bijlagen)
    body += [writer.paragraph(run("Bijlagen"), "heading 1"), writer.rich(f"<ol>{items}</ol>")]
    if voorstel.besluit:
        body += [
            writer.paragraph(run("Besluit van het college"), "heading 1"),
            writer.paragraph(run(voorstel.besluit)),
        ]
    return pack(writer, "".join(body), voorstel.titel)


def file_name(slug: str, soort: str) -> str:
    return f"collegevoorstel-{slug}.{soort}"


def ask_pdf(voorstel: Collegevoorstel, door: Gebruiker) -> Taak:
    """The taak that makes the PDF of what stands now."""
    return ask(_SOORT, f"{voorstel.pk}/{voorstel.versie}/{door.pk}", door)


def _of(taak: Taak) -> Collegevoorstel | None:
    pk = taak.sleutel.partition("/")[0]
    found: Any = Collegevoorstel.objects.select_related("brief").filter(pk=pk)
    return found.first()  # type: ignore[no-any-return]


def _make(werk: Werk) -> Uitkomst:
    voorstel = _of(werk.taak)
    if voorstel is None:
        raise Geweigerd(blokkeert("weg", "Dit voorstel bestaat niet meer."))
    werk.meld("De pdf wordt gemaakt.")
    pdf = voorstel_pdf(compose_voorstel(voorstel))
    return werk.with_file(file_name(voorstel.brief.slug, "pdf"), "application/pdf", pdf)


def _may_follow(gebruiker: Bezoeker, taak: Taak) -> bool:
    voorstel = _of(taak)
    return own(gebruiker, taak) and voorstel is not None and may_prepare_voorstel(
        gebruiker, voorstel.brief
    )  # fmt: skip


register(Soort(_SOORT, _make, lambda taak: "Collegevoorstel maken", _may_follow, voorrang=20))

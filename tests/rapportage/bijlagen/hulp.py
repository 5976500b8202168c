"""Letters with annexes for the tests of annexes."""

from enum import StrEnum
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from PIL import Image

from rapportage.bijlagen.bestanden import store_pdf, store_picture
from rapportage.bijlagen.bewerken import set_afbeelding
from rapportage.composition import compose
from rapportage.models import Bijlage, Bijlagecijfer, Brief, Onderdeel
from rapportage.rendering.pdf.contract import Opdracht
from rapportage.rendering.pdf.engine import build_pdf
from tests.fabriek import een_bijlagetekst, een_brief, een_thema, iemand
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from themas.models import Actie, Plan, PlanOnderdeel
from veiligheid.core.findings import Bevinding
from veiligheid.core.rollen import Rol
from veiligheid.document import brief as d
from veiligheid.document.delen import Deel


class Soort(StrEnum):
    """The kinds that come with the portal."""

    ONBEKEND = "onbekend"
    CIJFERS = "cijfers"
    FINANCIEEL = "financieel"
    SPIEGEL = "spiegel"
    KERNCIJFERS = "kerncijfers"
    TOEZEGGINGEN = "toezeggingen"
    PROJECTPLAN = "projectplan"
    TEKST = "tekst"
    PDF = "pdf"


JAREN = range(2018, 2026)


def een_bijlage(brief: Brief, soort: str, titel: str = "", **velden: Any) -> Bijlage:
    """The last annex of this letter."""
    numbers = [b.nummer for b in brief.bijlagen.all() if b.nummer]
    standaard = {"nummer": max(numbers, default=0) + 1, "titel": titel or soort.capitalize()}
    return Bijlage.objects.create(brief=brief, soort=soort, **{**standaard, **velden})


def een_kale_brief() -> Brief:
    """A letter about 2024 with one theme, and no annex yet."""
    brief = een_brief(themas=1, paragrafen=0)
    brief.bijlagen.all().delete()
    return brief


def met_cijfers(bijlage: Bijlage, aantal: int = 2, **velden: Any) -> Bijlage:
    """Let it show this many new indicators, each known from 2018 up to 2025 but for 2022, and
    provisional in 2024. The first has 101 in 2018, and one more each year."""
    gemeente = een_gemeente(0, "GM0000")[0]
    for n in range(1, aantal + 1):
        indicator = een_indicator(f"Cijfer {n}", slug=f"cijfer-{n}", **velden)
        for jaar in JAREN:
            waarde = None if jaar == 2022 else 100 * n + jaar - 2017
            status = "voorlopig" if jaar == 2024 else ""
            een_meting(indicator, gemeente, jaar, waarde, status=status)
        een_bijlagecijfer(bijlage, indicator)
    return bijlage


def een_bijlagecijfer(bijlage: Bijlage, indicator: Any, **velden: Any) -> Bijlagecijfer:
    positie = bijlage.cijfers.count() + 1
    return Bijlagecijfer.objects.create(
        bijlage=bijlage, positie=positie, indicator=indicator, **velden
    )


def composed(bijlage: Bijlage) -> d.Bijlage:
    """The annex as it comes out of the composition of its letter now."""
    bijlage.refresh_from_db()
    bijlagen = compose(bijlage.brief).document.bijlagen
    return next(b for b in bijlagen if b.nummer == bijlage.nummer)


def delen_of(bijlage: Bijlage, soort: type[Deel]) -> list[Any]:
    return [deel for deel in composed(bijlage).delen if isinstance(deel, soort)]


def bevindingen_of(brief: Brief) -> list[Bevinding]:
    return list(compose(brief).bevindingen)


def png(size: tuple[int, int] = (60, 40), colour: Any = "#157c68", mode: str = "RGB") -> bytes:
    return picture(Image.new(mode, size, colour), "PNG")


def picture(image: Image.Image, soort: str, **opties: Any) -> bytes:
    out = BytesIO()
    image.save(out, soort, **opties)
    return out.getvalue()


def a_pdf(words: str = "Een bijlage van elders.") -> bytes:
    """A PDF that conforms to both standards."""
    html = f'<!doctype html><html lang="nl"><title>Van elders</title><p>{words}</p></html>'
    return build_pdf(Opdracht(html))


def a_poor_pdf() -> bytes:
    """One page that anybody can read and no screen reader can: no tags, no language."""
    stream = b"BT /F 12 Tf 9 50 Td (Kaart) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources "
        b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = b"%PDF-1.7\n"
    places = []
    for n, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + table + tail % (len(objects) + 1, len(out))


def een_volle_brief() -> Brief:
    """A letter with an annex of every kind that is made from data, each of them filled."""
    brief = een_kale_brief()
    plan = brief.ronde.plan
    thema = plan.themas.all()[0]
    met_cijfers(een_bijlage(brief, Soort.CIJFERS), 3)
    kern = een_bijlage(brief, Soort.KERNCIJFERS, thema=thema)
    for cijfer in Bijlagecijfer.objects.exclude(bijlage=kern):
        een_bijlagecijfer(kern, cijfer.indicator)
    een_budget(plan)
    een_bijlage(brief, Soort.FINANCIEEL)
    tekst = een_bijlage(brief, Soort.TEKST)
    rijk = (
        '<p>Zie <a href="verwijzing:thema/onderwerp-1">onder 1</a>'
        '<a href="verwijzing:voetnoot" title="Een noot.">*</a>.</p>'
        "<table><caption>Telling</caption><thead><tr><th>Jaar</th><th>Aantal</th></tr></thead>"
        "<tbody><tr><th>2024</th><td>12</td></tr></tbody></table>"
    )
    met_kaart = een_bijlagetekst(tekst, "Wat we deden", rijk)
    een_bijlagetekst(tekst, "Verder", "<ul><li><p>Punt een.</p></li></ul>", niveau=2)
    zet_afbeelding(met_kaart)
    pdf = een_bijlage(brief, Soort.PDF)
    store_pdf(pdf, a_poor_pdf(), "Kaart van het gebied.PDF")
    een_bijlage(brief, Soort.PROJECTPLAN, plan=een_projectplan(plan))
    return brief


def zet_afbeelding(onderdeel: Onderdeel, alt: str = "Een groen vlak") -> None:
    assert onderdeel.bijlage is not None
    bestand = store_picture(onderdeel.bijlage, png(), "Mijn kaart.png")
    words = {"alt": alt, "bijschrift": "De wijk in het groen"}
    Onderdeel.objects.filter(pk=onderdeel.pk).update(**words)
    set_afbeelding(onderdeel, bestand, iemand(Rol.EINDREDACTEUR))


def een_budget(plan: Plan) -> None:
    """Two lines over two years; the plan states another total for one of these, and of one line a
    part comes from another source, on conditions."""
    csv = "deelproduct;2024;2025\n1. Toezicht;1.200;1.250\n2. Onderzoek;-71;\nTOTAAL;1.429;1.300\n"
    koppeling = "deelproduct;thema_nummer;thema\nToezicht;1;{}\nOnderzoek;alle;Alle thema’s\n"
    with TemporaryDirectory() as folder:
        begroting, themas = Path(folder) / "begroting.csv", Path(folder) / "koppeling.csv"
        begroting.write_text(csv)
        themas.write_text(koppeling.format(plan.themas.all()[0].titel))
        opties: dict[str, Any] = {"plan": plan.slug, "koppeling": themas, "toepassen": True}
        call_command("importeer_begroting", begroting, stdout=StringIO(), **opties)
    toezicht = plan.deelproducten.get(naam="Toezicht")
    toezicht.bedragen.update(geldbron="eigen")
    toezicht.bedragen.create(
        jaar=2024, bedrag=300_000, geldbron="spuk", voorwaarden="Alleen voor jeugd."
    )


def een_projectplan(boven: Plan) -> Plan:
    """A plan below the first theme of another: a section, a speerpunt with an actie, risks."""
    plan = Plan.objects.create(
        slug=f"project-{boven.pk}",
        soort="projectplan",
        titel="Project radicalisering",
        van_jaar=2024,
        tot_en_met_jaar=2025,
        onder_thema=boven.themas.all()[0],
        label_thema="speerpunt",
    )
    PlanOnderdeel.objects.create(
        plan=plan, positie=1, niveau=2, kop="Uitgangspunten", tekst="<p>We beginnen vroeg.</p>"
    )
    speerpunt = een_thema(plan, "Kennis", positie=2, soort="")
    Actie.objects.create(
        thema=speerpunt,
        positie=3,
        titel="Training",
        doel="<p>Zien wat er speelt.</p>",
        beoogd_effect="<p>Eerder hulp.</p>",
        inzet="<p>Twee dagen per jaar.</p>",
    )
    PlanOnderdeel.objects.create(
        plan=plan, positie=4, niveau=2, kop="Risico’s", tekst="<p>Te weinig tijd.</p>"
    )
    return plan

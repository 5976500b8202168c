"""The account of a project plan: of the real one with a made-up year, and its parts."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from docx import Document

from monitoring.models import Bedrag, Deelproduct
from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.models import Brief
from rapportage.plandocument import compose_plan
from rapportage.rendering.html import render_papier
from rapportage.rendering.paper import letter_pdf
from rapportage.rendering.word import document_word
from rapportage.validation import validate
from rapportage.verantwoording.beginnen import start_verantwoording
from rapportage.verantwoording.geld import bijdrageregels
from rapportage.verantwoording.risicos import first_words, risks
from rapportage.zinnen.geld import grant_sentence
from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from themas.jaar.models import Bijdrage, Oordeel, Ronde
from themas.models import Actie, Plan, PlanOnderdeel
from themas.plan.opvolger import start_opvolger
from themas.plan.wijzigingen import changes_since
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.delen import Tabeldeel, Tekstdeel

pytestmark = pytest.mark.django_db
PROJECTPLAN = "projectplan-radicalisering-2020.docx"
_AMOUNTS = {
    ("Netwerkregie", "spuk"): ("begroot 120000", "na wijziging 110000", "gerealiseerd 104500"),
    ("Trainingen", "spuk"): ("begroot 60000", "gerealiseerd 61250.50"),
    ("Netwerkbijeenkomsten", "eigen"): ("begroot 15000", "gerealiseerd 18000"),
}


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture
def ronde(bronnen: Path) -> Ronde:
    """The real plan, with a year that is all made up: text for each of its activities but one."""
    call_command(
        "importeer_plan", bronnen / PROJECTPLAN, soort="projectplan", toepassen=True,
        stdout=StringIO(),
    )  # fmt: skip
    plan = Plan.objects.get()
    found = Ronde.objects.create(plan=plan, verslagjaar=2020, vooruitblikjaar=2021)
    acties = list(Actie.objects.filter(thema__plan=plan).order_by("thema__positie", "positie"))
    for n, thema in enumerate(plan.themas.order_by("positie"), start=1):
        bijdrage = een_bijdrage(found, thema, positie=n, staat=Inzendingstaat.GOEDGEKEURD)
        for actie in (a for a in acties[:-1] if a.thema_id == thema.pk):
            text = f"<p>Verzonnen verslag {acties.index(actie)}. En een tweede zin.</p>"
            paragraaf = een_paragraaf(bijdrage, f"Over {actie.titel[:30]}", ("terugblik", text))
            paragraaf.blokken.get().acties.add(actie)
        een_paragraaf(bijdrage, "Verder", ("terugblik", f"<p>Ook dit bij speerpunt {n}.</p>"))
    bijdrage = Bijdrage.objects.get(ronde=found, thema=acties[0].thema)
    Oordeel.objects.create(
        bijdrage=bijdrage, actie=acties[0], kleur="groen", realisatie="deels",
        oorzaak="De werving liep uit.", gevolg="Eén training minder.", bijsturing="In 2021.",
    )  # fmt: skip
    een_begroting(plan, 2020)
    (gemeente,) = een_gemeente(0, "GM0000")
    for naam, waarden in {"Verzonnen caseload": (9, 12, 7), "Meldingen": (30, 41, 38)}.items():
        indicator = een_indicator(naam)
        indicator.themas.add(acties[0].thema)
        for jaar, waarde in zip((2018, 2019, 2020), waarden, strict=True):
            een_meting(indicator, gemeente, jaar, waarde)
    return found


def een_begroting(plan: Plan, jaar: int) -> None:
    for n, ((naam, bron), bedragen) in enumerate(_AMOUNTS.items(), start=1):
        line = Deelproduct.objects.add(plan, naam, positie=n)
        for text in bedragen:
            soort, bedrag = text.rsplit(" ", 1)
            spent = soort == "gerealiseerd"
            Bedrag.objects.create(
                deelproduct=line, jaar=jaar, soort=soort, bedrag=Decimal(bedrag),
                geldbron="" if spent else bron,
                voorwaarden="" if spent else "Alleen voor preventie.",
            )  # fmt: skip


def test_all_of_the_real_plan_with_what_was_done(ronde: Ronde) -> None:
    brief = start_verantwoording(ronde, None)
    document = compose(brief).document
    delen = [d for d in document.delen if isinstance(d, Tekstdeel)]
    koppen = [d.kop for d in delen]
    assert len([k for k in koppen if k.startswith("Speerpunt ")]) == 3
    assert koppen.count("Wat we in 2020 deden") == 7
    assert koppen.count("Wat we in 2020 verder deden") == 3
    # Every sentence of the plan is there, in order.
    plan = compose_plan(ronde.plan)
    page = flat(" ".join(f"{d.kop} {plain(d.html)}" for d in delen))
    at = 0
    for sectie in plan.secties:
        for zin in split_sentences(flat(f"{sectie.kop} {plain(sectie.html)}".strip())):
            at = page.index(zin.strip(), at)
    # What was done stands right behind the last section of its activity.
    in_order = Actie.objects.filter(thema__plan=ronde.plan).order_by("thema__positie", "positie")
    for n, actie in enumerate(in_order):
        [own] = [d for d in delen if d.anker == f"deel--gedaan-{actie.sleutel}"]
        told = f"Verzonnen verslag {n}." if n < 6 else "Hierover is niets verteld."
        assert told in own.html
        before = delen[delen.index(own) - 1]
        titles = list(koppen[: delen.index(own)])
        assert actie.titel in titles
        assert before.kop != "Wat we in 2020 verder deden"
    assert "De werving liep uit." in " ".join(d.html for d in delen)
    paper = flat(render_papier(document))
    assert "Verzonnen verslag 5." in paper


def test_money_against_the_grant(ronde: Ronde) -> None:
    regels = {r.naam: r for r in bijdrageregels(ronde.plan, 2020)}
    assert regels["Netwerkregie"].over == Decimal("5500")
    assert regels["Trainingen"].geldbron == "spuk"  # spent without a source: its only one
    document = compose(start_verantwoording(ronde, None)).document
    [tabel] = [d for d in document.delen if getattr(d, "anker", "") == "deel--geld"]
    assert isinstance(tabel, Tabeldeel)
    rows = {r.kop: r.cellen for r in tabel.rijen}
    conditions = "Specifieke uitkering (SPUK). Alleen voor preventie."
    assert rows["Netwerkregie"] == (conditions, "110.000", "104.500", "5.500 (V)")
    assert rows["Trainingen"] == (conditions, "60.000", "61.250,50", "1.250,50 (N)")
    assert rows["Samen"] == ("", "185.000", "183.750,50", "1.249,50 (V)")
    # Recomputed by another road: from the rows of the table above.
    spent = Decimal("104500") + Decimal("61250.50")
    assert tabel.opmerkingen[:2] == (
        "Van de bijdrage eigen middelen van €\u00a015.000 is in 2020 €\u00a018.000 besteed; er is "
        "€\u00a03.000 meer besteed dan gegeven.",
        grant_sentence(2020, "specifieke uitkering (SPUK)", Decimal(170000), spent),
    )
    assert tabel.opmerkingen[1].endswith("€\u00a0165.750,50 besteed; €\u00a04.249,50 is over.")


def test_figures_risks_and_what_is_missing(ronde: Ronde) -> None:
    brief = start_verantwoording(ronde, None)
    compositie = compose(brief)
    [bijlage] = compositie.document.bijlagen
    assert [d.kop for d in bijlage.delen if d.kop][1:] == ["Meldingen", "Verzonnen caseload"]  # type: ignore[union-attr]
    closing = [(o.niveau, o.kop) for o in compositie.document.afsluiting]
    assert closing[0] == (1, "De risico’s, en wat ervan kwam")
    named = list(risks(ronde.plan))
    assert len(named) >= 10
    assert [kop for _, kop in closing[1:]] == list(dict.fromkeys(named))
    codes = [b.code for b in validate(compositie)]
    assert codes.count("onderdeel-leeg") == len(closing) + 1
    [untold] = [b for b in validate(compositie) if b.code == "actie-niet-verteld"]
    last = Actie.objects.filter(thema__plan=ronde.plan).order_by("thema__positie", "positie").last()
    assert last is not None
    assert untold.melding == f"Hierover is niets verteld: {last.titel}."


def test_the_plan_as_it_was_updated(ronde: Ronde) -> None:
    new = start_opvolger(ronde.plan, None)
    first, second, *_ = Actie.objects.filter(thema__plan=new).order_by("thema__positie", "positie")
    thema = first.thema
    Actie.objects.filter(pk=first.pk).update(
        titel="Een heel andere naam", doel=f"{first.doel}<p>Dit kwam erbij.</p>"
    )
    gone = second.titel
    second.delete()
    Actie.objects.create(thema=thema, positie=999, titel="Een nieuwe activiteit")
    found = changes_since(new)
    changed = {w.titel: w for w in found}
    assert changed["Een heel andere naam"].soort == "gewijzigd"
    assert changed["Een heel andere naam"].velden == ("titel", "doel")
    assert "Dit kwam erbij." in changed["Een heel andere naam"].erbij
    assert changed["Een nieuwe activiteit"].soort == "nieuw"
    assert changed[gone].soort == "vervallen"
    assert [w.titel for w in found if w.wat == "onderdeel" and w.soort == "gewijzigd"] == []
    next_round = Ronde.objects.create(plan=new, verslagjaar=2021, vooruitblikjaar=2022)
    document = compose(start_verantwoording(next_round, None)).document
    [tabel] = [d for d in document.delen if getattr(d, "anker", "") == "deel--bijgewerkt"]
    assert isinstance(tabel, Tabeldeel)
    assert {r.kop for r in tabel.rijen} == {w.titel or "(zonder kop)" for w in found}


def test_only_for_project_plans_and_on_screen(ronde: Ronde, client: Client) -> None:
    other = een_ronde(een_plan(slug="ander"), 2021)
    een_bijdrage(other, een_thema(other.plan, "Iets"))
    client.force_login(iemand(Rol.EINDREDACTEUR))
    page = client.get(reverse("verantwoordingen")).content.decode()
    assert str(ronde.plan) in page
    assert f'value="{other.pk}"' not in page
    assert client.post(reverse("verantwoordingen"), {"ronde": other.pk}).status_code == 404
    begun = client.post(reverse("verantwoordingen"), {"ronde": ronde.pk}, follow=True)
    assert "is begonnen" in begun.content.decode()
    brief = Brief.objects.get()
    assert client.get(reverse("concept", args=[brief.slug])).status_code == 200
    written = Document(BytesIO(client.get(reverse("concept-word", args=[brief.slug])).content))
    assert any("Wat we in 2020 deden" in paragraph.text for paragraph in written.paragraphs)
    assert document_word(compose(brief).document)


def test_without_money_it_is_said() -> None:
    plan = een_plan(soort="projectplan", slug="klein")
    ronde = een_ronde(plan, 2021)
    een_bijdrage(ronde, een_thema(plan, "Speerpunt"))
    PlanOnderdeel.objects.create(
        plan=plan, positie=50, niveau=1, kop="Risico’s", tekst="<p>Ja.</p>"
    )
    brief = start_verantwoording(ronde, None)
    assert [o.kop for o in brief.onderdelen.filter(niveau=2)] == ["Risico’s"]
    codes = {b.code for b in validate(compose(brief))}
    assert "verantwoording-zonder-geld" in codes


def test_a_risk_in_few_words() -> None:
    assert first_words("<p>Het groeit. En nog iets.</p>") == "Het groeit"
    long = first_words(f"<p>{'woord ' * 80}</p>")
    assert len(long) <= 300
    assert long.endswith("woord…")
    assert first_words("") == ""


@pytest.mark.verapdf
def test_both_standards(ronde: Ronde, verapdf: Callable[..., None], tmp_path: Path) -> None:
    brief = start_verantwoording(ronde, None)
    document = compose(brief).document
    path = tmp_path / "verantwoording.pdf"
    path.write_bytes(letter_pdf(document, load_files(brief, document))[0])
    verapdf(path)

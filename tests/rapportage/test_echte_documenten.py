"""The real plan and the real letter: everything is taken in, in order, under its own heading.

The real documents are not part of the repository; BRONNEN names their folder.
"""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import html as lxml_html

from rapportage.composition import compose
from rapportage.models import Brief
from rapportage.plandocument import compose_plan
from rapportage.rendering.html import render_brief, render_papier, static_vorm
from rapportage.rendering.paper import bijlage_pdf, letter_pdf
from rapportage.rendering.pdf import beoordeel_pdf
from tests import pdfhulp
from tests.fabriek import een_brief, een_ronde, iemand
from tests.rapportage.bijlagen.hulp import delen_of, een_bijlage
from themas.jaar.acties import propose_acties
from themas.jaar.beloften import standen_for
from themas.jaar.transitions import move_bijdrage, open_ronde
from themas.models import (
    Actie,
    Bijdrage,
    Blok,
    Kruisverband,
    Pijler,
    Plan,
    PlanOnderdeel,
    Thema,
    Voortgang,
)
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol
from veiligheid.core.word import Heading, Paragraph, read_word
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Tekstdeel

pytestmark = [pytest.mark.bronnen, pytest.mark.django_db]


def importeer(command: str, path: Path, **opties: Any) -> str:
    uit = StringIO()
    call_command(command, path, stdout=uit, stderr=uit, toepassen=True, **opties)
    return uit.getvalue()


@pytest.fixture
def plan(bronnen: Path) -> Plan:
    importeer("importeer_plan", bronnen / "ivp-2022-2026.docx")
    return Plan.objects.get(slug="ivp-2022-2026")


@pytest.fixture
def brief(bronnen: Path, plan: Plan) -> Brief:
    path = bronnen / "veiligheidsbrief-2025.docx"
    importeer("importeer_brief", path, plan=plan.slug, jaar=2025, nieuwe_themas=True)
    return Brief.objects.get(slug="veiligheidsbrief-2025")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def words_of_file(path: Path) -> list[str]:
    """All words of a Word file in order, headings included, numbers in front of them not."""
    found: list[str] = []
    for element in read_word(path.read_bytes()).elementen:
        text = element.tekst
        if isinstance(element, Heading):
            text = re.sub(r"^(?:\d{1,2}\. |SPEERPUNT \d: )", "", text)
        found += words(text)
    return found


def test_the_plan(plan: Plan) -> None:
    themas = list(plan.themas.all())
    assert [t.soort for t in themas] == ["prioritair"] * 6 + ["kern"] * 3
    assert all(t.opgave and t.ambitie for t in themas)
    pijlers = [Pijler.objects.filter(thema=t).count() for t in themas]
    assert pijlers == [3, 3, 0, 3, 3, 0, 0, 0, 0]
    assert not Pijler.objects.filter(titel="Context").exists()
    assert PlanOnderdeel.objects.get(kop="Context").thema == themas[3]
    numbers = {t.pk: n for n, t in enumerate(themas, start=1)}
    made = Kruisverband.objects.filter(staat="aangenomen")
    assert {(numbers[k.van_id], numbers[k.naar_id]) for k in made} == {
        (3, 5),
        (7, 1),
        (7, 2),
        (7, 8),
    }
    assert Kruisverband.objects.filter(staat="voorstel").exists()
    assert PlanOnderdeel.objects.filter(tekst__contains="<table").count() == 1


@pytest.mark.parametrize(
    ("naam", "opties"),
    [
        ("ivp-2022-2026", {}),
        (
            "projectplan-radicalisering-2020",
            {"soort": "projectplan", "onder": "Polarisatie en maatschappelijke ontwrichting"},
        ),
    ],
)
def test_a_plan_renders_back_without_losing_or_moving_a_word(
    bronnen: Path, plan: Plan, naam: str, opties: dict[str, str]
) -> None:
    path = bronnen / f"{naam}.docx"
    importeer("importeer_plan", path, **opties)
    document = compose_plan(Plan.objects.get(slug=naam))
    rendered: list[str] = []
    for sectie in document.secties:
        without_marks = re.sub(r"<sup><a [^>]*doc-noteref.*?</sup>", "", sectie.html)
        rendered += words(sectie.kop) + words(plain(without_marks))
    assert rendered == words_of_file(path)
    assert len(document.voetnoten) == read_word(path.read_bytes()).voetnoten


def test_the_projectplan(bronnen: Path, plan: Plan) -> None:
    importeer(
        "importeer_plan",
        bronnen / "projectplan-radicalisering-2020.docx",
        soort="projectplan",
        onder="Polarisatie en maatschappelijke ontwrichting",
    )
    project = Plan.objects.get(soort="projectplan")
    assert project.onder_thema in Thema.objects.filter(plan=plan)
    assert project.themas.count() == 3
    acties = Actie.objects.filter(thema__plan=project)
    assert acties.count() == 7
    complete = acties.exclude(doel="").exclude(beoogd_effect="").exclude(inzet="")
    assert complete.count() == 5
    assert acties.filter(doel="", beoogd_effect="", inzet="").count() == 1


def test_the_projectplan_as_an_annex(bronnen: Path, plan: Plan) -> None:
    """Chosen on the annex, it stands there with every word in order, and in a PDF of its own."""
    path = bronnen / "projectplan-radicalisering-2020.docx"
    onder = "Polarisatie en maatschappelijke ontwrichting"
    importeer("importeer_plan", path, soort="projectplan", onder=onder)
    brief = een_brief(themas=0, paragrafen=0, ronde=een_ronde(plan))
    brief.bijlagen.all().delete()
    project = Plan.objects.get(soort="projectplan")
    bijlage = een_bijlage(brief, "projectplan", "Radicalisering", plan=project)
    delen = delen_of(bijlage, Tekstdeel)
    koppen = [deel.kop for deel in delen]
    assert [k[:12] for k in koppen if k.startswith("Speerpunt")] == [
        f"Speerpunt {n}." for n in (1, 2, 3)
    ]
    rendered: list[str] = []
    for deel in delen:
        without_marks = re.sub(r"<sup><a [^>]*doc-noteref.*?</sup>", "", deel.html)
        rendered += words(re.sub(r"^Speerpunt \d\. ", "", deel.kop)) + words(plain(without_marks))
    assert rendered == words_of_file(path)
    document = compose(brief).document
    assert beoordeel_pdf(bijlage_pdf(document, bijlage.nummer or 0)) == []


def test_the_plan_in_html_and_pdf(plan: Plan, tmp_path: Path) -> None:
    for als in ("html", "pdf"):
        call_command(
            "toon_plan", plan.slug, als=als, uit=tmp_path / f"plan.{als}", stdout=StringIO()
        )
    html = (tmp_path / "plan.html").read_text()
    assert html.count("<table") == 1
    assert beoordeel_pdf((tmp_path / "plan.pdf").read_bytes()) == []


def test_the_letter_has_every_part(brief: Brief, bronnen: Path) -> None:
    document = compose(brief).document
    verwacht = json.loads((bronnen / "verwacht.json").read_text())["veiligheidsbrief-2025.docx"]
    assert [h.nummer for g in document.groepen for h in g.hoofdstukken] == list(range(1, 12))
    assert [len(g.hoofdstukken) for g in document.groepen] == [8, 3]
    titels = [k for niveau, k in verwacht["koppen"] if niveau == 2]
    assert [f"{h.nummer}. {h.titel}" for h in document.hoofdstukken] == titels
    koppen = [k for niveau, k in verwacht["koppen"] if niveau == 3]
    algemeen = [o.kop for o in document.inleiding if o.niveau == 2]
    paragrafen = [p.kop for h in document.hoofdstukken for p in h.paragrafen]
    assert (len(algemeen), len(paragrafen)) == (5, 56)
    assert algemeen + paragrafen == koppen
    assert len(document.ondertekenaars) == 2
    assert all(o.naam and o.functie for o in document.ondertekenaars)
    assert [b.nummer for b in document.bijlagen] == [1, 2, 3, 4, 5, 6]


def test_every_sentence_once_in_order_under_its_own_heading(brief: Brief, bronnen: Path) -> None:
    document = compose(brief).document
    page = lxml_html.fromstring(render_brief(document, static_vorm(), None))
    article = page.find_class("vb-brief")[0]
    for hidden in article.xpath(".//*[contains(@class, 'permalink')]"):
        hidden.drop_tree()
    under: dict[str, str] = {}
    heading = ""
    for element in article.iter():
        if element.tag in {"h1", "h2", "h3", "h4"}:
            heading = " ".join(element.text_content().split())
        elif element.tag in {"p", "td", "th", "dd", "dt"}:
            under[heading] = under.get(heading, "") + " " + " ".join(element.text_content().split())
    all_text = " ".join(under.values())
    kop = ""
    position = 0
    for element in read_word((bronnen / "veiligheidsbrief-2025.docx").read_bytes()).elementen:
        if isinstance(element, Heading):
            kop = element.tekst
            continue
        parts = element.tabs if isinstance(element, Paragraph) else element.tekst.split("\n")
        for zin in [z for p in parts for z in split_sentences(" ".join(p.split()))]:
            if zin.startswith("Hoogachtend"):
                kop = "(ondertekening)"
            if kop == "(ondertekening)":  # names stand above functions there, beside them here
                assert zin.strip() in all_text
                continue
            if kop:
                assert zin.strip() in under[kop], (kop, zin)
            assert all_text.count(zin.strip()) >= 1
            at = all_text.find(zin.strip(), position)
            assert at >= position, (kop, zin)
            position = at


def test_references_are_links_and_follow_when_a_theme_moves(brief: Brief) -> None:
    before = compose(brief).document
    links = re.findall(r'<a href="#(thema|bijlage)-', before.to_json().decode().replace('\\"', '"'))
    assert (links.count("thema"), links.count("bijlage")) == (12, 5)
    bijdrage = Bijdrage.objects.get(thema__titel="Aanpak straatintimidatie")
    move_bijdrage(bijdrage, 1, iemand(Rol.EINDREDACTEUR))
    after = compose(brief).document
    assert next(h.titel for h in after.hoofdstukken) == "Aanpak straatintimidatie"
    new_number = {h.anker: h.nummer for h in after.hoofdstukken}
    old_texts, new_texts = texts_by_anchor(before), texts_by_anchor(after)
    assert old_texts.keys() == new_texts.keys()
    for anker, html in old_texts.items():
        expected = re.sub(
            r'(<a href="#(thema-[\w-]+)">\D*)\d+',
            lambda m: f"{m[1]}{new_number[m[2]]}",
            html,
        )
        assert new_texts[anker] == expected


def texts_by_anchor(document: Briefdocument) -> dict[str, str]:
    texts = {o.anker: o.kop + o.html for o in (*document.inleiding, *document.afsluiting)}
    for hoofdstuk in document.hoofdstukken:
        for p in hoofdstuk.paragrafen:
            texts[p.anker] = p.kop + "".join(b.soort + b.html for b in p.blokken)
    return texts


@pytest.mark.verapdf
def test_the_pdf(brief: Brief, tmp_path: Path) -> None:
    document = compose(brief).document
    pdf, pages = letter_pdf(document)
    assert 15 <= pages <= 40
    assert letter_pdf(document)[0] == pdf
    assert beoordeel_pdf(pdf) == []
    assert "FAIL" not in pdfhulp.verapdf(pdf, tmp_path)
    paper = render_papier(document)
    assert pdfhulp.structuurwoorden(pdf) == pdfhulp.htmlwoorden(paper)
    assert pdfhulp.taal(pdf) == "nl"
    marks = [titel for _, titel in pdfhulp.bladwijzers(pdf)]
    assert sum(bool(re.match(r"\d+\. ", m)) for m in marks) == 11
    assert [f"{h.nummer}. {h.titel}" for h in document.hoofdstukken] == [
        m for m in marks if re.match(r"\d+\. ", m)
    ]


def test_what_2025_promised_stands_beside_the_field_of_2026(brief: Brief, client: Client) -> None:
    """Its proposed acties taken in, the next round opened: no vooruitblik is missing, and each
    stands beside the terugblik of the paragraaf that reports on it."""
    redactie = iemand(Rol.EINDREDACTEUR)
    client.force_login(redactie)
    client.post(f"/schrijven/ronde/{brief.ronde_id}/", {"doe": "overnemen"})
    assert propose_acties(brief.ronde.bijdragen.all()) == []
    ahead = Blok.objects.filter(voortgang__bijdrage__ronde=brief.ronde, soort="vooruitblik")
    promised = {b.voortgang_id: b for b in ahead.select_related("voortgang")}
    assert len(promised) > 30
    ronde = open_ronde(brief.ronde.plan, 2026, redactie)
    adviseur = iemand(Rol.BELEIDSADVISEUR)
    seen = 0
    for bijdrage in ronde.bijdragen.select_related("thema", "ronde"):
        bijdrage.adviseurs.set([adviseur])
        for stand in standen_for(bijdrage):
            client.force_login(adviseur)
            nieuw = f"/schrijven/{bijdrage.pk}/nieuw/"
            page = client.post(nieuw, {"actie": stand.actie.pk}, follow=True).content.decode()
            fields = lxml_html.fromstring(page).xpath("//fieldset[@id]")
            terugblik = plain(lxml_html.tostring(fields[0], encoding="unicode"))
            for belofte in stand.beloften:
                assert plain(belofte.html) in terugblik, stand.actie
                seen += 1
            # Only what was promised of this actie, in this theme.
            keys = {b.sleutel for b in stand.beloften}
            own = Voortgang.objects.filter(
                bijdrage__ronde=brief.ronde, bijdrage__thema=bijdrage.thema, sleutel__in=keys
            )
            assert {v.pk for v in own} <= promised.keys()
    print(f"{ahead.count()} vooruitblikken of 2025, {seen} beside a field of 2026")
    assert seen == ahead.count()

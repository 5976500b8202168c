"""Figures in the text of a letter: live until it is published, with their source, and told when
they change afterwards."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from monitoring.models import Bedrag, Deelproduct, Gebied, Indicator, Meting, Metingversie
from rapportage.composition import compose
from rapportage.models import Brief
from rapportage.validation import validate
from tests.documenten import voorbeeldbrief
from tests.fabriek import een_brief
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from tests.rapportage.publiceren import publish_quickly
from themas.models import Blok
from veiligheid.core.verwijzingen import with_figure
from veiligheid.document.brief import Briefdocument, Cijfercitaat

pytestmark = pytest.mark.django_db
CIJFER = "verwijzing:cijfer/inbraken--GM0000--{}JJ00"


@pytest.fixture
def brief() -> Brief:
    gemeente, wijk = een_gemeente(1, "GM0000")
    indicator = een_indicator("Inbraken", slug="inbraken")
    een_meting(indicator, gemeente, 2023, 1234, status="definitief")
    een_meting(indicator, gemeente, 2024, 1250, precisie="ruim", status="voorlopig")
    een_meting(indicator, wijk, 2024, None, reden_onbekend="nog niet geteld")
    return een_brief(themas=1, paragrafen=1, datum=date(2025, 1, 14))


def write(html: str) -> None:
    blok = Blok.objects.order_by("pk")[0]
    blok.tekst = html
    blok.save()


def composed(brief: Brief) -> tuple[str, Briefdocument]:
    document = compose(brief).document
    return next(document.hoofdstukken).paragrafen[0].blokken[0].html, document


def test_the_figure_is_live_and_has_its_source(brief: Brief) -> None:
    write(
        f'<p>Van <a href="{CIJFER.format(2023)}">99 inbraken</a> naar '
        f'<a href="{CIJFER.format(2024)}">1</a>, dus <a href="{CIJFER.format(2023)}">99</a>.</p>'
    )
    html, document = composed(brief)
    een, twee = (
        f'<sup><a href="#noot-{n}" id="nootverwijzing-{n}" role="doc-noteref">{n}</a></sup>'
        for n in (1, 2)
    )
    again = een.replace(' id="nootverwijzing-1"', "")
    assert html == (
        f"<p>Van 1.234 inbraken{een} naar ruim 1.250 (voorlopig){twee}, dus 1.234\u202f{again}.</p>"
    )
    assert [v.tekst for v in document.voetnoten] == [
        "Inbraken, De gemeente, 2023. Bron: Politie / CBS.",
        "Inbraken, De gemeente, 2024. Bron: Politie / CBS.",
    ]
    assert [(c.sleutel, c.tekst, c.waarde, c.noot) for c in document.citaten] == [
        ("inbraken--GM0000--2023JJ00", "1.234", Decimal(1234), "noot-1"),
        ("inbraken--GM0000--2024JJ00", "ruim 1.250 (voorlopig)", Decimal(1250), "noot-2"),
    ]
    assert document.citaten[0].plek.startswith("1. Onderwerp 1 ›")
    assert not [b for b in validate(compose(brief)) if b.blokkeert]
    Meting.objects.filter(periode="2023JJ00").update(waarde=1300)
    assert "Van 1.300 inbraken" in composed(brief)[0]
    assert Briefdocument.from_json(document.to_json()) == document


@pytest.mark.parametrize(
    ("href", "woorden", "code", "melding"),
    [
        ("inbraken--GM0000--2031JJ00", "99", "cijfer-los", "een cijfer dat er niet is"),
        ("iets", "99", "cijfer-los", "een cijfer dat er niet is"),
        ("inbraken--GM0000--2023JJ00", "de inbraken", "cijfer-onduidelijk", "Zet er één getal in"),
        ("inbraken--GM0000--2023JJ00", "van 3 naar 4", "cijfer-onduidelijk", "1.234 te staan"),
    ],
)
def test_what_can_not_be_quoted_blocks_and_says_where(
    brief: Brief, href: str, woorden: str, code: str, melding: str
) -> None:
    write(f'<p>Er waren <a href="verwijzing:cijfer/{href}">{woorden}</a>.</p>')
    html, document = composed(brief)
    assert html == f"<p>Er waren {woorden}.</p>"  # nothing of the writer's is lost
    assert document.citaten == ()
    (found,) = [b for b in validate(compose(brief)) if b.blokkeert]
    assert found.code == code
    assert melding in found.melding
    assert found.plek.startswith("1. Onderwerp 1 ›")
    assert found.link.startswith("/schrijven/")


def test_what_may_not_be_public_is_not_in_the_letter(brief: Brief) -> None:
    Indicator.objects.update(eigen_registratie=True)
    write(f'<p><a href="{CIJFER.format(2023)}">99</a></p>')
    html, document = composed(brief)
    assert html == "<p>99</p>"
    assert "1.234" not in document.to_json().decode()
    Indicator.objects.update(openbaar=True)
    assert "1.234" in composed(brief)[0]


def test_unknown_is_its_reason_and_never_zero(brief: Brief) -> None:
    write('<p><a href="verwijzing:cijfer/inbraken--WK000001--2024JJ00">12 keer</a></p>')
    html, document = composed(brief)
    assert html.startswith("<p>onbekend (nog niet geteld) keer<sup>")
    assert document.citaten[0].waarde is None
    bevindingen = validate(compose(brief))
    assert not [b for b in bevindingen if b.blokkeert]
    assert [b.code for b in bevindingen if b.code.startswith("cijfer")] == ["cijfer-onbekend"]
    # What the picker put there then, is replaced as a whole when it becomes known.
    write(f'<p><a href="{CIJFER.format(2023)}">onbekend (nog niet geteld)</a></p>')
    assert composed(brief)[0].startswith("<p>1.234\u202f<sup>")


def test_an_amount(brief: Brief) -> None:
    line = Deelproduct.objects.add(brief.ronde.plan, "Veilige wijken", positie=1)
    Bedrag.objects.create(deelproduct=line, jaar=2025, bedrag=584_000, document="Begroting 2025")
    href = (
        f"verwijzing:cijfer/bedrag--{brief.ronde.plan.slug}--veilige-wijken--2025--begroot-lasten"
    )
    write(f'<p>Hiervoor is <a href="{href}">€ 1</a> in 2025.</p>')
    html, document = composed(brief)
    assert "<p>Hiervoor is €\u00a0584.000\u202f<sup>" in html
    assert document.voetnoten[0].tekst == (
        "Veilige wijken, 2025, begroot, lasten. Bron: Begroting 2025."
    )


@pytest.mark.parametrize(
    ("woorden", "wordt"),
    [
        ("250", "1.234"),
        ("ruim 250 meldingen", "1.234 meldingen"),
        ("Meer dan 90", "1.234"),
        ("<strong>12,5</strong> procent", "<strong>1.234</strong> procent"),
        ("120 (voorlopig)", "1.234"),
        ("120 (nader voorlopig) inbraken", "1.234 inbraken"),
        ("€ 584.000", "1.234"),
        ("in 2024 waren er 30", "in 2024 waren er 1.234"),
        ("2024", "1.234"),
        ("onbekend (nog niet geteld)", "1.234"),
        ("250.", "1.234."),
        ("de inbraken", None),
        ("van 3 naar 4", None),
        ("", None),
    ],
)
def test_which_words_are_the_figure(woorden: str, wordt: str | None) -> None:
    assert with_figure(woorden, "1.234") == wordt


def test_what_was_published_says_what_it_said_and_is_told(brief: Brief, tmp_path: Path) -> None:
    """An import that changes a value keeps the old one, and tells which letter quotes it."""
    write(f'<p>Het waren er <a href="{CIJFER.format(2023)}">1</a>.</p>')
    publicatie = publish_quickly(brief)
    publicatie_2 = een_brief(themas=1, paragrafen=1)  # another letter, that quotes nothing
    publish_quickly(publicatie_2)
    indicator = Indicator.objects.get()
    rows = "indicator;gebied;periode;waarde\n"
    path = tmp_path / "cijfers.csv"

    def run(*lines: str) -> str:
        path.write_text(rows + "\n".join(lines))
        out = StringIO()
        call_command(
            "importeer_metingen", path, gemeente="GM0000", toepassen=True, stdout=out, no_color=True
        )
        return out.getvalue()

    first = ["inbraken;GM0000;2021;5", "inbraken;GM0000;2022;6"]
    assert "noemt dit cijfer" not in run(*first)
    # As if the quoted one had come from an import as well.
    invoer = Meting.objects.get(periode="2021JJ00").invoer
    Meting.objects.filter(gebied=Gebied.objects.get(code="GM0000")).update(invoer=invoer)
    said = run("inbraken;GM0000;2023;1300", "inbraken;GM0000;2021;7")
    assert "De waarde was 1234 en is nu 1300. De eerdere waarde blijft bewaard." in said
    assert "De waarde was 5 en is nu 7" in said
    assert said.count("noemt dit cijfer") == 1
    assert "De gepubliceerde brief ‘Veiligheidsbrief 2025’ noemt dit cijfer als 1.234." in said
    assert sorted(v.waarde for v in Metingversie.objects.all() if v.waarde) == [5, 1234]
    stored = publicatie.bestanden.get(pad="index.html")
    assert "Het waren er 1.234" in bytes(stored.inhoud).decode()
    assert (
        Meting.objects.get(indicator=indicator, periode="2023JJ00", gebied__code="GM0000").versie
        == 2
    )


def test_a_document_from_before_figures_still_reads() -> None:
    document = voorbeeldbrief()
    data = document.to_json().decode()
    without = data.replace(',\n "citaten": []', "")
    assert without != data
    assert Briefdocument.from_json(without) == document


def test_a_quoted_figure_survives_json() -> None:
    citaat = Cijfercitaat("a--b--c", "A", "B", "2024", "12,5", None, "1. X", "noot-1")
    document = voorbeeldbrief(citaten=(citaat,))
    assert Briefdocument.from_json(document.to_json()) == document


def test_a_typed_figure_that_differs_is_a_finding(brief: Brief) -> None:
    een_meting(Indicator.objects.get(), Gebied.objects.get(code="WK000001"), 2023, 61)

    def typed(html: str, soort: str = "terugblik") -> list[str]:
        Blok.objects.filter(pk=Blok.objects.order_by("pk")[0].pk).update(tekst=html, soort=soort)
        return [b.melding for b in validate(compose(brief)) if b.code == "getal-getypt"]

    (melding,) = typed("<p>Er waren 1.243 inbraken.</p>")
    assert "Hier is 1.243 getypt; bij ‘Inbraken’ is 1.250 bekend." in melding
    assert typed("<p>Er waren 1.234 inbraken.</p>") == []
    assert typed("<p>Er waren 1.250 inbraken.</p>") == []
    assert len(typed("<p>Het aantal inbraken was 1.250 in 2023.</p>")) == 1
    assert typed("<p>In Wijk 1 waren 61 inbraken.</p>") == []
    assert len(typed("<p>In Wijk 1 waren 66 inbraken.</p>")) == 1
    # What is quoted is no typing, and what is planned is no measurement.
    assert typed(f'<p>Er waren <a href="{CIJFER.format(2023)}">1.243</a> inbraken.</p>') == []
    assert typed("<p>We streven naar 1.243 inbraken.</p>", "vooruitblik") == []

"""A letter from Word: themes by title, blocks by the rule, references live, twice is once."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from rapportage.composition import compose
from rapportage.models import Bijlage, Brief, Onderdeel
from tests.fabriek import een_plan, een_thema
from tests.wordbouwer import Bouwer, ingevoegd, regeleinde, tab, verwijderd, vet, voetnoot
from themas.jaar.acties import take_in_acties
from themas.models import Bijdrage, Blok, Plan, Thema, Voortgang
from veiligheid.core.richtext import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = een_plan(slug="ivp")
    een_thema(plan, "Drukke straten")
    een_thema(plan, "Stille wijken", "kern")
    return plan


def een_brief_in_word() -> Bouwer:
    return (
        Bouwer()
        .titel("Brief over 2024")
        .alinea("Geachte raad,")
        .alinea("Elk jaar schrijven we (bijlage 2).")
        .kop(1, "Algemeen")
        .kop(3, "Het gaat goed")
        .alinea("Zie verder bijlage (3).")
        .kop(1, "Prioritaire thema's")
        .kop(2, "1. Drukke straten")
        .kop(3, "We telden alles")
        .alinea("In 2024 hebben we geteld. ", vet("In 2025 tellen we weer (zie onder 2 en 3)."))
        .lijst(["fietsen", "auto’s"])
        .kop(2, "2. Nieuw onderwerp")
        .kop(3, "We beginnen in 2025")
        .alinea("Komend jaar starten we.", voetnoot("In maart."))
        .kop(1, "Kernthema's")
        .kop(2, "3. Stille wijken")
        .kop(3, "Heen en weer")
        .alinea("In 2024 was het stil. In 2025 wordt het stiller. Dit jaar was dat nog niet zo.")
        .kop(3, "Gewoon stil")
        .alinea("Stilte is mooi", regeleinde, "en goed (zie hieronder bij 9.).")
        .kop(1, "Afsluiting")
        .alinea("Dat was het.")
        .alinea("Hoogachtend,")
        .alinea("Het college van Voorbeeldstad")
        .alinea("A. de Wit", tab, "B. de Zwart")
        .alinea("secretaris", tab, "burgemeester")
    )


def importeer(tmp_path: Path, bouwer: Bouwer, **opties: Any) -> str:
    path = tmp_path / "brief.docx"
    path.write_bytes(bouwer.bytes())
    uit = StringIO()
    standaard = {"plan": "ivp", "jaar": 2025, "nieuwe_themas": True, "toepassen": True}
    call_command("importeer_brief", path, stdout=uit, stderr=uit, **{**standaard, **opties})
    return uit.getvalue()


def test_the_whole_letter(tmp_path: Path, plan: Plan) -> None:
    uit = importeer(tmp_path, een_brief_in_word())
    document = compose(Brief.objects.get()).document
    assert (document.titel, document.aanhef) == ("Brief over 2024", "Geachte raad,")
    assert [(h.nummer, h.titel) for h in document.hoofdstukken] == [
        (1, "Drukke straten"),
        (2, "Nieuw onderwerp"),
        (3, "Stille wijken"),
    ]
    assert [o.kop for o in document.inleiding] == ["", "Algemeen", "Het gaat goed"]
    assert [o.kop for o in document.afsluiting] == ["Afsluiting"]
    assert (document.groet, document.afzender) == ("Hoogachtend,", "Het college van Voorbeeldstad")
    assert [(o.naam, o.functie) for o in document.ondertekenaars] == [
        ("A. de Wit", "secretaris"),
        ("B. de Zwart", "burgemeester"),
    ]
    assert [(n.nummer, n.tekst) for n in document.voetnoten] == [(1, "In maart.")]
    assert "alinea’s 2 heel, 1 gesplitst, 1 onduidelijk" in uit


def test_blocks_follow_the_rule(tmp_path: Path, plan: Plan) -> None:
    importeer(tmp_path, een_brief_in_word())
    blokken = Blok.objects.order_by("voortgang__bijdrage__positie", "voortgang__positie", "positie")
    assert [(b.soort, plain(b.tekst)) for b in blokken] == [
        ("terugblik", "In 2024 hebben we geteld."),
        ("vooruitblik", "In 2025 tellen we weer (zie onder 2 en 3)."),
        ("vooruitblik", "fietsen auto’s"),
        ("vooruitblik", "Komend jaar starten we.*"),
        (
            "terugblik",
            "In 2024 was het stil. In 2025 wordt het stiller. Dit jaar was dat nog niet zo.",
        ),
        ("context", "Stilte is mooi en goed (zie hieronder bij 9.)."),
    ]


def test_references_are_live_and_no_word_changes(tmp_path: Path, plan: Plan) -> None:
    uit = importeer(tmp_path, een_brief_in_word())
    html = Blok.objects.get(tekst__contains="tellen we weer").tekst
    assert html == (
        "<p><strong>In 2025 tellen we weer (zie "
        '<a href="verwijzing:thema/nieuw-onderwerp">onder 2</a> en '
        '<a href="verwijzing:thema/stille-wijken">3</a>).</strong></p>'
    )
    assert "verwezen naar thema 9" in uit
    assert "[3. Stille wijken › Gewoon stil]" in uit


def test_annexes_come_into_being_as_missing(tmp_path: Path, plan: Plan) -> None:
    uit = importeer(tmp_path, een_brief_in_word())
    brief = Brief.objects.get()
    assert [(b.nummer, b.ontbreekt) for b in compose(brief).document.bijlagen] == [
        (1, True),
        (2, True),
        (3, True),
    ]
    assert "Bijlage 1 wordt in de tekst nergens genoemd" in uit
    sleutel = Bijlage.objects.get(nummer=3).sleutel
    assert f'<a href="verwijzing:bijlage/{sleutel}">bijlage (3)</a>' in (
        Onderdeel.objects.get(kop="Het gaat goed").tekst
    )


def test_a_theme_of_the_term_is_added_behind_its_kind(tmp_path: Path, plan: Plan) -> None:
    importeer(tmp_path, een_brief_in_word())
    thema = Thema.objects.get(titel="Nieuw onderwerp")
    assert (thema.soort, thema.toegevoegd_in) == ("prioritair", 2024)
    assert list(plan.themas.values_list("titel", flat=True)) == [
        "Drukke straten",
        "Nieuw onderwerp",
        "Stille wijken",
    ]


def test_an_unknown_theme_stops_the_import(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(CommandError) as geweigerd:
        importeer(tmp_path, een_brief_in_word(), nieuwe_themas=False)
    assert geweigerd.value.returncode == 1
    assert not Brief.objects.exists()
    assert not Bijdrage.objects.exists()


def test_the_second_time_changes_nothing(tmp_path: Path, plan: Plan) -> None:
    importeer(tmp_path, een_brief_in_word())
    before = [list(m.objects.values()) for m in (Thema, Bijdrage, Voortgang, Blok, Brief, Bijlage)]
    assert "Er is niets veranderd" in importeer(tmp_path, een_brief_in_word())
    after = [list(m.objects.values()) for m in (Thema, Bijdrage, Voortgang, Blok, Brief, Bijlage)]
    assert after == before


def test_a_changed_paragraph_is_kept_and_reported(tmp_path: Path, plan: Plan) -> None:
    importeer(tmp_path, een_brief_in_word())
    blok = Blok.objects.get(soort="context")
    blok.tekst = "<p>Van een mens.</p>"
    blok.save()
    weg = Voortgang.objects.get(kop="We beginnen in 2025")
    weg.verwijderd_op, weg.positie = timezone.now(), None
    weg.save()
    uit = importeer(tmp_path, een_brief_in_word())
    assert "2 behouden zoals aangepast" in uit
    assert "[Gewoon stil]" in uit
    blok.refresh_from_db()
    assert blok.tekst == "<p>Van een mens.</p>"
    weg.refresh_from_db()
    assert weg.verwijderd_op is not None


def test_what_was_promised_stays_promised_when_the_source_changes(
    tmp_path: Path, plan: Plan
) -> None:
    def letter(vooruit: str) -> Bouwer:
        thema = Bouwer().titel("Brief").kop(1, "Prioritaire thema's").kop(2, "1. Drukke straten")
        return thema.kop(3, "Tellen").alinea("In 2024 was het druk.").alinea(vooruit)

    importeer(tmp_path, letter("In 2025 tellen we."))
    [actie] = take_in_acties(Bijdrage.objects.get(), None)
    importeer(tmp_path, letter("In 2025 tellen we twee keer."))
    assert [(b.soort, plain(b.tekst)) for b in actie.blokken.all()] == [
        ("vooruitblik", "In 2025 tellen we twee keer.")
    ]


def test_a_moved_theme_keeps_its_place(tmp_path: Path, plan: Plan) -> None:
    importeer(tmp_path, een_brief_in_word())
    een, twee = Bijdrage.objects.filter(thema__soort="prioritair").order_by("positie")
    een.positie, twee.positie = 12, 11
    een.save()
    twee.save()
    importeer(tmp_path, een_brief_in_word())
    assert [h.titel for h in compose(Brief.objects.get()).document.hoofdstukken][:2] == [
        "Nieuw onderwerp",
        "Drukke straten",
    ]


def test_tracked_changes_count_as_word_shows_them(tmp_path: Path, plan: Plan) -> None:
    bouwer = (
        Bouwer()
        .kop(1, "Kernthema’s")
        .kop(2, "Stille wijken")
        .kop(3, "Kop")
        .alinea("Het is ", verwijderd("druk"), ingevoegd("stil", "B. Lezer"), ".")
    )
    uit = importeer(tmp_path, bouwer)
    assert plain(Blok.objects.get().tekst) == "Het is stil."
    assert "B. Lezer" in uit


def test_hostile_text_is_cleaned_and_the_words_stay(tmp_path: Path, plan: Plan) -> None:
    bouwer = Bouwer().kop(1, "Kernthema’s").kop(2, "Stille wijken").kop(3, "<b>Kop</b>")
    importeer(tmp_path, bouwer.alinea("<script>alert(1)</script> tekst"))
    assert Voortgang.objects.get().kop == "<b>Kop</b>"
    assert Blok.objects.get().tekst == "<p>&lt;script&gt;alert(1)&lt;/script&gt; tekst</p>"


@pytest.mark.parametrize(
    ("data", "melding"),
    [
        (b"geen word", "geen"),
        (Bouwer().kop(1, "x").bytes()[:700], ""),
        (Bouwer().alinea("Alleen tekst.").bytes(), "geen koppen"),
        (Bouwer().kop(1, "Iets anders").alinea("x").bytes(), "Geen enkele kop is een thema"),
        (
            Bouwer()
            .kop(1, "Kernthema’s")
            .kop(2, "Stille wijken")
            .kop(2, "9. Stille wijken")
            .bytes(),
            "staat twee keer",
        ),
    ],
)
def test_bad_files_are_refused_and_nothing_changes(
    tmp_path: Path, plan: Plan, data: bytes, melding: str
) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(data)
    fout = StringIO()
    with pytest.raises(CommandError) as geweigerd:
        call_command("importeer_brief", path, plan="ivp", jaar=2025, toepassen=True, stderr=fout)
    assert geweigerd.value.returncode == 1
    assert melding in fout.getvalue()
    assert not Brief.objects.exists()


def test_an_unknown_plan_names_the_known_ones(tmp_path: Path, plan: Plan) -> None:
    fout = StringIO()
    path = tmp_path / "brief.docx"
    path.write_bytes(een_brief_in_word().bytes())
    with pytest.raises(CommandError):
        call_command("importeer_brief", path, plan="onzin", jaar=2025, stderr=fout)
    assert "Plannen: ivp" in fout.getvalue()


def test_numbers_made_by_word_are_numbers_too(tmp_path: Path, plan: Plan) -> None:
    bouwer = (
        Bouwer(namen="kop")
        .kop(1, "Prioritaire thema’s")
        .kop(2, "Drukke straten", nummer_door_word=True)
        .kop(3, "Kop")
        .alinea("Zie onder 1.2.")
        .kop(1, "Kernthema’s")
        .kop(2, "Stille\u00a0wijken")
        .kop(3, "Kop")
        .alinea("Meer (zie onder 1).")
    )
    importeer(tmp_path, bouwer)
    document = compose(Brief.objects.get()).document
    assert [h.titel for h in document.hoofdstukken] == ["Drukke straten", "Stille wijken"]
    assert Thema.objects.count() == 2
    assert '<a href="#thema-drukke-straten">onder 1</a>)' in (
        document.groepen[1].hoofdstukken[0].paragrafen[0].blokken[0].html
    )


def test_five_thousand_paragraphs(tmp_path: Path, plan: Plan) -> None:
    bouwer = Bouwer().kop(1, "Kernthema’s").kop(2, "Stille wijken")
    for n in range(500):
        bouwer.kop(3, f"Kop {n}")
        for m in range(10):
            bouwer.alinea(f"In 2024 gebeurde nummer {n}.{m}.")
    importeer(tmp_path, bouwer)
    assert Voortgang.objects.count() == 500
    assert Blok.objects.count() == 5000

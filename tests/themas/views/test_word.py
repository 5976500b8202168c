"""A bijdrage out to Word and back through the browser: nothing is applied unseen."""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from tests.themas.jaar.word.bewerking import Bewerking, by, copy_of, ins, run, table, weg
from tests.wordbouwer import Bouwer
from themas.jaar.terugkomst.tekst import seal, text_of
from themas.jaar.word import BijdrageTekst, BlokTekst, ParagraafTekst, to_word
from themas.models import (
    Bijdrage,
    Blok,
    Terugkomst,
    Voorstel,
    Voorstelbesluit,
    Voortgang,
)
from veiligheid.core import uploads
from veiligheid.core.models import Gebruiker, Opmerking, Opmerkingstap, Revisie
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol
from veiligheid.document.woorden import Bloksoort

pytestmark = pytest.mark.django_db
ANNE, BRAM = "Anne de Vries", "Bram Bakker"


@pytest.fixture
def naima() -> Gebruiker:
    return iemand(Rol.BELEIDSADVISEUR, first_name="Naima")


@pytest.fixture
def bijdrage(naima: Gebruiker) -> Bijdrage:
    plan = een_plan()
    record = een_bijdrage(een_ronde(plan, 2026), een_thema(plan, "Drukte"))
    record.adviseurs.add(naima)
    een_paragraaf(
        record,
        "Tellen",
        ("context", "<p>De stad is druk en levendig.</p>"),
        ("terugblik", "<p>We hielden twaalf controles met de politie.</p><p>Dat was meer.</p>"),
        ("vooruitblik", "<p>Er komen er twee bij.</p>"),
    )
    een_paragraaf(record, "Camera’s", ("terugblik", "<p>Er hangen zes camera’s.</p>"))
    een_paragraaf(record, "Jeugd", ("terugblik", "<p>Er is veel gesproken.</p>"))
    return record


@pytest.fixture
def schrijver(client: Client, naima: Gebruiker) -> Client:
    client.force_login(naima)
    return client


def fetch(client: Client, bijdrage: Bijdrage) -> Bewerking:
    return Bewerking(client.get(f"/schrijven/{bijdrage.pk}/word/").content)


def bring_back(client: Client, bijdrage: Bijdrage, data: bytes, naam: str = "terug.docx") -> Any:
    bestand = SimpleUploadedFile(naam, data)
    return client.post(f"/schrijven/{bijdrage.pk}/terug/", {"bestand": bestand}, follow=True)


def decide(client: Client, voorstel: Voorstel, doe: str) -> str:
    t = voorstel.terugkomst
    adres = f"/schrijven/{t.bijdrage_id}/terug/{t.pk}/voorstel/{voorstel.nummer}/"
    return str(client.post(adres, {"doe": doe}, follow=True).content.decode())


def page(client: Client, terugkomst: Terugkomst) -> str:
    adres = f"/schrijven/{terugkomst.bijdrage_id}/terug/{terugkomst.pk}/"
    return client.get(adres).content.decode()


def everything() -> list[Any]:
    return [
        *Voortgang.objects.order_by("pk").values("kop", "positie", "versie", "verwijderd_op"),
        *Blok.objects.order_by("pk").values("voortgang", "positie", "soort", "tekst"),
    ]


def texts(bijdrage: Bijdrage) -> list[tuple[str, list[str]]]:
    return [
        (v.kop, list(v.blokken.order_by("positie").values_list("tekst", flat=True)))
        for v in Voortgang.objects.standing().filter(bijdrage=bijdrage)
    ]


def test_there_and_back_without_a_change_is_no_change(
    schrijver: Client, bijdrage: Bijdrage
) -> None:
    before = everything()
    html = bring_back(schrijver, bijdrage, fetch(schrijver, bijdrage).bytes()).content.decode()
    assert "Er is niets gewijzigd" in html
    assert not Terugkomst.objects.exists()
    assert everything() == before


def full_return(word: Bewerking) -> bytes:
    """Two authors, a comment, a moved paragraph, a pasted table, and one untracked change."""
    word.rewrite(
        "Er komen er twee bij.",
        run("Er komen er ") + weg("twee", ANNE) + ins("drie", ANNE) + run(" bij."),
    )
    word.rewrite("De stad is druk", run("De stad is ") + weg("druk en ", BRAM) + run("levendig."))
    word.comment("Klopt dit getal?", "levendig.", BRAM)
    first = word.find("We hielden")
    moved = copy_of([first])
    word.strike([first], ANNE, kind="moveFrom")
    word.strike(moved, ANNE, kind="moveTo")
    word.find("Dat was meer").addnext(moved[0])
    word.after("Er hangen zes", table(["Jaar", "Aantal"], ["2024", "12"], tracked=BRAM))
    word.rewrite("Er is veel gesproken.", run("Er is weinig gesproken."))
    return word.bytes()


def test_each_comes_back_as_what_it_is_and_nothing_is_applied(
    schrijver: Client, bijdrage: Bijdrage
) -> None:
    before = everything()
    answer = bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    assert everything() == before
    assert not Revisie.objects.exists()
    found = {(v.soort, v.wie) for v in Voorstel.objects.all()}
    assert found == {
        ("wijziging", ANNE),
        ("verwijdering", BRAM),
        ("verplaatst", ANNE),
        ("invoeging", BRAM),
        ("wijziging", ""),
    }
    opmerking = Opmerking.objects.get()
    assert (opmerking.wie, opmerking.tekst, opmerking.citaat) == (
        BRAM,
        "Klopt dit getal?",
        "levendig.",
    )
    html = answer.content.decode()
    order = [
        "Verwijderd in",
        "Klopt dit getal?",
        "Verplaatst in",
        "Gewijzigd in",
        "Tabel ingevoegd",
    ]
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert "Zonder bijhouden gewijzigd" in html
    assert "<del>" in html
    assert "<ins>" in html
    assert not Gebruiker.objects.filter(first_name__startswith="Anne").exists()


def test_accepted_one_by_one_gives_the_text_of_the_file(
    schrijver: Client, bijdrage: Bijdrage
) -> None:
    bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    for voorstel in Voorstel.objects.all():
        assert "Overgenomen" in decide(schrijver, voorstel, "overnemen")
    kop, blokken = texts(bijdrage)[0]
    assert kop == "Tellen"
    assert blokken == [
        "<p>De stad is levendig.</p>",
        "<p>Dat was meer.</p><p>We hielden twaalf controles met de politie.</p>",
        "<p>Er komen er drie bij.</p>",
    ]
    assert plain(texts(bijdrage)[1][1][0]) == "Er hangen zes camera’s. Jaar Aantal 2024 12"
    assert texts(bijdrage)[2] == ("Jeugd", ["<p>Er is weinig gesproken.</p>"])
    assert Voorstelbesluit.objects.filter(wie="Naima", besluit="overgenomen").count() == 5
    # What stood there can be read back.
    assert "twee bij" in str(Revisie.objects.filter(uitkomst="begin").values_list("inhoud"))


def test_refused_stays_as_it_was_and_is_remembered(schrijver: Client, bijdrage: Bijdrage) -> None:
    bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    before = texts(bijdrage)
    voorstel = Voorstel.objects.filter(wie=ANNE).first()
    assert voorstel
    decide(schrijver, voorstel, "weigeren")
    assert texts(bijdrage) == before
    html = decide(schrijver, voorstel, "overnemen")
    assert "al besloten: geweigerd door Naima" in html
    assert texts(bijdrage) == before
    assert Voorstelbesluit.objects.get().besluit == "geweigerd"


def test_all_of_one_author(schrijver: Client, bijdrage: Bijdrage) -> None:
    bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    t = Terugkomst.objects.get()
    adres = f"/schrijven/{bijdrage.pk}/terug/{t.pk}/alles/"
    html = schrijver.post(adres, {"auteur": ANNE, "doe": "overnemen"}, follow=True).content.decode()
    assert "Overgenomen: 2." in html
    decided = Voorstelbesluit.objects.values_list("voorstel__wie", flat=True)
    assert set(decided) == {ANNE}
    schrijver.post(adres, {"auteur": "", "doe": "weigeren"})
    assert Voorstelbesluit.objects.get(besluit="geweigerd").voorstel.wie == ""
    assert texts(bijdrage)[2][1] == ["<p>Er is veel gesproken.</p>"]


def test_a_text_that_went_on_is_merged_or_shown(schrijver: Client, bijdrage: Bijdrage) -> None:
    word = fetch(schrijver, bijdrage)
    blok = Blok.objects.get(soort="vooruitblik")
    ander = Blok.objects.get(soort="context")
    blok.tekst = "<p>Er komen er vijf bij.</p>"
    blok.save()
    ander.tekst = "<p>De stad is druk en levendig.</p><p>En mooi.</p>"
    ander.save()
    Bijdrage.objects.update(versie=9)
    word.rewrite(
        "Er komen er twee",
        run("Er komen er ") + weg("twee", ANNE) + ins("drie", ANNE) + run(" bij."),
    )
    word.rewrite("De stad is", run("De stad is ") + weg("druk en ", ANNE) + run("levendig."))
    html = bring_back(schrijver, bijdrage, word.bytes()).content.decode()
    assert "gemaakt uit versie 1" in html
    # What was changed in the portal since is not proposed to be turned back.
    assert Voorstel.objects.count() == 2
    assert html.count("Past niet meer.") == 1
    assert "Er komen er vijf bij." in html
    for voorstel in Voorstel.objects.all():
        decide(schrijver, voorstel, "overnemen")
    assert texts(bijdrage)[0][1] == [
        "<p>De stad is levendig.</p><p>En mooi.</p>",
        "<p>We hielden twaalf controles met de politie.</p><p>Dat was meer.</p>",
        "<p>Er komen er vijf bij.</p>",
    ]
    rest = Voorstel.objects.get(besluit=None)
    assert "Zelf verwerkt" in decide(schrijver, rest, "zelf")


def test_a_proposal_waits_for_the_one_before_it(schrijver: Client, bijdrage: Bijdrage) -> None:
    """Bram took a word out of what Anne put in: without hers there is nothing to take out."""
    word = fetch(schrijver, bijdrage)
    inner = f"<w:ins {by(ANNE)}>{run('heel ')}{weg('erg ', BRAM)}</w:ins>"
    word.rewrite("Er komen er twee", run("Er komen er ") + inner + run("twee bij."))
    html = bring_back(schrijver, bijdrage, word.bytes()).content.decode()
    assert html.count("Wacht op het voorstel hiervoor") == 1
    een, twee = Voorstel.objects.all()
    assert "past niet meer" in decide(schrijver, twee, "overnemen")
    decide(schrijver, een, "overnemen")
    decide(schrijver, twee, "overnemen")
    assert texts(bijdrage)[0][1][2] == "<p>Er komen er heel twee bij.</p>"


@pytest.mark.parametrize(
    ("choices", "result"),
    [
        ("ja nee", "Er komen er bij."),
        ("nee ja", "Er komen er twee drie bij."),
        ("ja ja", "Er komen er drie bij."),
        ("nee nee", "Er komen er twee bij."),
    ],
)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_changes_beside_each_other_are_decided_singly(
    schrijver: Client, bijdrage: Bijdrage, choices: str, result: str, order: tuple[int, int]
) -> None:
    """As in Word: whichever is decided first, and whatever becomes of the other."""
    word = fetch(schrijver, bijdrage)
    content = run("Er komen er ") + weg("twee ", ANNE) + ins("drie ", BRAM) + run("bij.")
    word.rewrite("Er komen er twee", content)
    html = bring_back(schrijver, bijdrage, word.bytes()).content.decode()
    assert "Wacht op het voorstel hiervoor" not in html
    voorstellen = list(Voorstel.objects.all())
    for at in order:
        choice = choices.split()[at]
        decide(schrijver, voorstellen[at], "overnemen" if choice == "ja" else "weigeren")
    assert texts(bijdrage)[0][1][2] == f"<p>{result}</p>"


def test_paragrafen_and_blocks_come_go_and_move(schrijver: Client, bijdrage: Bijdrage) -> None:
    was = text_of(bijdrage)
    tellen, cameras, jeugd = was.paragrafen
    nieuw = BlokTekst(jeugd.blokken[0].sleutel, Bloksoort.TERUGBLIK, "<p>Erbij.</p>")
    changed: BijdrageTekst = replace(
        was,
        paragrafen=(
            replace(jeugd, kop="Jeugd en gezin"),
            ParagraafTekst("vers", "Vers", (replace(nieuw, sleutel=uuid4()),)),
            replace(tellen, blokken=(*tellen.blokken[1:], *cameras.blokken)),
        ),
    )
    bring_back(schrijver, bijdrage, to_word(changed, merk=seal(was)))
    t = Terugkomst.objects.get()
    adres = f"/schrijven/{bijdrage.pk}/terug/{t.pk}/alles/"
    html = schrijver.post(adres, {"auteur": "", "doe": "overnemen"}, follow=True).content.decode()
    assert "Over alle voorstellen is besloten" in html
    assert [(kop, len(blokken)) for kop, blokken in texts(bijdrage)] == [
        ("Jeugd en gezin", 1),
        ("Vers", 1),
        ("Tellen", 3),
    ]
    assert texts(bijdrage)[2][1][-1] == "<p>Er hangen zes camera’s.</p>"
    assert Voortgang.objects.get(kop="Camera’s").verwijderd_op


def test_a_remark_is_settled_once(schrijver: Client, bijdrage: Bijdrage) -> None:
    bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    t = Terugkomst.objects.get()
    opmerking = Opmerking.objects.get()
    assert opmerking.anker.begin is not None
    assert f'href="#opmerking-{opmerking.pk}"' in (
        schrijver.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    )
    for _ in range(2):
        answer = schrijver.post(f"/opmerkingen/{opmerking.pk}/", {"doe": "afhandelen"})
        assert answer.status_code == 302
    assert Opmerkingstap.objects.get().wie == "Naima"
    assert "Afgehandeld" in page(schrijver, t)


def test_the_same_file_twice_is_once(schrijver: Client, bijdrage: Bijdrage) -> None:
    data = full_return(fetch(schrijver, bijdrage))
    bring_back(schrijver, bijdrage, data)
    html = bring_back(schrijver, bijdrage, data).content.decode()
    assert "al eerder teruggebracht" in html
    assert (Terugkomst.objects.count(), Voorstel.objects.count()) == (1, 5)


def test_a_forged_original_is_not_believed(schrijver: Client, bijdrage: Bijdrage) -> None:
    word = fetch(schrijver, bijdrage)
    part = word.parts["customXml/item1.xml"]
    word.parts["customXml/item1.xml"] = part.replace(b"</origineel>", b"x</origineel>")
    html = bring_back(schrijver, bijdrage, word.bytes()).content.decode()
    assert "Er is niets gewijzigd" in html


# -- wrong files


def macro(word: Bewerking) -> bytes:
    rels = "word/_rels/document.xml.rels"
    relation = b'<Relationship Id="rIdM" Type="http://x/vbaProject" Target="vbaProject.bin"/>'
    word.parts[rels] = word.parts[rels].replace(b"</Relationships>", relation + b"</Relationships>")
    word.parts["word/vbaProject.bin"] = b"x"
    return word.bytes()


def test_wrong_files_are_refused_with_words(schrijver: Client, bijdrage: Bijdrage) -> None:
    goed = fetch(schrijver, bijdrage).bytes()
    elders = een_bijdrage(bijdrage.ronde, een_thema(bijdrage.ronde.plan, "Stilte"))
    elders.adviseurs.set(bijdrage.adviseurs.all())
    een_paragraaf(elders, "Stil", ("terugblik", "<p>Stil.</p>"))
    cases = [
        (b"", "Dit bestand is leeg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "geen Word-bestand (.docx)"),
        (b"%PDF-1.7", "een PDF-bestand"),
        (zipped({"a.txt": b"x"}), "een zip-bestand"),
        (goed[: len(goed) // 2], "beschadigd"),
        (fetch(schrijver, elders).bytes(), "uit een andere bijdrage"),
        (Bouwer().titel("Notulen").kop(1, "Opening").alinea("Ja.").bytes(), "niet uit het portaal"),
        (macro(fetch(schrijver, bijdrage)), "macro"),
    ]
    for data, words in cases:
        answer = bring_back(schrijver, bijdrage, data)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    answer = schrijver.post(f"/schrijven/{bijdrage.pk}/terug/", {})
    assert "Kies een Word-bestand." in answer.content.decode()
    assert not Terugkomst.objects.exists()


def zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for naam, inhoud in members.items():
            archive.writestr(naam, inhoud)
    return out.getvalue()


def test_a_file_that_is_too_big(
    schrijver: Client, bijdrage: Bijdrage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = bring_back(schrijver, bijdrage, b"PK" + b"\0" * (60 * 1024 * 1024))
    assert answer.status_code == 422
    assert "groter dan 50 MB" in answer.content.decode()
    monkeypatch.setattr(uploads, "MAX_UPLOAD", 1000)
    assert bring_back(schrijver, bijdrage, b"PK" + b"\0" * 5000).status_code == 422


def test_text_of_the_file_is_text_on_the_page(schrijver: Client, bijdrage: Bijdrage) -> None:
    word = fetch(schrijver, bijdrage)
    slecht = "<script>alert(1)</script>"
    word.rewrite("Er komen er twee bij.", run("Er ") + ins(slecht, slecht))
    word.comment(slecht, slecht, slecht)
    html = bring_back(schrijver, bijdrage, word.bytes(), f"{slecht}.docx").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


# -- rights


def test_the_eindredacteur_proposes_and_the_advisor_decides(
    schrijver: Client, bijdrage: Bijdrage
) -> None:
    redacteur = Client()
    redacteur.force_login(iemand(Rol.EINDREDACTEUR))
    data = full_return(fetch(redacteur, bijdrage))
    assert "kies per voorstel" in bring_back(redacteur, bijdrage, data).content.decode()
    t = Terugkomst.objects.get()
    html = page(redacteur, t)
    assert "Klopt dit getal?" in html
    assert 'value="overnemen"' not in html
    answer = redacteur.post(f"/schrijven/{bijdrage.pk}/terug/{t.pk}/voorstel/1/", {"doe": "zelf"})
    assert answer.status_code == 404
    assert 'value="overnemen"' in page(schrijver, t)
    assert "Terug uit Word" in redacteur.get(f"/schrijven/{bijdrage.pk}/").content.decode()


def test_who_may_read_the_text_does_not_see_the_proposals(
    schrijver: Client, bijdrage: Bijdrage
) -> None:
    bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    t = Terugkomst.objects.get()
    Bijdrage.objects.update(staat="goedgekeurd")
    for rol in (Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT):
        ander = Client()
        ander.force_login(iemand(rol))
        assert ander.get(f"/schrijven/{bijdrage.pk}/word/").status_code == 200
        assert ander.get(f"/schrijven/{bijdrage.pk}/terug/").status_code == 404
        assert ander.get(f"/schrijven/{bijdrage.pk}/terug/{t.pk}/").status_code == 404
        assert "terug/" not in ander.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert bring_back(schrijver, bijdrage, b"x").status_code == 404


def test_handed_in_means_no_change(schrijver: Client, bijdrage: Bijdrage) -> None:
    bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    Bijdrage.objects.update(staat="ingediend")
    before = everything()
    voorstel = Voorstel.objects.all()[0]
    assert "ingediend of goedgekeurd" in decide(schrijver, voorstel, "overnemen")
    assert everything() == before
    assert not Voorstelbesluit.objects.exists()


def test_a_return_is_found_under_its_own_bijdrage_only(
    schrijver: Client, bijdrage: Bijdrage
) -> None:
    bring_back(schrijver, bijdrage, full_return(fetch(schrijver, bijdrage)))
    t = Terugkomst.objects.get()
    elders = een_bijdrage(bijdrage.ronde, een_thema(bijdrage.ronde.plan, "Stilte"))
    elders.adviseurs.set(bijdrage.adviseurs.all())
    assert schrijver.get(f"/schrijven/{elders.pk}/terug/{t.pk}/").status_code == 404


# -- queries


def test_the_number_of_queries_does_not_grow(
    schrijver: Client, bijdrage: Bijdrage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(20):
        een_paragraaf(bijdrage, f"Kop {n}", ("terugblik", f"<p>Zin {n} van elf woorden.</p>"))
    word = fetch(schrijver, bijdrage)
    for n in range(20):
        word.rewrite(f"Zin {n} van", run(f"Zin {n} van ") + ins("wel ", ANNE) + run("elf woorden."))
    bring_back(schrijver, bijdrage, word.bytes())
    t = Terugkomst.objects.get()
    assert t.voorstellen.count() == 20
    with django_assert_max_num_queries(14):
        page(schrijver, t)
    with django_assert_max_num_queries(10):
        schrijver.get(f"/schrijven/{bijdrage.pk}/word/")
    with django_assert_max_num_queries(10):
        schrijver.get(f"/schrijven/{bijdrage.pk}/terug/")

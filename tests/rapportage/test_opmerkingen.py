"""Remarks at the words of a letter: made, answered, settled; they follow their words and stay out
of everything that is made of the letter."""

import json
import logging
import threading
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rapportage.composition import compose
from rapportage.models import Brief, Publicatiebestand
from rapportage.opmerkingen import open_remarks
from tests.fabriek import een_bijlagetekst, een_brief, iemand
from tests.rapportage.publiceren import publish_quickly
from themas.jaar import structure
from themas.jaar.saving import VoortgangDoel
from themas.jaar.terugkomst.tekst import seal, text_of
from themas.jaar.word import to_word
from themas.models import Bijdrage, Blok, Voortgang
from veiligheid.core.models import (
    Anker,
    Bericht,
    Gebruiker,
    Logregel,
    Opmerking,
    Opmerkingstap,
)
from veiligheid.core.opmerkingen import plaatsen
from veiligheid.core.opmerkingen.anker import text_of as plain_of
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import Inhoud, Opslag, save

pytestmark = pytest.mark.django_db
KANARIE = "KANARIEVOGEL"


@pytest.fixture
def brief() -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    Blok.objects.filter(soort="terugblik").update(
        tekst="<p>Wij hielden twaalf <strong>controles</strong> met de politie.</p><p>Dat was meer "
        "dan vorig jaar, toen het er elf waren.</p>"
    )
    return brief


@pytest.fixture
def anna() -> Gebruiker:
    return iemand(Rol.BELEIDSADVISEUR, first_name="Anna")


@pytest.fixture
def bijdrage(brief: Brief, anna: Gebruiker) -> Bijdrage:
    found = Bijdrage.objects.get(thema__titel="Onderwerp 1")
    found.adviseurs.add(anna)
    return found


@pytest.fixture
def eind() -> Client:
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR, first_name="Eva"))
    return client


@pytest.fixture
def schrijver(anna: Gebruiker) -> Client:
    client = Client()
    client.force_login(anna)
    return client


def par(bijdrage: Bijdrage) -> Voortgang:
    return bijdrage.voortgangen.get()


def remark(client: Client, voortgang: Voortgang, citaat: str = "", **data: str) -> Any:
    data = {"tekst": "Klopt dit getal?", "citaat": citaat, "uuid": str(uuid4()), **data}
    return client.post(f"/opmerkingen/voortgang/{voortgang.pk}/", data)


def rewrite(voortgang: Voortgang, door: Gebruiker, old: str, new: str) -> None:
    doel = VoortgangDoel(voortgang)
    versie, inhoud = doel.read()
    stukken = json.loads(json.dumps(inhoud.stukken).replace(old, new))
    assert save(doel, Opslag(uuid4(), versie, Inhoud(stukken, inhoud.volgorde)), door).gelukt


def test_the_whole_conversation(bijdrage: Bijdrage, eind: Client, schrijver: Client) -> None:
    answer = remark(eind, par(bijdrage), "twaalf controles")
    opmerking = Opmerking.objects.get()
    assert answer["Location"] == f"/schrijven/{bijdrage.pk}/#opmerking-{opmerking.pk}"
    html = schrijver.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert '<mark class="vb-opmerkwoorden"' in html
    assert "Klopt dit getal?" in html
    adres = f"/opmerkingen/{opmerking.pk}/"
    schrijver.post(adres, {"doe": "antwoorden", "tekst": "Ja: zie het register.", "uuid": ""})
    eind.post(adres, {"doe": "afhandelen"})
    eind.post(adres, {"doe": "afhandelen"})
    html = schrijver.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert "<mark" not in html
    assert "1 afgehandelde opmerking" in html
    schrijver.post(adres, {"doe": "heropenen"})
    steps = Opmerkingstap.objects.order_by("pk").values_list("soort", "wie")
    assert list(steps) == [("antwoord", "Anna"), ("afgehandeld", "Eva"), ("heropend", "Anna")]
    assert "<mark" in schrijver.get(f"/schrijven/{bijdrage.pk}/").content.decode()


def test_sent_twice_is_placed_once(bijdrage: Bijdrage, eind: Client) -> None:
    same = str(uuid4())
    for _ in range(2):
        remark(eind, par(bijdrage), "politie", uuid=same)
    assert Opmerking.objects.count() == Anker.objects.count() == 1


@pytest.mark.parametrize(
    ("citaat", "tekst", "melding"),
    [
        ("dertien controles", "Hm.", "staan niet (meer) zo in deze tekst"),
        ("er", "Hm.", "keer in deze tekst"),
        ("twaalf controles", " ", "Schrijf iets"),
        ("", "x" * 5001, "hoogstens 5000 tekens"),
    ],
)
def test_what_is_refused_is_kept_on_the_page(
    bijdrage: Bijdrage, eind: Client, citaat: str, tekst: str, melding: str
) -> None:
    answer = remark(eind, par(bijdrage), citaat, tekst=tekst)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert melding in html
    assert citaat in html
    assert tekst.strip() in html
    assert not Opmerking.objects.exists()


def test_words_of_which_there_are_more(bijdrage: Bijdrage, eind: Client) -> None:
    """What stands before them tells which."""
    blok = Blok.objects.get(voortgang=par(bijdrage), soort="terugblik")
    Blok.objects.filter(pk=blok.pk).update(tekst="<p>Elf hier en elf daar, en elf ginds.</p>")
    remark(eind, par(bijdrage), "elf", voor="Elf hier en ", stuk=f"blok/{blok.sleutel}")
    assert Anker.objects.get().begin == len("Elf hier en ")


def test_a_remark_follows_its_words(bijdrage: Bijdrage, eind: Client, anna: Gebruiker) -> None:
    voortgang = par(bijdrage)
    remark(eind, voortgang, "toen het er elf waren")
    before = Anker.objects.get()
    rewrite(voortgang, anna, "Wij hielden", "In mei en juni hielden wij")
    after = Anker.objects.get()
    more = len("In mei en juni hielden wij") - len("Wij hielden")
    assert (after.stuk, after.begin) == (before.stuk, (before.begin or 0) + more)
    html = eind.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert ">toen het er elf waren</mark>" in html
    rewrite(voortgang, anna, ", toen het er elf waren", "")
    html = eind.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert "Deze woorden staan niet meer zo in de tekst" in html
    assert "toen het er elf waren" in html  # what they were is told
    rewrite(voortgang, anna, "dan vorig jaar", "dan vorig jaar, toen het er elf waren")
    assert Anker.objects.get().begin is not None


def test_a_remark_goes_along_to_another_paragraaf(
    bijdrage: Bijdrage, eind: Client, anna: Gebruiker
) -> None:
    voortgang = par(bijdrage)
    blok = voortgang.blokken.get(soort="vooruitblik")
    Blok.objects.filter(pk=blok.pk).update(tekst="<p>Volgend jaar gaan wij door.</p>")
    remark(eind, voortgang, "gaan wij door")
    remark(eind, voortgang)
    nieuw = structure.split_voortgang(voortgang, blok.sleutel, anna)
    moved = Anker.objects.exclude(stuk="").get()
    assert (moved.record, moved.begin) == (nieuw.pk, len("Volgend jaar "))
    structure.merge_voortgang(voortgang, anna)
    assert set(Anker.objects.values_list("record", flat=True)) == {voortgang.pk}
    # The kop of the second became a line above the words.
    moved.refresh_from_db()
    html = eind.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert ">gaan wij door</mark>" in html


def test_who_may_not_read_may_not_remark(bijdrage: Bijdrage) -> None:
    stranger = Client()
    stranger.force_login(iemand(Rol.BELEIDSADVISEUR))
    assert remark(stranger, par(bijdrage)).status_code == 404
    opmerking = plaatsen.place("voortgang", par(bijdrage).pk, None, "Hm.", iemand())
    answer = stranger.post(f"/opmerkingen/{opmerking.pk}/", {"doe": "afhandelen"})
    assert answer.status_code == 404
    assert stranger.post("/opmerkingen/geen-soort/1/", {"tekst": "x"}).status_code == 404


def test_the_texts_of_an_annex_are_read_and_remarked_on_where_it_is_filled(
    brief: Brief, eind: Client
) -> None:
    bijlage = brief.bijlagen.get()
    tekst = een_bijlagetekst(bijlage, "Uitleg", "<p>Zo leest u dit.</p>")
    adres = f"/concept/{brief.slug}/bijlagen/{bijlage.sleutel}/"
    answer = eind.post(
        f"/opmerkingen/onderdeel/{tekst.pk}/",
        {"tekst": "Wie is u?", "citaat": "leest u", "terug": adres, "uuid": str(uuid4())},
    )
    assert answer["Location"] == f"{adres}#opmerking-{Opmerking.objects.get().pk}"
    html = eind.get(adres).content.decode()
    assert ">leest u</mark>" in html
    assert "Wie is u?" in html
    assert "(1 open)" in html


def test_all_open_remarks(
    brief: Brief,
    bijdrage: Bijdrage,
    eind: Client,
    schrijver: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    deel = brief.onderdelen.get(plek="inleiding")
    tekst = een_bijlagetekst(brief.bijlagen.get(), "Uitleg", "<p>Zo leest u dit.</p>")
    remark(eind, par(bijdrage), "politie", tekst="Welke?")
    schrijver.post(f"/opmerkingen/bijdrage/{bijdrage.pk}/", {"tekst": "Over het geheel."})
    eind.post(f"/opmerkingen/onderdeel/{deel.pk}/", {"tekst": "Mooi.", "citaat": "Elk jaar"})
    eind.post(f"/opmerkingen/onderdeel/{tekst.pk}/", {"tekst": "Voor wie?"})
    eind.post(f"/opmerkingen/bijlage/{brief.bijlagen.get().pk}/", {"tekst": "Nog leeg."})
    html = eind.get(f"/concept/{brief.slug}/opmerkingen/").content.decode()
    order = ["Over het geheel.", "Welke?", "Mooi.", "Voor wie?", "Nog leeg."]
    assert [html.index(words) for words in order] == sorted(html.index(w) for w in order)
    html = eind.get(f"/concept/{brief.slug}/opmerkingen/?per=persoon").content.decode()
    assert html.index("Anna (1)") < html.index("Eva (4)")
    assert f"/concept/{brief.slug}/schrijven/{deel.pk}/#opmerking-" in html
    for _ in range(2):
        with django_assert_num_queries(6):
            open_remarks(brief)
        for n in range(5):
            remark(eind, par(bijdrage), tekst=f"Nog {n}.")


def test_nothing_of_it_leaves(
    brief: Brief, bijdrage: Bijdrage, eind: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """A canary in every remark and answer: not in the letter, its files, Word, mail or log."""
    caplog.set_level(logging.DEBUG)
    voortgang, deel = par(bijdrage), brief.onderdelen.get(plek="inleiding")
    bijlage = brief.bijlagen.get()
    for adres, citaat in (
        (f"voortgang/{voortgang.pk}", "politie"),
        (f"bijdrage/{bijdrage.pk}", ""),
        (f"onderdeel/{deel.pk}", "Elk jaar"),
        (f"bijlage/{bijlage.pk}", ""),
    ):
        eind.post(f"/opmerkingen/{adres}/", {"tekst": f"{KANARIE} 1", "citaat": citaat})
    for opmerking in Opmerking.objects.all():
        eind.post(f"/opmerkingen/{opmerking.pk}/", {"doe": "antwoorden", "tekst": f"{KANARIE} 2"})
    assert Opmerking.objects.filter(tekst__contains=KANARIE).count() == 4
    publish_quickly(brief)
    looked = 0
    for bestand in Publicatiebestand.objects.all():
        assert KANARIE.encode() not in bytes(bestand.inhoud)
        looked += 1
    assert KANARIE not in repr(compose(brief).document)
    tekst = text_of(bijdrage)
    assert KANARIE.encode() not in to_word(tekst, {}, seal(tekst))
    for adres in (
        f"/concept/{brief.slug}/",
        f"/concept/{brief.slug}/thema/onderwerp-1/",
        f"/concept/{brief.slug}/bevindingen/",
        f"/schrijven/{bijdrage.pk}/voorbeeld/",
        f"/brieven/{brief.slug}/",
        "/toezeggingen/",
    ):
        assert KANARIE not in eind.get(adres).content.decode(), adres
        looked += 1
    for regel in Logregel.objects.all():
        assert KANARIE not in f"{regel.label} {regel.details}"
    for bericht in Bericht.objects.all():
        assert KANARIE not in bericht.tekst + bericht.html + bericht.onderwerp
    assert KANARIE not in caplog.text
    print(f"\n{looked} bestanden en pagina's bekeken, 0 keer gevonden")
    assert looked > 8


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_at_once(bijdrage: Bijdrage, anna: Gebruiker) -> None:
    """Eight settle, open again and answer at the same moment: every answer is there, and the state
    is the one that the steps say."""
    opmerking = plaatsen.place("voortgang", par(bijdrage).pk, None, "Hm.", anna)

    def act(n: int) -> None:
        plaatsen.answer(opmerking, f"Antwoord {n}", anna)
        (plaatsen.settle if n % 2 else plaatsen.reopen)(opmerking, anna)

    _at_once(*(partial(act, n) for n in range(8)))
    answers = set(Opmerkingstap.objects.filter(soort="antwoord").values_list("tekst", flat=True))
    assert answers == {f"Antwoord {n}" for n in range(8)}
    states = list(
        Opmerkingstap.objects.exclude(soort="antwoord")
        .order_by("pk")
        .values_list("soort", flat=True)
    )
    assert all(a != b for a, b in pairwise(states))
    last = states[-1] if states else "heropend"
    assert Anker.objects.get().open == (last == "heropend")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_remarked_while_somebody_saves(bijdrage: Bijdrage, anna: Gebruiker) -> None:
    """One writes before the words while another remarks at them, thirty times, each time at a text
    without remarks: each remark stands at its words."""
    voortgang, words, found = par(bijdrage), "toen het er elf", []

    def write() -> None:
        rewrite(voortgang, anna, "Wij hielden", "Zo is het: Wij hielden")

    def mark() -> None:
        doel = VoortgangDoel(voortgang)
        plaatsen.place("voortgang", voortgang.pk, doel, "Hm.", anna, citaat=words)

    for _ in range(30):
        _at_once(write, mark)
        [anker] = Anker.objects.filter(soort="voortgang")
        text = plain_of(VoortgangDoel(voortgang).read()[1].stukken[anker.stuk])
        found.append(text[anker.begin : anker.eind])
        Anker.objects.update(soort="elders")
    print(f"\n{len(found)} keer tegelijk, {sum(f != words for f in found)} bij andere woorden")
    assert found == [words] * 30


def _at_once(*acts: Callable[[], None]) -> None:
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        try:
            start.wait()
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

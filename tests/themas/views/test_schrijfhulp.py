"""Help while writing, on the pages: on what is saved, with a script and without."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rapportage.composition import compose
from rapportage.models import Brief
from rapportage.validation import validate
from tests.fabriek import een_bijlagetekst, een_brief, een_planstuk, iemand
from tests.themas.views.formulier import filled
from themas.models import Bijdrage
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

ZIN = "Er worden volgend jaar extra controles uitgevoerd door het RIEC."


@pytest.fixture
def brief(db: None) -> Brief:
    return een_brief(themas=1, paragrafen=1)


@pytest.fixture
def ik(client: Client, brief: Brief) -> Client:
    mens = iemand(Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR)
    Bijdrage.objects.get(thema__titel="Onderwerp 1").adviseurs.add(mens)
    client.force_login(mens)
    return client


def shown(answer: Any) -> str:
    html = answer.content.decode().split('id="schrijfhulp">')[1].split("</section>")[0]
    return " ".join(plain(html).split())


def _pages(brief: Brief) -> dict[str, str]:
    """Of each kind of text its page and the field that is written."""
    bijdrage = Bijdrage.objects.get(thema__titel="Onderwerp 1")
    stukken = een_planstuk(brief.ronde.plan)
    return {
        reverse("paragraaf", args=[bijdrage.pk, bijdrage.voortgangen.get().pk]): "blok-0-tekst",
        reverse("onderdeel", args=[brief.slug, brief.onderdelen.get().pk]): "tekst",
        reverse("plan-thema", kwargs=stukken["plan-thema"]): "opgave",
        reverse("plan-actie", kwargs=stukken["plan-actie"]): "doel",
    }


def test_beside_every_text_what_was_saved(ik: Client, brief: Brief) -> None:
    for adres, veld in _pages(brief).items():
        before = shown(ik.get(adres))
        assert "RIEC" not in before
        assert ik.post(adres, filled(ik, adres) | {veld: ZIN}).status_code == 302, adres
        after = shown(ik.get(adres))
        for words in (
            "Lijdende vorm (1)",
            "worden … uitgevoerd",
            "maak wie na ‘door’ staat het onderwerp",
            "Afkortingen (1)",
            "zin 1",
            "Beter: ",
        ):
            assert words in after, (adres, words)


def test_a_script_gets_what_the_page_would_show(ik: Client, brief: Brief) -> None:
    for adres, veld in _pages(brief).items():
        data = filled(ik, adres) | {veld: ZIN}
        answer = ik.post(adres, data, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        hulp = " ".join(plain(answer.json()["hulp"]).split())
        assert hulp == shown(ik.get(adres))


def test_what_is_no_text_has_none(ik: Client, brief: Brief) -> None:
    adres = reverse("brief-feiten", args=[brief.slug])
    assert "schrijfhulp" not in ik.get(adres).content.decode()
    data = filled(ik, adres) | {"afzender": "Wij."}
    answer = ik.post(adres, data, headers={"Accept": "application/json"})
    assert answer.json()["hulp"] == ""


def test_it_is_no_finding(ik: Client, brief: Brief) -> None:
    before = [b.code for b in validate(compose(brief))]
    adres, veld = next(iter(_pages(brief).items()))
    ik.post(adres, filled(ik, adres) | {veld: ZIN})
    brief.refresh_from_db()
    assert [b.code for b in validate(compose(Brief.objects.get(pk=brief.pk)))] == before


def test_where_a_whole_is_read_back(ik: Client, brief: Brief) -> None:
    """On the page of a theme, for who writes and who judges it, and on that of an annex: of all its
    texts together."""
    bijdrage = Bijdrage.objects.get(thema__titel="Onderwerp 1")
    voortgang = bijdrage.voortgangen.get()
    adres = reverse("paragraaf", args=[bijdrage.pk, voortgang.pk])
    ik.post(adres, filled(ik, adres) | {"blok-0-tekst": ZIN})
    bijlage = brief.bijlagen.get()
    een_bijlagetekst(bijlage, "Uitleg", f"<p>{ZIN}</p>")
    for pagina, waar in (
        (reverse("bijdrage", args=[bijdrage.pk]), f"{voortgang}: terugblik, zin 1"),
        (reverse("bijlage-schrijven", args=[brief.slug, bijlage.sleutel]), "Uitleg, zin 1"),
    ):
        found = shown(ik.get(pagina))
        assert "Lijdende vorm (1)" in found
        assert "RIEC" in found
        assert waar in found
    lezer = Client()
    lezer.force_login(iemand(Rol.LEIDINGGEVENDE))
    Bijdrage.objects.filter(pk=bijdrage.pk).update(staat="ingediend")
    assert "schrijfhulp" in lezer.get(reverse("bijdrage", args=[bijdrage.pk])).content.decode()

"""The log that only grows, to read; and that nothing of access is missing or can be taken away."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from rapportage.models import Publicatie
from tests.fabriek import een_brief, een_functionaris, iemand
from tests.veiligheid.core.toegang.hulp import FOUT, een_collega, log_in
from themas.models import Bijdrage
from veiligheid.core.mensen import instellingen
from veiligheid.core.models import AlleenToevoegenFout, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne(client: Client) -> Client:
    client.force_login(iemand(Rol.BEHEERDER, first_name="Sanne"))
    return client


def test_to_read_with_filters_and_as_csv(sanne: Client) -> None:
    naima = een_collega(Rol.BELEIDSADVISEUR, first_name="Naima")
    log_in(Client(), naima.username, FOUT)
    log_in(Client(), naima.username)
    html = sanne.get("/beheer/logboek/").content.decode()
    assert "Inloggen mislukt" in html
    assert "niemand wijzigt of verwijdert een regel" in html
    only = sanne.get("/beheer/logboek/?handeling=inloggen+mislukt").content.decode()
    assert "1 regel<" in only.replace("1 regel</p>", "1 regel<")
    none = sanne.get("/beheer/logboek/?van=2999-01-01").content.decode()
    assert "Hier staat niets" in none
    assert sanne.get("/beheer/logboek/?van=onzin&bladzijde=99").status_code == 200
    answer = sanne.get(f"/beheer/logboek/logboek.csv?wie={naima.username}")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [r["handeling"] for r in rows] == ["inloggen", "inloggen mislukt"]
    assert rows[0]["bijzonderheden"] == "adres: 127.0.0.1; weg: wachtwoord"
    assert Logregel.objects.filter(verb="uitvoeren", sleutel="logboek-csv").count() == 1


def test_a_draft_that_leaves_is_a_line(client: Client) -> None:
    een_brief(themas=1)
    bijdrage = Bijdrage.objects.order_by("pk")[0]
    client.force_login(iemand(Rol.EINDREDACTEUR, first_name="Joris"))
    adres = f"/schrijven/{bijdrage.pk}/word/"
    for method, lines in (("head", 0), ("get", 1), ("get", 2)):
        assert getattr(client, method)(adres).status_code == 200
        assert Logregel.objects.filter(verb="uitvoeren").count() == lines
    line = Logregel.objects.filter(verb="uitvoeren").latest("op")
    assert (line.wie, line.label) == ("Joris", adres)
    stranger = Client()
    stranger.force_login(iemand(Rol.RAADSLID))
    assert stranger.get(adres).status_code == 404
    assert Logregel.objects.filter(verb="uitvoeren").count() == 2


def test_no_line_can_be_taken_away(sanne: Client) -> None:
    """Not by the model, not by SQL of whoever the tables are. That `portaal` can't take the lock
    off either is tried on PostgreSQL in bediening/test_howto.py."""
    wie = een_collega()
    log_in(Client(), wie.username, FOUT)
    line = Logregel.objects.get(verb="inloggen mislukt")
    with pytest.raises(AlleenToevoegenFout):
        line.delete()
    for sql in ("DELETE FROM core_logregel", "UPDATE core_logregel SET wie = 'niemand'"):
        with pytest.raises(DatabaseError, match="verandert nooit"), transaction.atomic():
            connection.cursor().execute(sql)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(sanne, method)("/beheer/logboek/").status_code == 405
    assert Logregel.objects.filter(pk=line.pk).exists()


def test_another_setting_is_a_line(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    def begin() -> int:
        monkeypatch.setattr(instellingen, "_told", [])
        instellingen.note_settings()
        instellingen.note_settings()
        return Logregel.objects.filter(verb=instellingen.VERB).count()

    assert (begin(), begin()) == (1, 1)
    monkeypatch.setattr("django.conf.settings.SESSIE_MINUTEN", 30)
    assert begin() == 2
    line = Logregel.objects.filter(verb=instellingen.VERB).latest("pk")
    assert line.label == "SESSIE_MINUTEN"
    assert line.details["anders"] == {"SESSIE_MINUTEN": ["240 minuten", "30 minuten"]}
    assert "GEHEIM" not in str(line.details)


def test_what_the_municipality_is(sanne: Client) -> None:
    een_functionaris()
    html = sanne.get("/beheer/gemeente/").content.decode()
    for words in ("GEMEENTE_NAAM", "TWEEDE_STAP_ROLLEN", "240 minuten", "A. de Wit"):
        assert words in html, words
    assert "komt uit de omgeving" in html


def test_a_letter_to_see_the_house_style_in(sanne: Client, settings: Any, tmp_path: Path) -> None:
    """In the style of now, with every part of a letter, and nobody's text."""
    een_functionaris()
    een_brief(themas=1)
    (tmp_path / "tokens.css").write_text(":root { --vb-color-house: #123456; }")
    settings.HUISSTIJL_TOKENS = str(tmp_path / "tokens.css")
    html = sanne.get("/beheer/gemeente/proefbrief/").content.decode()
    assert 'href="/huisstijl.css"' in html
    for words in (
        f"In {timezone.localdate().year}",
        "Zo staat een tabel erin",
        "A. de Wit",
        "Een thema",
    ):
        assert words in html, words
    assert "Onderwerp 1" not in html
    assert not Publicatie.objects.exists()
    paper = sanne.get("/beheer/gemeente/proefbrief/brief.pdf")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert len(pikepdf.open(BytesIO(paper.content)).pages) <= 2

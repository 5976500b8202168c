"""Figures, code lists and a budget on screen: look first, then confirm, all or nothing."""

import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client

from monitoring.importing.models import Inleesblok
from monitoring.models import (
    Bedrag,
    Bedragversie,
    Codelijstregel,
    Gebied,
    Indicator,
    Invoer,
    Meting,
    Metingversie,
)
from tests.fabriek import een_plan, een_thema, iemand
from tests.monitoring.fabriek import een_gemeente, een_indicator
from tests.taken import werk_af
from veiligheid.core.models import Inleesbestand, Logregel, Taak
from veiligheid.core.rollen import Rol
from veiligheid.core.taken import herstel
from veiligheid.core.taken.uitvoeren import Werk

pytestmark = pytest.mark.django_db
CIJFERS, BEGROTING = "/importeren/cijfers/", "/importeren/begroting/"
EIGEN = "indicator;gebied;periode;waarde\nMeldingen;GM0000;2023;{};\n".replace(";\n", "\n")


def upload(
    client: Client, data: str | bytes, naam: str = "eigen.csv", adres: str = CIJFERS, **velden: Any
) -> Any:
    inhoud = data.encode() if isinstance(data, str) else data
    return client.post(adres, {"bestand": SimpleUploadedFile(naam, inhoud), **velden})


def html_of(client: Client, answer: Any) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"]).content.decode()


def do(client: Client, answer: Any, doe: str) -> str:
    return client.post(answer["Location"], {"doe": doe}, follow=True).content.decode()


def test_look_first_then_confirm(joris: Client) -> None:
    een_gemeente(1, "GM0000")
    een_indicator("Meldingen", slug="meldingen")
    answer = upload(joris, EIGEN.format("ruim 40"))
    html = html_of(joris, answer)
    assert "Er is nog niets veranderd" in html
    assert "1 nieuw" in html
    assert "Metingen: Meldingen: 1 cijfer" in html
    assert not Meting.objects.exists()
    assert not Invoer.objects.exists()
    assert "Ingelezen." in do(joris, answer, "inlezen")
    meting = Meting.objects.get()
    assert (meting.waarde, meting.precisie) == (Decimal(40), "ruim")
    assert Logregel.objects.exclude(verb="inloggen").get().wie == "Joris"
    assert not Inleesblok.objects.exists()
    bestand = Inleesbestand.objects.get()
    assert bytes(bestand.inhoud) == b""
    assert Invoer.objects.get().sha256 == bestand.sha256
    do(joris, answer, "inlezen")  # twice is once
    assert (Meting.objects.count(), Logregel.objects.filter(verb="importeren").count()) == (1, 1)


def test_a_changed_value_is_shown_beside_what_stands(joris: Client) -> None:
    een_gemeente(1, "GM0000")
    een_indicator("Meldingen", slug="meldingen")
    do(joris, upload(joris, EIGEN.format("40")), "inlezen")
    assert "Inlezen zou niets veranderen" in html_of(joris, upload(joris, EIGEN.format("40")))
    answer = upload(joris, EIGEN.format("43"))
    html = html_of(joris, answer)
    assert "1 gewijzigd" in html
    assert "De waarde was 40 en is nu 43. De eerdere waarde blijft bewaard." in html
    changed = html.split("Dit zou veranderen")[1]
    assert "Meldingen · De gemeente · 2023" in changed
    assert ("<del>" in changed, "<ins>" in changed) == (True, True)
    do(joris, answer, "inlezen")
    assert Meting.objects.get().waarde == 43
    assert Metingversie.objects.get().waarde == 40


def test_a_table_with_its_code_lists(joris: Client) -> None:
    lists = {
        "47018NED_SoortMisdrijf.csv": 'Key,Title,Description\n"1.1.1 ","1.1.1 Inbraak",\n',
        "47018NED_WijkenEnBuurten.csv": "Key,Title\nGM0000,Voorbeeldstad\nWK000001,Centrum\n",
        "47018NED_Perioden.csv": "Key,Title,Status\n2024JJ00,2024,Voorlopig\n",
    }
    for naam, inhoud in lists.items():
        answer = upload(joris, inhoud, naam, indeling="2024")
        assert "Codelijst" in html_of(joris, answer)
        do(joris, answer, "inlezen")
    assert Codelijstregel.objects.count() == 4
    assert set(Gebied.objects.values_list("code", "indeling")) == {
        ("GM0000", 2024),
        ("WK000001", 2024),
    }
    table = "SoortMisdrijf;WijkenEnBuurten;Perioden;A_1;B_2\n1.1.1;WK000001;2024JJ00;7;8\n"
    answer = upload(joris, table, "47018NED.csv", maten="A_1", raadpleegdatum="2026-10-01")
    do(joris, answer, "inlezen")
    meting = Meting.objects.get()
    assert (meting.waarde, meting.status, str(meting.raadpleegdatum)) == (
        Decimal(7),
        "voorlopig",
        "2026-10-01",
    )


def test_a_file_that_names_its_one_municipality(joris: Client) -> None:
    text = '"Plaatsen";"Perioden";"Misdrijven (aantal)"\n"Ons Dorp";"2024*";"   12"\n'
    answer = upload(joris, text, "83648NED.csv", nieuwe_codes="on")
    assert "‘Ons Dorp’ is opgenomen als GM0000." in html_of(joris, answer)
    assert not Gebied.objects.exists()
    do(joris, answer, "inlezen")
    assert Meting.objects.get().gebied.naam == "Ons Dorp"


@pytest.mark.parametrize(
    ("inhoud", "naam", "melding"),
    [
        ("", "x.csv", "Dit bestand is leeg"),
        (EIGEN.format("veel"), "x.csv", "‘veel’ is geen getal"),
        (EIGEN.format("=1+1"), "x.csv", "staat een formule"),
        (EIGEN.replace("GM0000", "Atlantis").format(1), "x.csv", "‘Atlantis’ is onbekend"),
        (b"PK\x03\x04rommel", "x.xlsx", "beschadigd"),
        ("gebied;periode;Overlast_1\n", "12345NED.csv", "heeft geen rijen"),
    ],
)
def test_what_is_refused(joris: Client, inhoud: str | bytes, naam: str, melding: str) -> None:
    een_gemeente(1, "GM0000")
    een_indicator("Meldingen", slug="meldingen")
    html = html_of(joris, upload(joris, inhoud, naam))
    assert "Dit bestand kan zo niet worden ingelezen." in html
    assert melding in html
    assert 'value="inlezen"' not in html
    assert not Meting.objects.exists()


def test_what_is_asked_beside_the_file(joris: Client) -> None:
    assert "Kies een bestand." in joris.post(CIJFERS, {}).content.decode()
    answer = upload(joris, EIGEN.format(1), tabel="eigen")
    assert answer.status_code == 422
    assert "Schrijf de tabel als vijf cijfers en NED" in answer.content.decode()


def test_names_of_files_lead_nowhere(joris: Client, tmp_path: Path) -> None:
    een_gemeente(1, "GM0000")
    een_indicator("Meldingen", slug="meldingen")
    for naam in ("../../../../tmp/x.csv", "c:\\temp\\x.csv", "a" * 400 + ".csv", "<b>.csv"):
        html = html_of(joris, upload(joris, EIGEN.format(1), naam))
        assert "1 nieuw" in html
        assert "<b>" not in html


def test_a_large_file_is_never_in_memory(
    joris: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """120,000 rows of the country: kept in pieces, read in pieces, and then only what is ours."""
    een_gemeente(1, "GM0000")
    file = TemporaryUploadedFile("47018NED.csv", "text/csv", 0, "utf-8")
    file.write(b"SoortMisdrijf;WijkenEnBuurten;Perioden;A_1\n")
    for n in range(400):
        rows = [
            f"{n}.{m};{'GM0000' if m == 0 else 'GM9999'};2024JJ00;{m};{'x' * 60}"[:90] + "\n"
            for m in range(300)
        ]
        file.write("".join(r.rsplit(";", 1)[0] + "\n" for r in rows).encode())
    file.seek(0)
    file.size = Path(file.temporary_file_path()).stat().st_size
    steps: list[str] = []
    monkeypatch.setattr("monitoring.views.importeren._STEP", 50_000)
    monkeypatch.setattr(Werk, "meld", lambda werk, stap: steps.append(stap))
    answer = joris.post(CIJFERS, {"bestand": file, "nieuwe_codes": "on"})
    html = html_of(joris, answer)
    assert "120000 rijen gelezen, 400 over GM0000: 400 cijfers" in html
    assert any("rijen gelezen." in s for s in steps)
    bestand = Inleesbestand.objects.get()
    assert len(bytes(bestand.inhoud)) < 20_000
    assert not Inleesblok.objects.exists()
    do(joris, answer, "inlezen")
    assert Meting.objects.count() == 400


@pytest.mark.usefixtures("wachtrij")
def test_pieces_hold_the_file_until_it_was_read(joris: Client) -> None:
    """A worker that dies while reading loses nothing: another one reads the same pieces."""
    een_gemeente(1, "GM0000")
    een_indicator("Meldingen", slug="meldingen")
    answer = upload(joris, EIGEN.format(1))
    bestand = Inleesbestand.objects.get()
    assert Inleesblok.objects.filter(bestand=bestand).count() == 1
    Taak.objects.update(staat="bezig", werker="", gehoord_op="2020-01-01T00:00:00Z")
    herstel.revive()
    werk_af()
    assert "1 nieuw" in html_of(joris, answer)
    Inleesblok.objects.create(bestand=bestand, nummer=0, inhoud=b"")
    do(joris, answer, "weggooien")
    assert not Inleesblok.objects.exists()
    assert not Inleesbestand.objects.exists()


def test_only_who_takes_in_figures_may_send_much(joris: Client, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 60_000_000
    much = b"x" * 55_000_000
    assert upload(joris, much).status_code == 302
    answer = upload(joris, b"x" * 61_000_000)
    assert answer.status_code == 422
    assert "groter dan 60 MB" in answer.content.decode()
    assert "groter dan 50 MB" in upload(joris, much, adres=BEGROTING).content.decode()
    for who in (Rol.BELEIDSADVISEUR, Rol.GRIFFIE):
        other = Client()
        other.force_login(iemand(who))
        tracemalloc.start()
        assert upload(other, much).status_code == 404
        tracemalloc.stop()
    assert Inleesbestand.objects.count() == 1


BEDRAGEN = "deelproduct;geldbron;2024;2025;voorwaarden\n1. Wonen;;100;200;\nWonen;SPUK;50;;{}\n"


def test_a_budget(joris: Client) -> None:
    plan = een_plan(slug="ivp")
    een_thema(plan, "Ondermijning")
    koppeling = SimpleUploadedFile("k.csv", b"deelproduct;thema\nwonen;Ondermijning\n")
    velden = {"plan": plan.pk, "maal": "1000", "soort": "begroot", "kant": "lasten"}
    text = BEDRAGEN.format("vóór 1 mei") + "TOTAAL;;160;200;\n"
    answer = upload(joris, text, "b.csv", BEGROTING, koppeling=koppeling, **velden)
    html = html_of(joris, answer)
    assert "Verschil: € 10.000" in html
    assert "Wonen, 2024: €\u00a0100.000" in html
    assert not Bedrag.objects.exists()
    do(joris, answer, "inlezen")
    amounts = Bedrag.objects.order_by("bedrag").values_list(
        "jaar", "geldbron", "bedrag", "voorwaarden", "document"
    )
    assert list(amounts) == [
        (2024, "spuk", Decimal(50_000), "vóór 1 mei", "b.csv"),
        (2024, "", Decimal(100_000), "", "b.csv"),
        (2025, "", 200_000, "", "b.csv"),
    ]
    assert plan.deelproducten.get().themas.get().titel == "Ondermijning"
    changed = upload(
        joris, BEDRAGEN.format("").replace("100", "101"), "b2.csv", BEGROTING, **velden
    )
    html = html_of(joris, changed)
    assert "Het bedrag was €\u00a0100.000 en is nu €\u00a0101.000." in html
    do(joris, changed, "inlezen")
    assert Bedragversie.objects.get().bedrag == 100_000
    assert Bedrag.objects.get(geldbron="spuk").voorwaarden == "vóór 1 mei"


def test_a_budget_that_does_not_tell_where_the_money_comes_from(joris: Client) -> None:
    plan = een_plan(slug="ivp")
    velden = {"plan": plan.pk, "maal": "1000", "soort": "begroot", "kant": "lasten"}
    do(joris, upload(joris, BEDRAGEN.format(""), "b.csv", BEGROTING, **velden), "inlezen")
    plain = "deelproduct;2024;2025\nWonen;{};201\n"
    html = html_of(joris, upload(joris, plain.format(150), "c.csv", BEGROTING, **velden))
    assert "1 gewijzigd" in html  # 2025 has one source: it stays of that source
    html = html_of(joris, upload(joris, plain.format(170), "c.csv", BEGROTING, **velden))
    assert "verdeeld over geldbronnen, samen €\u00a0150.000" in html
    refused = upload(
        joris, BEDRAGEN.replace("SPUK", "loterij").format(""), "d.csv", BEGROTING, **velden
    )
    assert "De geldbron ‘loterij’ is onbekend." in html_of(joris, refused)
    assert Indicator.objects.count() == 0

"""`make demo`: everything is there, and a second run changes nothing."""

import hashlib
import re
import socket
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from monitoring.models import Gebied, Meting
from rapportage.bewijs.lezer import read_pdf
from rapportage.composition import compose
from rapportage.geheim.models import Geheimstuk
from rapportage.models import Brief, Onderdeel, Publicatie
from rapportage.rendering.pdf import beoordeel_pdf
from rapportage.validation import validate
from tests.demo import load as load_demo
from tests.fabriek import iemand
from themas.jaar.beloften import standen_for
from themas.models import Bijdrage, Blok, Plan, Standwijziging, Toezegging
from themas.spiegel.maken import make_spiegel
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.demo import DAG, WACHTWOORD, laden
from veiligheid.demo.management.commands.demo import free_address
from veiligheid.document.woorden import Kleur

JSON = {"Accept": "application/json"}
_COMMAND = "veiligheid.demo.management.commands.demo"

pytestmark = pytest.mark.django_db


def test_the_content_is_whole() -> None:
    brief = laden.load()
    compositie = compose(brief)
    assert not [b for b in validate(compositie) if b.blokkeert]
    assert len(list(compositie.document.hoofdstukken)) == 11
    assert [h.titel for h in compositie.document.hoofdstukken][:2] == [
        "Aanpak van discriminatie",
        "Ondermijning",
    ]
    themas = Plan.objects.get().themas.all()
    assert all(t.adviseurs.count() == 1 for t in themas)
    assert {rol for g in Gebruiker.objects.all() for rol in g.rollen} == set(Rol)
    open_round = Bijdrage.objects.filter(ronde__vooruitblikjaar=2026)
    assert open_round.count() == 11
    assert {b.staat for b in open_round} > {"concept"}
    nieuw = Brief.objects.get(slug="veiligheidsbrief-2026")
    assert len(compose(nieuw).document.ondertekenaars) == 2
    assert not [b for b in validate(compose(nieuw)) if b.blokkeert]


@pytest.fixture
def op_sqlite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Path:
    """As if on SQLite, so that the command can be tried on both databases."""
    monkeypatch.setattr(f"{_COMMAND}.is_embedded", lambda: True)
    monkeypatch.setattr(f"{_COMMAND}.call_command", lambda *a, **k: 0)
    settings.VAR_DIR = tmp_path
    return tmp_path / "demo"


def run() -> str:
    uit = StringIO()
    call_command("demo", geen_server=True, stdout=uit)
    return uit.getvalue()


@pytest.mark.eenmaal
def test_the_second_run_changes_nothing_and_says_so(op_sqlite: Path) -> None:
    first = run()
    assert "eindredacteur" in first
    assert WACHTWOORD in first
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in op_sqlite.rglob("*.*")}
    assert {"veiligheidsbrief-2025.html", "veiligheidsbrief-2025.pdf"} <= files.keys()
    assert beoordeel_pdf((op_sqlite / "veiligheidsbrief-2025.pdf").read_bytes()) == []
    assert "er is niets veranderd" in run()
    # Publishing itself changes nothing that the letter says, its register of promises included.
    document = compose(Brief.objects.get(slug="veiligheidsbrief-2025")).document
    letter = Publicatie.objects.get(slug=document.slug)
    stored = letter.bestanden.get(pad="brief.json")
    assert stored.sha256 == document.sha256
    # The letter, the one of the year before, and what the auditcommissie says of the mirror.
    published = {p.slug: p.gepubliceerd_op.year for p in Publicatie.objects.all()}
    assert published == {
        "veiligheidsbrief-2024": 2024,
        "veiligheidsbrief-2025": 2025,
        "oordeel-veiligheidsbrief-2025": 2025,
        "verantwoording-projectplan-op-tijd-erbij-2025": 2026,
    }
    # One annex is withheld, and has its archive copy; no other is.
    assert {g.publicatie.slug for g in Geheimstuk.objects.all()} == {"veiligheidsbrief-2024"}
    # The account says what became of each activity, in words that are not broken.
    account = Publicatie.objects.get(slug__startswith="verantwoording")
    paper = read_pdf(bytes(account.bestanden.get(pad="brief.pdf").inhoud)).bladzijden
    assert " ".join(paper).split().count("gerealiseerd") == 4
    since = Toezegging.objects.exclude(adres="").values_list("openbaar_sinds__year", flat=True)
    assert set(since) == {2025}
    assert files == {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in op_sqlite.rglob("*.*")
    }
    # The page looks right when it is opened from disk.
    html = (op_sqlite / "veiligheidsbrief-2025.html").read_text()
    assert (op_sqlite / html.split('rel="stylesheet" href="')[1].split('"')[0]).is_file()


@pytest.mark.eenmaal
def test_without_pango_everything_but_the_pdfs(
    op_sqlite: Path, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """And with Pango there later, the letter gets its PDF in a second version."""
    melding = "Er kan geen PDF worden gemaakt. Typ: apt-get install x"
    monkeypatch.setattr(f"{_COMMAND}.pango_ontbreekt", lambda: melding)
    assert melding in run()
    assert {p.suffix for p in op_sqlite.glob("veiligheidsbrief-2025.*")} == {".html", ".json"}
    adres = "/brieven/veiligheidsbrief-2025/"
    for page in (adres, f"{adres}bijlage/2/", "/brieven/", f"{adres}versies/"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "pdf" not in re.findall(r'href="([^"]*)"', answer.content.decode()), page
        assert ".pdf" not in answer.content.decode(), page
    assert "er is niets veranderd" in run()
    monkeypatch.setattr(f"{_COMMAND}.pango_ontbreekt", lambda: None)
    run()
    assert (op_sqlite / "veiligheidsbrief-2025.pdf").read_bytes().startswith(b"%PDF-")
    assert "brief.pdf" in client.get(adres).content.decode()
    assert Publicatie.objects.get(slug="veiligheidsbrief-2025", versie=2).reden
    assert "er is niets veranderd" in run()


def test_a_port_in_use_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_address(f"127.0.0.1:{port}") != f"127.0.0.1:{port}"
    assert free_address(f"127.0.0.1:{port}") == f"127.0.0.1:{port}"
    with pytest.raises(CommandError, match="is geen adres"):
        free_address("achtduizend")


def test_a_database_in_use_is_left_alone(op_sqlite: Path) -> None:
    iemand(Rol.EINDREDACTEUR)
    with pytest.raises(CommandError, match="al in gebruik"):
        run()


def test_known_passwords_stay_off_a_real_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{_COMMAND}.is_embedded", lambda: False)
    with pytest.raises(CommandError, match="alleen op SQLite"):
        run()


def test_every_year_stands_beside_its_promises() -> None:
    load_demo()
    plan = Plan.objects.get()
    spiegels = {jaar: make_spiegel(plan, jaar) for jaar in (2023, 2024, 2025)}
    assert all(spiegel.beschikbaar for spiegel in spiegels.values())
    assert str(spiegels[2023].telling).startswith("4 beloofd: 1 rood")
    assert spiegels[2024].telling.rood == 3
    assert spiegels[2025].telling.rood > 5
    assert {k for s in spiegels.values() for k in {r.kleur for r in s.rijen}} == {*Kleur, None}
    by_title = {r.titel: r for r in spiegels[2025].rijen}
    assert by_title["Inwoners voorbereid op uitval"].herhaling == "derde jaar rood"
    ended = by_title["Digitaal noodplan voor kleine ondernemers"]
    assert (ended.beeindigd_in, ended.kleur) == (2025, Kleur.ROOD)
    assert ended.reden_einde.startswith("De landelijke ondernemersorganisatie")
    for ronde in plan.rondes.exclude(verslagjaar=None):
        standen = [
            s for b in ronde.bijdragen.select_related("thema", "ronde") for s in standen_for(b)
        ]
        spiegel = spiegels[ronde.verslagjaar or 0]
        promised = [r for r in spiegel.rijen if r.kleur is not Kleur.BLAUW]
        assert {s.actie.sleutel: s.kleur for s in standen} == {r.sleutel: r.kleur for r in promised}


def test_nothing_is_late_only_because_today_is_later() -> None:
    """Nothing in the demo is of after the day on which it stands, and what is late was so then."""
    load_demo()
    late = {"nu": timezone.localdate(), "toen": DAG}
    found = {naam: set(Toezegging.objects.overdue(dag)) for naam, dag in late.items()}
    assert found["nu"] == found["toen"]
    assert found["toen"]
    assert not [t for t in Toezegging.objects.filter(termijn_op__gt=DAG) if t.stand.loopt]
    assert max(t.gemaakt_op for t in Toezegging.objects.exclude(vergadering="")) <= DAG
    for model, field in ((Standwijziging, "op"), (Meting, "raadpleegdatum")):
        days = model.objects.exclude(**{field: None}).values_list(field, flat=True)
        assert max(days) <= DAG


def test_texts_and_figures_know_the_same_wijken() -> None:
    load_demo()
    wijken = set(Gebied.objects.filter(soort="wijk").values_list("naam", flat=True))
    blokken = Blok.objects.values_list("tekst", flat=True)
    texts = " ".join([*blokken, *Onderdeel.objects.values_list("tekst", flat=True)])
    numbers = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8}
    told = re.findall(r"alle (?:de )?(\w+) (?:de )?wijken|zes de (wijken)", texts)
    assert told
    assert {numbers[n] for n, _ in told if n in numbers} == {len(wijken)}
    named = set(
        re.findall(r"(?:in|in het|de) ([A-Z]\w+hoek|[A-Z]\w+rak|[A-Z]\w+kwartier)\b", texts)
    )
    assert named
    assert named <= wijken


def test_every_finding_leads_to_where_it_is_mended() -> None:
    """On the screen of findings, for the editor in chief, at the page it says."""
    load_demo()
    client = Client()
    client.force_login(Gebruiker.objects.filter(groups__name=Rol.EINDREDACTEUR)[0])
    for slug in ("veiligheidsbrief-2025", "veiligheidsbrief-2026"):
        found = validate(compose(Brief.objects.get(slug=slug)))
        assert found
        page = client.get(f"/concept/{slug}/bevindingen/").content.decode()
        assert page.count(">Ga erheen<") == len(found)
        for link in {b.link.partition("#")[0] for b in found}:
            assert client.get(link).status_code == 200, link


def test_the_examples_beside_a_search_find_something() -> None:
    """What a field for searching figures gives as an example, typed as it stands."""
    load_demo()
    client = Client()
    client.force_login(Gebruiker.objects.get(username="daan"))
    help_text = client.get("/cijfers/citeren/").content.decode()
    told = re.search(r'id="zoek-hulp">Bijvoorbeeld: (.+), of (.+)\.</p>', help_text)
    dialogs = (settings.BASE_DIR / "templates/components/schrijfdialogen.html").read_text("utf-8")
    examples = re.findall(r'placeholder="([^"]+)"', dialogs)
    assert told
    assert examples
    for words in {*told.groups(), *examples}:
        asked = client.get("/cijfers/citeren/", {"zoek": words}, headers=JSON)
        assert asked.json()["verwijzingen"], words

"""Lines of the log: who, what and how long; never what somebody wrote or looked for."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from tests.fabriek import een_brief, een_plan, iemand
from veiligheid.bediening.logregels import JsonRegels
from veiligheid.core.rollen import Rol
from veiligheid.core.taken.models import Werkproces
from veiligheid.urls import urlpatterns as eigen

GEHEIM = "een geheime zin van het college"
Regels = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def regels() -> Iterator[Regels]:
    """What is written meanwhile, in production's form."""

    class Houder(logging.Handler):
        def __init__(self) -> None:
            super().__init__()
            self.lines: list[str] = []
            self.setFormatter(JsonRegels())

        def emit(self, record: logging.LogRecord) -> None:
            self.lines.append(self.format(record))

    houder, root, verzoek = Houder(), logging.getLogger(), logging.getLogger("veiligheid.verzoek")
    level = verzoek.level
    root.addHandler(houder)
    verzoek.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in houder.lines]
    root.removeHandler(houder)
    verzoek.setLevel(level)


@pytest.mark.django_db
def test_a_request_is_one_line(client: Client, regels: Regels) -> None:
    naima = iemand(Rol.BELEIDSADVISEUR, first_name="Naima", last_name="Bakkali")
    client.force_login(naima)
    answer = client.get(f"/start/?q={GEHEIM}", headers={"X-Request-ID": "van-de-proxy-1"})
    [regel] = regels()
    assert {k: regel[k] for k in ("niveau", "logger", "methode", "pad", "scherm", "status")} == {
        "niveau": "INFO",
        "logger": "veiligheid.verzoek",
        "methode": "GET",
        "pad": "/start/",
        "scherm": "start",
        "status": 200,
    }
    assert regel["persoon"] == naima.pk
    assert 0 <= regel["duur_ms"] < 10_000
    assert regel["verzoek"] == answer["X-Request-ID"] == "van-de-proxy-1"
    assert regel["tijd"].endswith("+00:00")
    written = json.dumps(regel)
    assert not [w for w in ("Naima", "Bakkali", naima.username, GEHEIM, "geheim") if w in written]


@pytest.mark.django_db
def test_a_number_is_ours_unless_it_can_be_one(client: Client, regels: Regels) -> None:
    """And a reader of public pages is nobody; nothing is asked to know that."""
    answer = client.get("/toegankelijkheid", headers={"X-Request-ID": 'x"\n{"niveau": "ERROR"}'})
    [regel] = regels()
    assert len(answer["X-Request-ID"]) == 32
    assert regel["persoon"] is None


@pytest.mark.django_db
def test_a_pulse_and_a_static_file_are_no_news(client: Client, regels: Regels) -> None:
    Werkproces.objects.create(naam="proef", gehoord_op=timezone.now())
    for adres in ("/gezond", "/gereed"):
        assert client.get(adres).status_code == 200
    client.get("/static/css/tokens.css").close()
    assert regels() == []


@pytest.mark.django_db
def test_a_refusal_or_a_conflict_is_no_warning(client: Client, regels: Regels) -> None:
    """404, 403 without a token, 405 and the 409 of two who write at once."""
    brief = een_brief(themas=1, paragrafen=1)
    editor = iemand(Rol.EINDREDACTEUR)
    client.force_login(editor)
    onderdeel = brief.onderdelen.order_by("pk")[0]
    adres = f"/concept/{brief.slug}/schrijven/{onderdeel.pk}/"
    stale = {"kop": "Anders", "tekst": "<p>Anders.</p>", "versie": "0", "tekst_versie": "0"}
    statuses = {
        client.get("/nergens/").status_code,
        client.put("/gezond").status_code,
        Client(enforce_csrf_checks=True).post("/inloggen/", {}).status_code,
        client.post(adres, stale).status_code,
    }
    assert {404, 405, 403} < statuses, statuses
    above = [r for r in regels() if r["niveau"] != "INFO"]
    assert [r["logger"] for r in above if r["logger"] != "django.security.csrf"] == []
    assert {r["status"] for r in regels() if "status" in r} == statuses


def conflict(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=409)


def breuk(request: HttpRequest) -> HttpResponse:
    tekst = request.POST["tekst"]
    raise ValueError(f"could not parse {tekst}")


urlpatterns = [path("conflict/", conflict), path("breuk/", breuk), *eigen]


@pytest.mark.urls("tests.veiligheid.bediening.test_logregels")
def test_a_conflict_is_a_line_like_another(client: Client, regels: Regels) -> None:
    assert client.get("/conflict/").status_code == 409
    assert [(r["niveau"], r["status"]) for r in regels()] == [("INFO", 409)]


@pytest.mark.urls("tests.veiligheid.bediening.test_logregels")
def test_an_error_tells_where_and_not_what_was_written(regels: Regels) -> None:
    client = Client(raise_request_exception=False)
    assert client.post("/breuk/", {"tekst": GEHEIM}).status_code == 500
    fout, verzoek = sorted(regels(), key=lambda r: r["niveau"])
    assert (fout["niveau"], fout["logger"]) == ("ERROR", "django.request")
    assert fout["fout"]["soort"] == "ValueError"
    assert "melding" not in fout["fout"]
    assert fout["fout"]["plaats"][-1].startswith("tests/veiligheid/bediening/test_logregels.py:")
    assert fout["fout"]["plaats"][-1].endswith(" breuk")
    assert fout["verzoek"] == verzoek["verzoek"]
    assert GEHEIM not in json.dumps([fout, verzoek], ensure_ascii=False)


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_repeated(regels: Regels) -> None:
    """PostgreSQL's own message has the whole row in it."""
    plan = een_plan(titel=GEHEIM)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE themas_plan SET soort = NULL, titel = %s WHERE id = %s", [GEHEIM, plan.pk]
            )
    except IntegrityError:
        logging.getLogger("proef").exception("Not saved")
    [regel] = regels()
    assert regel["fout"]["soort"] == "django.db.utils.IntegrityError"
    assert regel["fout"]["oorzaak"]["soort"]
    assert GEHEIM not in json.dumps(regel, ensure_ascii=False)

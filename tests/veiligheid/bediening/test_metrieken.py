"""Numbers for Prometheus: only for who has the key, and of all processes together."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from tests.fabriek import een_brief
from tests.rapportage.publiceren import publish_quickly
from tests.veiligheid.bediening.proces import python

SLEUTEL = "een-sleutel-van-vierentwintig-tekens-of-meer"


def waarden(text: str) -> dict[tuple[str, ...], float]:
    return {
        (
            sample.name,
            *(sample.labels[k] for k in sorted(sample.labels, reverse=True)),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
def test_only_for_who_has_the_key(client: Client, settings: Any) -> None:
    assert client.get("/metrieken").status_code == 404
    assert client.get("/metrieken", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRIEKEN_SLEUTEL = SLEUTEL
    assert client.get("/metrieken").status_code == 404
    assert client.get("/metrieken", headers={"Authorization": "Bearer fout"}).status_code == 404
    publish_quickly(een_brief(themas=1, paragrafen=1))
    answer = client.get("/metrieken", headers={"Authorization": f"Bearer {SLEUTEL}"})
    assert answer.status_code == 200
    found = waarden(answer.content.decode())
    assert found["veiligheidsbrief_publicaties", "veiligheidsbrief"] == 1
    assert found["veiligheidsbrief_publicatiebestanden", "application/pdf"] == 1


TEL = """
import django; django.setup()
from django.test import Client
from veiligheid.bediening.metrieken import count_request
for _ in range(3):
    assert Client(headers={"host": "portaal.example"}).get("/gezond").status_code == 200
count_request("brief", 503, 0.3)
"""
TOON = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
answer = Client(headers={"host": "portaal.example"}).get(
    "/metrieken", headers={"Authorization": "Bearer " + %r})
assert answer.status_code == 200, answer.content
print(answer.content.decode())
"""


def test_the_processes_of_a_machine_count_together(tmp_path: Path) -> None:
    """Also those that died: one in the place of another goes on in its file."""
    omgeving = {
        "METRIEKEN_SLEUTEL": SLEUTEL,
        "TMPDIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "veiligheid.settings",
    }
    for _ in range(3):
        answer = python("-c", TEL, **omgeving)
        assert answer.returncode == 0, answer.stderr
    files = sorted(p.name for p in tmp_path.rglob("*.db"))
    assert files == ["counter_0.db", "histogram_0.db"]
    answer = python("-c", TOON % SLEUTEL, **omgeving)
    assert answer.returncode == 0, answer.stderr
    found = waarden(answer.stdout)
    print({k: v for k, v in found.items() if "verzoeken" in k[0]})
    assert found["veiligheidsbrief_verzoeken_total", "gezond", "2xx"] == 9
    assert found["veiligheidsbrief_verzoeken_total", "brief", "5xx"] == 3
    assert found["veiligheidsbrief_verzoek_seconden_bucket", "brief", "0.25"] == 0
    assert found["veiligheidsbrief_verzoek_seconden_bucket", "brief", "0.5"] == 3


def test_a_short_key_stops_the_start() -> None:
    answer = python("manage.py", "check", METRIEKEN_SLEUTEL="kort")
    assert answer.returncode != 0
    assert "METRIEKEN_SLEUTEL: schrijf 24 tekens of meer." in answer.stderr

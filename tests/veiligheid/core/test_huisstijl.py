"""A municipality's own tokens come after ours: on living screens, in publications, on paper."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rapportage.rendering.vorm import papier_css, static_vorm
from tests.fabriek import een_brief
from tests.rapportage.publiceren import publish_quickly
from veiligheid.core.huisstijl import check_huisstijl

pytestmark = pytest.mark.django_db
REGEL = ":root { --vb-color-house: #123456; }"


@pytest.fixture
def tokens(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "tokens.css").write_text(REGEL)
    settings.HUISSTIJL_TOKENS = str(tmp_path / "tokens.css")


def test_tokens_come_last_everywhere(tokens: None, client: Client) -> None:
    assert client.get("/huisstijl.css").content.decode() == REGEL
    living = client.get("/brieven/").content.decode()
    assert _css(client, living).endswith(REGEL)
    assert static_vorm().stylesheets[-1] == "/huisstijl.css"
    assert papier_css().endswith(REGEL)
    brief = een_brief(themas=1, paragrafen=1)
    publicatie = publish_quickly(brief)
    html = client.get(publicatie.get_absolute_url()).content.decode()
    assert _css(client, html).endswith(REGEL)


def _css(client: Client, html: str) -> str:
    """What the first stylesheet of a page says."""
    return client.get(html.split('rel="stylesheet" href="')[1].split('"')[0]).content.decode()


def test_without_a_file_there_is_nothing(client: Client) -> None:
    assert client.get("/huisstijl.css").status_code == 404
    assert REGEL not in _css(client, client.get("/brieven/").content.decode())


def test_a_wrong_path_stops_the_start(settings: Any, tmp_path: Path) -> None:
    settings.HUISSTIJL_TOKENS = str(tmp_path / "nergens.css")
    assert [e.id for e in check_huisstijl()] == ["core.E003"]

"""A kind of annex that the portal does not have, from one module: it is offered, filled, composed,
shown on screen and on paper, and its files are published, and nothing else knows of it."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client

from rapportage.bijlagen import soort as register
from rapportage.bijlagen import soorten
from rapportage.models import Bijlage, Brief
from rapportage.rendering.html import render_bijlage_papier
from tests.fabriek import iemand
from tests.rapportage.bijlagen.hulp import een_kale_brief
from tests.rapportage.publiceren import composed_document, publish_quickly
from themas.models import Thema
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

MODULE = """
from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register
from veiligheid.document import delen as p


def _compose(s: Samenstelling):
    if s.bijlage.thema is None:
        return
    yield p.Tekstdeel(f"{s.anker}--uitleg", 1, "Zo is gevraagd", "<p>Aan wie er woont.</p>")
    yield p.Tabeldeel(
        anker=f"{s.anker}--antwoorden",
        kop="Antwoorden",
        bijschrift=f"Wat bewoners zeggen over {s.bijlage.thema}",
        kolommen=(p.Kolom("Antwoord"), p.Kolom("Aantal", getal=True)),
        rijen=(p.Rij("veilig", ("1.203",)), p.Rij("onveilig", ("17",))),
    )


register(
    Bijlagesoort(
        "enquete",
        "vragenlijst onder bewoners",
        _compose,
        velden=frozenset({"thema"}),
        nodig="Kies hieronder het thema van de vragenlijst.",
        volgorde=9,
    )
)
"""


@pytest.fixture
def enquete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The module lies among the others as long as the test runs."""
    (tmp_path / "enquete.py").write_text(MODULE)
    monkeypatch.setattr(soorten, "__path__", [*soorten.__path__, str(tmp_path)])
    monkeypatch.setattr(register, "_SOORTEN", dict(register._SOORTEN))
    import_module("rapportage.bijlagen.soorten.enquete")
    yield
    del sys.modules["rapportage.bijlagen.soorten.enquete"]


@pytest.fixture
def brief() -> Brief:
    return een_kale_brief()


def test_one_module_is_a_kind(enquete: None, brief: Brief, client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    lijst = f"/concept/{brief.slug}/bijlagen/"
    assert "vragenlijst onder bewoners" in client.get(lijst).content.decode()
    client.post(lijst, {"soort": "enquete", "titel": "Wat bewoners zeggen"})
    bijlage = Bijlage.objects.get(brief=brief)
    form = client.get(f"{lijst}{bijlage.sleutel}/").content.decode()
    assert "Kies hieronder het thema van de vragenlijst." in form
    assert 'name="thema"' in form
    assert 'name="plan"' not in form
    assert composed_document(brief).bijlagen[0].ontbreekt

    thema = Thema.objects.filter(plan=brief.ronde.plan)[0]
    Bijlage.objects.filter(pk=bijlage.pk).update(thema=thema)
    document = composed_document(brief)
    assert "Zo is gevraagd" in render_bijlage_papier(document, 1)
    publicatie = publish_quickly(brief)
    base = f"{publicatie.get_absolute_url()}bijlage/1/"
    page = client.get(base).content.decode()
    assert f"Wat bewoners zeggen over {thema}" in page
    assert "Zo is gevraagd" in page
    answer = client.get(f"{base}antwoorden.csv").content.decode("utf-8-sig")
    assert answer.splitlines() == ["Antwoord;Aantal", "veilig;1203", "onveilig;17"]


def test_a_kind_that_is_gone_leaves_its_publications_and_texts(
    brief: Brief, client: Client
) -> None:
    Bijlage.objects.create(brief=brief, nummer=1, titel="Van een ander", soort="enquete")
    assert composed_document(brief).bijlagen[0].ontbreekt
    client.force_login(iemand(Rol.EINDREDACTEUR))
    assert client.get(f"/concept/{brief.slug}/bijlagen/").status_code == 200


def test_a_name_is_taken_once() -> None:
    with pytest.raises(ValueError, match="dubbel"):
        register.register(register.Bijlagesoort("cijfers", "cijfers"))

"""The PDF beside a public plan: made by a worker after a change, and served as it was made."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from rapportage.models import Brief, Planpdf
from rapportage.planpdf import maken
from tests.fabriek import een_actie, een_brief
from tests.pdfhulp import structuurwoorden
from tests.rapportage.publiceren import publish_quickly
from themas.models import Actie, Plan
from veiligheid.core.models import Taak

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    brief = een_brief(themas=1, paragrafen=1)
    een_actie(brief.ronde.plan.themas.all()[0], "Een hek", eigenaar="Team Rust", positie=5)
    publish_quickly(brief)
    return brief


@pytest.fixture
def plan(brief: Brief) -> Plan:
    return brief.ronde.plan


def address(plan: Plan) -> str:
    return f"/plannen/{plan.slug}/plan.pdf"


@pytest.mark.verapdf
def test_made_once_linked_served_in_parts_and_by_both_standards(
    plan: Plan, client: Client, verapdf: Callable[..., None], tmp_path: Path
) -> None:
    page = f"/plannen/{plan.slug}/"
    assert client.get(address(plan)).status_code == 404
    assert "plan.pdf" not in client.get(page).content.decode()
    assert maken.keep_pdf(plan)
    assert not maken.keep_pdf(plan)
    assert address(plan) in client.get(page).content.decode()
    answer = client.get(address(plan))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{plan.slug}.pdf"'
    told = " ".join(structuurwoorden(answer.content))
    assert "Een hek" in told
    assert "Eigenaar Team Rust" in told
    path = tmp_path / "plan.pdf"
    path.write_bytes(answer.content)
    verapdf(path)
    assert client.get(address(plan), headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(address(plan), headers={"Range": "bytes=0-3"}).content == b"%PDF"


def test_asked_for_when_it_stood_still_a_minute_after_a_change(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(maken, "monotonic", lambda: now[0])
    wacht = maken._Wacht()

    def minute_later() -> int:
        now[0] += 61
        before = Taak.objects.count()
        wacht.look()
        wacht.look()  # the rounds in between do nothing
        asked = Taak.objects.count() - before
        Taak.objects.update(staat="gelukt", klaar_op="2026-01-01T00:00:00Z")
        return asked

    assert [minute_later() for _ in range(3)] == [0, 1, 0]
    for n in range(3):
        # Somebody is writing.
        Actie.objects.update(titel=f"Titel {n}", versie=n + 2)
        assert minute_later() == 0
    assert [minute_later() for _ in range(2)] == [1, 0]


def test_a_plan_that_is_no_longer_public_has_none(plan: Plan, client: Client) -> None:
    velden = {"stand": "x", "sha256": "x", "inhoud": b"%PDF", "grootte": 4}
    Planpdf.objects.create(slug=plan.slug, gemaakt_op="2026-01-01T00:00:00Z", **velden)
    other = een_brief(themas=1).ronde.plan
    Planpdf.objects.create(slug=other.slug, gemaakt_op="2026-01-01T00:00:00Z", **velden)
    assert client.get(address(plan)).status_code == 200
    assert client.get(address(other)).status_code == 404
    maken.ask_all()
    assert [p.slug for p in Planpdf.objects.all()] == [plan.slug]
    assert [t.sleutel for t in Taak.objects.filter(soort=maken.PLANPDF)] == [plan.slug]

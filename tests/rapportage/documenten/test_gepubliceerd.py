"""Every kind of document, from its screen to a page that everybody reads."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from rapportage.documenten.soort import keuzes, soorten
from rapportage.models import Brief, Publicatie
from rapportage.workflow import Briefsoort
from tests import demo
from tests.fabriek import een_bijdrage, een_plan, een_ronde, een_thema, iemand
from tests.rapportage.publiceren import publish_quickly
from themas.jaar.models import Ronde
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.rollen import Rol
from veiligheid.document.brief import Briefdocument

pytestmark = pytest.mark.django_db
PAGES = ("/", "/brieven/", "/nieuw/", "/zoeken/?q=evaluatie", "/plannen/", "/open-data/")


@pytest.fixture
def rondes() -> list[Ronde]:
    """The demo's last round, and that of a project plan."""
    demo.load()
    plan = een_plan(soort="projectplan", slug="klein")
    own = een_ronde(plan, 2026)
    een_bijdrage(own, een_thema(plan, "Speerpunt"), staat=Inzendingstaat.GOEDGEKEURD)
    return [Ronde.objects.get(plan__slug="ivp-2022-2026", vooruitblikjaar=2026), own]


def test_every_kind_is_in_the_registry() -> None:
    assert {soort.soort for soort in soorten()} == set(Briefsoort)
    assert len({keuze.route for _, keuze in keuzes()}) == len(keuzes())
    assert all(soort.vak for soort in soorten() if not soort.soort.heeft_themas)


def test_each_begun_published_and_read(rondes: list[Ronde], client: Client) -> None:
    client.force_login(iemand(Rol.EINDREDACTEUR))
    made = []
    for soort, keuze in keuzes():
        ronde = next(r for r in reversed(rondes) if keuze.past(r) and r.verslagjaar)
        if soort.soort is not Briefsoort.VERANTWOORDING:
            ronde = rondes[0]
        begun = client.post(reverse(keuze.route), {"ronde": ronde.pk}, follow=True)
        assert "is begonnen" in begun.content.decode(), soort.soort
        brief = Brief.objects.filter(soort=soort.soort).latest("pk")
        publicatie = publish_quickly(brief)
        document = bytes(publicatie.bestanden.get(pad="brief.json").inhoud)
        assert Briefdocument.from_json(document).soort == soort.soort.value
        made.append(publicatie)
    visitor = Client()
    listed = visitor.get("/brieven/").content.decode()
    for (soort, _), publicatie in zip(keuzes(), made, strict=True):
        page = visitor.get(publicatie.get_absolute_url())
        assert page.status_code == 200
        assert publicatie.titel.split(":")[0] in page.content.decode()
        assert soort.vak in listed
        for name in publicatie.bestanden.filter(pad__endswith=".csv").values_list("pad", flat=True):
            assert visitor.get(f"{publicatie.get_absolute_url()}{name}").status_code == 200, name
    for address in PAGES:
        assert visitor.get(address).status_code == 200, address
    assert Publicatie.objects.count() == len(made)


def test_on_disk_as_html_and_pdf(rondes: list[Ronde], tmp_path: Path) -> None:
    """As an operator takes it away: the same command as for a letter."""
    soort, keuze = next((s, k) for s, k in keuzes() if s.soort is Briefsoort.EVALUATIE)
    brief = keuze.begin(rondes[0], None)
    for als in ("html", "json"):
        path = tmp_path / f"uit.{als}"
        call_command("toon_brief", brief.slug, als=als, uit=path, concept=True, stdout=StringIO())
        assert path.stat().st_size > 1000
    assert soort.soort.als_word

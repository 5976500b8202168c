"""Documents as earlier versions of the program stored them: everything that reads a stored document
reads these. A version of the schema that is left behind gets a folder beside the others."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from rapportage.audit.oordelen import start_oordeel
from rapportage.audit.spiegels import mirrors, read_mirror
from rapportage.beloften import promised_before
from rapportage.composition import compose
from rapportage.herkend import published_lijst
from rapportage.models import Brief, Publicatie, Publicatiebestand
from rapportage.paragrafen import published_paragrafen
from rapportage.publishing import next_version
from rapportage.rendering.delen import cijferbestanden
from rapportage.rendering.html import (
    Publicatiegegevens,
    render_bijlage,
    render_bijlage_papier,
    render_brief,
    render_papier,
    render_raad,
    render_thema,
    static_vorm,
)
from tests.demo import load as load_demo
from veiligheid.core.findings import Geweigerd
from veiligheid.document import schema, versies
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Auditdeel
from veiligheid.document.versies import SCHEMA_VERSIE, OnbekendeVersie

MAP = Path(__file__).parent
BEWAARD = sorted(MAP.glob("versie*/*.json"))
GEGEVENS = Publicatiegegevens(1, datetime(2026, 1, 20, 9, tzinfo=UTC), "", 20, 1000)
_VALIDATOR = Draft202012Validator(schema.json_schema())


def read(path: Path) -> Briefdocument:
    return Briefdocument.from_json(path.read_bytes())


def naam(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.fixture(params=BEWAARD, ids=naam)
def document(request: pytest.FixtureRequest) -> Briefdocument:
    return read(request.param)


def test_every_version_is_here_and_has_a_way_up() -> None:
    found = {json.loads(p.read_bytes())["schema_versie"] for p in BEWAARD}
    assert found == set(range(1, SCHEMA_VERSIE + 1))
    assert set(versies.STAPPEN) == set(range(1, SCHEMA_VERSIE))


def test_it_becomes_one_of_today_and_nothing_of_it_is_lost(document: Briefdocument) -> None:
    assert document.schema_versie == SCHEMA_VERSIE
    again = document.to_json()
    assert Briefdocument.from_json(again) == document
    assert not list(_VALIDATOR.iter_errors(json.loads(again)))


@pytest.mark.parametrize("path", BEWAARD, ids=naam)
def test_every_value_of_the_stored_file_is_still_there(path: Path) -> None:
    was, now = json.loads(path.read_bytes()), json.loads(read(path).to_json())
    assert dict(_values(was)).items() - {("schema_versie", was["schema_versie"])} <= (
        dict(_values(now)).items()
    )


def _values(node: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _values(value, f"{at}.{key}" if at else key)
    elif isinstance(node, list):
        for n, value in enumerate(node):
            yield from _values(value, f"{at}[{n}]")
    else:
        yield at, node


def test_it_is_shown_whole_on_screen_and_on_paper(document: Briefdocument) -> None:
    vorm = static_vorm()
    pages = [render_brief(document, vorm, GEGEVENS), render_papier(document)]
    for h in document.hoofdstukken:
        pages.append(render_thema(document, h.slug, vorm, GEGEVENS))
        if h.raad is not None:
            pages.append(render_raad(document, h.slug, vorm, GEGEVENS))
    for b in document.gevulde_bijlagen:
        pages.append(render_bijlage(document, b.nummer, vorm, GEGEVENS))
        pages.append(render_bijlage_papier(document, b.nummer))
        assert all(f.inhoud for f in cijferbestanden(b.delen, b.anker))
    assert all("</main>" in page for page in pages[:1])
    for h in document.hoofdstukken:
        for p in h.paragrafen:
            assert f'id="{p.anker}"' in pages[0]


def test_a_version_from_the_future_or_none_at_all_is_refused() -> None:
    data = json.loads(BEWAARD[0].read_bytes())
    for versie in (0, SCHEMA_VERSIE + 1, "1", None):
        with pytest.raises((OnbekendeVersie, ValueError), match=r"schema.?versie|Expected"):
            Briefdocument.from_json(json.dumps({**data, "schema_versie": versie}))


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    data = json.loads(read(BEWAARD[0]).to_json())
    for veld, waarde in (("titel", 5), ("bijlagen", {}), ("datum", 3)):
        wrong = {**data, veld: waarde}
        assert list(_VALIDATOR.iter_errors(wrong))
        with pytest.raises(ValueError, match=veld):
            Briefdocument.from_json(json.dumps(wrong))


def test_a_shape_that_changes_asks_for_another_version() -> None:
    """The schema of every version lies beside its documents; a change of today's shapes differs
    from it. Then raise SCHEMA_VERSIE, add a step to `versies` and a folder here."""
    kept = MAP / f"brief.schema.versie{SCHEMA_VERSIE}.json"
    assert kept.read_bytes() == schema.to_json()


def test_the_schema_is_published(client: Client) -> None:
    response = client.get("/brief.schema.json")
    assert response["Content-Type"] == "application/schema+json"
    assert response.content == schema.to_json()


# -- Readers of the database ------------------------------------------------------------------


def store(path: Path, brief: Brief | None = None) -> Publicatie:
    """A publication as it stands in a database of then."""
    data = path.read_bytes()
    document = json.loads(data)
    publicatie: Publicatie = Publicatie.objects.create(
        slug=document["slug"],
        versie=1,
        brief_id=brief.pk if brief else None,
        soort=document["soort"],
        titel=document["titel"],
        jaar=2025,
        gepubliceerd_op=datetime(2026, 1, 20, 9, tzinfo=UTC),
        door="beheer",
        pdf_bladzijden=1,
    )
    files = {"brief.json": data, "index.html": b"<main></main>", "spiegel.csv": b""}
    for pad, inhoud in files.items():
        Publicatiebestand.objects.create(
            publicatie=publicatie,
            pad=pad,
            mediatype="application/json",
            sha256=sha256(inhoud).hexdigest(),
            grootte=len(inhoud),
            inhoud=inhoud,
        )
    return publicatie


@pytest.mark.django_db
@pytest.mark.parametrize("versie", range(1, SCHEMA_VERSIE + 1))
def test_every_reader_of_stored_documents_reads_it(versie: int, client: Client) -> None:
    brief = load_demo()
    folder = MAP / f"versie{versie}"
    for slug in ("veiligheidsbrief-2024", "veiligheidsbrief-2025"):
        store(folder / f"{slug}.json", Brief.objects.get(slug=slug))

    # The mirror: its filters, and who judges it.
    assert {p.slug for p in mirrors()} >= {"veiligheidsbrief-2025"}
    mirror = read_mirror("veiligheidsbrief-2025", 1)
    assert mirror is not None
    assert mirror.bijlage is not None
    adres = f"/brieven/veiligheidsbrief-2025/bijlage/{mirror.bijlage}/"
    rood = [r for r in mirror.spiegel.rijen if r.kleur == "rood"]
    page = client.get(adres, {"kleur": "rood"}).content.decode()
    assert rood
    assert all(f'id="{rij.anker}"' in page for rij in rood)
    assert not any(f'id="{r.anker}"' in page for r in mirror.spiegel.rijen if r.kleur == "groen")
    oordeel = start_oordeel("veiligheidsbrief-2025", None)
    deel = compose(oordeel).document.delen[0]
    assert isinstance(deel, Auditdeel)
    assert deel.stuk.spiegel == mirror.spiegel

    # The year after: what the letter of 2024 promised for 2025.
    beloofd = promised_before(brief.ronde.plan_id, 2025)
    assert beloofd
    assert all(p.html for passages in beloofd.values() for p in passages)

    # The register: which sentences readers have, and which paragrafen may be chosen.
    lijst = published_lijst(brief)
    assert lijst.document is not None
    assert lijst.gepubliceerd
    assert any(keuze.themas for keuze in published_paragrafen())

    # A correction: the same letter is nothing new, though its bytes may be of another version.
    with pytest.raises(Geweigerd, match="niets"):
        next_version(brief, read(folder / "veiligheidsbrief-2025.json"), "x")

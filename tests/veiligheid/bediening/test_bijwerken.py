"""From the version before to this one by the documented steps: what is published stays."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.veiligheid.bediening.oudere import Database, database, run, unpack, version_before
from tests.veiligheid.bediening.proces import ROOT

pytestmark = [pytest.mark.volhard, pytest.mark.database]

VUL = """
import django; django.setup()
from rapportage.models import Brief
from rapportage.publishing import prepare, publish
from veiligheid.demo import audit, laden
laden.load()
slug = laden.read("brief-2025")["slug"]
for brief in (Brief.objects.get(slug=slug), None):
    brief = brief or audit.load(slug)
    publish(brief, prepare(brief), None)
brief = Brief.objects.get(slug=slug)
brief.onderdelen.filter(bijlage=None).first().delete()
publish(brief, prepare(brief), None, "Een onderdeel is vervallen.")
"""
# What a reader gets of every file of every version, beside what was stored.
LEES = """
import django; django.setup()
from hashlib import sha256
from django.test import Client
from rapportage.models import Publicatie
from tests.kader import published
n = 0
for p in Publicatie.objects.all():
    current = Publicatie.objects.current(p.slug).pk == p.pk
    for b in p.bestanden.all():
        assert sha256(bytes(b.inhoud)).hexdigest() == b.sha256, b
        pad = b.pad.removesuffix("index.html")
        if pad.startswith("thema/"):
            pad = pad.replace("/raad.html", "/raad/").replace(".html", "/")
        base = p.get_absolute_url() + ("" if current else f"versie/{p.versie}/")
        answer = Client(headers={"host": "portaal.example"}).get(base + pad)
        assert answer.status_code == 200, (base + pad, answer.status_code)
        assert published(answer.content) == published(bytes(b.inhoud)), base + pad
        n += 1
print(n, "files read as they were published")
"""
# One migration at a time, newest first, with everything of the demo in it; then forward again. From
# the newest state, all that lies beyond the first that was refused is refused as well.
LOOP = """
import json, sys
import django; django.setup()
from django.core.management import CommandError, call_command
from django.db.migrations.loader import MigrationLoader
from tests.veiligheid.bediening.oudere import Database
from tests.veiligheid.bediening.test_bijwerken import GEPUBLICEERD

def goes_back(db, app, target):
    state, rows = db.applied(), db.sums()
    try:
        call_command("migrate", app, target, verbosity=0)
    except CommandError as refused:
        assert "er is niets veranderd" in str(refused), refused
        assert (db.applied(), db.sums()) == (state, rows), (app, target)
        return False
    return True

db, steps = Database(sys.argv[1]), []
names = sorted(MigrationLoader(None).disk_migrations)
for app in ("rapportage", "monitoring", "themas", "core"):
    own = [name for label, name in names if label == app]
    targets = [*reversed(own[:-1]), "zero"]
    state, rows = db.applied(), db.sums()
    while targets and goes_back(db, app, targets[0]):
        steps.append((app, targets.pop(0), "back and forward"))
    call_command("migrate", verbosity=0)
    now = db.sums()
    assert {t: now[t] for t in GEPUBLICEERD} == {t: rows[t] for t in GEPUBLICEERD}, app
    assert db.applied() == state, app
    for target in targets:
        assert not goes_back(db, app, target), (app, target)
        steps.append((app, target, "refused"))
print(json.dumps(steps))
"""
GEPUBLICEERD = ("rapportage_publicatie", "rapportage_publicatiebestand", "rapportage_vormbestand")


@pytest.fixture(scope="module")
def oud(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the version before."""
    return unpack(version_before()[1], tmp_path_factory.mktemp("oud"))


@pytest.fixture(scope="module")
def gevuld(oud: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of the version before, with the demo and three publications in it."""
    with database("bijwerken", tmp_path_factory.mktemp("db")) as db:
        run(oud, "manage.py", "migrate", "--verbosity", "0", DATABASE_URL=db.url)
        run(oud, "-c", VUL, DATABASE_URL=db.url)
        yield db


def documented() -> list[list[str]]:
    """The commands of the how-to that touch the database, in order."""
    text = (ROOT / "docs/howto/bijwerken.md").read_text(encoding="utf-8")
    part = text.split("\n## Zonder Docker\n")[1].split("\n## ")[0]
    lines = [line.partition("#")[0] for line in re.findall(r"^\s*(.*manage\.py .*)$", part, re.M)]
    found = [shlex.split(line.partition("manage.py ")[2]) for line in lines]
    assert [words[0] for words in found] == ["collectstatic", "migrate", "check"]
    return found[1:]


def test_every_publication_is_the_same_after_the_documented_steps(gevuld: Database) -> None:
    before = gevuld.sums()
    assert [before[t][0] for t in GEPUBLICEERD[:2]] == [3, before[GEPUBLICEERD[1]][0]]
    for words in documented():
        run(ROOT, "manage.py", *words, DATABASE_URL=gevuld.url)
    after = gevuld.sums()
    naam, commit = version_before()
    for table in GEPUBLICEERD:
        assert after[table] == before[table], table
    print(f"from {naam} ({commit[:7]}): {[(t, after[t][0]) for t in GEPUBLICEERD]} equal")
    print(run(ROOT, "-c", LEES, DATABASE_URL=gevuld.url).strip().splitlines()[-1])
    assert {t for t in before if t in after and before[t][0] != after[t][0]} <= {
        "auth_group",  # two roles more
        "auth_permission",
        "django_content_type",
    }


def test_each_migration_goes_back_and_forward_or_is_refused_before_anything(
    gevuld: Database,
) -> None:
    run(ROOT, "manage.py", "migrate", "--verbosity", "0", DATABASE_URL=gevuld.url)
    answer = run(ROOT, "-c", LOOP, gevuld.url, DATABASE_URL=gevuld.url)
    steps = [tuple(step) for step in json.loads(answer.strip().splitlines()[-1])]
    for wanted in ("back and forward", "refused"):
        print(f"{wanted}: {[f'{app} → {to}' for app, to, outcome in steps if outcome == wanted]}")
    assert ("rapportage", "0003_bijlagen_gevuld", "refused") in steps
    assert ("rapportage", "zero", "refused") in steps
    assert "back and forward" in {outcome for _, _, outcome in steps}

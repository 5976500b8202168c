"""The how-tos say what works: their SQL is run, their commands given, their files looked at."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from tests.veiligheid.bediening.oudere import Database, pg_environment, run
from tests.veiligheid.bediening.proces import ROOT, omgeving, python

HOWTO = ROOT / "docs" / "howto"


def blocks(naam: str, kind: str, after: str = "") -> list[str]:
    """The blocks of this kind in a how-to, below a heading."""
    text = (HOWTO / naam).read_text(encoding="utf-8")
    part = text.split(f"\n## {after}\n")[1].split("\n## ")[0] if after else text
    return re.findall(rf"^ *```{kind}\n(.*?)^ *```$", part, re.M | re.S)


def test_links_lead_somewhere() -> None:
    pages = {p.name: p.read_text(encoding="utf-8") for p in HOWTO.glob("*.md")}
    n = 0
    for naam, text in pages.items():
        for target, _, anchor in re.findall(r"\]\(([\w-]+\.md)(#([\w-]+))?\)", text):
            assert target in pages, (naam, target)
            heads = re.findall(r"^#+ (.+)$", pages[target], re.M)
            assert not anchor or anchor in [h.lower().replace(" ", "-") for h in heads], anchor
            n += 1
    assert n > 15


# -- Files for other programs -----------------------------------------------------------------


def test_the_services_are_what_systemd_reads(tmp_path: Path) -> None:
    """By systemd itself, with programs and a user that this machine has in the place of ours."""
    verify = shutil.which("systemd-analyze")
    units = blocks("zonder-docker.md", "ini", "De diensten")
    assert len(units) == 2
    for n, unit in enumerate(units):
        assert re.search(r"^ExecStart=/srv/veiligheidsbrief/\.venv/bin/\w+ ", unit, re.M)
        for needed in ("Restart=always", "MemoryMax=", "PrivateTmp=yes", "NoNewPrivileges=yes"):
            assert needed in unit
        keys = [line.partition("=")[0] for line in unit.splitlines() if "=" in line]
        keys = [key for key in keys if key != "Environment"]  # adds, where another replaces
        assert len(keys) == len(set(keys)), keys
        if verify:
            here = unit.replace("/srv/veiligheidsbrief/.venv/bin/granian", "/bin/true")
            here = here.replace("/srv/veiligheidsbrief/.venv/bin/python", "/bin/true")
            here = re.sub(r"^(User|Group)=portaal", r"\1=root", here, flags=re.M)
            file = tmp_path / f"veiligheidsbrief-{n}.service"
            file.write_text(here.replace("postgresql.service", ""), encoding="utf-8")
            done = subprocess.run(
                [verify, "verify", "--man=no", "--recursive-errors=no", str(file)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert file.name not in done.stderr, done.stderr


def test_the_web_service_serves_as_the_image_does() -> None:
    """The same server, whichever way it is put down."""
    unit = blocks("zonder-docker.md", "ini", "De diensten")[0]
    [command] = re.findall(r"^ExecStart=(.+)$", unit, re.M)
    assert "granian --interface wsgi" in command
    assert "veiligheid.wsgi:application" in command
    here, there = (
        dict(re.findall(r"\b(GRANIAN_\w+)=([\w.]+)", text))
        for text in (unit, (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    )
    assert here.pop("GRANIAN_HOST") == "127.0.0.1"  # the proxy's own machine alone
    assert there.pop("GRANIAN_HOST") == "0.0.0.0"
    assert here == there
    done = subprocess.run(
        [str(ROOT / ".venv/bin/granian"), "--help"], capture_output=True, text=True, check=True
    )
    for naam in here:
        assert naam in done.stdout, naam


@pytest.mark.parametrize("naam", ["zonder-docker.md", "installeren.md"])
def test_the_proxy_is_well_formed(naam: str) -> None:
    """Each line opens, closes or ends; and what the portal reads is set."""
    [conf] = blocks(naam, "nginx")
    depth = 0
    for line in (line.split(" #")[0].strip() for line in conf.splitlines()):
        if line and not line.startswith("#"):
            assert line.endswith((";", "{", "}")), line
        depth += line.count("{") - line.count("}")
        assert depth >= 0
    assert depth == 0
    for header in ("Host $host", "X-Forwarded-Proto $scheme", "X-Request-ID $request_id"):
        assert f"proxy_set_header {header};" in conf


def test_a_house_style_of_known_names_with_enough_contrast() -> None:
    """The example of the how-to, and what it says about contrast."""
    [css] = blocks("huisstijl.md", "css")
    ours = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    given = dict(re.findall(r"(--[\w-]+): ([^;]+);", css))
    assert given
    for naam in given:
        assert re.search(rf"^  {naam}: ", ours, re.M), naam

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), light, strict=True))

    for naam, least in (("--vb-color-accent", 7), ("--vb-color-accent-strong", 4.5)):
        contrast = 1.05 / (luminance(given[naam]) + 0.05)
        print(f"{naam} {given[naam]}: {contrast:.1f} on white")
        assert contrast >= least


@pytest.mark.django_db
def test_sessions_that_ran_out_go() -> None:
    assert "manage.py clearsessions" in blocks("opruimen.md", "sh")[0]
    for days in (-1, 1):
        store = SessionStore()
        store.set_expiry(days * 86_400)
        store.create()
    assert Session.objects.count() == 2
    call_command("clearsessions", stdout=StringIO())
    assert Session.objects.count() == 1


# -- A database of one's own, its back-up and putting it back ---------------------------------

VUL = """
import django; django.setup()
from rapportage.models import Brief
from rapportage.publishing import prepare, publish
from veiligheid.demo import audit, laden
laden.load()
slug = laden.read("brief-2025")["slug"]
for made in (lambda: Brief.objects.get(slug=slug), lambda: audit.load(slug)):
    brief = made()
    publish(brief, prepare(brief, papier=False), None)
"""
# What the portal's own role may not do, whatever goes wrong in the code.
GEWEIGERD = {
    "UPDATE rapportage_publicatie SET titel = 'anders'": "verandert nooit meer",
    "DELETE FROM core_logregel": "verandert nooit meer",
    "TRUNCATE rapportage_publicatiebestand": "permission denied",
    "ALTER TABLE rapportage_publicatie DISABLE TRIGGER ALL": "must be owner",
    "DROP TABLE rapportage_publicatie CASCADE": "must be owner",
    "CREATE TABLE van_mij (x int)": "permission denied",
}


class Eigen:
    """A database as the how-to makes it, under names that nobody else has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings = connection.settings_dict
        who = f"{settings['USER']}:{settings['PASSWORD']}"
        self.server = f"{settings['HOST']}:{settings['PORT']}"
        self.env = {**omgeving(), **pg_environment(f"postgres://{who}@{self.server}/postgres")}
        self.tail = re.sub(r"\W", "", folder.name)[-12:].lower()

    def here(self, text: str) -> str:
        """The words of a how-to with names of this test."""
        text = re.sub(r"\b(eigenaar|portaal)\b", rf"\1_{self.tail}", text)
        return re.sub(r"\bveiligheidsbrief\b(?!-)", f"veiligheidsbrief_{self.tail}", text)

    def url(self, role: str, word: str) -> str:
        path = self.here(f"{role}:{word}@{self.server}/veiligheidsbrief")
        return f"postgres://{path}"

    def shell(self, command: str, **more: str) -> str:
        done = subprocess.run(
            ["bash", "-c", f"set -e -o pipefail; {command}"],
            cwd=self.folder,
            env={**self.env, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, (command, done.stdout)
        return done.stdout


@pytest.fixture
def eigen(tmp_path: Path) -> Iterator[Eigen]:
    made = Eigen(tmp_path)
    [sql] = blocks("zonder-docker.md", "sql", "De database")
    (tmp_path / "rollen.sql").write_text(made.here(sql), encoding="utf-8")
    made.shell("psql -d postgres --set ON_ERROR_STOP=1 --file rollen.sql")
    yield made
    made.shell(made.here("dropdb --if-exists --force veiligheidsbrief"))
    made.shell(made.here("psql -d postgres -c 'DROP ROLE eigenaar' -c 'DROP ROLE portaal'"))


def check_passes(url: str) -> None:
    """The check that both how-tos close with."""
    answer = python("manage.py", "check", "--deploy", "--database", "default", DATABASE_URL=url)
    assert "System check identified no issues" in answer.stdout + answer.stderr, answer.stderr


@pytest.mark.volhard
@pytest.mark.postgres
@pytest.mark.database
def test_installed_backed_up_and_put_back_by_the_book(eigen: Eigen) -> None:
    owner = eigen.url("eigenaar", "EIGENAAR-WACHTWOORD")
    portal = eigen.url("portaal", "WACHTWOORD")
    [steps] = blocks("zonder-docker.md", "sh", "De tabellen")
    assert re.findall(r"manage\.py (\w+)", steps)[:3] == ["collectstatic", "migrate", "check"]
    run(ROOT, "manage.py", "migrate", "--noinput", "--verbosity", "0", DATABASE_URL=owner)
    check_passes(portal)
    run(ROOT, "-c", VUL, DATABASE_URL=portal)
    for statement, why in GEWEIGERD.items():
        with psycopg.connect(portal) as link, pytest.raises(psycopg.Error, match=why):
            link.execute(statement)

    before = Database(owner).sums()
    [back_up] = blocks("back-up.md", "sh", "Maken")
    eigen.shell(as_postgres(eigen, back_up))
    [dump] = eigen.folder.glob("*.dump")
    [look] = blocks("back-up.md", "sh", "Nakijken")
    eigen.shell(as_postgres(eigen, look).replace("veiligheidsbrief-2026-11-22.dump", dump.name))
    with psycopg.connect(owner, autocommit=True) as link:
        link.execute("UPDATE themas_plan SET titel = 'na de back-up'")

    put_back, and_look = blocks("back-up.md", "sh", "Terugzetten")
    lines = put_back.strip().splitlines()
    assert [line.split("#")[0].split()[:3] for line in (lines[0], lines[-1])] == [
        ["docker", "compose", "stop"],
        ["docker", "compose", "up"],
    ]
    for line in lines[1:-1]:
        if " rol" in line.split("#")[0]:
            give_roles(eigen)
        else:
            command = as_postgres(eigen, line.split("#")[0].strip())
            eigen.shell(command.replace("veiligheidsbrief-2026-11-22.dump", dump.name))
    run(ROOT, "manage.py", "migrate", "--noinput", "--verbosity", "0", DATABASE_URL=owner)
    assert "manage.py check --deploy --database default" in and_look
    check_passes(portal)
    after = Database(owner).sums()
    print(f"{len(after)} tables, {sum(n for n, _ in after.values())} rows: checksums equal")
    print(f"publications: {after['rapportage_publicatie']}, back-up {dump.stat().st_size} bytes")
    assert after == before
    assert after["rapportage_publicatie"][0] == 2
    for statement, why in GEWEIGERD.items():
        with psycopg.connect(portal) as link, pytest.raises(psycopg.Error, match=why):
            link.execute(statement)
    with psycopg.connect(portal, autocommit=True) as link:  # and it may still write
        link.execute("UPDATE themas_plan SET titel = 'na het terugzetten'")


def as_postgres(eigen: Eigen, command: str) -> str:
    """As the how-to says for a PostgreSQL of one's own: without the container and its user."""
    return eigen.here(command.replace("docker compose exec -T db ", "").replace("-U eigenaar ", ""))


def give_roles(eigen: Eigen) -> None:
    """What the service `rol` does, on a database that has its tables already."""
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    [sql] = re.findall(r"<<'SQL'\n(.*?)\n +SQL\n", compose, re.S)
    (eigen.folder / "rol.sql").write_text(eigen.here(sql), encoding="utf-8")
    eigen.shell(
        "psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set wachtwoord=WACHTWOORD -f rol.sql",
        PGDATABASE=urlsplit(eigen.url("portaal", "x")).path[1:],
    )


def test_compose_starts_in_the_order_it_says() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    [order] = re.findall(r"^# Volgorde van opstarten: (.+)\.$", compose, re.M)
    services = re.split(r" -> | en ", order)
    for earlier, later in pairwise(services[:4]):
        part = compose.split(f"\n  {later}:\n")[1].split("\n\n  ")[0]
        assert re.search(rf"depends_on:.*?\n +{earlier}:", part, re.S), (earlier, later)

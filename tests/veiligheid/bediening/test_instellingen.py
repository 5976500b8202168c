"""Every setting stands where an operator looks for it, and a server does not start without."""

import re
from pathlib import Path

import pytest

from tests.veiligheid.bediening.proces import ROOT, python

SETTINGS = (ROOT / "veiligheid" / "settings.py").read_text(encoding="utf-8")
# Only Django's own, and where a test or the demo finds no .env; not an operator's.
NIET_VAN_DE_BEHEERDER = {"ENV_BESTAND"}
NAMEN = sorted(
    {*re.findall(r"""\benv(?:\.\w+)?\(\s*["'](\w+)["']""", SETTINGS)}
    | {*re.findall(r"""os\.environ(?:\.get\(|\[)\s*["'](\w+)["']""", SETTINGS)}
    - NIET_VAN_DE_BEHEERDER
)


def lines_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_settings_are_found() -> None:
    """Whichever way they are read, so that none is missed here."""
    assert {"DJANGO_SECRET_KEY", "DATABASE_URL", "KLEINE_AANTALLEN", "ADMINS"} <= set(NAMEN)
    reads = len(re.findall(r"\benv(?:\.\w+)?\(\s*[\"']", SETTINGS))
    assert reads == len(re.findall(r"\benv(?:\.(?!NOTSET|email_url_config)\w+)?\(", SETTINGS))
    print(f"{len(NAMEN)} settings: {', '.join(NAMEN)}")


@pytest.mark.parametrize("naam", NAMEN)
def test_a_setting_stands_everywhere(naam: str) -> None:
    assert re.search(rf"^#? ?{naam}=", lines_of(".env.example"), re.M), ".env.example"
    assert re.search(rf"^\| `{naam}` \|", lines_of("docs/howto/installeren.md"), re.M), "the how-to"
    # A container has no file to debug with, and gets its database from its own passwords.
    if naam != "DJANGO_DEBUG":
        assert re.search(rf"^ +{naam}: ", lines_of("docker-compose.yml"), re.M), "compose"


def test_nothing_stands_there_that_is_no_setting() -> None:
    """An operator who sets it would wait for nothing."""
    known = {*NAMEN, *re.findall(r"\$\{(\w+)", lines_of("docker-compose.yml"))}
    known |= {*re.findall(r"\b(GRANIAN_\w+)", lines_of("Dockerfile"))}
    told = {*re.findall(r"^#? ?([A-Z_]+)=", lines_of(".env.example"), re.M)}
    told |= {*re.findall(r"^\| `([A-Z_]+)` \|", lines_of("docs/howto/installeren.md"), re.M)}
    assert told - known == set()


@pytest.mark.parametrize(
    ("weg", "melding"),
    [
        ("DATABASE_URL", "De instelling DATABASE_URL ontbreekt."),
        ("DJANGO_SECRET_KEY", "De instelling DJANGO_SECRET_KEY ontbreekt."),
    ],
)
def test_production_does_not_start_without(weg: str, melding: str) -> None:
    answer = python("manage.py", "check", **{weg: None})
    assert answer.returncode != 0
    assert answer.stderr.startswith(f"Het portaal start niet. {melding}\n")
    assert "Traceback" not in answer.stderr
    assert python("manage.py", "check", DJANGO_DEBUG="1", **{weg: None}).returncode == 0


def test_what_is_wrong_is_named() -> None:
    answer = python("manage.py", "check", TOEZEGGINGEN_AFDOEN_DOOR="iemand")
    assert "TOEZEGGINGEN_AFDOEN_DOOR is 'iemand'; kies griffie" in answer.stderr
    answer = python("manage.py", "check", KLEINE_AANTALLEN="vijf")
    assert answer.returncode == 1
    assert "KLEINE_AANTALLEN is 'vijf'" in answer.stderr
    for naam, waarde in (
        ("DATABASE_URL", "zomaar"),
        ("DATABASE_URL", "postgres://wij:geheim@machine:poort/portaal"),
        ("EMAIL_URL", "post://wij:geheim@machine"),
    ):
        answer = python("manage.py", "check", **{naam: waarde})
        assert f"{naam} is geen adres zoals dat in .env.example staat." in answer.stderr
        assert "geheim" not in answer.stderr
    key = python("manage.py", "check", DJANGO_SECRET_KEY="$3cret-" * 8)
    assert "DJANGO_SECRET_KEY begint met een $" in key.stderr
    assert "3cret" not in key.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("preload", ["0", "1"])
def test_the_browsers_list_only_when_asked(preload: str) -> None:
    """HSTS preload binds a whole domain for months."""
    code = (
        "import django; django.setup();"
        "from django.test import Client;"
        "print(Client(headers={'host': 'portaal.example'}).get("
        "'/gezond', secure=True)['Strict-Transport-Security'])"
    )
    answer = python("-c", code, HSTS_PRELOAD=preload, DJANGO_SETTINGS_MODULE="veiligheid.settings")
    assert answer.stdout.strip() == "max-age=31536000; includeSubDomains" + "; preload" * (
        preload == "1"
    )


def test_every_container_is_bounded() -> None:
    """Memory, log and restart of each service; the images by digest."""
    compose = lines_of("docker-compose.yml")
    images = re.findall(r"^ *image: (?:&\w+ )?([^\s*]\S+)", compose, re.M)
    assert {i for i in images if "sha256:" not in i} == {"veiligheidsbrief:${VERSIE:-0.2.0}"}
    services = compose.split("\nservices:\n")[1].split("\nvolumes:\n")[0]
    each = re.split(r"^  (?=\w+:$)", services, flags=re.M)[1:]
    assert {e.split(":")[0] for e in each} == {"web", "werker", "migreer", "rol", "db"}
    shared = compose.split("\nservices:\n")[0]
    for needed in ("logging:", "mem_limit:", "restart:"):
        assert needed in shared
        for service in each:
            assert needed in service or "<<: *" in service, (needed, service.split(":")[0])
    assert Path(ROOT, "Dockerfile").read_text().count("@sha256:") == 1


def test_the_version_is_one() -> None:
    """The tag of an image, the package, the catalogue of public software, the changelog."""
    [version] = re.findall(r'^version = "(.+)"$', lines_of("pyproject.toml"), re.M)
    assert f"veiligheidsbrief:${{VERSIE:-{version}}}" in lines_of("docker-compose.yml")
    assert re.search(
        rf"^softwareVersion: [\"']?{re.escape(version)}", lines_of("publiccode.yml"), re.M
    )
    assert f"\n## [{version}] - " in lines_of("CHANGELOG.md")

"""What every test stands on: a database, a browser, and what this machine has to offer.

A test that needs more than Python carries a marker (`browser`, `verapdf`, `bronnen`, `gevallen`,
`standaarden`, `libreoffice`, `postgres`) and is skipped, with the reason, where that is missing.
Where nothing may be missing, the environment says GEEN_OVERSLAAN=1 and every skip becomes a
failure.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from playwright.sync_api import Browser

from tests import rijen
from tests.taken import wachtrij  # noqa: F401  (a fixture)
from veiligheid.core.rollen import Rol

NO_SKIPS = os.environ.get("GEEN_OVERSLAAN") == "1"
# The one without windows first: it is there three times as fast, and is what Playwright takes too.
_CHROMIUMS = (shutil.which("chromium-headless-shell"), shutil.which("chromium"))
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, _CHROMIUMS), "")
VERAPDF = os.environ.get("VERAPDF", "")
BRONNEN = os.environ.get("BRONNEN", "")
GEVALLEN = os.environ.get("GEVALLEN", "")
STANDAARDEN = os.environ.get("STANDAARDEN", "")
SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or ""

# Who uses one of these fixtures gets the marker of the same name without asking.
MARKER_OF_FIXTURE = {
    "browser": "browser",
    "verapdf": "verapdf",
    "bronnen": "bronnen",
    "gevallen": "gevallen",
    "standaarden": "standaarden",
    "libreoffice": "libreoffice",
    "db": "database",
    "transactional_db": "database",
}

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def _missing() -> dict[str, str]:
    """Per marker why its tests cannot run here; what can run is not in it."""
    reasons = {
        "browser": "" if CHROMIUM else "no Chromium: install it or set CHROMIUM",
        "verapdf": "" if VERAPDF else "no veraPDF: set VERAPDF to its command",
        "bronnen": "" if BRONNEN else "no real documents: set BRONNEN to their folder",
        "gevallen": "" if GEVALLEN else "no small inputs: set GEVALLEN to their folder",
        "standaarden": "" if STANDAARDEN else "no schemas: set STANDAARDEN to their folder",
        "libreoffice": "" if SOFFICE else "no LibreOffice Writer: install it or set SOFFICE",
        "postgres": ""
        if connection.vendor == "postgresql"
        else "not on PostgreSQL: set DATABASE_URL",
    }
    return {marker: reason for marker, reason in reasons.items() if reason}


def pytest_report_header() -> list[str]:
    offered = {
        **{"CHROMIUM": CHROMIUM, "VERAPDF": VERAPDF},
        **{"BRONNEN": BRONNEN, "GEVALLEN": GEVALLEN, "STANDAARDEN": STANDAARDEN},
        **{"SOFFICE": SOFFICE},
    }
    return [
        f"database: {connection.vendor}",
        *(f"{name}: {value or '-'}" for name, value in offered.items()),
        *(["GEEN_OVERSLAAN: a skipped test is a failed test"] if NO_SKIPS else []),
    ]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the tests by what they use, before `-m` chooses among them. What takes minutes, and all
    that the machine has, is only for who asks (`make volhard`)."""
    if "volhard" not in str(config.option.markexpr):
        asked = [item for item in items if item.get_closest_marker("volhard")]
        config.hook.pytest_deselected(items=asked)
        items[:] = [item for item in items if item not in asked]
    missing = _missing()
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db"):
            used.add("db")
        for fixture, marker in MARKER_OF_FIXTURE.items():
            if fixture in used and item.get_closest_marker(marker) is None:
                item.add_marker(marker)
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _fail_a_skip(report: Any) -> None:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"GEEN_OVERSLAAN=1, and this was skipped: {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_a_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_a_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What the tests of tests/browser/test_volhouden.py counted, when somebody asked for counts."""
    if not os.environ.get("HERHALINGEN"):
        return
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    told = sorted(str(v) for r in reports for n, v in r.user_properties if n == "volgehouden")
    terminalreporter.write_sep("=", "nothing typed is lost")
    terminalreporter.write_line("\n".join(told))


# -- Settings and database --------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests() -> Iterator[None]:
    with override_settings(
        # The real hasher takes a tenth of a second for each login, by design.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        # Static files straight from their sources: nobody ran collectstatic.
        WHITENOISE_AUTOREFRESH=True,
        # What is asked for is done at once; where the queue itself is tried, a test says so.
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file of this worker's own: in memory nothing is proved about two writers.
    On PostgreSQL the worker's name in that of the database does it. A database that is kept
    (`make een`) stands where the next run finds it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if connection.vendor == "sqlite" and request.config.getvalue("reuse_db"):
        name = str(settings.VAR_DIR / f"test-{worker}.sqlite3")
    elif connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        name = f"test_{settings.DATABASES['default']['NAME']}_{worker}"
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session")
def django_db_createdb(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether a database that is kept is made anew: when asked, when the last run that used it was
    killed (it left a mark only at its end), and when any migration changed."""
    asked = bool(request.config.getvalue("create_db"))
    if not request.config.getvalue("reuse_db"):
        yield asked
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    mark = settings.VAR_DIR / f"test-{worker}-{connection.vendor}.klaar"
    files = sorted(settings.BASE_DIR.glob("[!.]*/**/migrations/0*.py"))
    now = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()
    kept = mark.exists() and mark.read_text() == now
    mark.unlink(missing_ok=True)
    yield asked or not kept
    mark.write_text(now)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A test with commits (`transactional_db`, a browser) ends with the rows that migrations made,
    and no others."""
    with django_db_blocker.unblock():
        begin = rijen.taken(*rijen.tables())
        rijen.without_statistics()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: rijen.back_to(begin))
        yield
    with django_db_blocker.unblock():
        _end_other_sessions()


def _end_other_sessions() -> None:
    """A server that runs for a test keeps a connection as long as a browser keeps its own, and
    PostgreSQL drops no database that anybody still looks at."""
    if connection.vendor == "postgresql" and "test_" in str(connection.settings_dict["NAME"]):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


# -- Browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium, which asks nothing of the network by itself."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture
def browser(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser for each test: one that falls over takes no other test with it. It gets the fonts
    of this machine back: a PDF rendered in this process took them away, and without any font
    Chromium's pages crash."""
    browser = launch_browser(env=_with_fonts())
    yield browser
    browser.close()


def _with_fonts() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """`page.goto("/themas/")` goes to the portal that runs for this test."""
    return str(live_server.url)


# -- Who works with it ------------------------------------------------------------------------


@pytest.fixture
def joris(client: Client) -> Client:
    """The eindredacteur, logged in."""
    from tests.fabriek import iemand

    client.force_login(iemand(Rol.EINDREDACTEUR, first_name="Joris"))
    return client


# -- What the machine may have ----------------------------------------------------------------


@pytest.fixture(scope="session")
def bronnen() -> Path:
    """The folder with the real documents."""
    if not BRONNEN:
        pytest.skip("no real documents: set BRONNEN to their folder")
    return Path(BRONNEN)


@pytest.fixture(scope="session")
def gevallen() -> Path:
    """The folder with the small inputs that failed once, and what each must become."""
    if not GEVALLEN:
        pytest.skip("no small inputs: set GEVALLEN to their folder")
    return Path(GEVALLEN)


@pytest.fixture(scope="session")
def standaarden() -> Path:
    """The folder with the schemas that standard bodies publish."""
    if not STANDAARDEN:
        pytest.skip("no schemas: set STANDAARDEN to their folder")
    return Path(STANDAARDEN)


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., None]:
    """Call it with the paths of PDFs: fails with veraPDF's own words when one of them does not
    conform to each of the flavours (`ua1` is PDF/UA-1, `3a` is PDF/A-3a)."""

    def judge(*pdfs: Path, flavours: str = "ua1,3a") -> None:
        command = [*shlex.split(VERAPDF), flavours, *map(str, pdfs)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            names = ", ".join(pdf.name for pdf in pdfs)
            pytest.fail(f"veraPDF on {names}:\n{answer.stdout}{answer.stderr}", pytrace=False)

    return judge


@pytest.fixture(scope="session")
def libreoffice(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[dict[str, bytes]], dict[str, str]]:
    """Call it with Word files by name (without an ending): gives the text that LibreOffice reads in
    each. It is slow to start, so let it read all of them at once."""

    def read(files: dict[str, bytes]) -> dict[str, str]:
        folder = tmp_path_factory.mktemp("libreoffice")
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = [*shlex.split(SOFFICE), profile, "--headless", "--convert-to"]
        paths = [str(folder / f"{name}.docx") for name in files]
        command = [*convert, "txt:Text (encoded):UTF8", "--outdir", str(folder), *paths]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=300, env=_with_fonts()
        )
        assert done.returncode == 0, done.stderr
        return {name: (folder / f"{name}.txt").read_text("utf-8-sig") for name in files}

    return read

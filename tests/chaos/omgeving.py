"""What a chaos test stands on: a database, a service, and somebody who asks for pages."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests.mailserver import free_port
from tests.proces import alive, command_of, descendants, until

ROOT = Path(__file__).resolve().parents[2]
HERHALINGEN = int(os.environ.get("HERHALINGEN", "1"))
# Letters that are published at once.
BRIEVEN = int(os.environ.get("BRIEVEN", "4"))
GEZOND = "/gezond"


def report(line: str) -> None:
    """A number that was seen; shown with -s, and with a failure."""
    print(f"\n  [volhard] {line}", flush=True)


class Postgres:
    """A server of our own, that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.bin = self._find()
        self.data, self.port = folder / "pg", free_port()
        self.root = os.getuid() == 0
        folder.chmod(0o755)
        self.data.mkdir()
        if self.root:
            shutil.chown(self.data, "postgres", "postgres")
        self._run("initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "--no-sync")

    @staticmethod
    def _find() -> Path:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
        there = shutil.which("pg_ctl")
        return Path(there).parent if there else found[-1].parent

    def _run(self, program: str, *args: str) -> None:
        command = [str(self.bin / program), *args]
        if self.root:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=320)

    def start(self) -> None:
        # Killed often, but never by a power cut: nothing waits for the disk.
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        options += " -c fsync=off"
        log = str(self.data / "log")
        self._run(
            "pg_ctl", "-D", str(self.data), "-w", "-t", "300", "-l", log, "-o", options, "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop")

    def url(self, name: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def sql(self, name: str, query: str, *values: Any) -> list[Any]:
        with psycopg.connect(self.url(name), autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []


def of_dockerfile() -> tuple[list[str], dict[str, str]]:
    """The command and the settings with which the image serves."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    command = json.loads(re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)[-1])
    return command, dict(re.findall(r"(GRANIAN_\w+)=(\S+)", text))


class Dienst:
    """The portal as a service: whoever runs it starts it again when it ends."""

    def __init__(self, url: str, folder: Path, **more: str) -> None:
        self.port, self.log = free_port(), folder / "dienst.log"
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(exist_ok=True)
        tmp = folder / "tmp"
        tmp.mkdir(exist_ok=True)
        command, settings = of_dockerfile()
        self.command = [str(ROOT / ".venv/bin" / command[0]), *command[1:]]
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")},
            **settings,
            "DATABASE_URL": url,
            "ENV_BESTAND": "",
            "DJANGO_DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "veiligheid.settings",
            "DJANGO_SECRET_KEY": "only-for-chaos-" * 5,
            "ALLOWED_HOSTS": "127.0.0.1",
            "TRUSTED_PROXY": "1",
            # Who publishes here has a password and no more.
            "TWEEDE_STAP_ROLLEN": "",
            "GRANIAN_HOST": "127.0.0.1",
            "GRANIAN_PORT": str(self.port),
            "WERKER_PROCESSEN": "2",
            "TMPDIR": str(tmp),
            **more,
        }
        self.tmp = tmp
        self.starts = 0
        self._over = threading.Event()

    def __enter__(self) -> "Dienst":
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()
        until(self.answers, 90)
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        family = self.family()
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            self.process.kill()
        self._keeper.join(20)
        until(lambda: not any(alive(pid) for pid in family), 20)

    def _keep(self) -> None:
        while not self._over.is_set():
            with self.log.open("ab") as out:
                self.process = subprocess.Popen(
                    self.command, cwd=ROOT, env=self.env, stdout=out, stderr=out
                )
            self.starts += 1
            family: list[int] = []
            while self.process.poll() is None and not self._over.wait(0.5):
                family = self.family() or family
            # What a service manager does with the rest of a service that ended.
            for pid in [] if self._over.is_set() else family:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def family(self) -> list[int]:
        return descendants(self.process.pid) if self.process is not None else []

    def web(self) -> list[int]:
        """The processes that answer."""
        return [p for p in self.family() if "granian" in command_of(p)]

    def workers(self) -> list[int]:
        return [p for p in self.family() if "werkproces" in command_of(p)]

    def supervisors(self) -> list[int]:
        return [p for p in self.family() if "manage.py werker" in command_of(p)]

    def pdfs(self) -> list[int]:
        return [p for p in self.family() if "pdf.worker" in command_of(p)]

    def answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return Bezoeker(self).get(GEZOND, seconds=3).status == 200
        return False

    def manage(self, *args: str, code: str | None = None) -> None:
        command = (
            [sys.executable, "manage.py", *args] if code is None else [sys.executable, "-c", code]
        )
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, timeout=400)
        if done.returncode:
            raise RuntimeError(done.stderr.decode()[-2000:])


class Antwoord:
    """What came back."""

    def __init__(self, status: int, place: str, text: bytes, seconds: float) -> None:
        self.status, self.place, self.text, self.seconds = status, place, text, seconds

    @property
    def html(self) -> str:
        return self.text.decode(errors="replace")


class Bezoeker:
    """Somebody with a browser, cookies and no JavaScript."""

    def __init__(self, dienst: Dienst) -> None:
        self.dienst, self.cookies = dienst, SimpleCookie()

    def get(self, path: str, seconds: float = 30.0) -> Antwoord:
        return self._ask("GET", path, None, seconds)

    def post(self, path: str, data: dict[str, str], seconds: float = 30.0, **kop: str) -> Antwoord:
        token = self.cookies["csrftoken"].value if "csrftoken" in self.cookies else ""
        body = urlencode({"csrfmiddlewaretoken": token, **data})
        return self._ask("POST", path, body, seconds, **kop)

    def log_in(self, naam: str, wachtwoord: str) -> "Bezoeker":
        self.get("/inloggen/")
        answer = self.post("/inloggen/", {"login": naam, "password": wachtwoord})
        if answer.status != 302:
            raise RuntimeError(f"{naam}: {answer.status}")
        return self

    def _ask(
        self, method: str, path: str, body: str | None, seconds: float, **kop: str
    ) -> Antwoord:
        begin = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.dienst.port, timeout=seconds)
        headers = {
            "Host": "127.0.0.1",
            "X-Forwarded-Proto": "https",
            "Referer": "https://127.0.0.1/",
            "Cookie": "; ".join(f"{k}={m.value}" for k, m in self.cookies.items()),
            **kop,
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            for header in answer.headers.get_all("Set-Cookie") or ():
                self.cookies.load(header)
        finally:
            connection.close()
        place = answer.headers.get("Location", "")
        return Antwoord(answer.status, place, text, time.monotonic() - begin)

    def fields(self, path: str, which: str) -> dict[str, str]:
        """The fields of the form that has this one, as they stand, with a yes to what it asks."""
        from lxml import html as lxml_html

        page = lxml_html.fromstring(self.get(path).html)
        form = next(f for f in page.forms if which in f.fields)
        yes = {naam: "on" for naam in form.fields if naam.startswith("ja-")}
        return {k: str(v).removeprefix("\n") for k, v in form.form_values()} | yes


@contextmanager
def every(seconds: float, do: Any) -> Iterator[list[str]]:
    """Do this again and again beside the block; gives what went wrong in it."""
    over, errors = threading.Event(), list[str]()

    def loop() -> None:
        while not over.wait(seconds):
            try:
                do()
            except Exception as error:
                errors.append(repr(error))

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    try:
        yield errors
    finally:
        over.set()
        thread.join(60)

"""Published bytes against a bare WSGI callable that returns the same, headers too: the letter's
page with what lives around it, that it was not modified, and its PDF.

Both under granian with one worker, asked in turn over one kept connection; ours writes a line for
each request to a file. Reported, not judged.
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.omgeving import own_database

ADRES = "/brieven/veiligheidsbrief-2025/"
HEADERS = {"Accept-Encoding": "gzip, br", "X-Forwarded-Proto": "https"}
OURS = "veiligheid.wsgi:application"
ROUNDS, REQUESTS = 9, 300


@contextmanager
def served(application: str, **environment: str) -> Iterator[int]:
    """A granian with one worker for this application; gives its port."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"]
    command += ["--no-log", "--host", "127.0.0.1", "--port", str(port), application]
    env = {**os.environ, **environment}
    with tempfile.TemporaryFile() as log, subprocess.Popen(command, env=env, stderr=log) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The server does not start.")


def ask(
    port: int, path: str, headers: Mapping[str, str], n: int
) -> tuple[float, int, bytes, dict[str, str]]:
    """Seconds for one request, on average over n on one connection; and what was answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    body, status = b"", 0
    given: dict[str, str] = {}
    start = time.perf_counter()
    for _ in range(n):
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        body, status, given = (
            answer.read(),
            answer.status,
            {k.lower(): v for k, v in answer.headers.items()},
        )
    seconds = (time.perf_counter() - start) / n
    connection.close()
    if status not in (200, 304):
        sys.exit(f"{path}: {status}")
    return seconds, status, body, given


def compare(ours: int, folder: Path, naam: str, path: str, headers: Mapping[str, str]) -> None:
    ask(ours, path, headers, 5)
    _, status, body, given = ask(ours, path, headers, 5)
    saved, told = folder / "bare.bytes", folder / "bare.json"
    saved.write_bytes(body)
    own = {k: v for k, v in given.items() if k not in ("date", "server", "x-request-id")}
    told.write_text(json.dumps({"status": status, "headers": list(own.items())}))
    with served("tests.benchmarks.bare:application", BARE=str(saved), BARE_HEAD=str(told)) as bare:
        if ask(bare, path, headers, 5)[1:3] != (status, body):
            sys.exit("The two do not answer the same.")
        pairs = [
            (ask(ours, path, headers, REQUESTS)[0], ask(bare, path, headers, REQUESTS)[0])
            for _ in range(ROUNDS)
        ]
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratios = sorted(y / x for x, y in pairs)
    print(
        f"{naam}, {len(body):,} bytes: {a * 1000:.2f} ms, bare {b * 1000:.2f} ms: "
        f"{statistics.median(ratios):.2f} of its requests per second "
        f"(pairs {ratios[0]:.2f}–{ratios[-1]:.2f})",
        flush=True,
    )


def main() -> None:
    with own_database(demo=True) as folder:
        # As in the image: what lives around a page names its icon by the sum of it.
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        _measure(folder)


def _measure(folder: Path) -> None:
    with served(OURS, WERKER_IN_WEB="0") as ours:
        etag = ask(ours, ADRES, HEADERS, 1)[3]["etag"]
        compare(ours, folder, "letter page", ADRES, HEADERS)
        compare(ours, folder, "not modified", ADRES, {**HEADERS, "If-None-Match": etag})
        compare(ours, folder, "its PDF", f"{ADRES}brief.pdf", HEADERS)


if __name__ == "__main__":
    main()

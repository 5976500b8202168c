"""The public letter page against a bare WSGI callable that returns the same bytes.

Both under granian with one worker, asked in turn over one kept connection; reported, not judged.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.omgeving import own_database

ADRES = "/brieven/veiligheidsbrief-2025/"
HEADERS = {"Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"}
ROUNDS, REQUESTS = 9, 150


@contextmanager
def served(application: str, **environment: str) -> Iterator[int]:
    """A granian with one worker for this application; gives its port."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"]
    command += ["--no-log", "--host", "127.0.0.1", "--port", str(port), application]
    with subprocess.Popen(command, env={**os.environ, **environment}) as server:
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


def ask(port: int, n: int) -> tuple[float, bytes]:
    """Seconds for one request, on average over n on one connection; and what was answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    body = b""
    start = time.perf_counter()
    for _ in range(n):
        connection.request("GET", ADRES, headers=HEADERS)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{ADRES}: {answer.status}")
    seconds = (time.perf_counter() - start) / n
    connection.close()
    return seconds, body


def main() -> None:
    with own_database(demo=True) as folder, served("veiligheid.wsgi:application") as ours:
        _, page = ask(ours, 5)
        saved = Path(folder) / "page.gz"
        saved.write_bytes(page)
        with served("tests.benchmarks.bare:application", BARE_PAGE=str(saved)) as bare:
            if ask(bare, 5)[1] != page:
                sys.exit("The two do not answer the same bytes.")
            pairs = [(ask(ours, REQUESTS)[0], ask(bare, REQUESTS)[0]) for _ in range(ROUNDS)]
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratios = sorted(x / y for x, y in pairs)
    print(f"letter page, {len(page):,} bytes (gzip): {a * 1000:.2f} ms a request")
    print(f"bare WSGI callable, same bytes:  {b * 1000:.2f} ms a request")
    print(
        f"ratio {a / b:.1f}× (pairs {ratios[0]:.1f}–{ratios[-1]:.1f}×), "
        f"{ROUNDS} pairs of {REQUESTS} requests"
    )


if __name__ == "__main__":
    main()

"""The fastest a WSGI server in Python can answer: a callable that returns bytes it holds."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()
_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", str(len(_PAGE))),
]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", _HEADERS)
    return [_PAGE]

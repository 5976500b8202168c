"""The fastest a WSGI server in Python can answer: a callable that returns bytes it holds."""

import json
import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

_BYTES = Path(os.environ["BARE"]).read_bytes()
_HEAD = json.loads(Path(os.environ["BARE_HEAD"]).read_text())
_STATUS = f"{_HEAD['status']} {HTTPStatus(_HEAD['status']).phrase}"
_HEADERS = [(name, value) for name, value in _HEAD["headers"]]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response(_STATUS, _HEADERS)
    return [_BYTES]

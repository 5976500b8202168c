"""The script of the interactive charts: the one that we say it is, and small enough to fetch."""

import hashlib
from pathlib import Path

import brotli

from monitoring.charts.bundel import NAAM, SHA256, VERSIE, copy_bundle
from monitoring.charts.plotly import plotly_figure
from tests.monitoring.charts.grafieken import lijn, reeks, staaf

# What a reader with the oldest coding fetches.
MOST = 400_000


def test_unpacked_once_and_what_it_says(tmp_path: Path) -> None:
    assert copy_bundle(tmp_path)
    assert not copy_bundle(tmp_path)
    data = (tmp_path / NAAM).read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    assert f"plotly.js (basic - minified) v{VERSIE}".encode() in data[:200]
    assert b"MIT license" in data[:300]


def test_small_enough(tmp_path: Path) -> None:
    copy_bundle(tmp_path)
    packed = Path("monitoring/charts") / f"{NAAM}.gz"
    small = len(brotli.compress((tmp_path / NAAM).read_bytes(), quality=5))
    print(f"gzip {packed.stat().st_size:,}, brotli {small:,} bytes")
    assert max(small, packed.stat().st_size) < MOST


def test_it_draws_what_we_draw() -> None:
    """The basic bundle has no other traces than these."""
    kinds = {
        t["type"]
        for figuur in (lijn(reeks("Stad", 1, 2)), staaf(Noord=1))
        for t in plotly_figure(figuur)["data"]
    }
    assert kinds == {"scatter", "bar"}

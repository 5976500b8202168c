"""The script of the interactive charts, unpacked beside the other static files.

`plotly-basic.min.js.gz` is `plotly-basic.min.js` of the npm package plotly.js-basic-dist-min (MIT),
packed and otherwise untouched: lines and bars, which is all that is drawn here, in less than a
third of the whole library. Another version: `npm pack plotly.js-basic-dist-min`, unpack it,
compress its script with `gzip -9n`, and put its version and sum here.

`python -m monitoring.charts.bundel [target-dir]` writes it (by default to static/vendor) when it is
not there yet or is another one.
"""

import gzip
import os
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "static" / "vendor"
NAAM = "plotly-basic.min.js"
VERSIE = "4.1.1"
SHA256 = "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"
_PACKED = Path(__file__).with_name(f"{NAAM}.gz")


def copy_bundle(target: Path = TARGET) -> bool:
    """Whether anything was written."""
    content = gzip.decompress(_PACKED.read_bytes())
    path = target / NAAM
    if path.is_file() and path.read_bytes() == content:
        return False
    target.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: two processes may be copying at the same moment.
    partial = path.with_name(f"{NAAM}.{os.getpid()}.deel")
    partial.write_bytes(content)
    partial.replace(path)
    return True


if __name__ == "__main__":
    copy_bundle(*(Path(a) for a in sys.argv[1:2]))

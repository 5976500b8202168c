"""The script of the interactive charts, copied out of the plotly package on this machine.

It does not stand in the repository. `python -m monitoring.charts.bundel [target-dir]` writes
`plotly.min.js` (by default to static/vendor) when it is not there yet or is another one.
"""

import os
import sys
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "static" / "vendor"
NAAM = "plotly.min.js"


def copy_bundle(target: Path = TARGET) -> bool:
    """Whether anything was written."""
    source = files("plotly") / "package_data" / NAAM
    content = source.read_bytes()
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

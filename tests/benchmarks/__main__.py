"""`make bench`: speed as ratios measured in one run, so that the machine's own speed drops out.

make bench                       everything
make bench ARGS="serving"        one of: pdf, serving, composition, saving, metingen, grafieken,
                                 spiegel, publiceren, ronde, uitgave
"""

import subprocess
import sys

BENCHES = (
    "pdf",
    "serving",
    "composition",
    "saving",
    "metingen",
    "grafieken",
    "spiegel",
    "publiceren",
    "ronde",
    "uitgave",
)


def main() -> int:
    wanted = [name for name in sys.argv[1:] if name in BENCHES] or BENCHES
    failed = 0
    for name in wanted:
        print(f"\n== {name} ==", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
        failed |= subprocess.run(command, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())

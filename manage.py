#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from veiligheid.core.pango import pango_ontbreekt


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        # The demo needs no settings of its own: it runs on SQLite under var/, on this machine only.
        os.environ.setdefault("DJANGO_DEBUG", "1")
    if melding := pango_ontbreekt():
        sys.exit(melding)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veiligheid.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        # The demo needs no settings: it runs on SQLite under var/, on this machine only. Those of a
        # real portal that lie beside it are left alone.
        os.environ["DJANGO_DEBUG"] = "1"
        os.environ["ENV_BESTAND"] = ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veiligheid.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from veiligheid.omgeving import refusal

    try:
        _ = settings.DEBUG  # the first that is asked reads them all
    except ImproperlyConfigured as error:
        sys.exit(refusal(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

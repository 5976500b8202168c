"""The tests. Pytest loads this module before Django's settings (`-p tests`, see the Makefile):
the defaults that every run stands on, whichever way it is started."""

import os

# Plain http and plain static files: what production adds is tested with settings of its own.
os.environ.setdefault("DJANGO_DEBUG", "1")
# A .env of production beside the code is not for tests.
os.environ["ENV_BESTAND"] = ""
# Playwright keeps an event loop in the main thread, where Django then refuses its ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

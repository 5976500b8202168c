"""WSGI entry point."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veiligheid.settings")
_django = get_wsgi_application()

# Uses models: not before Django is ready.
from veiligheid.bediening.voorlaag import Voorlaag  # noqa: E402

application = Voorlaag(_django)

if settings.WERKER_IN_WEB:
    from veiligheid.core.taken import in_web

    in_web.begin()

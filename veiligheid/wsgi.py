"""WSGI entry point."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veiligheid.settings")
application = get_wsgi_application()

if settings.WERKER_IN_WEB:
    from veiligheid.core.taken import in_web

    in_web.begin()

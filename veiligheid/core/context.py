"""What every page of the portal knows."""

from django.conf import settings
from django.http import HttpRequest


def gemeente(request: HttpRequest) -> dict[str, str | bool]:
    return {
        "gemeente": settings.GEMEENTE_NAAM,
        "contact_email": settings.CONTACT_EMAIL,
        "heeft_huisstijl": bool(settings.HUISSTIJL_TOKENS),
    }

"""What every page of the portal knows."""

from django.conf import settings
from django.http import HttpRequest


def gemeente(request: HttpRequest) -> dict[str, str]:
    return {
        "gemeente": settings.GEMEENTE_NAAM,
        "contact_email": settings.CONTACT_EMAIL,
        "pad": request.path,
    }

"""What every page of the portal knows."""

from django.conf import settings
from django.http import HttpRequest

from veiligheid.core.mail.vragen import absolute


def gemeente(request: HttpRequest) -> dict[str, str]:
    # Of what everybody reads: one address for a page, whatever is asked behind it.
    inside = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "canoniek": "" if inside else absolute(request.path),
        "gemeente": settings.GEMEENTE_NAAM,
        "contact_email": settings.CONTACT_EMAIL,
        "pad": request.path,
    }

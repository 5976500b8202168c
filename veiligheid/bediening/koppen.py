"""Headers on every answer that Django's own middleware has no setting for."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

# Nothing of a page of ours, or of what it might be made to show, needs any of these.
_NOT_NEEDED = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
_POLICY = ", ".join(f"{name}=()" for name in _NOT_NEEDED)


class Koppen:
    """Permissions-Policy, and Cross-Origin-Resource-Policy: no other site shows our files as its
    own. Following a link to them is no such thing. And none too many on a 304."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # What belongs to bytes that are not sent.
            for name in ("Content-Length", "Content-Type", "Content-Disposition"):
                response.headers.pop(name, None)
        return response

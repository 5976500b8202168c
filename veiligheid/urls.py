"""All routes of the portal."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def gezond(request: HttpRequest) -> HttpResponse:
    """For a load balancer: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("gezond", gezond, name="gezond")]

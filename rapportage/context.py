"""What the menu of every living page knows of what was published."""

from collections.abc import Callable

from django.http import HttpRequest

from rapportage.models import Publicatie
from rapportage.workflow import Briefsoort


def menu(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """`nieuwste_spiegel` gives the address of the newest published mirror, empty when there is
    none. It asks the database only on a page that has a menu."""
    return {"nieuwste_spiegel": _newest_mirror}


def _newest_mirror() -> str:
    mirrors = Publicatie.objects.filter(soort=Briefsoort.SPIEGEL.value)
    newest = mirrors.order_by("-jaar", "slug").first()
    return newest.get_absolute_url() if newest else ""

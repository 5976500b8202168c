"""What the menu of every living page knows of what was published."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest

from rapportage.openbaar.kader import newest_mirror


def menu(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """`nieuwste_spiegel` gives the address of the newest published mirror, empty when there is
    none. It asks the database only on a page that has a menu."""
    # The menu of a narrow screen is at the foot as well: asked once.
    return {"nieuwste_spiegel": cache(newest_mirror)}

"""Pages that a page of the portal itself may show in a frame; every other page refuses that."""

from collections.abc import Callable
from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

_OPEN = csp_replace({"frame-ancestors": [SELF]})


def in_own_frame(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    # django-csp's types know views without further arguments only.
    opened = _OPEN(cast("Any", view))
    return cast("Callable[..., HttpResponse]", xframe_options_sameorigin(cast("Any", opened)))

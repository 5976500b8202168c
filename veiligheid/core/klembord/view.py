"""What somebody pasted in the editor, read by the rules that hold for everything that comes in."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from veiligheid.core.richtext import pasted


@never_cache
@require_POST
def plakken(request: HttpRequest) -> JsonResponse:
    """The html in ``html`` in normal form, with what was left behind. Nothing is stored."""
    if not request.user.is_authenticated:
        return JsonResponse({"uitkomst": "uitgelogd"}, status=401)
    try:
        html, opgemerkt = pasted(request.POST.get("html", ""))
    except ValidationError as fout:
        return JsonResponse({"fout": " ".join(fout.messages)}, status=422)
    return JsonResponse({"html": html, "opgemerkt": opgemerkt})

"""Going to the service and coming back."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from veiligheid.core.oidc.provider import InlogdienstAdapter


def _answer(view: type, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        adapted = view.adapter_view(InlogdienstAdapter(request, provider_id))  # type: ignore[attr-defined]
        answer: HttpResponse = adapted(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """A POST goes to the service. A GET asks first: an address alone makes nobody log in."""
    return _answer(OAuth2LoginView, request, provider_id)


@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2CallbackView, request, provider_id)

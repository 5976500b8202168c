"""Addresses of coming in. Those with an `account_`, `mfa_` or `openid_` name are the pages that
allauth itself looks for."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.urls import URLPattern, path, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from veiligheid.core.oidc import views as oidc
from veiligheid.core.toegang import views


def _page(
    view: Any, template: str, *, open_: bool = False, **init: Any
) -> Callable[..., HttpResponseBase]:
    """One of allauth's pages in a template of ours; only for whoever logged in, unless `open_`."""
    made: Callable[..., HttpResponseBase] = view.as_view(
        template_name=f"toegang/{template}.html", **init
    )
    made = require_http_methods(["GET", "HEAD", "POST"])(made)
    return never_cache(made if open_ else login_required(made))


STAP = "account/tweede-stap/"
urlpatterns: list[URLPattern] = [
    path("inloggen/", views.Inloggen.as_view(), name="account_login"),
    path("inloggen/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "inloggen/tweede-stap/",
        _page(mfa.AuthenticateView, "code", open_=True),
        name="mfa_authenticate",
    ),
    path("inloggen/<str:provider_id>/", oidc.login, name="openid_connect_login"),
    path("inloggen/<str:provider_id>/terug/", oidc.callback, name="openid_connect_callback"),
    path("uitloggen/", views.uitloggen, name="account_logout"),
    path("wachtwoord-vergeten/", views.vergeten, name="account_reset_password"),
    path("toegang/<str:token>/", views.toegangslink, name="toegangslink"),
    path("account/", views.account, name="account"),
    path("account/sessies/", views.sessies, name="sessies"),
    path(
        "account/wachtwoord/",
        _page(views.Wachtwoord, "wachtwoord"),
        name="account_change_password",
    ),
    path(
        "account/bevestigen/",
        _page(ReauthenticateView, "bevestigen"),
        name="account_reauthenticate",
    ),
    path(
        "account/bevestigen/code/",
        _page(mfa.ReauthenticateView, "bevestigen"),
        name="mfa_reauthenticate",
    ),
    path(
        "account/bevestigen/passkey/",
        _page(passkeys.ReauthenticateWebAuthnView, "bevestigen"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(STAP, _page(mfa.IndexView, "tweede_stap"), name="mfa_index"),
    path(f"{STAP}app/", _page(totp.ActivateTOTPView, "app"), name="mfa_activate_totp"),
    path(
        f"{STAP}app/weghalen/",
        _page(totp.DeactivateTOTPView, "app_weg"),
        name="mfa_deactivate_totp",
    ),
    path(
        f"{STAP}herstelcodes/",
        _page(codes.ViewRecoveryCodesView, "herstelcodes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        f"{STAP}herstelcodes/nieuw/",
        _page(codes.GenerateRecoveryCodesView, "herstelcodes_nieuw"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{STAP}passkeys/nieuw/",
        _page(passkeys.AddWebAuthnView, "passkey"),
        name="mfa_add_webauthn",
    ),
    path(
        f"{STAP}passkeys/<int:pk>/",
        _page(passkeys.EditWebAuthnView, "passkey_naam", success_url=reverse_lazy("mfa_index")),
        name="mfa_edit_webauthn",
    ),
    path(
        f"{STAP}passkeys/<int:pk>/weghalen/",
        _page(views.PasskeyWeg, "passkey_weg", success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
]

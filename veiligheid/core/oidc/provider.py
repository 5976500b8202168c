"""The service as allauth asks it. Named in settings: `SOCIALACCOUNT_PROVIDERS`."""

import secrets
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

from veiligheid.core.oidc.afmelden import remember

NONCE = "oidc_nonce"


class InlogdienstAdapter(OpenIDConnectOAuth2Adapter):
    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> Any:
        """Raises OAuth2Error for a token that is not for us, not of now, or not for this log-in."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        try:
            claims = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("unreadable id_token") from error
        wanted = request.session.pop(NONCE, "")
        if not wanted or not secrets.compare_digest(str(claims.get("nonce", "")), wanted):
            raise OAuth2Error("wrong nonce")
        remember(request, id_token, self.openid_config.get("end_session_endpoint", ""))
        data = {"id_token": claims}
        if app.settings.get("fetch_userinfo") and "userinfo_endpoint" in self.openid_config:
            userinfo = self._fetch_user_info(token.token)
            if userinfo.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo of another")
            data["userinfo"] = {**claims, **userinfo}
        return self.get_provider().sociallogin_from_response(request, data)


class Inlogdienst(OpenIDConnectProvider):
    oauth2_adapter_class = InlogdienstAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = request.session[NONCE] = secrets.token_urlsafe(24)
        params = {**(kwargs.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        if request.user.is_authenticated:
            # Who is logged in already is asked to show who they are: not that a session goes on.
            params["prompt"] = "login"
        answer: HttpResponse = super().redirect(
            request, process, next_url, auth_params=params, **kwargs
        )
        return answer

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Never those that somebody put in an address."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

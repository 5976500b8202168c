"""What one fills in to come in, in our own words."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.account.internal import flows
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from veiligheid.core.models import Gebruiker

_EISEN = "Minstens twaalf tekens. Een zin die u onthoudt, is beter dan een moeilijk woord."
NAAM = "Gebruikersnaam of e-mailadres"
ONGELIJK = "De twee wachtwoorden zijn niet gelijk."
_CODE_UITLEG = "De zes cijfers uit uw app, of een van uw herstelcodes."


def _password(label: str, *, nieuw: bool = False, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(
        attrs={"autocomplete": "new-password" if nieuw else "current-password"}
    )
    return forms.CharField(label=label, strip=False, widget=widget, max_length=4096, **kwargs)


class Inlogformulier(LoginForm):
    """`login` and `password`: of the page to log in, and of the one where a session was lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        naam = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
        self.fields = {
            "login": forms.CharField(label=NAAM, max_length=254, widget=naam),
            "password": _password("Wachtwoord"),
        }

    def user_credentials(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"username": data["login"], "password": data.get("password")}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on: to the page that was asked, or to the second step."""
        self._login.redirect_url = redirect_url
        answer: HttpResponse = flows.login.perform_password_login(
            request, self.user_credentials(), self._login
        )
        return answer


class Codeformulier(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class BevestigCode(ReauthenticateCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class AppInstellen(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, "De zes cijfers die de app nu toont.")


def _as_code(form: forms.Form, uitleg: str = _CODE_UITLEG) -> None:
    form.fields["code"].label = "Code"
    form.fields["code"].help_text = uitleg
    form.fields["code"].widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    )


class Bevestigen(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password("Uw wachtwoord")


class PasskeyToevoegen(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam van deze passkey"
        self.fields["name"].help_text = "Bijvoorbeeld het apparaat waar zij op staat."
        los = self.fields["passwordless"]
        los.label, los.initial = "Hiermee ook inloggen zonder wachtwoord", True
        los.help_text = "Dan vraagt het apparaat om uw vinger, gezicht of pincode."


class PasskeyHernoemen(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam van deze passkey"


class NieuwWachtwoord(forms.Form):
    """A password, twice. `gebruiker`: whose it becomes."""

    password1 = _password("Nieuw wachtwoord", nieuw=True, help_text=_EISEN)
    password2 = _password("Nog een keer", nieuw=True)

    def __init__(self, gebruiker: Gebruiker, *args: Any, **kwargs: Any) -> None:
        self.gebruiker = gebruiker
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        wachtwoord: str = self.cleaned_data["password1"]
        password_validation.validate_password(wachtwoord, self.gebruiker)
        return wachtwoord

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "password1" in data and data["password1"] != data.get("password2"):
            self.add_error("password2", ONGELIJK)
        return data


class WachtwoordWijzigen(NieuwWachtwoord):
    """As ACCOUNT_FORMS wants it: with `user`, and a `save`."""

    field_order = ("oldpassword", "password1", "password2")
    oldpassword = _password("Huidig wachtwoord")

    def __init__(self, *args: Any, user: Gebruiker, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.user = user

    def clean_oldpassword(self) -> str:
        from allauth.account.adapter import get_adapter

        oud: str = self.cleaned_data["oldpassword"]
        # By the same brake as at the door.
        if not get_adapter().reauthenticate(self.user, oud):
            raise ValidationError("Dit is niet uw huidige wachtwoord.")
        return oud

    def save(self) -> None:
        from veiligheid.core.toegang.sessies import end_sessions

        self.user.set_password(self.cleaned_data["password1"])
        self.user.save(update_fields=["password"])
        end_sessions(self.user)


class Vergeten(forms.Form):
    naam = forms.CharField(
        label=NAAM,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

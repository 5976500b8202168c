"""The environment that the settings come from, and what is said when one is missing or wrong."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class Omgeving(environ.Env):  # type: ignore[misc]
    """Reads a setting; raises ImproperlyConfigured, in words for who sets it."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ImproperlyConfigured as error:
            if var not in self.ENVIRON:
                raise ImproperlyConfigured(f"De instelling {var} ontbreekt.") from error
            raise ImproperlyConfigured(
                f"{var} begint met een $; zo is het de naam van een andere instelling, en die is "
                "er niet of klopt niet. Kies een waarde zonder $ aan het begin."
            ) from error
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{var} is {self.ENVIRON[var]!r}; dat is niet het soort waarde dat hier hoort."
            ) from error

    def db_url(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            found = super().db_url(var, *args, **kwargs)
        except ValueError as error:
            raise _no_address(var) from error
        if "ENGINE" not in found:
            raise _no_address(var)
        return found

    @classmethod
    def email_url_config(cls, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().email_url_config(*args, **kwargs)
        except (ImproperlyConfigured, ValueError) as error:
            raise _no_address("EMAIL_URL") from error


def _no_address(var: str) -> ImproperlyConfigured:
    """Without the address itself: there is a password in it."""
    return ImproperlyConfigured(f"{var} is geen adres zoals dat in .env.example staat.")


def refusal(error: ImproperlyConfigured) -> str:
    """What the command line says instead of where in the code it stopped."""
    return (
        f"Het portaal start niet. {error}\n"
        "Elke instelling staat uitgelegd in .env.example en docs/howto/installeren.md; "
        "om het portaal te proberen is er geen nodig: make demo."
    )

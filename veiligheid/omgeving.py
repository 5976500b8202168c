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
            raise ImproperlyConfigured(f"De instelling {var} ontbreekt.") from error
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{var} is {self.ENVIRON[var]!r}; dat is niet het soort waarde dat hier hoort."
            ) from error


def refusal(error: ImproperlyConfigured) -> str:
    """What the command line says instead of where in the code it stopped."""
    return (
        f"Het portaal start niet. {error}\n"
        "Elke instelling staat uitgelegd in .env.example en docs/howto/installeren.md; "
        "om het portaal te proberen is er geen nodig: make demo."
    )

"""What a password must be, in our own words: Django's are not all translated."""

from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)
from django.core.exceptions import ValidationError


class Lang(MinimumLengthValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length:
            melding = f"Dit wachtwoord is te kort: kies minstens {self.min_length} tekens."
            raise ValidationError(melding, code="te-kort")


class NietBekend(CommonPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if password.lower().strip() in self.passwords:
            melding = "Dit wachtwoord kiezen veel mensen. Neem iets dat alleen u bedenkt."
            raise ValidationError(melding, code="te-bekend")

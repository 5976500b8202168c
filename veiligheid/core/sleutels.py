"""Lasting names that tell nothing: no title that may change, no number that counts."""

from django.utils.crypto import get_random_string

# Without letters and digits that people take for each other.
_TEKENS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_sleutel() -> str:
    return get_random_string(8, _TEKENS)

"""The state of what is handed in, as a column of its record."""

from django.db import models
from django.db.models import Q

from veiligheid.core.nazien.workflow import STAATKEUZES, Inzendingstaat


def staat_field(naam: str = "stand") -> "models.CharField[str, str]":
    """The column; only verbs change it."""
    return models.CharField(
        naam,
        max_length=20,
        choices=STAATKEUZES,
        default=Inzendingstaat.CONCEPT.value,
        editable=False,
    )


def is_staat(veld: str = "staat") -> Q:
    """For a constraint: that the column holds a state that there is."""
    return Q(**{f"{veld}__in": [s.value for s in Inzendingstaat]})

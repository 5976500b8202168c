"""The kinds of document that are made from a round, as data. No ORM here."""

from django.db.models import TextChoices


class Briefsoort(TextChoices):
    VEILIGHEIDSBRIEF = "veiligheidsbrief", "Veiligheidsbrief"
    STADSREKENING = "stadsrekening", "Hoofdstuk in de stadsrekening"
    SPIEGEL = "spiegel", "Beloofd en gedaan"
    AUDITOORDEEL = "auditoordeel", "Oordeel van de auditcommissie"

    @property
    def heeft_themas(self) -> bool:
        """Whether it is a letter of themes; what is not, has pieces for a body."""
        return self is Briefsoort.VEILIGHEIDSBRIEF

    @property
    def als_word(self) -> bool:
        """Whether it goes out as a Word file as well: what is put into another document."""
        return self not in _NOT_IN_WORD


# The letter leaves theme by theme, and a mirror as a list.
_NOT_IN_WORD = {Briefsoort.VEILIGHEIDSBRIEF, Briefsoort.SPIEGEL, Briefsoort.AUDITOORDEEL}

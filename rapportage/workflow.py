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

"""The kinds of document that are made from a round, as data. No ORM here."""

from django.db.models import TextChoices


class Briefsoort(TextChoices):
    VEILIGHEIDSBRIEF = "veiligheidsbrief", "Veiligheidsbrief"
    STADSREKENING = "stadsrekening", "Hoofdstuk in de stadsrekening"
    SPIEGEL = "spiegel", "Beloofd en gedaan"
    AUDITOORDEEL = "auditoordeel", "Oordeel van de auditcommissie"
    EVALUATIE = "evaluatie", "Evaluatie van een plan"
    RAADSOVERDRACHT = "raadsoverdracht", "Overdracht aan de nieuwe raad"
    VERANTWOORDING = "verantwoording", "Verantwoording van een projectplan"
    FENOMEENANALYSE = "fenomeenanalyse", "Fenomeenanalyse"

    @property
    def heeft_themas(self) -> bool:
        """Whether it is a letter of themes; what is not, has pieces for a body."""
        return self is Briefsoort.VEILIGHEIDSBRIEF

    @property
    def als_word(self) -> bool:
        """Whether it goes out as a Word file as well: what is put into another document."""
        return self not in _NOT_IN_WORD

    @property
    def over_de_looptijd(self) -> bool:
        """Whether it tells of all years of its plan, and not of those of its round alone."""
        return self in {Briefsoort.EVALUATIE, Briefsoort.RAADSOVERDRACHT}


# The letter leaves theme by theme, and a mirror as a list.
_NOT_IN_WORD = {Briefsoort.VEILIGHEIDSBRIEF, Briefsoort.SPIEGEL, Briefsoort.AUDITOORDEEL}

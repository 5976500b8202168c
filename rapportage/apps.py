from django.apps import AppConfig


class RapportageConfig(AppConfig):
    name = "rapportage"
    verbose_name = "Brieven en publicaties"

    def ready(self) -> None:
        """Figures ask which letters quote them; letters stand above, so they say so here."""
        from monitoring.aanhalingen import register
        from rapportage.aanhalingen import letters_quoting

        register(letters_quoting)

from django.apps import AppConfig


class RapportageConfig(AppConfig):
    name = "rapportage"
    verbose_name = "Brieven en publicaties"

    def ready(self) -> None:
        """Figures ask which letters quote them; letters stand above, so they say so here."""
        from monitoring.geciteerd import register
        from rapportage.geciteerd import letters_quoting

        register(letters_quoting)

from django.apps import AppConfig


class RapportageConfig(AppConfig):
    name = "rapportage"
    verbose_name = "Brieven en publicaties"

    def ready(self) -> None:
        """Figures and acties ask which letters tell of them; letters stand above, so they say
        so here."""
        from monitoring import geciteerd
        from rapportage.geciteerd import letters_quoting, letters_telling
        from themas.plan import gebruik

        geciteerd.register(letters_quoting)
        gebruik.register(letters_telling)

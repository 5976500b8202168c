from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "veiligheid.core"
    label = "core"
    verbose_name = "Gebruikers en logboek"

    def ready(self) -> None:
        from veiligheid.core import (  # noqa: F401  (they register themselves)
            checks,
            huisstijl,
            terugdraaien,
            triggers,
        )

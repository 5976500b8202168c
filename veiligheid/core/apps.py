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
        from veiligheid.core.oidc import afmelden  # noqa: F401  (they listen)
        from veiligheid.core.toegang import logboek, sessies, tweede_stap, vers  # noqa: F401

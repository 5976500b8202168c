from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Cijfers"

    def ready(self) -> None:
        """A text may say which areas it is about; figures, which have them, stand above texts."""
        from monitoring.cijfers.gebieden import nameable
        from themas import gebieden

        gebieden.register(nameable)

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "veiligheid.demo"
    label = "demo"
    verbose_name = "Demo"

"""A group for each role."""

from django.db import migrations

ROLLEN = [
    "beheerder",
    "eindredacteur",
    "beleidsadviseur",
    "secretariaat",
    "griffie",
    "auditcommissie",
    "raadslid",
]


def create_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for naam in ROLLEN:
        group.objects.get_or_create(name=naam)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLLEN).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0001_eerste_tabellen"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(create_groups, remove_groups)]

"""A group for the two new roles."""

from django.db import migrations

ROLLEN = ["portefeuillehouder", "leidinggevende"]


def create_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for naam in ROLLEN:
        group.objects.get_or_create(name=naam)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLLEN).delete()


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """Who has such a role would lose it unseen; see veiligheid.core.terugdraaien."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM core_gebruiker_groups ug "
                "JOIN auth_group g ON g.id = ug.group_id "
                "WHERE g.name IN ('portefeuillehouder', 'leidinggevende')"
            )
            given = cursor.fetchone()[0]
        return f"{given} keer is een rol gegeven die die versie niet kent." if given else ""

    dependencies = [("core", "0008_toegang")]
    operations = [migrations.RunPython(create_groups, remove_groups)]

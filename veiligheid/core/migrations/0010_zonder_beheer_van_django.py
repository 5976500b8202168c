"""Django's own admin is gone, and with it the table of what was done there; who did what stands in
the log that only grows. Going back, that admin makes its table anew."""

from django.db import migrations


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS django_admin_log")
    schema_editor.execute("DELETE FROM django_migrations WHERE app = 'admin'")


class Migration(migrations.Migration):
    dependencies = [("core", "0009_rollen_erbij")]
    operations = [migrations.RunPython(drop_table, migrations.RunPython.noop)]

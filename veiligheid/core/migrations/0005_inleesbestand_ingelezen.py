"""What was taken in says so by itself; what was being read has to be read again."""

from django.db import migrations


def forwards(apps, schema_editor):
    bestanden = apps.get_model("core", "Inleesbestand").objects
    for bestand in bestanden.filter(staat="ingelezen").iterator():
        bestand.ingelezen_op = bestand.gehoord_op
        bestand.save(update_fields=["ingelezen_op"])
    # Only a file that was read shows what it would change.
    bestanden.exclude(staat__in=["klaar", "ingelezen"]).update(voorproef=None)


def backwards(apps, schema_editor):
    bestanden = apps.get_model("core", "Inleesbestand").objects
    bestanden.update(staat="mislukt")
    bestanden.filter(voorproef__isnull=False).update(staat="klaar")
    bestanden.filter(ingelezen_op__isnull=False).update(staat="ingelezen")


class Migration(migrations.Migration):
    dependencies = [("core", "0004_taken")]
    operations = [migrations.RunPython(forwards, backwards)]

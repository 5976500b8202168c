"""What was done with a bijdrage so far, from the log: its reasons are read with the text."""

from django.db import migrations

VERBS = ("indienen", "terugsturen", "goedkeuren", "heropenen")


def take_over(apps, schema_editor):
    log, stap = apps.get_model("core", "Logregel"), apps.get_model("core", "Stap")
    op = stap._meta.get_field("op")
    op.auto_now_add = False
    for line in log.objects.filter(soort="bijdrage", verb__in=VERBS).order_by("pk").iterator():
        if line.sleutel.isdecimal():
            stap.objects.create(
                soort="bijdrage",
                record=int(line.sleutel),
                stap=line.verb,
                versie=line.details.get("versie", 1),
                reden=line.details.get("reden", ""),
                wie=line.wie,
                gebruiker_id=line.gebruiker_id,
                op=line.op,
            )
    op.auto_now_add = True


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_stappen"),
        ("themas", "0017_opmerkingen_weg"),
    ]
    # Going back drops the table, which is refused when something is in it.
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]

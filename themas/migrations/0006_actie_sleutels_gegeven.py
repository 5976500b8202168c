from django.db import migrations
from veiligheid.core.sleutels import new_sleutel


def give(apps, schema_editor):
    Actie = apps.get_model('themas', 'Actie')
    acties = list(Actie.objects.using(schema_editor.connection.alias).filter(sleutel='').only('pk'))
    taken = set()
    for actie in acties:
        while (sleutel := new_sleutel()) in taken:
            pass
        taken.add(sleutel)
        actie.sleutel = sleutel
    Actie.objects.using(schema_editor.connection.alias).bulk_update(acties, ['sleutel'], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('themas', '0005_actie_sleutel'),
    ]

    operations = [
        migrations.RunPython(give, migrations.RunPython.noop),
    ]

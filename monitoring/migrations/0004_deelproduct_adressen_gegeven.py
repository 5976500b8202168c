from django.db import migrations

from veiligheid.core.matching import unique_slug


def give_slugs(apps, schema_editor):
    Deelproduct = apps.get_model('monitoring', 'Deelproduct')
    taken = {}
    for deelproduct in Deelproduct.objects.order_by('plan', 'positie', 'pk'):
        slugs = taken.setdefault(deelproduct.plan_id, {'totaal'})
        deelproduct.slug = unique_slug(deelproduct.naam, slugs, 'deelproduct', 80)
        deelproduct.save(update_fields=['slug'])


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0003_versies_en_adressen'),
    ]

    operations = [
        migrations.RunPython(give_slugs, migrations.RunPython.noop),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0004_deelproduct_adressen_gegeven'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='deelproduct',
            constraint=models.UniqueConstraint(fields=('plan', 'slug'), name='deelproduct_slug_uniek'),
        ),
    ]

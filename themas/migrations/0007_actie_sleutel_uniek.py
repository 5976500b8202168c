import django.db.models.deletion
import veiligheid.core.sleutels
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('themas', '0006_actie_sleutels_gegeven'),
    ]

    operations = [
        migrations.AlterField(
            model_name='actie',
            name='sleutel',
            field=models.SlugField(default=veiligheid.core.sleutels.new_sleutel, editable=False, max_length=20, unique=True, verbose_name='sleutel'),
        ),
        # The table is there already: Django made it for the field. Only its name in Python is new.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Blokactie',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('blok', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='themas.blok')),
                        ('actie', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='themas.actie')),
                    ],
                    options={
                        'verbose_name': 'actie van een blok',
                        'verbose_name_plural': 'acties van blokken',
                        'db_table': 'themas_blok_acties',
                        'unique_together': {('blok', 'actie')},
                    },
                ),
                migrations.AlterField(
                    model_name='blok',
                    name='acties',
                    field=models.ManyToManyField(blank=True, related_name='blokken', through='themas.Blokactie', to='themas.actie', verbose_name='acties'),
                ),
            ],
        ),
    ]

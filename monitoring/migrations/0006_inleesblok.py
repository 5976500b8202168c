import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_inleesbestand'),
        ('monitoring', '0005_deelproduct_adres_uniek'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inleesblok',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nummer', models.PositiveIntegerField(verbose_name='nummer')),
                ('inhoud', models.BinaryField(verbose_name='inhoud')),
                ('bestand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blokken', to='core.inleesbestand')),
            ],
            options={
                'verbose_name': 'blok van een inleesbestand',
                'verbose_name_plural': 'blokken van inleesbestanden',
                'ordering': ['bestand', 'nummer'],
                'constraints': [models.UniqueConstraint(fields=('bestand', 'nummer'), name='inleesblok_uniek')],
            },
        ),
    ]

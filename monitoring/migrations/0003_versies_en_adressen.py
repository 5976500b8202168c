from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0002_metingen_een_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bedragversie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('van', models.CharField(max_length=20, verbose_name='van')),
                ('nummer', models.BigIntegerField(db_index=True, verbose_name='nummer van het bedrag')),
                ('bedrag', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='bedrag in euro’s')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='document')),
                ('vervangen_op', models.DateTimeField(auto_now_add=True, verbose_name='vervangen op')),
            ],
            options={
                'verbose_name': 'eerder bedrag',
                'verbose_name_plural': 'eerdere bedragen',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='deelproduct',
            name='slug',
            field=models.SlugField(default='', max_length=80, verbose_name='adres'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='deelproduct',
            name='versie',
            field=models.PositiveIntegerField(default=1, verbose_name='versie'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='versie',
            field=models.PositiveIntegerField(default=1, verbose_name='versie'),
        ),
        migrations.AddField(
            model_name='meting',
            name='versie',
            field=models.PositiveIntegerField(db_default=1, default=1, verbose_name='versie'),
        ),
    ]

"""General parts, annexes and the facts of a letter are handed in and approved. What there was before
is a concept."""

from django.db import migrations, models


TABELLEN = (
    ("rapportage_bijlage", "staat"),
    ("rapportage_brief", "gegevens_staat"),
    ("rapportage_onderdeel", "staat"),
)


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """That version knows no states of these; see veiligheid.core.terugdraaien."""
        n = 0
        with connection.cursor() as cursor:
            for tabel, veld in TABELLEN:
                cursor.execute(f"SELECT count(*) FROM {tabel} WHERE {veld} <> 'concept'")
                n += cursor.fetchone()[0]
        return f"{n} delen van brieven zijn ingediend of goedgekeurd." if n else ""

    dependencies = [
        ('rapportage', '0021_tijdstempel'),
    ]

    operations = [
        migrations.AddField(
            model_name='bijlage',
            name='geheelversie',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='versie van het geheel'),
        ),
        migrations.AddField(
            model_name='bijlage',
            name='staat',
            field=models.CharField(choices=[('concept', 'concept'), ('ingediend', 'ingediend'), ('teruggestuurd', 'teruggestuurd'), ('goedgekeurd', 'goedgekeurd')], default='concept', editable=False, max_length=20, verbose_name='stand'),
        ),
        migrations.AddField(
            model_name='brief',
            name='gegevens_staat',
            field=models.CharField(choices=[('concept', 'concept'), ('ingediend', 'ingediend'), ('teruggestuurd', 'teruggestuurd'), ('goedgekeurd', 'goedgekeurd')], default='concept', editable=False, max_length=20, verbose_name='stand van de gegevens'),
        ),
        migrations.AddField(
            model_name='brief',
            name='gegevens_versie',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='versie van de gegevens'),
        ),
        migrations.AddField(
            model_name='onderdeel',
            name='staat',
            field=models.CharField(choices=[('concept', 'concept'), ('ingediend', 'ingediend'), ('teruggestuurd', 'teruggestuurd'), ('goedgekeurd', 'goedgekeurd')], default='concept', editable=False, max_length=20, verbose_name='stand'),
        ),
        migrations.AddConstraint(
            model_name='bijlage',
            constraint=models.CheckConstraint(condition=models.Q(('staat__in', ['concept', 'ingediend', 'teruggestuurd', 'goedgekeurd'])), name='bijlage_staat_uit_de_lijst'),
        ),
        migrations.AddConstraint(
            model_name='brief',
            constraint=models.CheckConstraint(condition=models.Q(('gegevens_staat__in', ['concept', 'ingediend', 'teruggestuurd', 'goedgekeurd'])), name='brief_gegevens_staat_uit_de_lijst'),
        ),
        migrations.AddConstraint(
            model_name='onderdeel',
            constraint=models.CheckConstraint(condition=models.Q(('staat', 'concept'), models.Q(('bijlage', None), ('staat__in', ['concept', 'ingediend', 'teruggestuurd', 'goedgekeurd'])), _connector='OR'), name='onderdeel_staat_uit_de_lijst'),
        ),
    ]

"""A paragraaf and an actie say which areas they are about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """That version has no place for areas; see veiligheid.core.terugdraaien."""
        found = []
        with connection.cursor() as cursor:
            for table, wat in (("themas_actie", "acties"), ("themas_voortgang", "paragrafen")):
                cursor.execute(f"SELECT count(*) FROM {table} WHERE CAST(gebieden AS text) <> '[]'")
                if n := cursor.fetchone()[0]:
                    found.append(f"{n} {wat}")
        named = " en ".join(found)
        return f"Van {named} is gezegd over welke wijken zij gaan. Die versie kent dat niet." if named else ""

    dependencies = [("themas", "0025_akkoordlinks_weg")]
    operations = [
        migrations.AddField(
            model, "gebieden", models.JSONField("gebieden", default=list, blank=True)
        )
        for model in ("actie", "voortgang")
    ]

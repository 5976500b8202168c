"""What an import proposed waits for a person, as before."""

from django.db import migrations


def give(apps, schema_editor):
    rows = apps.get_model("themas", "Kruisverband").objects
    rows.filter(voorstel=True).update(staat="voorstel")


def give_back(apps, schema_editor):
    rows = apps.get_model("themas", "Kruisverband").objects
    rows.filter(staat="voorstel").update(voorstel=True)


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """That version would show what was refused; see veiligheid.core.terugdraaien."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM themas_kruisverband WHERE staat = 'geweigerd'")
            n = cursor.fetchone()[0]
        return f"{n} kruisverbanden zijn geweigerd. Die versie zou ze tonen." if n else ""

    dependencies = [("themas", "0020_plan_in_het_portaal")]
    operations = [migrations.RunPython(give, give_back)]

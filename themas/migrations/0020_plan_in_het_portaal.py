"""The plan is kept by people: every piece has a version, an actie an owner, and a kruisverband can
be refused."""

from django.db import migrations, models

import django.db.models.deletion


def _voorganger(model):
    return migrations.AlterField(
        model,
        "voorganger",
        models.ForeignKey(
            f"themas.{model}",
            verbose_name="gaat verder met",
            on_delete=django.db.models.deletion.SET_NULL,
            related_name="opvolgers",
            null=True,
            blank=True,
        ),
    )


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """That version has no place for the owner of an actie; see veiligheid.core.terugdraaien."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM themas_actie WHERE eigenaar <> ''")
            n = cursor.fetchone()[0]
        return f"{n} acties hebben een eigenaar. Die versie kent geen eigenaar." if n else ""

    dependencies = [("themas", "0019_akkoordlink")]
    operations = [
        *(
            migrations.AddField(
                model, "versie", models.PositiveIntegerField("versie", default=1, editable=False)
            )
            for model in ("plan", "thema", "pijler", "actie", "planonderdeel")
        ),
        migrations.AddField(
            "actie", "eigenaar", models.CharField("eigenaar", max_length=200, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "kruisverband",
            "staat",
            models.CharField(
                "staat",
                max_length=20,
                choices=[
                    ("voorstel", "voorgesteld"),
                    ("aangenomen", "aangenomen"),
                    ("geweigerd", "geweigerd"),
                ],
                default="aangenomen",
            ),
        ),
        *(_voorganger(model) for model in ("plan", "thema", "actie")),
    ]

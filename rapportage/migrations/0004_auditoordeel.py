from django.db import migrations, models


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """What the version before this one has no place for; see veiligheid.core.terugdraaien."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM rapportage_brief WHERE soort = 'auditoordeel'")
            documenten = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM rapportage_auditoordeel")
            oordelen = cursor.fetchone()[0]
        if documenten or oordelen:
            return (
                f"de auditcommissie heeft {documenten} document(en) en {oordelen} oordelen, en "
                "daarvoor is in die versie geen plaats."
            )
        return ""

    dependencies = [
        ("rapportage", "0003_bijlagen_gevuld"),
    ]

    operations = [
        migrations.CreateModel(
            name="Auditoordeel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("publicatie", models.BigIntegerField(verbose_name="nummer van de publicatie")),
                ("slug", models.SlugField(max_length=80, verbose_name="adres van de publicatie")),
                (
                    "publicatieversie",
                    models.PositiveSmallIntegerField(verbose_name="versie van de publicatie"),
                ),
                ("sleutel", models.SlugField(max_length=20, verbose_name="sleutel van de actie")),
                (
                    "kleur",
                    models.CharField(
                        blank=True,
                        choices=[("geel", "geel"), ("groen", "groen")],
                        max_length=10,
                        verbose_name="oordeel",
                    ),
                ),
                ("toelichting", models.TextField(blank=True, verbose_name="toelichting")),
                ("versie", models.PositiveIntegerField(default=1, verbose_name="versie")),
            ],
            options={
                "verbose_name": "oordeel van de auditcommissie",
                "verbose_name_plural": "oordelen van de auditcommissie",
                "ordering": ["slug", "publicatieversie", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="brief",
            name="brief_soort_uit_de_lijst",
        ),
        migrations.AddField(
            model_name="brief",
            name="beoordeelt",
            field=models.SlugField(
                blank=True, editable=False, max_length=80, verbose_name="beoordeelt"
            ),
        ),
        migrations.AlterField(
            model_name="brief",
            name="soort",
            field=models.CharField(
                choices=[
                    ("veiligheidsbrief", "Veiligheidsbrief"),
                    ("stadsrekening", "Hoofdstuk in de stadsrekening"),
                    ("spiegel", "Beloofd en gedaan"),
                    ("auditoordeel", "Oordeel van de auditcommissie"),
                ],
                default="veiligheidsbrief",
                max_length=20,
                verbose_name="soort",
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("soort__in", ["veiligheidsbrief", "stadsrekening", "spiegel", "auditoordeel"])
                ),
                name="brief_soort_uit_de_lijst",
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("soort", "auditoordeel"), models.Q(("beoordeelt", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("soort", "auditoordeel"), _negated=True), ("beoordeelt", "")
                    ),
                    _connector="OR",
                ),
                name="brief_auditoordeel_over_een_publicatie",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditoordeel",
            constraint=models.UniqueConstraint(
                fields=("publicatie", "sleutel"), name="auditoordeel_een_per_actie"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditoordeel",
            constraint=models.CheckConstraint(
                condition=models.Q(("kleur__in", ["", "geel", "groen"])),
                name="auditoordeel_kleur_geel_of_groen",
            ),
        ),
    ]

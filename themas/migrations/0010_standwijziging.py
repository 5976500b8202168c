"""Each change of state of a promise with its day, as rows that only grow; and the sentences of a
letter that were kept out of the register."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("themas", "0009_toezegging_algemeen_deel_en_stand")]

    operations = [
        migrations.CreateModel(
            name="Standwijziging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "staat",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("deels afgedaan", "deels afgedaan"),
                            ("voorgesteld als afgedaan", "voorgesteld als afgedaan"),
                            ("afgedaan", "afgedaan"),
                            ("vervallen", "vervallen"),
                        ],
                        max_length=30,
                        verbose_name="staat",
                    ),
                ),
                ("op", models.DateField(null=True, verbose_name="op")),
                ("dag_onbekend", models.BooleanField(default=False, verbose_name="dag onbekend")),
                ("vanaf", models.DateField(verbose_name="telt vanaf")),
                ("reden", models.TextField(blank=True, max_length=2000, verbose_name="reden")),
                ("door", models.CharField(blank=True, max_length=200, verbose_name="door")),
                (
                    "opgetekend_op",
                    models.DateTimeField(auto_now_add=True, verbose_name="opgetekend op"),
                ),
            ],
            options={
                "verbose_name": "standwijziging",
                "verbose_name_plural": "standwijzigingen",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Zinweigering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("onderdeel", models.BigIntegerField(null=True, verbose_name="in algemeen deel")),
                ("zinsleutel", models.CharField(max_length=64, verbose_name="zin")),
                ("zin", models.TextField(verbose_name="de zin")),
                ("door", models.CharField(max_length=200, verbose_name="door")),
                ("op", models.DateTimeField(auto_now_add=True, verbose_name="op")),
            ],
            options={
                "verbose_name": "zinweigering",
                "verbose_name_plural": "zinweigeringen",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="toezegging",
            index=models.Index(
                fields=["openbaar", "termijn_op"], name="toezegging_openbaar_termijn"
            ),
        ),
        migrations.AddField(
            model_name="standwijziging",
            name="afdoening",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standwijzigingen",
                to="themas.afdoening",
            ),
        ),
        migrations.AddField(
            model_name="standwijziging",
            name="toezegging",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standwijzigingen",
                to="themas.toezegging",
            ),
        ),
        migrations.AddField(
            model_name="standwijziging",
            name="vervangt",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="vervangen_door",
                to="themas.standwijziging",
            ),
        ),
        migrations.AddField(
            model_name="zinweigering",
            name="paragraaf",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="zinweigeringen",
                to="themas.voortgang",
            ),
        ),
        migrations.AddIndex(
            model_name="standwijziging",
            index=models.Index(fields=["toezegging", "vanaf"], name="standwijziging_op_een_dag"),
        ),
        migrations.AddConstraint(
            model_name="standwijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "staat__in",
                        [
                            "open",
                            "deels afgedaan",
                            "voorgesteld als afgedaan",
                            "afgedaan",
                            "vervallen",
                        ],
                    )
                ),
                name="standwijziging_staat_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="standwijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("dag_onbekend", False), ("op__isnull", False), ("vanaf", models.F("op"))
                    ),
                    models.Q(("dag_onbekend", True), ("op__isnull", True)),
                    _connector="OR",
                ),
                name="standwijziging_heeft_een_dag",
            ),
        ),
        migrations.AddConstraint(
            model_name="standwijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("staat", "vervallen"), _negated=True),
                    models.Q(("reden", ""), _negated=True),
                    _connector="OR",
                ),
                name="standwijziging_vervalt_met_reden",
            ),
        ),
        migrations.AddConstraint(
            model_name="zinweigering",
            constraint=models.UniqueConstraint(
                fields=("paragraaf", "zinsleutel"), name="zinweigering_in_paragraaf_uniek"
            ),
        ),
        migrations.AddConstraint(
            model_name="zinweigering",
            constraint=models.UniqueConstraint(
                fields=("onderdeel", "zinsleutel"), name="zinweigering_in_onderdeel_uniek"
            ),
        ),
        migrations.AddConstraint(
            model_name="zinweigering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paragraaf__isnull", False), ("onderdeel__isnull", False), _connector="XOR"
                ),
                name="zinweigering_heeft_een_plek",
            ),
        ),
    ]

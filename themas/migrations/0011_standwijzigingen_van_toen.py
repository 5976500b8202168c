"""From the states that stood beside a promise to changes of state, and back.

A settled promise of which no day was kept gets none: its change of state says that nobody knows it.
"""

from datetime import date

from django.db import migrations

OPEN, DEELS, VOORGESTELD = "open", "deels afgedaan", "voorgesteld als afgedaan"
AFGEDAAN, VERVALLEN = "afgedaan", "vervallen"


def _told(t):
    """What the old columns tell: state, day or None, reason, by what, who; in order."""
    rows = []
    for a in t.afdoeningen.order_by("pk"):
        if a.voorgesteld_op:
            rows.append((VOORGESTELD, a.voorgesteld_op, "", a, a.voorgesteld_door))
        if a.verklaard_op or (not a.voorgesteld_op and t.staat in {DEELS, AFGEDAAN}):
            staat = DEELS if a.deels else AFGEDAAN
            rows.append((staat, a.verklaard_op, "", a, a.verklaard_door))
    rows.sort(key=lambda row: row[1] or date.max)
    if (rows[-1][0] if rows else OPEN) != t.staat:
        last = max([row[1] for row in rows if row[1]], default=None)
        op = t.staat_op if t.staat_op and (last is None or t.staat_op >= last) else None
        rows.append((t.staat, op, t.reden, None, ""))
    return rows


def tell(apps, schema_editor):
    Toezegging = apps.get_model("themas", "Toezegging")
    Standwijziging = apps.get_model("themas", "Standwijziging")
    for t in Toezegging.objects.prefetch_related("afdoeningen").order_by("pk"):
        vanaf = t.gemaakt_op
        for staat, op, reden, afdoening, door in _told(t):
            vanaf = op or vanaf
            Standwijziging.objects.create(
                toezegging=t,
                staat=staat,
                op=op,
                dag_onbekend=op is None,
                vanaf=vanaf,
                reden=reden,
                afdoening=afdoening,
                door=door,
            )


def put_back(apps, schema_editor):
    """What held last; of what was turned down or opened again the old columns know nothing."""
    Toezegging = apps.get_model("themas", "Toezegging")
    Afdoening = apps.get_model("themas", "Afdoening")
    Standwijziging = apps.get_model("themas", "Standwijziging")
    replaced = set(Standwijziging.objects.values_list("vervangt", flat=True))
    for t in Toezegging.objects.order_by("pk"):
        told = Standwijziging.objects.filter(toezegging=t.pk).order_by("pk")
        rows = [row for row in told if row.pk not in replaced]
        for row in rows:
            if row.afdoening_id is None:
                continue
            a = Afdoening.objects.get(pk=row.afdoening_id)
            if row.staat == VOORGESTELD:
                a.voorgesteld_op, a.voorgesteld_door = row.op, row.door
            else:
                a.verklaard_op, a.verklaard_door = row.op, row.door
                a.deels = row.staat == DEELS
            a.save()
        if rows:
            last = rows[-1]
            t.staat, t.staat_op = last.staat, last.op
            t.reden = last.reden if last.staat == VERVALLEN else ""
            t.save()


class Migration(migrations.Migration):
    dependencies = [("themas", "0010_standwijziging")]

    operations = [migrations.RunPython(tell, put_back)]

"""A theme that comes into the plan while a round is open: it joins the round when somebody says
so."""

from django.db import transaction
from django.db.models import Q, QuerySet

from themas.jaar.inrichten import RondeDoel
from themas.jaar.models import Bijdrage, Ronde
from themas.jaar.workflow import Rondestaat
from themas.plan.models import Thema
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.ordering import renumber
from veiligheid.core.saving import note_change


def rondes_without(thema: Thema) -> QuerySet[Ronde]:
    """The open rounds of its plan in which nobody writes about it, of the years in which it is part
    of the plan."""
    rondes = Ronde.objects.filter(plan=thema.plan_id, staat=Rondestaat.OPEN.value)
    if thema.toegevoegd_in:
        rondes = rondes.filter(_year_from(thema.toegevoegd_in))
    if thema.vervallen_in:
        rondes = rondes.exclude(_year_from(thema.vervallen_in))
    return rondes.exclude(bijdragen__thema=thema)


def _year_from(jaar: int) -> Q:
    """The year of a round, which is the one it looks ahead to where it does."""
    return Q(vooruitblikjaar__gte=jaar) | Q(vooruitblikjaar=None, verslagjaar__gte=jaar)


@transaction.atomic
def add_bijdrage(ronde: Ronde, thema: Thema, door: Gebruiker) -> Bijdrage:
    """Take a theme into an open round, behind those of its group, with the advisors it has.
    Permission is the caller's. Raises Geweigerd when the round is closed or has it already."""
    ronde = Ronde.objects.select_for_update().get(pk=ronde.pk)
    if not rondes_without(thema).filter(pk=ronde.pk).exists():
        melding = f"‘{thema}’ staat al in {ronde}, of die ronde is gesloten."
        raise Geweigerd(blokkeert("al-in-de-ronde", melding, str(thema)))
    doel = RondeDoel(ronde, door)
    before = doel.read()
    order = list(ronde.bijdragen.in_order().select_related("thema"))
    bijdrage = Bijdrage.objects.create(ronde=ronde, thema=thema, positie=len(order) + 1)
    bijdrage.adviseurs.set(thema.adviseurs.all())
    same = [n for n, b in enumerate(order, start=1) if b.thema.soort == thema.soort]
    order.insert(same[-1] if same else len(order), bijdrage)
    renumber(Bijdrage._default_manager, {b.pk: n for n, b in enumerate(order, start=1)})
    note_change(doel, before, door)
    Logregel.write("toevoegen", bijdrage, door)
    return bijdrage

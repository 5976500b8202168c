"""What a round's letter and the register have to say about each other."""

from django.urls import reverse
from django.utils import timezone

from themas.jaar.models import Blok, Ronde
from themas.toezeggingen.aanbod import sentence_keys
from themas.toezeggingen.models import Toezegging
from veiligheid.core import verwijzingen
from veiligheid.core.findings import Bevinding, let_op


def bevindingen_for(ronde: Ronde) -> list[Bevinding]:
    """Promises past their term that the letter does not mention, and entries made from a sentence
    that it no longer holds. Four queries at most."""
    return [*_overdue(ronde), *_gone(ronde)]


def _gone(ronde: Ronde) -> list[Bevinding]:
    """An entry that becomes public with this letter, and whose sentence is not in it any more."""
    made = (
        Toezegging.objects.filter(paragraaf__bijdrage__ronde=ronde, openbaar=False)
        .exclude(zinsleutel="")
        .select_related("paragraaf", "thema")
        .prefetch_related("paragraaf__blokken")
        .order_by("pk")
    )
    return [
        let_op(
            "toezegging-zin-weg",
            f"Deze zin staat in het register en niet meer in de tekst: ‘{t}’. Wijzig haar daar, of "
            "haal haar eruit.",
            str(t.thema),
            reverse("toezegging-beheer", args=[t.sleutel]),
        )
        for t in made
        if t.paragraaf and t.zinsleutel not in sentence_keys(t.paragraaf)
    ]


def _overdue(ronde: Ronde) -> list[Bevinding]:
    """An open promise of the plan's themes that is past its term and that no paragraaf of this
    round refers to, makes, settles or proposes to settle."""
    overdue = (
        Toezegging.objects.overdue(timezone.localdate())
        .filter(thema__plan=ronde.plan_id)
        .exclude(afdoeningen__paragraaf__bijdrage__ronde=ronde)
        .exclude(paragraaf__bijdrage__ronde=ronde)
        .select_related("thema")
        .order_by("termijn_op", "pk")
    )
    mentioned = _mentioned(ronde)
    return [
        let_op(
            "toezegging-te-laat",
            f"De termijn van deze toezegging is voorbij ({t.termijn or t.termijn_op}) en de brief "
            f"zegt er niets over: ‘{t}’. Schrijf wat ermee gebeurde, of verwijs ernaar.",
            str(t.thema),
            reverse("toezegging-beheer", args=[t.sleutel]),
        )
        for t in overdue
        if t.sleutel not in mentioned
    ]


def _mentioned(ronde: Ronde) -> set[str]:
    """The entries that a standing paragraaf of the round refers to."""
    texts = Blok.objects.filter(
        voortgang__bijdrage__ronde=ronde,
        voortgang__verwijderd_op=None,
        tekst__contains=f"verwijzing:{verwijzingen.Soort.TOEZEGGING}/",
    ).values_list("tekst", flat=True)
    return {
        v.sleutel
        for text in texts
        for v in verwijzingen.find(text)
        if v.soort == verwijzingen.Soort.TOEZEGGING
    }

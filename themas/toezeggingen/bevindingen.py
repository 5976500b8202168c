"""What a round's letter and the register have to say about each other."""

import re
from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.urls import reverse

from themas.jaar.models import Ronde
from themas.toezeggingen import zinnen
from themas.toezeggingen.aanbod import sentence_keys
from themas.toezeggingen.models import Afdoening, Toezegging
from veiligheid.core.findings import Herstelbaar


def bevindingen_for(
    ronde: Ronde, dag: date, genoemd: Collection[str], tekst: str
) -> list[Herstelbaar]:
    """Promises past their term on the letter's day (`dag`) that the letter does not mention, and
    entries made from a sentence that it no longer holds. Five queries at most.

    genoemd: the keys of the entries that the letter refers to. tekst: all of its words, in which
    the griffie's number may stand without a reference.
    """
    return [*_overdue(ronde, dag, genoemd, tekst), *_gone(ronde)]


def sentence_gone(t: Toezegging) -> Herstelbaar:
    """An entry that becomes public with a letter, and whose sentence is not in it any more."""
    return Herstelbaar.warn(
        "toezegging-zin-weg",
        f"Deze zin staat in het register en niet meer in de tekst: ‘{t}’. Wijzig haar daar, of "
        "haal haar eruit.",
        str(t.thema or t.plek),
        reverse("toezegging-beheer", args=[t.sleutel]),
    )


def _gone(ronde: Ronde) -> list[Herstelbaar]:
    """Of the paragrafen, also of the removed ones: what they promised is not in the letter."""
    made = (
        Toezegging.objects.filter(paragraaf__bijdrage__ronde=ronde, openbaar=False)
        .exclude(zinsleutel="")
        .select_related("paragraaf", "thema")
        .prefetch_related("paragraaf__blokken")
        .order_by("pk")
    )
    return [
        sentence_gone(t)
        for t in made
        if t.paragraaf
        and (
            t.paragraaf.verwijderd_op is not None or t.zinsleutel not in sentence_keys(t.paragraaf)
        )
    ]


def _overdue(ronde: Ronde, dag: date, genoemd: Collection[str], tekst: str) -> list[Herstelbaar]:
    """A promise of the plan's themes that was open on the letter's day and past its term, and that
    this letter does not refer to, make, settle or propose to settle."""
    here = Afdoening.objects.filter(paragraaf__bijdrage__ronde=ronde, paragraaf__verwijderd_op=None)
    with_stand = here.select_related("toezegging").prefetch_related(
        "toezegging__standwijzigingen__afdoening"
    )
    settled = {a.toezegging_id for a in with_stand if a.rol}
    makes = Q(paragraaf__bijdrage__ronde=ronde, paragraaf__verwijderd_op=None) | Q(ronde=ronde)
    overdue = (
        Toezegging.objects.overdue(dag)
        .filter(gemaakt_op__lte=dag)
        .of_plan(ronde.plan_id)
        # What a draft promises is no promise yet.
        .filter(Q(openbaar=True) | Q(plek=""))
        .exclude(pk__in=settled)
        .exclude(makes)
        .select_related("thema")
        .order_by("termijn_op", "pk")
    )
    return [
        Herstelbaar.warn(
            "toezegging-te-laat",
            zinnen.niets_over(str(t), t.termijn_voluit, t.termijn_op or dag, dag),
            str(t.thema or t.plek),
            reverse("toezegging-beheer", args=[t.sleutel]),
        )
        for t in overdue
        if t.sleutel not in genoemd and not _named(t.nummer, tekst)
    ]


def _named(nummer: str, tekst: str) -> bool:
    """Whether the griffie's number stands in the text. One without a letter and a digit could be
    any number."""
    if not re.search(r"[^\W\d]", nummer) or not re.search(r"\d", nummer):
        return False
    return bool(re.search(rf"(?<!\w){re.escape(nummer)}(?!\w)", tekst))

"""The parts of one letter that are handed in besides its themes, and how each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from rapportage.bijlagen.bewerken import BijlageDoel
from rapportage.editing import BriefDoel, OnderdeelDoel
from rapportage.inzendingen import Briefdeelsoort, Inhoud
from rapportage.models import Bijlage, Brief, Onderdeel
from rapportage.permissions import (
    AUDIT,
    readable_bijlagen,
    readable_gegevens,
    readable_onderdelen,
)
from veiligheid.core.models import Gebruiker, Revisie, Stap
from veiligheid.core.nazien.soorten import Inzending, inzending
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.opmerkingen.lezen import open_counts
from veiligheid.core.richtext import plain

# What kind of part, and its key.
Key = tuple[str, int]
GROEPEN = {"gegevens": "Gegevens", "onderdeel": "Algemene delen", "bijlage": "Bijlagen"}


def parts_of(brief: Brief) -> list[Inzending]:
    """The facts, the general parts and the annexes, in the order of the letter; nothing of the
    document in which the auditcommissie judges. Two queries."""
    return _parts(brief, _texts(brief)) if brief.soort != AUDIT else []


def _parts(brief: Brief, texts: Mapping[Key, Sequence[Onderdeel]]) -> list[Inzending]:
    general = [o for (soort, _), inside in texts.items() if soort == "onderdeel" for o in inside]
    annexes = list(Bijlage.objects.filter(brief=brief, verwijderd_op=None).order_by("nummer"))
    for onderdeel in general:
        onderdeel.brief = brief
    for bijlage in annexes:
        bijlage.brief = brief
    return [inzending(record) for record in (brief, *general, *annexes)]


def unapproved_parts(brief: Brief) -> list[Inzending]:
    """Those that nobody approved."""
    approved = Inzendingstaat.GOEDGEKEURD.value
    return [stuk for stuk in parts_of(brief) if stuk.staat != approved]


def ever_handed_in(brief: Brief, stukken: Sequence[Inzending]) -> list[Inzending]:
    """Those of these that were handed in at any time. One query."""
    which = Q(pk__in=[])
    for soort, keys in _keys(stukken).items():
        which |= Q(soort=soort, record__in=keys)
    known = set(Stap.objects.filter(which).values_list("soort", "record").distinct())
    return [stuk for stuk in stukken if (stuk.soort.soort, stuk.pk) in known]


def parts_to_judge(gebruiker: Gebruiker) -> list[Inzending]:
    """What was handed in, of all letters of open rounds, for who judges it. Three queries."""
    handed_in, of_open = Inzendingstaat.INGEDIEND.value, {"brief__ronde__staat": "open"}
    facts = readable_gegevens(gebruiker).filter(gegevens_staat=handed_in, ronde__staat="open")
    general = readable_onderdelen(gebruiker).filter(staat=handed_in, **of_open)
    annexes = readable_bijlagen(gebruiker).filter(staat=handed_in, **of_open)
    found = (
        *facts.order_by("-pk"),
        *general.select_related("brief").order_by("brief", "positie"),
        *annexes.select_related("brief").order_by("brief", "nummer"),
    )
    return [inzending(record) for record in found]


@dataclass(frozen=True, slots=True)
class Deelrij:
    """One part on the screen of the round."""

    inzending: Inzending
    op: datetime | None
    wie: str
    woorden: int
    opmerkingen: int
    mist: tuple[str, ...]

    @property
    def goedgekeurd(self) -> bool:
        return self.inzending.vast


def rows_of(brief: Brief, gevuld: set[int]) -> list[tuple[str, list[Deelrij]]]:
    """All parts by what they are. gevuld: the numbers of the annexes with something in them. The
    same number of queries, however many there are."""
    texts = _texts(brief)
    stukken, changed = _parts(brief, texts), _last_changes(brief, texts)
    remarks = _remarks(stukken, texts)
    rows: dict[str, list[Deelrij]] = {}
    for stuk in stukken:
        key = (stuk.soort.soort, stuk.pk)
        op, wie = changed.get(key, (None, ""))
        inside = texts.get(key, [])
        words = sum(len(plain(o.tekst).split()) for o in inside)
        mist = _missing(stuk, Inhoud(inside, remarks[key], gevuld))
        rij = Deelrij(stuk, op, wie, words, remarks[key], mist)
        rows.setdefault(GROEPEN[stuk.soort.soort], []).append(rij)
    return list(rows.items())


def _texts(brief: Brief) -> dict[Key, list[Onderdeel]]:
    """The texts of each general part and annex, in order."""
    found: dict[Key, list[Onderdeel]] = {}
    for o in Onderdeel.objects.filter(brief=brief, verwijderd_op=None).order_by("positie"):
        found.setdefault(_home(o), []).append(o)
    return found


def _home(o: Onderdeel) -> Key:
    return ("onderdeel", o.pk) if o.bijlage_id is None else ("bijlage", o.bijlage_id)


def _last_changes(
    brief: Brief, texts: Mapping[Key, Sequence[Onderdeel]]
) -> dict[Key, tuple[datetime | None, str]]:
    """When each was saved last, and by whom. Two queries."""
    home: dict[Key, Key] = {(BriefDoel.soort, brief.pk): ("gegevens", brief.pk)}
    for key, inside in texts.items():
        home |= {(OnderdeelDoel.soort, o.pk): key for o in inside}
    annexes = Bijlage.objects.filter(brief=brief).order_by().values("pk")
    mine = Onderdeel.objects.filter(brief=brief).order_by().values("pk")
    kept = Revisie.objects.filter(
        Q(soort=BriefDoel.soort, record=brief.pk)
        | Q(soort=OnderdeelDoel.soort, record__in=mine)
        | Q(soort=BijlageDoel.soort, record__in=annexes)
    )
    made = kept.exclude(versie=None).exclude(uitkomst=Revisie.Uitkomst.BEGIN).order_by()
    last: dict[Key, int] = {}
    for soort, record, pk in made.values_list("soort", "record").annotate(laatste=Max("pk")):
        key = home.get((soort, record), (soort, record))
        last[key] = max(pk, last.get(key, 0))
    rows = Revisie.objects.filter(pk__in=last.values()).only("op", "wie").in_bulk()
    return {k: (rows[pk].op, rows[pk].wie or "naam onbekend") for k, pk in last.items()}


def _keys(stukken: Sequence[Inzending]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for stuk in stukken:
        found.setdefault(stuk.soort.soort, []).append(stuk.pk)
    return found


def _remarks(
    stukken: Sequence[Inzending], texts: Mapping[Key, Sequence[Onderdeel]]
) -> dict[Key, int]:
    """How many are open at each, and at the texts in it. Three queries."""
    alle = [o for inside in texts.values() for o in inside]
    counts = open_counts(
        [
            (BriefDoel.soort, [s.pk for s in stukken if s.soort.soort == "gegevens"]),
            (OnderdeelDoel.soort, [o.pk for o in alle]),
            (BijlageDoel.soort, [s.pk for s in stukken if s.soort.soort == "bijlage"]),
        ]
    )
    found = {(s.soort.soort, s.pk): counts.get((s.soort.opmerkingen, s.pk), 0) for s in stukken}
    for (soort, pk), inside in texts.items():
        if soort == "bijlage" and (soort, pk) in found:
            found[soort, pk] += sum(counts.get((OnderdeelDoel.soort, o.pk), 0) for o in inside)
    return found


def _missing(stuk: Inzending, inhoud: Inhoud) -> tuple[str, ...]:
    soort = stuk.soort
    return soort.missing_in(stuk.record, inhoud) if isinstance(soort, Briefdeelsoort) else ()

"""What is not done yet when the letter goes to the secretariaat: told first, and asked a yes."""

from rapportage.besluit.punten import open_points
from rapportage.briefdelen import unapproved_parts
from rapportage.composition import compose
from rapportage.models import Brief
from rapportage.opmerkingen import open_remarks
from rapportage.validation import validate
from themas.mist import missing_of
from veiligheid.core.findings import blocking
from veiligheid.core.models import Akkoordlink
from veiligheid.core.zinnen import counted, enumerate_words

# What only comes after it; and what is told here part by part.
_LATER = ("geen-besluit", "delen-niet-goedgekeurd")


def not_done(brief: Brief) -> list[str]:
    """In sentences, themes first; empty when everything is."""
    bijdragen = list(brief.ronde.bijdragen.in_order().select_related("thema", "ronde"))
    mist = missing_of(bijdragen)
    found = [f"{b.thema.titel}: {', '.join(mist[b.pk])}." for b in bijdragen if mist[b.pk]]
    found += _unapproved(brief)
    found += _of_the_whole(brief)
    whole = len(open_remarks(brief))
    if whole:
        found.append(f"{counted(whole, 'opmerking staat', 'opmerkingen staan')} open.")
    compositie = compose(brief)
    bevindingen = validate(compositie)
    if stops := len(blocking(bevindingen)):
        found.append(f"{counted(stops, 'bevinding houdt', 'bevindingen houden')} publiceren tegen.")
    if rest := len(bevindingen) - stops:
        found.append(f"{counted(rest, 'bevinding vraagt', 'bevindingen vragen')} aandacht.")
    found += [p.zin for p in open_points(brief, compositie) if not p.code.startswith(_LATER)]
    return found


def _unapproved(brief: Brief) -> list[str]:
    """Which parts nobody approved, a sentence for each state: most of them are in one."""
    by_state: dict[str, list[str]] = {}
    for stuk in unapproved_parts(brief):
        by_state.setdefault(stuk.staat, []).append(f"‘{stuk.titel}’")
    return [
        f"Niet goedgekeurd, {staat}: {enumerate_words(names)}." for staat, names in by_state.items()
    ]


def _of_the_whole(brief: Brief) -> list[str]:
    """Who was asked about the whole letter and did not answer, or does not agree."""
    links = Akkoordlink.objects.filter(soort="brief", record=brief.pk).defer("inhoud")
    found = []
    for link in links.order_by("pk"):
        if link.antwoord == "niet akkoord":
            found.append(f"{link.naam} ({link.functie}) is niet akkoord met de hele brief.")
        elif link.bruikbaar:
            found.append(f"{link.naam} ({link.functie}) antwoordde nog niet over de hele brief.")
    return found

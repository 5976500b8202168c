"""What is not done yet when the letter goes to the secretariaat: told first, and asked a yes."""

from rapportage.besluit.punten import open_points
from rapportage.composition import compose
from rapportage.models import Brief
from rapportage.opmerkingen import open_remarks
from rapportage.validation import validate
from themas.mist import missing_of
from veiligheid.core.findings import blocking
from veiligheid.core.zinnen import counted

# What only comes after it.
_LATER = {"geen-besluit"}


def not_done(brief: Brief) -> list[str]:
    """In sentences, themes first; empty when everything is."""
    bijdragen = list(brief.ronde.bijdragen.in_order().select_related("thema", "ronde"))
    mist = missing_of(bijdragen)
    found = [f"{b.thema.titel}: {', '.join(mist[b.pk])}." for b in bijdragen if mist[b.pk]]
    whole = len(open_remarks(brief))
    if whole:
        found.append(f"{counted(whole, 'opmerking staat', 'opmerkingen staan')} open.")
    compositie = compose(brief)
    bevindingen = validate(compositie)
    if stops := len(blocking(bevindingen)):
        found.append(f"{counted(stops, 'bevinding houdt', 'bevindingen houden')} publiceren tegen.")
    if rest := len(bevindingen) - stops:
        found.append(f"{counted(rest, 'bevinding vraagt', 'bevindingen vragen')} aandacht.")
    found += [p.zin for p in open_points(brief, compositie) if p.code not in _LATER]
    return found

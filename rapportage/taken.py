"""What a worker can do of this app."""

from rapportage import conceptpdf, uitgeven  # noqa: F401  (they register themselves)
from rapportage.abonnementen import verzenden  # noqa: F401  (registers itself)
from rapportage.besluit.moment import ask_due
from rapportage.bewijs.nacht import verify_at_night
from rapportage.views.importeren import BRIEF
from veiligheid.core.inlezen import register_importer
from veiligheid.core.taken.soorten import register_nachtwerk, register_ronde

register_importer(BRIEF.soort, BRIEF.importer)
register_nachtwerk("verificatie", verify_at_night)
register_ronde(ask_due)

"""What a worker can do of this app."""

from rapportage import conceptpdf, uitgeven  # noqa: F401  (they register themselves)
from rapportage.abonnementen import verzenden  # noqa: F401  (registers itself)
from rapportage.besluit.moment import ask_due
from rapportage.bewijs.nacht import verify_at_night
from rapportage.bewijs.stempel import stamp_all
from rapportage.planpdf import maken  # noqa: F401  (registers itself)
from rapportage.raadsoverzicht import papier  # noqa: F401  (it registers itself)
from rapportage.views.importeren import BRIEF, REKENING
from rapportage.voorstel import uitvoer  # noqa: F401  (registers itself)
from veiligheid.core.inlezen import register_importer
from veiligheid.core.taken.soorten import register_nachtwerk, register_ronde

for scherm in (BRIEF, REKENING):
    register_importer(scherm.soort, scherm.importer)
register_nachtwerk("verificatie", verify_at_night)
register_nachtwerk("tijdstempels", stamp_all)
register_ronde(ask_due)

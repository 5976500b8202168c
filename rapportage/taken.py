"""What a worker can do of this app."""

from rapportage import conceptpdf, uitgeven  # noqa: F401  (they register themselves)
from rapportage.raadsoverzicht import papier  # noqa: F401  (it registers itself)
from rapportage.views.importeren import BRIEF
from veiligheid.core.inlezen import register_importer

register_importer(BRIEF.soort, BRIEF.importer)

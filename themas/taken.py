"""What a worker can do of this app: read files that were uploaded."""

from themas.views.importeren import PLAN
from themas.views.spiegel_inlezen import SPIEGEL
from themas.views.toezeggingen_inlezen import TOEZEGGINGEN
from veiligheid.core.inlezen import register_importer

for scherm in (PLAN, SPIEGEL, TOEZEGGINGEN):
    register_importer(scherm.soort, scherm.importer)

"""What a worker can do of this app: read files that were uploaded."""

from themas.views.importeren import PLAN
from themas.views.spiegel_inlezen import SPIEGEL
from veiligheid.core.inlezen import register_importer

for scherm in (PLAN, SPIEGEL):
    register_importer(scherm.soort, scherm.importer)

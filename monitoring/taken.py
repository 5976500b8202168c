"""What a worker can do of this app: read files that were uploaded."""

from monitoring.views.importeren import BEGROTING, CIJFERS, KAART
from veiligheid.core.inlezen import register_importer

for scherm in (CIJFERS, BEGROTING, KAART):
    register_importer(scherm.soort, scherm.importer)

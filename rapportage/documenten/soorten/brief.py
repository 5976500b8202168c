"""The letter of themes: composition itself says what it consists of."""

from rapportage.documenten.soort import Documentsoort, register
from rapportage.workflow import Briefsoort

register(Documentsoort(Briefsoort.VEILIGHEIDSBRIEF, volgorde=1))

"""manage.py importeer_kaart BESTAND [--toepassen]"""

from typing import Any

from monitoring.importing.kaart.apply import apply_kaart
from monitoring.importing.kaart.parse import read_geojson
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportCommand


class Command(ImportCommand):
    help = "Leest de omtrek van de gebieden van de gemeente uit een GeoJSON-bestand."

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        return apply_kaart(read_geojson(data), options["bestand"].name, None)

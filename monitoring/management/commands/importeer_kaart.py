"""manage.py importeer_kaart BESTAND [--toepassen]"""

from typing import Any

from monitoring.kaart.geojson import read_geojson
from monitoring.kaart.inlezen import apply_kaart
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportCommand


class Command(ImportCommand):
    help = "Leest de omtrek van de gebieden van de gemeente uit een GeoJSON-bestand."

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        return apply_kaart(read_geojson(data), options["bestand"].name, None)

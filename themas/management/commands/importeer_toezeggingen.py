"""manage.py importeer_toezeggingen BESTAND.csv|.xlsx [--toepassen]"""

from typing import Any

from themas.toezeggingen.lijst.apply import import_lijst
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportCommand


class Command(ImportCommand):
    help = (
        "Leest het register van toezeggingen, moties en amendementen uit een CSV of Excelbestand."
    )

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        telling = import_lijst(data, door=None)
        rows = telling.gemaakt + telling.bijgewerkt + telling.ongewijzigd + telling.behouden
        return telling, f"{options['bestand'].name}: {rows} rijen."

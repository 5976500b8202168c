"""Themes and pijlers of a file by their titles, each made once, in the order they are met."""

from themas.spiegel.importing.source import BronPijler, BronSpiegel, BronThema
from veiligheid.core.matching import titelsleutel


class Boom:
    def __init__(self, bron: BronSpiegel) -> None:
        self.bron = bron
        self._themas = {titelsleutel(t.titel): t for t in bron.themas}
        self._pijlers = {
            (titelsleutel(t.titel), titelsleutel(p.titel)): p
            for t in bron.themas
            for p in t.pijlers
        }

    def thema(self, titel: str, plek: str) -> BronThema:
        key = titelsleutel(titel)
        if key not in self._themas:
            self._themas[key] = BronThema(titel, plek)
            self.bron.themas.append(self._themas[key])
        return self._themas[key]

    def pijler(self, thema: BronThema, titel: str, plek: str) -> BronPijler:
        key = titelsleutel(thema.titel), titelsleutel(titel)
        if key not in self._pijlers:
            self._pijlers[key] = BronPijler(titel, plek)
            thema.pijlers.append(self._pijlers[key])
        return self._pijlers[key]

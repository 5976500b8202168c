"""Dutch numbers."""

from decimal import ROUND_HALF_UP, Decimal

from veiligheid.document.figuur import NIET_GETOOND, Punt


def nl(waarde: Decimal, decimalen: int = 0) -> str:
    """12.345,6: a point between thousands, a comma before decimals."""
    rounded = waarde.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    text = f"{rounded + 0:,.{decimalen}f}"  # + 0: no minus before a zero
    return text.translate({ord(","): ".", ord("."): ","})


def punt_tekst(punt: Punt, decimalen: int) -> str:
    """A figure as a table shows it: "ruim 250", "120 (voorlopig)", "onbekend"."""
    if punt.waarde is None:
        return ontbreekt_tekst(punt)
    text = waarde_tekst(punt, decimalen)
    return f"{text} ({punt.status})" if punt.voorlopig else text


def kale_tekst(punt: Punt, decimalen: int) -> str:
    """A figure without its status, or the word in its place: for where the status stands beside."""
    return ontbreekt_tekst(punt) if punt.waarde is None else waarde_tekst(punt, decimalen)


def waarde_tekst(punt: Punt, decimalen: int) -> str:
    """A known figure with the word before it: "ruim 250". Raises ValueError for another."""
    if punt.waarde is None:
        raise ValueError("een onbekend cijfer heeft geen waarde")
    return f"{punt.voorvoegsel} {nl(punt.waarde, decimalen)}".strip()


def ontbreekt_tekst(punt: Punt) -> str:
    """The word in the place of a figure that is not there."""
    return NIET_GETOOND if punt.verborgen else "onbekend"

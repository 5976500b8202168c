"""Dutch numbers."""

from decimal import ROUND_HALF_UP, Decimal

from monitoring.series import Punt


def nl(waarde: Decimal, decimalen: int = 0) -> str:
    """12.345,6: a point between thousands, a comma before decimals."""
    rounded = waarde.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    text = f"{rounded + 0:,.{decimalen}f}"  # + 0: no minus before a zero
    return text.translate({ord(","): ".", ord("."): ","})


def punt_tekst(punt: Punt, decimalen: int) -> str:
    """A figure as a table shows it: "ruim 250", "120 (voorlopig)", "onbekend"."""
    if punt.waarde is None:
        return "niet getoond" if punt.toelichting.startswith("niet getoond") else "onbekend"
    text = f"{punt.voorvoegsel} {nl(punt.waarde, decimalen)}".strip()
    return f"{text} ({punt.status})" if punt.voorlopig else text

"""Charts to draw: made of a few numbers, and as large as they come."""

from decimal import Decimal

from monitoring.charts.figuur import figuur
from veiligheid.document.figuur import Figuur, Punt, Reeks, Streef
from veiligheid.document.woorden import Figuursoort

D = Decimal


def reeks(naam: str, *waarden: object, streef: tuple[Streef, ...] = ()) -> Reeks:
    """A value per year from 2020; "120*" is provisional, None unknown."""
    punten = []
    for jaar, w in enumerate(waarden, start=2020):
        text = str(w)
        punten.append(
            Punt(
                str(jaar),
                None if w is None else D(text.rstrip("*")),
                status="voorlopig" if text.endswith("*") else "",
                toelichting="niet gemeten" if w is None else "",
            )
        )
    return Reeks(naam, tuple(punten), streef)


def lijn(*reeksen: Reeks, decimalen: int = 0) -> Figuur:
    return figuur(
        Figuursoort.LIJN,
        "Inbraken",
        "aantal",
        "Politie / CBS",
        decimalen,
        tuple(reeksen),
        telt=True,
    )


def staaf(**waarden: object) -> Figuur:
    punten = tuple(
        Punt(k, None if w is None else D(str(w)), toelichting="" if w else "niet getoond: klein")
        for k, w in waarden.items()
    )
    return figuur(
        Figuursoort.STAAF, "Per wijk", "aantal", "x", 0, (Reeks("2024", punten),), telt=True
    )


def large_charts() -> dict[str, Figuur]:
    """What they are, and the chart."""
    years = [1234, 2345, 3456, None, 4567, "5678*"] * 2 + [1, "2*"]  # fourteen of them
    streef = (Streef("2024", "<", D(100), "plan"),)
    return {
        "six areas, fourteen years": lijn(*[reeks(f"Wijk {n}", *years) for n in range(6)]),
        "one area, twelve years": lijn(reeks("Stad", *years[:12], streef=streef)),
        "ten bars": staaf(**{f"Wijk {n}": 10 * n + 1 for n in range(10)}),
        "forty bars": staaf(**{f"Wijk met een naam {n}": 1000 * n + 1 for n in range(60)}),
    }

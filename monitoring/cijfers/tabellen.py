"""Where published tables live."""

# Those of the police (470..) have a service of their own.
_POLITIE = "https://dataderden.cbs.nl/ODataFeed/odata/"
_CBS = "https://opendata.cbs.nl/ODataFeed/odata/"


def service_of(tabel: str) -> str:
    """The address of the service that has this table."""
    return (_POLITIE if tabel.startswith("470") else _CBS) + tabel


def codelijst_adres(tabel: str) -> str:
    """Where the code list of the offences of this table is."""
    return f"{service_of(tabel)}/SoortMisdrijf"

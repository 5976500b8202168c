"""A finding on the portal's own records says where it is mended."""

import pytest

from veiligheid.core.findings import Herstelbaar, blocking


def test_without_an_address_there_is_none() -> None:
    with pytest.raises(ValueError, match="zonder adres"):
        Herstelbaar.warn("kop-leeg", "Deze paragraaf heeft geen kop.", "1. Drukte", "")
    stop = Herstelbaar.stop("geen-themas", "De brief heeft geen thema’s.", "", "/schrijven/")
    warn = Herstelbaar.warn("geen-datum", "De brief heeft nog geen datum.", "", "/gegevens/")
    assert blocking([stop, warn]) == [stop]

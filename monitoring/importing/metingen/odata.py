"""A small client for the OData v3 service of CBS: pages, retries, and no surprises.

It speaks https only (a test may use this machine itself), follows a next page or a redirect on
the same host only, and reads so much and no more.
"""

import hashlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from veiligheid.core.findings import Geweigerd, blokkeert

_LOCAL = {"localhost", "127.0.0.1", "::1"}
Rij = Mapping[str, Any]


@dataclass
class Odataclient:
    """Reads the feeds of one service. `digest` runs over all that was received."""

    adres: str
    timeout: float = 30
    pogingen: int = 4
    wacht: float = 1
    max_paginas: int = 2000
    max_bytes: int = 60_000_000
    digest: Any = field(default_factory=hashlib.sha256)

    def feed(self, pad: str, **parameters: str) -> Iterator[list[Rij]]:
        """The rows of a feed, page by page; numbers as the text they were sent as. Raises
        Geweigerd when the service does not answer as it should."""
        query = urllib.parse.urlencode({"$format": "json", **parameters}, safe="$'(),")
        url = f"{self.adres.rstrip('/')}/{pad}?{query}"
        for _ in range(self.max_paginas):
            page = self._page(url)
            rows = page.get("value")
            if not isinstance(rows, list):
                raise Geweigerd(_refusal(url, "het antwoord is geen tabel"))
            yield rows
            following = page.get("odata.nextLink")
            if not following:
                return
            url = self._same_host(urllib.parse.urljoin(url, str(following)))
        raise Geweigerd(_refusal(url, f"meer dan {self.max_paginas} bladzijden"))

    def _page(self, url: str) -> dict[str, Any]:
        """One page; tries again when the service stumbles."""
        problem = ""
        for attempt in range(self.pogingen):
            if attempt:
                time.sleep(self.wacht * 2 ** (attempt - 1))
            try:
                return self._once(url)
            except urllib.error.HTTPError as fout:
                problem = f"foutcode {fout.code}"
                if fout.code < 500 and fout.code != 429:
                    break
            except (OSError, HTTPException, ValueError) as fout:
                problem = str(getattr(fout, "reason", "")) or type(fout).__name__
        raise Geweigerd(_refusal(url, problem))

    def _once(self, url: str) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310
            self._same_host(url), headers={"Accept": "application/json"}
        )
        opener = urllib.request.build_opener(_SameHost(self))
        with opener.open(request, timeout=self.timeout) as answer:
            body = answer.read(self.max_bytes + 1)
        if len(body) > self.max_bytes:
            raise Geweigerd(_refusal(url, "de bladzijde is te groot"))
        page = json.loads(body, parse_int=str, parse_float=str)
        if not isinstance(page, dict):
            raise Geweigerd(_refusal(url, "het antwoord is geen tabel"))
        self.digest.update(body)
        return page

    def _same_host(self, url: str) -> str:
        """This URL, when it may be asked. Raises Geweigerd."""
        own, other = (urllib.parse.urlsplit(u) for u in (self.adres, url))
        if other.scheme != "https" and not (
            other.scheme == "http" and (other.hostname or "") in _LOCAL
        ):
            raise Geweigerd(_refusal(url, "alleen https kan"))
        if (own.scheme, own.netloc) != (other.scheme, other.netloc):
            raise Geweigerd(_refusal(url, f"dit is niet {own.netloc}"))
        return url


class _SameHost(urllib.request.HTTPRedirectHandler):
    def __init__(self, client: Odataclient) -> None:
        self.client = client

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        return super().redirect_request(req, fp, code, msg, headers, self.client._same_host(newurl))


def _refusal(url: str, why: str) -> Any:
    return blokkeert(
        "ophalen-mislukt",
        f"Ophalen is niet gelukt: {why}. Probeer het later, of lees een gedownload bestand in.",
        url.split("?")[0],
    )

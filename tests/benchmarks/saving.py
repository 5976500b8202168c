"""Saving one paragraaf as the editor does, against a bare view with one UPDATE and one INSERT.

Goal: at most 2.5× at the 95th percentile. In turn, in one process, through the whole middleware.
"""

import sys
import time
from uuid import uuid4

from tests.benchmarks.omgeving import own_database

WARM, ROUNDS = 20, 400
GOAL = 2.5
TEKST = "<p>" + " ".join(["Wij telden dit jaar elke maand hoe druk het was."] * 20) + "</p>"


def main() -> int:
    with own_database(demo=True):
        import django
        from django.conf import settings

        django.setup()
        settings.ROOT_URLCONF = "tests.benchmarks.bare_save"
        ours, bare = _measured()
    p50, p95 = (_at(ours, q) / _at(bare, q) for q in (0.5, 0.95))
    print(f"saving a paragraaf: p50 {_at(ours, 0.5):.2f} ms, p95 {_at(ours, 0.95):.2f} ms")
    print(f"bare UPDATE + INSERT: p50 {_at(bare, 0.5):.2f} ms, p95 {_at(bare, 0.95):.2f} ms")
    print(f"ratio p50 {p50:.2f}×, p95 {p95:.2f}× (goal ≤ {GOAL}×), {ROUNDS} pairs")
    return int(p95 > GOAL)


def _measured() -> tuple[list[float], list[float]]:
    """Milliseconds of each save, of ours and of the bare view."""
    from django.test import Client

    from themas.jaar.saving import blokken_of, read_together
    from themas.models import Voortgang
    from veiligheid.core.models import Gebruiker

    client = Client(headers={"Accept": "application/json", "X-Forwarded-Proto": "https"})
    client.defaults["SERVER_NAME"] = "127.0.0.1"
    client.force_login(Gebruiker.objects.get(username="daan"))
    voortgang = Voortgang.objects.get(kop__startswith="Van elf")
    versie, inhoud = read_together(voortgang)
    data = {"kop": voortgang.kop, "doe": "opslaan"}
    blokken = blokken_of(inhoud)
    data |= {"blok-TOTAL_FORMS": str(len(blokken)), "blok-INITIAL_FORMS": str(len(blokken))}
    for n, blok in enumerate(blokken):
        data |= {f"blok-{n}-sleutel": str(blok.sleutel), f"blok-{n}-soort": blok.soort.value}
        data |= {f"blok-{n}-tekst": blok.tekst, f"blok-{n}-tekst-vorm": "html"}
    adressen = {
        "ours": f"/schrijven/{voortgang.bijdrage_id}/{voortgang.pk}/",
        "bare": f"/maat/{voortgang.blokken.all()[0].pk + 1_000_000}/",
    }
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for n in range(WARM + ROUNDS):
        for naam, adres in adressen.items():
            # Each its own text: nothing of the one is remembered for the other.
            data |= {
                "basis": str(versie),
                "uuid": str(uuid4()),
                "blok-0-tekst": f"{TEKST}<p>{naam} {n}</p>",
            }
            start = time.perf_counter()
            answer = client.post(adres, data)
            times[naam].append((time.perf_counter() - start) * 1000)
            if answer.status_code != 200 or answer.json()["uitkomst"] != "opgeslagen":
                sys.exit(f"{adres}: {answer.status_code} {answer.content[:300]!r}")
            versie = answer.json().get("versie", versie)
    return times["ours"][WARM:], times["bare"][WARM:]


def _at(times: list[float], quantile: float) -> float:
    return sorted(times)[int(len(times) * quantile)]


if __name__ == "__main__":
    sys.exit(main())

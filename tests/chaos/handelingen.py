"""What people do with the portal in these tests, and what must hold afterwards."""

import http.client
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from lxml.etree import ParserError

from tests.chaos.conftest import WACHTWOORD
from tests.chaos.omgeving import Antwoord, Bezoeker, Dienst
from tests.proces import until

Vraag = Callable[..., list[Any]]
AWAY = (OSError, http.client.HTTPException)
PUBLICEREN = "SELECT staat, stap, werker, poging, uitkomst FROM core_taak WHERE soort='publiceren' "


def of(dienst: Dienst, rol: str, n: int = 0) -> Bezoeker:
    return Bezoeker(dienst).log_in(f"{rol}{n}", WACHTWOORD)


def slug_of(dienst: Dienst, vraag: Vraag) -> str:
    return str(vraag(dienst, "SELECT slug FROM rapportage_brief")[0][0])


def press(wie: Bezoeker, slug: str, data: dict[str, str] | None = None) -> Antwoord:
    """Publish what the page shows, with a yes to whatever is open."""
    adres = f"/concept/{slug}/publiceren/"
    asked = data or wie.fields(adres, "gezien")
    return wie.post(adres, asked | {"reden": "Een verbetering."})


def change(dienst: Dienst, vraag: Vraag) -> None:
    """Something to publish a next version for."""
    vraag(dienst, "UPDATE rapportage_onderdeel SET tekst = %s WHERE plek <> 'bijlage'", p(uuid4()))


def p(wat: object) -> str:
    return f"<p>{wat}</p>"


def settled(dienst: Dienst, vraag: Vraag, seconds: float = 180) -> None:
    """Nothing is being published any more."""
    left = "SELECT count(*) FROM core_taak WHERE soort='publiceren' AND staat IN ('wacht','bezig')"
    until(lambda: vraag(dienst, left)[0][0] == 0, seconds, 0.2)


class Schrijver(threading.Thread):
    """Saves again and again, as the script of the page does. `erkend`: what was acknowledged."""

    def __init__(self, dienst: Dienst, vraag: Vraag, n: int) -> None:
        super().__init__(daemon=True)
        rows = vraag(
            dienst, "SELECT id FROM rapportage_onderdeel WHERE plek<>'bijlage' ORDER BY id"
        )
        self.wie, self.slug = of(dienst, "eindredacteur", n), slug_of(dienst, vraag)
        self.adres = f"/concept/{self.slug}/schrijven/{rows[n % len(rows)][0]}/"
        self.erkend: list[str] = []
        self.fouten: list[int] = []
        self.over = threading.Event()

    def run(self) -> None:
        fields: dict[str, str] | None = None
        while not self.over.wait(0.2):
            try:
                fields = fields or self.wie.fields(self.adres, "uuid")
                uuid = str(uuid4())
                sent = fields | {"uuid": uuid, "tekst": p(uuid)}
                answer = self.wie.post(self.adres, sent, 10, Accept="application/json")
            except (*AWAY, StopIteration):
                fields = None
                continue
            if answer.status == 200:
                self.erkend.append(uuid)
                fields = fields | {"basis": _versie(answer)}
            elif answer.status >= 500:
                self.fouten.append(answer.status)
                fields = None
            elif answer.status != 409 or "conflict" in answer.html:
                fields = None

    def stop(self) -> None:
        self.over.set()
        self.join(60)


def _versie(answer: Antwoord) -> str:
    import json

    return str(json.loads(answer.html)["versie"])


class Uitgever(threading.Thread):
    """Publishes again and again."""

    def __init__(self, dienst: Dienst, vraag: Vraag) -> None:
        super().__init__(daemon=True)
        self.wie, self.slug = of(dienst, "secretariaat"), slug_of(dienst, vraag)
        self.fouten: list[int] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(3):
            try:
                answer = press(self.wie, self.slug)
                if answer.status == 409:  # it changed since it was looked at; now it stands still
                    answer = press(self.wie, self.slug)
            except (*AWAY, StopIteration):  # away, or being published
                continue
            if answer.status >= 500:
                self.fouten.append(answer.status)

    def stop(self) -> None:
        self.over.set()
        self.join(60)


def lost(dienst: Dienst, vraag: Vraag, schrijvers: Iterable[Schrijver]) -> list[str]:
    """What was acknowledged and is not there."""
    there = "SELECT uuid::text FROM core_revisie WHERE versie IS NOT NULL AND inhoud::text LIKE "
    kept = {row[0] for row in vraag(dienst, there + "'%%' || uuid::text || '%%'")}
    return [uuid for s in schrijvers for uuid in s.erkend if uuid not in kept]


def half(dienst: Dienst, vraag: Vraag) -> list[Any]:
    """Publications of the letter that are not whole, or that nobody decided, or numbers that are
    missing."""
    wrong = broken(dienst, vraag)
    versions = [v for (v,) in vraag(dienst, "SELECT versie FROM rapportage_publicatie ORDER BY 1")]
    done = vraag(
        dienst, "SELECT count(*) FROM core_taak WHERE soort='publiceren' AND staat='gelukt'"
    )
    if versions != list(range(1, len(versions) + 1)) or done[0][0] != len(versions):
        wrong.append((versions, done))
    return wrong


def broken(dienst: Dienst, vraag: Vraag) -> list[Any]:
    """Publications, of letters that are alike, with a file too few or a file that is not whole, or
    without a link in the chain."""
    wrong = vraag(
        dienst,
        "SELECT p.id, count(b.id) FROM rapportage_publicatie p "
        "LEFT JOIN rapportage_publicatiebestand b ON b.publicatie_id = p.id GROUP BY p.id "
        "HAVING count(*) FILTER (WHERE b.pad IN ('index.html','brief.pdf','brief.json')) <> 3 "
        "OR bool_or(b.sha256 <> encode(sha256(b.inhoud), 'hex')) "
        "OR count(b.id) FILTER (WHERE b.pad NOT LIKE 'wijzigingen.%%') <> (SELECT max(n) FROM "
        "(SELECT count(*) n FROM rapportage_publicatiebestand WHERE pad NOT LIKE 'wijzigingen.%%' "
        "GROUP BY publicatie_id) x)",
    )
    wrong += vraag(
        dienst,
        "SELECT p.id, m.nummer FROM rapportage_publicatie p LEFT JOIN rapportage_manifest m ON "
        "m.publicatie_id = p.id WHERE m.id IS NULL OR m.sha256 <> encode(sha256(m.inhoud), 'hex')",
    )
    return wrong


def back_within(dienst: Dienst) -> float:
    """How long until it answers again, its database included."""
    begin = time.monotonic()
    until(lambda: _starts(dienst), 60, 0.05)
    return time.monotonic() - begin


def _starts(dienst: Dienst) -> bool:
    try:
        return Bezoeker(dienst).get("/", 5).status == 200
    except AWAY:
        return False


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)] if times else 0.0


def pick(*groups: list[int]) -> int | None:
    """One of all these processes."""
    found = [pid for group in groups for pid in group]
    return random.choice(found) if found else None


class Stapel(threading.Thread):
    """One of several who publish letters from one pile, each until it says that it is asked for."""

    def __init__(self, dienst: Dienst, n: int, stapel: deque[str]) -> None:
        super().__init__(daemon=True)
        self.dienst, self.n, self.stapel = dienst, n, stapel
        self.gevraagd = 0
        self.fouten: list[int] = []

    def run(self) -> None:
        wie: Bezoeker | None = None
        while self.stapel:
            try:
                slug = self.stapel.popleft()
            except IndexError:
                return
            try:
                wie = wie or of(self.dienst, "secretariaat", self.n)
                answer = press(wie, slug)
            except (*AWAY, StopIteration, RuntimeError, ParserError):
                # Away, or half an answer: in again, for the next try.
                wie = None
                answer = None
            if answer is not None and answer.status == 302:
                self.gevraagd += 1
                continue
            if answer is not None and answer.status >= 500:
                self.fouten.append(answer.status)
            # Away at the moment, or already being published: it comes round again.
            self.stapel.append(slug)
            time.sleep(1)

"""200 random sequences of verbs by random people, with and without account, on a bijdrage and its
round, a general part, an annex and the facts of the letter: no state outside the table, no approval
of what its approver did not see, nothing approved that changes, everything with a line, nobody
approves alone what they wrote."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapportage import editing
from rapportage.bijlagen.bewerken import BijlageDoel
from rapportage.editing import BriefDoel, OnderdeelDoel
from rapportage.models import Bijlage, Brief, Onderdeel
from rapportage.permissions import may_publish
from rapportage.permissions import may_write as may_write_letter
from tests.fabriek import (
    een_bijdrage,
    een_bijlagetekst,
    een_paragraaf,
    een_ronde,
    een_thema,
    iemand,
)
from themas.jaar import permissions
from themas.jaar.bijzonderheden import nothing_special
from themas.jaar.saving import VoortgangDoel
from themas.jaar.sluiten import close_ronde, reopen_ronde
from themas.models import Bijdrage, Ronde, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Akkoordlink, Gebruiker, Logregel, Revisie, Stap
from veiligheid.core.nazien import akkoord
from veiligheid.core.nazien.soorten import Inzending, inzending
from veiligheid.core.nazien.stappen import approvals, steps_of
from veiligheid.core.nazien.verbs import move_staat, object_to_edits, withdraw_objection
from veiligheid.core.nazien.vergelijken import as_json
from veiligheid.core.nazien.workflow import OVERGANGEN, Inzendingstaat
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import Inhoud, Opslag, save

pytestmark = pytest.mark.django_db
AANTAL = 200
WETHOUDER = "W. van Buiten"
_VERBS = (
    *OVERGANGEN,
    *("schrijven", "bezwaar", "bezwaar-intrekken", "niets bijzonders", "sluiten", "openen"),
    *("vragen", "link akkoord", "link niet akkoord"),
)
# What people do most, so that sequences come somewhere: who, -1 for its writer (of a bijdrage
# Naima, of a part of the letter Joris), and what.
SCHRIJVER = -1
_OFTEN = [
    *[(SCHRIJVER, "indienen")] * 6,
    *((n, "goedkeuren") for n in (7, 7, 7, 3, 3, 4)),
    *[(7, "heropenen"), (2, "heropenen"), (3, "terugsturen"), (2, "openen"), (7, "vragen")],
    *[(SCHRIJVER, "schrijven"), (7, "schrijven"), (8, "schrijven")],
    (SCHRIJVER, "niets bijzonders"),
    *[(SCHRIJVER, "bezwaar"), (SCHRIJVER, "bezwaar"), (SCHRIJVER, "bezwaar-intrekken")],
    *[(7, "link akkoord")] * 3,
]
# Which thing, which verb, who, and how many versions ago an approver looked.
Stapje = tuple[int, str, int, int]


def a_sequence(kans: Random) -> list[Stapje]:
    """Most of it about one thing, or none comes far with any."""
    vooral, reeks = kans.randrange(4), []
    for _ in range(kans.randint(10, 22)):
        welk = vooral if kans.random() < 0.85 else kans.randrange(4)
        if kans.random() < 0.2:
            oud = -1 if kans.random() < 0.25 else 0
            reeks.append((welk, kans.choice(_VERBS), kans.randrange(9), oud))
        else:
            wie, verb = kans.choice(_OFTEN)
            reeks.append((welk, verb, wie, 0))
    return reeks


Mensen = list[Gebruiker]


@pytest.fixture
def mensen(settings: Any) -> Mensen:
    settings.GOEDKEURSTAPPEN = [["eindredacteur"], ["leidinggevende", "portefeuillehouder"]]
    settings.MAIL_TONEN = True
    return [
        iemand(Rol.BELEIDSADVISEUR, first_name="Naima"),
        iemand(Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR, first_name="Daan"),
        iemand(Rol.EINDREDACTEUR, first_name="Joris"),
        iemand(Rol.LEIDINGGEVENDE, first_name="Karin"),
        iemand(Rol.PORTEFEUILLEHOUDER, Rol.EINDREDACTEUR, first_name="Pia"),
        iemand(Rol.BELEIDSADVISEUR, first_name="Rosa"),
        iemand(Rol.BEHEERDER, first_name="Sanne"),
        iemand(Rol.EINDREDACTEUR, first_name="Els"),
        iemand(Rol.SECRETARIAAT, first_name="Greet"),
    ]


@pytest.fixture
def dingen(mensen: Mensen) -> list[Any]:
    """Naima's and Daan's bijdrage (Daan edits as well), and three parts of its letter."""
    ronde = een_ronde(jaar=2026)
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Drukte"))
    bijdrage.adviseurs.add(*mensen[:2])
    een_paragraaf(bijdrage, "Kop", ("terugblik", "<p>Wij telden.</p>"))
    brief = Brief.objects.create(ronde=ronde, slug="brief-2026", titel="Veiligheidsbrief 2026")
    onderdeel = Onderdeel.objects.create(
        brief=brief, plek="inleiding", positie=1, sleutel="inleiding", tekst="<p>Elk jaar.</p>"
    )
    bijlage = Bijlage.objects.create(brief=brief, nummer=1, titel="Uitleg", soort="tekst")
    een_bijlagetekst(bijlage, "Leeswijzer", "<p>Zo leest u dit.</p>")
    return [bijdrage, onderdeel, bijlage, brief]


# -- Writing, as the screens do it --------------------------------------------------------------


def change(doel: Any, wie: Gebruiker, **stukken: str) -> None:
    versie, inhoud = doel.read()
    new = Inhoud({**inhoud.stukken, **stukken}, inhoud.volgorde)
    assert save(doel, Opslag(uuid4(), versie, new), wie).gelukt


def require(may: bool) -> None:
    if not may:
        raise PermissionDenied


def write_bijdrage(bijdrage: Bijdrage, wie: Gebruiker, n: int) -> None:
    redactie = permissions.may_redact(wie, bijdrage)
    require(redactie or permissions.own_bijdragen(wie).filter(pk=bijdrage.pk).exists())
    voortgang = Voortgang.objects.get(bijdrage=bijdrage, sleutel="kop")
    change(VoortgangDoel(voortgang, redactie=redactie), wie, kop=f"Kop {n}")


def write_onderdeel(onderdeel: Onderdeel, wie: Gebruiker, n: int) -> None:
    require(may_write_letter(wie, onderdeel.brief))
    change(OnderdeelDoel(onderdeel), wie, kop=f"Kop {n}")


def write_bijlage(bijlage: Bijlage, wie: Gebruiker, n: int) -> None:
    """The annex itself, a text of it, a text more, or one less."""
    require(may_write_letter(wie, bijlage.brief))
    texts = list(bijlage.onderdelen.filter(verwijderd_op=None).order_by("positie"))
    if n % 4 == 0:
        change(BijlageDoel(bijlage), wie, titel=f"Titel {n}")
    elif n % 4 == 1 or not texts:
        editing.add_onderdeel(bijlage.brief, "bijlage", f"Erbij {n}", wie, bijlage=bijlage)
    elif n % 4 == 2:
        change(OnderdeelDoel(texts[0]), wie, tekst=f"<p>Zin {n}.</p>")
    else:
        editing.remove_onderdeel(texts[-1], wie)


def write_gegevens(brief: Brief, wie: Gebruiker, n: int) -> None:
    """The secretariaat has its own part of them."""
    geheel = may_write_letter(wie, brief)
    require(geheel or may_publish(wie, brief))
    change(BriefDoel(brief), wie, **({"aanhef": f"Raad {n}"} if geheel else {"kenmerk": f"K{n}"}))


_SCHRIJVEN: dict[type[Any], Callable[[Any, Gebruiker, int], None]] = {
    Bijdrage: write_bijdrage,
    Onderdeel: write_onderdeel,
    Bijlage: write_bijlage,
    Brief: write_gegevens,
}


def nothing(record: Any, wie: Gebruiker) -> None:
    require(isinstance(record, Bijdrage) and permissions.may_write(wie, record))
    nothing_special(record, wie)


def the_round(record: Any) -> Ronde:
    found: Ronde = record.ronde if hasattr(record, "ronde") else record.brief.ronde
    return found


# -- What the test knows besides the portal -----------------------------------------------------


@dataclass
class Weet:
    """Of each thing who changed or handed it in, the key of the last link about it and what that
    shows, and the text that was approved."""

    schreven: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    link: dict[str, tuple[str, int]] = field(default_factory=dict)
    goedgekeurd: dict[str, Any] = field(default_factory=dict)


_sleutels = count(1)


def ask(stuk: Inzending, wie: Gebruiker, weet: Weet) -> None:
    require(wie.has_rol(Rol.EINDREDACTEUR))
    gevraagde = akkoord.Gevraagde(WETHOUDER, "wethouder", "w@stad.example", "portefeuillehouder")
    akkoord.invite(stuk.soort, stuk.record, gevraagde, wie)
    weet.link[stuk.soort.soort] = (f"sleutel-{next(_sleutels)}", stuk.versie)
    Akkoordlink.objects.filter(pk=Akkoordlink.objects.latest("pk").pk).update(
        sha256=akkoord._hash(weet.link[stuk.soort.soort][0])
    )


def act(verb: str, record: Any, wie: Gebruiker, gezien: int, n: int, weet: Weet) -> bool:
    """Whether it was done."""
    stuk = inzending(record)
    other: dict[str, Callable[[], object]] = {
        "schrijven": lambda: _SCHRIJVEN[type(record)](record, wie, n),
        "niets bijzonders": lambda: nothing(record, wie),
        "bezwaar": lambda: object_to_edits(record, wie, "Niet zo."),
        "bezwaar-intrekken": lambda: withdraw_objection(record, wie),
        "sluiten": lambda: close_ronde(the_round(record), wie),
        "openen": lambda: reopen_ronde(the_round(record), wie, "Toch nog."),
        "vragen": lambda: ask(stuk, wie, weet),
    }
    try:
        with transaction.atomic():
            if verb in OVERGANGEN:
                move_staat(verb, record, wie, "Daarom.", gezien if verb == "goedkeuren" else None)
            elif verb.startswith("link "):
                if n % 2 and stuk.wacht:  # else the link of some time ago
                    ask(stuk, wie, weet)
                key, _ = weet.link.get(stuk.soort.soort, ("", 0))
                akkoord.answer(key, verb.removeprefix("link "), "Daarom.")
            else:
                other[verb]()
    except (PermissionDenied, Geweigerd):
        return False
    return True


def marks() -> tuple[int, int, int]:
    return Logregel.objects.count(), Revisie.objects.count(), Stap.objects.count()


def fresh(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


class Terug(Exception):
    """Undo what one sequence did."""


def test_random_sequences(dingen: list[Any], mensen: Mensen) -> None:
    done: Counter[tuple[str, str]] = Counter()

    @settings(
        max_examples=AANTAL,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=True))
    def run(kans: Random) -> None:
        try:
            with transaction.atomic():
                _one(dingen, mensen, a_sequence(kans), done)
                raise Terug
        except Terug:
            pass

    run()
    print(f"{sum(done.values())} done: {dict(done)}")
    # They came somewhere, or nothing was tried.
    for soort in ("bijdrage", "onderdeel", "bijlage", "gegevens"):
        for verb in (*OVERGANGEN, "schrijven", "vragen", "link akkoord"):
            assert done[soort, verb], (soort, verb)
    assert {verb for (_, verb), times in done.items() if times} == set(_VERBS)


def _one(
    dingen: list[Any],
    mensen: Mensen,
    reeks: list[Stapje],
    done: Counter[tuple[str, str]],
) -> None:
    weet, lines = Weet(), marks()
    for n, (welk, verb, wie, oud) in enumerate(reeks):
        before = inzending(fresh(dingen[welk]))
        if wie == SCHRIJVER:
            wie = 0 if welk == 0 else 2
        soort, door, gezien = before.soort.soort, mensen[wie], before.versie + oud
        went = act(verb, before.record, door, gezien, n, weet)
        now, after = marks(), inzending(fresh(dingen[welk]))
        done[soort, verb] += went
        if not went:
            assert now == lines, verb
            assert (after.staat, after.versie) == (before.staat, before.versie)
        else:
            _allowed(verb, before, after, door, lines, now)
            _approved_what_was_seen(verb, before, after, door, gezien, weet)
        _nothing_approved_changes(after, weet)
        lines = now


def _allowed(
    verb: str,
    before: Inzending,
    after: Inzending,
    door: Gebruiker,
    lines: tuple[int, int, int],
    now: tuple[int, int, int],
) -> None:
    """The state is one of the table and came about as the table says, and every change has its
    line."""
    assert after.staat in {s.value for s in Inzendingstaat}
    if not the_round(before.record).is_open and verb not in ("sluiten", "openen"):
        assert (after.staat, now[2]) == (before.staat, lines[2]), "a step in a closed round"
    if before.staat != after.staat:
        by_link = {"link akkoord": "goedkeuren", "link niet akkoord": "terugsturen"}
        overgang = OVERGANGEN[by_link.get(verb, verb)]
        assert before.staat in {s.value for s in overgang.van}
        assert after.staat == overgang.naar.value
        line = Logregel.objects.order_by("-pk")[0]
        assert line.wie == (WETHOUDER if verb in by_link else door.naam)
    assert after.versie >= before.versie
    if after.versie != before.versie:
        assert now[:2] != lines[:2]
    if now[2] != lines[2]:
        assert now[0] > lines[0], "a step without a line"


def _approved_what_was_seen(
    verb: str, before: Inzending, after: Inzending, door: Gebruiker, gezien: int, weet: Weet
) -> None:
    soort = before.soort.soort
    authors = weet.schreven[soort]
    if isinstance(before.record, Bijdrage):
        authors |= set(before.record.adviseurs.values_list("pk", flat=True))
    if before.versie != after.versie or verb == "indienen":
        authors.add(door.pk)
    if verb == "goedkeuren":
        assert gezien == after.versie, "approved what was not seen"
        assert door.pk not in authors
    if verb == "link akkoord":
        assert weet.link[soort][1] == after.versie, "approved what the link did not show"
    if after.staat == Inzendingstaat.GOEDGEKEURD.value != before.staat:
        given_ = approvals(after.record, steps_of(after.record))
        people = [s.gebruiker_id or s.wie for s in given_]
        assert len(set(people)) == len(people) == 2
        assert authors.isdisjoint(people)
        weet.goedgekeurd[soort] = as_json(after.soort.parts(after.record))
        assert all(s.inhoud == weet.goedgekeurd[soort] for s in given_)


def _nothing_approved_changes(after: Inzending, weet: Weet) -> None:
    if after.vast:
        now = as_json(after.soort.parts(after.record))
        assert now == weet.goedgekeurd[after.soort.soort]

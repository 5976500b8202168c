"""Saving: nobody loses a sentence, whoever writes at the same time."""

import random
import threading
from collections import Counter
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.fabriek import een_bijdrage, een_paragraaf, een_ronde, een_thema, iemand
from themas.jaar.saving import BlokInhoud, VoortgangDoel, as_inhoud, blokken_of, content_of
from themas.models import Bijdrage, Blok, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import (
    Inhoud,
    Opslag,
    Resultaat,
    Uitkomst,
    history,
    merge,
    mine_on_top,
    save,
)
from veiligheid.document.woorden import Bloksoort


@pytest.fixture
def paragraaf(db: None) -> Voortgang:
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Drukte"))
    blokken = [("terugblik", "<p>Toen.</p>"), ("vooruitblik", "<p>Straks.</p>")]
    return een_paragraaf(bijdrage, "Een kop", *blokken)


def changed(voortgang: Voortgang, *, kop: str = "", **teksten: str) -> Inhoud:
    """The content that stands, with another kop or another text in the first block of a kind."""
    inhoud = content_of(voortgang)
    blokken = [
        BlokInhoud(b.sleutel, b.soort, teksten.get(b.soort.value, b.tekst), b.acties)
        for b in blokken_of(inhoud)
    ]
    return as_inhoud(kop or inhoud.stukken["kop"], blokken)


def sla_op(
    voortgang: Voortgang, inhoud: Inhoud, basis: int, wie: Gebruiker | None = None
) -> Resultaat:
    return save(VoortgangDoel(voortgang), Opslag(uuid4(), basis, inhoud), wie)


def teksten(voortgang: Voortgang) -> list[str]:
    return list(voortgang.blokken.order_by("positie").values_list("tekst", flat=True))


def test_a_save_writes_the_text_and_a_revision(paragraaf: Voortgang) -> None:
    wie = iemand(Rol.BELEIDSADVISEUR)
    resultaat = sla_op(paragraaf, changed(paragraaf, kop=" Nieuwe   kop ", terugblik="Nu."), 1, wie)
    assert (resultaat.uitkomst, resultaat.versie) == (Uitkomst.OPGESLAGEN, 2)
    paragraaf.refresh_from_db()
    assert (paragraaf.kop, paragraaf.versie) == ("Nieuwe kop", 2)
    assert teksten(paragraaf) == ["<p>Nu.</p>", "<p>Straks.</p>"]
    nieuw, begin = history("voortgang", paragraaf.pk)
    assert (nieuw.wie, nieuw.versie, begin.versie) == (wie.naam, 2, 1)
    assert Inhoud.from_json(begin.inhoud).stukken["kop"] == "Een kop"
    assert Bijdrage.objects.get().versie == 2


def test_nothing_changed_is_no_new_version(paragraaf: Voortgang) -> None:
    assert sla_op(paragraaf, content_of(paragraaf), 1).versie == 1
    assert not Revisie.objects.exists()


def test_a_retry_is_not_doubled(paragraaf: Voortgang) -> None:
    opslag = Opslag(uuid4(), 1, changed(paragraaf, terugblik="Nu."))
    first = save(VoortgangDoel(paragraaf), opslag, None)
    Bijdrage.objects.update(staat="ingediend")  # even when the door has closed behind it
    again = save(VoortgangDoel(paragraaf), opslag, None)
    assert (first.versie, again.versie) == (2, 2)
    assert again.gelukt
    assert Revisie.objects.filter(uuid=opslag.uuid).count() == 1


def test_another_text_under_the_same_number_is_no_retry(paragraaf: Voortgang) -> None:
    """A page that was gone back to sends its old number with what was typed since."""
    opslag = Opslag(uuid4(), 1, changed(paragraaf, terugblik="Nu."))
    save(VoortgangDoel(paragraaf), opslag, None)
    for again in ("Toch anders.", "Weer anders."):
        resultaat = save(
            VoortgangDoel(paragraaf),
            Opslag(opslag.uuid, 1, changed(paragraaf, terugblik=again)),
            None,
        )
        assert resultaat.uitkomst is Uitkomst.CONFLICT
        assert again in str(Revisie.objects.order_by("pk").last().inhoud)  # type: ignore[union-attr]
    assert save(VoortgangDoel(paragraaf), opslag, None).versie == 2


def test_changes_to_different_blocks_are_merged(paragraaf: Voortgang) -> None:
    mine = changed(paragraaf, terugblik="Van mij.")
    theirs = changed(paragraaf, vooruitblik="Van haar.", kop="Haar kop")
    sla_op(paragraaf, theirs, 1)
    resultaat = sla_op(paragraaf, mine, 1)
    assert (resultaat.uitkomst, resultaat.versie) == (Uitkomst.SAMENGEVOEGD, 3)
    paragraaf.refresh_from_db()
    assert paragraaf.kop == "Haar kop"
    assert teksten(paragraaf) == ["<p>Van mij.</p>", "<p>Van haar.</p>"]


def test_the_same_block_is_never_decided_by_itself(paragraaf: Voortgang) -> None:
    zij = iemand(Rol.BELEIDSADVISEUR, first_name="Zij")
    mine = changed(paragraaf, terugblik="Van mij.")
    sla_op(paragraaf, changed(paragraaf, terugblik="Van haar."), 1, zij)
    resultaat = sla_op(paragraaf, mine, 1)
    assert resultaat.uitkomst is Uitkomst.CONFLICT
    assert not resultaat.gelukt
    assert resultaat.basis is not None
    assert blokken_of(resultaat.basis)[0].tekst == "<p>Toen.</p>"
    assert (blokken_of(resultaat.inhoud)[0].tekst, resultaat.andere) == ("<p>Van haar.</p>", "Zij")
    assert teksten(paragraaf)[0] == "<p>Van haar.</p>"
    kept = [Inhoud.from_json(r.inhoud) for r in history("voortgang", paragraaf.pk)]
    assert mine in kept


def test_blocks_come_go_and_change_places(paragraaf: Voortgang) -> None:
    een, twee = blokken_of(content_of(paragraaf))
    drie = BlokInhoud(uuid4(), Bloksoort.CONTEXT, "<p>Erbij.</p>")
    sla_op(paragraaf, as_inhoud("Kop", [twee, drie, een]), 1)
    assert teksten(paragraaf) == ["<p>Straks.</p>", "<p>Erbij.</p>", "<p>Toen.</p>"]
    sla_op(paragraaf, as_inhoud("Kop", [drie]), 2)
    assert teksten(paragraaf) == ["<p>Erbij.</p>"]
    sla_op(paragraaf, as_inhoud("Kop", [een, drie]), 3)
    assert teksten(paragraaf) == ["<p>Toen.</p>", "<p>Erbij.</p>"]
    assert {b.sleutel for b in Blok.objects.all()} == {een.sleutel, drie.sleutel}


def test_two_who_each_add_a_block(paragraaf: Voortgang) -> None:
    een, twee = blokken_of(content_of(paragraaf))
    a, b = (BlokInhoud(uuid4(), Bloksoort.CONTEXT, f"<p>{t}</p>") for t in "AB")
    sla_op(paragraaf, as_inhoud("Een kop", [een, a, twee]), 1)
    resultaat = sla_op(paragraaf, as_inhoud("Een kop", [een, twee, b]), 1)
    assert resultaat.uitkomst is Uitkomst.SAMENGEVOEGD
    assert teksten(paragraaf) == ["<p>Toen.</p>", "<p>A</p>", "<p>Straks.</p>", "<p>B</p>"]


@pytest.mark.parametrize("staat", ["ingediend", "goedgekeurd"])
def test_what_is_handed_in_is_not_changed(paragraaf: Voortgang, staat: str) -> None:
    Bijdrage.objects.update(staat=staat)
    with pytest.raises(Geweigerd, match="uw tekst blijft hier staan"):
        sla_op(paragraaf, changed(paragraaf, terugblik="Te laat."), 1)
    assert teksten(paragraaf)[0] == "<p>Toen.</p>"
    assert Bijdrage.objects.get().versie == 1


def test_a_closed_round_is_not_changed(paragraaf: Voortgang) -> None:
    paragraaf.bijdrage.ronde.staat = "gesloten"
    paragraaf.bijdrage.ronde.save()
    with pytest.raises(Geweigerd):
        sla_op(paragraaf, changed(paragraaf, terugblik="Te laat."), 1)


_KEYS = [f"blok/{UUID(int=n)}" for n in range(4)]


@st.composite
def inhouden(draw: st.DrawFn) -> Inhoud:
    order = draw(st.permutations(_KEYS).flatmap(lambda p: st.integers(0, 4).map(lambda n: p[:n])))
    pieces = {"kop": draw(st.sampled_from("xyz"))}
    return Inhoud(pieces | {k: draw(st.sampled_from("abc")) for k in order}, tuple(order))


@given(basis=inhouden(), mine=inhouden(), theirs=inhouden())
def test_a_merge_keeps_every_change_or_declines(
    basis: Inhoud, mine: Inhoud, theirs: Inhoud
) -> None:
    merged = merge(basis, mine, theirs)
    assert merge(basis, mine, basis) == mine
    assert merge(basis, basis, theirs) == theirs
    if merged is None:
        return
    assert Counter(merged.volgorde) == Counter(k for k in merged.stukken if k != "kop")
    for changed_by in (mine, theirs):
        for naam in {*basis.stukken, *changed_by.stukken}:
            if changed_by.stukken.get(naam) != basis.stukken.get(naam):
                assert merged.stukken.get(naam) == changed_by.stukken.get(naam)


@given(basis=inhouden(), mine=inhouden(), theirs=inhouden())
def test_after_a_conflict_saving_mine_undoes_nothing_that_only_they_changed(
    basis: Inhoud, mine: Inhoud, theirs: Inhoud
) -> None:
    on_top = mine_on_top(basis, mine, theirs)
    assert Counter(on_top.volgorde) == Counter(k for k in on_top.stukken if k != "kop")
    for naam in {*basis.stukken, *mine.stukken, *theirs.stukken}:
        was, my, their, now = (i.stukken.get(naam) for i in (basis, mine, theirs, on_top))
        if my == was:
            assert now == their
        elif their == was or my is not None:
            assert now == my
        else:
            assert now == their  # taken away by me, changed by them: it stays
    if (merged := merge(basis, mine, theirs)) is not None:
        assert on_top.stukken == merged.stukken


def write_at_once(writers: int, saves: int) -> tuple[int, int, int]:
    """Writers on one bijdrage, each on a block of its own in one of four shared paragrafen, with
    now and then a retry of the same save. Returns acknowledged, lost and doubled."""
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Drukte"))
    per = -(-writers // 4)
    blokken = [("context", f"<p>blok {n}</p>") for n in range(per)]
    paragrafen = [een_paragraaf(bijdrage, f"Kop {n}", *blokken) for n in range(4)]
    begin = [content_of(p) for p in paragrafen]
    acknowledged: dict[UUID, str] = {}
    last: dict[UUID, str] = {}

    def write(n: int) -> None:
        rng = random.Random(n)
        voortgang = paragrafen[n % 4]
        basis, inhoud = 1, begin[n % 4]
        own = blokken_of(inhoud)[n // 4].sleutel
        for i in range(saves):
            tekst = f"<p>schrijver {n} zin {i}</p>"
            mine = [
                BlokInhoud(b.sleutel, b.soort, tekst if b.sleutel == own else b.tekst)
                for b in blokken_of(inhoud)
            ]
            opslag = Opslag(uuid4(), basis, as_inhoud(inhoud.stukken["kop"], mine))
            resultaat = save(VoortgangDoel(voortgang), opslag, None)
            if rng.random() < 0.1:
                resultaat = save(VoortgangDoel(voortgang), opslag, None)
            if resultaat.gelukt:
                acknowledged[opslag.uuid] = tekst
                last[own] = tekst
                basis, inhoud = resultaat.versie, resultaat.inhoud
        connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    stored = Counter(Revisie.objects.values_list("uuid", flat=True))
    in_history = " ".join(str(r.inhoud) for r in Revisie.objects.all())
    lost = sum(
        uuid not in stored or tekst not in in_history for uuid, tekst in acknowledged.items()
    )
    lost += sum(Blok.objects.get(sleutel=k).tekst != tekst for k, tekst in last.items())
    versions = Revisie.objects.exclude(versie=None).exclude(uitkomst=Uitkomst.BEGIN).count()
    return len(acknowledged), lost, versions - len(acknowledged)


def report(
    capsys: pytest.CaptureFixture[str], attempted: int, result: tuple[int, int, int]
) -> None:
    with capsys.disabled():
        acknowledged, lost, doubled = result
        print(
            f"\n{connection.vendor}: {attempted} saves attempted, {acknowledged} acknowledged, "
            f"{lost} lost, {doubled} doubled"
        )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_writers_of_fifty_saves(capsys: pytest.CaptureFixture[str]) -> None:
    result = write_at_once(writers=20, saves=50)
    report(capsys, 1000, result)
    assert result == (1000, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_fifty_saves_on_either_database(capsys: pytest.CaptureFixture[str]) -> None:
    result = write_at_once(writers=2, saves=50)
    report(capsys, 100, result)
    assert result == (100, 0, 0)

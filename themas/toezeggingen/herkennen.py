"""Does a sentence promise something to the council, and by when? A rule, and a simple one.

A sentence is cut where a subordinate clause begins ("…, waarover u wordt geïnformeerd"). A clause
promises when three things stand together in it:

1. the council is addressed: "u", "uw raad", a meeting of the council, or a piece that goes to
   nobody else ("raadsbrief"). Named in passing ("op verzoek van uw raad", "zoals u weet") is not
   addressed;
2. something is given: we inform, send, submit, present, come back to it; or the council receives,
   hears, is informed;
3. it has yet to happen: present tense or "zullen". Of a participle the auxiliary nearest to it
   decides: "wordt u geïnformeerd" promises, "bent u geïnformeerd" tells of the past.

No promise: what is about this letter itself ("in deze brief informeren wij u"), a denial, a
question, an offer that waits for the council ("desgewenst"). Weak forms ("kunt u verwachten",
"kunnen wij u laten weten") need a day beside them. So does a verb that asks for a receiver where
none is named ("in Q1 wordt de agenda gepresenteerd", "een toelichting volgt in mei"): in a letter
to the council that is its reader, unless the sentence names somebody else.

The term is the one in the clause, nearest to the verb; else one elsewhere in the sentence; else
one in the sentence after it that says when ("Dat doen we in mei"), or in the one before it when
this one says "dan" or "daarna". "Voor aanvang van X" takes the day that the text gives for X.
Two promises in one sentence are two, when each has a day of its own, and three are three; a later
one may leave out who promises ("… en informeren u in mei"), or the verb as well ("… en in mei de
begroting").

It is certain of one that addresses the council, or names a piece that goes there, and that has a
day. Of anything else it only says that it looks like a promise.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from themas.toezeggingen import taal
from themas.toezeggingen.termijn import Termijn, find_termijnen, narrowed, read_termijn
from veiligheid.core.zinnen import split_sentences


@dataclass(frozen=True, slots=True)
class Aankondiging:
    """A sentence that promises, its number in the text (from 1), and its term in the words used,
    with the date it comes to. Both are empty when it names none. `aanloop` is the sentence before
    it when this one points back ("Wij sturen u dat cijfer"): alone it would say too little. `deel`
    is 2 for the second promise of one sentence, which has a term of its own. `zeker`: whether it is
    certain, or only looks like a promise."""

    zin: str
    nummer: int
    termijn: str
    op: date | None
    aanloop: str = ""
    deel: int = 1
    zeker: bool = False


def find_aankondigingen(tekst: str, dag: date, kop: str = "") -> list[Aankondiging]:
    """The promises in a text, in order.

    tekst: plain text of an alinea or a block. dag: the day of the letter, from which terms are
    counted. kop: the heading of its paragraaf, which may hold the day of what a term hangs on.
    """
    return list(_found(tekst, dag, kop))


# A letter is composed over and over, and most of its text is what it was.
@lru_cache(maxsize=4096)
def _found(tekst: str, dag: date, kop: str) -> tuple[Aankondiging, ...]:
    zinnen = [z.strip() for z in split_sentences(tekst)]
    acts = [_act(z, dag) for z in zinnen]
    gebeurtenissen = _Gebeurtenissen([kop, *zinnen], dag)
    found: list[Aankondiging] = []
    for n, (zin, act) in enumerate(zip(zinnen, acts, strict=True)):
        if act is None:
            continue
        aanloop = zinnen[n - 1] if n and _WIJST_TERUG.search(zin) else ""
        terms = _terms_of_each(zin, dag)
        if len(terms) > 1:
            found += [
                Aankondiging(zin, n + 1, t.woorden, t.op, aanloop, deel, _addressed(zin))
                for deel, t in enumerate(terms, start=1)
            ]
            continue
        termijn = (
            next(iter(terms), None)
            or _own_term(zin, act, dag)
            or _hanging_on(zin, gebeurtenissen)
            or _neighbours_term(zinnen, acts, n, dag)
            or _undated(act, dag)
        )
        woorden, op = (termijn.woorden, termijn.op) if termijn else ("", None)
        sure = op is not None and _addressed(act.clause)
        found.append(Aankondiging(zin, n + 1, woorden, op, aanloop, zeker=sure))
    return tuple(found)


def _addressed(text: str) -> bool:
    """Whether the council, or a piece that goes there, is named in it as more than an aside."""
    return bool(taal.RAAD.search(taal.BIJZIN_MET_RAAD.sub(" ", text)))


# -- Is it a promise? -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Act:
    """The clause that promises, and where in it the verb stands."""

    clause: str
    plek: int


_KNIP = re.compile(
    r"[;:()]|,\s+(?=(?:en |maar |of )?(?:zodat|omdat|terwijl|waarna|waarbij|waarover|waarvan|"
    r"waarin|waarmee|waardoor|nadat|voordat|aangezien|want|maar|die|dat|dan)\b)|\s[–—]\s",
    re.I,
)


# Longer is no sentence but a text without full stops; patterns would take their time over it.
_LANGSTE_ZIN = 1500
# Why something is done, not when: "Nu er in 2026 verkiezingen zijn, …".
_REDEN = re.compile(r"^(?:nu|omdat|aangezien|doordat|hoewel|gezien)\b[^,]*,", re.I)


def _clauses(zin: str) -> list[str]:
    return [c for c in _KNIP.split(_REDEN.sub("", zin)) if c and c.strip()]


def _act(zin: str, dag: date) -> _Act | None:
    if zin.rstrip().endswith("?") or len(zin) > _LANGSTE_ZIN or taal.ALS_U_WILT.search(zin):
        return None
    for clause in _clauses(zin):
        said = taal.BIJZIN_MET_RAAD.sub(lambda m: " " * len(m.group()), clause)
        plek = _promise(said, dag)
        if plek is not None and not _taken_back(said, plek, dag):
            return _Act(clause, plek)
    return None


def _promise(clause: str, dag: date) -> int | None:
    """Where the verb of the promise stands, or None."""
    if taal.DOEL.match(clause) and not _has_date(clause, dag):
        return None
    for pattern in (taal.ONTVANGEN, taal.VOLGT, taal.IN_GESPREK):
        if match := pattern.search(clause):
            return match.start()
    if (match := taal.TERUGKOMEN.search(clause)) and taal.WAAROP_TERUG.search(clause):
        return match.start()
    if (match := taal.VERWACHTEN.search(clause)) and _has_date(clause, dag):
        return match.start()
    if (match := taal.LEZEN.search(clause)) and _read_later(clause, match, dag):
        return match.start()
    if not taal.RAAD.search(clause):
        return _unnamed(clause, dag)
    if (plek := _passive(clause)) is not None:
        return plek
    addressed = taal.ONDERGESCHIKT.sub(lambda m: " " * len(m.group()), clause)
    if not taal.RAAD.search(addressed):
        return None
    if match := taal.TOEKOMST.search(addressed):
        return match.end() if _says_enough(addressed, match.group()) else None
    if (match := taal.KUNNEN.search(addressed)) and _has_date(addressed, dag):
        return match.end() if not re.search(r"\bu kunt\b|\bkunt u\b", addressed, re.I) else None
    plek = _active(addressed)
    return _unnamed(clause, dag) if plek is None else plek


def _read_later(clause: str, match: re.Match[str], dag: date) -> bool:
    """Whether the day is that of the reading, not of what is read about."""
    before = clause[: match.start()].rpartition(",")[2]
    after = taal.BIJZIN.split(clause[match.end() :])[0]
    return _has_date(before, dag) or _has_date(after, dag)


def _passive(clause: str) -> int | None:
    """A participle whose nearest auxiliary is "wordt" or "worden"."""
    helpers = list(taal.HULPWERKWOORD.finditer(clause))
    for match in taal.LIJDEND.finditer(clause):
        if not helpers or not _says_enough(clause, match.group()):
            continue
        nearest = min(helpers, key=lambda h: abs(h.start() - match.start()))
        if nearest["nu"]:
            return match.start()
    return None


def _unnamed(clause: str, dag: date) -> int | None:
    """ "In Q1 wordt de agenda gepresenteerd": to nobody in particular, so to the reader. With a
    day, and not when the clause names where or to whom."""
    terms = [t for t in find_termijnen(clause, dag) if t.op]
    for t in terms:
        clause = f"{clause[: t.begin]}{' ' * (t.eind - t.begin)}{clause[t.eind :]}"
    if not terms or taal.ANDER.search(clause):
        return None
    for match in taal.ZONDER_ONTVANGER.finditer(clause):
        helpers = list(taal.HULPWERKWOORD.finditer(clause))
        if helpers and min(helpers, key=lambda h: abs(h.start() - match.start()))["nu"]:
            return match.start()
    follows = taal.STUK_VOLGT.search(clause)
    return follows.start() if follows else None


def _active(clause: str) -> int | None:
    for pattern in taal.ACTIEF:
        for match in pattern.finditer(clause):
            rest = clause[match.start() :]
            halves = [half for verbs, half in taal.HELFTEN if verbs.fullmatch(match["w"])]
            # "Laten wij u weten": the verb before its subject is always the finite one.
            finite = pattern is taal.ACTIEF[0] or _is_finite(clause, match)
            if finite and all(half.search(rest) for half in halves):
                return match.start()
    return None


def _is_finite(clause: str, match: re.Match[str]) -> bool:
    """Not "om … te informeren", "hebben … bericht", "kunnen … informeren"."""
    before = clause[: match.start("w")]
    return not before.rstrip().casefold().endswith(" te") and not taal.HULP.search(before)


def _says_enough(clause: str, words: str) -> bool:
    return not taal.ZWAK.search(words) or bool(taal.MET_ZWAK.search(clause))


def _taken_back(clause: str, plek: int, dag: date) -> bool:
    """A denial close to the verb, or a sentence about this letter itself."""
    near = clause[max(0, plek - 30) : plek + 45]
    if taal.ONTKENNING.search(near) or taal.NU_GEGEVEN.search(clause):
        return True
    return bool(taal.DEZE_BRIEF.search(clause)) and not _has_date(clause, dag)


def _has_date(text: str, dag: date) -> bool:
    return any(t.op for t in find_termijnen(text, dag))


# -- Its term ---------------------------------------------------------------------------------

_DAARNA = re.compile(
    r"\b(?:dan|daarna|vervolgens|hierna|waarna|op dat moment|na (?:afronding|afloop)|zodra|"
    r"de uitkomst(?:en)?|de resultaten|het resultaat|daarover|hierover|"
    # "Die sturen wij u", "wij zullen deze met u delen": what the sentence before told of.
    r"(?:deze|die|dit|dat)(?= (?:met|aan|naar|u|uw|wij|we|ook|zullen|sturen|leggen|delen|bieden)\b)"
    r")\b",
    re.I,
)
_WIJST_TERUG = re.compile(
    r"\b(?:(?:hier|daar)(?:over|op|van|mee|toe|voor|bij)|hier|daar|d[ai]t|die|deze|dan|daarna)\b",
    re.I,
)
_ZEGT_WANNEER = re.compile(
    r"^(?:dat|dit|deze|die|we verwachten|wij verwachten|naar verwachting|daarvoor|daarbij|"
    r"het streven|wij streven|we streven|de planning|uiterlijk|we doen dat|wij doen dat|"
    r"we mikken|wij mikken|reken|streefdatum|de uiterste)\b",
    re.I,
)
_EN = re.compile(r"[,;]?\s+(?:en|alsmede|evenals)\s+(?!wel\b)", re.I)
_EN_OF_KOMMA = re.compile(rf"{_EN.pattern}|[,;]\s+", re.I)
_DINGEN = re.compile(r"(?:de|het|een|onze|ons|uw|deze|dit) \w", re.I)
_DING = re.compile(r"(?:de|het|een|onze|ons|uw|deze|dit) \w+", re.I)
_HANGT_AAN = re.compile(
    r"\b(?P<hoe>voor(?:afgaand aan)?|vóór|bij)\s+(?:de\s+|het\s+)?"
    r"(?:aanvang|start|begin|ingang|inwerkingtreding|opening)\s+van\s+(?:de|het)\s+(?P<wat>\w+)",
    re.I,
)


def _own_term(zin: str, act: _Act, dag: date) -> Termijn | None:
    """The dated term of the sentence: in the clause of the promise the one nearest to the verb,
    unless that clause says "afzonderlijk" or so; then the other clauses."""
    own = find_termijnen(act.clause, dag)
    if dated := [t for t in own if t.op]:
        nearest = min(dated, key=lambda t: abs(t.begin - act.plek))
        at_last = [
            t for t in dated if t.begin > nearest.begin and t.woorden.startswith("uiterlijk")
        ]
        return (narrowed(nearest, at_last[0], dag) if at_last else None) or nearest
    if own or _HANGT_AAN.search(zin):
        return None
    return next((t for t in find_termijnen(_REDEN.sub("", zin), dag) if t.op), None)


@lru_cache(maxsize=256)
def _terms_of_each(
    zin: str, dag: date, cut: re.Pattern[str] = _EN, *, goes_on: bool = False
) -> tuple[Termijn, ...]:
    """The dated terms of the promises that are strung together in a sentence; empty when there is
    none. When only what comes after "en" promises, its day is the term, whatever day stands before
    it. `goes_on`: a part that may leave out who promises."""
    for en in cut.finditer(zin):
        left, right = zin[: en.start()], zin[en.end() :]
        later = _terms_of_each(right, dag, goes_on=True) or _without_verb(left, right, dag)
        if not later:
            continue
        if _act(left, dag) is None and not (goes_on and _act(f"wij {left}", dag)):
            return later
        sooner = _terms_of_each(left, dag, _EN_OF_KOMMA, goes_on=goes_on)
        if sooner and sooner[-1].op != later[0].op:
            return sooner + later
    act = _act(zin, dag) or (_act(f"wij {zin}", dag) if goes_on else None)
    termijn = _own_term(zin, act, dag) if act else None
    return (termijn,) if termijn and termijn.op else ()


def _without_verb(left: str, right: str, dag: date) -> tuple[Termijn, ...]:
    """ "… in mei het plan, in juni de begroting en de evaluatie in september": the verb of what
    stands before it goes on. In a main clause no verb can follow then, so that what looks like this
    in a subordinate one ("hoe we in mei beginnen en in juni de bouw afronden") is left alone."""
    part = right.split(",")[0].rstrip(" .;")
    dated = [t for t in find_termijnen(part, dag) if t.op]
    if len(dated) != 1 or taal.BIJZIN.search(left):
        return ()
    termijn = dated[0]
    first = termijn.begin == 0 and _DINGEN.match(part[termijn.eind :].lstrip())
    last = termijn.eind == len(part) and _DING.fullmatch(part[: termijn.begin].strip())
    return (termijn,) if first or last else ()


def _undated(act: _Act, dag: date) -> Termijn | None:
    return read_termijn(act.clause, dag)


def _hanging_on(zin: str, gebeurtenissen: "_Gebeurtenissen") -> Termijn | None:
    """ "Voor aanvang van de proef": the day that the rest of the text gives for the proef."""
    if (match := _HANGT_AAN.search(zin)) is None:
        return None
    words = match.group()[0].lower() + match.group()[1:]
    found = gebeurtenissen.day_of(match["wat"].casefold(), zin)
    if found is None or found.op is None:
        return Termijn(words, None)
    before = not match["hoe"].casefold().startswith("bij")
    named = re.search(r"\d.*", found.woorden)
    shown = f"{'vóór ' if before else ''}{named.group() if named else found.op}"
    return Termijn(f"{words} ({shown})", found.op - timedelta(days=before))


class _Gebeurtenissen:
    """The days that the sentences of a text give for what is to happen."""

    # A text has a few of them; looking through all of it for thousands would take minutes.
    _MEESTE = 40

    def __init__(self, zinnen: Sequence[str], dag: date) -> None:
        self._zinnen = zinnen
        self._dag = dag
        # By what happens the sentences that give it a day: two different ones at most.
        self._found: dict[str, list[tuple[str, Termijn]]] = {}

    def day_of(self, wat: str, zin: str) -> Termijn | None:
        """The first day that another sentence than this one gives for it."""
        if wat not in self._found and len(self._found) < self._MEESTE:
            self._found[wat] = list(islice(self._days_for(wat), 2))
        return next((day for other, day in self._found.get(wat, ()) if other != zin), None)

    def _days_for(self, wat: str) -> Iterator[tuple[str, Termijn]]:
        for zin in dict.fromkeys(self._zinnen):
            if wat in zin.casefold() and (days := self._days(zin)):
                yield zin, days[0]

    def _days(self, zin: str) -> list[Termijn]:
        terms = find_termijnen(zin, self._dag)
        return [t for t in terms if t.op and re.search(r"\b\d", t.woorden)]


def _neighbours_term(
    zinnen: Sequence[str], acts: Sequence[_Act | None], n: int, dag: date
) -> Termijn | None:
    """The term that the next sentence gives, or the one before."""
    if n + 1 < len(zinnen) and acts[n + 1] is None and _ZEGT_WANNEER.search(zinnen[n + 1]):
        found = read_termijn(zinnen[n + 1], dag)
        if found and found.op:
            return found
    if n and acts[n - 1] is None and _DAARNA.search(zinnen[n]):
        found = read_termijn(zinnen[n - 1], dag)
        if found and found.op:
            return found
    return None

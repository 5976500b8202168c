"""Writing what a BronSpiegel says for its year: a ronde that looks ahead to it and one that looks
back, in them a paragraaf per passage, and the oordelen. All or nothing is the caller's
transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from django.db.models import F

from themas.jaar.models import Bijdrage, Blok, Blokactie, Oordeel, Ronde, Voortgang
from themas.jaar.oordelen import VELDEN, OordeelDoel
from themas.jaar.saving import VoortgangDoel
from themas.plan.models import Actie, Thema
from themas.spiegel.importing.apply import Planschrijver, source_key
from themas.spiegel.importing.source import BronOordeel, BronPassage, BronRij, BronThema
from themas.spiegel.tekst import lines_of
from veiligheid.core.bron import Telling, Veld, content_hash
from veiligheid.core.findings import let_op
from veiligheid.core.matching import unique_slug
from veiligheid.core.nazien.workflow import BEWERKBAAR
from veiligheid.core.ordering import provisional, renumber
from veiligheid.core.saving import note_change
from veiligheid.document.spiegel import Spiegel, Spiegelrij
from veiligheid.document.woorden import Bloksoort, Kleur


@dataclass
class _Paragraaf:
    """A paragraaf as the file has it. `teksten`: html and the acties it is about."""

    key: str
    sleutel: str
    kop: str | None
    titel: str
    plek: str
    teksten: dict[str, list[Actie]] = field(default_factory=dict)

    def of(self, actie: Actie) -> str:
        return "".join(html for html, acties in self.teksten.items() if actie in acties)

    @property
    def acties(self) -> list[Actie]:
        return list({a.pk: a for acties in self.teksten.values() for a in acties}.values())


def apply_jaar(plan: Planschrijver, stands: Spiegel | None) -> None:
    """Write the year of the mirror, after its plan. `stands`: the mirror as it was before."""
    rijen = {r.sleutel: r for r in stands.rijen} if stands else {}
    vooruit = _Kant(plan, Bloksoort.VOORUITBLIK)
    terug = _Kant(plan, Bloksoort.TERUGBLIK)
    for thema in plan.bron.themas:
        for kant in (vooruit, terug):
            kant.bijdrage(plan.themas[thema.titel])
        for rij in thema.rijen:
            vooruit.collect(thema, rij, rij.beloofd)
            terug.collect(thema, rij, rij.gedaan)
    vooruit.write()
    terug.write()
    for rij in plan.bron.rijen:
        actie = plan.acties[rij.plek]
        if rij.oordeel is not None and rij.oordeel.says_something:
            terug.judge(actie, rij.oordeel, rij.plek, rijen.get(actie.sleutel))


class _Kant:
    """One side of the mirror: its ronde, and the paragrafen of each theme in it."""

    def __init__(self, plan: Planschrijver, soort: Bloksoort) -> None:
        self.plan, self.telling, self.soort = plan, plan.telling, soort
        self.ronde = self._ronde()
        self.bijdragen = {
            b.thema_id: b
            for b in self.ronde.bijdragen.select_for_update(of=("self",)).select_related("ronde")
        }
        self.wanted: dict[int, dict[str, _Paragraaf]] = {}
        # What comes before each paragraaf in some row.
        self.before: dict[int, dict[str, set[str]]] = {}
        self.themas = {t.pk: t for t in plan.plan.themas.all()}
        self.by_slug = {t.slug: t for t in self.themas.values()}
        oordelen = Oordeel.objects.filter(bijdrage__ronde=self.ronde)
        self.oordelen = {(o.bijdrage_id, o.actie_id): o for o in oordelen}

    def _ronde(self) -> Ronde:
        """The round that looks this way already, or one that looks no other way."""
        field_name = _JAARVELD[self.soort]
        there = self.plan.plan.rondes.filter(**{field_name: self.plan.jaar})
        # A begroting or jaarverslag before a letter that looks both ways.
        ronde = there.order_by(F(_JAARVELD[_ANDER[self.soort]]).asc(nulls_first=True)).first()
        if ronde is None:
            ronde = Ronde.objects.create(plan=self.plan.plan, **{field_name: self.plan.jaar})
            self.telling.made(ronde)
        return ronde

    def bijdrage(self, thema: Thema) -> Bijdrage:
        if thema.pk not in self.bijdragen:
            last = max((b.positie for b in self.bijdragen.values()), default=0)
            made = Bijdrage.objects.create(ronde=self.ronde, thema=thema, positie=last + 1)
            self.telling.made(made)
            self.bijdragen[thema.pk] = made
        return self.bijdragen[thema.pk]

    def collect(self, bron: BronThema, rij: BronRij, passages: Iterable[BronPassage]) -> None:
        """Note where each passage belongs; two acties may share a paragraaf."""
        actie, own = self.plan.acties[rij.plek], self.plan.themas[bron.titel]
        previous: dict[int, str] = {}
        for passage in passages:
            thema = self._thema(passage, own)
            key = source_key(self.soort, bron.titel, rij.pijler, rij.titel)
            key = f"{self.soort} / {passage.sleutel}" if passage.sleutel else key
            there = self.wanted.setdefault(thema.pk, {}).setdefault(
                key, _Paragraaf(key, passage.sleutel, passage.kop, rij.titel, rij.plek)
            )
            there.teksten.setdefault(passage.html, []).append(actie)
            before = self.before.setdefault(thema.pk, {}).setdefault(key, set())
            before |= {previous[thema.pk]} - {key} if thema.pk in previous else set()
            previous[thema.pk] = key

    def _thema(self, passage: BronPassage, own: Thema) -> Thema:
        """Another theme only when the file says so and the plan has it."""
        if passage.thema in self.by_slug:
            return self.by_slug[passage.thema]
        if passage.thema and passage.thema_titel and passage.thema_titel != own.titel:
            self.telling.bevindingen.append(
                let_op(
                    "thema-onbekend",
                    f"Deze tekst stond bij het thema ‘{passage.thema_titel}’, dat het plan niet "
                    "heeft. Zij is opgenomen bij het eigen thema.",
                    passage.kop or own.titel,
                )
            )
        return own

    # -- Paragrafen -----------------------------------------------------------------------------

    def write(self) -> None:
        for pk, wanted in self.wanted.items():
            in_order = {key: wanted[key] for key in _in_order(self.before[pk])}
            bijdrage = self.bijdrage(self.themas[pk])
            _Bijdrageschrijver(bijdrage, self.soort, self.telling).write(in_order)

    # -- Oordelen -------------------------------------------------------------------------------

    def judge(self, actie: Actie, bron: BronOordeel, plek: str, stands: Spiegelrij | None) -> None:
        """What the file says of an actie, on the bijdrage of its own theme."""
        velden = {naam: getattr(bron, naam) for naam in VELDEN}
        if velden["kleur"] not in (Kleur.GEEL, Kleur.GROEN):
            velden["kleur"] = ""
        if stands is not None and _same(velden, stands):
            self.telling.ongewijzigd += 1
            return
        bijdrage = self.bijdrage(actie.thema)
        known = self.oordelen.get((bijdrage.pk, actie.pk))
        if not _editable(bijdrage):
            _fixed(self.telling, bijdrage, plek)
            return
        if known is not None and not any(getattr(known, naam) for naam in VELDEN):
            # Opened once and never filled in: nobody's text.
            known.bron_hash = content_hash(dict.fromkeys(VELDEN, ""))
        doel = OordeelDoel(bijdrage, actie, known) if known else None
        before = doel.read() if doel else None
        key = source_key("oordeel", actie.titel)
        self.telling.reconcile(
            {key: known} if known else {},
            Oordeel,
            key,
            velden=velden,
            bij_maken={"bijdrage": bijdrage, "actie": actie},
        )
        if doel and before:
            note_change(doel, before, None)


class _Bijdrageschrijver:
    """The paragrafen of one bijdrage: made, brought up to date, or left as somebody wrote them."""

    def __init__(self, bijdrage: Bijdrage, soort: Bloksoort, telling: Telling) -> None:
        self.bijdrage, self.soort, self.telling = bijdrage, soort, telling
        self.records = list(bijdrage.voortgangen.prefetch_related("blokken__acties"))
        self.by_key = {v.bron_sleutel: v for v in self.records if v.bron_sleutel}
        self.by_sleutel = {v.sleutel: v for v in self.records}
        self.naming: dict[int, list[Voortgang]] = {}
        for record in self.records:
            for actie in {a.pk for b in self._blokken(record) for a in b.acties.all()}:
                self.naming.setdefault(actie, []).append(record)
        self.slugs = set(self.by_sleutel)
        self.changed = False

    def write(self, wanted: dict[str, _Paragraaf]) -> None:
        order = [v.pk for v in sorted(self.records, key=lambda v: v.positie or 0) if v.positie]
        seen = []
        for n, paragraaf in enumerate(wanted.values()):
            known = self._find(paragraaf)
            if known is None:
                made = self._make(paragraaf, n)
                order += [made] if made else []
            else:
                self._compare(known, paragraaf)
                seen.append(known.bron_sleutel)
        renumber(Voortgang._default_manager, {pk: n for n, pk in enumerate(order, start=1)})
        mine = {key: v for key, v in self.by_key.items() if key.startswith(f"{self.soort} / ")}
        self.telling.report_vanished(mine, seen)
        if self.changed:
            # An approval binds to a version.
            Bijdrage.objects.filter(pk=self.bijdrage.pk).update(versie=F("versie") + 1)

    def _find(self, paragraaf: _Paragraaf) -> Voortgang | None:
        """By its lasting name, its place in the source, or as the one that speaks of the actie."""
        if paragraaf.sleutel in self.by_sleutel:
            return self.by_sleutel[paragraaf.sleutel]
        if paragraaf.key in self.by_key:
            return self.by_key[paragraaf.key]
        if paragraaf.sleutel or len(paragraaf.acties) != 1:
            return None
        naming = self.naming.get(paragraaf.acties[0].pk, [])
        return naming[0] if len(naming) == 1 else None

    def _blokken(self, record: Voortgang) -> list[Blok]:
        if record.verwijderd_op is not None:
            return []
        own = [b for b in record.blokken.all() if b.soort == self.soort and b.tekst]
        return sorted(own, key=lambda b: b.positie)

    def _make(self, bron: _Paragraaf, n: int) -> int | None:
        if not _editable(self.bijdrage):
            _fixed(self.telling, self.bijdrage, bron.plek)
            return None
        kop = (bron.titel if bron.kop is None else bron.kop)[:300]
        record = Voortgang.objects.create(
            bijdrage=self.bijdrage,
            positie=provisional(n),
            sleutel=self._sleutel(bron, kop),
            kop=kop,
            bron_sleutel=bron.key,
            bron_hash=self._hash(kop, bron),
        )
        self._write_blokken(record, bron)
        velden = (Veld("kop", "", kop, False), Veld("tekst", "", "".join(bron.teksten), True))
        self.telling.made(record, velden)
        self.changed = True
        return record.pk

    def _sleutel(self, bron: _Paragraaf, kop: str) -> str:
        return unique_slug(bron.sleutel or kop, self.slugs, "paragraaf", 80 if bron.sleutel else 60)

    def _compare(self, record: Voortgang, bron: _Paragraaf) -> None:
        blokken = self._blokken(record)
        stands = {
            a.pk: "".join(b.tekst for b in blokken if a in b.acties.all()) for a in bron.acties
        }
        kop = record.kop if bron.kop is None else bron.kop[:300]
        same = all(_equal(stands[a.pk], bron.of(a)) for a in bron.acties)
        if same and kop == record.kop and record.verwijderd_op is None:
            self.telling.ongewijzigd += 1
            return
        velden = [
            Veld("kop", record.kop, kop, False),
            Veld("tekst", "".join(b.tekst for b in blokken), "".join(bron.teksten), True),
        ]
        shown = tuple(v for v in velden if v.oud != v.nieuw)
        everything = sorted(record.blokken.all(), key=lambda b: b.positie)
        own = content_hash(record.kop, [(b.soort, b.tekst) for b in everything])
        if record.verwijderd_op is not None or own != record.bron_hash:
            self.telling.keep(record, shown)
        elif not _editable(self.bijdrage):
            _fixed(self.telling, self.bijdrage, bron.plek)
        else:
            self._update(record, kop, bron)
            self.telling.updated(record, shown)

    def _update(self, record: Voortgang, kop: str, bron: _Paragraaf) -> None:
        """What the source says now; what stood there stays in the history."""
        doel = VoortgangDoel(record)
        before = doel.read()
        record.kop, record.bron_hash = kop, self._hash(kop, bron)
        record.save(update_fields=["kop", "bron_hash"])
        record.blokken.all().delete()
        self._write_blokken(record, bron)
        note_change(doel, before, None)
        self.changed = True

    def _hash(self, kop: str, bron: _Paragraaf) -> str:
        return content_hash(kop, [(self.soort, html) for html in bron.teksten])

    def _write_blokken(self, record: Voortgang, bron: _Paragraaf) -> None:
        for n, (html, acties) in enumerate(bron.teksten.items(), start=1):
            blok = Blok.objects.create(voortgang=record, positie=n, soort=self.soort, tekst=html)
            Blokactie.objects.bulk_create(Blokactie(blok=blok, actie=actie) for actie in acties)


_JAARVELD = {Bloksoort.VOORUITBLIK: "vooruitblikjaar", Bloksoort.TERUGBLIK: "verslagjaar"}
_ANDER = {
    Bloksoort.VOORUITBLIK: Bloksoort.TERUGBLIK,
    Bloksoort.TERUGBLIK: Bloksoort.VOORUITBLIK,
}


def _in_order(before: dict[str, set[str]]) -> list[str]:
    """The paragrafen of a bijdrage so that those of every row follow each other as they did; as
    they came, when the rows contradict each other."""
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError:
        return list(before)


def _equal(stands: str, wanted: str) -> bool:
    """The same text; also when the file can't show the markup that stands."""
    return stands == wanted or lines_of(stands) == lines_of(wanted)


def _same(velden: dict[str, str], rij: Spiegelrij) -> bool:
    kleur = rij.kleur.value if rij.kleur in (Kleur.GEEL, Kleur.GROEN) else ""
    realisatie = rij.realisatie.value if rij.realisatie else ""
    stands = (kleur, realisatie, rij.oorzaak, rij.gevolg, rij.bijsturing)
    return stands == tuple(velden[naam] for naam in VELDEN)


def _editable(bijdrage: Bijdrage) -> bool:
    return bijdrage.staat in BEWERKBAAR and bijdrage.ronde.staat == "open"


def _fixed(telling: Telling, bijdrage: Bijdrage, plek: str) -> None:
    telling.behouden += 1
    telling.bevindingen.append(
        let_op(
            "bijdrage-ligt-vast",
            f"De bijdrage over ‘{bijdrage.thema}’ is ingediend of goedgekeurd, of de ronde is "
            "gesloten; deze tekst uit het bestand is niet overgenomen.",
            plek,
        )
    )

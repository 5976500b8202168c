"""Writing a BronBrief to the records. All or nothing is the caller's transaction."""

from django.db.models import F

from rapportage.importing.references import link_references
from rapportage.importing.source import BronBrief, BronHoofdstuk, BronOnderdeel, BronParagraaf
from rapportage.importing.validate import mentioned_annexes
from rapportage.models import Bijlage, Brief, Briefsoort, Onderdeel, Ondertekenaar
from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.jaar.saving import VoortgangDoel, blokken_of
from themas.plan.models import Plan, Thema, Themasoort
from themas.plan.themes import add_thema
from veiligheid.core.bron import Telling, Veld, by_sleutel, cleaned, content_hash
from veiligheid.core.findings import let_op
from veiligheid.core.matching import titelsleutel, unique_slug
from veiligheid.core.nazien.workflow import BEWERKBAAR
from veiligheid.core.ordering import merge_order, provisional, renumber
from veiligheid.core.saving import note_change
from veiligheid.core.verwijzingen import Soort

# How the address of an annex begins that an import made; its number in the file follows.
_INGELEZEN = "ingelezen-"


def apply_brief(bron: BronBrief, plan: Plan, jaar: int) -> tuple[Brief, Telling]:
    """Make or complete the letter of this year, its ronde and its bijdragen. Runs inside the
    caller's transaction."""
    telling = Telling()
    return apply_document(bron, plan, jaar, Briefsoort.VEILIGHEIDSBRIEF, telling), telling


def apply_document(
    bron: BronBrief, plan: Plan, jaar: int, soort: Briefsoort, telling: Telling
) -> Brief:
    """The same for any kind of document of the round that looks ahead to this year. An annual
    account bears the name of the year before, which it accounts for."""
    named = jaar - 1 if soort is Briefsoort.STADSREKENING else jaar
    slug, titel = f"{soort.value}-{named}", f"{soort.value.capitalize()} {named}"
    ronde, made = Ronde.objects.get_or_create(plan=plan, verslagjaar=jaar - 1, vooruitblikjaar=jaar)
    if made:
        telling.made(ronde)
    brief = telling.reconcile(
        by_sleutel(Brief.objects.select_for_update().filter(slug=slug)),
        Brief,
        sleutel="brief",
        velden={
            "titel": bron.titel or titel,
            "aanhef": bron.aanhef,
            "groet": bron.groet,
            "afzender": bron.afzender,
        },
        bij_maken={"slug": slug, "ronde": ronde, "soort": soort},
    )
    _Writer(brief, telling).write(bron)
    return brief


class _Writer:
    def __init__(self, brief: Brief, telling: Telling) -> None:
        self.brief = brief
        self.ronde = brief.ronde
        self.plan = brief.ronde.plan
        self.telling = telling
        self.themas: dict[int, Thema] = {}
        self.bijlagen: dict[int, Bijlage] = {}
        self.plek = ""

    def write(self, bron: BronBrief) -> None:
        for hoofdstuk in bron.hoofdstukken:
            self.themas[hoofdstuk.nummer] = self._thema(hoofdstuk)
        self._bijlagen(bron)
        self._onderdelen(bron)
        for hoofdstuk in bron.hoofdstukken:
            self._bijdrage(hoofdstuk)
        self._ondertekenaars(bron)

    def _thema(self, bron: BronHoofdstuk) -> Thema:
        for thema in self.plan.themas.all():
            if titelsleutel(thema.titel) == titelsleutel(bron.titel):
                return thema
        soort = bron.soort or Themasoort.PRIORITAIR
        thema = add_thema(self.plan, bron.titel, soort, toegevoegd_in=self.ronde.verslagjaar)
        self.telling.made(thema)
        return thema

    def _bijlagen(self, bron: BronBrief) -> None:
        """By its number in the file: the annex that an earlier import made for it, wherever it was
        moved since (or even removed); else the one that has this number; else a new one."""
        by_key = {b.sleutel: b for b in self.brief.bijlagen.all()}
        by_number = {b.nummer: b for b in by_key.values() if not b.sleutel.startswith(_INGELEZEN)}
        numbers = {b.nummer for b in by_key.values()}
        for nummer in range(1, max(mentioned_annexes(bron), default=0) + 1):
            # Not by chance: a dry run gives the same references as the import after it.
            sleutel = f"{_INGELEZEN}{nummer}"
            found = by_key.get(sleutel) or by_number.get(nummer)
            if found is None:
                free = nummer if nummer not in numbers else max(filter(None, numbers)) + 1
                found = Bijlage.objects.create(brief=self.brief, nummer=free, sleutel=sleutel)
                numbers.add(free)
                self.telling.made(found)
            self.bijlagen[nummer] = found

    def _linked(self, html: str, plek: str) -> str:
        self.plek = plek
        return link_references(html, self._key)

    def _key(self, soort: Soort, nummer: int) -> str | None:
        if soort is Soort.THEMA and nummer in self.themas:
            return self.themas[nummer].slug
        if soort is Soort.BIJLAGE and nummer in self.bijlagen:
            return self.bijlagen[nummer].sleutel
        self.telling.bevindingen.append(
            let_op(
                "verwijzing-onbekend",
                f"Hier wordt verwezen naar {soort} {nummer}, en die staat niet in de brief. De "
                "tekst is gebleven zoals hij is, zonder link.",
                self.plek,
            )
        )
        return None

    def _onderdelen(self, bron: BronBrief) -> None:
        bestaande = by_sleutel(self.brief.onderdelen.all())
        slugs = set(self.brief.onderdelen.values_list("sleutel", flat=True))
        before = list(self.brief.onderdelen.values_list("pk", flat=True))
        volgorde = [self._onderdeel(o, bestaande, slugs, n) for n, o in enumerate(bron.onderdelen)]
        order = merge_order(before, volgorde)
        renumber(Onderdeel._default_manager, {pk: n for n, pk in enumerate(order, start=1)})
        self.telling.report_vanished(bestaande, [o.sleutel for o in bron.onderdelen])

    def _onderdeel(
        self, bron: BronOnderdeel, bestaande: dict[str, Onderdeel], slugs: set[str], n: int
    ) -> int:
        known = bestaande.get(bron.sleutel)
        if known is not None and known.staat not in BEWERKBAAR:
            self._fixed(f"‘{known}’", bron.plek)
            return known.pk
        record = self.telling.reconcile(
            bestaande,
            Onderdeel,
            bron.sleutel,
            velden={
                "kop": bron.kop,
                "niveau": bron.niveau,
                "tekst": self._linked(bron.html, bron.plek),
            },
            bij_maken={
                "brief": self.brief,
                "plek": bron.plek_in_brief,
                "positie": provisional(n),
                "sleutel": known.sleutel
                if known
                else unique_slug(bron.kop or bron.plek_in_brief, slugs),
            },
        )
        return record.pk

    def _bijdrage(self, bron: BronHoofdstuk) -> None:
        thema = self.themas[bron.nummer]
        last = self.ronde.bijdragen.order_by("-positie").values_list("positie", flat=True).first()
        bijdrage, made = Bijdrage.objects.select_for_update().get_or_create(
            ronde=self.ronde, thema=thema, defaults={"positie": (last or 0) + 1}
        )
        if made:
            self.telling.made(bijdrage)
        before_count = self.telling.gemaakt + self.telling.bijgewerkt
        bestaande = by_sleutel(bijdrage.voortgangen.prefetch_related("blokken"))
        slugs = set(bijdrage.voortgangen.values_list("sleutel", flat=True))
        before = list(bijdrage.voortgangen.standing().values_list("pk", flat=True))
        wanted = [
            self._voortgang(p, bijdrage, bestaande, slugs, n) for n, p in enumerate(bron.paragrafen)
        ]
        order = merge_order(before, [pk for pk in wanted if pk is not None])
        renumber(Voortgang._default_manager, {pk: n for n, pk in enumerate(order, start=1)})
        self.telling.report_vanished(bestaande, [p.sleutel for p in bron.paragrafen])
        if not made and self.telling.gemaakt + self.telling.bijgewerkt > before_count:
            # An approval binds to a version.
            Bijdrage.objects.filter(pk=bijdrage.pk).update(versie=F("versie") + 1)

    def _voortgang(
        self,
        bron: BronParagraaf,
        bijdrage: Bijdrage,
        bestaande: dict[str, Voortgang],
        slugs: set[str],
        n: int,
    ) -> int | None:
        """Make, update or leave one paragraaf: heading and blocks are one unit of content."""
        blokken = [
            (b.soort.value, cleaned(Blok, {"tekst": self._linked(b.html, bron.plek)})["tekst"])
            for b in bron.blokken
        ]
        new_hash = content_hash(bron.kop, blokken)
        record = bestaande.get(bron.sleutel)
        if record is None and bijdrage.staat not in BEWERKBAAR:
            self._fixed(f"De bijdrage over ‘{bijdrage.thema}’", bron.plek)
            return None
        if record is None:
            record = Voortgang.objects.create(
                bijdrage=bijdrage,
                positie=provisional(n),
                sleutel=unique_slug(bron.kop, slugs, "paragraaf"),
                kop=bron.kop,
                bron_sleutel=bron.sleutel,
                bron_hash=new_hash,
            )
            _write_blokken(record, blokken)
            self.telling.made(record, _fields("", [], bron.kop, blokken))
            return record.pk
        if record.verwijderd_op is not None:
            self.telling.keep(record)
            return None
        own = [(b.soort, b.tekst) for b in sorted(record.blokken.all(), key=lambda b: b.positie)]
        own_hash = content_hash(record.kop, own)
        velden = _fields(record.kop, own, bron.kop, blokken)
        if own_hash == new_hash:
            self.telling.ongewijzigd += 1
        elif own_hash != record.bron_hash:
            self.telling.keep(record, velden)
        elif bijdrage.staat not in BEWERKBAAR:
            self._fixed(f"De bijdrage over ‘{bijdrage.thema}’", bron.plek)
        else:
            self._update(record, bron.kop, blokken, new_hash)
            self.telling.updated(record, velden)
        return record.pk

    def _update(
        self, record: Voortgang, kop: str, blokken: list[tuple[str, str]], new_hash: str
    ) -> None:
        """What the source says now; what stood there stays in the history. The file knows of no
        acties: each new block names those that blocks of its kind named before."""
        doel = VoortgangDoel(record)
        before = doel.read()
        named: dict[str, set[int]] = {}
        for blok in blokken_of(before[1]):
            named.setdefault(blok.soort, set()).update(blok.acties)
        record.kop, record.bron_hash = kop, new_hash
        record.save(update_fields=["kop", "bron_hash"])
        record.blokken.all().delete()
        _write_blokken(record, blokken)
        for new in record.blokken.filter(soort__in=named):
            new.acties.set(named[new.soort])
        note_change(doel, before, None)

    def _fixed(self, wat: str, plek: str) -> None:
        self.telling.behouden += 1
        self.telling.bevindingen.append(
            let_op(
                "bijdrage-ligt-vast",
                f"{wat} is ingediend of goedgekeurd; deze tekst uit het bestand is niet "
                "overgenomen.",
                plek,
            )
        )

    def _ondertekenaars(self, bron: BronBrief) -> None:
        """Only on a letter that has none: who signs is the secretariaat's to change."""
        if self.brief.ondertekenaars.exists():
            return
        for n, (naam, functie) in enumerate(bron.ondertekenaars, start=1):
            made = Ondertekenaar.objects.create(
                brief=self.brief, positie=n, naam=naam, functie=functie
            )
            self.telling.made(made)


def _fields(
    kop: str, blokken: list[tuple[str, str]], new_kop: str, new_blokken: list[tuple[str, str]]
) -> tuple[Veld, ...]:
    """Kop and text of a paragraaf, where they differ; each block under the word for its kind."""
    texts = [
        "".join(f"<p><strong>{soort.capitalize()}</strong></p>{html}" for soort, html in alle)
        for alle in (blokken, new_blokken)
    ]
    velden = (Veld("kop", kop, new_kop, False), Veld("tekst", texts[0], texts[1], True))
    return tuple(veld for veld in velden if veld.oud != veld.nieuw)


def _write_blokken(voortgang: Voortgang, blokken: list[tuple[str, str]]) -> None:
    Blok.objects.bulk_create(
        Blok(voortgang=voortgang, positie=n, soort=soort, tekst=tekst)
        for n, (soort, tekst) in enumerate(blokken, start=1)
    )

"""From what is public to what the API gives."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from monitoring.aggregates import areas_of, read_cijfers
from monitoring.cijfers.models import Indicator as Indicatorrecord
from monitoring.cijfers.periodes import from_code
from rapportage.api import vormen
from rapportage.models import Publicatie, Publicatiebestand
from rapportage.openbaar.publicaties import document_of
from rapportage.openbaar.stukken import stukken_of
from rapportage.rendering.tekst import plain
from themas.toezeggingen.models import Toezegging
from veiligheid.document.spiegel import Passage

# A path of ours → the whole address.
Volledig = Callable[[str], str]


def brieven(volledig: Volledig) -> Iterator[vormen.Brief]:
    for p in Publicatie.objects.newest_per_slug():
        yield brief(p, volledig)


def brief(p: Publicatie, volledig: Volledig) -> vormen.Brief:
    pdf = volledig(reverse("brief-pdf", args=[p.slug])) if p.pdf_bladzijden else None
    return vormen.Brief(
        slug=p.slug,
        soort=p.soort,
        titel=p.titel,
        samenvatting=p.samenvatting,
        jaar=p.jaar,
        kenmerk=p.kenmerk,
        datum=p.datum,
        versie=p.versie,
        gepubliceerd_op=timezone.localtime(p.gepubliceerd_op),
        reden=p.reden,
        pagina=volledig(p.get_absolute_url()),
        document=volledig(reverse("brief-json", args=[p.slug])),
        pdf=pdf,
    )


def versies(slug: str, volledig: Volledig) -> Iterator[vormen.Versie]:
    documents = Publicatiebestand.objects.filter(pad="brief.json").only("sha256", "publicatie_id")
    found = Publicatie.objects.versions(slug)
    for p in found.prefetch_related(Prefetch("bestanden", documents, to_attr="documenten")):
        yield vormen.Versie(
            versie=p.versie,
            gepubliceerd_op=timezone.localtime(p.gepubliceerd_op),
            reden=p.reden,
            pagina=volledig(reverse("versie:brief", args=[p.slug, p.versie])),
            sha256=p.documenten[0].sha256,
        )


def paragrafen(p: Publicatie, volledig: Volledig) -> Iterator[vormen.Paragraaf]:
    for s in stukken_of(document_of(p)):
        yield vormen.Paragraaf(
            anker=s.anker,
            soort=s.soort,
            kop=s.kop,
            thema=s.thema,
            thema_slug=s.thema_slug,
            tekst=s.tekst,
            acties=list(s.acties),
            pagina=volledig(p.get_absolute_url() + s.adres),
        )


def toezeggingen(volledig: Volledig) -> Iterator[vormen.Toezegging]:
    public = Toezegging.objects.public().select_related("thema").with_stand()
    for t in public.order_by("-gemaakt_op", "-pk"):
        stand = t.stand
        yield vormen.Toezegging(
            sleutel=t.sleutel,
            soort=t.soort,
            nummer=t.nummer,
            tekst=t.tekst,
            gedaan_op=t.gemaakt_op,
            vergadering=t.vergadering,
            thema=t.thema.titel if t.thema else "",
            portefeuillehouder=t.portefeuillehouder,
            termijn=t.termijn,
            uiterlijk=t.termijn_op,
            bedrag=None if t.bedrag is None else float(t.bedrag),
            staat=str(stand.publiek),
            staat_sinds=stand.op,
            te_laat=bool(t.te_laat),
            reden=stand.reden,
            pagina=volledig(t.get_absolute_url()),
        )


def beloften(p: Publicatie, volledig: Volledig) -> Iterator[vormen.Belofte]:
    """The rows of the mirror of a letter, each actie once."""
    seen: set[str] = set()
    for h in document_of(p).hoofdstukken:
        for rij in h.raad.vragen.rijen if h.raad else ():
            if rij.sleutel in seen or h.raad is None:
                continue
            seen.add(rij.sleutel)
            yield vormen.Belofte(
                sleutel=rij.sleutel,
                titel=rij.titel,
                thema=rij.thema_titel,
                thema_slug=rij.thema_slug,
                jaar=h.raad.vragen.jaar,
                kleur=rij.kleur.value if rij.kleur else None,
                realisatie=rij.realisatie.value if rij.realisatie else None,
                beloofd=_words(rij.beloofd),
                gedaan=_words(rij.gedaan),
                brief=volledig(p.get_absolute_url()),
            )


def _words(passages: tuple[Passage, ...]) -> list[str]:
    return [plain(passage.html) for passage in passages]


def indicatoren() -> Iterator[vormen.Indicator]:
    for i in Indicatorrecord.objects.public().prefetch_related("themas").order_by("slug"):
        yield vormen.Indicator(
            slug=i.slug,
            naam=i.naam,
            eenheid=i.eenheid,
            definitie=i.definitie,
            bron=i.bron,
            bron_tabel=i.bron_tabel,
            bron_code=i.bron_code,
            is_totaal=i.is_totaal,
            themas=list(dict.fromkeys(t.titel for t in i.themas.all())),
        )


def metingen(i: Indicatorrecord) -> Iterator[vormen.Meting]:
    """All figures of an indicator, small ones hidden as everywhere; nothing that adds up others
    but what the source itself gives of a larger area."""
    gebieden = {g.pk: g for g in areas_of(settings.GEMEENTE_CODE)}
    punten = read_cijfers([i], list(gebieden.values())).punten
    keys = [key for key in punten if key[0] == i.pk and key[1] in gebieden]
    for key in sorted(keys, key=lambda k: (gebieden[k[1]].code, k[2])):
        gebied, periode, punt = gebieden[key[1]], from_code(key[2]), punten[key]
        yield vormen.Meting(
            gebied=gebied.code,
            gebied_naam=gebied.naam,
            gebied_soort=gebied.soort,
            periode=key[2],
            periode_naam=periode.label if periode else key[2],
            waarde=None if punt.waarde is None else float(punt.waarde),
            eenheid=i.eenheid,
            precisie=punt.precisie,
            status=punt.status,
            toelichting=punt.toelichting,
        )

"""What the mirror has to say to those who write and publish the letter that looks back."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from themas.jaar.models import Blok, Oordeel, Ronde
from themas.plan.models import Actie
from themas.spiegel.maken import make_spiegel
from veiligheid.core.findings import Herstelbaar
from veiligheid.document.spiegel import Gepubliceerd, Spiegel
from veiligheid.document.woorden import Bloksoort, Kleur


def vanished(beloofd: Gepubliceerd, spiegel: Spiegel, ronde: Ronde) -> Iterator[Herstelbaar]:
    """Promises of a published letter that the mirror of its year does not show any more. They
    block: what the council was promised never goes by itself. Two queries when there are any.

    beloofd comes from the publication, which nobody can change since, and not from the records.
    """
    shown = {sleutel for rij in spiegel.rijen if rij.beloofd for sleutel in rij.sleutels}
    gone = {sleutel: passages[0] for sleutel, passages in beloofd.items() if sleutel not in shown}
    if not gone:
        return
    acties = {a.sleutel: a for a in Actie.objects.filter(sleutel__in=gone).select_related("thema")}
    bijdragen = dict(ronde.bijdragen.order_by().values_list("thema__slug", "pk"))
    for sleutel, passage in gone.items():
        actie = acties.get(sleutel)
        pk = bijdragen.get(actie.thema.slug if actie else passage.thema_slug)
        link = reverse("bijdrage", args=[pk]) if pk else reverse("ronde", args=[ronde.pk])
        if actie is None:
            wat, doe = (
                "een actie",
                "Die actie bestaat niet meer: laat de beheerder haar terugzetten",
            )
        else:
            wat, doe = f"‘{actie}’", "Zet de belofte terug, of beëindig de actie met een reden"
        yield Herstelbaar.stop(
            "belofte-verdwenen",
            f"De gepubliceerde brief beloofde {wat} voor {spiegel.jaar}, en geen tekst in het "
            "portaal belooft dat nog: de paragraaf is verwijderd of leeg, of noemt de actie niet "
            f"meer. {doe}.",
            passage.plek,
            f"{link}#actie-{actie.pk}" if pk and actie else link,
        )


def bevindingen_for(
    ronde: Ronde, beloofd: Gepubliceerd | None = None, spiegel: Spiegel | None = None
) -> list[Herstelbaar]:
    """All findings of the mirror on a round, those that block first. Constant queries.

    beloofd: what the published letters promised for the year that this round looks back on.
    spiegel: the mirror of that year, for who made it already.
    """
    found = [*_unnamed(ronde), *_contradicting(ronde)]
    if ronde.verslagjaar is None:
        return found
    spiegel = spiegel or make_spiegel(ronde.plan, ronde.verslagjaar, beloofd)
    return [*vanished(beloofd or {}, spiegel, ronde), *_open(spiegel, ronde), *found]


def _open(spiegel: Spiegel, ronde: Ronde) -> Iterator[Herstelbaar]:
    aside = reverse("ronde-inrichten", args=[ronde.pk])
    bijdragen = dict(ronde.bijdragen.order_by().values_list("thema__slug", "pk"))
    for rij in spiegel.rijen:
        plek = f"{rij.thema_titel} › {rij.titel}"
        pk = bijdragen.get(rij.thema_slug)
        # A theme that is not in this round is put there first.
        link = f"{reverse('bijdrage', args=[pk])}#beloofd" if pk else aside
        if rij.kleur is Kleur.ROOD and rij.beeindigd_in is None:
            yield Herstelbaar.warn(
                "belofte-rood",
                f"Beloofd voor {spiegel.jaar} en nergens verteld: {rij.herhaling or 'rood'}. Een "
                "zin is genoeg, ook als er niets van kwam. Of beëindig de actie met een reden.",
                plek,
                link,
            )
        elif rij.kleur is None:
            yield Herstelbaar.warn(
                "belofte-te-beoordelen",
                f"Beloofd voor {spiegel.jaar} en verteld, maar nog niet beoordeeld.",
                plek,
                link,
            )


def _unnamed(ronde: Ronde) -> Iterator[Herstelbaar]:
    """Promises that name no actie: next year nobody can tell whether they were kept. One query."""
    if ronde.vooruitblikjaar is None:
        return
    blokken = Blok.objects.speaking().filter(
        voortgang__bijdrage__ronde=ronde, soort=Bloksoort.VOORUITBLIK, acties=None
    )
    places = blokken.order_by("voortgang__bijdrage__positie").values_list(
        "voortgang__bijdrage", "voortgang__bijdrage__thema__titel"
    )
    for (bijdrage, titel), n in Counter(places).items():
        yield Herstelbaar.warn(
            "vooruitblik-zonder-actie",
            f"{n} vooruitblik{'ken noemen' if n > 1 else ' noemt'} geen actie en "
            f"{'komen' if n > 1 else 'komt'} zo niet in de spiegel van {ronde.vooruitblikjaar}. "
            "Neem de voorgestelde acties over.",
            titel,
            reverse("bijdrage", args=[bijdrage]),
        )


def _contradicting(ronde: Ronde) -> Iterator[Herstelbaar]:
    """An actie that two themes judged differently: the mirror shows the oordeel of its home theme.
    One query."""
    judged = (
        Oordeel.objects.filter(bijdrage__ronde=ronde)
        .exclude(kleur="")
        .order_by("actie__thema", "actie__positie", "bijdrage__positie")
        .values_list("actie", "actie__titel", "bijdrage", "bijdrage__thema__titel", "kleur")
    )
    per_actie: dict[tuple[int, str], list[tuple[int, str, str]]] = {}
    for actie, titel, bijdrage, thema, kleur in judged:
        per_actie.setdefault((actie, titel), []).append((bijdrage, thema, kleur))
    for (_, titel), said in per_actie.items():
        if len({kleur for *_, kleur in said}) > 1:
            words = " en ".join(f"{kleur} bij {thema}" for _, thema, kleur in said)
            yield Herstelbaar.warn(
                "oordeel-verschilt",
                f"Deze actie is verschillend beoordeeld: {words}.",
                titel,
                f"{reverse('bijdrage', args=[said[0][0]])}#beloofd",
            )

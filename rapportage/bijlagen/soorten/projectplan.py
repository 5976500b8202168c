"""The annex *projectplan*: a plan below a theme as it stands, the account of it where there is one,
and its money."""

from collections.abc import Callable, Iterator

from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register
from rapportage.bijlagen.soorten.financieel import financieel
from rapportage.plandocument import Lezen, compose_secties
from themas.jaar.models import Ronde
from themas.jaar.reading import bijdragen_with_text
from themas.plan.models import Plan
from veiligheid.document import delen as p
from veiligheid.document.woorden import Bloksoort


def projectplan(
    plan: Plan, anker: str, verslagjaar: int | None, html: Callable[[str, str], str]
) -> Iterator[p.Deel]:
    """All sections of the plan, then what its own round tells of the year.

    html: rich text and the heading it stands under → rich text for readers.
    """
    yield from _secties(plan, anker, html)
    yield from _verslag(plan, anker, verslagjaar, html)


def geld(plan: Plan, anker: str) -> Iterator[p.Deel]:
    """The plan's own budget; without one, what the plan above it has for its theme."""
    own = list(financieel(plan, anker))
    if not own and plan.onder_thema is not None:
        own = list(financieel(plan.onder_thema.plan, anker, plan.onder_thema))
    yield from own


def _secties(plan: Plan, anker: str, html: Lezen) -> Iterator[p.Tekstdeel]:
    for n, sectie in enumerate(compose_secties(plan, html), start=1):
        nummer = f"{sectie.nummer}. " if sectie.nummer is not None else ""
        label = f"{sectie.label} " if sectie.label else ""
        # In a plan a theme stands one level beneath the title, as everything here does.
        niveau = max(1, sectie.niveau - 1) if sectie.nummer is not None else sectie.niveau
        kop = f"{label}{nummer}{sectie.kop}" if sectie.kop else ""
        yield p.Tekstdeel(f"{anker}--plan-{n}", niveau, kop, sectie.html)


def _verslag(plan: Plan, anker: str, jaar: int | None, html: Lezen) -> Iterator[p.Tekstdeel]:
    """What became of it: the terugblik of the plan's own round on this year, theme by theme."""
    ronde = Ronde.objects.filter(plan=plan, verslagjaar=jaar).first() if jaar else None
    if ronde is None:
        return
    for bijdrage in bijdragen_with_text(ronde):
        texts = [
            (
                voortgang,
                "".join(
                    html(b.tekst, str(voortgang))
                    for b in voortgang.blokken.all()
                    if b.tekst and b.soort != Bloksoort.VOORUITBLIK
                ),
            )
            for voortgang in bijdrage.voortgangen.all()
        ]
        told = [(voortgang, text) for voortgang, text in texts if text]
        if told:
            kop = f"{bijdrage.thema.titel}: wat we deden in {jaar}"
            yield p.Tekstdeel(f"{anker}--verslag-{bijdrage.thema.slug}", 1, kop, "")
        for voortgang, text in told:
            naam = f"{anker}--verslag-{bijdrage.thema.slug}--{voortgang.sleutel}"
            yield p.Tekstdeel(naam, 2, voortgang.kop, text)


def _compose(s: Samenstelling) -> Iterator[p.Deel]:
    plan = s.bijlage.plan
    if plan is None:
        return

    def html(text: str, kop: str) -> str:
        return s.tekst.html(text, f"{s.bijlage} › {kop}", s.link, feitelijk=False)

    yield from projectplan(plan, s.anker, s.brief.ronde.verslagjaar, html)
    yield from s.figuren.cijfers(s.bijlage, s.anker, s.link, s.tekst.meld)
    yield from geld(plan, s.anker)


register(
    Bijlagesoort(
        "projectplan",
        "projectplan of verslag daarvan",
        _compose,
        velden=frozenset({"plan"}),
        cijfers=True,
        cijferuitleg="Kiest u niets, dan komen de openbare cijfers van het thema erin.",
        nodig="Kies hieronder het projectplan.",
        volgorde=6,
    )
)

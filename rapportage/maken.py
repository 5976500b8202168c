"""What a letter becomes on its way to be published: its PDFs, made and judged, before anything is
locked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from rapportage.bewijs.bewaard import kept_pdfs
from rapportage.bewijs.lezer import own_fingerprints
from rapportage.bewijs.manifest import programma
from rapportage.geheim.kopie import Geheim, Kopie
from rapportage.redline.document import PDF_PAD, WORD_PAD, redline_for
from rapportage.redline.papier import redline_papier
from rapportage.redline.word import redline_word
from rapportage.rendering.paper import Papier, bijlage_papier, letter_papier
from rapportage.rendering.pdf import aantal_bladzijden, beoordeel_pdf
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.document.brief import Briefdocument

# As many PDFs at once as a small machine has cores.
_TEGELIJK = 2


def _silent(stap: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Gereed:
    """A letter ready to be published: the document, its PDF and the findings that don't block.

    pdf: empty where no PDF can be made and none is wanted: see `prepare`.
    """

    document: Briefdocument
    pdf: bytes
    bladzijden: int
    bevindingen: tuple[Bevinding, ...]
    # By annex: its own PDF, and the uploaded files that it shows.
    bijlagen: Mapping[int, bytes] = field(default_factory=dict)
    bestanden: Mapping[str, bytes] = field(default_factory=dict)
    # By path of each PDF what identifies the words of its pages.
    woorden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # The day it was composed: publishing may end after midnight.
    vandaag: date = field(default_factory=timezone.localdate)
    # By path of each PDF the hash of what it was made of.
    invoer: Mapping[str, str] = field(default_factory=dict)
    # Of a correction what it changed, as files by their path; and which version those are of.
    redline: Mapping[str, bytes] = field(default_factory=dict)
    redline_van: int = 0
    # Of each withheld annex what is kept where no reader comes.
    geheim: tuple[Kopie, ...] = ()


def make(
    document: Briefdocument,
    bestanden: Mapping[str, bytes],
    vandaag: date,
    bevindingen: tuple[Bevinding, ...] = (),
    *,
    papier: bool = True,
    meld: Callable[[str], None] = _silent,
    reden: str = "",
    geheim: Sequence[Geheim] = (),
) -> Gereed:
    """The PDFs of a document that was checked, made and judged. `meld` hears how far it is;
    `vandaag` is the day it was composed; `reden` why it corrects what is published. Raises
    Geweigerd when one can't be made, or is not what the law and the archive ask."""
    if not papier:
        kopieen = tuple(Kopie(g.nummer, g.sleutel, tuple(g.stukken(b""))) for g in geheim)
        return Gereed(document, b"", 0, bevindingen, {}, bestanden, {}, vandaag, geheim=kopieen)
    voorraad, programma_ = kept_pdfs(document.slug), programma()
    changed = redline_for(document, reden)
    papers = _papers(document, bestanden)
    if changed is not None:
        papers[PDF_PAD] = redline_papier(changed)
    secret = {f"geheim/{g.nummer}": g for g in geheim}
    for pad, g in secret.items():
        papers[pad] = bijlage_papier(g.document, g.nummer, g.bestanden)
    invoer = {pad: papier.sleutel(programma_) for pad, papier in papers.items()}
    kept = {pad: found for pad in papers if (found := voorraad.get(invoer[pad]))}
    made = _made({pad: paper for pad, paper in papers.items() if pad not in kept}, meld)
    meld("De pdf’s worden gekeurd.")
    if oordeel := [b for pdf in made.values() for b in beoordeel_pdf(pdf)]:
        raise Geweigerd(*oordeel)
    # Nothing of what is withheld goes into a manifest: neither its words nor what it is made of.
    words = {pad: own_fingerprints(pdf) for pad, pdf in made.items() if pad not in secret}
    words |= {pad: found.bladzijden for pad, found in kept.items() if pad not in secret}
    made |= {pad: found.inhoud for pad, found in kept.items()}
    kopieen = tuple(
        Kopie(g.nummer, g.sleutel, tuple(g.stukken(made[pad]))) for pad, g in secret.items()
    )
    letter = made[_pad(0)]
    return Gereed(
        document,
        letter,
        aantal_bladzijden(letter),
        bevindingen,
        {b.nummer: made[_pad(b.nummer)] for b in document.gevulde_bijlagen},
        bestanden,
        words,
        vandaag,
        {pad: key for pad, key in invoer.items() if pad not in secret},
        {PDF_PAD: made[PDF_PAD], WORD_PAD: redline_word(changed)} if changed else {},
        changed.versie if changed else 0,
        kopieen,
    )


def _papers(document: Briefdocument, bestanden: Mapping[str, bytes]) -> dict[str, Papier]:
    """By its path what each PDF that readers get is made of."""
    papers = {_pad(0): letter_papier(document, bestanden)}
    for b in document.gevulde_bijlagen:
        papers[_pad(b.nummer)] = bijlage_papier(document, b.nummer, bestanden)
    return papers


def _pad(nummer: int) -> str:
    """Where the PDF of an annex lies in its publication; 0 is the letter."""
    return f"bijlage/{nummer}/bijlage.pdf" if nummer else "brief.pdf"


def _made(papers: Mapping[str, Papier], meld: Callable[[str], None]) -> dict[str, bytes]:
    """Each by its path, some at once. Raises PdfFout for the first that can't be made."""
    waiting: list[int] = []

    def wacht() -> None:
        waiting.append(1)

    # Each is made by a process of its own; here we only wait for them.
    with ThreadPoolExecutor(max_workers=_TEGELIJK) as pool:
        jobs: dict[str, Future[Any]] = {
            pad: pool.submit(paper.make, wacht) for pad, paper in papers.items()
        }
        _follow(jobs.values(), waiting, meld)
    return {pad: job.result() for pad, job in jobs.items()}


def _follow(
    jobs: Collection["Future[Any]"], waiting: list[int], meld: Callable[[str], None]
) -> None:
    """Tell how many are done until all are; when one fails, those that did not begin never do."""
    told, busy = "", set(jobs)
    while busy:
        done = len(jobs) - len(busy)
        turn = " Er worden nog andere pdf’s gemaakt: deze wachten op hun beurt." if waiting else ""
        stap = f"Pdf {done + 1} van {len(jobs)} wordt gemaakt.{turn}"
        if stap != told:
            told = stap
            meld(stap)
        ended, busy = wait(busy, timeout=0.5, return_when=FIRST_COMPLETED)
        for job in ended:
            if job.exception():
                for other in busy:
                    other.cancel()
                job.result()

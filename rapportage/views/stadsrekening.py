"""The chapter of the annual account: which years have one, beginning another, and it as Word."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rapportage.composition import compose
from rapportage.permissions import get_concept
from rapportage.rendering.word import document_word
from rapportage.stadsrekening.beginnen import start_stadsrekening
from rapportage.views.spiegeldocumenten import Documentkeuze, choose
from rapportage.workflow import Briefsoort
from themas.views.word import DOCX
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.toegang.logboek import uitvoer

_KEUZE = Documentkeuze(
    soort=Briefsoort.STADSREKENING,
    route="stadsrekeningen",
    titel="Stadsrekening",
    uitleg="Van elk jaar maakt het portaal het hoofdstuk over veiligheid: een inleiding, van elk "
    "thema een eerste samenvatting van wat de brief erover vertelt, het geld per deelproduct en de "
    "cijfers. U werkt het bij en publiceert het als een brief.",
    begonnen="‘{}’ is begonnen. Schrijf de inleiding en loop de samenvattingen na.",
    begin=start_stadsrekening,
)


@schrijver
def stadsrekeningen(request: HttpRequest) -> HttpResponse:
    return choose(request, _KEUZE)


@schrijver
@require_safe
@uitvoer
def concept_word(request: HttpRequest, slug: str) -> HttpResponse:
    """A document in preparation as a Word file, for who puts it into another."""
    brief = get_concept(request.user, slug)
    data = document_word(compose(brief).document)
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{brief.slug}-concept.docx"'
    return answer

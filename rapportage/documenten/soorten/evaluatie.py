"""The evaluation of a plan's term, and what goes over to the new council."""

from rapportage.documenten.soort import Documentsoort, Keuze, register
from rapportage.evaluatie.beginnen import start_evaluatie, start_raadsoverdracht
from rapportage.evaluatie.compositie import evaluatiedelen
from rapportage.evaluatie.overdracht import overdrachtdelen
from rapportage.workflow import Briefsoort

register(
    Documentsoort(
        Briefsoort.EVALUATIE,
        vak="Evaluatie van een plan",
        compose=evaluatiedelen,
        keuze=Keuze(
            pad="evaluatie",
            route="evaluaties",
            titel="Evaluatie van een plan",
            stand="alle jaren van een plan bij elkaar",
            uitleg="Van alle brieven bij een plan maakt het portaal één evaluatie: per thema en "
            "per actie wat elk jaar was beloofd en wat erover is verteld, de kleuren door de "
            "jaren, de cijfers van vóór het plan naast die van nu, en het geld. U schrijft zelf "
            "wat ervan te vinden is.",
            begonnen="‘{}’ is begonnen. De tabellen vullen zichzelf; schrijf wat u ervan vindt.",
            begin=start_evaluatie,
        ),
        volgorde=4,
    )
)
register(
    Documentsoort(
        Briefsoort.RAADSOVERDRACHT,
        vak="Overdracht aan de nieuwe raad",
        compose=overdrachtdelen,
        keuze=Keuze(
            pad="overdracht-aan-de-raad",
            route="raadsoverdrachten",
            titel="Overdracht aan de nieuwe raad",
            stand="wat loopt, wat openstaat, wat knelt",
            uitleg="Wat een nieuwe raad aantreft: welke acties lopen en wat er voor later is "
            "beloofd, welke toezeggingen openstaan, waar het knelt, de risico’s uit het plan, en "
            "het geld voor de jaren die komen.",
            begonnen="‘{}’ is begonnen. Schrijf wat de nieuwe raad nu moet weten.",
            begin=start_raadsoverdracht,
        ),
        volgorde=5,
    )
)

"""The account of a project plan over a year."""

from rapportage.documenten.soort import Documentsoort, Keuze, register
from rapportage.verantwoording.beginnen import is_of_a_project, start_verantwoording
from rapportage.verantwoording.compositie import verantwoordingsdelen
from rapportage.workflow import Briefsoort

register(
    Documentsoort(
        Briefsoort.VERANTWOORDING,
        vak="Verantwoording van een projectplan",
        compose=verantwoordingsdelen,
        keuze=Keuze(
            pad="verantwoording",
            route="verantwoordingen",
            titel="Verantwoording van een projectplan",
            stand="aan het Rijk of een andere gever",
            uitleg="Van een jaar van een projectplan maakt het portaal de verantwoording: het hele "
            "plan met per activiteit wat is gedaan, wat het kostte naast wat ervoor was gegeven en "
            "op welke voorwaarden, de cijfers, en wat er in het plan is veranderd. U schrijft de "
            "inleiding en wat er van elk risico is gekomen.",
            begonnen="‘{}’ is begonnen. Schrijf de inleiding en wat er van de risico’s is gekomen.",
            begin=start_verantwoording,
            past=is_of_a_project,
        ),
        volgorde=6,
    )
)

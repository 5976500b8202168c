"""The analysis of a phenomenon. Its body is texts; what the figures say is its annex."""

from rapportage.documenten.soort import Documentsoort, Keuze, register
from rapportage.fenomeen.beginnen import start_fenomeenanalyse
from rapportage.workflow import Briefsoort

register(
    Documentsoort(
        Briefsoort.FENOMEENANALYSE,
        vak="Fenomeenanalyse",
        keuze=Keuze(
            pad="fenomeenanalyse",
            route="fenomeenanalyses",
            titel="Fenomeenanalyse",
            stand="wat er speelt, waar en hoe vaak",
            uitleg="Een analyse van één verschijnsel: de vraag, wat we eronder verstaan, de "
            "cijfers per gebied en per jaar, wat opvalt, wat we doen, de bronnen en wat we niet "
            "weten. Geef het document bij de gegevens een eigen titel; kies in de bijlage ‘De "
            "cijfers’ het thema, de cijfers, de gebieden en de jaren.",
            begonnen="‘{}’ is begonnen. Geef haar een titel en kies in de bijlage de cijfers.",
            begin=start_fenomeenanalyse,
            per_jaar=False,
        ),
        volgorde=7,
    )
)

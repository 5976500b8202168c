"""Where a paragraaf stands among the others, said by its neighbour instead of by a number."""

from django.db import transaction

from themas.jaar.models import Voortgang
from themas.jaar.saving import lock_bijdrage
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.ordering import renumber


@transaction.atomic
def move_before(voortgang: Voortgang, voor: Voortgang | None, door: Gebruiker) -> None:
    """Right before another standing paragraaf of the same bijdrage; None is the end."""
    lock_bijdrage(voortgang.bijdrage_id)
    standing = Voortgang.objects.standing().filter(bijdrage=voortgang.bijdrage_id)
    order = [v.pk for v in standing if v != voortgang]
    order.insert(order.index(voor.pk) if voor else len(order), voortgang.pk)
    renumber(Voortgang._default_manager, {pk: n for n, pk in enumerate(order, start=1)})
    Logregel.write("verplaatsen", voortgang, door, voor=voor.pk if voor else None)

"""What changed, as feeds by RFC 4287: an entry for each change, with a name that it keeps."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from rapportage.openbaar import nieuw
from rapportage.openbaar.nieuw import Nieuws, news
from rapportage.openbaar.publicaties import document_of, newest_letter
from veiligheid.core.mail.vragen import absolute

# What a reader's program has not fetched for so long, it will not miss.
_SINDS = timedelta(days=730)
_MEEST = 100
# The year that these names were first given, as a tag: address needs one (RFC 4151).
_JAAR = 2026


def tag(naam: str) -> str:
    """The lasting name of something of ours."""
    host = urlsplit(absolute("/")).hostname or "localhost"
    return f"tag:{host},{_JAAR}:{naam}"


class Nieuwsfeed(Feed):  # type: ignore[type-arg]
    """All changes of some kinds."""

    feed_type = Atom1Feed
    soorten: tuple[str, ...] = ()
    naam = ""
    adres = "voorpagina"

    @classmethod
    def urls(cls, pad: str) -> list[URLPattern]:
        """Its routes below this folder: the file, and the address without a kind of file, which
        leads there."""
        route = f"{cls.naam}-feed"
        short = require_safe(RedirectView.as_view(pattern_name=route))
        return [
            path(f"{pad}feed.atom", require_safe(cls()), name=route),
            path(f"{pad}feed/", short, name=f"{route}-kort"),
        ]

    def link(self, obj: Any) -> str:
        return reverse(self.adres)

    def feed_guid(self, obj: Any) -> str:
        return tag(self.naam)

    def author_name(self, obj: Any) -> str:
        return str(settings.GEMEENTE_NAAM)

    def items(self, obj: Any) -> list[Nieuws]:
        return news(timezone.localdate() - _SINDS, soorten=self.soorten)[:_MEEST]

    def item_title(self, item: Nieuws) -> str:
        return f"{item.soort.capitalize()}: {item.kop}"[:200]

    def item_description(self, item: Nieuws) -> str:
        return item.tekst or item.kop

    def item_link(self, item: Nieuws) -> str:
        return item.adres

    def item_guid(self, item: Nieuws) -> str:
        return tag(item.sleutel)

    def item_pubdate(self, item: Nieuws) -> datetime:
        return timezone.make_aware(datetime.combine(item.op, time()))

    item_updateddate = item_pubdate

    def item_categories(self, item: Nieuws) -> tuple[str, ...]:
        return item.themas


class Brievenfeed(Nieuwsfeed):
    title = "Brieven over veiligheid"
    subtitle = "Elke brief en elke verbetering daarvan."
    soorten = (nieuw.BRIEF, nieuw.CORRECTIE)
    naam, adres = "brieven", "brieven"


class Toezeggingenfeed(Nieuwsfeed):
    title = "Toezeggingen aan de gemeenteraad"
    subtitle = "Wat het college de raad toezegde, en wat ervan terechtkwam."
    soorten = (nieuw.GEDAAN, nieuw.AFGEDAAN, nieuw.TE_LAAT)
    naam, adres = "toezeggingen", "toezeggingen"


class Themafeed(Nieuwsfeed):
    """Everything of one theme of the newest letter."""

    subtitle = "Brieven, toezeggingen, kleuren en cijfers van dit thema."
    naam = "thema"

    def get_object(self, request: HttpRequest, thema: str) -> tuple[str, str]:
        newest = newest_letter()
        for h in document_of(newest).hoofdstukken if newest else ():
            if h.slug == thema:
                return h.slug, h.titel
        raise Http404

    def title(self, obj: tuple[str, str]) -> str:
        return f"{obj[1]}: wat er nieuw is"

    def link(self, obj: tuple[str, str]) -> str:
        return f"{reverse('nieuw')}?thema={obj[1]}"

    def feed_guid(self, obj: tuple[str, str]) -> str:
        return tag(f"thema-{obj[0]}")

    def items(self, obj: tuple[str, str]) -> list[Nieuws]:
        return news(timezone.localdate() - _SINDS, thema=obj[1])[:_MEEST]

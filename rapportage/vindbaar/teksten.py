"""robots.txt and security.txt."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from rapportage.vindbaar.sitemaps import indexes
from veiligheid.core.mail.vragen import absolute


def robots() -> str:
    """Who may come where, and the index of every sitemap."""
    lines = ["User-agent: *", "Disallow: /concept/", "Disallow: /schrijven/", ""]
    lines += [f"Sitemap: {absolute(reverse('sitemapindex-diwoo', args=[n]))}" for n in indexes()]
    lines.append(f"Sitemap: {absolute(reverse('sitemap'))}")
    return "\n".join(lines) + "\n"


def security(now: datetime | None = None) -> str:
    """RFC 9116. It expires on the first day of the month half a year from now: reckoned, so that it
    never runs out, and the same all month."""
    half = (now or timezone.now()).astimezone(UTC) + timedelta(days=190)
    expires = half.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    page = settings.BEVEILIGING_MELDEN
    # A page comes before an address: who mails a weakness has to be given a key for it.
    fields = [
        ("Contact", page or f"mailto:{settings.CONTACT_EMAIL}"),
        ("Expires", expires.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("Preferred-Languages", "nl, en"),
        ("Canonical", absolute(reverse("security"))),
    ]
    if page:
        fields.append(("Policy", page))
    return "".join(f"{naam}: {waarde}\r\n" for naam, waarde in fields)

"""Formatting in templates: Dutch dates, sizes and rich text. A builtin: no load needed."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import formats, timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe

from veiligheid.core.stijl import PORTAAL, bundel
from veiligheid.core.verschil import Regel, difference

register = template.Library()


@register.filter
def datum(value: date | None) -> str:
    """14 januari 2025; empty for None."""
    return formats.date_format(value, "j F Y") if value else ""


@register.filter
def tijdstip(value: datetime | None) -> str:
    """16 januari 2025, 09:00, in the portal's time zone; empty for None."""
    return formats.date_format(timezone.localtime(value), "j F Y, H:i") if value else ""


@register.filter
def omvang(value: int | None) -> str:
    """Bytes as "0,2 MB" or "12 kB"."""
    if value is None:
        return ""
    if value < 100_000:
        return f"{max(1, round(value / 1000))} kB"
    return f"{value / 1_000_000:.1f} MB".replace(".", ",")


@register.filter
def getal(value: Decimal | None, decimalen: int = 0) -> str:
    """12345.6 as "12.345,6"; empty for None."""
    return (
        "" if value is None else number_format(value, decimalen, use_l10n=True, force_grouping=True)
    )


@register.filter
def verschil(oud: str, nieuw: str) -> list[Regel]:
    """What differs between two pieces of rich text, for components/verschil.html."""
    return difference(oud, nieuw)


@register.filter
def rijk(html: str) -> SafeString:
    """Rich text of a Briefdocument. Safe: composition has sanitised every html field of it."""
    return mark_safe(html)  # noqa: S308


@register.simple_tag
def stijl(naam: str = PORTAAL) -> str:
    """The address of a bundled stylesheet."""
    return bundel(naam).adres

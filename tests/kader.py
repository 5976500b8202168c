"""A published page without what lives around it."""

import re

# What the frame puts in carries a mark, and holds no element of its own kind.
_LIVING = re.compile(rb"<(?:link|meta) data-leeft[^>]*>\n|<(a|p) data-leeft.*?</\1>", re.S)
_OWN = re.compile(
    rb'<(header|footer) class="utrecht-page-(?:header|footer)[ "].*?</\1>',
    re.S,
)


def published(page: bytes) -> bytes:
    """Without living elements, and without the header and the foot, which are the portal's."""
    return _OWN.sub(b"", _LIVING.sub(b"", page))

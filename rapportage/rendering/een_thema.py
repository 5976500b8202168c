"""A page of a letter in preparation, for somebody who may read one theme of it and no more."""

import re
from collections.abc import Collection
from urllib.parse import urljoin

# The templates nest no links, and escape what stands in an attribute.
_BUREN = re.compile(r'<nav class="vb-buren".*?</nav>', re.S)
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.S)


def without_links_elsewhere(html: str, hier: str, concept: str, own: Collection[str]) -> str:
    """With words where a link would lead to a page that this reader does not get, and without the
    way to the themes beside it.

    hier: the address of this page; concept: the address under which the whole letter stands; own:
    the addresses under it that the reader does get.
    """

    def keep(match: re.Match[str]) -> str:
        href, words = match.groups()
        target = urljoin(hier, href).partition("#")[0]
        closed = target.startswith(concept) and target not in own
        return f"<span>{words}</span>" if closed else match[0]

    return _LINK.sub(keep, _BUREN.sub("", html))

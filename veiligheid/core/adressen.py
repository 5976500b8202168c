"""Addresses that a letter may point to: the web over https, or a mailbox.

Never one with a name before the host: `https://bank.nl@elders.nl` leads to elders.nl, and a reader
sees bank.nl. A backslash does the same trick in a browser.
"""

import re

from django.core.exceptions import ValidationError

WEB = r"https://(?=[^\s/?#\\@]*\.)[^\s/?#\\@]+([/?#]\S*)?"
MAILBOX = r"mailto:[^\s@]+@[^\s@]+"
ANDERS_DAN_HET_LIJKT = (
    "In het adres van een link staat een @ of een \\ vóór de eerste /: zo’n link gaat ergens "
    "anders heen dan hij lijkt te gaan."
)
# With bounds: it is looked for in texts of any length.
_MISLEADS = re.compile(
    r"(?<![a-z+.-])[a-z+.-]{1,20}:\s{0,9}[/\\]{2}[^\s/?#\"'<>]{0,2000}[@\\]", re.I
)


def misleads(address: str) -> bool:
    """Whether a name stands before the host in this address, or in one in this text."""
    return _MISLEADS.search(address) is not None


def check_misleading(address: str) -> None:
    """A validator for forms."""
    if misleads(address):
        raise ValidationError(ANDERS_DAN_HET_LIJKT, code="misleidend")

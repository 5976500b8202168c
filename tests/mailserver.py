"""A mail server on this machine that counts what it is given."""

import logging
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class Postbus:
    """What came in. `weigert`: an address that the server does not know."""

    def __init__(self, weigert: str = "") -> None:
        self.berichten: list[Message] = []
        self.weigert = weigert

    @property
    def kenmerken(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(b["Message-ID"]) for b in self.berichten)

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.weigert and address.startswith(self.weigert):
            return "550 onbekend"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.berichten.append(message_from_bytes(envelope.content))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mailserver(postbus: Postbus, port: int) -> Iterator[None]:
    """It listens for as long as the block lasts."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells every word that is said
    controller = Controller(postbus, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()

"""Two hundred messages, a server that is away for a while, and a worker that is killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.chaos.handelingen import Vraag
from tests.chaos.omgeving import HERHALINGEN, Dienst, report
from tests.mailserver import Postbus, free_port, mailserver
from tests.proces import until

pytestmark = pytest.mark.volhard
AANTAL = 200
_VRAAG = f"""
import django; django.setup()
from veiligheid.core.mail.vragen import mail
for n in range({AANTAL}):
    mail("proef", f"lezer{{n}}@example.org", f"proef/{{n}}", f"Bericht {{n}}",
         "mail/gepubliceerd.txt", {{"naam": n, "adres": "/x/"}})
"""


def test_each_message_once(dienst_met: Callable[..., Dienst], vraag: Vraag) -> None:
    postbus, port = Postbus(), free_port()
    with dienst_met(EMAIL_URL=f"smtp://127.0.0.1:{port}", WERKER_PROCESSEN="1") as dienst:
        dienst.manage(code=_VRAAG)

        def sent() -> int:
            query = "SELECT count(*) FROM core_bericht WHERE verzonden_op IS NOT NULL"
            return int(vraag(dienst, query)[0][0])

        time.sleep(2)  # nobody listens yet
        assert sent() == 0
        kills = 0

        def kill_at(n: int) -> int:
            """So that every kill falls while there is something to send."""
            wanted = (n + 1) * AANTAL // (HERHALINGEN + 2)
            until(lambda: len(postbus.berichten) >= wanted, 180, 0.002)
            victims = until(dienst.workers, 60)
            for pid in victims:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return len(victims)

        half = (HERHALINGEN + 1) // 2
        with mailserver(postbus, port):
            kills += sum(kill_at(n) for n in range(half))
        time.sleep(2)  # away again
        with mailserver(postbus, port):
            kills += sum(kill_at(n) for n in range(half, HERHALINGEN))
            until(lambda: sent() == AANTAL, 240, 0.2)
            time.sleep(2)
        twice = sum(times - 1 for times in postbus.kenmerken.values())
        report(
            f"{AANTAL} messages, server away twice, {kills} kills: {len(postbus.kenmerken)} "
            f"arrived, {twice} of them a second time under the same Message-ID"
        )
        assert len(postbus.kenmerken) == AANTAL
        # Only a kill between the server's answer and noting it can do that.
        assert twice <= kills

"""People with passwords and factors, and what they do at the door."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests.fabriek import iemand
from veiligheid.core.models import Bericht, Gebruiker, Logregel
from veiligheid.core.rollen import Rol

WACHTWOORD = "een-lang-wachtwoord"
FOUT = "een-ander-wachtwoord"
GEHEIM = base64.b32encode(b"geheim-van-de-telefoon").decode()


def een_collega(*rollen: Rol, **velden: Any) -> Gebruiker:
    """Somebody with a password and an e-mail address."""
    gebruiker = iemand(*rollen, password=WACHTWOORD, **velden)
    if not gebruiker.email:
        gebruiker.email = f"{gebruiker.username}@voorbeeldstad.example"
        gebruiker.save()
    return gebruiker


def log_in(client: Client, naam: str, wachtwoord: str = WACHTWOORD, **extra: Any) -> Any:
    return client.post("/inloggen/", {"login": naam, "password": wachtwoord}, **extra)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def een_app(gebruiker: Gebruiker) -> list[str]:
    """A phone that makes codes, and recovery codes; gives those."""
    TOTP.activate(gebruiker, GEHEIM)
    return RecoveryCodes.activate(gebruiker).get_unused_codes()


def code(geheim: str = GEHEIM, later: int = 0) -> str:
    """What the phone shows now, or so many half minutes later: as RFC 6238 says."""
    counter = int(time.time()) // 30 + later
    key = base64.b32decode(geheim)
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    begin = digest[-1] & 15
    value = struct.unpack(">I", digest[begin : begin + 4])[0] & 0x7FFFFFFF
    return f"{value % 10**6:06d}"


def steps(gebruiker: Gebruiker) -> set[str]:
    return set(Authenticator.objects.filter(user=gebruiker).values_list("type", flat=True))


def verbs(gebruiker: Gebruiker) -> list[str]:
    """What the log tells of somebody's access, in order."""
    lines = Logregel.objects.filter(soort="gebruiker", sleutel=str(gebruiker.pk))
    return list(lines.order_by("pk").values_list("verb", flat=True))


def link_in_mail(gebruiker: Gebruiker) -> str:
    """The address in the newest mail with a link to this person."""
    tekst = Bericht.objects.filter(aan=gebruiker.email, soort="toegangslink").latest("pk").tekst
    found = re.search(r"/toegang/[\w-]+/", tekst)
    assert found, tekst
    return found[0]

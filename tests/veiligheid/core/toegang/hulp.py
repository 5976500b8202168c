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
# What a phone answered once.
PASSKEY = {
    "id": "c2xldXRlbC12YW4tZGUtdGVsZWZvb24",
    "rawId": "c2xldXRlbC12YW4tZGUtdGVsZWZvb24",
    "type": "public-key",
    "clientExtensionResults": {"credProps": {"rk": True}},
    "response": {
        "clientDataJSON": (
            "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiWTJOalkyTmpZMk5qWTJOalkyTmpZ"
            "Mk5qWTJOalkyTmpZMk5qWTJOalkyTSIsIm9yaWdpbiI6Imh0dHBzOi8vdGVzdHNlcnZlciIsImNyb3Nz"
            "T3JpZ2luIjpmYWxzZX0"
        ),
        "attestationObject": (
            "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVib69q3JHqY58lN6TBm0kw4r9mgyimONoS0ersRMfzJ"
            "8gBFAAAAAAAAAAAAAAAAAAAAAAAAAAAAF3NsZXV0ZWwtdmFuLWRlLXRlbGVmb29upQECAyYgASFYIMeU"
            "KM2eXH1QUSVJxXUjT2VkV2DPEy67U5TOYPa9MYS1IlggHSnKCleEB7AVoh4uBtLZxbU7v5wc921AlaGE"
            "70SCSkU"
        ),
    },
}
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
    """Whether this browser gets to see who it is; on the way to a second factor, that too."""
    return bool(client.get("/bestaat-niet/").wsgi_request.user.is_authenticated)


def een_app(gebruiker: Gebruiker) -> list[str]:
    """A phone that makes codes, and recovery codes; gives those."""
    TOTP.activate(gebruiker, GEHEIM)
    return list(RecoveryCodes.activate(gebruiker).get_unused_codes())


def een_passkey(gebruiker: Gebruiker) -> Authenticator:
    """One as a browser made it; nobody can use it here. What a browser does with one, is tried in
    tests/browser/test_toegang.py."""
    return Authenticator.objects.create(
        user=gebruiker,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Telefoon", "credential": PASSKEY},
    )


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

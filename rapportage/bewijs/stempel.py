"""A time stamp from outside on a manifest (RFC 3161): whoever gave it swears that this manifest,
and with it everything before it in the chain, was there at that moment. It stands beside the
manifest, never in a PDF. Without it everything works; what has none yet is tried again at
night."""

import logging
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from cryptography import x509
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from rapportage.models import Manifest, Publicatie, Tijdstempel
from rapportage.permissions import publishable_brieven
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Taak
from veiligheid.core.taken.soorten import Bezoeker, Soort, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.zinnen import counted

STEMPELEN = "tijdstempel"
_TIMEOUT = 20
# A stamp with its certificates is some kilobytes.
_MAX = 200_000

_log = logging.getLogger(__name__)


class GeenStempel(Exception):
    """There is no stamp now; the message says why."""


def wanted() -> bool:
    """Whether the settings name somebody who gives stamps."""
    return bool(settings.TIJDSTEMPEL_URL)


def stamp(manifest: Manifest) -> Tijdstempel:
    """The stamp of this manifest: asked for, checked and kept, unless it is there. Raises
    GeenStempel."""
    rows = Tijdstempel.objects.filter(manifest=manifest)
    if rows:
        found: Tijdstempel = rows[0]
        return found
    data = bytes(manifest.inhoud)
    asked = TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA512).build()
    answer = _ask(asked.as_bytes())
    response = _checked(answer, asked, data)
    try:
        with transaction.atomic():
            made: Tijdstempel = Tijdstempel.objects.create(
                manifest=manifest,
                antwoord=answer,
                dienst=settings.TIJDSTEMPEL_URL,
                moment=response.tst_info.gen_time,
            )
    except IntegrityError:  # another worker was first
        made = rows.get()
    return made


def _ask(body: bytes) -> bytes:
    kind = {"Content-Type": "application/timestamp-query"}
    request = Request(settings.TIJDSTEMPEL_URL, data=body, headers=kind)  # noqa: S310
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - the settings' own address
            found: bytes = answer.read(_MAX + 1)
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise GeenStempel(f"de dienst antwoordt niet ({type(error).__name__})") from error
    if len(found) > _MAX:
        raise GeenStempel("het antwoord van de dienst is te groot")
    return found


def _checked(answer: bytes, asked: TimeStampRequest, data: bytes) -> TimeStampResponse:
    """What the answer says, when it is a stamp on this data by somebody we trust."""
    try:
        response = decode_timestamp_response(answer)
        if response.status not in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS):
            raise GeenStempel("de dienst weigert")
        builder = VerifierBuilder.from_request(asked)
        for root in x509.load_pem_x509_certificates(Path(settings.TIJDSTEMPEL_CA).read_bytes()):
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(response, data)
    except (VerificationError, ValueError, OSError) as error:
        raise GeenStempel("het antwoord van de dienst is niet te vertrouwen") from error
    return response


def says_of(stempel: Tijdstempel, data: bytes) -> bool:
    """Whether a stored stamp is on this data."""
    try:
        info = decode_timestamp_response(bytes(stempel.antwoord)).tst_info
    except ValueError:
        return False
    asked = TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA512).build()
    same: bool = info.message_imprint.message == asked.message_imprint.message
    return same and info.gen_time == stempel.moment


def stamp_all() -> str:
    """What has none yet, in the order of the chain, until one fails; what came of it in a
    sentence."""
    if not wanted():
        return "Er is geen dienst voor tijdstempels ingesteld."
    done, waiting = 0, Manifest.objects.filter(tijdstempel=None)
    for manifest in waiting.iterator(chunk_size=20):
        try:
            stamp(manifest)
        except GeenStempel as why:
            _log.warning("no time stamp for manifest %s", manifest.nummer)
            left = waiting.count()
            return f"{_told(done)}; {left} zonder tijdstempel: {why}. Morgen weer."
        done += 1
    return f"{_told(done)}."


def _told(done: int) -> str:
    return f"{counted(done, 'tijdstempel', 'tijdstempels')} gezet"


def _stamp_one(werk: Werk) -> Uitkomst:
    """Right after publishing."""
    publicatie = Publicatie.objects.select_related("manifest").get(pk=werk.taak.sleutel)
    try:
        stempel = stamp(publicatie.manifest)
    except GeenStempel as why:
        melding = f"Er is nog geen tijdstempel: {why}. Vannacht wordt het weer geprobeerd."
        raise Geweigerd(blokkeert("geen-tijdstempel", melding)) from why
    zin = f"Tijdstempel van {stempel.moment:%d-%m-%Y %H:%M} (UTC)."
    return Uitkomst((zin,), reverse("brief", args=[publicatie.slug]), "Bekijk wat lezers zien")


def _may_follow(gebruiker: Bezoeker, taak: Taak) -> bool:
    slugs = Publicatie.objects.filter(pk=taak.sleutel).values("slug")
    return publishable_brieven(gebruiker).filter(slug__in=slugs).exists()


register(Soort(STEMPELEN, _stamp_one, lambda taak: "Tijdstempel vragen", _may_follow, voorrang=10))

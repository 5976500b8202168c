"""What the archive does with a publication, as the settings say. It is noted in the manifest at the
moment of publishing: what the settings say later is about later publications."""

from django.conf import settings

from rapportage.bewijs.manifest import Manifestinhoud


def archiefbeheer() -> dict[str, str]:
    """As the settings have it now."""
    return {
        "label": settings.ARCHIEF_WAARDERING[0],
        "code": settings.ARCHIEF_WAARDERING[1],
        "bewaartermijn": settings.ARCHIEF_BEWAARTERMIJN,
        "selectielijst": settings.ARCHIEF_SELECTIELIJST,
        "beperking": settings.ARCHIEF_BEPERKING,
    }


def beheer_of(manifest: Manifestinhoud) -> dict[str, str]:
    """Of a publication; of one from before it was noted, as it is now."""
    return archiefbeheer() | manifest.archief

"""The roles, and nothing else. What a role may do stands in each app's `permissions`."""

from django.db.models import TextChoices


class Rol(TextChoices):
    """A user has any number of roles; each is a Django group of this name."""

    BEHEERDER = "beheerder", "Beheerder"
    EINDREDACTEUR = "eindredacteur", "Eindredacteur"
    BELEIDSADVISEUR = "beleidsadviseur", "Beleidsadviseur"
    SECRETARIAAT = "secretariaat", "Secretariaat"
    GRIFFIE = "griffie", "Griffie"
    AUDITCOMMISSIE = "auditcommissie", "Auditcommissie"
    RAADSLID = "raadslid", "Raadslid"
    PORTEFEUILLEHOUDER = "portefeuillehouder", "Portefeuillehouder"
    LEIDINGGEVENDE = "leidinggevende", "Leidinggevende"

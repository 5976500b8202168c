"""Who may do what at which address: the table that the walk over all addresses holds them to."""

from veiligheid.core.rollen import Rol

IEDEREEN = frozenset({None, *Rol})
INGELOGD = frozenset(Rol)
REGISTER = frozenset({Rol.EINDREDACTEUR, Rol.GRIFFIE, Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT})
IMPORTEREN = {
    "importeer-plan",
    "importeer-plan-voorproef",
    "importeer-brief",
    "importeer-brief-voorproef",
    "importeer-thema",
    "importeer-cijfers",
    "importeer-cijfers-voorproef",
    "importeer-begroting",
    "importeer-begroting-voorproef",
    "importeer-spiegel",
    "importeer-spiegel-voorproef",
}
INLEESBESTANDEN = ("plan", "brief", "cijfers", "begroting", "spiegel")
SPIEGEL = {"spiegels", "spiegel", "spiegel-csv", "spiegel-xlsx"}
AUDIT = ("audit", "audit-oordelen", "audit-rij")
AUDIT_LEZEN = frozenset(
    {Rol.AUDITCOMMISSIE, Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT}
)
CIJFERBEHEER = ("indicator", "meting-nieuw", "meting")
# Name → who may GET it. Everybody else gets what a missing page gives (or the log-in page).
WIE_MAG: dict[str, frozenset[Rol | None]] = {
    "voorpagina": IEDEREEN,
    "brieven": IEDEREEN,
    "brief": IEDEREEN,
    "brief-versies": IEDEREEN,
    "brief-citeer": IEDEREEN,
    "debat": IEDEREEN,
    "brieven-feed": IEDEREEN,
    "thema-feed": IEDEREEN,
    "zoeken": IEDEREEN,
    "nieuw": IEDEREEN,
    "plannen": IEDEREEN,
    "plan": IEDEREEN,
    "stijl": IEDEREEN,
    "brief-thema": IEDEREEN,
    "brief-raad": IEDEREEN,
    "brief-pdf": IEDEREEN,
    "brief-json": IEDEREEN,
    "brief-bestand": IEDEREEN,
    "brief-bijlage": IEDEREEN,
    "brief-bijlagebestand": IEDEREEN,
    "vormbestand": IEDEREEN,
    "gezond": IEDEREEN,
    "gereed": IEDEREEN,
    # Nobody by logging in: whoever has the key.
    "metrieken": frozenset(),
    "huisstijl": IEDEREEN,
    "cijfers": IEDEREEN,
    "cijfers-gebied": IEDEREEN,
    "cijfers-gebied-csv": IEDEREEN,
    "cijfers-csv": IEDEREEN,
    "cijfers-json": IEDEREEN,
    "cijfers-citeren": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "cijfers-beheer": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "indicator-nieuw": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    # The advisor here owns the theme; the indicator of another theme is tried apart.
    **dict.fromkeys(CIJFERBEHEER, frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR})),
    "begroting-beheer": frozenset({Rol.EINDREDACTEUR}),
    "deelproduct": frozenset({Rol.EINDREDACTEUR}),
    "toegankelijkheid": IEDEREEN,
    "inloggen": IEDEREEN,
    "start": INGELOGD,
    # Here whoever asks is the one who asked for it: of another's it is tried in core.
    "mail": frozenset({Rol.BEHEERDER}),
    "taak": INGELOGD,
    "taakbestand": INGELOGD,
    "concept": frozenset({Rol.EINDREDACTEUR}),
    "concept-thema": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "concept-raad": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "concept-pdf": frozenset({Rol.EINDREDACTEUR}),
    "concept-bestand": frozenset({Rol.EINDREDACTEUR}),
    "concept-bevindingen": frozenset({Rol.EINDREDACTEUR}),
    "concept-bijlage": frozenset({Rol.EINDREDACTEUR}),
    "concept-bijlagebestand": frozenset({Rol.EINDREDACTEUR}),
    "bijlagen": frozenset({Rol.EINDREDACTEUR}),
    "bijlage-schrijven": frozenset({Rol.EINDREDACTEUR}),
    "brief-schrijven": frozenset({Rol.EINDREDACTEUR}),
    "brief-feiten": frozenset({Rol.EINDREDACTEUR, Rol.SECRETARIAAT}),
    # A letter that nobody approved yet: what the secretariaat reads of others is tried apart.
    "publiceren": frozenset({Rol.SECRETARIAAT}),
    # Of a published letter; what the secretariaat has of an approved one is tried apart.
    "brief-toezeggingen": frozenset({Rol.EINDREDACTEUR, Rol.GRIFFIE}),
    "brief-toezegging": frozenset({Rol.EINDREDACTEUR, Rol.GRIFFIE}),
    "onderdeel": frozenset({Rol.EINDREDACTEUR}),
    # The advisor here owns the theme; a colleague's theme is tried apart.
    "mijn-themas": INGELOGD,
    "bijdrage": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "voorbeeld": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "paragraaf": frozenset({Rol.BELEIDSADVISEUR}),
    "actie": frozenset({Rol.BELEIDSADVISEUR}),
    # Here whoever asks is the one who uploaded the file: the role alone decides.
    **dict.fromkeys(IMPORTEREN, frozenset({Rol.EINDREDACTEUR})),
    "bijdrage-word": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "terugkomsten": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "terugkomst": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "ronde": frozenset({Rol.EINDREDACTEUR}),
    # What was approved is the secretariaat's too: tried in test_spiegelschermen.py.
    **dict.fromkeys(SPIEGEL, frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR})),
    "ronde-inrichten": frozenset({Rol.EINDREDACTEUR}),
    "ronde-nieuw": frozenset({Rol.EINDREDACTEUR, Rol.BEHEERDER}),
    "spiegeldocumenten": frozenset({Rol.EINDREDACTEUR}),
    **dict.fromkeys(AUDIT, AUDIT_LEZEN),
    "sessie": INGELOGD,
    "verwijzingen": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "toezeggingen": IEDEREEN,
    "toezeggingen-feed": IEDEREEN,
    "toezeggingen-csv": IEDEREEN,
    "toezeggingen-json": IEDEREEN,
    "toezegging": IEDEREEN,
    "toezeggingen-beheer": REGISTER,
    "toezeggingen-beheer-csv": REGISTER,
    "toezeggingen-beheer-xlsx": REGISTER,
    # A public one here; one from a draft is tried in tests/themas/toezeggingen.
    "toezegging-beheer": REGISTER,
    "toezegging-paragraaf-kiezen": REGISTER,
    "toezegging-nieuw": REGISTER - {Rol.SECRETARIAAT},
    "toezegging-wijzigen": frozenset({Rol.EINDREDACTEUR, Rol.GRIFFIE}),
    "toezeggingen-inlezen": frozenset({Rol.GRIFFIE}),
}
WORD_TERUG = ["voorstel-besluit", "voorstellen-besluit", "opmerking-afhandelen"]
ALLEEN_POST = {
    *WORD_TERUG,
    "uitloggen",
    "paragraaf-nieuw",
    "plakken",
    "paragraaf-structuur",
    "acties-overnemen",
    "actie-stap",
    "bijdrage-staat",
    "onderdeel-stap",
    "onderdeel-afbeelding",
    "bijlage-stap",
    "bijlage-bestand",
    "onderdeel-toezegging",
    "toezegging-staat",
    "toezegging-paragraaf",
}
# Each has a page with its history, for whoever may change it.
BEWERKEN = (
    "paragraaf",
    "actie",
    "ronde-inrichten",
    "toezegging-wijzigen",
    "indicator",
    "meting",
    "deelproduct",
    "brief-feiten",
    "onderdeel",
    "bijlage-schrijven",
    "audit-rij",
)
WIE_MAG |= {f"{naam}-geschiedenis": WIE_MAG[naam] for naam in BEWERKEN}
WIE_MAG["audit-rij-geschiedenis"] = frozenset({Rol.AUDITCOMMISSIE})
GESCHIEDENIS = {f"{naam}-geschiedenis" for naam in BEWERKEN}
# What somebody writes in, besides reading it.
OOK_POST = {
    *GESCHIEDENIS,
    "toezegging-paragraaf-kiezen",
    *CIJFERBEHEER,
    "indicator-nieuw",
    "deelproduct",
    *IMPORTEREN,
    "terugkomsten",
    "inloggen",
    "paragraaf",
    "actie",
    "ronde",
    "ronde-inrichten",
    "ronde-nieuw",
    "spiegeldocumenten",
    "brief-schrijven",
    "brief-feiten",
    "publiceren",
    "brief-toezeggingen",
    "brief-toezegging",
    "onderdeel",
    "bijlagen",
    "bijlage-schrijven",
    "audit",
    "audit-rij",
    "toezegging-nieuw",
    "toezegging-wijzigen",
    "toezeggingen-inlezen",
}
SCHRIJVEN = [
    *sorted(GESCHIEDENIS - {"toezegging-wijzigen-geschiedenis"}),
    *CIJFERBEHEER,
    "deelproduct",
    *WORD_TERUG,
    "paragraaf-nieuw",
    "paragraaf",
    "paragraaf-structuur",
    "acties-overnemen",
    "bijdrage-staat",
    "actie",
    "actie-stap",
    "ronde",
    "ronde-inrichten",
    "ronde-nieuw",
    "spiegeldocumenten",
    "brief-schrijven",
    "brief-feiten",
    "publiceren",
    "brief-toezeggingen",
    "brief-toezegging",
    "onderdeel",
    "onderdeel-stap",
    "onderdeel-afbeelding",
    "bijlagen",
    "bijlage-schrijven",
    "bijlage-stap",
    "bijlage-bestand",
    "onderdeel-toezegging",
    "audit",
    "audit-rij",
]
# Writing these is a role's, not an owner's: whose it is, is tried with their own screens.
VAN_EEN_ROL = {
    **{naam: {Rol.EINDREDACTEUR} for naam in (*CIJFERBEHEER, "deelproduct")},
    "ronde": {Rol.EINDREDACTEUR},
    "ronde-inrichten": {Rol.EINDREDACTEUR},
    "ronde-nieuw": {Rol.EINDREDACTEUR, Rol.BEHEERDER},
    "spiegeldocumenten": {Rol.EINDREDACTEUR},
    "brief-schrijven": {Rol.EINDREDACTEUR},
    "brief-feiten": {Rol.EINDREDACTEUR, Rol.SECRETARIAAT},
    "publiceren": {Rol.SECRETARIAAT},
    "brief-toezeggingen": {Rol.EINDREDACTEUR, Rol.GRIFFIE},
    "brief-toezegging": {Rol.EINDREDACTEUR, Rol.GRIFFIE},
    "onderdeel": {Rol.EINDREDACTEUR},
    "onderdeel-stap": {Rol.EINDREDACTEUR},
    "onderdeel-afbeelding": {Rol.EINDREDACTEUR},
    "bijlagen": {Rol.EINDREDACTEUR},
    "bijlage-schrijven": {Rol.EINDREDACTEUR},
    "bijlage-stap": {Rol.EINDREDACTEUR},
    "bijlage-bestand": {Rol.EINDREDACTEUR},
    "onderdeel-toezegging": {Rol.EINDREDACTEUR},
    "audit": {Rol.AUDITCOMMISSIE},
    "audit-rij": {Rol.AUDITCOMMISSIE},
}
VAN_EEN_ROL |= {
    f"{naam}-geschiedenis": VAN_EEN_ROL[naam] for naam in BEWERKEN if naam in VAN_EEN_ROL
}
# A script asks it, and reads the answer: no redirect to a page.
ALLEEN_JSON = {"sessie"}

"""Addresses of letters: public ones, and those of letters in preparation."""

from django.urls import include, path, register_converter

from rapportage.views import (
    audit,
    besluit,
    bewijs,
    bijlagen,
    concept,
    herkend,
    importeren,
    onderdeelstappen,
    pakket,
    paragraafkeuze,
    public,
    publiceren,
    rondes,
    schema,
    schrijven,
    spiegeldocumenten,
    vindbaar,
    wijzigingen,
)
from veiligheid.core.bewerken.adressen import edit_urls


class Bestandsnaam:
    """The name of a file as we make them."""

    regex = r"[A-Za-z0-9][A-Za-z0-9._-]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Categorienummer:
    """The number of a category of the Wet open overheid, in three digits."""

    regex = r"[0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:03}"


register_converter(Bestandsnaam, "bestand")
register_converter(Categorienummer, "infocat")

# A publication and what lies beside it: the version that holds now, and each that was.
publicatie_urls = [
    path("", public.brief, name="brief"),
    path("thema/<slug:thema>/", public.thema, name="brief-thema"),
    path("thema/<slug:thema>/raad/", public.raad, name="brief-raad"),
    path("brief.pdf", public.bestand, {"pad": "brief.pdf"}, name="brief-pdf"),
    path("brief.json", public.bestand, {"pad": "brief.json"}, name="brief-json"),
    path("SHA256SUMS", bewijs.sommen, name="brief-sommen"),
    path("manifest.json", bewijs.manifest, name="brief-manifest"),
    path("ori.json", pakket.ori_json, name="brief-ori"),
    path("<bestand:naam>", public.los_bestand, name="brief-bestand"),
    path("bijlage/<int:nummer>/", public.bijlage, name="brief-bijlage"),
    path("bijlage/<int:nummer>/<bestand:naam>", public.bijlage, name="brief-bijlagebestand"),
]

urlpatterns = [
    *importeren.BRIEF.urls(),
    path("", include("rapportage.views.spiegel_urls")),
    path("", public.voorpagina, name="voorpagina"),
    path("brieven/", public.brieven, name="brieven"),
    path("robots.txt", vindbaar.robots, name="robots"),
    path(".well-known/security.txt", vindbaar.security, name="security"),
    path("sitemap.xml", vindbaar.sitemap, name="sitemap"),
    path("sitemap-paginas.xml", vindbaar.paginas, name="sitemap-paginas"),
    path(
        "sitemapindex-diwoo-infocat<infocat:nummer>.xml",
        vindbaar.diwoo_index,
        name="sitemapindex-diwoo",
    ),
    path(
        "sitemap-diwoo-infocat<infocat:nummer>-<int:kaart>.xml",
        vindbaar.diwoo_map,
        name="sitemap-diwoo",
    ),
    path("controleer/", bewijs.controleer, name="controleer"),
    path("brief.schema.json", schema.brief_schema, name="brief-schema"),
    path("brieven/<slug:slug>/versies/", public.versies, name="brief-versies"),
    path(
        "brieven/<slug:slug>/versies/<int:versie>/",
        wijzigingen.wijzigingen,
        name="brief-wijzigingen",
    ),
    path("brieven/<slug:slug>/versie/<int:versie>/", include((publicatie_urls, "versie"))),
    path("brieven/<slug:slug>/", include(publicatie_urls)),
    path("schrijven/ronde/nieuw/", rondes.ronde_nieuw, name="ronde-nieuw"),
    path(
        "schrijven/beloofd-en-gedaan/",
        spiegeldocumenten.spiegeldocumenten,
        name="spiegeldocumenten",
    ),
    path("audit/", audit.audit, name="audit"),
    path("audit/<slug:slug>/", audit.oordelen, name="audit-oordelen"),
    *edit_urls(audit.Rijbewerking, "audit/<slug:slug>/actie/<slug:sleutel>/"),
    path("schrijven/<int:pk>/voorbeeld/", concept.voorbeeld, name="voorbeeld"),
    path("schrijven/<int:pk>/verwijzingen/", concept.verwijzingen, name="verwijzingen"),
    path("vorm/<slug:sha256>/<bestand:naam>", public.vormbestand, name="vormbestand"),
    path("concept/<slug:slug>/", concept.concept, name="concept"),
    path("concept/<slug:slug>/thema/<slug:thema>/", concept.concept_thema, name="concept-thema"),
    path("concept/<slug:slug>/thema/<slug:thema>/raad/", concept.concept_raad, name="concept-raad"),
    path("concept/<slug:slug>/brief.pdf", concept.concept_pdf, name="concept-pdf"),
    path("concept/<slug:slug>/<bestand:naam>", concept.concept_bestand, name="concept-bestand"),
    path(
        "concept/<slug:slug>/bijlage/<int:nummer>/", concept.concept_bijlage, name="concept-bijlage"
    ),
    path(
        "concept/<slug:slug>/bijlage/<int:nummer>/<bestand:naam>",
        concept.concept_bijlagebestand,
        name="concept-bijlagebestand",
    ),
    path("concept/<slug:slug>/bijlagen/", bijlagen.bijlagen, name="bijlagen"),
    *edit_urls(bijlagen.Bijlagebewerking, "concept/<slug:slug>/bijlagen/<slug:sleutel>/"),
    path(
        "concept/<slug:slug>/bijlagen/<slug:sleutel>/stap/",
        bijlagen.bijlage_stap,
        name="bijlage-stap",
    ),
    path(
        "concept/<slug:slug>/bijlagen/<slug:sleutel>/bestand/",
        bijlagen.bestand_toevoegen,
        name="bijlage-bestand",
    ),
    path(
        "toezeggingen/beheer/<slug:sleutel>/paragraaf/",
        paragraafkeuze.kiezen,
        name="toezegging-paragraaf-kiezen",
    ),
    path("concept/<slug:slug>/schrijven/", schrijven.brief_schrijven, name="brief-schrijven"),
    *edit_urls(schrijven.Briefbewerking, "concept/<slug:slug>/gegevens/"),
    *edit_urls(schrijven.Onderdeelbewerking, "concept/<slug:slug>/schrijven/<int:pk>/"),
    path(
        "concept/<slug:slug>/schrijven/<int:pk>/stap/",
        onderdeelstappen.onderdeel_stap,
        name="onderdeel-stap",
    ),
    path(
        "concept/<slug:slug>/schrijven/<int:pk>/afbeelding/",
        bijlagen.afbeelding,
        name="onderdeel-afbeelding",
    ),
    path(
        "concept/<slug:slug>/schrijven/<int:pk>/toezegging/",
        onderdeelstappen.onderdeel_toezegging,
        name="onderdeel-toezegging",
    ),
    path("concept/<slug:slug>/toezeggingen/", herkend.lijst, name="brief-toezeggingen"),
    path("concept/<slug:slug>/toezeggingen/<slug:zin>/", herkend.opnemen, name="brief-toezegging"),
    path("concept/<slug:slug>/besluit/", besluit.besluit, name="brief-besluit"),
    path("concept/<slug:slug>/pakket/", pakket.pakket, name="brief-pakket"),
    path("concept/<slug:slug>/intrekken/", besluit.intrekken, name="brief-intrekken"),
    path("concept/<slug:slug>/publiceren/", publiceren.publiceren, name="publiceren"),
    path("concept/<slug:slug>/bevindingen/", concept.bevindingen, name="concept-bevindingen"),
]

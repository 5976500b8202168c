"""Addresses of letters: public ones, and those of letters in preparation."""

from django.urls import include, path, register_converter

from rapportage.documenten import soorten as _soorten  # noqa: F401  (each enters itself)
from rapportage.documenten.soort import keuzes
from rapportage.views import (
    audit,
    besluit,
    bewijs,
    bijlagen,
    concept,
    delen,
    documenten,
    feeds,
    geheim,
    herkend,
    importeren,
    lezen,
    onderdeelstappen,
    ondertekening,
    opendata,
    opmerkingen,
    pakket,
    paragraafkeuze,
    plannen,
    public,
    publiceren,
    raadsoverzicht,
    rondes,
    schema,
    schrijven,
    vindbaar,
    volgen,
    voorpagina,
    voorstel,
    wijk,
    wijzigingen,
    zoeken,
)
from veiligheid.core.bewerken.adressen import edit_urls
from veiligheid.core.nazien.akkoordscherm import akkoord_vragen
from veiligheid.core.nazien.views import bezwaar, staat, versies


class Bestandsnaam:
    """The name of a file as we make them."""

    regex = r"[A-Za-z0-9][A-Za-z0-9._-]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Overzichtsoort(Bestandsnaam):
    """As which file an overview goes out."""

    regex = "pdf|csv|xlsx"


class Categorienummer:
    """The number of a category of the Wet open overheid, in three digits."""

    regex = r"[0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:03}"


class Deelsoort(Bestandsnaam):
    """A part of a letter that is handed in."""

    regex = "gegevens|onderdeel|bijlage"


class Akkoordsoort(Bestandsnaam):
    """What of a letter somebody without an account is asked about."""

    regex = "gegevens|onderdeel|bijlage|brief"


register_converter(Deelsoort, "deelsoort")
register_converter(Akkoordsoort, "akkoordsoort")
register_converter(Bestandsnaam, "bestand")
register_converter(Overzichtsoort, "overzichtsoort")
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
    path("manifest.tsr", bewijs.stempel, name="brief-stempel"),
    path("ori.json", pakket.ori_json, name="brief-ori"),
    path("<bestand:naam>", public.los_bestand, name="brief-bestand"),
    path("citeer/<str:anker>/", lezen.citeer, name="brief-citeer"),
    path("bijlage/<int:nummer>/", public.bijlage, name="brief-bijlage"),
    path("bijlage/<int:nummer>/<bestand:naam>", public.bijlage, name="brief-bijlagebestand"),
]

urlpatterns = [
    *importeren.BRIEF.urls(),
    *importeren.REKENING.urls(),
    path("", include("rapportage.views.spiegel_urls")),
    path("", voorpagina.voorpagina, name="voorpagina"),
    path("voor-het-debat/", lezen.debat, name="debat"),
    path("zoeken/", zoeken.zoeken, name="zoeken"),
    path("cijfers/gebied/<str:code>/", wijk.gebied, name="cijfers-gebied"),
    path("nieuw/", lezen.nieuw, name="nieuw"),
    path("nieuw/<slug:thema>/", lezen.naast_elkaar, name="naast-elkaar"),
    path("plannen/", plannen.plannen, name="plannen"),
    path("plannen/<slug:slug>/", plannen.plan, name="plan"),
    path("plannen/<slug:slug>/plan.pdf", plannen.pdf, name="plan-pdf"),
    path("open-data/", opendata.open_data, name="open-data"),
    path("open-data/cijfers.csv", opendata.cijfers_csv, name="open-data-cijfers"),
    path("data/catalogus.jsonld", opendata.catalogus, name="catalogus"),
    path("api/v1/", include("rapportage.api.views")),
    path("brieven/", public.brieven, name="brieven"),
    *feeds.Brievenfeed.urls("brieven/"),
    path("volgen/", volgen.volgen, name="volgen"),
    path("volgen/bevestigen/<str:token>/", volgen.bevestigen, name="bevestigen"),
    path("volgen/afmelden/<str:token>/", volgen.afmelden, name="afmelden"),
    *feeds.Themafeed.urls("volgen/thema/<slug:thema>/"),
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
    path("schrijven/ronde/<int:pk>/", rondes.ronde, name="ronde"),
    path("schrijven/ronde/<int:pk>/wie-deed-wat/", rondes.ronde_logboek, name="ronde-logboek"),
    path(
        "schrijven/<int:pk>/bevindingen/",
        rondes.bijdrage_bevindingen,
        name="bijdrage-bevindingen",
    ),
    path("schrijven/ondertekenaars/", ondertekening.functionarissen, name="functionarissen"),
    *edit_urls(ondertekening.Functionarisbewerking, "schrijven/ondertekenaars/<int:pk>/"),
    path("raadsoverzicht/", raadsoverzicht.raadsoverzicht, name="raadsoverzicht"),
    path(
        "raadsoverzicht/overzicht.<overzichtsoort:soort>",
        raadsoverzicht.raadsoverzicht_bestand,
        name="raadsoverzicht-bestand",
    ),
    *(
        path(
            f"schrijven/{keuze.pad}/",
            documenten.documentkeuze,
            {"soort": soort.soort.value},
            name=keuze.route,
        )
        for soort, keuze in keuzes()
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
    path("concept/<slug:slug>/document.docx", documenten.concept_word, name="concept-word"),
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
    path("concept/<slug:slug>/opmerkingen/", opmerkingen.opmerkingen, name="brief-opmerkingen"),
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
    path("nazien/<deelsoort:soort>/<int:pk>/", delen.deel, name="deel"),
    path("nazien/<deelsoort:soort>/<int:pk>/staat/", staat, name="deel-staat"),
    path("nazien/<deelsoort:soort>/<int:pk>/bezwaar/", bezwaar, name="deel-bezwaar"),
    path("nazien/<deelsoort:soort>/<int:pk>/versies/", versies, name="deel-versies"),
    path("nazien/<akkoordsoort:soort>/<int:pk>/akkoord/", akkoord_vragen, name="deel-akkoord"),
    path("concept/<slug:slug>/besluit/", besluit.besluit, name="brief-besluit"),
    path("concept/<slug:slug>/voorstel/nieuw/", voorstel.voorstel_nieuw, name="voorstel-nieuw"),
    path("concept/<slug:slug>/voorstel/voorstel.pdf", voorstel.voorstel_pdf, name="voorstel-pdf"),
    path(
        "concept/<slug:slug>/voorstel/voorstel.docx",
        voorstel.voorstel_word_bestand,
        name="voorstel-word",
    ),
    *edit_urls(voorstel.Voorstelbewerking, "concept/<slug:slug>/voorstel/"),
    path("concept/<slug:slug>/pakket/", pakket.pakket, name="brief-pakket"),
    path("concept/<slug:slug>/geheim/", geheim.geheim, name="geheim"),
    path(
        "concept/<slug:slug>/geheim/<int:nummer>/<bestand:naam>",
        geheim.geheim_bestand,
        name="geheim-bestand",
    ),
    path("concept/<slug:slug>/intrekken/", besluit.intrekken, name="brief-intrekken"),
    path("concept/<slug:slug>/publiceren/", publiceren.publiceren, name="publiceren"),
    path("concept/<slug:slug>/bevindingen/", concept.bevindingen, name="concept-bevindingen"),
]

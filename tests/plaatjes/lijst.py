"""Which pictures there are: every screen of those who write, edit and take in, and what the other
roles come for."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.plaatjes import handelingen as h


@dataclass(frozen=True)
class Plaatje:
    """A screen: its file name, its address, who is logged in ("" for a visitor), and whether the
    whole page is in the picture or only what one sees first.

    route: the name of the address where the picture is taken; by itself the name of the file.
    """

    naam: str
    adres: str
    persona: str = ""
    geheel: bool = False
    route: str = ""
    # Links to follow from there, by (the beginning of) their words.
    klik: tuple[str, ...] = ()
    # What is done there before the picture is taken.
    dan: Callable[[Page], None] | None = None

    @property
    def scherm(self) -> str:
        return self.route or self.naam


_PLAN = "/schrijven/plannen/ivp-2022-2026/"
PLAATJES = [
    Plaatje("brief", "/brieven/veiligheidsbrief-2025/"),
    Plaatje("thema", "/brieven/veiligheidsbrief-2025/thema/ondermijning/", route="brief-thema"),
    Plaatje(
        "raad", "/brieven/veiligheidsbrief-2025/thema/veilige-wijken/raad/", route="brief-raad"
    ),
    Plaatje("voorpagina", "/"),
    Plaatje("cijfers", "/cijfers/?indicator=woninginbraken"),
    Plaatje("cijfers-wijk", "/cijfers/gebied/WK000003/", route="cijfers-gebied"),
    Plaatje("inloggen", "/inloggen/", route="account_login"),
    Plaatje("account", "/account/", "naima"),
    Plaatje("tweede-stap", "/account/tweede-stap/", "naima", route="mfa_index"),
    Plaatje("start-raadslid", "/start/", "emre", route="start"),
    Plaatje("mensen", "/beheer/mensen/", "sanne"),
    Plaatje("mens", "/beheer/mensen/", "sanne", geheel=True, klik=("Naima Bensaïd",)),
    Plaatje("mens-nieuw", "/beheer/mensen/nieuw/", "sanne"),
    Plaatje("logboek", "/beheer/logboek/", "sanne"),
    Plaatje("gemeente", "/beheer/gemeente/", "sanne", geheel=True),
    Plaatje("proefbrief", "/beheer/gemeente/proefbrief/", "sanne"),
    Plaatje("start-adviseur", "/start/", "naima", route="start"),
    Plaatje("start-eindredacteur", "/start/", "joris", route="start"),
    Plaatje("mijn-themas", "/schrijven/", "daan"),
    Plaatje("bijdrage", "/schrijven/", "daan", geheel=True, klik=("Digitale criminaliteit",)),
    Plaatje(
        "paragraaf",
        "/schrijven/",
        "daan",
        geheel=True,
        klik=("Digitale criminaliteit", "Schrijven aan"),
    ),
    Plaatje("toezeggingen", "/toezeggingen/"),
    Plaatje("register", "/toezeggingen/beheer/", "meiling", route="toezeggingen-beheer"),
    Plaatje(
        "toezegging",
        "/toezeggingen/beheer/",
        "meiling",
        route="toezegging-beheer",
        geheel=True,
        klik=("De wethouder komt bij de raad terug",),
    ),
    Plaatje(
        "lijst-inlezen", "/importeren/toezeggingen/", "meiling", route="importeer-toezeggingen"
    ),
    Plaatje(
        "lijst-voorproef",
        "/importeren/toezeggingen/",
        "meiling",
        route="importeer-toezeggingen-voorproef",
        geheel=True,
        dan=h.look_at_promises,
    ),
    Plaatje(
        "paragraaf-belofte",
        "/schrijven/",
        "rosa",
        route="paragraaf",
        geheel=True,
        klik=("Zorg & Veiligheid", "Schrijven aan De verpleegkundige"),
    ),
    Plaatje(
        "actie",
        "/schrijven/",
        "daan",
        geheel=True,
        klik=("Digitale criminaliteit", "Oordeel geven"),
    ),
    Plaatje(
        "terugkomsten",
        "/schrijven/",
        "daan",
        klik=("Digitale criminaliteit", "Terug uit Word"),
    ),
    Plaatje(
        "terugkomst",
        "/schrijven/",
        "daan",
        geheel=True,
        klik=("Digitale criminaliteit", "Terug uit Word"),
        dan=h.bring_back,
    ),
    Plaatje(
        "bijdrage-opmerking",
        "/schrijven/",
        "joris",
        route="bijdrage",
        klik=("Digitale criminaliteit",),
        dan=h.make_a_remark,
    ),
    Plaatje("brief-opmerkingen", "/concept/veiligheidsbrief-2026/opmerkingen/", "joris"),
    Plaatje("versies", "/schrijven/", "daan", klik=("Digitale criminaliteit", "Alles wat is")),
    Plaatje(
        "voorstel-doen", "/schrijven/", "joris", klik=("Digitale criminaliteit", "Een voorstel")
    ),
    Plaatje("akkoord-vragen", "/start/", "joris", dan=h.ask_for_akkoord),
    Plaatje(
        "deel-terug",
        "/schrijven/",
        "joris",
        geheel=True,
        route="deel",
        klik=("De hele ronde", "Hoe het verdergaat"),
    ),
    Plaatje("deel", "/start/", "marit", geheel=True, klik=("Het jaar in het kort",)),
    Plaatje("deel-versies", "/start/", "marit", klik=("Het jaar in het kort", "Alles wat is")),
    Plaatje(
        "deel-akkoord",
        "/schrijven/",
        "joris",
        geheel=True,
        klik=("De hele ronde", "Akkoord vragen"),
        dan=h.ask_about_the_letter,
    ),
    Plaatje(
        "akkoordlink-brief",
        "/schrijven/",
        "joris",
        route="akkoordlink",
        klik=("De hele ronde", "Akkoord vragen"),
        dan=h.read_the_letter_by_link,
    ),
    Plaatje(
        "doorgeven",
        "/concept/veiligheidsbrief-2025/besluit/",
        "joris",
        route="brief-besluit",
        dan=h.hand_over,
    ),
    Plaatje("akkoordlink", "/start/", "joris", geheel=True, dan=h.read_by_link),
    Plaatje("start-leidinggevende", "/start/", "marit", route="start"),
    Plaatje("start-portefeuillehouder", "/start/", "floris", route="start"),
    Plaatje("beoordelen", "/start/", "marit", route="bijdrage", dan=h.to_be_judged),
    Plaatje(
        "indienen",
        "/schrijven/",
        "daan",
        route="bijdrage-staat",
        klik=("Digitale criminaliteit",),
        dan=h.hand_in,
    ),
    Plaatje(
        "redigeren",
        "/schrijven/",
        "joris",
        route="paragraaf",
        klik=("Openbare orde", "Redigeren"),
    ),
    Plaatje(
        "redactie", "/schrijven/", "daan", route="bijdrage", klik=("Openbare orde",), dan=h.edited
    ),
    Plaatje("plannen", "/schrijven/plannen/", "joris", route="plannen-beheer"),
    Plaatje("plan-nieuw", "/schrijven/plannen/nieuw/", "sanne", geheel=True),
    Plaatje("plan-beheer", _PLAN, "joris", geheel=True),
    Plaatje("plan-gegevens", _PLAN, "joris", geheel=True, klik=("Gegevens van het plan",)),
    Plaatje("plan-thema", _PLAN, "joris", geheel=True, klik=("Ondermijning",)),
    Plaatje(
        "plan-actie",
        _PLAN,
        "joris",
        geheel=True,
        klik=("Ondermijning", "Meldpunt en training"),
    ),
    Plaatje("plan-pijler", _PLAN, "joris", klik=("Ondermijning", "Samen ingrijpen")),
    Plaatje("plan-onderdeel", _PLAN, "joris", klik=("Voorwoord",)),
    Plaatje("plan-kruisverbanden", _PLAN, "joris", geheel=True, klik=("Kruisverbanden",)),
    Plaatje("importeer-plan", "/importeren/plan/", "joris"),
    Plaatje("importeer-brief", "/importeren/brief/", "joris"),
    Plaatje(
        "voorproef",
        "/importeren/plan/",
        "joris",
        route="importeer-plan-voorproef",
        geheel=True,
        dan=h.look_at_a_plan,
    ),
    Plaatje("ronde", "/schrijven/", "joris", geheel=True, klik=("De hele ronde",)),
    Plaatje("ronde-nieuw", "/schrijven/ronde/nieuw/", "joris"),
    Plaatje("rondes", "/schrijven/rondes/", "joris"),
    Plaatje("ronde-staat", "/schrijven/", "joris", klik=("De hele ronde", "Ronde sluiten")),
    Plaatje("ronde-logboek", "/schrijven/", "joris", klik=("De hele ronde", "Wie deed wat")),
    Plaatje("schrijver-vervangen", "/schrijven/", "joris", klik=("De hele ronde", "vervang")),
    Plaatje("bijdrage-bevindingen", "/schrijven/", "daan", dan=h.to_own_findings),
    Plaatje("berichten", "/account/berichten/", "daan", geheel=True),
    Plaatje(
        "ronde-inrichten",
        "/schrijven/",
        "joris",
        klik=("De hele ronde", "Wie schrijft wat"),
    ),
    Plaatje(
        "verwijzingen",
        "/schrijven/",
        "daan",
        klik=("Digitale criminaliteit", "Schrijven aan", "Waarnaar u kunt verwijzen"),
    ),
    Plaatje(
        "conflict",
        "/schrijven/",
        "daan",
        route="paragraaf",
        klik=("Digitale criminaliteit", "Schrijven aan Vijftien"),
        dan=h.collide,
    ),
    Plaatje(
        "geschiedenis",
        "/schrijven/",
        "daan",
        klik=("Digitale criminaliteit", "Schrijven aan Vijftien"),
        dan=h.to_history,
        route="paragraaf-geschiedenis",
    ),
    Plaatje("brief-schrijven", "/concept/veiligheidsbrief-2025/schrijven/", "joris"),
    Plaatje(
        "onderdeel",
        "/concept/veiligheidsbrief-2025/schrijven/",
        "joris",
        klik=("Inleiding",),
    ),
    Plaatje(
        "onderdeel-belofte",
        "/concept/veiligheidsbrief-2025/schrijven/",
        "joris",
        route="onderdeel",
        geheel=True,
        klik=("Afsluiting",),
    ),
    Plaatje(
        "schrijfhulp",
        "/concept/veiligheidsbrief-2025/schrijven/",
        "joris",
        route="onderdeel",
        klik=("Afsluiting",),
        dan=h.open_help,
    ),
    Plaatje("brief-feiten", "/concept/veiligheidsbrief-2025/gegevens/", "greet", geheel=True),
    Plaatje("start-secretariaat", "/start/", "greet", route="start"),
    Plaatje("besluit", "/concept/veiligheidsbrief-2025/besluit/", "greet", route="brief-besluit"),
    Plaatje(
        "collegevoorstel",
        "/concept/veiligheidsbrief-2025/voorstel/",
        "joris",
        route="voorstel",
        geheel=True,
    ),
    Plaatje("functionarissen", "/schrijven/ondertekenaars/", "greet", geheel=True),
    Plaatje("functionaris", "/schrijven/ondertekenaars/", "greet", klik=("R.A. Verkade-Osei",)),
    Plaatje(
        "intrekken", "/concept/veiligheidsbrief-2025/intrekken/", "greet", route="brief-intrekken"
    ),
    Plaatje("geheim", "/concept/veiligheidsbrief-2024/geheim/", "greet", geheel=True),
    Plaatje("publiceren", "/concept/veiligheidsbrief-2025/publiceren/", "greet", geheel=True),
    Plaatje(
        "brief-toezeggingen", "/concept/veiligheidsbrief-2025/toezeggingen/", "meiling", geheel=True
    ),
    Plaatje(
        "brief-toezegging",
        "/concept/veiligheidsbrief-2025/toezeggingen/",
        "meiling",
        klik=("Eerst aanpassen",),
    ),
    Plaatje("concept", "/concept/veiligheidsbrief-2026/", "joris"),
    Plaatje(
        "bevindingen",
        "/concept/veiligheidsbrief-2026/bevindingen/",
        "joris",
        route="concept-bevindingen",
    ),
    Plaatje("importeer-thema", "/importeren/thema/", "joris"),
    Plaatje(
        "brief-voorproef",
        "/importeren/brief/",
        "joris",
        route="importeer-brief-voorproef",
        geheel=True,
        dan=h.look_at_a_letter,
    ),
    Plaatje("importeer-spiegel", "/importeren/spiegel/", "joris", geheel=True),
    Plaatje(
        "spiegel-voorproef",
        "/importeren/spiegel/",
        "joris",
        route="importeer-spiegel-voorproef",
        geheel=True,
        dan=h.look_at_a_mirror,
    ),
    Plaatje("importeer-stadsrekening", "/importeren/stadsrekening/", "joris", geheel=True),
    Plaatje("stadsrekeningen", "/schrijven/stadsrekening/", "joris"),
    Plaatje("evaluaties", "/schrijven/evaluatie/", "joris"),
    Plaatje("evaluatie", "/schrijven/evaluatie/", "joris", route="concept", dan=h.begin_and_read),
    Plaatje("raadsoverdrachten", "/schrijven/overdracht-aan-de-raad/", "joris"),
    Plaatje(
        "raadsoverdracht",
        "/schrijven/overdracht-aan-de-raad/",
        "joris",
        route="concept",
        dan=h.begin_and_read,
    ),
    Plaatje("verantwoordingen", "/schrijven/verantwoording/", "joris"),
    Plaatje(
        "verantwoording",
        "/brieven/verantwoording-projectplan-op-tijd-erbij-2025/",
        route="brief",
    ),
    Plaatje("fenomeenanalyses", "/schrijven/fenomeenanalyse/", "joris"),
    Plaatje(
        "fenomeen",
        "/schrijven/fenomeenanalyse/",
        "joris",
        geheel=True,
        route="bijlage-schrijven",
        dan=h.choose_a_phenomenon,
    ),
    Plaatje("planwissel", "/schrijven/planwissel/", "joris"),
    Plaatje(
        "lijst-vraag",
        "/importeren/toezeggingen/",
        "meiling",
        route="importeer-toezeggingen-voorproef",
        geheel=True,
        dan=h.ask_about_a_list,
    ),
    Plaatje(
        "raadsoverzicht",
        "/raadsoverzicht/?van=2025-01&tot=2025-12",
        "meiling",
        geheel=True,
    ),
    Plaatje(
        "stadsrekening-voorproef",
        "/importeren/stadsrekening/",
        "joris",
        route="importeer-stadsrekening-voorproef",
        geheel=True,
        dan=h.look_at_an_account,
    ),
    Plaatje("importeer-cijfers", "/importeren/cijfers/", "joris", geheel=True),
    Plaatje(
        "cijfers-voorproef",
        "/importeren/cijfers/",
        "joris",
        route="importeer-cijfers-voorproef",
        geheel=True,
        dan=h.look_at_figures,
    ),
    Plaatje("importeer-kaart", "/importeren/kaart/", "joris"),
    Plaatje(
        "kaart-voorproef",
        "/importeren/kaart/",
        "joris",
        route="importeer-kaart-voorproef",
        geheel=True,
        dan=h.look_at_a_map,
    ),
    Plaatje("importeer-begroting", "/importeren/begroting/", "joris", geheel=True),
    Plaatje(
        "begroting-voorproef",
        "/importeren/begroting/",
        "joris",
        route="importeer-begroting-voorproef",
        geheel=True,
        dan=h.look_at_a_budget,
    ),
    Plaatje(
        "concept-thema",
        "/concept/veiligheidsbrief-2026/thema/digitale-criminaliteit/",
        "daan",
    ),
    Plaatje("cijfers-beheer", "/cijfers/beheer/", "joris"),
    Plaatje("indicator", "/cijfers/beheer/i/drugspanden/", "joris", geheel=True),
    Plaatje("meting-nieuw", "/cijfers/beheer/i/drugspanden/nieuw/", "joris", geheel=True),
    Plaatje("indicator-nieuw", "/cijfers/beheer/nieuw/", "joris", geheel=True),
    Plaatje("meting", "/cijfers/beheer/i/drugspanden/", "joris", klik=("Wijzigen",)),
    Plaatje("begroting-beheer", "/cijfers/beheer/begroting/", "joris", geheel=True),
    Plaatje(
        "deelproduct",
        "/cijfers/beheer/begroting/",
        "joris",
        geheel=True,
        klik=("Brandweer en crisisbeheersing",),
    ),
    Plaatje("audit", "/audit/", "hendrik"),
    Plaatje("audit-oordelen", "/audit/oordeel-veiligheidsbrief-2025/", "hendrik"),
    Plaatje(
        "audit-actie",
        "/audit/oordeel-veiligheidsbrief-2025/",
        "hendrik",
        route="audit-rij",
        klik=("Meldpunt en training",),
    ),
    Plaatje(
        "concept-raad", "/concept/veiligheidsbrief-2026/thema/digitale-criminaliteit/raad/", "daan"
    ),
    Plaatje("bijlagen", "/concept/veiligheidsbrief-2025/bijlagen/", "joris", geheel=True),
    Plaatje(
        "bijlage-schrijven",
        "/concept/veiligheidsbrief-2025/bijlagen/",
        "joris",
        geheel=True,
        klik=("Bijlage 2",),
    ),
    Plaatje(
        "bijlage-tekst",
        "/concept/veiligheidsbrief-2025/bijlagen/",
        "joris",
        route="onderdeel",
        geheel=True,
        klik=("Bijlage 4", "Wat we deden"),
    ),
    Plaatje("concept-bijlage", "/concept/veiligheidsbrief-2025/bijlage/2/", "joris"),
    Plaatje("spiegels", "/schrijven/spiegel/", "joris"),
    Plaatje("spiegel", "/schrijven/spiegel/", "joris", dan=h.to_the_mirror),
    Plaatje("spiegeldocumenten", "/schrijven/beloofd-en-gedaan/", "joris"),
    Plaatje("brief-bijlage", "/brieven/veiligheidsbrief-2025/bijlage/2/"),
]

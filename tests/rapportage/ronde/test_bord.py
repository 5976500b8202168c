"""The round in one screen: what asks for attention first, what is missing, whose the findings are,
and no query more for more themes."""

import math
import time
from datetime import date, timedelta

import pytest
from django.core import mail as postvak
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html as lxml_html

from rapportage.ronde.groepen import groups_of, letter_of
from tests.fabriek import een_brief, een_paragraaf, iemand
from tests.rapportage.ronde.groot import een_grote_ronde
from themas.bord import rows_of
from themas.models import Bijdrage, Ronde
from veiligheid.core.models import Bericht, Logregel, Signaal
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


def adres(ronde: Ronde) -> str:
    return f"/schrijven/ronde/{ronde.pk}/"


def table(client: Client, ronde: Ronde) -> list[list[str]]:
    root = lxml_html.fromstring(client.get(adres(ronde)).content.decode())
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in root.xpath("//section[@aria-labelledby='bord']//tbody/tr")
    ]


def test_what_asks_for_attention_comes_first(joris: Client) -> None:
    brief = een_brief(themas=4, paragrafen=1)
    ronde = brief.ronde
    vandaag = timezone.localdate()
    Ronde.objects.filter(pk=ronde.pk).update(
        deadline=vandaag + timedelta(days=12), naar_secretariaat=date(2026, 12, 20)
    )
    naima = iemand(Rol.BELEIDSADVISEUR, first_name="Naima", last_name="Bensaïd")
    een, twee, drie, vier, kern = ronde.bijdragen.in_order()
    for b in (een, twee, drie, vier):
        b.adviseurs.add(naima)
    Bijdrage.objects.filter(pk=een.pk).update(staat="goedgekeurd")
    Bijdrage.objects.filter(pk=twee.pk).update(staat="ingediend")
    Bijdrage.objects.filter(pk=drie.pk).update(deadline=vandaag - timedelta(days=3))
    Bijdrage.objects.filter(pk=vier.pk).update(staat="teruggestuurd")
    rows = table(joris, ronde)
    assert [row[0] for row in rows] == [
        drie.thema.titel,
        vier.thema.titel,
        kern.thema.titel,
        twee.thema.titel,
        een.thema.titel,
    ]
    late, back, nobody, handed_in, approved = rows
    assert "(eigen) 3 dagen te laat" in late[3]
    assert "nog 12 dagen" in back[3]
    assert "nog 12 dagen" not in handed_in[3] + approved[3]
    assert nobody[2] == "nog geen schrijver"
    assert late[2].startswith("Naima Bensaïd")
    page = joris.get(adres(ronde)).content.decode()
    assert "naar het secretariaat op 20 december 2026" in page
    assert "5 thema’s: 2 concept, 1 ingediend, 1 teruggestuurd, 1 goedgekeurd." in page


def test_words_remarks_and_what_is_missing() -> None:
    ronde = een_grote_ronde(3)
    rij = next(r for r in rows_of(ronde) if r.bijdrage.thema.titel == "Thema 2")
    assert rij.woorden == 2 * 5 * 16
    assert rij.opmerkingen == 1
    assert rij.gewijzigd is not None
    assert rij.gewijzigd.wie == "Naima"
    assert rij.mist == (
        "1 belofte nog niet verteld",
        "1 paragraaf zonder kop",
        "1 open opmerking",
        "10 cijfers zonder bron",
    )


def test_findings_by_theme_and_owner_and_each_group_is_sent_once(joris: Client) -> None:
    ronde = een_grote_ronde(3)
    brief = letter_of(ronde)
    assert brief is not None
    bijdragen = ronde.bijdragen.in_order().select_related("thema", "ronde")
    groups = {g.titel: g for g in groups_of(brief, bijdragen.prefetch_related("adviseurs"))}
    assert set(groups) == {"Thema 1", "Thema 2", "Thema 3", "Gegevens en ondertekenaars"}
    (owner,) = groups["Thema 2"].eigenaars
    sleutel = groups["Thema 2"].sleutel
    for _ in range(2):
        answer = joris.post(adres(ronde), {"doe": "sturen", "groep": sleutel}, follow=True)
        assert f"Gestuurd aan {owner.naam}." in answer.content.decode()
    bericht = Bericht.objects.get()
    assert bericht.aan == owner.email
    assert f"/schrijven/{sleutel}/bevindingen/" in bericht.tekst
    # Numbers alone: no heading, no sentence.
    assert "Er zijn 2 bevindingen." in bericht.tekst
    assert not any(words in bericht.tekst for words in ("Verteld", "meldingen", "winkeliers"))
    assert Logregel.objects.filter(verb="bevindingen sturen").count() == 2
    assert postvak.outbox == []
    # Its receiver can read them.
    client = Client()
    client.force_login(owner)
    page = client.get(f"/schrijven/{sleutel}/bevindingen/").content.decode()
    assert "Deze paragraaf heeft geen kop." in page
    # Nobody writes the first theme; nobody can be told.
    niemand = groups["Thema 1"].sleutel
    answer = joris.post(adres(ronde), {"doe": "sturen", "groep": niemand}, follow=True)
    assert "geef ‘Thema 1’ eerst een schrijver" in answer.content.decode()
    assert joris.post(adres(ronde), {"doe": "sturen", "groep": "x"}).status_code == 404
    assert Signaal.objects.count() == 1


def test_a_closed_round_is_to_be_read_and_nothing_more(joris: Client) -> None:
    ronde = een_grote_ronde(2)
    Ronde.objects.filter(pk=ronde.pk).update(staat="gesloten")
    page = joris.get(adres(ronde)).content.decode()
    assert "gesloten" in page
    assert "Stuur naar" not in page
    assert "Omhoog" not in page
    assert joris.post(adres(ronde), {"doe": "omhoog"}).status_code == 404


def test_no_query_more_for_more_themes(joris: Client) -> None:
    def queries(n: int) -> int:
        ronde = een_grote_ronde(n)
        joris.get(adres(ronde))
        with CaptureQueriesContext(connection) as captured:
            assert joris.get(adres(ronde)).status_code == 200
        return len(captured)

    assert queries(3) == queries(11)


def test_the_time_of_the_board_grows_with_its_themes() -> None:
    """Only that nothing is quadratic: `make bench ARGS=ronde` measures it well."""
    rondes = {n: een_grote_ronde(n) for n in (11, 110)}
    best = dict.fromkeys(rondes, math.inf)
    for _ in range(3):
        for n, ronde in rondes.items():
            begin = time.process_time()
            rows_of(ronde)
            best[n] = min(best[n], time.process_time() - begin)
    assert math.log10(best[110] / best[11]) <= 1.1


def test_a_theme_without_text_has_no_words(joris: Client) -> None:
    brief = een_brief(themas=1, paragrafen=0)
    een_paragraaf(brief.ronde.bijdragen.all()[0], "Leeg", ("terugblik", ""))
    assert [row[5] for row in table(joris, brief.ronde)] == ["0", "0"]

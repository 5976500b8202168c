"""The rule that tells looking back from looking ahead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themas.jaar.labelling import Uitkomst, label_paragraph, label_sentence
from veiligheid.core.zinnen import split_sentences
from veiligheid.document.woorden import Bloksoort

T, V, C = Bloksoort.TERUGBLIK, Bloksoort.VOORUITBLIK, Bloksoort.CONTEXT


@pytest.mark.parametrize(
    ("zin", "soort"),
    [
        ("In 2024 hebben we vier avonden georganiseerd.", T),
        ("In 2025 krijgen alle scholen bezoek.", V),
        ("Het afgelopen jaar was het rustig.", T),
        ("Komend jaar breiden we dit uit.", V),
        ("Deze aanpak zetten we voort.", V),
        ("Daarnaast is een proef gestart.", T),
        ("Er zijn 17 lasten opgelegd.", T),
        ("We informeren u hierover in Q1 van 2025.", V),
        ("Eind van dit jaar ontvangt u een evaluatie.", V),
        ("Veiligheid is van iedereen.", None),
        ("De aanpak richt zich op jongeren.", None),
        ("Het plan loopt van 2022-2026.", None),
        ("Hierover bent u op 16 januari 2024 geïnformeerd.", T),
        # A state looks at no time.
        ("De aanpak is gebaseerd op vier lijnen.", None),
        ("Het toezicht is deels bij de regio belegd, samen met de buurgemeenten.", None),
        ("Dit is gericht op ouders en hun kinderen.", None),
        ("Het gebruik is geworteld in gewoonten, versterkt door reclame.", None),
        ("De wereld van nu is verweven met die van het internet.", None),
        ("Een betrouwbare partner zijn is een voorbeeld daarvan.", None),
        ("De verwachting is dat dit beter kan worden opgepakt.", None),
        ("Er zijn belangen die het gesprek met bewoners bemoeilijken.", None),
        ("Er wordt gewerkt aan een plan.", None),
        ("De plek is Gelderland.", None),
        # What was done does, also with the verbs at the end.
        ("Zo is begonnen met een proef in twee wijken.", T),
        ("Een plan waarvan de hoofdlijnen vastgesteld zijn.", T),
        ("Dit heeft bijgedragen aan meer rust.", T),
        ("Er zijn vier boa’s opgeleid met het doel dichtbij te zijn.", T),
        ("We vonden een nieuwe plek.", T),
        # A day that has passed, and one that has not.
        ("Op 7 januari 2025 is de raad hierover geïnformeerd.", T),
        ("Op 7 april 2025 start de proef.", V),
        ("Op 7 april 2025 zal dit zijn afgerond.", V),
        ("Eind 2024 is besloten de proef op 7 april 2025 te laten beginnen.", T),
        ("Begin 2024 was het stil.", T),
    ],
)
def test_a_sentence(zin: str, soort: Bloksoort | None) -> None:
    assert label_sentence(zin, 2025) == soort


@pytest.mark.parametrize(
    ("tekst", "uitkomst", "delen"),
    [
        ("Veiligheid is van iedereen. Dat blijft zo.", Uitkomst.HEEL, ((C, 2),)),
        ("In 2024 was het stil. Dat is mooi.", Uitkomst.HEEL, ((T, 2),)),
        ("In 2024 was het stil. Dat is mooi. In 2025 volgt meer. Mooi.", Uitkomst.GESPLITST,
         ((T, 2), (V, 2))),
        ("In 2025 volgt meer. In 2024 was het stil.", Uitkomst.ONDUIDELIJK, ((T, 2),)),
        ("In 2024 niet. In 2025 wel. In 2024 ook.", Uitkomst.ONDUIDELIJK, ((T, 3),)),
        ("", Uitkomst.HEEL, ((C, 1),)),
        # Only the last sentence looks ahead.
        ("Mooi. Dat is zo. In 2025 volgt meer.", Uitkomst.GESPLITST, ((C, 2), (V, 1))),
        ("Mooi. In 2025 volgt meer.", Uitkomst.GESPLITST, ((C, 1), (V, 1))),
        ("Mooi. In 2025 volgt meer. Heel veel.", Uitkomst.HEEL, ((V, 3),)),
        ("Mooi. Dat is zo. In 2024 was het stil.", Uitkomst.HEEL, ((T, 3),)),
    ],
)  # fmt: skip
def test_a_paragraph(
    tekst: str, uitkomst: Uitkomst, delen: tuple[tuple[Bloksoort, int], ...]
) -> None:
    etiket = label_paragraph(tekst, 2025)
    assert (etiket.uitkomst, etiket.delen) == (uitkomst, delen)


@given(st.lists(st.sampled_from(["In 2024 was dat zo. ", "In 2025 komt dat. ", "Mooi. "])))
def test_every_sentence_gets_a_place(zinnen: list[str]) -> None:
    tekst = "".join(zinnen)
    etiket = label_paragraph(tekst, 2025)
    assert sum(n for _, n in etiket.delen) == max(1, len(split_sentences(tekst)))

"""What is said of the register by itself: each kind of sentence that is made from its entries."""

from veiligheid.core.zinsoorten import declare

declare(
    "register-stand",
    r"Stand op \d{1,2} [a-z]+ \d{4}: \d+ toezegging(?:en)?\.",
    "In a letter: its day, and how many entries its register holds.",
)
declare(
    "register-aantal",
    r"\d+ toezegging(?:en)?\.",
    "On the page of the register: how many public entries there are with what was chosen.",
)
declare(
    "register-stand-telling",
    r"(?:Alles|Open|Te laat|Deels afgedaan|Afgedaan|Vervallen|Afgehandeld) \(?\d+\)?",
    "On the page of the register: how many public entries are in this state today.",
)

"""An exported file to edit."""

import pytest

from tests.themas.jaar.word.bewerking import WAS, Bewerking
from themas.jaar.word import to_word


@pytest.fixture
def word() -> Bewerking:
    return Bewerking(to_word(WAS))

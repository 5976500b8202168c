"""A document names its figures in words: one that is called by its code can't be published."""

from collections.abc import Iterator

from django.urls import reverse

from monitoring.cijfers.models import Indicator, code_name
from monitoring.cijfers.tabellen import codelijst_adres
from veiligheid.core.findings import Herstelbaar
from veiligheid.document.brief import Briefdocument


def nameless_findings(document: Briefdocument) -> Iterator[Herstelbaar]:
    """For each indicator without a name that stands anywhere in the document: in an annex, beside
    a note, on a page for the council. One query."""
    coded = Indicator.objects.exclude(bron_code="").filter(naam__startswith=code_name(""))
    nameless = [i for i in coded.order_by("naam") if i.naamloos]
    words = document.to_json().decode() if nameless else ""
    for indicator in nameless:
        if indicator.naam not in words:
            continue
        yield Herstelbaar.stop(
            "indicator-zonder-naam",
            f"‘{indicator.naam}’ is geen naam maar een code. Lees de codelijst SoortMisdrijf van "
            f"{indicator.bron_tabel} in ({codelijst_adres(indicator.bron_tabel)}), of geef zelf "
            "een naam.",
            indicator.naam,
            reverse("indicator", args=[indicator.slug]),
        )

"""Html as programs put it on the clipboard, what it must become, and what a notice must name.

Own content, in the markup of Word, Outlook, Google Docs, LibreOffice and websites. The same cases
go through the server alone and through the editor in a browser.
"""

import json
from pathlib import Path
from typing import NamedTuple


class Geval(NamedTuple):
    naam: str
    klembord: str
    wordt: str
    meldingen: tuple[str, ...] = ()


def _item(label: str, tekst: str, niveau: int = 1, lijst: str = "l0", font: str = "") -> str:
    """A list item of Word's; `font` is that of a sign."""
    look = f"font-family:{font}" if font else ""
    return (
        f"<p class=MsoListParagraph style='mso-list:{lijst} level{niveau} lfo1'>"
        f"<![if !supportLists]><span style='{look}'><span style='mso-list:Ignore'>{label}"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>"
        f"{tekst}<o:p></o:p></p>"
    )


_NOOT = (
    '<a style=\'mso-footnote-id:ftn{n}\' href="#_ftn{n}" name="_ftnref{n}" title="">'
    "<span class=MsoFootnoteReference>[{n}]</span></a>"
)
_NOOTTEKST = (
    "<div style='mso-element:footnote' id=ftn{n}><p class=MsoFootnoteText>"
    '<a href="#_ftnref{n}" name="_ftn{n}">[{n}]</a> {tekst}</p></div>'
)


def _noot(tekst: str) -> str:
    return f'<a href="verwijzing:voetnoot" title="{tekst}">*</a>'


GEVALLEN = [
    Geval(
        "genest, met de eigen tekens van drie niveaus",
        _item("·", "een", font="Symbol")
        + _item("o", "twee", 2, font='"Courier New"')
        + _item("§", "drie", 3, font="Wingdings")
        + _item("·", "vier", font="Symbol"),
        "<ul><li><p>een</p><ul><li><p>twee</p><ul><li><p>drie</p></li></ul></li></ul></li>"
        "<li><p>vier</p></li></ul>",
    ),
    Geval(
        "cijfers onder tekens",
        _item("-", "een") + _item("1)", "a", 2) + _item("2)", "b", 2) + _item("-", "twee"),
        "<ul><li><p>een</p><ol><li><p>a</p></li><li><p>b</p></li></ol></li>"
        "<li><p>twee</p></li></ul>",
    ),
    Geval(
        "een lijst die verder telt na een alinea",
        _item("1.", "een") + "<p class=MsoNormal>Tussendoor.</p>" + _item("2.", "twee"),
        "<ol><li><p>een</p></li></ol><p>Tussendoor.</p>"
        '<ol start="2"><li><p>twee</p></li></ol>',
    ),
    Geval(
        "een lijst die opnieuw begint",
        _item("1.", "a") + _item("2.", "b") + _item("1.", "c"),
        "<ol><li><p>a</p></li><li><p>b</p></li></ol><ol><li><p>c</p></li></ol>",
    ),
    Geval(
        "Romeins, vanaf ii",
        _item("ii.", "a") + _item("iii.", "b"),
        '<ol start="2"><li><p>a</p></li><li><p>b</p></li></ol>',
        ("Romeinse cijfers", "“ii.”"),
    ),
    Geval(
        "nummers met woorden",
        _item("Actie 01", "a") + _item("Beslispunt:", "b", lijst="l1"),
        "<ol><li><p>a</p></li></ol><ul><li><p>b</p></li></ul>",
        ("nummers anders", "“Actie 01”", "“Beslispunt:”"),
    ),
    Geval(
        "alleen wat Word een punt noemt",
        "<p class=MsoListParagraph>1. Een zin die met een cijfer begint.</p>"
        "<p class=MsoNormal>- en een met een streepje</p>"
        "<p class=MsoListBullet style='mso-list:skip'>zonder teken</p>",
        "<p>1. Een zin die met een cijfer begint.</p><p>- en een met een streepje</p>"
        "<p>zonder teken</p>",
    ),
    Geval(
        "een punt waarvan het teken los staat",
        "<p style='mso-list:l0 level1 lfo1'>·&nbsp;&nbsp;&nbsp;<b>vet</b> punt</p>"
        "<p style='mso-list:l0 level1 lfo1'>2025. Het jaar.</p>",
        "<ul><li><p><strong>vet</strong> punt</p></li><li><p>2025. Het jaar.</p></li></ul>",
    ),
    Geval(
        "een genummerde kop houdt zijn nummer",
        "<h2 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>3.1<span>&nbsp; </span>"
        "</span>Toezicht</h2><p>tekst</p>",
        "<p><strong>3.1 Toezicht</strong></p><p>tekst</p>",
    ),
    Geval(
        "een lijst in een cel",
        f"<table><tr><td>{_item('1.', 'a')}{_item('2.', 'b')}</td><td><p>x</p></td></tr></table>",
        "<table><tbody><tr><td><ol><li><p>a</p></li><li><p>b</p></li></ol></td>"
        "<td><p>x</p></td></tr></tbody></table>",
    ),
    Geval(
        "twee opmerkingen en een verwijderde passage",
        "<p>Wij<span class=MsoCommentReference><a class=msocomanchor href=\"#_msocom_1\">[A1]</a>"
        "</span> <del>niet</del><del> meer</del>controleren<span class=MsoCommentReference>"
        '<a class=msocomanchor href="#_msocom_2">[A2]</a></span>.</p>'
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Geheim een</p>"
        "</div><div style='mso-element:comment'><p>Geheim twee</p></div></div>",
        "<p>Wij controleren.</p>",
        ("2 opmerkingen en 1 verwijderde passage zijn niet overgenomen",),
    ),
    Geval(
        "twee verwijderde passages",
        "<p>a <span class=msoDel><del>b</del></span> c <del>d</del> e</p>",
        "<p>a c e</p>",
        ("2 verwijderde passages zijn",),
    ),
    Geval(
        "opmerkingen van Google Docs",
        '<p>Tekst<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>.</p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Geheim</span></p></div>',
        "<p>Tekst.</p>",
        ("1 opmerking is niet overgenomen",),
    ),
    Geval(
        "verborgen door een stijl",
        "<style>p.Intern, span.Weg {mso-hide:all; display : none}</style>"
        "<p class=Intern>intern</p><p>voor <span class=Weg>geheim</span>na "
        "<span hidden>ook</span><span style='visibility: hidden'>dit</span></p>",
        "<p>voor na</p>",
        ("verborgen tekst",),
    ),
    Geval(
        "doorgehaald op vier manieren",
        "<p><s>a</s> <strike>b</strike> <span style='text-decoration: underline line-through'>c"
        "</span> <span style='text-decoration-line:line-through'>d</span></p>",
        "<p>a b c d</p>",
        ("doorgehaald", "“a”, “b”, “c”, “d”"),
    ),
    Geval(
        "een markering",
        "<p>Op <span style='background:yellow;mso-highlight:yellow'>DATUM INVULLEN</span>, "
        "<mark>let op</mark>.</p>",
        "<p>Op DATUM INVULLEN, let op.</p>",
        ("gemarkeerd", "“DATUM INVULLEN”"),
    ),
    Geval(
        "links naar een schijf",
        "<p><a href='file:///G:/Team/nota.docx'>nota</a>, <a href='\\\\server\\x'>map</a>, "
        "<a href='#hier'>hier</a>, <a href='HTTPS://www.voorbeeld.nl/a b'>site</a></p>",
        '<p>nota, map, hier, <a href="https://www.voorbeeld.nl/a%20b">site</a></p>',
        ("“file:///G:/Team/nota.docx”", "“\\\\server\\x”", "eigen computer"),
    ),
    Geval(
        "twee noten, een met een adres",
        f"<p>A{_NOOT.format(n=1)} en <b>B{_NOOT.format(n=2)}</b>.</p>"
        "<div style='mso-element:footnote-list'><hr>"
        + _NOOTTEKST.format(n=1, tekst="Zie <a href='https://www.voorbeeld.nl/x'>de site</a>.")
        + _NOOTTEKST.format(n=2, tekst="Twee.</p><p>En verder.")
        + "</div>",
        f"<p>A{_noot('Zie de site (https://www.voorbeeld.nl/x).')} en "
        f"<strong>B{_noot('Twee. En verder.')}</strong>.</p>",
    ),
    Geval(
        "een noot van LibreOffice",
        '<p>Zin<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym">1</a>'
        '</sup>.</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
        'href="#sdfootnote1anc">1</a>De noot.</p></div>',
        f"<p>Zin{_noot('De noot.')}.</p>",
    ),
    Geval(
        "een noot waarvan de tekst niet meekwam",
        f"<p>Zin{_NOOT.format(n=4)}.</p>",
        "<p>Zin.</p>",
        ("1 voetnoot is niet meegekomen",),
    ),
    Geval(
        "geen noot: verwijzingen heen en terug",
        '<p><a name="top" href="#einde">Naar het einde van de tekst</a></p>'
        '<p>Slot. <a name="einde" href="#top">Terug naar boven</a></p>',
        "<p>Naar het einde van de tekst</p><p>Slot. Terug naar boven</p>",
    ),
    Geval(
        "tekens van vijf lettertypes",
        "<p><span style='font-family:Wingdings'>\u00fc \u00e0 \u00fe</span> <font face=Symbol>"
        "\u00a3 \u00ae a</font> <span style=\"font-family:'Wingdings 2'\">P</span> "
        "<span style='font-family:Wingdings'>\uf0d8</span> \uf0b7 los</p>",
        "<p>✓ → ☑ ≤ → α ✓ ➢ • los</p>",
    ),
    Geval(
        "een onbekend teken",
        "<p>Voor <span style='font-family:Webdings'>q</span> na</p>",
        "<p>Voor □ na</p>",
        ("symboollettertype",),
    ),
    Geval(
        "vakjes",
        "<p><input type=checkbox checked> ja <input type=checkbox> nee</p>",
        "<p>☒ ja ☐ nee</p>",
    ),
    Geval(
        "een emoji die een plaatje is",
        "<p>Goed <img alt='\U0001f44d' src='x.png'> zo</p>",
        "<p>Goed \U0001f44d zo</p>",
    ),
    Geval(
        "een plaatje",
        "<p>Zie <img src='data:image/png;base64,AAAA' alt='Kaart van de wijk'></p>",
        "<p>Zie</p>",
        ("Plaatjes zijn niet meegekomen",),
    ),
    Geval(
        "een foutmelding van Word",
        "<p>Zie tabel <b>Fout!</b> Verwijzingsbron niet gevonden.</p>",
        "<p>Zie tabel <strong>Fout!</strong> Verwijzingsbron niet gevonden.</p>",
        ("foutmelding van Word", "niet gevonden."),
    ),
    Geval(
        "Google Docs: opmaak in stijlen",
        '<b style="font-weight:normal;"><p><span style="font-weight:700;font-style:italic">beide'
        '</span><span style="vertical-align:super">2</span> <span style="font-weight:400">gewoon'
        "</span></p></b>",
        "<p><strong><em>beide</em></strong><sup>2</sup> gewoon</p>",
    ),
    Geval(
        "Google Docs: genest naast het punt, in letters",
        '<ol><li style="list-style-type:lower-alpha"><p>een</p></li><ol start="3"><li>diep</li>'
        "</ol><li><p>twee</p></li></ol>",
        '<ol><li><p>een</p><ol start="3"><li><p>diep</p></li></ol></li><li><p>twee</p></li></ol>',
        ("letters",),
    ),
    Geval(
        "Word in de browser: elk punt een eigen lijst",
        "".join(
            f"<div class='ListContainerWrapper'><{soort}><li data-listid='{lijst}' "
            f"data-leveltext='{tekst}' data-aria-level='{niveau}' data-aria-posinset='{nummer}'>"
            f"<p><span class='NormalTextRun'>{woord}</span></p></li></{soort}></div>"
            for soort, lijst, tekst, niveau, nummer, woord in (
                ("ol", 1, "%1.", 1, 3, "drie"),
                ("ul", 2, "\uf0b7", 2, 1, "diep"),
                ("ol", 1, "%1.", 1, 4, "vier"),
            )
        ),
        '<ol start="3"><li><p>drie</p><ul><li><p>diep</p></li></ul></li>'
        "<li><p>vier</p></li></ol>",
    ),
    Geval(
        "Outlook: alles in vakken",
        "<div class=WordSection1><p class=MsoNormal><span style='mso-fareast-language:EN-US'>Beste"
        "<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div><p>Van: Anne</p>"
        "</div></div></div>",
        "<p>Beste</p><p>Van: Anne</p>",
    ),
    Geval(
        "regels van voorgevormde tekst",
        "<pre>een\n<b>twee</b>\ndrie\n</pre><hr><blockquote><p>citaat</p></blockquote>",
        "<p>een<br><strong>twee</strong><br>drie</p><p>citaat</p>",
    ),
    Geval(
        "stuurtekens als entiteit",
        "<p>jeugd&shy;zorg &#8238;omgekeerd&#8236;</p>",
        "<p>jeugdzorg omgekeerd</p>",
        ("Onzichtbare stuurtekens",),
    ),
    Geval("geen html", "a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
]  # fmt: skip

# Where the collection of given cases says in words what is right.
IN_WOORDEN = {
    "doorgehaald": "<p>Wij doen niets veel. oud nieuw weg</p>",
    "word-voetnoot": f"<p>Zin{_noot('Bron: politie 2025.')}.</p>",
    "outlook-tabel": "<table><tbody><tr><td><p><strong>Wijk</strong></p></td><td><p>2024</p></td>"
    '</tr><tr><td rowspan="2"><p>Noord</p></td><td><p>1.234</p></td></tr><tr><td><p>5</p></td></tr>'
    "</tbody></table>",
    "link-http": '<p>politie en <a href="https://data.cbs.nl/x">cbs</a></p>',
    "emoji-nbsp": "<p>a&nbsp;b \U0001f44d\U0001f3fd xy — ‰ €</p>",
    "hr-en-pre": "<p>a</p><p>b<br>c</p><p>citaat</p>",
}


def gegeven(folder: Path) -> list[Geval]:
    """The collection of small inputs that failed once."""
    return [
        Geval(
            case["geval"],
            case["klembord"],
            IN_WOORDEN.get(case["geval"], case["moet worden"]),
            tuple(case.get("melding over", [])),
        )
        for case in json.loads((folder / "plakken.json").read_text())
    ]

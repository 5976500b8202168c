"""The finishing touch that makes one file PDF/A-3a and PDF/UA-1 at once.

WeasyPrint's ``pdf/a-3a`` variant gives tags, output intent and the PDF/A identification. Here
comes what it lacks: the PDF/UA identification, and the odds and ends below.
"""

import codecs
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import md5
from typing import Any

import pydyf

from .contract import Bijvoegsel

# ISO 14289-1, 5: the identification; ISO 19005-3, 6.6.2.3: its schema described, as it is none
# of the schemas that PDF/A knows.
_PDF_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
 <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


def finish(pdf: Any, bijvoegsels: Sequence[Bijvoegsel]) -> None:
    """Complete a `pydyf.PDF` right before it is written: identifications, embedded files."""
    _claim_pdf_ua(pdf)
    _embed(pdf, bijvoegsels)
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            if "Interpolate" in item.extra:
                item.extra["Interpolate"] = "false"  # ISO 19005-3, 6.2.8
            _compress_once(item)


def _claim_pdf_ua(pdf: Any) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    (xmp,) = metadata.stream
    metadata.stream = [xmp.replace(b"</rdf:RDF>", _PDF_UA, 1)]
    metadata.compress = False  # readable for who searches an archive byte by byte


def _embed(pdf: Any, bijvoegsels: Sequence[Bijvoegsel]) -> None:
    """Add the files as associated files of the document (ISO 19005-3, 6.8 and annex E), and
    none but these."""
    pdf.catalog.pop("AF", None)
    pdf.catalog.get("Names", {}).pop("EmbeddedFiles", None)
    if not bijvoegsels:
        return
    names = pydyf.Array()
    for bijvoegsel in sorted(bijvoegsels, key=_name_key):
        specification = _specification(pdf, bijvoegsel)
        pdf.add_object(specification)
        names += [pydyf.String(bijvoegsel.naam), specification.reference]
    pdf.catalog.setdefault("Names", pydyf.Dictionary())
    pdf.catalog["Names"]["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = pydyf.Array(names[1::2])


def _specification(pdf: Any, bijvoegsel: Bijvoegsel) -> Any:
    """The file specification of one file, whose content is added to the PDF."""
    date = _pdf_date(bijvoegsel.datum)
    checksum = md5(bijvoegsel.inhoud, usedforsecurity=False).hexdigest()
    parameters = {
        "Size": len(bijvoegsel.inhoud),
        "CheckSum": f"<{checksum}>",
        "CreationDate": date,
        "ModDate": date,
    }
    description = {
        "Type": "/EmbeddedFile",
        "Subtype": pydyf.name(bijvoegsel.mediatype.partition(";")[0].strip()),
        "Params": pydyf.Dictionary(parameters),
    }
    stream = pydyf.Stream([bijvoegsel.inhoud], description, compress=True)
    pdf.add_object(stream)
    return pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(bijvoegsel.naam.encode("ascii", "replace").decode()),
            "UF": pydyf.String(bijvoegsel.naam),
            "Desc": pydyf.String(bijvoegsel.omschrijving),
            "AFRelationship": f"/{bijvoegsel.relatie}",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )


def _name_key(bijvoegsel: Bijvoegsel) -> bytes:
    """Sorts as ISO 32000-1, 7.9.6 wants a name tree sorted: by the bytes of the written name."""
    naam = bijvoegsel.naam
    return naam.encode() if naam.isascii() else codecs.BOM_UTF16_BE + naam.encode("utf-16-be")


def _pdf_date(moment: datetime) -> Any:
    """A date as in ISO 32000-1, 7.9.4, in UTC: the same moment gives the same bytes."""
    return pydyf.String(f"{moment.astimezone(UTC):D:%Y%m%d%H%M%SZ}")


def _compress_once(stream: Any) -> None:
    """Compress now. pydyf compresses whenever it asks for the data, which it does twice: for the
    document's ID and for the file."""
    _, _, body = stream.data.partition(b"\nstream\n")
    stream.stream = [body.removesuffix(b"\nendstream")]
    if stream.compress:
        stream.extra = {**stream.extra, "Filter": "/FlateDecode"}
        stream.compress = False


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

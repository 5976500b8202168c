"""The PDF engine: HTML in, a PDF that is PDF/A-3a and PDF/UA-1 at once out.

`render_pdf` and `beoordeel_pdf` are the interface; `engine` is the one door to WeasyPrint and
is opened by the worker only.
"""

from .contract import NO_FILES, Bijvoegsel, Limieten, PdfFout
from .judgement import aantal_bladzijden, beoordeel_pdf
from .plekken import a_place
from .process import render_pdf

__all__ = [
    "NO_FILES",
    "Bijvoegsel",
    "Limieten",
    "PdfFout",
    "a_place",
    "aantal_bladzijden",
    "beoordeel_pdf",
    "render_pdf",
]

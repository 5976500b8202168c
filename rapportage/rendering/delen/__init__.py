"""Pieces of a document on a page, on paper and as files: a module per shape. Every module that lies
here enters its own."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

from rapportage.rendering.delen.register import (  # noqa: E402
    Bewerk,
    DeelInBijlage,
    Plek,
    cijferbestanden,
    show,
)

__all__ = ["Bewerk", "DeelInBijlage", "Plek", "cijferbestanden", "show"]

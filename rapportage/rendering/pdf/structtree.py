"""Writes a structure tree into a PDF under construction (ISO 32000-1, 14.7)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pydyf

from .roles import link_text
from .structure import Annotation, Content, StructElement


class StructTree:
    """The objects of one structure tree in one PDF.

    claimed: per page (from 0) the MCIDs that are in the tree, each with the reference of its
        structure element; whatever else a page shows is an artifact.
    links: per page the references of the link annotations that are in the tree.
    """

    def __init__(self, pdf: Any, document: StructElement) -> None:
        self._pdf = pdf
        self._pages: Sequence[bytes] = pdf.page_references
        self.claimed: dict[int, dict[int, bytes]] = defaultdict(dict)
        self.links: dict[int, list[bytes]] = defaultdict(list)
        self._annotations: list[tuple[Any, bytes]] = []
        self._ids: dict[str, bytes] = {}
        self._root = self._add({"Type": "/StructTreeRoot"})
        self._made: dict[StructElement, Any] = {}
        for element in document.walk():
            around = self._made.get(element.parent, self._root) if element.parent else self._root
            self._made[element] = self._add(
                {"Type": "/StructElem", "S": f"/{element.role}", "P": around.reference}
            )
        for element in self._made:
            self._fill(element)
        self._root["K"] = self._made[document].reference

    def finish(self, marked: Sequence[int]) -> None:
        """Write the parent tree and the ID tree and hang the whole in the catalog. `marked`: how
        many marked-content sequences each page has."""
        numbers: list[Any] = []
        for page, count in enumerate(marked):
            claimed = self.claimed[page]
            numbers += [page, pydyf.Array(claimed.get(mcid, b"null") for mcid in range(count))]
        for number, (annotation, reference) in enumerate(self._annotations, start=len(marked)):
            annotation["StructParent"] = number
            numbers += [number, reference]
        self._root["ParentTree"] = self._add({"Nums": pydyf.Array(numbers)}).reference
        self._root["ParentTreeNextKey"] = len(numbers) // 2
        if self._ids:
            pairs = [x for key in sorted(self._ids) for x in (pydyf.String(key), self._ids[key])]
            self._root["IDTree"] = self._add({"Names": pydyf.Array(pairs)}).reference
        self._pdf.catalog["StructTreeRoot"] = self._root.reference

    def _add(self, values: dict[str, Any]) -> Any:
        dictionary = pydyf.Dictionary(values)
        self._pdf.add_object(dictionary)
        return dictionary

    def _fill(self, element: StructElement) -> None:
        dictionary = self._made[element]
        for name, text in element.entries.items():
            dictionary[name] = pydyf.String(text)
        if "ID" in element.entries:
            self._ids[element.entries["ID"]] = dictionary.reference
        if element.attributes:
            dictionary["A"] = pydyf.Dictionary(
                {name: _value(value) for name, value in element.attributes.items()}
            )
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        if page is not None:
            dictionary["Pg"] = self._pages[page]
        kids = [self._kid(kid, element, page) for kid in element.kids]
        if kids:
            dictionary["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)

    def _kid(self, kid: object, element: StructElement, page: int | None) -> Any:
        """A kid as it stands in /K; `page` is the page that plain MCIDs of this element are on."""
        reference = self._made[element].reference
        match kid:
            case StructElement():
                return self._made[kid].reference
            case Content():
                self.claimed[kid.page][kid.mcid] = reference
                if kid.page == page:
                    return kid.mcid
                return pydyf.Dictionary(
                    {"Type": "/MCR", "Pg": self._pages[kid.page], "MCID": kid.mcid}
                )
            case Annotation():
                annotation = kid.dictionary
                if text := link_text(element.source):
                    annotation["Contents"] = pydyf.String(text)
                self._annotations.append((annotation, reference))
                self.links[kid.page].append(annotation.reference)
                return pydyf.Dictionary(
                    {"Type": "/OBJR", "Pg": self._pages[kid.page], "Obj": annotation.reference}
                )
        raise TypeError(f"no kid of a structure element: {kid!r}")


def _value(value: Any) -> Any:
    """An attribute value: lists become arrays, text without a slash becomes a string."""
    if isinstance(value, list):
        return pydyf.Array(_value(item) for item in value)
    if isinstance(value, str) and not value.startswith("/"):
        return pydyf.String(value)
    return value

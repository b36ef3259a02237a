"""What the tags of a PDF still lack when its pages have been set: which way a header cell points, and that footers are no text.

The library that sets the pages links cells with their headers but not headers with rows and columns, and tags the lines in the
margins as if they belonged to the text, outside of its tree. PDF/UA-1 (ISO 14289-1) asks for both: 7.5 and 7.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

_FOOTER: Final = {"Type": "/Pagination", "Subtype": "/Footer"}


def finish(_document: Any, pdf: Any) -> None:
    """Mends the tags of a PDF before it is written; the library calls it with the document and the `pydyf.PDF`."""
    import pydyf

    known = {one.reference: one for one in pdf.objects if isinstance(one, (pydyf.Dictionary, pydyf.Stream))}
    root = known[pdf.catalog["StructTreeRoot"]]
    in_tree = set()
    for reference, within in _elements(root["K"], known):
        in_tree.add(reference)
        element = known[reference]
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if "/THead" in within else "/Row"
    numbers = known[root["ParentTree"]]["Nums"]
    for page, reference in enumerate(pdf.page_references):
        marked = numbers[2 * page + 1]
        outside = {number for number, element in enumerate(marked) if element not in in_tree}
        _as_footers(known[known[reference]["Contents"]].stream, outside, pydyf.Dictionary)
        for number in outside:
            marked[number] = b"null"
        for link in known[reference].get("Annots", ()):
            known[link]["F"] = 4  # it is there on paper as on the screen


def _elements(kids: Any, known: dict[bytes, Any], within: tuple[str, ...] = ()) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """Every element of a structure below these, with the kinds of those that hold it."""
    for kid in kids:
        element = known.get(kid) if isinstance(kid, bytes) else None
        if element is not None and "S" in element:
            yield kid, within
            yield from _elements(element["K"], known, (*within, element["S"]))


def _as_footers(stream: list[Any], numbers: set[int], dictionary: Any) -> None:
    """Marks the pieces of a page with these numbers as decoration of its foot, which nobody reads aloud."""
    for position, word in enumerate(stream):
        if word == b"BDC" and stream[position - 1].get("MCID", -1) in numbers:
            stream[position - 2 : position] = ["/Artifact", dictionary(_FOOTER)]

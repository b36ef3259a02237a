"""What has to hold for a PDF that a screen reader can follow, law by law, and for each law a way to break it.

PDF/UA-1 is ISO 14289-1; the clause stands beside each law. The laws are ours, so that what fails is said in the words of a page;
that every rule of the standard's own holds is for a validator to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from game.look.page import CUTS

pikepdf: Any = pytest.importorskip("pikepdf", reason="the quick tests do without the tools that look into a PDF")

KINDS = {
    "/Document", "/Part", "/Sect", "/Div", "/BlockQuote", "/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI", "/Lbl",
    "/LBody", "/Art", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Caption", "/Figure", "/Link", "/Span", "/NonStruct",
}  # fmt: skip
"""Kinds of element that the standard knows and that our pages use."""

_SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "EI"}


def elements(node: Any) -> Iterator[Any]:
    """Every element of a PDF's structure, in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def every(document: Any) -> list[Any]:
    """Every element of a document."""
    return list(elements(document.Root.StructTreeRoot.K))


def of_kind(document: Any, *kinds: str) -> list[Any]:
    """Its elements of some kinds."""
    return [one for one in every(document) if str(one.S) in kinds]


def kids(element: Any) -> list[str]:
    """The kinds of an element's own children."""
    found = element.get("/K", [])
    return [str(one.S) for one in (found if isinstance(found, pikepdf.Array) else [found]) if isinstance(one, pikepdf.Dictionary)]


def marked(page: Any) -> Iterator[tuple[str, int, str]]:
    """What a page shows: the tag around it, the number it is known by (-1 for none), and the operator."""
    around: list[tuple[str, int]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in ("BDC", "BMC"):
            is_numbered = word == "BDC" and "/MCID" in operands[1]
            around.append((str(operands[0]), int(operands[1]["/MCID"]) if is_numbered else -1))
        elif word == "EMC":
            around.pop()
        elif word in _SHOWS:
            yield (*(around[-1] if around else ("", -1)), word)
    assert around == []


# The laws: each gives what breaks it.


def speaks_a_language(document: Any) -> list[str]:
    """7.2: the document says its language."""
    return [] if str(document.Root.get("/Lang", "")) == "en-GB" else ["no language"]


def shows_its_title(document: Any) -> list[str]:
    """7.1: it has a title, and a window shows that and not the name of the file."""
    with document.open_metadata(update_docinfo=False) as metadata:
        has_title = bool(metadata.get("dc:title", "").strip())
    return [] if has_title and document.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False) else ["no title shown"]


def says_what_it_keeps_to(document: Any) -> list[str]:
    """5: it says that it keeps to PDF/UA-1, and that it is tagged."""
    with document.open_metadata(update_docinfo=False) as metadata:
        is_said = metadata.get("pdfuaid:part") == "1"
    return [] if is_said and document.Root.get("/MarkInfo", {}).get("/Marked", False) else ["does not say so"]


def uses_known_kinds(document: Any) -> list[str]:
    """7.1: every element is of a kind that the standard knows, without a map of roles to others."""
    found = sorted({str(one.S) for one in every(document)} - KINDS)
    return found + (["a map of roles"] if len(document.Root.StructTreeRoot.get("/RoleMap", {})) else [])


def headings_go_down_step_by_step(document: Any) -> list[str]:
    """7.4.2: one heading of the first level stands first, and none is more than a level below the one before it."""
    levels = [int(str(one.S)[2:]) for one in every(document) if re.fullmatch(r"/H[1-6]", str(one.S))]
    steps = [f"{before} to {after}" for before, after in zip([0, *levels], levels, strict=False) if after - before > 1]
    return steps + ([] if levels.count(1) == 1 else [f"{levels.count(1)} of the first level"])


def pictures_have_words(document: Any) -> list[str]:
    """7.3: each picture has words for whoever cannot see it, and says where it is."""
    return [
        "a picture"
        for one in of_kind(document, "/Figure")
        if len(str(one.get("/Alt", "")).strip()) < 20 or "/BBox" not in one.get("/A", {})
    ]


def lists_hold_items(document: Any) -> list[str]:
    """7.6: a list holds items, and an item is in a list."""
    wrong = [f"{kind} in a list" for one in of_kind(document, "/L") for kind in kids(one) if kind not in _IN_LIST]
    return wrong + ["an item in no list" for one in of_kind(document, "/LI") if str(one.P.S) != "/L"]


_IN_LIST = ("/LI", "/L", "/Caption")


def cells_have_headers(document: Any) -> list[str]:
    """7.5: each header cell says which way it points, and each cell names headers that are there."""
    wrong = []
    for table in of_kind(document, "/Table"):
        cells = list(elements(table.K))
        headers = [one for one in cells if str(one.S) == "/TH"]
        names = {str(one.get("/ID", "")) for one in headers}
        wrong += ["a header" for one in headers if str(one.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column")]
        for cell in (one for one in cells if str(one.S) == "/TD"):
            named = {str(one) for one in cell.get("/A", {}).get("/Headers", [])}
            wrong += [] if named and named <= names else ["a cell"]
    return wrong


def all_is_read_or_decoration(document: Any) -> list[str]:
    """7.1: whatever a page shows is in the tree of tags, or is marked as decoration."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    in_tree = {one.objgen for one in every(document)}
    wrong = []
    for count, page in enumerate(document.pages, 1):
        elements_of = numbers[2 * (count - 1) + 1]
        for tag, number, word in marked(page):
            element = elements_of[number] if number >= 0 else None
            if tag != "/Artifact" and not (isinstance(element, pikepdf.Dictionary) and element.objgen in in_tree):
                wrong.append(f"{word} on page {count}")
    return wrong


def feet_are_decoration(document: Any) -> list[str]:
    """7.8: the line at the foot of each page is pagination, which is not read aloud again and again."""
    feet = []
    for page in document.pages:
        found = [operands for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "BDC"]
        feet.append(any(str(one[0]) == "/Artifact" and str(one[1].get("/Subtype", "")) == "/Footer" for one in found))
    return [f"page {number}" for number, has_one in enumerate(feet, 1) if not has_one]


def fonts_are_whole(document: Any) -> list[str]:
    """7.21: each font is ours, embedded, and says which letter each of its signs is."""
    fonts = [font for page in document.pages for font in page.Resources.get("/Font", {}).values()]
    wrong = [] if fonts else ["no font"]
    for font in fonts:
        for one in font.get("/DescendantFonts", [font]):
            is_embedded = "/FontFile2" in one.FontDescriptor or "/FontFile3" in one.FontDescriptor
            is_ours = str(one.FontDescriptor.FontFamily) in {cut.family for cut in CUTS}
            wrong += [] if is_embedded and "/ToUnicode" in font and is_ours else [str(font.BaseFont)]
    return wrong


def tabs_follow_the_tags(document: Any) -> list[str]:
    """7.18.3: the tab key goes from link to link in the order of the tags."""
    return [f"page {number}" for number, page in enumerate(document.pages, 1) if str(page.get("/Tabs", "")) != "/S"]


def links_say_where_they_lead(document: Any) -> list[str]:
    """7.18.5: each link is tagged as one, says where it leads, and is there on paper too."""
    links = [one for page in document.pages for one in page.get("/Annots", [])]
    return [
        "a link" for one in links if "/StructParent" not in one or not str(one.get("/Contents", "")).strip() or not _prints(one)
    ]


def _prints(link: Any) -> bool:
    return bool(int(link.get("/F", 0)) & 4)


# A way to break each.


def _drop(key: str) -> Callable[[Any], None]:
    def broken(document: Any) -> None:
        del document.Root[key]

    return broken


def _change(kind: str, change: Callable[[Any], None]) -> Callable[[Any], None]:
    def broken(document: Any) -> None:
        change(of_kind(document, kind)[-1])

    return broken


def _of_page(change: Callable[[Any], None]) -> Callable[[Any], None]:
    def broken(document: Any) -> None:
        change(document.pages[-1])

    return broken


def _renamed(kind: str) -> Callable[[Any], None]:
    def change(element: Any) -> None:
        element.S = pikepdf.Name(kind)

    return change


def _no_title(document: Any) -> None:
    with document.open_metadata(update_docinfo=False) as metadata:
        del metadata["dc:title"]


def _without(*path: str) -> Callable[[Any], None]:
    def change(element: Any) -> None:
        for name in path[:-1]:
            element = element[name]
        del element[path[-1]]

    return change


def _nameless_headers(element: Any) -> None:
    element.A.Headers = pikepdf.Array([pikepdf.String("nobody")])


def _retagged(old: bytes, new: bytes) -> Callable[[Any], None]:
    def change(page: Any) -> None:
        page.Contents.write(page.Contents.read_bytes().replace(old, new))

    return change


def _no_unicode(page: Any) -> None:
    for font in page.Resources.Font.values():
        del font["/ToUnicode"]


def _silent_link(document: Any) -> None:
    page = next(one for one in document.pages if len(one.get("/Annots", [])))
    del page.Annots[0]["/Contents"]


LAWS: list[tuple[Callable[[Any], list[str]], Callable[[Any], None]]] = [
    (speaks_a_language, _drop("/Lang")),
    (shows_its_title, _no_title),
    (says_what_it_keeps_to, _drop("/MarkInfo")),
    (uses_known_kinds, _change("/P", _renamed("/Paragraph"))),
    (headings_go_down_step_by_step, _change("/H1", _renamed("/H2"))),
    (pictures_have_words, _change("/Figure", _without("/Alt"))),
    (lists_hold_items, _change("/LI", _renamed("/Div"))),
    (cells_have_headers, _change("/TH", _without("/A", "/Scope"))),
    (cells_have_headers, _change("/TD", _nameless_headers)),
    (all_is_read_or_decoration, _of_page(_retagged(b"/Artifact", b"/Span"))),
    (feet_are_decoration, _of_page(_retagged(b"/Footer", b"/Header"))),
    (fonts_are_whole, _of_page(_no_unicode)),
    (tabs_follow_the_tags, _of_page(_without("/Tabs"))),
    (links_say_where_they_lead, _silent_link),
]
"""Each law with a way to break it in a document that keeps them all."""

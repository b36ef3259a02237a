"""A page of HTML taken apart, and what has to hold for every page that is handed out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """A page taken apart: elements in order, ids, what points where, what is loaded, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.points: list[str] = []
        self.loads: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element that holds nothing."""
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("aria-labelledby", "aria-describedby"):
                self.points += (value or "").split()
            if name.endswith("href") and value:
                self.points.append(value.removeprefix("#"))
            if name in ("src", "data", "poster", "action") and value:
                self.loads.append(value)

    def handle_endtag(self, tag: str) -> None:
        """Closes the element opened last."""
        assert self._open.pop() == tag


def is_whole(page: str) -> Page:
    """Sees that a page is whole in itself and can be walked through by its headings; gives it taken apart.

    Every element is closed, every id is there once, every link leads somewhere, nothing is loaded from elsewhere, nothing runs,
    and no heading is more than one level below the one before it.
    """
    parsed = Page(page)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert set(parsed.points) <= set(parsed.ids)
    assert [one for one in parsed.loads if not one.startswith("data:image/svg+xml")] == []
    assert "script" not in parsed.tags
    # What an SVG says of its own language is a name, not an address to load from.
    assert not re.search(r"url\((?!#|\"data:font/woff2;base64,)|@import|https?://", re.sub(r'xmlns(:xlink)?="[^"]*"', "", page))
    levels = [int(tag[1]) for tag in parsed.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    return parsed

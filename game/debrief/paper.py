"""Pages for people: templates filled in, as one HTML file that needs no network or as a tagged PDF, the same bytes every time.

The PDF keeps to PDF/UA-1, so that a screen reader finds headings, tables, lists and the words for each picture. Both are
set in fonts that come with the game: charts are drawn to their width, and in a wider one their words would be cut off.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from game.briefing.introduction import paragraphs
from game.debrief import tagging
from game.look.page import CUTS, Cut, faces, held, tokens, whole
from game.translation import SAYING, say
from game.words.grammar import bare, capital, full_stop
from game.words.sealed import sealed
from game.words.together import together

_NARROW: Final = 300  # points; half a page

_FONT_ADDRESS: Final = "wholeplace:font/"


class PaperFault(Exception):  # noqa: N818 - the word people use for it
    """A page could not be made: what is missing, and what to try."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its SVG, a short name, and what it shows in a sentence or two, for whoever cannot see it."""

    svg: str
    name: str
    text: str

    def __html__(self) -> str:
        """The chart as a part of a page: what a template puts in as it is. `charts` has escaped what it was given."""
        return self.svg

    @property
    def is_wide(self) -> bool:
        """Whether it is drawn as wide as a page: a telephone then shows it at a readable size only if it can be scrolled."""
        found = re.search(r'viewBox="0 0 (\d+)', self.svg)
        return found is not None and int(found[1]) > _NARROW

    def address(self) -> str:
        """The chart as an address that holds it whole, for a picture element."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()


def html(template: str, values: Mapping[str, Any], *, is_print: bool = False) -> str:
    """A template filled in; everything put into it is escaped.

    Arguments:
        template: its file in `templates`.
        values: what it names. A name that is missing is a fault of ours and raises `jinja2.UndefinedError`.
        is_print: whether it is meant for `pdf`, which takes charts as pictures with words.
    """
    look = tokens(has_dark=False) + faces(_whole if is_print else held)
    filled: str = _templates().get_template(template).render(values, is_print=is_print, look=look)
    return filled if is_print else sealed(filled)


def ready(*, is_print: bool) -> None:
    """Makes sure that the libraries for pages are installed, before any long work begins.

    Arguments:
        is_print: whether they are to be set as a PDF.

    Raises:
        ModuleNotFoundError: a library of the extra `report` is not installed.
        PaperFault: what that library builds on is not there.
    """
    import jinja2  # noqa: F401 - to see that it can be

    if not is_print:
        return
    try:
        # Below Pango it is C that is missing, and the import says so as an OSError, after a print for programmers.
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: F401 - as above
    except OSError:
        raise PaperFault(
            say(
                "PDFs are set with the library Pango, which this system does not have. Expected: libpango-1.0-0, "
                "libpangoft2-1.0-0 and libharfbuzz-subset0 (on Debian and Ubuntu, `apt install` them). Try: a file that ends in "
                ".html."
            )
        ) from None


def pdf(page: str, title: str) -> bytes:
    """A page as a tagged PDF.

    Arguments:
        page: what `html` made with `is_print`.
        title: the document's title.

    Raises:
        PaperFault: a library that sets the pages is not there.
    """
    ready(is_print=True)
    import weasyprint

    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)  # it remarks on each rule of CSS that is for screens

    class Fetcher(weasyprint.URLFetcher):  # type: ignore[misc] # the library has no types
        """The fonts of the game and pictures that a page holds itself; nothing else, from nowhere."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, fail_on_errors=True)

        def fetch(self, url: str, headers: Any = None) -> Any:
            """What is at an address."""
            for cut in CUTS:
                if url == _whole(cut):
                    return weasyprint.urls.URLFetcherResponse(url, whole(cut).read_bytes(), {"Content-Type": "font/ttf"})
            return super().fetch(url, headers)

    document = weasyprint.HTML(string=page, base_url=_FONT_ADDRESS, url_fetcher=Fetcher(), media_type="print")
    identifier = hashlib.blake2b(f"{title}\0{page}".encode(), digest_size=16).digest()
    try:
        written = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=tagging.finish)
    except weasyprint.urls.FatalURLFetchingError as error:  # no Exception, so that nothing in between swallows it
        raise ValueError(f"A page must hold all it needs. {error}") from error
    if not isinstance(written, bytes):
        raise TypeError("A PDF without a file to go to comes back as bytes.")
    return written


def _whole(cut: Cut) -> str:
    """Where whoever sets a PDF finds a font with all its signs: it takes those that the page has."""
    return _FONT_ADDRESS + cut.file


@cache
def _templates() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("game.debrief"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=typeset,
    )
    environment.filters |= {"capital": capital, "full_stop": full_stop, "bare": bare, "paragraphs": paragraphs, "anchor": anchor}
    environment.globals |= SAYING
    return environment


def typeset(value: object) -> object:
    """A text as it is set on paper: its apostrophes curled, and kept on one line what belongs there; other values as they are."""
    return together(value.replace("'", "\u2019")) if type(value) is str else value


def anchor(text: str) -> str:
    """A heading as the name of a place in a page."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"

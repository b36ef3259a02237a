"""Words of a place on a page in another language: marked with theirs, so that a screen reader says them as they are said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from html import escape, unescape
from typing import Any, Final

from game.core.place import Place
from game.translation import ENGLISH, language, spoken
from game.words.together import apart

_TAG: Final = re.compile(r"(<[^>]*>)")
_NO_WORDS: Final = ("style", "title", "svg")
"""Elements within which nothing can be marked: a chart's words stand beside it in a table."""

_FIRST: Final = 5
"""Letters by which a text is looked for within a sentence; what is shorter, or one word, is marked where it stands alone."""


def marked(page: str, place: Place) -> str:
    """The page, each text of the place in it marked with the place's language; as it was where that is the page's own.

    Arguments:
        page: a document in the language that is spoken. Its texts are escaped.
        place: whose words it tells, as their author wrote them, but for a first capital, a last full stop, curled
            apostrophes and unbreakable blanks.
    """
    if place.told_in == language() or (place.told_in == ENGLISH and spoken() is None):
        return page
    names = {_as_compared(name) for one in place.agencies for name in (one.name, one.name.partition(" (")[0])}
    alone = names | {_as_compared(one) for one in _texts(place)}
    within = defaultdict[str, list[str]](list)
    for one in sorted(alone, key=len, reverse=True):
        if len(one) >= _FIRST and (" " in one or one in names):
            within[one[:_FIRST]].append(one)
    found, inside = [], ""
    for number, part in enumerate(_TAG.split(page)):
        if number % 2:
            name = part.strip("</>").partition(" ")[0].lower()
            inside = ("" if part.startswith("</") else name) if name in _NO_WORDS and inside in ("", name) else inside
            found.append(part)
        elif inside or not part.strip():
            found.append(part)
        else:
            found.append(_marked(unescape(part), alone, within, f'<span lang="{place.told_in}">'))
    return "".join(found)


def _marked(text: str, alone: set[str], within: Mapping[str, list[str]], mark: str) -> str:
    """One run of text, escaped, with the place's words in it marked."""
    bare = text.strip()
    if _as_compared(bare) in alone:
        before, _, after = text.partition(bare)
        return f"{before}{mark}{escape(bare)}</span>{after}"
    plain = apart(text.replace("\u2019", "'"))
    made, at, told = [], 0, 0
    while at < len(text):
        start = plain[at].lower() + plain[at + 1 : at + _FIRST]
        fits = (one for one in within.get(start, ()) if plain[at + 1 :].startswith(one[1:]) and _is_end(plain, at + len(one)))
        if (at == 0 or not plain[at - 1].isalnum()) and (one := next(fits, "")):
            made += [escape(text[told:at]), mark, escape(text[at : at + len(one)]), "</span>"]
            at = told = at + len(one)
        else:
            at += 1
    return "".join([*made, escape(text[told:])])


def _is_end(text: str, at: int) -> bool:
    return not text[at : at + 1].isalnum()


def _as_compared(text: str) -> str:
    """A text without what setting it may change: its first letter's case, its apostrophes, its last full stop."""
    text = apart(text.strip().replace("\u2019", "'")).removesuffix(".")
    return text[:1].lower() + text[1:]


def _texts(one: Any) -> Iterator[str]:
    """Every line of what people read of a place, and what looks like it: nothing that is an id or a mark alone."""
    if isinstance(one, str):
        yield from (line for line in one.split("\n") if " " in line.strip() or (line[:1].isupper() and line[1:2].islower()))
    elif is_dataclass(one):
        for field in fields(one):
            yield from _texts(getattr(one, field.name))
    elif isinstance(one, Mapping):
        for other in one.values():
            yield from _texts(other)
    elif isinstance(one, tuple | list):
        for other in one:
            yield from _texts(other)

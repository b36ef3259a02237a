"""The places in a text that are filled when it is said, which a translation keeps, whatever else it changes."""

from __future__ import annotations

import re
from collections import Counter
from string import Formatter
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FORMAT: Final = re.compile(r"[<>^+\-0-9,.dfgesxX ]{0,12}%?|(?:%[a-zA-Z]|[ ,:./-]){1,30}")


def places(text: str) -> Counter[str] | None:
    """The places of a text, each as it is written within its braces, and how often; None where they cannot be filled safely.

    Safe is a plain name with a plain format: no attribute, no index and no place inside a place, through which a text could
    reach what it was not given.
    """
    found: Counter[str] = Counter()
    try:
        for _, name, form, conversion in Formatter().parse(text):
            if name is None:
                continue
            if not _NAME.fullmatch(name) or not _FORMAT.fullmatch(form or ""):
                return None
            found[f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"] += 1
    except ValueError:  # a brace without its other half
        return None
    return found


def keeps_places(english: str, said: str) -> bool:
    """Whether a translation has the places of its English and no other; a place may come more than once."""
    wanted = places(english)
    if wanted is None:  # English with braces that are no places, which is said as it stands
        return "{" not in said or sorted(re.findall(r"\{[^{}]*\}", said)) == sorted(re.findall(r"\{[^{}]*\}", english))
    found = places(said)
    return found is not None and set(found) == set(wanted)


def keeps_some(one: str, many: str, said: str) -> bool:
    """Whether a form that goes with some number has no place that its English has not: the number itself may be left out."""
    known = (places(one) or Counter()) + (places(many) or Counter())
    found = places(said)
    return found is not None and set(found) <= set(known)

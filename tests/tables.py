"""Tables of the documentation that are computed: each stands in a page between two marks, and a command writes it anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGES = Path(__file__).parents[1] / "docs" / "explanation"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as a page has it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def kept(page: str, name: str) -> str:
    """What stands between the marks of that name in a page. Raises `KeyError` where there are none."""
    return _found(page, name)[2]


def put(page: str, name: str, text: str) -> bool:
    """Writes something between the marks of that name in a page; whether that changed it. Raises `KeyError` without marks."""
    before, after, old = _found(page, name)
    if old == text:
        return False
    (PAGES / page).write_text(f"{before}\n\n{text}\n\n{after}", encoding="utf-8")
    return True


def _found(page: str, name: str) -> tuple[str, str, str]:
    whole = (PAGES / page).read_text(encoding="utf-8")
    first, last = f"<!-- computed: {name} -->", "<!-- end -->"
    match = re.search(rf"({re.escape(first)})(.*?)({re.escape(last)})", whole, re.DOTALL)
    if match is None:
        raise KeyError(f"docs/explanation/{page} has no `{first}` with a `{last}` after it.")
    return whole[: match.end(1)], whole[match.start(3) :], match[2].strip("\n")

"""Drafts: what was typed at a question of the debrief and not kept yet, in a small file beside the saved game.

A draft is no part of the game: no record holds it, no report tells it, and the model never reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from game.play.disk import REAL_DISK
from game.play.keeping import DRAFTS, beside
from game.play.reflection import LONGEST, LONGEST_QUESTION, MOST
from game.play.writing import faults, publish
from game.translation import say

_LARGEST: Final = 4 * MOST * (LONGEST + LONGEST_QUESTION)
"""Bytes of a file of drafts."""


def read_drafts(save: Path) -> dict[str, str]:
    """What was typed and not kept, {key of a question, or its words: text}.

    Nothing where there is no such file, or it holds something else.
    """
    try:
        data = REAL_DISK.read(beside(save, DRAFTS), 0, _LARGEST + 1)
        found = json.loads(data) if len(data) <= _LARGEST else None
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or len(found) > MOST:
        return {}
    return {question: text for question, text in found.items() if _is_one(question, text)}


def _is_one(question: object, text: object) -> bool:
    """Whether a question and a text can be a draft."""
    if not isinstance(question, str) or not isinstance(text, str):
        return False
    return len(question) <= LONGEST_QUESTION and len(text) <= LONGEST and text.isprintable() and question.isprintable()


def write_drafts(save: Path, drafts: Mapping[str, str]) -> None:
    """Writes what was typed and not kept, in place of what stood there. Raises `SaveFault` where it cannot be written."""
    path = beside(save, DRAFTS)
    with faults(path, say("The game itself is saved.")):
        publish(REAL_DISK, path, json.dumps(dict(drafts), ensure_ascii=False, indent=1).encode(), over=True)

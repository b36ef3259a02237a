"""Golden debriefs: every sentence of two runs of Barnet that could hardly be more different, in files people can read.

`python -m tests.debrief.golden`, from the project's folder, writes them anew; a test compares them with what is said today.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from game.debrief.analysis import Debrief, analyse
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.shipped import barnet

FOLDER = Path(__file__).parent / "golden"
LINES = {"history": 1, "keep-control": 4}
"""The lines of play, and the seed of each."""

_FUTURES = 10


def told(line: str) -> str:
    """Every sentence of the debrief of a line of play, under its part's name."""
    session = Session.played(barnet(), LINES[line], policy_named(line, barnet()))
    return "\n".join(_sentences(analyse(session, n_futures=_FUTURES, n_tried=1, n_token_futures=4))) + "\n"


def _sentences(found: Debrief) -> Iterator[str]:
    parts = {
        "measures": [one.text for one in found.measures],
        "changes": [text for one in found.changes for text in (one.text, *(pull.text for pull in one.pulls), one.rest_text)],
        "moments": [one.text for one in found.moments.moments] + [found.moments.text, *found.moments.further],
        "luck": [found.moments.luck.text, *(one.text for one in found.moments.luck.spreads), found.moments.luck.method],
        "tried": list(found.firm),
        "promises": [
            found.promises.text,
            *(one.text for one in found.promises.promises),
            *(one.text for one in found.promises.gaps),
        ],
        "pockets": [found.pockets.text, *found.pockets.further, *(one.text for one in found.pockets.pockets)],
        "results": [found.results.text, *found.results.further, *(one.text for one in found.results.outcomes)],
        "network": [found.network.text, *found.network.further],
        "ties that hang on one person": [one.text for one in found.network.personal[:5]],
        "gates": [found.gates.text, *(one.text for one in found.gates.ties[:5])],
        "backings": [found.backings.text, *(one.text for one in found.backings.partners)],
        "remains": [found.remains.text],
        "style": list(found.style.texts),
        "tokens": [one.text for one in found.tokens[:6]],
        "really": [found.really.text, *(f"{one.text} {one.thin}".rstrip() for one in found.really.dilemmas)],
        "questions": [f"{one.phase}: {one.text}" for one in found.conversation.questions if one.because],
    }
    for name, sentences in parts.items():
        yield f"\n{name}\n"
        yield from (sentence for sentence in sentences if sentence)


def main() -> None:
    """Writes each file, and says which have changed."""
    FOLDER.mkdir(exist_ok=True)
    for line in LINES:
        path, text = FOLDER / f"{line}.txt", told(line)
        is_new = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}: {'written anew, please read what changed' if is_new else 'as it was'}\n")


if __name__ == "__main__":
    main()

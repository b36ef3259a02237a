"""What belongs on one line is kept there on every face, and nothing else about a text changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.debrief import paper
from game.terminal.page import Page
from game.words.together import BLANK, LONGEST, apart, together

KEPT = (
    "30 June 2012",
    "June 2012",
    "2012 Q3",
    "£1.2 million",
    "12 families",
    "41 of 100",
    "69 to 60 of 100",
    "(195 to 198)",
    "(now commitment)",
    "(most of it)",
    "Ms Marsh",
    "9 am",
)
"""What is read as one thing."""

LOOSE = (
    "In March",
    "with twelve",
    "2012 they",
    "2012 on 30",
    "2012 Q3 on 69".replace(" ", BLANK, 1),
    "18 from",
    "the 12",
    "(you chose a way that takes long to tell)",
)
"""Between what two words a line may break."""

_TEXTS = st.lists(st.sampled_from(("the work", "went", "on", "to", *KEPT, "and others")), min_size=1, max_size=30).map(" ".join)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_read_as_one_thing_is_kept_together(text: str) -> None:
    """No blank within it is left at which a line could break."""
    assert together(f"so: {text}.").split(" ") == ["so:", f"{text.replace(' ', BLANK)}."]


@pytest.mark.parametrize("text", LOOSE)
def test_what_is_no_such_thing_is_left_alone(text: str) -> None:
    """A line can break between any two other words."""
    assert together(text) == text


@given(st.text(alphabet="12aZ £().Q  of", max_size=120))
def test_only_blanks_change(text: str) -> None:
    """Sign for sign it is the text it was, and what is kept together is never long."""
    kept = together(text)
    assert (len(kept), apart(kept)) == (len(text), text)
    assert together(kept) == kept
    assert all(BLANK not in part or len(part) <= LONGEST for part in kept.split(" "))


@given(_TEXTS, st.integers(30, 90))
def test_no_line_of_the_terminal_ends_within_one(text: str, width: int) -> None:
    """However wide the terminal, each line ends where the rule lets it, and the words are those that were written."""
    lines = Page().item(text, label="A label:").lines(width)
    assert " ".join(line.strip() for line in lines) == f"A label: {text}"
    kept, at = together(f"A label: {text}"), -1
    for line in lines[:-1]:
        at += len(line.strip()) + 1
        assert kept[at] == " "


def test_a_page_of_a_browser_is_set_by_the_same_rule() -> None:
    """What a template puts into a page is kept together there."""
    assert paper.typeset("Ms Marsh's 12 families") == f"Ms{BLANK}Marsh\u2019s 12{BLANK}families"

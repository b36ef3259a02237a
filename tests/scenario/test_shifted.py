"""A line that was moved to the left or to the right is told once, on its line, with the move that puts it right."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from game.scenario.check import check_source
from game.scenario.diagnostic import Diagnostic
from tests.scenario.test_slip import SEASIDE

PLACES = Path(__file__).parents[2] / "scenarios"
KEY = re.compile(r" *(?:- )?[A-Za-z_0-9-]+:(?: .*)?$")
LINES = SEASIDE.split("\n")

LATER_ON = {"traces:", "cuts:", "injects:", "parameters:", "  of:"}
"""Keys with a single key below them, which may stand in any column further to the right."""

SLIPS = [
    # one level too far, and nothing behind the colon
    ("sources:", 2), ("frames:", 2), ("ground:", 2), ("  outline:", 2), ("agencies:", 2), ("  council:", 2), ("  hospital:", 2),
    ("  church:", 2), ("    successors:", 2), ("relations:", 2), ("  pairs:", 2), ("board:", 2), ("outcomes:", 2), ("  warm:", 2),
    ("events:", 2), ("  storm:", 2), ("dilemmas:", 2), ("  list:", 2), ("    options:", 2), ("      protocol:", 2),
    ("        effects:", 2), ("endings:", 2), ("goals:", 2), ("history:", 2),
    # to the left by mistake, alone
    ("    name: the council", -2), ("    short: Hospital", -2), ("      short: Network", -2), ("    goals:", -2),
    ("  rivers:", -2), ("  hospital:", -2), ("  practices:", -2), ("    successors:", -2), ("    options:", -2),
    ("      initials:", -2), ("        effects:", -2), ("  boiler:", -2), ("    text: >-", -2), ("  storm:", -2),
    ("  warm:", -2), ("    when: meetings > 1 or happened(storm)", -2), ("  neighbours: {name", -2), ("  wage: 9000", -2),
    # by one space
    ("  council:", 1), ("    text: >-", 1), ("      protocol:", -1), ("  boiler:", -1), ("  warm:", 1), ("  SEA-2: {", 1),
]  # fmt: skip


def moved(text: str, line: int, by: int, n_lines: int = 1) -> str:
    """A text with lines, counted from 0, moved by some spaces."""
    lines = text.split("\n")
    for number in range(line, line + n_lines):
        lines[number] = " " * by + lines[number] if by > 0 else lines[number][-by:]
    return "\n".join(lines)


def told_of(text: str) -> list[Diagnostic]:
    """What check tells of a text."""
    return check_source(text.encode(), "place.yaml").diagnostics


@pytest.mark.parametrize(("line", "by"), SLIPS)
def test_one_slip_is_one_message_on_its_line(line: str, by: int) -> None:
    """A key that was moved is told alone, where it stands, and what to try says to which side it belongs."""
    number = next(number for number, one in enumerate(LINES) if one.startswith(line))
    (told,) = told_of(moved(SEASIDE, number, by))
    assert told.line == number + 1
    assert ("right" if by < 0 else "left") in told.help


def test_an_entry_is_told_with_all_that_stands_below_it() -> None:
    """Two agencies that a slip has taken out of their section are told in one message, and nobody who names one is told of."""
    number = LINES.index("  kitchen:")
    (told,) = told_of(moved(SEASIDE, number, -2, LINES.index("relations:") - number))
    assert (told.code, told.line) == ("WP102", number + 1)
    assert told.help == "Move it and what stands below it 2 spaces to the right."


def test_what_else_is_wrong_is_told_too() -> None:
    """Beside a line that was moved, a name that is not known is told as it always is."""
    number = LINES.index("outcomes:")
    told = told_of(moved(SEASIDE.replace("at: 3\n", "at: 9\n"), number, 2))
    assert [(one.code, one.line) for one in told] == [("WP102", number + 1), ("WP310", LINES.index("    at: 3") + 1)]


def test_two_slips_are_two_messages() -> None:
    """Each of two lines that were moved, far from one another, is told."""
    first, second = LINES.index("board:"), LINES.index("dilemmas:")
    told = told_of(moved(moved(SEASIDE, first, 2), second, 2))
    assert [(one.code, one.line) for one in told] == [("WP102", first + 1), ("WP102", second + 1)]


def test_a_key_that_was_copied_is_still_told_as_that() -> None:
    """No move is proposed where a key stands twice side by side in the same map."""
    told = told_of(SEASIDE.replace("    short: Hospital\n", "    short: Hospital\n    short: Ward\n"))
    assert [one.code for one in told] == ["WP111"]


def test_a_line_is_never_moved_out_of_sight() -> None:
    """Moved into the text above it a line would be read no more: an unknown key below a text is told as one."""
    written = "      pays for the oil. So would you.\n"
    told = told_of(SEASIDE.replace(written, f"{written}    opens: 2\n    shuts: 6\n"))
    assert [one.code for one in told] == ["WP201", "WP201"]


@pytest.mark.slow
@pytest.mark.parametrize("by", [2, 1, -1, -2])
def test_every_key_that_is_moved_is_told_once_on_its_line(by: int) -> None:
    """Wherever in the place a key is moved there is one message, on its line; none where YAML reads the same as before."""
    wrong = []
    for number, line in enumerate(LINES):
        if KEY.fullmatch(line) and (by > 0 or line.startswith(" " * -by)):
            told = told_of(moved(SEASIDE, number, by))
            is_free = number and LINES[number - 1] in LATER_ON and not told
            if not is_free and [one.line for one in told] != [number + 1]:
                wrong.append((number + 1, [(one.code, one.line) for one in told]))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize(("place", "by"), list(product(["barnet", "bradford", "nw_london"], [2, -2])))
def test_headings_of_shipped_places_too(place: str, by: int) -> None:
    """In the large places, a key with all its value below it is told once on its line as well."""
    text = (PLACES / place / "scenario.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")
    headings = [number for number, line in enumerate(lines) if re.fullmatch(r" *[a-z_]+:", line)]
    for number in headings[:: len(headings) // 12]:
        if by > 0 or lines[number].startswith(" " * -by):
            told = told_of(moved(text, number, by))
            assert [one.line for one in told] == [number + 1]

"""Slips that only a reader notices are found on their line, one by one, in a place of which lint has nothing else to say."""

from __future__ import annotations

import pytest

from game.bench.lint.advice import lint
from game.scenario.check import check_source
from tests.scenario.test_slip import SEASIDE

KITCHEN = "  kitchen:\n"
MUSEUM = "  museum:\n    name: the museum\n    budget: 900\n    assumption: A box by the door, opened twice a year.\n"

SLIPS = [
    ("        label: Pay it from the pot", "        label: Ask the hospital for the oil", "WP608"),
    (
        "        text: Boilers this month. In a small town initials are names.",
        "        text: It will be sound, and it will be spring.",
        "WP608",
    ),
    ("    title: The shadow board votes", "    title: the library's  boiler.", "WP608"),
    ("    title: The list is still on the desk", "    title: The reading room is full", "WP608"),
    ("    name: the community kitchen", "    name: the church on the hill", "WP608"),
    ("    short: Kitchen", "    short: Church", "WP608"),
    (
        "    text: Somebody's aunt waited four hours in a corridor.",
        "    text: the road to the hospital is  closed for nine days.",
        "WP608",
    ),
    ("    about: They know who coughs.", "    about: It has money for boilers and no list of people.", "WP608"),
    ("    name: People with somewhere to sit", "    name: Homes that are warm enough", "WP608"),
    ("It is February, and there is a queue", "It is February, and and there is a queue", "WP637"),
    ("It is February, and there is a queue", "It is February, and there was\n      was a queue", "WP637"),
    ("    title: The list is still on the desk", "    title: The list is still on \u200ethe desk", "WP638"),
    ("    title: The list is still on the desk", "    title: The list is still on the desk \u2192 again", "WP639"),
    ("    title: The list is still on the desk", "    title: \U0001f691 The list is still on the desk", "WP639"),
    ("    title: The list is still on the desk", "    title: The li\u200bst is still on the desk", "WP638"),
    (KITCHEN, MUSEUM + KITCHEN, "WP617"),
    ("        money: 2000\n", "        text: Two envelopes.\n        unless_text: No.\n", "WP609"),
    ("    at: 3\n", "    at: 3\n    once: false\n", "WP609"),
    ("    at: 3\n", "    at: [3, 6]\n    once: false\n", "WP609"),
    ("    at: 1\n", "    at: 1\n    again: true\n", "WP609"),
    ("    body: charities\n    budget: 4000", "    body: charites\n    budget: 4000", "WP600"),
    ("She has a new one. It is longer.", "She has a new one. It is longer. ???", "WP635"),
    ("It is February, and there is a queue", "It is <b>February</b>, and there is a queue", "WP636"),
    ("It is February, and there is a queue", "It is February, and there is **a queue**", "WP636"),
]
SOUND = [
    ("She has a new one. It is longer.", "She has a new one, 3 * 4 pages, <20 lines each, and it is *."),
    ("    short: Kitchen\n", ""),
    (
        "She has a new one. It is longer.",
        "She had had a new one. The, the longer one; to, to and fro, that that is. Isis is as asked. Will will ring.",
    ),
    ("    body: charities\n    budget: 4000", "    body: kitchens\n    budget: 4000"),
]


def told(written: str, slip: str) -> list[tuple[str, int]]:
    """Code and line of what lint says more of the place with a slip than without it, and on which line the slip begins."""
    before, found, after = SEASIDE.partition(written)
    assert found
    usual = {(one.code, one.path) for one in lint(check_source(SEASIDE.encode(), "seaside.yaml"), games=0).diagnostics}
    now = lint(check_source(f"{before}{slip}{after}".encode(), "seaside.yaml"), games=0).diagnostics
    return [(one.code, one.line - before.count("\n") - 1) for one in now if (one.code, one.path) not in usual]


@pytest.mark.parametrize(("written", "slip", "code"), SLIPS, ids=[f"{number}" for number in range(len(SLIPS))])
def test_a_slip_is_found_on_its_line(written: str, slip: str, code: str) -> None:
    """One slip, one piece of advice, no further than two lines from where it begins."""
    (found,) = told(written, slip)
    assert found[0] == code
    assert -2 <= found[1] <= 2


@pytest.mark.parametrize(("written", "instead"), SOUND)
def test_what_is_meant_so_is_let_pass(written: str, instead: str) -> None:
    """Signs that are no markup, names that are left out, and a body of one by another name give no alarm."""
    assert told(written, instead) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("church: 1, kitchen: 1,", "church: 1, museum: 1, kitchen: 1,"),
        ("of: [hospital, council], by: -slight", "of: [hospital, council, museum], by: -slight"),
        ("when: codified(council, church) > 0.2", "when: codified(council, museum) > 0.2"),
        ("between: [council, hospital], purpose", "between: [museum, hospital], purpose"),
        ("benefit: {hospital: 400}", "benefit: {hospital: 400, museum: 3}"),
        ("seat: council", "seat: museum"),
    ],
)
def test_whoever_is_named_has_a_part(written: str, instead: str) -> None:
    """An agency that is needed, moved, asked about, tied, spared a cost or played has a part in the place."""
    assert written in SEASIDE
    text = SEASIDE.replace(KITCHEN, MUSEUM + KITCHEN, 1).replace(written, instead, 1)
    assert "WP617" not in {one.code for one in lint(check_source(text.encode(), "seaside.yaml"), games=0).diagnostics}

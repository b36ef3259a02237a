"""Slips of a tired author: each is told once, on its line, and what to try would put it right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.core.effects import EFFECTS
from game.core.variables import VARIABLES
from game.scenario.check import check_source
from game.scenario.kind import AUTHORED, ICONS
from game.scenario.names import ON_SCREEN
from game.scenario.reference import _BY_EFFECT, _MADE_OF
from game.scenario.slip_value import _ICONS
from game.words.variable import noun

SEASIDE = (Path(__file__).parent / "seaside.yaml").read_text(encoding="utf-8")
"""A sound place that uses every part of the language."""

STORM = "{change: strain, of: hospital, by: clear, because: Nine days without a road.}"
WHEN = "when: meetings > 1 or happened(storm)"

SLIPS = [
    # numbers as people write them
    ("turns: 8", "turns: 8 quarters", "WP203", "Write 8."),
    ("turns: 8", "turns: 8.0", "WP203", "Write 8."),
    ("turns: 8", "turns: 0", "WP204", "range"),
    ("budget: 90000", "budget: £1.5m", "WP203", "Write 1500000."),
    ("budget: 90000", "budget: about 420,000", "WP203", "Write 420000."),
    ("budget: 90000", "budget: c. £42k", "WP203", "Write 42000."),
    ("budget: 90000", "budget: £420,000 p.a.", "WP203", "Write 105000: it is counted by the quarter."),
    ("leaving: 0.1", "leaving: 10% a year", "WP203", "Write 0.025: it is counted by the quarter."),
    ("discretion: 0.3", "discretion: 0,3", "WP203", "Write 0.3."),
    ("discretion: 0.3", "discretion: 30", "WP204", "Write 0.3 if 30 per cent"),
    ("discretion: 0.3", "discretion: 30 per cent", "WP203", "Write 0.3."),
    ("by: clear, because: Nine", "by: 10%, because: Nine", "WP208", "Write 0.1."),
    ("by: clear, because: Nine", "by: \u2212clear, because: Nine", "WP208", "Write -clear."),
    ("by: clear, because: Nine", "by: \u22120.1, because: Nine", "WP208", "Write -0.1."),
    ("map: [0.5, 0.5]", "map: [0.5, 50]", "WP204", "Write 0.5 if 50 per cent"),
    ("votes: {council: 0.3, hospital: 0.4}", "votes: {council: 30, hospital: 0.4}", "WP204", "Write 0.3 if"),
    ("needs: {council: 1, network: 1,", "needs: {council: -1, network: 1,", "WP204", "range"),
    ("cut: 0.05", "cut: 5", "WP204", "Write 0.05 if"),
    ("begins: 2019 Q4", "begins: 2019-q4", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: Q4 2019", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: October 2019", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: 1 Nov 2019", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: 2019-10-01", "WP203", "Write 2019 Q4."),
    ("    at: 3\n", "    at: 2020 Q2\n", "WP203", "first quarter is 1"),
    ("    at: 3\n", "    at: 2020-04-01\n", "WP203", "first quarter is 1"),
    ("    at: 3\n", "    at: 3-5\n", "WP203", "in square brackets"),
    ("    at: 3\n", "    at: every 4\n", "WP203", "in square brackets"),
    ("    at: 3\n", "    at: 3, 5 and 7\n", "WP203", "Write `[3, 5, 7]`."),
    ("    at: 3\n", "    at: [3, 5, 3]\n", "WP213", "Take one"),
    ("    at: 3\n", "    at: [3, 40]\n", "WP310", ""),
    ("    at: 1\n", "    at: 1-2\n", "WP203", "`from` and `to`"),
    ("    at: 1\n", "    at: [1, 2]\n", "WP203", "`from` and `to`"),
    ("map: [0.5, 0.5]", "map: 0.5, 0.5", "WP203", "Write `[0.5, 0.5]`."),
    # brackets that are missing on the map
    ("    - [[0.2, 0.2], [0.5, 0.5]]", "    - [0.2, 0.2], [0.5, 0.5]", "WP108", "`[[0.2, 0.2], [0.5, 0.5]]`"),
    ("    - [[0.2, 0.2], [0.5, 0.5]]", "    - [0.2, 0.2, 0.5, 0.5]", "WP203", "`[[0.2, 0.2], [0.5, 0.5]]`"),
    ("    - [[0.2, 0.2], [0.5, 0.5]]", "    - [0.2, 0.2]\n    - [0.5, 0.5]\n    - [0.7, 0.5]", "WP203", "[0.7, 0.5]]]`"),
    ("rivers:\n    - [[0.2, 0.2], [0.5, 0.5]]", "rivers: [[0.2, 0.2], [0.5, 0.5]]", "WP203", "`[[[0.2, 0.2], [0.5, 0.5]]]`"),
    ("rivers:\n    - [[0.2, 0.2], [0.5, 0.5]]", "rivers: [[[0.2, 0.2], [0.5, 0.5]]", "WP106", "Put `]`"),
    ("    [[0.1, 0.1], [0.9, 0.1], [0.9, 0.8], [0.1, 0.8]]", "    [0.1, 0.1, 0.9, 0.1]", "WP203", "brackets of its own"),
    # pictograms by another name
    ("    joined: 0.2", "    icon: doctor\n    joined: 0.2", "WP208", "`stethoscope`"),
    ("    joined: 0.2", "    icon: hospitals\n    joined: 0.2", "WP208", "`hospital`"),
    ("    joined: 0.2", "    icon: aeroplane\n    joined: 0.2", "WP208", "Pictograms"),
    ("needs: {council: 1, network: 1,", "needs: {council: 100%, network: 1,", "WP203", "Write 1."),
    ("front_line: false", "front_line: 0", "WP203", "Write false."),
    # one where several belong, and the other way about
    ("evidence: [SEA-1]\n  network", "evidence: SEA-1\n  network", "WP203", "Write `[SEA-1]`."),
    ("between: [council, hospital]", "between: council and hospital", "WP203", "Write `[council, hospital]`."),
    ("of: [council, church]", "of: council church", "WP301", "Write `[council, church]`."),
    ("needs: {church: 1, kitchen: 1, council: 0.5}", "needs: church, kitchen", "WP203", "Write `[church, kitchen]`."),
    ("powers: [Lets rooms in libraries, Pays for two wardens]", "powers: Lets rooms", "WP203", "a dash and a space"),
    (f"- {STORM}", STORM, "WP203", "Put a dash"),
    ("priorities: {beds: 0.4, neighbours: 0.8}", "priorities: [beds, neighbours]", "WP203", "colon behind it"),
    (WHEN, "when: [meetings > 1, happened(storm)]", "WP203", "joined by `and`"),
    ("text: The road to the hospital is closed", "text: [The road, The hospital]\n#", "WP203", "one text"),
    ("seat: council", "seat: [council, hospital]", "WP203", "Name one alone"),
    ("{flag: on_paper}", "{flag: [on_paper, in_ink]}", "WP203", "Name one alone"),
    ("{open: boiler}", "{open: [boiler, list]}", "WP203", "Name one alone"),
    ("departure: network", "departure: [network, church]", "WP203", "Name one"),
    # keys by another name, and on another level
    ("    title: The library's boiler", "    name: The library's boiler", "WP201", "`title`"),
    ("        money: 1200", "        cost: 1200", "WP201", "`money`"),
    ("to: [network], because", "of: [network], because", "WP201", "`to`"),
    ("spend: 4000, from: pot", "spend: 4000, to: pot", "WP201", "`from`"),
    ("set: seats, value: 7", "set: seats, by: 7", "WP201", "`value`"),
    (WHEN, "if: turn > 1 or meetings > 0", "WP201", "`when`"),
    ("because: Nine days without", "reason: Nine days without", "WP201", "`because`"),
    ("format: 1", "version: 1", "WP201", "`format`"),
    ("because: Nine days without a road.", "because: Nine days, and no road.", "WP201", "quotation marks"),
    ("      letters:\n", "      letters:\n        real: protocol\n", "WP201", "move it to the left"),
    ("        money: 2000\n        eff", "        money: 2000\n      eff", "WP203", "move it to the right"),
    # ids
    ("  boiler:\n    title", "  Boiler:\n    title", "WP206", "Write `boiler`."),
    ("  church:\n    name", "  Church:\n    name", "WP206", "Write `church`."),
    ("{flag: on_paper}", "{flag: On-Paper}", "WP206", "Write `on_paper`."),
    ("{flag: on_paper}", "{on_paper: true}", "WP209", "Write `{flag: on_paper}`"),
    ("id: oil", "id: Oil", "WP206", "Write `oil`."),
    ("    1: [{token: time", "    0: [{token: time", "WP206", "The first quarter is 1."),
    ("dilemmas:\n  list", "dilemma:\n  list", "WP201", "`dilemmas`"),
    # effects as others call them
    ("{flag: on_paper}", "{set: on_paper, value: 1}", "WP306", "`{flag: on_paper}`"),
    ("{flag: on_paper}", "{flag: on_paper = true}", "WP206", "Write `on_paper`."),
    ("{clear: on_paper}", "{unflag: on_paper}", "WP209", "`clear`"),
    ("{open: boiler}", "{goto: boiler}", "WP209", "`open`"),
    ("{open: boiler}", "{open: storm}", "WP303", "It is an event"),
    ("{end: programme,", "{end: true,", "WP203", "Write programme."),
    ("{change: strain, of: hospital, by: clear", "{change: hospital, by: clear", "WP306", "`of: hospital`"),
    ("{change: strain, of: hospital, by: clear", "{change: strain(hospital), by: clear", "WP306", "Write `strain` alone"),
    ("{change: strain, of: hospital, by: clear", "{change: pot, by: 1000", "WP306", "`grant`"),
    ("{change: strain, of: hospital, by: clear", "{change: backing, of: hospital, by: clear", "WP306", "`cover`"),
    ("{change: strain, of: hospital, by: clear", "{change: running, by: -0.2", "WP306", "an effect of its own, `running`"),
    ("{change: strain, of: hospital, by: clear", "{change: joined, of: hospital, by: clear", "WP323", "Give an agency"),
    (
        "{change: strain, of: hospital, by: clear",
        "{change: joined, of: practices, by: -3",
        "WP204",
        "Write -0.33 for -3",
    ),
    ("{change: strain, of: hospital, by: clear", "{change: members, of: practices, by: 0.1", "WP306", "`joined`"),
    (
        "{change: strain, of: hospital, by: clear",
        "{change: trust, of: hospital, by: clear",
        "WP306",
        "`purpose` and `confidence`",
    ),
    ("dilemmas:\n  list", "  list", "WP203", "Write `dilemmas:` on a line of its own above it."),
    ("traces:\n  post", "  post", "WP203", "Write `traces:` on a line of its own above it."),
    ("outcomes:\n  warm", "  warm", "WP203", "Write `outcomes:` on a line of its own above it."),
    ("grant: 15000", "grant: -15000", "WP204", "goes by `spend`"),
    ("map: [0.5, 0.5]", "map: [0.5, 1.2]", "WP204", "range"),
    ("evidence: [SEA-1]\n  network", "evidence: my notes of May\n  network", "WP203", "Give it an id under `sources`"),
    # said twice, or saying nothing
    ("needs: {church: 1, kitchen: 1, council: 0.5}", "needs: [church, kitchen, council, church]", "WP213", "Take one"),
    ("of: [hospital, council]", "of: [hospital, hospital]", "WP213", "Take one"),
    ("dilemmas: [list, boiler]", "dilemmas: [list, boiler, list]", "WP213", "Take one"),
    ("{from: practices, to: council, conf", "{between: [hospital, council], purpose: 0.9, conf", "WP325", "Take one"),
    ("by: clear, because: Nine", "by: 0, because: Nine", "WP523", "Give it a size"),
    ("grant: 15000", "grant: 0", "WP523", "Give it a size"),
    ("incident: clear", "incident: -clear", "WP208", "Did you mean `clear`?"),
    ("size: slight, because: You named", "size: -0.2, because: You named", "WP204", "range"),
    ("title: The storm takes the sea wall", "title: '   '", "WP203", ""),
    # what YAML lets pass
    ("label: Pay it from the pot", "label: Ask flat #4 to pay it", "WP126", "quotes"),
    ("because: Nine days without a road.", "because: Ward #9 was shut.", "WP106", "quotes"),
    ("text: It saves beds. It is not their library.", "text: >\n          It saves beds.\n          money: 3", "WP127", "left"),
    ("title: The storm takes the", "title: “The storm”: the", "WP104", "straight ones"),
    ("because: Nine days without a road.", "because:", "WP124", "Write something"),
    ("sources:\n  SEA-1: {", "sources:\n  - SEA-1: {", "WP122", "dashes"),
    ("          - {count: meetings, by: 2}", "          {count: meetings, by: 2}", "WP103", "Put a dash"),
    ("          - {count: meetings, by: 2}", "          -{count: meetings, by: 2}", "WP122", "space behind the dash"),
    ("          - {count: meetings, by: 2}", "          - count: meetings, by: 2}", "WP104", "Put `{`"),
    ("    title: The list on the desk", "    title = The list on the desk", "WP103", "Write `title: The list on the desk`"),
    ("    title: The list on the desk", "    title:\u00a0The list on the desk", "WP103", "Write `title: The list on the desk`"),
    ("    title: The list on the desk", "    // first\n    title: The list on the desk", "WP103", "`#`"),
    ("  - See what a written", "  - See this: what a written", "WP203", "quotation marks"),
    ("label: Pay it from the pot", "label: 'Pay it from the council's pot'", "WP108", "twice"),
    ("label: Pay it from the pot", 'label: "Pay it from the "pot""', "WP108", '`\\"`'),
    ("events:\n  storm", "...\nevents:\n  storm", "WP007", "Delete this line"),
    ("because: Nine days without a road.}", 'because: "Nine days without a road.}', "WP105", "at the end of the text"),
    ("because: Nine days without a road.}", "because: 'Nine days without a road.}", "WP105", "at the end of the text"),
    ("          - {count: meetings, by: 2}", "          \u2013 {count: meetings, by: 2}", "WP122", "hyphen"),
    ("          - {contact: [practices,", "          \u2013 {contact: [practices,", "WP122", "hyphen"),
    ("          - {contact: [practices,", "          \u2022 {contact: [practices,", "WP122", "hyphen"),
    ("          - {contact: [practices,", "          * {contact: [practices,", "WP122", "hyphen"),
    ("          - {contact: [practices,", "          -{contact: [practices,", "WP122", "space behind the dash"),
    ("by: -slight, because: It was read", "by: - slight, because: It was read", "WP120", "Write `-slight`, without"),
    ("          - {flag: on_paper}", "        - {flag: on_paper}", "WP102", "2 spaces to the right"),
    ("            then:\n", "          - then:\n", "WP209", "take the dash away"),
    ("  practices:\n    name", "  network:\n    name", "WP111", "a name of its own"),
    # dates and times as people write them
    ("begins: 2019 Q4", "begins: 01/10/2019", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: 31.12.2019", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: autumn 2019", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: 2019/20 Q3", "WP203", "Write 2019 Q4."),
    ("begins: 2019 Q4", "begins: 2018/19 Q4", "WP203", "Write 2019 Q1."),
    ("    at: 3\n", "    at: 01/04/2020\n", "WP203", "first quarter is 1"),
    ("    at: 3\n", "    at: three\n", "WP203", "Write 3."),
    ("    at: 3\n", "    at: Q3\n", "WP203", "Write 3."),
    ("    at: 3\n", "    every: 4\n", "WP201", "`at`"),
    ("turns: 8", "turns: 24 months", "WP203", "Write 8."),
    ("turns: 8", "turns: 2 years", "WP203", "Write 8."),
    ("turns: 8", "turns: eight", "WP203", "Write 8."),
    ("            due: 2\n", "            due: 6 months\n", "WP203", "Write 2."),
    ("            due: 2\n", "            due: 2 quarters\n", "WP203", "Write 2."),
    ("            due: 2\n", "            due: Easter\n", "WP203", "how many quarters later"),
    # parts of a whole, sizes and groups in other words
    ("    joined: 0.2", "    joined: 2 of 9", "WP203", "Write 0.22."),
    ("    joined: 0.2", "    joined: 2", "WP204", "share of its members"),
    ("    chance: 0.2", "    chance: 1 in 5", "WP203", "Write 0.2."),
    ("    members: 9", "    members: 9 practices", "WP203", "Write 9."),
    ("map: [0.5, 0.5]", "map: {x: 0.5, y: 0.5}", "WP203", "Write `[0.5, 0.5]`."),
    ("by: clear, because: Nine", "by: small, because: Nine", "WP208", "`slight`"),
    ("by: clear, because: Nine", "by: a lot, because: Nine", "WP208", "`strong`"),
    ("by: -slight, because: It was read", "by: -small, because: It was read", "WP208", "`-slight`"),
    ("of: [hospital, council], by: -slight", "of: everyone, by: -slight", "WP301", "`all`"),
    ("of: [hospital, council], by: -slight", "of: the others, by: -slight", "WP301", "`outside`"),
    ("{contact: [practices, network], size", "{contact: [practices, network, council], size", "WP203", "Name two"),
    ("dilemmas: [list, boiler]", "dilemmas: all", "WP203", "Name each"),
    ("    discretion: 0.3", "    discretion: a third", "WP203", "Write 0.33."),
    ("          - after: 2\n", "          - after: two quarters\n", "WP203", "Write 2."),
    ("            else:\n", "            otherwise:\n", "WP201", "`else`"),
    ("people: {one: person, many: people}", "people: persons", "WP203", "Write `{one: ..., many: ...}`."),
    ("{flag: on_paper}", "{flag:on_paper}", "WP209", "Write `{flag: on_paper}`, with a colon and a space."),
    ("{flag: on_paper}", "{flag = on_paper}", "WP209", "Write `{flag: on_paper}`, with a colon and a space."),
    ("{name: The pier, at:", "{name: The pier, map:", "WP201", "`at`"),
    (WHEN, "when: average(trust) > 0.3", "WP404", "`mean(variable)`"),
    (WHEN, "when: mean(trust(all council)) > 0.3", "WP401", "`all, council`"),
    (WHEN, "when: trust(council hospital) > 0.3", "WP401", "`council, hospital`"),
    # what stands in another's place
    ("    at: 1\n", "    at: 1\n    effects: [{flag: seen}]\n", "WP201", "a key of an option: move it to the right"),
    ("    at: 1\n", "    at: 1\n    budget: 4000\n", "WP201", "a key of an agency, below `agencies`"),
    ("      letters:\n", "    letters:\n", "WP201", "move it to the right, below `options`"),
    (WHEN, "unless: on_paper", "WP201", "`when:` with `not`"),
    (WHEN, "when: protocol", "WP403", "`chose(list, protocol)`"),
    # conditions as others write them
    (WHEN, "when: commitment(hospital) > 0.5", "WP404", "`buy_in`"),
    (WHEN, "when: standing > 0.5", "WP403", "`credibility`"),
    (WHEN, "when: year > 2019", "WP403", "`turn`"),
    (WHEN, "when: random < 0.3", "WP403", "`chance`"),
    (WHEN, "when: promise(oil)", "WP404", "`kept(promise)`"),
    (WHEN, "when: energy > 30", "WP411", "write 0.3 for 30 of 100"),
    (WHEN, "when: 30 > energy", "WP411", "write 0.3 for 30 of 100"),
    (WHEN, "when: energy > 1.5", "WP411", "change the number"),
    (WHEN, "when: energy > 1.5 - 3", "WP411", "change the number"),
    (WHEN, "when: meetings => 1", "WP402", "Write `>=`."),
    (WHEN, "when: meetings > 1 AND happened(storm)", "WP401", "Write `and` in small letters."),
    (WHEN, "when: hospital.cover > 0.5", "WP402", "Write `cover(hospital)`."),
    (WHEN, "when: list.protocol", "WP402", "`chose(list, protocol)`"),
    (WHEN, "when: energy > 0,5", "WP402", "0.5"),
    (WHEN, "when: energy > 0,5 and happened(storm)", "WP402", "0.5"),
    (WHEN, "when: energy\u00a0> 0.5", "WP402", "Type a space"),
    (WHEN, "when: energy\u200b > 0.5", "WP402", "Delete it."),
    (WHEN, "when: meetings <> 1", "WP401", "Write `!=`."),
    (
        "{text: Come through with more cover than you began with., when: cover(hospital) > 0.4}",
        "{text: Come through it., when: trust(hospital, council) > 0.4}",
        "WP201",
        "put that whole text in quotation marks",
    ),
    (WHEN, "when: happened(storm), on_paper", "WP402", "in place of the comma"),
    (WHEN, "when: happened(storm); on_paper", "WP402", "Write `and` or `or`."),
    (WHEN, "when: energy > \u22120.1", "WP402", "on the keyboard"),
    (WHEN, "when: trust > 0.5", "WP405", "`mean(trust)`"),
    (WHEN, "when: people > 20", "WP403", "`reported(outcome)`"),
    (WHEN, "when: warm > 20", "WP403", "`reported(warm)`"),
    (WHEN, "when: on_paper == true", "WP403", "A flag alone"),
    (WHEN, "when: flag(on_paper)", "WP404", "by its name alone"),
    (WHEN, "when: decided(storm)", "WP406", "`happened(storm)`"),
    (WHEN, "when: happened(list)", "WP406", "`decided(list)`"),
]


def test_the_sound_place_is_sound() -> None:
    """Without a slip nothing is found."""
    assert check_source(SEASIDE.encode(), "seaside.yaml").diagnostics == []


@pytest.mark.parametrize(("written", "slip", "code", "help"), SLIPS, ids=[f"{number}" for number in range(len(SLIPS))])
def test_a_slip_is_told_once_with_what_to_try(written: str, slip: str, code: str, help: str) -> None:
    """One slip, one message, no further than three lines from it, and its last line leads back to what was meant."""
    before, found, after = SEASIDE.partition(written)
    assert found
    told = check_source(f"{before}{slip}{after}".encode(), "seaside.yaml").diagnostics
    assert [one.code for one in told] == [code]
    first = before.count("\n") + 1
    assert first <= told[0].line <= first + 3
    assert help in told[0].help


_INSTEAD = re.compile(
    r"(?:Write|Did you mean) `?([^\s`]+(?: Q[1-4])?|\[[^`]*\])`?(?:[.?]|: it is counted.*| (?:if|for) [-0-9].*)$"
)
_FOUND = re.compile(r'the (?:text|number) "?(.*?)"?$')


@pytest.mark.slow
def test_what_is_to_be_written_instead_mends_it() -> None:
    """Where a message says what to write in the place of a value, the place is sound once that is written there."""
    n_mended = 0
    for written, slip, code, _ in SLIPS:
        text = SEASIDE.replace(written, slip, 1)
        (told,) = check_source(text.encode(), "seaside.yaml").diagnostics
        instead, found = _INSTEAD.match(told.help), _FOUND.match(told.found)
        if instead is None or found is None:
            continue
        lines = text.split("\n")
        before, is_there, after = lines[told.line - 1].partition(found[1])
        assert is_there, (slip, told.found)
        lines[told.line - 1] = f"{before}{instead[1]}{after}"
        assert check_source("\n".join(lines).encode(), "seaside.yaml").diagnostics == [], (code, slip, told.help)
        n_mended += 1
    assert n_mended >= 50


def test_what_is_proposed_for_a_word_is_there() -> None:
    """What a message proposes as an effect, a pictogram or a variable is one; each word of the screens stands on a screen."""
    assert {*_BY_EFFECT, *_MADE_OF} <= {*VARIABLES} - {*AUTHORED}
    assert {*_BY_EFFECT.values()} <= {*EFFECTS}
    assert {*_ICONS} <= {*ICONS}
    assert {part for parts in _MADE_OF.values() for part in parts} <= {*AUTHORED}
    assert {*ON_SCREEN.values()} <= {*AUTHORED}
    assert [word for word, name in ON_SCREEN.items() if word not in noun(name)] == []


@pytest.mark.parametrize(
    ("beginning", "kind"), [(rb"{\rtf1\ansi ", "RTF"), (b"PK\x03\x04\x14\x00", "office"), (b"%PDF-1.7\n", "PDF")]
)
def test_a_document_of_another_kind_is_told_once_by_its_kind(beginning: bytes, kind: str) -> None:
    """A scenario that an office program kept in its own form is told as that, and nothing more is said of it."""
    told = check_source(beginning + SEASIDE.encode() + bytes(range(256)), "seaside.yaml").diagnostics
    assert [one.code for one in told] == ["WP003"]
    assert kind in told[0].found
    assert "plain text" in told[0].help


def test_what_stands_in_the_section_of_others_is_told_of_as_at_home() -> None:
    """A fault within a dilemma that was written among events is told where it stands; one whose name is taken is no dilemma."""
    option = "      a: {label: A}\n      b: {label: B, when: nobody_sets_it}\n"
    dilemma = f"  cold:\n    title: Cold\n    text: It is cold.\n    from: 2\n    options:\n{option}"
    told = check_source(SEASIDE.replace("events:\n", f"events:\n{dilemma}").encode(), "seaside.yaml").diagnostics
    assert [(one.code, one.path) for one in told] == [("WP203", "events.cold"), ("WP403", "events.cold.options.b.when")]
    taken = SEASIDE.replace("events:\n", f"events:\n{dilemma.replace('cold:', 'list:')}")
    assert {one.code for one in check_source(taken.encode(), "seaside.yaml").diagnostics} == {"WP201", "WP311"}

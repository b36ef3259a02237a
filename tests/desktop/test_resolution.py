"""The resolution: beat by beat, skippable, with who moved marked on the map; and looked back at later."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from game.briefing.agency import Contact, partnership
from game.briefing.result import Result, result
from game.briefing.ties import links
from game.desktop.map.chip import Chip
from game.desktop.map.links import DOWN, UP, Lens, numbers
from game.desktop.map.partnership import Map
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.resolution import Resolution
from game.desktop.screens.resolution_beats import BEATS, marks_of
from game.desktop.screens.why import Why
from game.desktop.table import Table
from game.desktop.ui.theme import FontName
from game.desktop.ui.widget import Heading
from game.play.session import Session
from tests.desktop import laws
from tests.desktop.games import a_session, a_table
from tests.desktop.hand import a_window, click, focused, keys, nodes, press, show, texts


def opened(table: Table, turn: int = 3, *, is_past: bool = False) -> Resolution:
    """The resolution of a quarter, on the screen."""
    screen = Resolution(table.window, table, turn, is_past=is_past)
    table.window.push(screen)
    table.window.turn([])
    return screen


def marked(table: Table) -> dict[int, tuple[int, ...]]:
    """The marks on the map as they are drawn."""
    chips = [element for element in table.window.stage.root.walk() if isinstance(element, Chip)]
    return {number: chip.mark for number, chip in enumerate(chips) if chip.mark}


def test_the_quarter_ends_here_and_enter_alone_leads_on() -> None:
    """Ending a quarter shows its resolution; Enter goes beat by beat to the next quarter."""
    table = a_table(turns=3, has_motion=False)
    session = table.session
    for number in session.undecided():
        facts = session.place.dilemmas[number]
        assert session.choose(facts.id, facts.options[0].id) is None
    quarter = QuarterScreen(table.window, table)
    table.window.push(quarter)
    quarter._end()
    table.window.turn([])
    screen = table.window.top
    assert isinstance(screen, Resolution)
    assert screen.turn == 4
    for shown in range(1, len(screen.beats)):
        assert screen.n_shown == shown
        assert focused(table.window).key == "finish"
        press(table.window, "return")
    assert screen.is_whole
    press(table.window, "n")
    assert isinstance(table.window.top, QuarterScreen)
    assert session.turn == 5


def test_every_beat_tells_what_the_briefing_does() -> None:
    """With all shown, every reply, group, partner, event, change and cause of the result is on the screen."""
    table = a_table(turns=3, has_motion=False)
    opened(table)
    click(table.window, "all")
    told, shown = result(table.session, 3), set(texts(table.window))
    assert {one.sentence for one in told.replies} <= shown
    assert {group.words for group in (*told.said.groups, *told.did.groups)} <= shown
    assert {name for group in told.said.groups for name in group.names} <= shown
    assert {event.sentence for event in told.happened} <= shown
    assert {change.sentence for change in told.changes} <= shown
    assert focused(table.window).key == "finish"


def test_the_map_marks_those_who_moved_in_this_beat() -> None:
    """The marks follow the beat: nobody at first, then by what they say, then by what they do."""
    table = a_table(turns=3, has_motion=False)
    screen = opened(table)
    told = result(table.session, 3)
    assert screen.at == "at once"
    assert marked(table) == {}
    press(table.window, "n")
    assert marked(table) == _directions(told, "said")
    press(table.window, "n")
    assert marked(table) == _directions(told, "did")
    press(table.window, "n")
    assert marked(table) == dict(marks_of(told, "changed", table.session.place.lead))
    press(table.window, "[")
    assert marked(table) == _directions(told, "did")


def _drawn(table: Table) -> Map:
    return next(one for one in table.window.stage.root.walk() if isinstance(one, Map))


@pytest.mark.slow
@pytest.mark.parametrize("lens", ["trust", "sharing"])
@pytest.mark.parametrize("chosen", [0, 10])
def test_no_number_on_the_map_moves_whatever_a_quarter_changes(lens: Lens, chosen: int) -> None:
    """From the quarter, through each beat of what came of it, to the next, each keeps its place, and no arrow lies under one."""
    table = a_table(turns=2, has_motion=False)
    table.lens, table.chosen = lens, chosen
    session, window = table.session, table.window
    places: dict[int, set[tuple[int, int]]] = {}

    def look() -> None:
        shown = _drawn(table)
        chips = [one for one in shown.children if isinstance(one, Chip)]
        arrows = [one.mark_ground(window.kit, len(one.mark)) for one in chips if one.mark]
        assert all(number.collidelist(arrows) < 0 for number in shown.numbers.values())
        for other, spot in shown.numbers.items():
            places.setdefault(other, set()).add(spot.topleft)

    for _ in range(3):
        show(QuarterScreen(window, table))
        look()
        session.choose(*next(iter(a_session(session.turn).decided[-1][0].items())))
        assert session.end_turn() is None
        screen = Resolution(window, table, session.last_turn_played)
        screen._look(lens)
        show(screen)
        for _ in screen.beats:
            look()
            press(window, "n")
    assert places
    assert {other: len(found) for other, found in places.items() if len(found) > 1} == {}


def test_each_step_moves_on_the_map_only_what_it_tells() -> None:
    """Words move with the step that tells of them, deeds with theirs, ties with the last: nothing changes without a reason."""
    table = a_table(turns=3, has_motion=False)
    session, screen = table.session, opened(table)
    was, now = ({one.agency: one for one in partners(session, turn)} for turn in (3, 4))
    for said, did, ties in ((was, was, 3), (now, was, 3), (now, now, 3), (now, now, 4)):
        shown = next(one for one in table.window.stage.root.walk() if isinstance(one, Map))
        found = {number: one for number, one in enumerate(shown.children) if isinstance(one, Chip) and number in was}
        assert {number: one.said for number, one in found.items()} == {number: said[number].said.value for number in was}
        assert {number: one.did for number, one in found.items()} == {
            number: one.did.value if one.did is not None else None for number, one in did.items()
        }
        assert shown.ties == links(session, table.chosen, ties)
        trust = {number: (was if ties == 3 else now)[number].trust_in_you.words for number in was}
        assert all(trust[number] in one.description for number, one in found.items())
        press(table.window, "n")
    assert screen.is_whole


@pytest.mark.parametrize("lens", ["trust", "sharing"])
def test_an_arrow_in_a_number_says_which_way_it_went(lens: Lens) -> None:
    """Each number that is another than a quarter before has an arrow, the way it went; one that is the same has none."""
    session = a_session(4)
    before, after = links(session, session.place.lead, 4), links(session, session.place.lead, 5)
    was, now = (numbers(one, lens, is_two_way=False) for one in (before, after))
    arrows = set()
    for other, (text, _) in numbers(after, lens, is_two_way=False, before=before).items():
        arrow = text.removeprefix(now[other][0])
        earlier, later = (int(one.get(other, ("", ""))[0] or now[other][0]) for one in (was, now))
        assert arrow == ("" if earlier == later else UP if later > earlier else DOWN)
        arrows.add(arrow)
    assert arrows - {""}


def partners(session: Session, turn: int) -> tuple[Contact, ...]:
    """Every partner in short at the start of a turn."""
    found = partnership(session, turn)
    return *found.inside, *found.outside


def _directions(told: Result, beat: str) -> dict[int, tuple[int, ...]]:
    moves = told.said if beat == "said" else told.did
    return {agency: (group.direction,) for group in moves.groups for agency in group.agencies}


def test_whoever_rose_in_one_thing_and_fell_in_another_has_both_arrows() -> None:
    """No arrow says up of an agency of which a change that is told went down: it has one each way, and says so aloud."""
    told = result(a_table(turns=3).session, 3)
    one = told.changes[0]
    down = replace(one, asked=("stated", (3,)), before=0.6, after=0.4)
    up = replace(one, asked=("trust", (3, 0)), before=0.4, after=0.6)
    for changes in ((down, up, down), (up, down)):
        marks = marks_of(replace(told, changes=changes), "changed", 0)
        assert marks == {3: (1, -1)}
    chosen = Map(a_session(3), chosen=0, choose=None, marks=marks).children[3]
    assert chosen.description.endswith("has just moved up in one thing and down in another")


def test_a_change_and_a_partner_can_be_asked_why() -> None:
    """Enter on a change opens its causes in that turn; so does W on a partner's name, which Enter shows on the map."""
    table = a_table(turns=3, has_motion=False)
    opened(table)
    click(table.window, "all")
    table.window.stage.focus("change:0")
    press(table.window, "return")
    screen = table.window.top
    assert isinstance(screen, Why)
    assert (screen.now.asked, screen.now.turn) == (result(table.session, 3).changes[0].asked, 3)
    press(table.window, "escape")
    partner = next(one for one in keys(table.window) if one.startswith("delivered:"))
    number = int(partner.partition(":")[2])
    table.window.stage.focus(partner)
    press(table.window, "return")
    assert table.chosen == number
    press(table.window, "w")
    screen = table.window.top
    assert isinstance(screen, Why)
    assert screen.now.asked == ("delivered", (number,))


def test_a_new_beat_fades_in_and_then_all_is_still() -> None:
    """With motion a beat takes a quarter of a second, has its place from the beginning, and needs no frame afterwards."""
    now = [100.0]
    table = a_table(a_window(), turns=3)
    table.window.clock = lambda: now[0]
    screen = opened(table)
    now[0] += 1.0
    table.window.turn([])
    press(table.window, "n")
    assert screen.is_moving(now[0])
    now[0] += 0.1
    assert table.window.turn([])
    place = _rect(table, "beat:said")
    now[0] += 0.2
    assert table.window.turn([])
    assert not screen.is_moving(now[0])
    assert not table.window.turn([])
    assert _rect(table, "beat:said") == place


def _rect(table: Table, what: str) -> tuple[int, int, int, int]:
    return next(node.rect for node in nodes(table.window) if node.key == what)


@pytest.mark.parametrize("font", get_args(FontName))
def test_headings_under_one_another_begin_alike(font: FontName) -> None:
    """However wide their numbers are, the names of the beats stand on one line down the page, and no number is cut off."""
    table = a_table(turns=3, has_motion=False, font=font)
    screen = opened(table)
    while not screen.is_whole:
        press(table.window, "n")
    named = {BEATS[beat] for beat in screen.beats}
    headings = [one for one in table.window.stage.root.walk() if isinstance(one, Heading) and one.name in named]
    assert len(headings) == 4
    assert len({heading.rect.left for heading in headings}) == 1
    assert not laws.broken(table.window.stage)


def test_a_new_beat_comes_into_view() -> None:
    """In a low window each new beat is scrolled to, so that its heading can be seen."""
    table = a_table(a_window((960, 600), text=200), turns=3, has_motion=False)
    screen = opened(table)
    while not screen.is_whole:
        press(table.window, "return")
        table.window.turn([])
        node = next(node for node in nodes(table.window) if node.key == f"beat:{screen.at}")
        assert 0 < node.seen[1] <= table.window.size[1] // 2
        assert node.seen[3] > 0


def test_an_earlier_quarter_is_looked_back_at() -> None:
    """All of it is there, the map is that turn's, before it where the decisions were heard; Back and the way on lead back."""
    table = a_table(turns=4)
    quarter = QuarterScreen(table.window, table)
    table.window.push(quarter)
    screen = opened(table, 2, is_past=True)
    assert screen.is_whole
    assert not screen.is_moving(0.0)
    for at, turn in ((0, 2), (1, 3)):
        screen.go(at)
        table.window.turn([])
        chips = [element for element in table.window.stage.root.walk() if isinstance(element, Chip)]
        view = table.session.view(turn)
        assert [chip.said for chip in chips[1:]] == [float(view["stated"][number, 0]) for number in range(1, len(chips))]
    press(table.window, "escape")
    assert table.window.top is quarter
    opened(table, 2, is_past=True)
    press(table.window, "return")
    assert table.window.top is quarter


def test_the_first_quarter_has_nothing_to_compare_with() -> None:
    """What partners do is told in levels there, and marks nobody; the foot of the map tells what the map shows, and no more."""
    told = result(a_session(1), 1)
    assert marks_of(told, "did", 0) == {}
    table = a_table(turns=1, has_motion=False)
    screen = opened(table, 1)
    screen.go(screen.beats.index("did"))
    table.chosen = 2
    for one in (screen, opened(a_table(turns=3), 1, is_past=True)):
        one.go(one.beats.index("did"))
        one.table.chosen = 2
        one.window.change()
        one.window.turn([])
        trust = partnership(one.table.session, 1).inside + partnership(one.table.session, 1).outside
        said = next(contact.trust_in_you.words for contact in trust if contact.agency == 2)
        assert any(f"trust in you {said}, as you see it" in text for text in texts(one.window))
    screen._show_all()
    table.window.turn([])
    assert {group.words for group in told.did.groups} <= set(texts(table.window))


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((3840, 2160), marks=pytest.mark.slow)], ids=str)
def test_it_fits_every_window(size: tuple[int, int], text: int) -> None:
    """Nothing is clipped or overlapping, and all can be reached, named and hit: at the first beat, the last, and on the map."""
    table = a_table(a_window(size, text=text, has_motion=False), turns=3)
    screen = opened(table)
    for page in ("beats", "all", "map"):
        if page == "all":
            screen._show_all()
        screen.page = "map" if page == "map" else "beats"
        table.window.change()
        table.window.turn([])
        assert laws.broken(table.window.stage) == []

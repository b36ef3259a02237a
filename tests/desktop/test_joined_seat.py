"""A seat of a round table at a window: its screens keep the laws of layout, and a quarter is decided and revealed by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.core.observe import PUBLIC
from game.debrief.analysis import analyse
from game.desktop.guest import Guest
from game.desktop.screen import Screen
from game.desktop.screens import opening
from game.desktop.screens.debrief_what_if import OtherWay
from game.desktop.screens.question import Question
from game.desktop.screens.reflection import Reflection
from game.desktop.screens.resolution import Resolution
from game.desktop.screens.round_brief import RoundBrief
from game.desktop.screens.round_promises import PromiseScreen
from game.desktop.screens.round_quarter import RoundScreen
from game.desktop.screens.round_revealed import Revealed
from game.desktop.screens.round_watch import WatchScreen
from game.desktop.screens.title import TitleScreen
from game.desktop.screens.waiting import Waiting
from game.desktop.screens.ways import Ways
from game.desktop.table import Table
from game.desktop.window import Window
from game.play.joined import Joined
from game.play.shelf import Opened, SavedShelf
from game.words.grammar import called
from tests.desktop import laws
from tests.desktop.hand import Person, a_window
from tests.places.shipped import shipped
from tests.places.tiny import tiny
from tests.workshop.devices import Device, Workshop, running, url_of
from tests.workshop.joined import joined, look
from tests.workshop.table import open_round


def at_window(window: Window, session: Joined) -> Table:
    """A seat's game at a window, from its first screen."""
    table = opening.show(window, SavedShelf(1), Opened(session, is_new=session.is_untouched))
    Guest(window, table)
    return table


def settled(person: Person) -> None:
    """Lets what was fetched be taken in."""
    for _ in range(5):
        person.give(*pygame.event.get())


def test_a_seat_decides_a_quarter_by_keys(tmp_path: Path) -> None:
    """Brief, vote, pledge, sharing, a promise, and that it has decided; when the last has, all is revealed, with its result."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        lead, police = tiny().agency_ids[:2]
        session, other = joined(workshop, police), joined(workshop, lead)
        look(session)
        person = Person()
        at_window(person.window, session)
        person.rest()
        assert isinstance(person.top, RoundBrief)
        assert "no other seat sees this" in person.words
        person.key("n")
        assert isinstance(person.top, RoundScreen)
        person.key("n", "1", "n")
        person.click("pledge:0.5")
        person.click(f"share:{lead}:opens")
        person.key("n")
        person.click("give")
        assert isinstance(person.top, PromiseScreen)
        for _ in range(3):
            person.key("return")
        settled(person)
        found = workshop.table().session.round_table
        assert found is not None
        plan = found.plan(police)
        assert (len(plan.votes), plan.pledge, plan.sharing) == (1, 0.5, {lead: "opens"})
        assert [(promise.giver, promise.receiver, promise.kind) for promise in found.promises] == [(police, lead, "pledge")]
        assert isinstance(person.top, RoundScreen)
        person.key("n")
        settled(person)
        assert found.plan(police).is_ready
        assert "Take it back" in person.words
        assert "still decide" in person.words
        look(other)
        assert other.end_turn() is None
        session._fetch("changed")
        settled(person)
        assert isinstance(person.top, Revealed)
        assert "50% of what it could move" in person.words
        person.key("n")
        assert isinstance(person.top, Resolution)
        for _ in range(8):
            person.key("n")
            if isinstance(person.top, RoundScreen):
                break
        assert isinstance(person.top, RoundScreen)


@pytest.mark.slow
def test_a_table_left_by_mistake_is_one_press_away(tmp_path: Path) -> None:
    """The window names its table; at the title the way back stands first, and leads to where the table is by then."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        for name in ("Willow", "Oak"):
            facilitator.act("add", name=name)
        facilitator.act("open", all="yes")
        lead, partner = tiny().agency_ids[:2]
        code = workshop.table().code
        session, other = joined(workshop, partner, code=code), joined(workshop, lead, code=code)
        look(session)
        person = Person()
        at_window(person.window, session)
        person.key("n")
        assert isinstance(person.top, RoundScreen)
        assert f"{called(tiny(), 1, PUBLIC)}, Willow" in person.words
        person.key("escape")
        person.click("answer:0")
        assert isinstance(person.top, TitleScreen)
        person.rest()
        assert person.window.kit.focus == "workshop"
        for one in (session, other):
            assert one.end_turn() is None
        session._fetch("changed")
        settled(person)
        assert isinstance(person.top, TitleScreen)
        person.key("return")
        settled(person)
        assert isinstance(person.top, Revealed)
        # Who has no seat there any more is offered no way back to it.
        session.lost = "Somebody else has this seat."
        person.window.reset(TitleScreen(person.window, SavedShelf(1)))
        person.rest()
        assert "Back to your table" not in person.words


@pytest.mark.slow
def test_a_seat_that_abstains_is_asked_before_it_has_decided(tmp_path: Path) -> None:
    """Keys pressed through the pages end no quarter unseen: what would lapse is named, and “Not yet” goes back to it."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        open_round(workshop).act("open", all="yes")
        lead, police = tiny().agency_ids[:2]
        session, _ = joined(workshop, police), joined(workshop, lead)
        look(session)
        person = Person()
        at_window(person.window, session)
        person.key("n", "n", "n", "n", "n")
        settled(person)
        found = workshop.table().session.round_table
        assert found is not None
        assert isinstance(person.top, Question)
        assert f"You abstain on “{tiny().dilemmas[0].title}”." in person.words
        person.key("escape")
        assert isinstance(person.top, RoundScreen)
        assert not found.plan(police).is_ready
        person.key("n")
        person.key("return")  # the safer answer has the focus
        assert isinstance(person.top, RoundScreen)
        person.key("n")
        person.click("answer:0")
        settled(person)
        assert found.plan(police).is_ready


def played_out(workshop: Workshop) -> tuple[Device, Joined]:
    """The facilitator of a round table whose programme is over, and a seat of it that has not looked since."""
    facilitator = open_round(workshop)
    session = joined(workshop, tiny().agency_ids[1])
    facilitator.act("open", all="yes")
    while workshop.table().session.is_running:
        facilitator.act("close")
    return facilitator, session


@pytest.mark.slow
def test_the_debrief_opens_step_by_step_at_a_window(tmp_path: Path) -> None:
    """Nothing before the facilitator opens it, then each step as it is opened; what is written there is kept by the workshop."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator, session = played_out(workshop)
        look(session)
        person = Person()
        table = at_window(person.window, session)
        titles = list(workshop.room.steps.values())
        assert isinstance(person.top, Waiting)
        assert titles[0] not in person.words
        facilitator.act("reveal", step="1")
        session._fetch("changed")
        settled(person)
        assert titles[0] in person.words
        assert titles[1] not in person.words
        for step in range(2, len(titles) + 1):
            facilitator.act("reveal", step=str(step))
        look(session)
        assert [one.title for one in session.steps] == titles
        assert [one.title for one in session.steps if one.is_ready] == [*titles[:2], titles[-2]]  # all tables side by side
        workshop.table().found = analyse(workshop.table().session, n_futures=2)
        look(session)
        question = next(piece.text for part in session.steps for piece in part.pieces if piece.kind == "question")
        person.open(Reflection(table, question))
        person.type("Ring first")
        person.click("show")
        look(session)
        assert session.reflections == {question: "Ring first"}


@pytest.mark.slow
def test_another_way_is_tried_at_a_window_before_the_books_open(tmp_path: Path) -> None:
    """From the step that opens it, by a press each: the decisions with what else there was, then both lines."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator, session = played_out(workshop)
        workshop.table().found = analyse(workshop.table().session, n_futures=2)
        facilitator.act("reveal", step=str(list(workshop.room.steps).index("moments") + 1))
        look(session)
        person = Person()
        at_window(person.window, session)
        person.rest()
        person.click("ways")
        assert isinstance(person.top, Ways)
        person.top._task.join()
        person.rest()
        assert laws.broken(person.window.stage) == []
        person.click(f"way:1:{tiny().dilemmas[0].id}:other")
        assert isinstance(person.top, OtherWay)
        person.top._task.join()
        person.rest()
        assert "the other line" in person.words
        assert "Play on from here" not in person.words
        assert laws.broken(person.window.stage) == []


@pytest.mark.slow
def test_a_round_table_is_watched_at_a_window(tmp_path: Path) -> None:
    """The news and the seats; each quarter as it closes, and again; then what is open of the debrief, with no field in it."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        session, lead = joined(workshop, watches=True), joined(workshop, tiny().agency_ids[0])
        person = Person()
        table = at_window(person.window, session)
        person.rest()
        assert isinstance(person.top, WatchScreen)
        assert "The seats decide" in person.words
        assert table.chosen == tiny().lead
        look(lead)
        assert lead.end_turn() is None
        session._fetch("changed")
        settled(person)
        assert isinstance(person.top, Revealed)
        for _ in range(8):
            person.key("n")
            if isinstance(person.top, WatchScreen):
                break
        assert isinstance(person.top, WatchScreen)
        assert laws.broken(person.window.stage) == []
        person.click("revealed:1")
        person.key("n")
        assert isinstance(person.top, Resolution)
        person.key("escape")
        assert isinstance(person.top, WatchScreen)
        person.key("a")
        assert isinstance(person.top, WatchScreen)
        while workshop.table().session.is_running:
            facilitator.act("close")
        workshop.table().found = analyse(workshop.table().session, n_futures=2)
        for step in range(1, len(workshop.room.steps) - 1):
            facilitator.act("reveal", step=str(step))
        look(session)
        person.window.reset(Waiting(person.window, table))
        person.rest()
        assert "Take another way" in person.words
        assert "Write something down" not in person.words


def screens(window: Window, table: Table) -> Iterator[tuple[str, Screen]]:
    """Every screen of a seat."""
    for page in ("map", "news", "decide", "attention", "promises"):
        screen = RoundScreen(window, table)
        screen.page = page
        yield page, screen
    yield "brief", RoundBrief(window, table)
    yield "brief first", RoundBrief(window, table, is_first=True)
    yield "revealed", Revealed(window, table, 1)
    giving = PromiseScreen(table)
    yield "to whom", giving
    for what in (None, ("words", ""), ("sharing", None)):
        giving = PromiseScreen(table)
        giving._to, giving._what = "schools", what
        yield f"promise {what}", giving


def played(workshop: Workshop, seat: str) -> Joined:
    """A seat that has played a quarter and decided in the next."""
    facilitator = open_round(workshop)
    facilitator.act("open", all="yes")
    session, other = joined(workshop, seat), joined(workshop, "schools")
    look(session)
    table = session.round_table
    assert table is not None
    assert table.give_word(seat, "schools", "words", "We ring before we call, whatever the hour, and say who asked.", 2) is None
    assert session.end_turn() is None
    look(other)
    assert other.end_turn() is None
    look(other)
    assert other.round_table is not None
    assert other.round_table.give_word("schools", seat, "words", "A desk in the staff room on Thursdays.", 2) is None
    look(session)
    return session


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seat", "text", "size"),
    [("core", 100, (960, 600)), ("met", 200, (1280, 720)), ("core", 200, (960, 600)), ("met", 125, (1920, 1080))],
    ids=str,
)
def test_every_screen_of_a_seat_fits(tmp_path: Path, seat: str, text: int, size: tuple[int, int]) -> None:
    """Nothing is clipped, nothing overlaps, all can be reached, seen, named and hit."""
    with running(shipped("barnet"), url_of(tmp_path)) as workshop:
        session = played(workshop, seat)
        window = a_window(size, text=text, has_motion=False)
        table = Table(window, SavedShelf(1), Opened(session))
        window.push(RoundScreen(window, table))
        watching = Table(window, SavedShelf(1), Opened(joined(workshop, watches=True)))
        watched = [(page, WatchScreen(window, watching)) for page in ("table", "map")]
        watched[1][1].page = "map"
        for name, screen in (*screens(window, table), *watched):
            window.push(screen)
            window.turn([])
            assert laws.broken(window.stage) == [], (name, text, size)

"""Round one screen: each is alone with their own view, the lead sees what others recommend, and nothing lies open between."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pygame
import pytest

from game.core.observe import PUBLIC
from game.core.state import State
from game.debrief.counsel import counsel
from game.desktop.map import thumbnail
from game.desktop.map.thumbnail import PLACES
from game.desktop.screens import opening
from game.desktop.screens.debrief import Debrief
from game.desktop.screens.hotseat import STILL, Cover
from game.desktop.screens.hotseat_seat import SeatScreen
from game.desktop.screens.hotseat_setup import SetUp
from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.resolution import Resolution
from game.desktop.screens.title import TitleScreen
from game.desktop.screens.why import Why
from game.desktop.start import _transcript
from game.desktop.table import Table
from game.play.keeping import beside
from game.play.log import read_log
from game.play.policy import policy_named
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from tests.briefing.test_leak import otherwise
from tests.desktop import laws
from tests.desktop.games import a_session, over
from tests.desktop.hand import Person
from tests.picture import painted
from tests.places.hidden import HIDDEN, OWN, moved

SEATS = {"core": "Ruth", "met": "Asha", "schools": ""}
SCHOOLS, POLICE = 7, 10


@cache
def two_quarters_in() -> Session:
    """A game that three play, two quarters in, at the beginning of the third."""
    session = a_session(2)
    assert session.sit(SEATS) is None
    return session


def at_cover(driver: Person, session: Session | None = None) -> Table:
    """A window that shows the covering screen of a game's next quarter."""
    table = Table(driver.window, SavedShelf(3), Opened(session or two_quarters_in()))
    driver.open(opening.quarter(driver.window, table))
    return table


def alone(driver: Person) -> None:
    """Waits as long as one does when a screen is passed on, and says that one is alone."""
    driver.now += STILL
    driver.key("n")


def with_others(session: Session) -> Session:
    """The same game with everything hidden, and everything that is any agency's own, as something else."""

    def change(state: State) -> State:
        for name in (*HIDDEN, *OWN):
            state = moved(state, name)
        return state

    return otherwise(session, change)


def pixels(driver: Person) -> str:
    """What is painted."""
    return painted(driver.window.surface)


class Voice:
    """A voice that keeps what it was asked to say, and when it was told to stop."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def say(self, text: str, *, interrupt: bool = True) -> None:  # noqa: ARG002 - as voices are asked
        """Keeps a text."""
        self.heard.append(text)

    def stop(self) -> None:
        """Keeps that it fell silent."""
        self.heard.append("(silence)")

    def look(self) -> None:
        """Does nothing."""


@pytest.mark.slow
def test_a_quarter_round_one_screen_by_keyboard_alone() -> None:
    """From the title through set-up, every person's page, the lead's decision and the result to the next quarter's cover."""
    driver, shelf = Person(has_motion=False), SavedShelf(3)
    driver.open(TitleScreen(driver.window, shelf))
    PLACES.load(shelf.places())
    PLACES.wait()
    driver.do("together")
    assert isinstance(driver.top, SetUp)
    driver.do("begin")
    assert isinstance(driver.top, SetUp)
    assert driver.node("seat:0").is_checked
    driver.do("seat:0")
    assert driver.node("seat:0").is_checked
    for number in (SCHOOLS, POLICE):
        driver.do(f"seat:{number}")
    driver.click(f"name:{POLICE}")
    driver.type("Asha ")
    pygame.scrap.put_text("w\n\x1b")
    driver.key("ctrl+v")
    driver.do("cut:hour")
    assert driver.node("cut:hour").is_checked
    driver.do("begin")
    assert isinstance(driver.top, IntroductionScreen)
    driver.key("n", "n")
    assert isinstance(driver.top, Cover)
    table = driver.top.table
    assert table.session.seats == {"core": "", "schools": "", "met": "Asha w"}
    assert table.session.place.cut == "hour"
    dilemma = table.session.place.dilemmas[table.session.open_dilemmas()[0]]
    option = dilemma.options[0].id
    for seat in (SCHOOLS, POLICE):
        assert isinstance(driver.top, Cover)
        alone(driver)
        assert isinstance(driver.top, SeatScreen)
        assert table.seat == seat
        driver.key("n")
        driver.do(f"option:{dilemma.id}:{option}")
        assert driver.node(f"option:{dilemma.id}:{option}").is_checked
        driver.key("n")
        driver.do("kind:time")
        driver.do("target:8:")
        assert "Time with health commissioners" in driver.words
        driver.key("n")
    assert isinstance(driver.top, Cover)
    assert driver.top.person.is_lead
    alone(driver)
    assert type(driver.top) is QuarterScreen
    driver.key("n")
    assert "Recommended by Schools and Asha w (Police)." in driver.node(f"option:{dilemma.id}:{option}").description
    for number in table.session.undecided():
        one = table.session.place.dilemmas[number]
        driver.do(f"option:{one.id}:{one.options[0].id}")
    driver.key("n")
    assert "Asha w (Police): time with health commissioners" in driver.words
    driver.key("n")
    driver.do("answer:0")
    assert isinstance(driver.top, Resolution)
    assert table.seat == PUBLIC
    assert "for all of you to see" in driver.words
    while isinstance(driver.top, Resolution):
        driver.key("n")
    assert isinstance(driver.top, Cover)
    assert driver.top.at == 0
    assert [one.options.keys() for one in table.session.counsels] == [{"schools", "met"}]
    assert table.session.path is not None
    done = [record["do"] for record in read_log(table.session.path).records]
    assert done[:5] == ["sit", "recommend", "wish", "recommend", "wish"]
    shelf.close()


@pytest.mark.slow
class TestNothingLiesOpen:
    """The covering screen, what is behind it, the picture, the transcript and the voice."""

    @pytest.mark.parametrize("leaves_by", ["n", "escape"])
    def test_pixels_and_nodes_are_nobodys(self, leaves_by: str) -> None:
        """Whatever the last person saw, with a message and a why still open, the cover is the same to the byte."""
        shown: list[tuple[str, str]] = []
        private: list[str] = []
        for change in (lambda session: session, with_others):
            driver = Person(has_motion=False)
            self._be_schools(driver, change)
            private.append(pixels(driver))
            if leaves_by == "escape":
                driver.key("escape", "escape")
                assert "Leave this game?" in driver.words
                driver.do("leave")
            if isinstance(driver.top, Why):
                driver.key("escape")
            assert isinstance(driver.top, SeatScreen)
            driver.top.open("attention")
            driver.window.say("You have £60,000, which nobody else should read.")
            driver.rest()
            driver.key("n")
            driver.rest(2)
            assert [type(screen) for screen in driver.window.screens] == [Cover]
            shown.append((pixels(driver), repr(driver.root)))
        assert private[0] != private[1]
        assert shown[0] == shown[1]
        assert "£" not in shown[0][1]
        assert "Schools" not in shown[0][1]

    @staticmethod
    def _be_schools(driver: Person, change: Callable[[Session], Session]) -> None:
        table = at_cover(driver, change(two_quarters_in()))
        alone(driver)
        assert isinstance(driver.top, SeatScreen)
        table.why(("budget", (SCHOOLS,)))
        driver.rest()
        assert isinstance(driver.top, Why)

    def test_what_all_look_at_is_nobodys(self) -> None:
        """The first cover, the result that all see, and the picture of the save do not hang on anything private."""
        shown: list[tuple[str, ...]] = []
        for change in (lambda session: session, with_others):
            driver = Person(has_motion=False)
            session = change(two_quarters_in())
            table = at_cover(driver, session)
            cover = pixels(driver)
            driver.window.reset(Resolution(driver.window, table, 2))
            driver.rest()
            driver.do("all")
            driver.rest(2)
            picture = painted(thumbnail.of_game(session, driver.window.kit))
            shown.append((cover, pixels(driver), repr(driver.root), picture))
        assert shown[0] == shown[1]

    def test_no_page_of_anybodys_opens_from_there(self) -> None:
        """On the cover and on the result that all see, the keys of the pages say why they do nothing."""
        driver = Person(has_motion=False)
        table = at_cover(driver)
        for screen in (driver.top, Resolution(driver.window, table, 2)):
            driver.window.reset(screen)
            driver.rest()
            for key in ("a", "m", "p", "t", "b"):
                driver.key(key)
                assert driver.top is screen
                assert "Everybody is looking" in driver.words
        driver.do("all")
        driver.key("escape")
        assert "Leave this game?" in driver.words

    def test_a_key_meant_for_the_page_before_opens_nothing(self) -> None:
        """Pressed twice in a hurry, the way on passes the screen and no more."""
        driver = Person(has_motion=False)
        at_cover(driver)
        driver.key("return", "n", "return")
        assert isinstance(driver.top, Cover)
        alone(driver)
        assert isinstance(driver.top, SeatScreen)

    def test_the_voice_falls_silent_and_says_the_cover_alone(self) -> None:
        """When the screen is passed on nothing more of the last page is read out, also when it is asked to read the page."""
        driver = Person(has_motion=False, has_speech=True)
        voice = driver.window.voice = Voice()
        at_cover(driver)
        alone(driver)
        driver.key("tab", "tab")
        assert isinstance(driver.top, SeatScreen)
        driver.top.open("attention")
        driver.rest()
        before = len(voice.heard)
        driver.key("n")
        driver.key("r", "r")
        heard = voice.heard[before:]
        assert heard[0] == "(silence)"
        assert heard[1].startswith("Pass to Asha, who plays the police. I am alone with it.")
        cover = " ".join(f"{node.name} {node.description}" for node in driver.root.walk())
        told = [line for one in heard if one != "(silence)" for line in one.splitlines()]
        assert [line for line in told if line.split(". ")[0].rstrip(".") not in cover] == []

    def test_the_transcript_leaves_private_pages_out(self, home: Path) -> None:
        """What is written beside the save is what all may read: covers and results, no page, no message, no why."""
        driver = Person(has_motion=False, has_transcript=True)
        shelf = SavedShelf(3)
        opened = shelf.begin("barnet")
        assert opened.session.sit(SEATS) is None
        driver.window.ears.append(_transcript(driver.window))
        table = Table(driver.window, shelf, Opened(opened.session))
        driver.open(opening.quarter(driver.window, table))
        alone(driver)
        driver.window.say("This is for Schools alone.")
        driver.rest()
        table.why(("budget", (SCHOOLS,)))
        driver.rest()
        driver.key("escape")
        driver.key("n", "n", "n")
        assert isinstance(driver.top, Cover)
        assert opened.session.path is not None
        text = beside(opened.session.path, ".txt").read_text("utf-8")
        assert "Pass to schools" in text
        assert "Pass to Asha, who plays the police" in text
        for private in ("Own money", "£", "alone.", "Backing", "Recommend"):
            assert private not in text, private
        assert home in opened.session.path.parents
        shelf.close()


def test_the_private_page_is_the_seats_own() -> None:
    """Own books, promises, ties and timeline tell it from the seat; nothing is decided or played on from there."""
    driver = Person(has_motion=False)
    table = at_cover(driver)
    alone(driver)
    own = table.session.state["budget"][SCHOOLS, 0]
    assert driver.node("gauge:Own money").value == f"£{own:,.0f}"
    assert driver.node("gauge:Lead's energy").name == "The lead's energy"
    assert table.chosen == SCHOOLS
    driver.key("a")
    assert driver.top.title == "Schools"
    driver.key("t")
    assert not driver.has("rewind")
    driver.key("escape")
    driver.key("p")
    driver.key("escape")
    assert isinstance(driver.top, SeatScreen)
    assert table.session.pending.choices == {}
    assert table.session.undecided()


def test_the_leads_tokens_and_choices_do_not_show_to_others() -> None:
    """Gone on with in the middle of a quarter, what the lead has noted so far is on the lead's page alone."""
    driver = Person(has_motion=False)
    session = a_session(2)
    assert session.sit(SEATS) is None
    dilemma = session.place.dilemmas[session.open_dilemmas()[0]]
    at_cover(driver, session)
    alone(driver)
    assert isinstance(driver.top, SeatScreen)
    found: list[str] = []
    for is_noted in (False, True):
        if is_noted:
            assert session.choose(dilemma.id, dilemma.options[1].id) is None
            assert session.attend({"token": "time", "with": "schools"}) is None
        for page in ("news", "decide", "attention"):
            driver.top.open(page)
            driver.rest()
            found.append(repr(driver.root))
    assert found[:3] == found[3:]


def test_a_saved_game_of_several_is_taken_up_at_the_cover() -> None:
    """Resumed from its file, nobody's page is open; the picture beside it was kept."""
    shelf = SavedShelf(3)
    session = shelf.begin("barnet").session
    assert session.sit(SEATS) is None
    assert session.path is not None
    driver = Person(has_motion=False)
    assert opening.resume(driver.window, shelf, session.path)
    driver.rest()
    assert isinstance(driver.top, Cover)
    assert driver.top.table.seat == PUBLIC
    assert driver.top.table.session.seats == SEATS
    assert thumbnail.picture_path(session.path).exists()
    shelf.close()


def test_going_back_ends_at_the_cover() -> None:
    """The lead plays on from an earlier quarter: nobody's page opens before it has been passed to them."""
    driver = Person(has_motion=False)
    session = a_session(2)
    assert session.sit(SEATS) is None
    table = at_cover(driver, session)
    table.hand_over(session.place.lead)
    driver.window.reset(QuarterScreen(driver.window, table))
    driver.rest()
    driver.key("t")
    driver.do("rewind")
    driver.do("answer:0")
    assert isinstance(driver.top, Cover)
    assert (session.turn, table.seat) == (2, PUBLIC)


@pytest.mark.slow
def test_the_debrief_tells_what_was_recommended_and_done() -> None:
    """After the end a chapter sets beside each decision who had recommended what, and what became of wishes."""
    session = a_session(0)
    assert session.sit(SEATS) is None
    dilemma = session.place.dilemmas[session.open_dilemmas()[0]]
    first, second = dilemma.options[0].id, dilemma.options[1].id
    assert session.recommend("met", dilemma.id, first) is None
    assert session.recommend("schools", dilemma.id, second) is None
    assert session.wish("met", {"token": "broker", "with": "jcp", "and": "schools"}) is None
    assert session.wish("schools", {"token": "rest"}) is None
    for number in session.undecided():
        one = session.place.dilemmas[number]
        assert session.choose(one.id, first if one.id == dilemma.id else one.options[0].id) is None
    assert session.attend({"token": "broker", "with": "schools", "and": "jcp"}) is None
    assert session.end_turn() is None
    session.go_on(policy_named("history", session.place))
    told = counsel(session)
    assert [(said.person.words, said.is_done) for said in told.dilemmas[0].said] == [("Schools", False), ("Asha (Police)", True)]
    assert [(one.person.words, one.is_done) for one in told.wishes] == [("Schools", False), ("Asha (Police)", True)]
    assert told.text == "Of two recommendations one was what was done. Of two wishes one was granted."
    driver = Person(has_motion=False)
    table = Table(driver.window, SavedShelf(3), Opened(session))
    assert not table.is_private
    screen = Debrief(driver.window, table)
    assert [one[0] for one in screen.chapters][-2:] == ["counsel", "questions"]
    assert "counsel" not in [
        one[0] for one in Debrief(driver.window, Table(driver.window, SavedShelf(3), Opened(over()))).chapters
    ]


SIZES: list[tuple[tuple[int, int], dict[str, Any]]] = [
    ((1280, 720), {}),
    ((960, 600), {"text": 200, "theme": "contrast"}),
]


@pytest.mark.parametrize(("size", "settings"), SIZES)
def test_the_laws_of_layout(size: tuple[int, int], settings: dict[str, Any]) -> None:
    """Nothing is clipped, overlaps or stays out of sight: set-up, cover, and each page of a seat."""
    driver, shelf = Person(size=size, has_motion=False, **settings), SavedShelf(3)
    PLACES.load(shelf.places())
    PLACES.wait()
    setup = driver.open(SetUp(driver.window, shelf))
    assert isinstance(setup, SetUp)
    setup._turn(SCHOOLS)
    driver.rest()
    assert laws.broken(driver.window.stage) == []
    at_cover(driver)
    assert laws.broken(driver.window.stage) == []
    alone(driver)
    assert isinstance(driver.top, SeatScreen)
    for page in ("news", "decide", "attention"):
        driver.top.open(page)
        driver.rest()
        assert laws.broken(driver.window.stage) == []

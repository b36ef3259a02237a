"""The sheet of an agency: what it says, the way from one to the next, and that every number can be asked about."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from game.briefing.agency import sheet
from game.briefing.sight import partners
from game.desktop.screens.agency import Agencies, AgencyScreen
from game.desktop.table import Table
from game.desktop.ui.element import Node
from game.play.session import Session
from tests.briefing.script import during
from tests.desktop import laws
from tests.desktop.hand import a_table, a_window, focused_node, node_of, press, said, show
from tests.places.shipped import shipped


@pytest.fixture(scope="module")
def session() -> Session:
    """A game of Barnet four quarters in."""
    return during(shipped("barnet"), 4)


def opened(session: Session, agency: int | None = None, **settings: object) -> tuple[AgencyScreen, Node]:
    """The sheet of an agency, the first partner's unless told otherwise, and its tree."""
    at = a_table(a_window(**settings), session)  # type: ignore[arg-type] # as settings are named
    screen = AgencyScreen(at.window, at, partners(session.view())[0] if agency is None else agency)
    return screen, show(screen)


def test_everything_the_briefing_tells_of_an_agency_is_there(session: Session) -> None:
    """Name, what it is, its leader, word and deed, trust both ways, law, money, ties and promises stand on the sheet."""
    for agency in partners(session.view()):
        screen, root = opened(session, agency)
        told, words = sheet(session, agency), said(root)
        assert told.bond is not None
        assert told.bond.did is not None
        figures = (told.bond.said, told.bond.did, told.bond.trust_in_you, told.bond.your_trust, told.legal)
        for text in (told.name, told.leader, *told.about.split("\n"), *(one.words for one in figures)):
            assert text in words
        for one in (*told.bond.shares, *told.bond.protocols):
            assert all(name in words for name in one.names)
        assert all(promise.said in words for promise in told.promises)
        assert screen.title == told.name


def test_the_lead_has_a_sheet_without_a_bond(session: Session) -> None:
    """Your own shows your masters' backing, and no trust in yourself."""
    _, root = opened(session, session.place.lead)
    assert node_of(root, "cover").name == "Backing of your own masters"
    assert "Trust" not in {node.name for node in root.walk()}


def test_bracket_keys_go_round_every_agency(session: Session) -> None:
    """As many presses as there are agencies come back to the first, and the map's chosen agency goes along."""
    screen, _ = opened(session)
    first, seen = screen.agency, []
    for _ in session.place.agencies:
        press(screen.window, "]")
        seen.append(screen.agency)
    assert sorted(seen) == list(range(len(session.place.agencies)))
    assert screen.agency == first == screen.table.chosen
    press(screen.window, "]", "[")
    assert screen.agency == first


def test_every_number_can_be_asked_why(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """W on a number asks for the causes of that very element."""
    asked: list[object] = []
    monkeypatch.setattr(Table, "why", lambda _, element, __=None: asked.append(element))
    screen, root = opened(session)
    number = screen.agency
    keys = [node.key for node in root.walk() if "explain" in node.actions]
    for key in keys:
        screen.window.stage.focus(key)
        press(screen.window, "w")
    lead = session.place.lead
    expected = {("stated", (number,)), ("delivered", (number,)), ("trust", (number, lead)), ("trust", (lead, number)),
                ("legal", (number,)), ("cost", (number,)), ("avoided", (number,))}  # fmt: skip
    assert expected <= set(asked)
    assert len(asked) == len(keys)


def test_a_narrow_window_has_the_list_a_press_away(session: Session) -> None:
    """At 960 points the list is a dialog; choosing an agency in it shows its sheet."""
    screen, root = opened(session, size=(960, 600))
    assert not [node for node in root.walk() if node.key.startswith("sheet:")]
    screen.window.stage.focus("all")
    root = press(screen.window, "return")
    assert isinstance(screen.window.top, Agencies)
    assert focused_node(root).key == f"sheet:{screen.agency}"
    chosen = press(screen.window, "tab")
    key = focused_node(chosen).key
    press(screen.window, "return")
    assert screen.window.screens[-1] is screen
    assert key == f"sheet:{screen.agency}"


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((2560, 1440), marks=pytest.mark.slow)])
@pytest.mark.parametrize("text", [100, 200])
def test_nothing_is_cut_off(session: Session, size: tuple[int, int], text: int) -> None:
    """Nothing reaches out of its room, lies over another or breaks a word, at any size of window and type."""
    screen, _ = opened(session, size=size, text=text)
    assert laws.broken(screen.window.stage) == []


def test_after_the_end_the_sheet_opens_what_lay_in_its_head() -> None:
    """Once the game is over, what could not be seen can be, each number with its causes."""
    from game.play.policy import policy_named

    place = shipped("barnet")
    session = Session.played(place, 1, policy_named("random", place))
    screen, root = opened(session)
    told = sheet(session, screen.agency)
    assert told.opened
    for number, one in enumerate(told.opened):
        node = node_of(root, f"opened:{number}")
        assert (node.name, node.value) == (one.label, one.words)


def test_going_on_to_the_next_agency_is_read_aloud(session: Session) -> None:
    """The sheet's new title is said, though the focus is where it was."""
    heard: list[str] = []
    screen, _ = opened(session, has_speech=True)
    screen.window.voice = SimpleNamespace(say=lambda text, **_: heard.append(text), stop=lambda: None, look=lambda: None)
    press(screen.window, "]")
    assert heard[-1].startswith(f"{screen.title}. ")

"""The matrix of ties: every cell is there, named and reached by keys, in any room and with many agencies."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pygame
import pytest

from game.briefing.ties import Tie, matrix
from game.core.place import Place
from game.desktop.screens.matrix import MatrixScreen
from game.desktop.screens.matrix_table import Told
from game.desktop.screens.matrix_words import described
from game.desktop.table import Table
from game.desktop.ui.element import Node
from game.play.session import Session
from tests.briefing.script import during
from tests.desktop import laws
from tests.desktop.hand import a_table, a_window, click, focused_node, middle, node_of, press, show
from tests.picture import painted
from tests.places.shipped import shipped
from tests.places.tiny import tiny

MANY: Final = 40


@pytest.fixture(scope="module")
def session() -> Session:
    """A game of Barnet four quarters in."""
    return during(shipped("barnet"), 4)


def crowd() -> Place:
    """A place of forty agencies."""
    agencies = {
        f"agency{number}": {"name": f"Agency number {number}", "short": f"No {number}", "budget": 50_000}
        for number in range(MANY)
    }
    outcomes = {"families": {"name": "Families helped", "needs": ["agency0", "agency1"]}}
    return tiny(seat="agency0", agencies=agencies, outcomes=outcomes)


def opened(session: Session, **settings: object) -> tuple[MatrixScreen, Node]:
    """The matrix of a game, and its tree."""
    at = a_table(a_window(**settings), session)  # type: ignore[arg-type] # as settings are named
    screen = MatrixScreen(at.window, at)
    return screen, show(screen)


def cells(root: Node) -> list[Node]:
    """The cells that are ties, in reading order."""
    return [node for node in root.walk() if node.key.startswith("tie:")]


def test_every_tie_is_a_cell_in_reading_order(session: Session) -> None:
    """Row by row, each named by whose it is and to whom, with its value in words and number."""
    _, root = opened(session)
    ties = [tie for row in matrix(session) for tie in row if tie is not None]
    assert [node.key for node in cells(root)] == [f"tie:{tie.one}:{tie.other}" for tie in ties]
    for tie, node in zip(ties, cells(root), strict=True):
        assert node.value == f"{tie.trust_word} ({round(100 * tie.trust)} of 100)"
    first = cells(root)[0]
    assert first.name == "Your trust in children's social care"
    assert len({node.name for node in cells(root)}) == len(ties)


def test_sharing_tells_its_value_and_its_protocol(session: Session) -> None:
    """On the other page each cell says what is shared, and how far the protocol has come that the two need."""
    screen, _ = opened(session)
    root = press(screen.window, "]")
    words = {
        "signed": "is signed",
        "being drafted": "being drafted",
        "none yet": "none yet",
    }
    for row in matrix(session):
        for tie in row:
            if tie is not None:
                node = node_of(root, f"tie:{tie.one}:{tie.other}")
                assert node.value == f"{tie.sharing_word} ({round(100 * tie.sharing)} of 100)"
                assert words.get(tie.protocol, "") in node.description
                assert ("No result depends" in node.description) == (tie.protocol == "not needed" and not tie.is_needed)


def test_arrow_keys_go_cell_by_cell_past_the_diagonal(session: Session) -> None:
    """Right, down, left and up come back to where they began, and the diagonal is stepped over."""
    screen, root = opened(session)
    assert focused_node(root).key == "tie:0:1"
    seen = [focused_node(press(screen.window, key)).key for key in ("right", "down", "left", "right", "up", "left")]
    assert seen == ["tie:0:2", "tie:1:2", "tie:1:0", "tie:1:2", "tie:0:2", "tie:0:1"]


def test_the_sentence_below_follows_the_focus(session: Session) -> None:
    """What the status says is the name and value of the cell in focus."""
    screen, _ = opened(session)
    for key in ("right", "down", "end", "home", "page down"):
        root = press(screen.window, key)
        here = focused_node(root)
        status = next(node for node in root.walk() if node.role == "status")
        assert status.name.startswith(f"{here.name}: {here.value}.")


def test_the_sentence_is_painted_of_the_cell_under_the_pointer(session: Session) -> None:
    """Moving the pointer over a cell changes what is painted below; going on by keys takes over again."""
    screen, root = opened(session)

    def foot() -> str:
        screen.window.turn([])
        wide, high = screen.window.size
        return painted(screen.window.surface.subsurface((0, high - 75, wide, 40)))

    before = foot()
    over = pygame.event.Event(pygame.MOUSEMOTION, pos=middle(node_of(root, "tie:5:6")), rel=(1, 1), buttons=(0, 0, 0))
    screen.window.turn([over])
    under = foot()
    assert under != before
    press(screen.window, "right")
    by_keys = foot()
    assert by_keys != under
    press(screen.window, "left")
    assert foot() == before


@pytest.mark.parametrize("lens", ["trust", "sharing"])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)], ids=str)
def test_what_is_told_of_a_cell_has_room(session: Session, size: tuple[int, int], lens: str) -> None:
    """Whichever cell the pointer is on, the sentences on it end over what the forms mean."""
    screen, root = opened(session, size=size)
    if lens == "sharing":
        root = press(screen.window, "]")
    told = next(one for one in screen.window.stage.root.walk() if isinstance(one, Told))
    kit = screen.window.kit
    for cell in cells(root):
        assert sum(part.size(kit, told.rect.width)[1] for part in told.parts(cell.key)) <= told.rect.height, cell.name


def test_tab_goes_past_the_cells_and_back(session: Session) -> None:
    """All cells count as one for Tab, and the one left is the one that is come back to."""
    screen, _ = opened(session)
    press(screen.window, "right", "right")
    assert not focused_node(press(screen.window, "tab")).key.startswith("tie:")
    assert focused_node(press(screen.window, "shift+tab")).key == "tie:0:3"


def test_why_asks_of_the_tie_that_is_shown(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """W, Enter and a press of the pointer ask for the causes of the trust or the sharing of that pair."""
    asked: list[object] = []
    monkeypatch.setattr(Table, "why", lambda _, element, __=None: asked.append(element))
    screen, root = opened(session)
    press(screen.window, "w", "return", "]", "w")
    click(screen.window, middle(node_of(root, "tie:3:4")))
    assert asked == [("trust", (0, 1)), ("trust", (0, 1)), ("practice", (0, 1)), ("practice", (3, 4))]


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((1920, 1080), marks=pytest.mark.slow)])
@pytest.mark.parametrize("text", [100, 150, 200])
def test_nothing_is_cut_off_and_no_two_cells_overlap(session: Session, size: tuple[int, int], text: int) -> None:
    """At any size of window and type, cells lie within the window and beside one another."""
    screen, root = opened(session, size=size, text=text)
    assert laws.broken(screen.window.stage) == []
    rows: dict[int, list[Node]] = {}
    for node in cells(root):
        rows.setdefault(node.rect[1], []).append(node)
    for row in rows.values():
        assert all(one.rect[0] + one.rect[2] <= other.rect[0] for one, other in pairwise(row))
    assert all(node.rect[3] >= 24 for node in cells(root))


def test_large_type_shows_one_row_as_a_list(session: Session) -> None:
    """At 200% one agency's ties are shown; left and right go on to the next agency's, and back round."""
    screen, root = opened(session, text=200)
    n = len(session.place.agencies)
    assert len(cells(root)) == n - 1
    assert {node.key.split(":")[1] for node in cells(root)} == {"0"}
    root = press(screen.window, "right")
    assert {node.key.split(":")[1] for node in cells(root)} == {"1"}
    assert focused_node(root).key.startswith("tie:1:")
    root = press(screen.window, "left", "left")
    assert {node.key.split(":")[1] for node in cells(root)} == {str(n - 1)}


@pytest.mark.slow
@pytest.mark.parametrize("size", [(960, 600), (1280, 720)])
def test_forty_agencies_can_all_be_reached(size: tuple[int, int]) -> None:
    """Headers stay, and the arrow keys bring every row and column into view."""
    screen, root = opened(Session(crowd(), 1), size=size)
    assert len(cells(root)) < 400
    seen_columns, seen_rows = set(), set()
    for _ in range(MANY - 2):
        here = focused_node(press(screen.window, "right"))
        assert 0 < here.seen[2] == here.rect[2]
        seen_columns.add(here.key.split(":")[2])
    for _ in range(MANY - 2):
        here = focused_node(press(screen.window, "down"))
        assert 0 < here.seen[3] == here.rect[3]
        seen_rows.add(here.key.split(":")[1])
    assert str(MANY - 1) in seen_columns
    assert str(MANY - 2) in seen_rows
    root = press(screen.window, "home")
    headers = [node for node in root.walk() if node.role == "cell" and not node.key]
    assert {node.name for node in headers if node.rect[1] == headers[0].rect[1]} & {f"No {MANY - 1}"}


def test_the_pointer_can_go_on_to_what_has_no_room() -> None:
    """Buttons move the window on the table by what it shows but one row or column, and the cell in hand with it."""
    screen, root = opened(Session(crowd(), 1))
    rows, columns = screen._frame.shown()
    for key in ("page:right", "page:down"):
        root = click(screen.window, middle(node_of(root, key)))
    after = [node.key for node in cells(root)]
    assert [first[0] for first in screen._frame.shown()] == [rows[-1], columns[-1]]
    assert f"tie:{screen.at[0]}:{screen.at[1]}" in after


def test_words_of_a_tie_say_how_it_is_known() -> None:
    """The leader's own ties are as they see it; those of others are gathered from outside."""
    place = tiny()
    own = Tie(1, 0, 0.4, "fair", 0.1, "scraps", "not needed", is_needed=False, is_own=True)
    other = Tie(1, 2, 0.4, "fair", 0.1, "scraps", "not needed", is_needed=False, is_own=False)
    assert described(place, own, None, "trust", is_met=True).note == "As you see it."
    assert described(place, other, own, "trust", is_met=True).note.startswith("As you gather from outside. ")
    assert described(place, own, None, "sharing", is_met=False).value == "nothing has been shared yet"

"""The stage: focus goes where it is sent and stays in sight, the pointer does what keys do, and the tree is told truly."""

from __future__ import annotations

import hashlib

import pygame
import pytest

from game.desktop.ui.box import Column, Gap, Grid, Panel, Row, Scroll, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.entry import Draft, Entry
from game.desktop.ui.passage import Passage
from game.desktop.ui.stage import Direction, Stage
from game.desktop.ui.text import Typesetter
from game.desktop.ui.widget import Slider, Switch, Text, button, tabs
from game.look.palette import PALETTES
from tests.desktop import laws

SIZE = (640, 400)


@pytest.fixture
def kit() -> Kit:
    """Light, in Inter, at 100%."""
    pygame.font.init()
    return Kit(PALETTES["light"], Typesetter("inter", 1.0), 1.0)


def staged(kit: Kit, root: Element) -> Stage:
    """A stage with a tree on it."""
    stage = Stage(kit)
    stage.show(root, SIZE)
    return stage


def buttons(n: int, done: list[str]) -> list[Element]:
    """Buttons that note that they were pressed."""
    return [button(f"Button {number}", lambda number=number: done.append(str(number)), key=str(number)) for number in range(n)]


def test_tab_goes_round_in_reading_order(kit: Kit) -> None:
    """The focus visits everything once, in order, and comes back."""
    stage = staged(kit, Column(*buttons(4, [])))
    seen = []
    for _ in range(5):
        seen.append(kit.focus)
        stage.step(1)
    assert seen == ["0", "1", "2", "3", "0"]
    stage.step(-1)
    assert kit.focus == "0"


@pytest.mark.parametrize("text", ["", "Asha", "word " * 40])
@pytest.mark.parametrize("is_passage", [False, True])
def test_a_pressed_field_takes_the_caret_and_does_nothing(kit: Kit, text: str, *, is_passage: bool) -> None:
    """The pointer puts focus and caret where it is pressed, and leaves what Enter does to Enter."""
    done: list[str] = []
    draft = Draft(text, 0, 200)
    act = lambda: done.append("kept")  # noqa: E731 - one act for either field
    field = Passage("Why", draft, hint="Type", key="f", act=act) if is_passage else Entry("Name", draft, key="f", act=act)
    stage = staged(kit, Column(*buttons(1, done), field))
    for at in (field.rect.center, (field.rect.left + 1, field.rect.top + 12), (field.rect.right - 1, field.rect.bottom - 1)):
        stage.press(at)
        assert stage.release(at)
        assert kit.focus == "f"
        assert 0 <= draft.caret <= len(text)
        if at[0] == field.rect.left + 1:
            assert draft.caret == 0 or not is_passage
    if is_passage:
        assert draft.caret == len(text)
    assert not done
    stage.activate()
    assert done == ["kept"]


def test_arrows_go_where_they_point(kit: Kit) -> None:
    """In a grid the focus moves by one cell in the direction of the key, and stays at the edge."""
    stage = staged(kit, Grid(*buttons(6, []), least=180, most=3))
    stage.focus("0")
    path = []
    directions: tuple[Direction, ...] = ("right", "down", "left", "up", "up")
    for direction in directions:
        stage.move(direction)
        path.append(kit.focus)
    assert path == ["1", "4", "3", "0", "0"]


def test_no_cell_of_a_grid_stands_alone_where_columns_are_to_spare(kit: Kit) -> None:
    """Four cells where three have room are two and two; as many lines are needed for five, seven and nine as ever."""
    for n, across in ((4, 2), (5, 3), (7, 3), (9, 3)):
        cells = buttons(n, [])
        staged(kit, Grid(*cells, least=180, most=3))
        assert len({cell.rect.left for cell in cells}) == across
        assert len({cell.rect.top for cell in cells}) == -(-n // 3)


def test_the_last_cell_takes_a_line_that_it_has_alone(kit: Kit) -> None:
    """Where a grid fills its lines, a seventh cell of three columns reaches from edge to edge, and no other one is changed."""
    for n, is_whole in ((7, True), (8, False), (9, False)):
        cells, plain = buttons(n, []), buttons(n, [])
        stage = staged(kit, Grid(*cells, least=180, most=3, fills=True))
        staged(kit, Grid(*plain, least=180, most=3))
        assert (cells[-1].rect.width == stage.root.rect.width) is is_whole
        assert [cell.rect for cell in cells[:-1]] == [cell.rect for cell in plain[:-1]]


def test_the_focus_stays_in_sight_when_what_is_above_it_grows(kit: Kit) -> None:
    """A page that fills in while somebody is at it with keys pushes no focus away; what was scrolled away stays so."""

    def page(high: float) -> Scroll:
        return Scroll(Column(Gap(high), *buttons(30, [])), key="list")

    stage = staged(kit, page(10))
    kit.is_by_key = True
    stage.focus("9")
    size, ninth = stage.root.rect.size, stage.focused
    assert ninth is not None
    assert stage.root.rect.contains(ninth.rect)
    stage.show(page(10), size)  # as after each thing that is done
    stage.show(page(800), size)
    ninth = stage.focused
    assert ninth is not None
    assert (ninth.key, stage.root.rect.contains(ninth.rect)) == ("9", True)
    kit.offsets["list"] = 0
    stage.lay_out(size)
    stage.show(page(1200), size)
    assert kit.offsets["list"] == 0


def test_what_has_the_focus_comes_into_view(kit: Kit) -> None:
    """A long list scrolls with the focus, down and back up."""
    stage = staged(kit, Scroll(Column(*buttons(40, []), gap=4), key="list"))
    assert laws.out_of_sight(stage) == []
    stage.focus("0")
    assert kit.offsets["list"] == 0


def test_a_ring_stays_within_what_scrolls(kit: Kit) -> None:
    """Round an element that goes on below the edge the ring ends there, and does not reach into what stands under it."""
    tall = button("Tall", lambda: None, key="tall")
    foot = Sized(Text("Foot"), height=100)
    stage = staged(kit, Column(Scroll(Column(Sized(tall, height=900, width=200), pad=(20, 20)), key="scroll"), foot))
    kit.is_by_key = True
    plain, ringed = pygame.Surface(SIZE), pygame.Surface(SIZE)
    kit.focus = ""
    stage.paint(plain)
    kit.focus = "tall"
    stage.paint(ringed)
    assert stage.focused is tall
    assert tall.rect.bottom > foot.rect.top
    same = [digest(plain, part) == digest(ringed, part) for part in (tall.rect.inflate(8, 8), foot.rect)]
    assert same == [False, True]


def digest(surface: pygame.Surface, part: pygame.Rect) -> str:
    """What stands in a part of a picture, as a digest."""
    pixels = pygame.image.tobytes(surface.subsurface(part.clip(surface.get_rect())), "RGB")
    return hashlib.blake2b(pixels).hexdigest()


def test_the_focus_outlives_a_new_tree(kit: Kit) -> None:
    """Focus is by key; where that key is gone, the first thing has it."""
    stage = staged(kit, Column(*buttons(3, [])))
    stage.focus("2")
    stage.show(Column(*buttons(5, [])), SIZE)
    assert kit.focus == "2"
    stage.show(Column(*buttons(1, [])), SIZE)
    assert kit.focus == "0"


def test_the_pointer_presses_what_it_is_on(kit: Kit) -> None:
    """Something is done only where the pointer goes down and up on the same thing."""
    done: list[str] = []
    stage = staged(kit, Column(*buttons(2, done), gap=10))
    first, second = (element.rect.center for element in stage.focusable())
    stage.press(first)
    stage.release(first)
    stage.press(first)
    stage.release(second)
    assert done == ["0"]
    assert stage.hover(second)
    assert not stage.hover(second)


def test_what_moves_between_down_and_up_is_still_meant(kit: Kit) -> None:
    """Where a page grows under a pointer that is held still, what it went down on is done, and not what is there now."""
    done: list[str] = []
    stage = staged(kit, Column(*buttons(2, done), gap=10))
    first, second = (element.rect.center for element in stage.focusable())
    for above, at, held in ((80, second, "1"), (second[1] - first[1], first, "0")):
        stage.show(Column(*buttons(2, done), gap=10), SIZE)
        stage.press(at)
        stage.show(Column(Sized(Text("came"), height=above - 10), *buttons(2, done), gap=10), SIZE)
        assert stage.release(at), held
    assert done == ["1", "0"]
    stage.press(first)
    stage.show(Column(Text("gone")), SIZE)
    assert not stage.release(first)
    assert done == ["1", "0"]
    field = Entry("Name", Draft("Asha", 0, 200), key="f", act=lambda: done.append("kept"))
    stage.show(Column(field), SIZE)
    at = field.rect.center
    stage.press(at)
    stage.show(Column(Sized(Text("came"), height=120), field), SIZE)
    assert stage.release(at)  # the caret is put where it was pressed, and what Enter does is left to Enter
    assert done == ["1", "0"]


def test_what_is_half_in_sight_stays_under_the_pointer(kit: Kit) -> None:
    """Pressing an edge that shows does what the whole would do, and scrolls nothing; by keys it comes into view."""
    done = list[str]()
    cards = [Sized(one, height=80) for one in buttons(6, done)]
    stage = Stage(kit)
    stage.show(Scroll(Column(*cards), key="page"), (300, 182))
    card = stage.root.find("2")
    assert card is not None
    edge = card.rect.clip(stage.root.rect)
    assert 0 < edge.height < card.rect.height
    stage.press(edge.center)
    assert stage.release(edge.center)
    assert (done, stage.kit.focus, stage.kit.offsets.get("page", 0)) == (["2"], "2", 0)
    stage.focus("2")
    assert stage.kit.offsets["page"] > 0


def test_what_is_scrolled_away_cannot_be_pressed(kit: Kit) -> None:
    """The pointer below a scrolling area does not reach what is hidden there."""
    tall = Scroll(Column(*buttons(30, [])), key="list", grow=0.0)
    stage = staged(kit, Column(Sized(tall, height=100), Text("below")))
    tall.place(kit, pygame.Rect(0, 0, 300, 100))
    hidden = stage.root.find("20")
    assert hidden is not None
    assert stage.under(hidden.rect.center) is None


def test_a_slider_takes_arrows_and_the_pointer(kit: Kit) -> None:
    """Left and right adjust it; pressing beside the knob does too."""
    steps: list[int] = []
    stage = staged(kit, Column(Slider("Volume", 0.5, "5 of 10", key="volume", adjust=steps.append), align="start"))
    stage.focus("volume")
    stage.move("right")
    stage.move("left")
    element = stage.focused
    assert element is not None
    for at in (element.rect.midleft, (element.rect.right - 2, element.rect.centery)):
        stage.press(at)
        stage.release(at)
    assert steps == [1, -1, -1, 1]


def test_the_tree_says_what_is_there(kit: Kit) -> None:
    """Roles, names, values and states are in the nodes, and a voice would say them."""
    root = Panel(
        tabs([("a", "First", ""), ("b", "Second", "")], "a", lambda _: None, key="page"),
        Switch("Sounds", is_on=True, key="sounds", act=lambda: None),
        button("Delete", lambda: None, key="delete", is_disabled=True, hint="D"),
        role="dialog",
        name="Settings",
    )
    stage = staged(kit, root)
    words = {node.key: node.words() for node in stage.nodes().walk() if node.key}
    assert words["page:a"] == "First. tab. chosen."
    assert words["page:b"] == "Second. tab. not chosen."
    assert words["sounds"] == "Sounds. switch. on. chosen."
    assert words["delete"] == "Delete. button. not open to you now. Key D."
    assert stage.nodes().role == "dialog"


def test_rows_wrap_and_never_run_out(kit: Kit) -> None:
    """A row that is too narrow goes on below or shrinks its parts; either way it keeps within its width."""
    for width in (120, 200, 333, 640):
        for wraps in (True, False):
            row = Row(*buttons(5, []), gap=6, wraps=wraps)
            row.place(kit, pygame.Rect(0, 0, width, row.size(kit, width)[1]))
            assert all(child.rect.right <= width for child in row.children)


def test_the_laws_can_fail(kit: Kit) -> None:
    """A tree made to be wrong is found out by each law of layout."""
    cramped = Row(Text("Words that need far more room than this"), Text("and more"))
    cramped.place(kit, pygame.Rect(0, 0, 60, 10))
    assert laws.clipped(cramped, kit)
    one, other = buttons(2, [])
    heap = Column(one, other)
    heap.rect = one.rect = other.rect = pygame.Rect(0, 0, 50, 20)
    one.children[0].rect = other.children[0].rect = pygame.Rect(0, 0, 0, 0)
    assert laws.overlapping(heap)
    assert laws.small(heap, kit)
    twins = Column(button("", lambda: None, key="same"), button("B", lambda: None, key="same"))
    assert len(laws.unnamed(twins)) == 2
    stuck = Column(*buttons(3, []))
    stage = staged(kit, stuck)
    stuck.children[2].rect = pygame.Rect(0, 900, 100, 30)
    assert laws.out_of_sight(stage)


def framed(body: Element) -> Element:
    """A page as screens have it: a way back at the head, a body that scrolls, a way on at the foot."""
    back, on = button("Back", lambda: None, key="back"), button("On", lambda: None, key="on")
    return Column(back, Scroll(body, key="body"), on)


class TestUpAndDownWithArrows:
    """The arrow keys go through what scrolls before they leave it or pass it by."""

    def test_up_from_a_foot_goes_into_the_body(self, kit: Kit) -> None:
        """From the way on, up goes to what is last in sight of the body, and not to the way back."""
        stage = staged(kit, framed(Column(*buttons(30, []), gap=4)))
        stage.focus("on")
        stage.move("up")
        assert kit.focus not in {"on", "back"}
        element = stage.focused
        assert element is not None
        assert stage._clip(element).colliderect(element.rect)

    def test_up_reaches_what_was_scrolled_away(self, kit: Kit) -> None:
        """Where the body was scrolled past its only button, up goes back to it by scrolling, then to it, then to the head."""
        tall = Column(*buttons(1, []), *(Text(f"Line {number}") for number in range(60)))
        stage = staged(kit, framed(tall))
        stage.scroll(1000, pages=True)
        stage.focus("on")
        path = []
        for _ in range(60):
            stage.move("up")
            path.append(kit.focus)
            if kit.focus == "back":
                break
        assert list(dict.fromkeys(path)) == ["on", "0", "back"]
        assert kit.offsets["body"] == 0

    def test_a_body_to_read_is_read_before_the_focus_leaves_it(self, kit: Kit) -> None:
        """From the head, down scrolls through a body of text to its end, and only then goes on to the foot."""
        stage = staged(kit, framed(Column(*(Text(f"Line {number}") for number in range(60)))))
        stage.focus("back")
        while kit.focus == "back":
            assert stage.move("down")
        assert kit.focus == "on"
        assert kit.offsets["body"] == kit.extents["body"]

    def test_what_lies_between_two_buttons_is_not_jumped_over(self, kit: Kit) -> None:
        """A button pages further down is come to by scrolling, and no arrow key is without effect."""
        lines = [Text(f"Line {number}") for number in range(80)]
        first, last = buttons(2, [])
        stage = staged(kit, framed(Column(first, *lines, last)))
        stage.focus("0")
        seen = []
        while kit.focus != "on":
            seen.append((kit.focus, kit.offsets["body"]))
            assert stage.move("down")
        assert len({offset for focus, offset in seen if focus == "0"}) > 5
        assert [focus for focus, _ in seen][-1] == "1"

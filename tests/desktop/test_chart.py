"""The chart: what its cursor reads, how it is moved, and that its scale holds every value."""

from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.desktop.screen import Screen
from game.desktop.ui.box import Column
from game.desktop.ui.chart import Chart, Curve, nice, stroke
from game.desktop.ui.element import Element, Kit
from tests.desktop.hand import a_window, click, focused_node, middle, node_of, press, show, tree
from tests.picture import painted

TURNS = ("2010 Q1", "2010 Q2", "2010 Q3")
OWN, REAL = Curve("Yours", (0.2, 0.4, 0.6), ("low", "fair", "good")), Curve("As it was", (0.5, 0.45))


class Shown(Screen):
    """A screen with nothing but a chart."""

    at: int | None = None

    def __init__(self, *curves: Curve, **settings: object) -> None:
        super().__init__(a_window(**settings))  # type: ignore[arg-type] # as settings are named
        self.curves = curves

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The chart."""
        return Column(Chart(self.curves, TURNS, key="chart", name="Trust", is_level=True, at=self.at, move=self._move))

    def _move(self, at: int) -> None:
        self.at = at
        self.window.change()


def test_the_cursor_begins_at_the_last_turn_and_reads_every_line_that_reaches_it() -> None:
    """A line that ends before the chart does is not read where it has no value."""
    screen = Shown(OWN, REAL)
    assert focused_node(show(screen)).value == "2010 Q3: Yours good"
    assert focused_node(press(screen.window, "left")).value == "2010 Q2: Yours fair; As it was 45"


def test_arrow_keys_stop_at_the_ends() -> None:
    """The cursor goes no further than the first and the last turn."""
    screen = Shown(OWN)
    show(screen)
    assert focused_node(press(screen.window, *["left"] * 5)).value == "2010 Q1: low"
    assert focused_node(press(screen.window, *["right"] * 5)).value == "2010 Q3: good"


def test_pressing_moves_the_cursor_to_the_nearest_turn() -> None:
    """A press in the middle goes to the middle turn."""
    screen = Shown(OWN)
    root = show(screen)
    assert focused_node(click(screen.window, middle(node_of(root, "chart")))).value == "2010 Q2: fair"


@pytest.mark.parametrize("text", [100, 200])
def test_labels_give_way_to_a_key_where_there_is_no_room(text: int) -> None:
    """Long labels go below the lines, and the chart is higher by as much."""
    short = node_of(show(Shown(OWN, REAL, text=text, size=(960, 600))), "chart").rect[3]
    long = Curve("A name that is far too long to stand at the end of a line of a chart", (0.1, 0.2))
    assert node_of(show(Shown(OWN, long, text=text, size=(960, 600))), "chart").rect[3] > short


def test_two_lines_differ_without_colour() -> None:
    """Lines of one colour and the same values one above the other are not drawn alike."""

    def drawn(position: int) -> str:
        curves = [Curve("", ()) for _ in range(position)] + [Curve("", (0.5, 0.5, 0.5), tone="ink")]
        screen = Shown(*curves)
        screen.window.push(screen)
        tree(screen.window)
        return painted(screen.window.surface.subsurface((200, 60, 600, 140)))

    assert len({drawn(position) for position in range(4)}) == 4


@pytest.mark.parametrize("highest", [0.3, 1, 3, 4, 7, 11, 99, 100, 101, 2_303_928, 1e9])
def test_a_scale_holds_its_highest_value_and_divides_into_four(highest: float) -> None:
    """Its end is not less than the highest value, at most two and a half times it, and each of its four parts is whole."""
    top = nice(highest)
    assert max(highest, 4) <= top <= max(2.5 * highest, 4)
    assert top % 4 == 0


def test_where_nothing_is_above_nought_there_is_nothing_else_to_write() -> None:
    """A pot that was always empty has nought at its axis, and no sum that it never held."""
    for values, n_lines in (((0.0, 0.0, 0.0), 1), ((0.0, 1.0, 0.0), 5)):
        chart = Chart((Curve("The pot", values),), TURNS, key="chart", name="The pot", is_level=False)
        assert len(chart._grid()) == n_lines
        assert chart._spot(pygame.Rect(0, 0, 100, 80), 2, 0.0) == (100, 80)


@given(
    st.lists(st.tuples(st.floats(0, 900), st.floats(0, 200)), min_size=2, max_size=30),
    st.sampled_from([(7, 4), (2, 3), (9, 3, 2, 3)]),
)
def test_dashes_come_to_an_end(points: list[tuple[float, float]], dash: tuple[int, ...]) -> None:
    """Whatever the points, a dashed line is drawn and done with, however little is left of a dash at a corner."""
    stroke(pygame.Surface((900, 200)), (0, 0, 0), points, 2, dash)


def test_a_rest_of_a_dash_that_is_next_to_nothing() -> None:
    """A rest so small that adding it changes nothing is taken as used up: Bradford's debrief once hung on one."""
    points = [(0.0, 0.0), (57.39, 34.67), (87.64, 16.16), (122.78, 57.43), (128.09, 47.02), (178.22, 53.17), (223.95, 48.55)]
    stroke(pygame.Surface((400, 100)), (0, 0, 0), [*points, (257.48, 33.68), (285.91, 3.37)], 2, (9, 3, 2, 3))

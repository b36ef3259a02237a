"""The map: what is drawn on it lies where it can be read, and tells what it says it tells."""

from __future__ import annotations

from itertools import combinations, pairwise

import pygame
import pytest

from game.core.place import Place
from game.desktop.map import ground
from game.desktop.map.chip import Chip
from game.desktop.map.partnership import Map
from game.desktop.map.routes import along, bent, routes, until
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.table import Table
from game.desktop.ui.theme import ThemeName
from game.desktop.window import Window
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from tests.desktop.games import a_table
from tests.desktop.hand import a_window, click, node_of, tree
from tests.places.shipped import barnet, shipped


def _map(place: Place, size: tuple[int, int] = (1280, 720)) -> Map:
    """A map as it is painted in a quarter of a place."""
    window = a_window(size)
    table = Table(window, SavedShelf(3), Opened(Session(place, 3)))
    window.push(QuarterScreen(window, table))
    window.turn([])
    return next(one for one in window.stage.root.walk() if isinstance(one, Map))


def _parts(shown: Map, window: Window) -> list[pygame.Rect]:
    return [part for chip in shown.children if isinstance(chip, Chip) for part in chip.parts(window.kit)]


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_every_number_has_room_of_its_own(name: str) -> None:
    """In each place no number of the lead's ties covers an agency, a name or another number, or leaves the map."""
    shown = _map(shipped(name))
    numbers = list(shown.numbers.values())
    assert len(numbers) == len(shipped(name).agencies) - 1
    assert all(shown.rect.contains(one) for one in numbers)
    assert not any(one.colliderect(other) for one, other in combinations(numbers, 2))
    assert all(one.collidelist(_parts(shown, a_window())) < 0 for one in numbers)


def test_where_there_is_little_room_no_number_is_under_anything() -> None:
    """In the smallest window too, each number of the lead's ties can be seen whole, and none covers another."""
    shown = _map(barnet(), (960, 600))
    assert len(shown.numbers) == len(barnet().agencies) - 1
    assert not any(one.colliderect(other) for one, other in combinations(shown.numbers.values(), 2))
    assert all(shown.rect.contains(one) for one in shown.numbers.values())


def test_a_tie_runs_from_edge_to_edge_and_round_whoever_stands_between() -> None:
    """A line begins and ends at the discs, and bends where the straight way is somebody else's."""
    spots = ((0.0, 0.0), (400.0, 0.0), (200.0, 0.0))
    parts = tuple(((round(x) - 20, round(y) - 20, 40, 40),) for x, y in spots)
    found = routes(1, spots, parts, 20)
    between = pygame.Rect(parts[2][0])
    assert not any(between.clipline(start, end) for start, end in pairwise(found[0]))
    assert abs(pygame.Vector2(found[0][0]).distance_to(spots[0]) - 20) < 4
    assert abs(pygame.Vector2(found[0][-1]).distance_to(spots[1]) - 20) < 4
    assert found[2] == bent(spots[2], spots[1], 0.0, 20)


def test_a_part_of_a_route_is_measured_along_it() -> None:
    """Half-way is the middle of a straight one, and what is cut off its end is as long as it was to be."""
    straight = ((0.0, 0.0), (10.0, 0.0), (100.0, 0.0))
    assert along(straight, 0.5) == (50.0, 0.0)
    assert until(straight, 30.0)[-1] == (70.0, 0.0)
    assert until(straight, 95.0)[-1] == (5.0, 0.0)


def test_the_ground_is_the_same_each_time_and_plain_in_high_contrast() -> None:
    """Houses and trees stand where they stood, and there are none where every colour must mean something."""
    n_colours: dict[ThemeName, int] = {}
    themes: tuple[ThemeName, ...] = ("light", "contrast")
    for theme in themes:
        kit = a_window(theme=theme).kit
        one, other = (ground.painted(barnet(), kit, (500, 400), 30) for _ in range(2))
        assert pygame.image.tobytes(one, "RGB") == pygame.image.tobytes(other, "RGB")
        n_colours[theme] = len({tuple(one.get_at((x, y))) for x in range(200, 260) for y in range(150, 210)})
    assert n_colours["light"] > n_colours["contrast"]


def test_answers_stand_still_while_two_partners_are_named() -> None:
    """The first partner stays in its place as taken, and no other answer moves by a pixel."""
    table = a_table(turns=3)
    window = table.window
    window.push(QuarterScreen(window, table))
    window.turn([])
    for key in ("page:attention", "kind:broker"):
        click(window, key)
        window.turn([])
    asked = [node for node in tree(window).walk() if node.key.startswith("target:")]
    click(window, asked[0].key)
    window.turn([])
    for one in asked:
        assert node_of(tree(window), one.key).rect == one.rect
    assert node_of(tree(window), asked[0].key).is_disabled

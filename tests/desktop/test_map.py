"""The map: what is drawn on it lies where it can be read, and tells what it says it tells."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import pygame
import pytest

from game.core.place import Place
from game.desktop.map import ground
from game.desktop.map.chip import Chip
from game.desktop.map.partnership import Map
from game.desktop.map.routes import along, bent, is_crossing, routes, until
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.table import Table
from game.desktop.window import Window
from game.look.palette import ThemeName
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from game.translation import catalogue, speak
from tests.desktop.games import a_session, a_table
from tests.desktop.hand import a_window, click, node_of, tree
from tests.picture import painted
from tests.places.shipped import barnet, shipped


@cache
def _map(name: str) -> Map:
    """The map as it is painted in a first quarter of a place."""
    window = a_window((1280, 720))
    table = Table(window, SavedShelf(3), Opened(Session(shipped(name), 3)))
    window.push(QuarterScreen(window, table))
    window.turn([])
    return next(one for one in window.stage.root.walk() if isinstance(one, Map))


def _parts(shown: Map, window: Window) -> list[pygame.Rect]:
    return [part for chip in shown.children if isinstance(chip, Chip) for part in chip.parts(window.kit)]


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_every_number_has_room_of_its_own(name: str) -> None:
    """In each place no number of the lead's ties covers an agency, a name or another number, or leaves the map."""
    shown = _map(name)
    numbers = list(shown.numbers.values())
    assert len(numbers) == len(shipped(name).agencies) - 1
    assert all(shown.rect.contains(one) for one in numbers)
    assert not any(one.colliderect(other) for one, other in combinations(numbers, 2))
    assert all(one.collidelist(_parts(shown, a_window())) < 0 for one in numbers)


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_the_ties_of_the_lead_lie_calmly(name: str) -> None:
    """In each place no two ties of the lead cross, none runs under an agency's disc, and none bows by a fifth of its length."""
    shown = _map(name)
    discs = [chip.disc for chip in shown.children if isinstance(chip, Chip)]
    ways = shown._routes
    assert not any(is_crossing(ways[one], ways[other]) for one, other in combinations(ways, 2))
    for number, way in ways.items():
        others = [disc for other, disc in enumerate(discs) if other not in (number, shown.chosen)]
        assert not any(disc.clipline(start, end) for disc in others for start, end in pairwise(way))
        start, end = pygame.Vector2(way[0]), pygame.Vector2(way[-1])
        straight = end - start
        assert max(abs(straight.cross(pygame.Vector2(point) - start)) for point in way) < 0.2 * straight.length_squared()


def test_where_there_is_hardly_any_width_it_is_not_without_end() -> None:
    """In a window pulled to nothing the ground is still painted in no time, and in little memory."""
    shown, kit = _map("barnet"), a_window().kit
    assert [shown.measure(kit, wide)[1] for wide in (1, 10)] == [shown.measure(kit, kit.px(120))[1]] * 2


def _crowded(table: Table, screen: QuarterScreen) -> list[str]:
    """What lies on something else, or leaves the map, while one agency after the other is pressed."""
    window, found = table.window, []
    for lens in ("trust", "sharing"):
        screen._look(lens)
        for chosen in range(len(table.session.place.agencies)):
            table.chosen = chosen
            window.change()
            window.turn([])
            shown = next(one for one in window.stage.root.walk() if isinstance(one, Map))
            shown.paint(window.kit, pygame.Surface((1, 1)))  # where it is scrolled, all of it
            chips = [chip for chip in shown.children if isinstance(chip, Chip)]
            pieces = [*((chip.name, chip.parts(window.kit)) for chip in chips)]
            pieces += [(f"the number of {chips[other].name}", (spot,)) for other, spot in shown.numbers.items()]
            found += [
                f"{lens}, {chips[chosen].name} pressed: {one} and {other} lie on one another"
                for (one, its), (other, others) in combinations(pieces, 2)
                if any(part.colliderect(another) for part in its for another in others)
            ]
            found += [
                f"{lens}, {chips[chosen].name} pressed: {what} leaves the map"
                for what, its in pieces
                if not all(shown.rect.contains(part) for part in its)
            ]
            found += [
                f"{lens}, {chips[chosen].name} pressed: the tie of {chips[other].name} leaves the map"
                for other, route in shown._routes.items()
                if not all(shown.rect.collidepoint(point) for point in route)
            ]
    return found


def on_one_another(place: Place, size: tuple[int, int], text: int) -> list[str]:
    """What lies on something else on the map of a place some quarters in, or leaves it, in a window and with type of a size."""
    table = Table(a_window(size, text=text), SavedShelf(3), Opened(a_session(3, place)))
    screen = QuarterScreen(table.window, table)
    table.window.push(screen)
    table.window.turn([])
    screen.page = "news" if screen._is_wide else "map"
    return _crowded(table, screen)


_ROOMS = [
    ("barnet", (960, 600), 100, "en"),
    *(
        pytest.param(*room, marks=pytest.mark.slow)
        for room in [
            ("barnet", (960, 600), 150, "en"),
            ("barnet", (960, 600), 200, "cy"),
            ("barnet", (1100, 620), 100, "cy"),
            ("barnet", (1280, 720), 100, "en"),
            ("barnet", (1920, 1080), 200, "en"),
            ("bradford", (960, 600), 150, "en"),
            ("bradford", (1100, 620), 100, "cy"),
            ("nw_london", (960, 600), 200, "en"),
            ("nw_london", (1280, 720), 125, "en"),
        ]
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "size", "text", "language"), _ROOMS, ids=str)
def test_nothing_on_the_map_lies_on_anything(
    name: str, size: tuple[int, int], text: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is pressed, no name, disc or number lies on another, and nothing leaves the map, in the smallest window too."""
    monkeypatch.setenv(catalogue.VARIABLE, "")
    catalogue.choose(language)
    try:
        assert on_one_another(shipped(name), size, text) == []
    finally:
        speak(None)


def test_a_partner_in_the_news_is_shown_on_the_map_where_that_is_a_page() -> None:
    """In a narrow window pressing a partner's name turns to the map, where it is chosen and has the focus."""
    table = a_table(a_window((960, 600)), turns=3)
    screen = QuarterScreen(table.window, table)
    table.window.push(screen)
    table.window.turn([])
    met = table.session.place.agency("met")
    click(table.window, f"partner:{met}")
    assert (screen.page, table.chosen, table.window.kit.focus) == ("map", met, f"agency:{met}")
    assert node_of(tree(table.window), f"agency:{met}").is_checked


def test_a_tie_runs_from_edge_to_edge_and_round_whoever_stands_between() -> None:
    """A line begins and ends at the discs, and bends where the straight way is somebody else's."""
    spots = ((0.0, 0.0), (400.0, 0.0), (200.0, 0.0))
    parts = tuple(((round(x) - 20, round(y) - 20, 40, 40),) for x, y in spots)
    found = routes(1, spots, parts, 20, (-100, -100, 600, 200))
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
        assert painted(one) == painted(other)
        n_colours[theme] = len({tuple(one.get_at((x, y))) for x in range(200, 260) for y in range(150, 210)})
    assert n_colours["light"] > n_colours["contrast"]


def test_hills_are_drawn_where_the_scenario_has_them() -> None:
    """Bradford's moor lies on a hill: lines of equal height run over it, and none over the same ground without its hills."""
    place, kit = shipped("bradford"), a_window().kit
    flat = {key: value for key, value in place.texts["ground"].items() if key != "hills"}
    plain = replace(place, texts={**place.texts, "ground": flat})
    (across, down), size = (0.19, 0.3), (500, 400)
    spot = pygame.Rect(0, 0, 60, 60)
    spot.center = round(30 + across * 440), round(30 + down * 340)
    hilly, level = (ground.painted(one, kit, size, 30).subsurface(spot) for one in (place, plain))
    assert painted(hilly) != painted(level)
    kit = a_window(theme="contrast").kit
    hilly, level = (ground.painted(one, kit, size, 30) for one in (place, plain))
    assert painted(hilly) == painted(level)


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

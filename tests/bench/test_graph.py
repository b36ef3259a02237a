"""Pictures of a place: everything is there, arrows go forward, and each form can be read by what it is made for."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bench.drawing import FORMATS, described, drawn, mermaid
from game.bench.graph import KINDS, all_rules, causes, graph_of
from game.bench.layout import layered
from game.core.place import Place
from game.core.variables import VARIABLES
from game.scenario.compiler import load
from game.scenario.shipped import shipped_ids
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped
from tests.places.tiny import tiny

SEASIDE = Path(__file__).parents[1] / "scenario" / "seaside.yaml"
SVG = "{http://www.w3.org/2000/svg}"
CHAIN: dict[str, Any] = {
    "first": {
        "title": "First",
        "text": "d",
        "at": 1,
        "options": {
            "ask": {"label": "Ask", "effects": [{"flag": "asked"}, {"after": 1, "then": [{"open": "third"}]}]},
            "wait": {
                "label": "Wait",
                "effects": [{"promise": "A desk", "by": "police", "to": "council", "due": 1, "id": "desk"}],
            },
        },
    },
    "second": {
        "title": "Second",
        "text": "d",
        "when": "asked and energy > 0.2",
        "options": {"a": {"label": "A", "when": "kept(desk)"}, "b": {"label": "B"}},
    },
    "third": {"title": "Third <&> “it”", "text": "d", "options": {"a": {"label": "A"}, "b": {"label": "B"}}},
}


def test_what_leads_where() -> None:
    """Options lead to the flags and promises they make and the dilemmas they open, and those to what asks about them."""
    graph = graph_of(tiny(dilemmas=CHAIN))
    assert {(edge.source, edge.target) for edge in graph.edges} == {
        ("dilemma:first", "flag:asked"),
        ("dilemma:first", "dilemma:third"),
        ("dilemma:first", "promise:desk"),
        ("flag:asked", "dilemma:second"),
        ("level:energy", "dilemma:second"),
        ("promise:desk", "dilemma:second"),
    }
    labels = {(edge.source, edge.target): edge.label for edge in graph.edges}
    assert labels["dilemma:first", "flag:asked"] == "ask"
    assert labels["dilemma:first", "dilemma:third"] == "ask opens it"
    assert labels["promise:desk", "dilemma:second"] == "for a"
    notes = {node.id: node.note for node in graph.nodes}
    assert notes["dilemma:third"] == "when something opens it"
    assert notes["dilemma:first"] == "quarter 1"


def test_an_effect_that_waits_for_something_leaves_its_option_open() -> None:
    """What an option asks for and what an effect of it asks for are told apart; an event on several dates has them all."""
    effect = {"change": "control", "by": 0.1, "if": "energy > 0.2"}
    second = {**CHAIN["second"], "options": {"a": {"label": "A", "effects": [effect]}, "b": {"label": "B"}}}
    events = {"winter": {"title": "Winter", "at": [2, 4], "effects": [effect]}}
    graph = graph_of(tiny(dilemmas={**CHAIN, "second": second}, events=events))
    labels = {(edge.source, edge.target): edge.label for edge in graph.edges}
    assert labels["level:energy", "dilemma:second"] == "for an effect of a"
    assert labels["level:energy", "event:winter"] == "for an effect"
    assert {node.id: node.note for node in graph.nodes}["event:winter"] == "quarter 2, quarter 4"


@pytest.mark.parametrize("place", [shipped("barnet"), laboratory()], ids=["barnet", "laboratory"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_thing_is_drawn(place: Place, form: str) -> None:
    """Each dilemma, event and ending is in the picture, in every form, and each arrow joins two nodes that are there."""
    graph = graph_of(place)
    ids = {node.id for node in graph.nodes}
    assert {f"dilemma:{one.id}" for one in place.dilemmas} <= ids
    assert {f"event:{one.id}" for one in place.events} <= ids
    assert all({edge.source, edge.target} <= ids for edge in graph.edges)
    text = drawn(graph, form)
    arrows = {"dot": r" -> ", "mermaid": r" -->", "svg": r'class="edge"'}[form]
    assert len(re.findall(arrows, text)) == sum(edge.source != edge.target for edge in graph.edges)


def test_it_is_said_when_each_thing_comes() -> None:
    """An event on a date is told with its quarter, one by chance with its chance; a dilemma with its window, or what opens it."""
    events = {"dated": {"title": "On a date", "at": 2}, "often": {"title": "Often", "chance": 0.25, "from": 2}}
    told = {node.id: node.note for node in graph_of(tiny(dilemmas=CHAIN, events=events)).nodes}
    assert told["event:dated"] == "quarter 2"
    assert told["event:often"] == "by chance, 25% a quarter"
    assert [told[f"dilemma:{name}"] for name in CHAIN] == ["quarter 1", "quarter 1 to quarter 4", "when something opens it"]


@pytest.mark.parametrize("name", ["seaside", *shipped_ids()])
def test_all_of_it_lies_within_the_picture(name: str) -> None:
    """No box or arrow of a drawing begins or ends beyond its edges, whatever the place holds."""
    graph = graph_of(load(SEASIDE) if name == "seaside" else shipped(name))
    root = ET.fromstring(drawn(graph, "svg"))  # noqa: S314 - our own text
    wide, high = (float(root.attrib[side]) for side in ("width", "height"))
    boxes = [
        [float(box.attrib[key]) for key in ("x", "y", "width", "height")] for box in root.iter(f"{SVG}rect") if "x" in box.attrib
    ]
    assert len(boxes) > 3
    for x, y, across, down in boxes:
        assert 0 <= x <= x + across <= wide
        assert 0 <= y <= y + down <= high


def test_svg_stands_alone() -> None:
    """The SVG is well formed, has a title and a description that tells every arrow, and asks for nothing from outside."""
    graph = graph_of(tiny(dilemmas=CHAIN))
    text = drawn(graph, "svg")
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Tiny"
    assert root.findtext(f"{SVG}desc") == described(graph)
    assert described(graph).startswith("A dilemma: 3")
    assert "First to asked (ask)" in described(graph)
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))


def test_no_sign_of_an_author_s_breaks_a_form() -> None:
    """Quotation marks, angle brackets and ampersands in a title come through in each form."""
    graph = graph_of(tiny(dilemmas=CHAIN))
    assert "Third #60;#38;#62; “it”" in mermaid(graph)
    assert "Third &lt;&amp;&gt; “it”" in drawn(graph, "svg")
    assert '"Third <&> “it”' in drawn(graph, "dot")


def test_every_kind_has_a_shape_of_its_own() -> None:
    """Kinds of thing are told apart by shape in the two forms that have shapes of their own names."""
    assert set(KINDS) == {"dilemma", "event", "flag", "promise", "trace", "ending", "level", "variable", "own"}


def test_the_web_of_causes_is_that_of_the_rules() -> None:
    """Each arrow of the web is a variable that some rule reads, to the one it changes; and every rule that reads one is there."""
    web = causes()
    pairs = {(edge.source, edge.target) for edge in web.edges}
    assert ("confidence", "trust") in pairs
    assert ("purpose", "trust") in pairs
    for rule in all_rules():
        for name in rule.reads:
            if name in VARIABLES and name != rule.changes:
                assert (name, rule.changes) in pairs
    assert {node.id for node in web.nodes} == {name for pair in pairs for name in pair}


def test_around_one_variable() -> None:
    """The neighbourhood of a variable holds what moves it and what it moves, and nothing else; an unknown name is a KeyError."""
    around = {edge for edge in causes().edges if "trust" in (edge.source, edge.target)}
    assert set(causes("trust").edges) == around
    with pytest.raises(KeyError):
        causes("trvst")


@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40), st.integers(1, 5))
def test_no_two_things_share_a_spot_and_arrows_pass_every_layer(n: int, arrows: list[tuple[int, int]], tallest: int) -> None:
    """No two things share a spot, no layer is taller than it may be, and each arrow goes through every layer between its ends."""
    nodes = [f"n{number}" for number in range(n)]
    edges = [(nodes[one % n], nodes[other % n]) for one, other in arrows]
    layout = layered(nodes, edges, tallest=tallest)
    spots = [*layout.spots.values(), *(spot for route in layout.routes.values() for spot in route)]
    assert len(spots) == len(set(spots))
    for number, height in enumerate(layout.heights):
        assert sorted(row for layer, row in spots if layer == number) == list(range(height))
        assert sum(layer == number for layer, _ in layout.spots.values()) <= tallest
    for source, target in edges:
        if source != target:
            first, last = sorted((layout.spots[source][0], layout.spots[target][0]))
            assert first < last
            assert [layer for layer, _ in layout.routes[source, target]] == list(range(first + 1, last))


def test_arrows_go_forward_where_there_is_no_circle() -> None:
    """Without a circle every arrow leads to a later layer; with one, some arrow must lead back."""
    chain = layered(["c", "b", "a"], [("a", "b"), ("b", "c"), ("a", "c")])
    assert [chain.spots[name][0] for name in "abc"] == [0, 1, 2]
    assert chain.routes["a", "c"] != ()
    circle = layered(["a", "b"], [("a", "b"), ("b", "a")])
    assert circle.spots["a"][0] != circle.spots["b"][0]


@pytest.mark.parametrize("name", shipped_ids())
def test_every_place_that_ships_is_drawn(name: str) -> None:
    """Its dilemmas, events and endings are all nodes, and so is whatever they hang on, such as what lasts."""
    place = shipped(name)
    graph = graph_of(place)
    ids = {node.id for node in graph.nodes}
    assert {f"dilemma:{one.id}" for _, one in place.dilemmas_in_play} <= ids
    assert {f"event:{one.id}" for _, one in place.events_in_play} <= ids
    assert {f"ending:{one.id}" for one in place.endings} <= ids
    assert all(end in ids for edge in graph.edges for end in (edge.source, edge.target))


@pytest.mark.parametrize("name", shipped_ids())
def test_titles_are_read_whole(name: str) -> None:
    """In the picture of a place no title is cut short, and each stands within its box, which holds three rows."""
    graph = graph_of(shipped(name))
    boxes = re.findall(r"<g><(?:rect|polygon).*?</g>", drawn(graph, "svg"), re.DOTALL)
    for node, box in zip(graph.nodes, boxes, strict=False):
        rows = re.findall(r"<text( class=\"note\")?[^>]*>([^<]*)</text>", box)
        assert 1 <= len(rows) <= 3
        if len(node.label) <= 45:
            assert " ".join(unescape(row) for is_note, row in rows if not is_note) == node.label


def test_what_traces_and_votes_ask_is_drawn() -> None:
    """A trace hangs on what it asks and an ending on the trace; votes cast by a level are one thing, not two an agency."""
    graph = graph_of(load(SEASIDE))
    edges = {(edge.source, edge.target) for edge in graph.edges}
    assert ("level:codified(council, church)", "trace:post") in edges
    assert ("trace:post", "ending:warm") in edges
    assert ("level:votes:cover", "dilemma:vote") in edges
    assert not [node.label for node in graph.nodes if node.label.startswith("vote(")]


def test_what_may_be_left_stands_within_its_slanted_sides() -> None:
    """Each row of a trace is no longer than its shape is wide where the row stands, at six units a small letter."""
    traces = {"nurse": {"name": "the nurse whom the homes chose", "when": "turn > 2", "text": "There.", "otherwise": "Gone."}}
    picture = drawn(graph_of(tiny(traces=traces)), "svg")
    top, right, points = next(
        (min(y for _, y in points), max(x for x, _ in points), points)
        for points in (
            [tuple(map(float, one.split(","))) for one in found.split()] for found in re.findall(r'points="([^"]*)"', picture)
        )
    )
    left = min(x for x, _ in points)
    box = next(one for one in re.findall(r"<g><polygon.*?</g>", picture, re.DOTALL) if "nurse" in one)
    rows = [(float(y), len(unescape(row))) for y, row in re.findall(r'class="note"[^>]*y="([0-9.]+)"[^>]*>([^<]*)<', box)]
    assert rows
    for y, letters in rows:
        assert 6 * letters <= right - left - 2 * 14 * (y - top) / 56


def test_labels_stand_clear_of_one_another() -> None:
    """In a small place no two labels cover one another or run into a node, though several arrows run side by side."""
    picture = drawn(graph_of(load(SEASIDE)), "svg")
    found = re.findall(r'class="label" x="([0-9.]+)" y="([0-9.]+)"[^>]*><title>[^<]*</title>([^<]*)<', picture)
    boxes = [(float(x), float(y), 3 * len(unescape(text))) for x, y, text in found]
    assert len(boxes) > 8
    for number, (x, y, half) in enumerate(boxes):
        assert all(abs(x - other) > half + reach or abs(y - down) > 10 for other, down, reach in boxes[:number])
        gaps = [(left, left + 110) for left in range(30 + 190, 30 + 190 + 300 * 8, 300)]
        assert any(left <= x - half and x + half <= right for left, right in gaps)

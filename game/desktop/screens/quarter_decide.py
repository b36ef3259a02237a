"""The dilemmas on the table: the scene, and the options with what each means and asks."""

from __future__ import annotations

from collections.abc import Callable

from game.briefing.scene import Choice, Scene, scenes
from game.desktop.screens.hint import hint
from game.desktop.table import Table
from game.desktop.ui.box import Column, Row, Rule
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, Icon, Press, Text


def decide_page(table: Table, decided: Callable[[], None]) -> Element:
    """Every dilemma of the quarter, one after the other.

    Arguments:
        table: the game.
        decided: what follows when the last of them has been decided.
    """
    found = scenes(table.session)
    if not found:
        return Text("Nothing needs a decision this quarter. Your attention is still yours to give.", "prose")
    parts: list[Element | None] = [hint(table.window, "decide")]
    for number, scene in enumerate(found):
        parts += [Rule() if number else None, _scene(table, scene, decided)]
    return Column(*parts, gap=22)


def _scene(table: Table, scene: Scene, decided: Callable[[], None]) -> Element:
    return Column(
        Text(scene.position, "label", "quiet") if scene.position else None,
        Heading(scene.title, "title"),
        *(Text(paragraph, "prose") for paragraph in scene.text.split("\n") if paragraph.strip()),
        Column(
            *(_option(table, scene, one, decided) for one in scene.options), gap=10, role="group", name=f"Options: {scene.title}"
        ),
        gap=12,
    )


def _option(table: Table, scene: Scene, one: Choice, decided: Callable[[], None]) -> Element:
    session = table.session

    def take() -> None:
        if table.do(lambda: session.choose(scene.id, one.id)):
            table.window.chime("choose")
            if not session.undecided():
                decided()

    asks = one.asks if one.is_open else f"Not open to you: {one.why_not}"
    mark = "circle-dot" if one.is_taken else "circle" if one.is_open else "lock"
    return Press(
        Row(
            Icon(mark, 20, "accent" if one.is_taken else "quiet"),
            Column(
                Row(
                    Text(one.label, "strong", "ink" if one.is_open else "quiet", grow=1.0),
                    Text(str(one.number), "label", "quiet"),
                    gap=8,
                    align="start",
                ),
                Text(one.text, "body", "ink" if one.is_open else "quiet") if one.text else None,
                Text(asks, "small", "quiet"),
                gap=3,
                grow=1.0,
            ),
            gap=12,
            align="start",
        ),
        look="card",
        role="radio",
        pad=(14, 11),
        key=f"option:{scene.id}:{one.id}",
        name=one.label,
        description=f"{one.text} {asks} Number {one.number}.".strip(),
        act=take,
        is_checked=one.is_taken,
        is_disabled=not one.is_open,
    )

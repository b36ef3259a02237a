"""The dilemmas on the table: the scene, and the options with what each means and asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.briefing.scene import Choice, Scene, scenes
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Row, Rule
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, Icon, Press, Text
from game.translation import say
from game.words.grammar import listed

Take = Callable[[Scene, Choice], None]


def decide_page(table: Table, decided: Callable[[], None]) -> Element:
    """Every dilemma of the quarter, one after the other, to be decided.

    Arguments:
        table: the game.
        decided: what follows when one of them has been decided.
    """
    session = table.session
    found = scenes(session)
    if not found:
        return Text(say("Nothing needs a decision this quarter. Your attention is still yours to give."), "prose")

    def take(scene: Scene, one: Choice) -> None:
        if table.do(lambda: session.choose(scene.id, one.id)):
            table.window.chime("choose")
            decided()

    return dilemmas(table, found, take)


def dilemmas(table: Table, found: Sequence[Scene], take: Take, before: Element | None = None) -> Element:
    """Dilemmas one after the other, each with its options; `take` is what pressing one does, `before` stands above them."""
    parts: list[Element | None] = [before]
    for number, scene in enumerate(found):
        parts += [Rule() if number else None, _scene(table, scene, take)]
    return Column(*parts, gap=22)


def _scene(table: Table, scene: Scene, take: Take) -> Element:
    first = scene.taken or scene.options[0]

    def go_on() -> None:
        if table.window.kit.is_by_key:  # whoever presses the words with the pointer wants nothing of them
            table.window.stage.focus(f"option:{scene.id}:{first.id}")

    # The scene can have the focus itself, so that it is read, and read aloud, before anything is chosen.
    told = Column(
        Text(scene.position, "label", "quiet") if scene.position else None,
        Heading(scene.title, "title"),
        *(Text(paragraph, "prose") for paragraph in scene.text.split("\n") if paragraph.strip()),
        gap=12,
        key=f"scene:{scene.id}",
        name=scene.title,
        description=scene.text,
        act=go_on,
    )
    return Column(
        told,
        Column(
            *(_option(scene, one, take) for one in scene.options),
            gap=10,
            role="group",
            name=say("Options: {dilemma}", dilemma=scene.title),
        ),
        gap=12,
    )


def _option(scene: Scene, one: Choice, take: Take) -> Element:
    by = say("Recommended by {people}.", people=listed(one.recommended_by)) if one.recommended_by else ""
    asks = one.asks if one.is_open else say("Not open to you. {reason}", reason=one.why_not)
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
                Gap(1),
                Text(asks, "label", "ink" if one.is_open else "quiet"),
                Row(Icon("users", 15, "accent"), Text(by, "small", grow=1.0), gap=6, align="start") if by else None,
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
        description=" ".join(part for part in (one.text, asks, by, say("Number {number}.", number=one.number)) if part),
        act=lambda: take(scene, one),
        is_checked=one.is_taken,
        is_disabled=not one.is_open,
    )

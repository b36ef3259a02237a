"""The dilemmas on the table: the scene, and the options with what each means and asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from game.briefing.scene import Choice, Scene, scenes
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Row, Rule
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, Icon, Press, Text
from game.play.default import by_default
from game.play.joined import Joined
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

    return dilemmas(table, found, take, marked=set(_by_default(table).items()))


def _by_default(table: Table) -> dict[str, str]:
    """What is taken where time runs out, {dilemma id: option id}: of a team whose quarter a workshop closes at a time."""
    session = table.session
    if not isinstance(session, Joined) or session.round_table is not None or not session.now.status.until:
        return {}
    return by_default(session)


def dilemmas(
    table: Table,
    found: Sequence[Scene],
    take: Take,
    before: Element | None = None,
    marked: AbstractSet[tuple[str, str]] = frozenset(),
) -> Element:
    """Dilemmas one after the other, each with its options.

    Arguments:
        table: the game.
        found: the dilemmas.
        take: what pressing an option does.
        before: what stands above them.
        marked: ids of a dilemma and its option that is taken where time runs out.
    """
    parts: list[Element | None] = [before]
    for number, scene in enumerate(found):
        parts += [Rule() if number else None, _scene(table, scene, take, marked)]
    return Column(*parts, gap=22)


def _scene(table: Table, scene: Scene, take: Take, marked: AbstractSet[tuple[str, str]]) -> Element:
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
            *(_option(scene, one, take, is_default=(scene.id, one.id) in marked) for one in scene.options),
            gap=10,
            role="group",
            name=say("Options: {dilemma}", dilemma=scene.title),
        ),
        gap=12,
    )


def _option(scene: Scene, one: Choice, take: Take, *, is_default: bool) -> Element:
    by = say("Recommended by {people}.", people=listed(one.recommended_by)) if one.recommended_by else ""
    asks = one.asks if one.is_open else say("Not open to you. {reason}", reason=one.why_not)
    late = say("If time runs out first, this is taken.") if is_default else ""
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
                Row(Icon("clock", 15, "accent"), Text(late, "small", grow=1.0), gap=6, align="start") if late else None,
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
        description=" ".join(part for part in (one.text, asks, by, late, say("Number {number}.", number=one.number)) if part),
        act=lambda: take(scene, one),
        is_checked=one.is_taken,
        is_disabled=not one.is_open,
    )

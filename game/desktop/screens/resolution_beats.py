"""The four beats of a resolution, each as a section of the page, and which agencies each of them marks on the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from game.briefing.result import Change, Event, Group, Moves, Pull, Result
from game.core.variables import VARIABLES
from game.desktop.screens.expecting import was_expected
from game.desktop.screens.frame import DIGIT, partner
from game.desktop.screens.why import BARS
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row, Sized
from game.desktop.ui.element import Element
from game.desktop.ui.gauge import Strength
from game.desktop.ui.widget import Heading, Icon, Meter, Press, Text, Tone
from game.translation import later, say
from game.words import level
from game.words.grammar import capital

Beat = Literal["at once", "said", "did", "changed"]
Choose = Callable[[int], None]

BEATS: Final[dict[Beat, str]] = later(
    {
        "at once": "Said at once",
        "said": "What they say",
        "did": "What they do",
        "changed": "What changed",
    }
)
_SIGNS: Final = {
    "paid": "hand-coins",
    "learned": "ear",
    "news": "newspaper",
    "promise": "handshake",
    "protocol": "signature",
    "departure": "door-open",
    "incident": "triangle-alert",
    "ended": "flag",
    "succession": "users",
}


def marks_of(told: Result, beat: Beat, lead: int) -> Mapping[int, tuple[int, ...]]:
    """Which agencies a beat marks on the map: 1 where something went up, -1 where something went down."""
    match beat:
        case "said" | "did":
            moves = told.said if beat == "said" else told.did
            return {agency: (group.direction,) for group in moves.groups for agency in group.agencies if group.direction}
        case "changed":
            marks: dict[int, set[int]] = {}
            for one in told.changes:
                name, index = one.asked
                over = VARIABLES[name].over
                number = index[0] if over in ("agency", "pair") and index else lead if over == "place" else None
                if number is not None:
                    marks.setdefault(number, set()).add(1 if one.after > one.before else -1)
            return {number: tuple(sorted(ways, reverse=True)) for number, ways in marks.items()}
        case _:
            return {}


def beat_page(table: Table, told: Result, beat: Beat, number: int, choose: Choose, advice: Element | None = None) -> Element:
    """One beat: its number and name, a hint in a first quarter, then what it tells."""
    match beat:
        case "at once":
            inner: list[Element | None] = [_reply(title, sentence) for title, sentence in _replies(told)]
        case "said":
            inner = [_moves(table, told, told.said, "stated", choose)]
        case "did":
            inner = [_moves(table, told, told.did, "delivered", choose)]
            if told.happened:
                inner.append(Text(say("And besides"), "label", "quiet"))
                inner += [_event(table, told.turn, number, one) for number, one in enumerate(told.happened)]
        case "changed":
            inner = [_change(table, told.turn, at, one) for at, one in enumerate(told.changes)]
            if not told.changes:
                inner.append(Text(say("Nothing moved that you could see."), "body", "quiet"))
            inner.append(was_expected(told))
    return Column(
        Row(Sized(Text(str(number), "figure", "quiet"), width=DIGIT), Heading(say(BEATS[beat]), "title", grow=1.0), gap=6),
        advice,
        *inner,
        gap=10,
        key=f"beat:{beat}",
        role="group",
        name=say(BEATS[beat]),
    )


def _replies(told: Result) -> list[tuple[str, str]]:
    return [(one.title if len(told.replies) > 1 else "", one.sentence) for one in told.replies]


def _reply(title: str, sentence: str) -> Element:
    return Column(Text(title, "label", "quiet") if title else None, Text(sentence, "prose"), gap=2, role="item")


def _moves(table: Table, told: Result, moves: Moves, name: str, choose: Choose) -> Element:
    if not moves.groups:
        return Text(moves.unmoved, "body", "quiet")
    return Column(*(_group(table, told.turn, one, name, choose) for one in moves.groups), gap=12)


def _group(table: Table, turn: int, one: Group, name: str, choose: Choose) -> Element:
    """Partners of whom the same is to be said: what it is, then who, each to be pressed or asked about."""
    signs = {1: "arrow-up", -1: "arrow-down"}
    head = Row(
        Icon(signs[one.direction], 18) if one.direction else None,
        Strength(BARS[one.size]) if one.size is not None else None,
        Text(one.words, "strong", grow=1.0),
        gap=7,
    )
    description = say("Shows its ties on the map. Ask why it moved.") if one.direction else say("Shows its ties on the map.")
    names = [
        partner(
            short,
            one.words,
            key=f"{name}:{agency}",
            description=description,
            is_checked=table.chosen == agency,
            act=lambda agency=agency: choose(agency),
            explain=table.asks((name, (agency,)), turn),
        )
        for agency, short in zip(one.agencies, one.names, strict=True)
    ]
    return Column(head, Row(*names, gap=6, wraps=True), gap=6, role="item")


def _event(table: Table, turn: int, number: int, one: Event) -> Element:
    """Something that happened besides; pressed, it opens why where that can be asked."""
    tone: Tone = "warning" if one.kind == "incident" else "accent"
    ask = table.asks(one.asked, turn) if one.asked is not None else None
    inner = Row(
        Icon(_SIGNS.get(one.kind, "info"), 18, tone),
        Text(one.sentence, "body", grow=1.0),
        Icon("chevron-right", 18, "quiet") if ask is not None else None,
        gap=10,
        align="start",
    )
    if ask is not None:
        return Press(
            inner,
            look="card",
            pad=(12, 10),
            key=f"event:{number}",
            name=one.sentence,
            description=say("Ask why."),
            act=ask,
            explain=ask,
        )
    return Panel(
        inner,
        fill="raised",
        edge="",
        pad=(12, 10),
        role="item",
    )


def _change(table: Table, turn: int, number: int, one: Change) -> Element:
    """A large change: how far, where it stood before, and its biggest causes."""
    name, _ = one.asked
    bar: Element | None = None
    if VARIABLES[name].unit == "level":
        value = say(
            "{level}, {earlier} before",
            level=level.of_hundred(one.after),
            earlier=level.of_hundred(one.before),
        )
        bar = Meter(one.after, name=one.sentence, value=value, was=one.before)
    ask = table.asks(one.asked, turn)
    return Press(
        Column(
            Row(Text(one.sentence, "strong", grow=1.0), Icon("chevron-right", 18, "quiet"), gap=8, align="start"),
            bar,
            Column(*(_pull(pull, 1 if one.after > one.before else -1) for pull in one.pulls), gap=2),
            gap=8,
        ),
        look="card",
        pad=(14, 11),
        key=f"change:{number}",
        name=one.sentence,
        description=" ".join((*(pull.line for pull in one.pulls), say("Ask why."))),
        act=ask,
        explain=ask,
    )


def _pull(one: Pull, went: int) -> Element:
    """A cause, with the way it pushed; where that is not the way it went, in words too."""
    sign = {1: "arrow-up", -1: "arrow-down"}.get(one.direction, "eye")
    cause = capital(one.sentence)
    words = say("Against that: {cause}", cause=cause) if one.direction == -went else cause
    return Row(Icon(sign, 15, "quiet"), Text(words, "small", grow=1.0), gap=6, align="start")

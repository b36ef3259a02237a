"""The news of a quarter, and what partners said and did in the last one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.briefing.quarter import Partner, Quarter, begun
from game.desktop.screens.frame import section
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Icon, Press, Text
from game.play.joined import Joined
from game.translation import later, say
from game.words.grammar import capital

DOWN: Final = later("The line to the workshop is down. It is tried again all the time; what your table had decided is safe.")


def news_page(table: Table, show: Callable[[int], None]) -> Element:
    """The news, the work, and partners by word and deed; `show` is what pressing a partner does."""
    found = begun(table.session, table.seat)
    return Column(_news(found), _work(table, found), _partners(table, found, show), gap=20)


def _news(found: Quarter) -> Element | None:
    if not found.news:
        return None
    items = [
        Column(Text(one.title, "strong") if one.title else None, Text(one.text, "prose"), gap=2, role="item")
        for one in found.news
    ]
    return section(say("News"), *items, gap=12)


def _work(table: Table, found: Quarter) -> Element:
    work = found.standing.work
    warnings = [
        Row(
            Icon("triangle-alert", 18, "warning"),
            Text(f"{one.label}: {one.words}. {one.warning}", "body", grow=1.0),
            gap=8,
            align="start",
        )
        for one in found.standing.figures
        if one.warning
    ]
    sentence = Press(
        Text(f"{capital(work.words)}.", "body"),
        look="quiet",
        pad=(0, 2),
        key="work",
        name=work.label,
        value=work.words,
        act=table.asks(work.asked),
        explain=table.asks(work.asked),
    )
    return section(say("The work"), sentence, *warnings)


def _partners(table: Table, found: Quarter, show: Callable[[int], None]) -> Element:
    if found.is_first:
        return section(say("What partners say, so far"), *(_partner(table, one, show) for one in found.partners), gap=2)
    short = [one for one in found.partners if one.is_short]
    rest = [one for one in found.partners if not one.is_short]
    rows: list[Element] = []
    if short:
        rows += [Text(say("Did less than they said"), "label", "quiet"), *(_partner(table, one, show) for one in short)]
    if rest:
        rows += [
            Text(say("The others") if short else say("No wide gap between word and deed"), "label", "quiet"),
            *(_partner(table, one, show) for one in rest),
        ]
    return section(say("What partners said and did last quarter"), *rows, gap=2)


def _partner(table: Table, one: Partner, show: Callable[[int], None]) -> Element:
    words = (
        say("{said} in words, {did} in deeds", said=one.said, did=one.did) if one.did else say("{said} in words", said=one.said)
    )
    return Press(
        Row(
            Icon("triangle-alert", 14, "warning") if one.is_short else None,
            Text(one.name, "strong", grow=0.45),
            Text(words, "body", grow=0.55),
            gap=8,
            align="start",
        ),
        look="quiet",
        pad=(4, 3),
        key=f"partner:{one.agency}",
        name=one.name,
        value=words,
        description=say("Shows its ties on the map."),
        act=lambda: show(one.agency),
        explain=table.asks(("delivered" if one.did else "stated", (one.agency,))),
    )


def room_note(table: Table) -> Element | None:
    """Why nothing can be decided at a table that a workshop keeps, as long as that is so: the line is down, or the room waits."""
    session = table.session
    if not isinstance(session, Joined):
        return None
    if session.is_down:
        return note("triangle-alert", say(DOWN))
    status = session.now.status
    return note("clock", f"{status.title}. {status.text}") if status.kind != "open" else None


def note(icon: str, text: str) -> Element:
    """A remark beside a sign."""
    return Panel(
        Row(Icon(icon, 18, "accent"), Text(text, "body", grow=1.0), gap=10, align="start"), fill="raised", edge="", pad=(12, 10)
    )

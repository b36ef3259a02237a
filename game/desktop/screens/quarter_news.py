"""The news of a quarter, and what partners said and did in the last one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from game.briefing.quarter import Partner, Quarter, begun
from game.desktop.screens.frame import partner, section
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
        return section(say("What partners say, so far"), *_alike(table, found.partners, show), gap=10)
    short = [one for one in found.partners if one.is_short]
    rest = [one for one in found.partners if not one.is_short]
    rows: list[Element] = []
    if short:
        rows += [_over(say("Did clearly less than they said"), "triangle-alert"), *_alike(table, short, show)]
    if rest:
        words = say("The others") if short else say("No clear gap between word and deed")
        rows += [_over(words), *_alike(table, rest, show)]
    return section(say("What partners said and did last quarter"), *rows, gap=10)


def _over(words: str, icon: str = "") -> Element:
    """What stands over partners, with a sign where it is a warning."""
    return Row(Icon(icon, 14, "warning") if icon else None, Text(words, "label", "quiet", grow=1.0), gap=6)


def _alike(table: Table, partners: Sequence[Partner], show: Callable[[int], None]) -> list[Element]:
    """Partners of whom the same is to be said: what it is, then who, each to be pressed or asked about."""
    groups: dict[str, list[Partner]] = {}
    for one in partners:
        words = (
            say("{said} in words, {did} in deeds", said=one.said, did=one.did)
            if one.did
            else say("{said} in words", said=one.said)
        )
        groups.setdefault(words, []).append(one)
    return [
        Column(
            Text(capital(words), "strong"),
            Row(
                *(
                    partner(
                        one.name,
                        words,
                        key=f"partner:{one.agency}",
                        act=lambda agency=one.agency: show(agency),
                        explain=table.asks(("delivered" if one.did else "stated", (one.agency,))),
                    )
                    for one in several
                ),
                gap=6,
                wraps=True,
            ),
            gap=6,
            role="item",
        )
        for words, several in groups.items()
    ]


def room_note(table: Table) -> Element | None:
    """Why nothing can be decided at a table that a workshop keeps, as long as that is so: the line is down, or the room waits."""
    if isinstance(table.session, Joined) and table.session.is_down:
        return note("triangle-alert", say(DOWN))
    words = room_waits(table)
    return note("clock", words) if words else None


def room_waits(table: Table) -> str:
    """Why the room decides nothing just now, in a sentence or two; nothing while it does, or where no workshop keeps the game."""
    session = table.session
    if not isinstance(session, Joined) or session.now.status.kind == "open":
        return ""
    return f"{session.now.status.title}. {session.now.status.text}"


def room_time(table: Table) -> str:
    """Where the room stands, in a word that stays in sight: that the line is down, what it waits for, or when it closes."""
    session = table.session
    if not isinstance(session, Joined):
        return ""
    status = session.now.status
    if session.is_down:
        return say("No line to the workshop.")
    if status.kind != "open":
        return f"{status.title}."
    try:
        until = datetime.fromisoformat(status.until)
    except ValueError:
        return ""
    return say("Closes at {time}.", time=f"{until.astimezone():%H:%M}")


def note(icon: str, text: str) -> Element:
    """A remark beside a sign."""
    return Panel(
        Row(Icon(icon, 18, "accent"), Text(text, "body", grow=1.0), gap=10, align="start"), fill="raised", edge="", pad=(12, 10)
    )

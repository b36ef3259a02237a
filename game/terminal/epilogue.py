"""The epilogue: how it ended, and what is left two years after the programme stopped."""

from __future__ import annotations

from game.briefing import epilogue as briefing
from game.briefing.epilogue import Aftermath
from game.core.place import Place
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say
from game.words.grammar import count, listed
from game.words.level import of_hundred


def ending(session: Session) -> Page:
    """How the programme ended, in its author's words."""
    told = briefing.ending(session)
    page = Page(told.title)
    for paragraph in told.paragraphs:
        page.text(paragraph)
    return page.text(told.stopped)


def page(session: Session) -> Page:
    """What happened in the quarters after the end, and what was left."""
    told = briefing.aftermath(session)
    page = Page(told.title).line(told.opening)
    if told.n_quarters:
        _meanwhile(page, told)
        if told.traces:
            page.heading(say("Looked for at the end, in {looked}", looked=told.looked))
            for one in told.traces:
                page.item(
                    one.text,
                    label=say("{what}: there.", what=one.name) if one.is_there else say("{what}: not there.", what=one.name),
                )
        _left(page, told, session.place)
    return page


def _meanwhile(page: Page, told: Aftermath) -> None:
    """What happened in those quarters: who left, what was signed, what became of promises."""
    page.gap()
    if told.departures:
        leaders = [f"{one.leader}{_times(one.n_times)}" for one in told.departures]
        page.item(f"{listed(leaders)}.", label=say("Who has left since:"))
    if told.n_signed:
        page.item(
            say("{protocols} that had been begun.", protocols=count(told.n_signed, "protocol")),
            label=say("Signed in the meantime:"),
        )
    if told.n_astray:
        page.item(f"{count(told.n_astray, 'time')}.", label=say("Information went astray:"))
    if told.settled:
        page.line(f"{say('Promises that were still open when it ended')}:")
    for sentence in told.settled:
        page.item(sentence)


def _times(number: int) -> str:
    return (
        ""
        if number == 1
        else f" ({say('and then the next one')})"
        if number == 2
        else f" ({say('{times}, one after another', times=count(number, 'time'))})"
    )


def _left(page: Page, told: Aftermath, place: Place) -> None:
    page.heading(say("What was left"))
    for one in told.left:
        page.item(
            say(
                "{before} when the programme stopped, {after} at the end.",
                before=of_hundred(one.before),
                after=of_hundred(one.after),
            ),
            label=f"{one.label}:",
        )
    page.item(f"{count(told.families, *place.people)}.", label=say("Still being worked with, by whoever goes on:"))
    page.text(told.verdict)

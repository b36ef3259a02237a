"""A quarter as it begins: the news, where things stand, the dilemmas with what each option asks, and your attention."""

from __future__ import annotations

import re
from collections.abc import Iterable

from game.briefing import attention as placed
from game.briefing import quarter, scene
from game.briefing.quarter import Partner, Standing
from game.core.place import Dilemma, Option
from game.play.expectation import expected
from game.play.session import Session
from game.terminal.match import find
from game.terminal.page import Page
from game.translation import say
from game.words.grammar import capital, listed, quoted
from game.words.typed import whole


def page(session: Session, seat: int | None = None) -> Page:
    """The news, where you stand, and what partners said and did last quarter; for the lead, unless told otherwise."""
    told = quarter.begun(session, seat)
    page = Page(told.heading)
    if told.news:
        page.heading(say("News"))
        for news in told.news:
            page.item(news.sentence)
    _standing(page.heading(say("Where you stand")), told.standing)
    if told.is_first:
        page.heading(say("What partners say, so far"))
        for word, names in _alike((capital(one.said), one.name) for one in told.partners):
            page.item(f"{listed(names)}.", label=f"{word}:")
    else:
        _partners(page.heading(say("What partners said and did last quarter")), told.partners)
    return page


def _standing(page: Page, told: Standing) -> None:
    for one in (told.energy, told.credibility, told.cover):
        page.item(one.sentence, label=f"{one.label}:")
    sums = say("{own} of your own, {pot} in the pot.", own=told.budget.words, pot=told.pot.words)
    page.item(" ".join(filter(None, (sums, told.budget.warning, told.pot.warning, told.pot.note))), label=say("Money:"))
    page.item(told.work.sentence, label=f"{told.work.label}:")


def _partners(page: Page, told: tuple[Partner, ...]) -> None:
    """Partners by what they voiced and did, those that did clearly less than they said set apart."""
    short_of = [one for one in told if one.is_short]
    rest = [one for one in told if not one.is_short]
    for title, several in ((say("Did clearly less than they said:"), short_of), (say("The others:"), rest)):
        words_of = ((say("{said} in words, {did} in deeds", said=one.said, did=one.did), one.name) for one in several)
        groups = _alike((f"- {capital(words)}", name) for words, name in words_of)
        if groups and short_of:
            page.line(title)
        for words, names in groups:
            page.item(f"{listed(names)}.", label=f"{words}:")


def _alike(named: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Names of whom the same is said, together; in the order in which each is first said."""
    groups: dict[str, list[str]] = {}
    for words, name in named:
        groups.setdefault(words, []).append(name)
    return list(groups.items())


def dilemma(session: Session, number: int) -> Page:
    """One dilemma: the scene, and the options with what each asks of you."""
    told = scene.scene(session, number)
    page = Page(f"{told.position}: {told.title}" if told.position else told.title).text(told.text).gap()
    for option in told.options:
        page.gap().item(option.label, label=f"{option.number}.")
        if option.text:
            page.under(option.text)
        page.under(option.asks if option.is_open else say("Not open to you. {reason}", reason=option.why_not))
    if told.taken is not None:
        page.text(say("Your answer so far: {label}.", label=quoted(told.taken.label)))
    return page


def options_meant(facts: Dilemma, typed: str) -> list[Option]:
    """The options that may be meant, by number, id, label, or the beginning of one; none where it is no answer."""
    number = re.fullmatch(r"\(?([0-9]+)[.)]?", typed.strip())
    if number:
        position = whole(number[1], 1, len(facts.options))
        return [] if position is None else [facts.options[position - 1]]
    if not any(sign.isalpha() for sign in typed):
        return []
    found = find(typed, {position: (option.id, option.label) for position, option in enumerate(facts.options)})
    return [facts.options[position] for position in found]


def attention(session: Session) -> Page:
    """What has been decided this quarter, and what attention is left."""
    told = placed.attention(session)
    page = Page(say("Your quarter so far"))
    for answer in told.answers:
        page.item(answer.label or say("still open."), label=f"{answer.title}:")
    for one in told.placed:
        page.item(f"{one.words}.", label=say("Token {number}:", number=one.slot + 1))
    if expects := expected(session, session.turn):
        page.item(quoted(expects), label=say("You expect:"))
    return page.line(told.left)

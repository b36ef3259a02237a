"""One seat of a round table in plain text: its private brief, who sits where, what it can decide, and what all decided."""

from __future__ import annotations

from game.briefing import attention, round_table
from game.briefing.introduction import introduction
from game.briefing.round_table import Ballot, Revealed
from game.debrief.cards import roles
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say
from game.words.grammar import listed, quoted


def brief(session: Session, seat: int) -> Page:
    """What only this seat is told: its agency, its goals, what binds it and its books at the start."""
    role = roles(session.place)[seat]
    page = Page(say("Your agency: {name}", name=role.name))
    page.line(say("For your eyes: no other seat sees this."))
    for one in role.about:
        page.text(one)
    page.text(role.belongs)
    for title, points in role.lists:
        page.heading(title)
        for point in points:
            page.item(point)
    if role.paper:
        page.text(role.paper)
    page.heading(say("The place"))
    for one in introduction(session.place).summary:
        page.text(one)
    return page


def seats(session: Session, seat: int) -> Page:
    """Who sits where, and who has decided."""
    page = Page(say("Who sits where"))
    people = [one for one in round_table.chairs(session, seat) if one.is_person]
    for one in people:
        if one.agency == seat:
            page.line(round_table.own_doing(session, one))
            continue
        doing = round_table.doing(session, one)
        page.item(f"{doing if session.is_running else say('played by people')}; {one.votes}.", label=f"{one.name}:")
    others = [one.name for one in round_table.chairs(session, seat) if not one.is_person]
    if others:
        page.line(say("Played by a stand-in: {others}.", others=listed(others)))
    return page


def ballot(told: Ballot, number: int) -> Page:
    """A dilemma to vote on."""
    page = Page(say("To vote on, {number}: {title}", number=number, title=told.scene.title)).text(told.scene.text).gap()
    for option in told.scene.options:
        page.gap().item(option.label, label=f"{option.number}.")
        if option.text:
            page.under(option.text)
        page.under(option.asks)
    return page


def so_far(session: Session, seat: int) -> Page:
    """What the seat has decided this quarter, what it could still decide, and what counts if time runs out."""
    page = Page(say("What your seat has decided so far"))
    for number, one in enumerate(round_table.ballots(session, seat), 1):
        voted = say("you vote for {label}.", label=quoted(one.voted.label)) if one.voted else say("you abstain so far.")
        page.item(voted, label=say("Vote {number}, {title}:", number=number, title=one.scene.title))
    purse = round_table.purse(session, seat)
    if purse is not None:
        page.item(f"{purse.decided}.", label=say("Pledge to the pot:"))
    for line in round_table.lines(session, seat):
        label, _ = round_table.ways()[line.how]
        page.item(
            say("{way}. Now: {now}. Law and protocol allow: {allowed}.", way=label.lower(), now=line.now, allowed=line.allowed),
            label=say("Share with {name}:", name=line.name),
        )
    if seat == session.place.lead:
        placed = attention.attention(session)
        for token in placed.placed:
            page.item(f"{token.words}.", label=say("Token {number}:", number=token.slot + 1))
        page.line(placed.left)
    _given(page, session, seat)
    return page if round_table.plan(session, seat).is_ready else page.text(round_table.default(session, seat))


def _given(page: Page, session: Session, seat: int) -> None:
    found = round_table.given(session, seat)
    if found:
        page.heading(say("Promises between you and other seats"))
    for one in found:
        sentences = [one.text, say("It falls due now.") if one.is_due else "", one.said]
        if one.is_to_judge and not one.said:
            sentences.append(say("Was it kept? `kept {number}` or `broken {number}`.", number=one.number))
        page.item(" ".join(filter(None, sentences)), label=f"{one.number}.")


def ways(session: Session, seat: int) -> Page:
    """What can be typed to decide."""
    page = Page(say("To decide"))
    page.item(say("your vote on dilemma 1 is option 2; `vote 1 none` abstains"), label="  vote 1 2:")
    if round_table.purse(session, seat) is not None:
        page.item(say("give half of what you could move: 0, 25, 50, 75 or 100; or `pledge as it goes`"), label="  pledge 50:")
    if seat == session.place.lead:
        page.item(
            say("place a token of attention, as the lead does in any game; `undo` takes the last back"), label="  time NAME:"
        )
    page.item(say("open up to somebody; or `hold`, or `habit`"), label="  share NAME open:")
    page.item(say("promise half your money by quarter 3; or `sharing by 3`"), label="  promise NAME pledge 50 by 3:")
    page.item(say("promise a vote of this quarter"), label="  promise NAME vote 1 2:")
    in_words = say("promise anything in your own words: whoever you give it to says whether it was kept")
    page.item(in_words, label="  promise NAME words by 3: ...:")
    page.item(say("say of a promise that was given you whether it was kept"), label="  kept 2, broken 2:")
    page.item(say("your private brief; who sits where"), label="  brief, seats:")
    return page.item(say("say that you have decided; `unready` takes that back"), label="  ready:")


def revealed(told: Revealed) -> Page:
    """What all seats decided, when the quarter has closed."""
    page = Page(say("What all decided"))
    for one in told.counts:
        page.heading(one.title).line(one.taken)
        for label, share, who in one.votes:
            page.item(say("{share} of the votes: {who}.", share=share, who=who), label=f"{label}:")
    page.heading(say("Money and sharing"))
    for seat in told.seats:
        if not seat.is_as_ever:
            by = f" ({seat.by})" if seat.by else ""
            sharing = "; ".join(seat.sharing) or say("shared as it goes")
            pledge = seat.pledge or say("by options and attention")
            page.item(f"{pledge}; {sharing}.", label=f"{seat.name}{by}:")
    ever = [one.name for one in told.seats if one.is_as_ever]
    return page.line(say("As it goes, by stand-ins: {ever}.", ever=listed(ever))) if ever else page

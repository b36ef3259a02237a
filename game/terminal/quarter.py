"""A quarter as it begins: the news, where things stand, the dilemmas with what each option asks, and your attention."""

from __future__ import annotations

import re

from game.core.ledger import Happening
from game.core.observe import View
from game.core.place import Dilemma, Option, Place
from game.play.session import Session
from game.terminal.match import find
from game.terminal.page import Page
from game.terminal.sight import by_word, done, partners, said, seen
from game.words import level, quarter, token
from game.words.grammar import bare, capital, count, full_stop, listed, quoted, short
from game.words.money import pounds

NEWS = ("event", "news", "later", "ended")


def page(session: Session) -> Page:
    """The news, where you stand, and what partners said and did last quarter."""
    page = Page(capital(quarter.counted(session.place, session.turn)))
    news = [happening for happening in session.told() if happening.kind in NEWS and happening.text]
    if news:
        page.heading("News")
        for happening in news:
            page.item(_news(session.place, happening))
    view = session.view()
    _standing(page.heading("Where you stand"), session, view)
    _partners(page, view)
    return page


def _news(place: Place, happening: Happening) -> str:
    """A piece of news; an event has its title before it, which says what the news is about."""
    title = next((event.title for event in place.events if happening.kind == "event" and event.id == happening.name), "")
    return f"{full_stop(title)} {happening.text}" if title and bare(title) != bare(happening.text) else happening.text


def _standing(page: Page, session: Session, view: View) -> None:
    parameters = {**session.place.parameters, **session.parameters}
    energy, cover = seen(view, "energy"), seen(view, "cover")
    weary = f" You have {count(view.tokens_allowed[0], 'token')} this quarter, and what costs energy costs you more of it."
    page.item(f"{level.in_both('energy', energy)}.{weary if energy < parameters['weary_at'] else ''}", label="Your energy:")
    page.item(f"{level.in_both('credibility', seen(view, 'credibility'))}.", label="Your standing:")
    danger = " If it stays so thin, they will stop the programme." if cover < parameters["cover_least"] else ""
    page.item(f"{level.in_both('cover', cover)}.{danger}", label="Backing of your own masters:")
    pot = seen(view, "pot")
    empty = " An empty pot pays no workers." if view.turn > 1 and round(pot) == 0 else ""
    if "aligned" in view.place.parts and empty:
        empty = " What is done is paid for by each out of its own."
    page.item(f"{pounds(seen(view, 'budget'))} of your own, {pounds(pot)} in the pot.{empty}", label="Money:")
    page.item(_work(view), label="The work:")
    if "strands" in view.place.parts:
        page.item(f"{_effort(view)}.", label="The effort:")


def _work(view: View) -> str:
    one, many = view.place.people
    families, reached, target, workers = (seen(view, name) for name in ("families", "reached", "target", "workers"))
    if view.turn == 1 and round(families) == 0 and round(reached) == 0:
        return f"counted from this quarter on; {target:.0f} {many} aimed at."
    aim = f"{reached:.0f} reached so far of {target:.0f} aimed at."
    if round(families) == 0:
        return f"no {one} is being worked with at present; {aim}"
    people = f" by {_people(workers)}" if workers >= 0.05 else ", by nobody who is paid for it"
    return f"{round(families)} {one if round(families) == 1 else many} being worked with{people}; {aim}"


def _effort(view: View) -> str:
    """How the joint effort is shared between the strands of work."""
    shares = [seen(view, "strand", number) for number in range(len(view.place.outcomes))]
    return listed([f"{share:.0%} for {one.strand}" for share, one in zip(shares, view.place.outcomes, strict=True)])


def _people(workers: float) -> str:
    """How many people do the work: lent hours make up whole people, more or less."""
    whole = max(1, round(workers))
    about = "" if abs(workers - whole) < 0.05 else "about "
    return f"{about}{whole} {'person' if whole == 1 else 'people'}"


def _partners(page: Page, view: View) -> None:
    """Partners by what they voiced and did, those that did less than they said set apart."""
    if view.turn == 1:
        page.heading("What partners say, so far")
        for word, numbers in by_word(view, "stated", partners(view)):
            page.item(f"{_names(view, numbers)}.", label=f"{capital(word)}:")
        return
    page.heading("What partners said and did last quarter")
    short_of = [number for number in partners(view) if seen(view, "gap", number) > 0.0]
    short_of.sort(key=lambda number: -seen(view, "gap", number))
    rest = [number for number in partners(view) if number not in short_of]
    rest.sort(key=lambda number: -done(view, number))
    for title, numbers in (("Clearly less than they said:", short_of), ("The others:", rest)):
        groups: dict[str, list[int]] = {}
        for number in numbers:
            words = level.in_words("stated", said(view, number)), level.in_words("delivered", done(view, number))
            groups.setdefault(f"said {words[0]}, did {words[1]}:", []).append(number)
        if groups and short_of:
            page.line(title)
        for label, several in groups.items():
            page.item(f"{_names(view, several)}.", label=f"- {label}")


def _names(view: View, numbers: list[int]) -> str:
    return listed([short(view.place, number) for number in numbers])


def dilemma(session: Session, number: int) -> Page:
    """One dilemma: the scene, and the options with what each asks of you."""
    facts = session.place.dilemmas[number]
    table = session.open_dilemmas()
    which = f"Dilemma {table.index(number) + 1} of {len(table)}: " if len(table) > 1 else ""
    page = Page(f"{which}{facts.title}").text(facts.text).gap()
    can = session.view().offered[number][:, 0]
    for position, option in enumerate(facts.options):
        page.gap().item(option.label, label=f"{position + 1}.")
        if option.text:
            page.under(option.text)
        page.under(asks(session, option) if can[position] else f"Not open to you: {_why_not(option)}")
    taken = session.pending.choices.get(facts.id)
    if taken is not None:
        label = next(option.label for option in facts.options if option.id == taken)
        page.text(f"Your answer so far: {quoted(label)}.")
    return page


def options_meant(facts: Dilemma, typed: str) -> list[Option]:
    """The options that may be meant, by number, id, label, or the beginning of one; none where it is no answer."""
    number = re.fullmatch(r"\(?(\d+)[.)]?", typed.strip())
    if number:
        position = int(number[1])
        return [facts.options[position - 1]] if 1 <= position <= len(facts.options) else []
    if not any(sign.isalpha() for sign in typed):
        return []
    found = find(typed, {position: (option.id, option.label) for position, option in enumerate(facts.options)})
    return [facts.options[position] for position in found]


def asks(session: Session, option: Option) -> str:
    """What an option asks of the leader, in plain words."""
    parts = []
    energy = option.energy * _dearness(session)
    if energy > 0:
        parts.append("a little energy" if energy < 0.05 else "some energy" if energy < 0.1 else "much energy")
    if option.money:
        parts.append(f"{pounds(option.money)} of your own money")
    return f"Asks of you: {listed(parts)}." if parts else "Asks nothing of you now."


def _dearness(session: Session) -> float:
    """What an option's energy is multiplied by: more for a worn-out leader."""
    parameters = {**session.place.parameters, **session.parameters}
    is_weary = seen(session.view(), "energy") < parameters["weary_at"]
    return float(parameters["option_energy"] * (parameters["weary_cost"] if is_weary else 1.0))


def _why_not(option: Option) -> str:
    return option.unless_text or ("there is not the money for it." if option.money else "not as things are now.")


def attention(session: Session) -> Page:
    """What has been decided this quarter, and what attention is left."""
    page = Page("Your quarter so far")
    for number in session.open_dilemmas():
        facts = session.place.dilemmas[number]
        taken = session.pending.choices.get(facts.id)
        label = next((option.label for option in facts.options if option.id == taken), "still open.")
        page.item(label, label=f"{facts.title}:")
    placed = session.pending.tokens
    for number, written in enumerate(placed):
        page.item(f"{token.in_words(session.place, written)}.", label=f"Token {number + 1}:")
    page.line(f"{capital(count(session.tokens_left(), 'token'))} left.")
    return page

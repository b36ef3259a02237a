"""One partner closely: what binds it, what it says and does, its ties, its money, and what you have promised each other."""

from __future__ import annotations

from game.core.observe import View
from game.play.session import Session
from game.terminal import promises
from game.terminal.page import Page
from game.terminal.sight import after_the_end, done, said, seen
from game.words import level
from game.words.grammar import listed, short
from game.words.money import about


def page(session: Session, number: int) -> Page:
    """What the lead sees of one agency; after the end, what it could not see as well."""
    view, place = session.view(), session.place
    facts = place.agencies[number]
    page = Page(f"{facts.name}{after_the_end(session)}")
    if facts.about:
        page.text(facts.about)
    page.gap()
    if facts.leader:
        page.item(f"{facts.leader}.", label="Led by:")
    if number != place.lead:
        _ties(page, view, number)
    page.item(f"{level.in_both('legal', seen(view, 'legal', number))}.", label="Room in law to share:")
    borne, avoided = (about(seen(view, name, number)) for name in ("cost", "avoided"))
    page.item(f"has borne {borne} so far; {avoided} of avoided cost falls to them.", label="Money:")
    if number == place.lead:
        page.item(f"{level.in_both('cover', seen(view, 'cover'))}.", label="Backing of your own masters:")
    if session.is_over:
        _opened(page, session, number)
    between = promises.between(session, number)
    if between:
        page.heading("Promises")
        for sentence in between:
            page.item(sentence)
    return page


def _ties(page: Page, view: View, number: int) -> None:
    place, lead = view.place, view.place.lead
    page.item(f"{level.in_both('stated', said(view, number))}.", label="Says:")
    if view.turn > 1:
        gap = level.in_words("gap", seen(view, "gap", number))
        apart = f" The gap between word and deed is {gap}." if gap != "none" else ""
        page.item(f"{level.in_both('delivered', done(view, number))}.{apart}", label="Does:")
    page.item(f"{level.in_both('trust', seen(view, 'estimate', number, lead))}, as you see it.", label="Trust in you:")
    page.item(f"{level.in_both('trust', seen(view, 'estimate', lead, number))}.", label="Your trust in them:")
    matter = [other for one, other in place.ties if one == number]
    if matter:
        shared = sorted(matter, key=lambda other: -seen(view, "practice", number, other))
        groups: dict[str, list[int]] = {}
        for other in shared:
            groups.setdefault(level.in_words("practice", seen(view, "practice", number, other)), []).append(other)
        with_whom = "; ".join(f"{word} with {_names(view, others)}" for word, others in groups.items())
        overall = f"{level.in_both('sharing', seen(view, 'sharing', number))} in all: " if view.turn > 1 else ""
        page.item(f"{overall}{with_whom}.", label="Shares:")
    needed = [(other if one == number else one) for one, other in place.protocols if number in (one, other)]
    if needed:
        stages: dict[str, list[int]] = {}
        for other in needed:
            stages.setdefault(_protocol(view, number, other), []).append(other)
        with_whom = "; ".join(f"{stage} with {_names(view, others)}" for stage, others in stages.items())
        page.item(f"{with_whom}.", label="Protocols needed:")


def _names(view: View, numbers: list[int]) -> str:
    return listed([short(view.place, number) for number in numbers])


def _protocol(view: View, one: int, other: int) -> str:
    """How far a protocol has come."""
    permission = seen(view, "permission", one, other)
    if permission >= view.place.signed_at:
        return "signed"
    return "being drafted" if seen(view, "drafting", one, other) > 0 else "none yet"


def _opened(page: Page, session: Session, number: int) -> None:
    """What lay in the agency's own head, now that everything is open."""
    state, lead = session.states[session.last_turn_played], session.place.lead
    page.heading("What you could not see, at the end of the programme")
    for name, label in (
        ("buy_in", "The leader's commitment:"),
        ("frontline", "The front line's commitment:"),
        ("strain", "Unspoken strain:"),
        ("outlook", "How far they saw:"),
    ):
        page.item(f"{level.in_both(name, float(state[name][number, 0]))}.", label=label)
    if number != lead:
        page.item(f"{level.in_both('trust', float(state['trust'][number, lead, 0]))}.", label="Their trust in you, in truth:")

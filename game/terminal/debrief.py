"""The first debrief, in text: your own line beside the real leaders', promises, causes, and questions to think over.

The books are open now: true values, exact causes, and what was concealed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.briefing import history
from game.briefing.promises import due_turns
from game.briefing.why import exactly, summed
from game.core.ledger import Entry
from game.core.outcome import MEASURES
from game.play.session import Session
from game.terminal.page import Page
from game.words import cause, measure, promise, quarter, variable
from game.words.grammar import capital, full_stop, quoted
from game.words.level import of_hundred

LARGEST = 3
CAUSES_EACH = 3
DILEMMAS_A_PAGE = 4
QUESTIONS = (("describe", "What did you see?"), ("analyse", "Why did it go as it did?"), ("apply", "And on Monday?"))


def pages(session: Session, real: Session) -> list[Page]:
    """The debrief, a page at a time.

    Arguments:
        session: a game that is over.
        real: the real leaders' line, played by the engine with the same luck.
    """
    return [
        _lines(session, real),
        _promises(session),
        _changes(session),
        _results(session, real),
        *_really(session),
        _questions(session),
    ]


def _lines(session: Session, real: Session) -> Page:
    page = Page("Your line, and the real leaders'")
    page.text(
        "Beside yours stands what the engine makes of the decisions that the real leaders took, with the same luck as yours. "
        "There is no mark: no line of play is best at everything, and the numbers are illustrative."
    )
    own, other = session.headline(), real.headline()
    page.gap()
    for name in MEASURES:
        facts = measure.MEASURES[name]
        page.item(
            f"you {measure.value(name, own[name])}, the real line {measure.value(name, other[name])} ({facts.text}).",
            label=f"{facts.name}:",
        )
    page.heading("On the way")
    for turn in _milestones(session, real):
        page.item(f"you {_at(session, turn)}; the real line {_at(real, turn)}.", label=f"{quarter.name(session.place, turn)}:")
    return page


def _milestones(session: Session, real: Session) -> list[int]:
    last = min(session.last_turn_played, real.last_turn_played)
    return sorted({turn for turn in (last // 3, 2 * last // 3, last) if turn > 0})


def _at(session: Session, turn: int) -> str:
    state, place = session.states[turn], session.place
    reported = float(np.sum(place.constants["weight"][:, 0] * state["reported"][:, 0]))
    trust = float(np.mean([state["trust"][i, j, 0] for i, j in place.own_ties])) if place.own_ties else 0.0
    sharing = float(np.mean([state["practice"][i, j, 0] for i, j in place.ties])) if place.ties else 0.0
    return f"{reported:,.0f} reported, trust {of_hundred(trust)}, sharing {of_hundred(sharing)}"


_BECAME = {
    "kept": "Kept",
    "kept late": "Kept late",
    "owned up to": "Owned up to in time",
    "broken": "Broken",
    "concealed": "Concealed: it failed, and you were not told",
    "open": "Still open when the programme ended",
}


def _promises(session: Session) -> Page:
    """Every promise that was given while the programme ran, by what became of it."""
    page = Page("Promises")
    became = _became(session)
    if not became:
        return page.line("Nobody promised anybody anything. That is a way of going about it, too.")
    page.line("All of it is open now.")
    for word, title in _BECAME.items():
        sentences = [sentence for what, sentence in became if what == word]
        if sentences:
            page.heading(title)
            for sentence in sentences:
                page.item(sentence)
    return page


def _became(session: Session) -> list[tuple[str, str]]:
    place, found = session.place, []
    for ledger in session.ledgers[1 : session.last_turn_played + 1]:
        for happening in ledger.told():
            number = promise.number_of(place, happening.name) if happening.kind == "promise" else None
            if number is not None and happening.text in _BECAME:
                due = float(ledger.before["promise_due"][number, 0])
                found.append((happening.text, full_stop(capital(promise.sentence(place, number, due)))))
    at_end = session.states[session.last_turn_played]
    for number in range(len(place.promises)):
        if promise.is_open(float(at_end["promise_status"][number, 0])):
            due = float(at_end["promise_due"][number, 0])
            found.append(("open", full_stop(capital(promise.sentence(place, number, due)))))
    return found


@dataclass(frozen=True, slots=True)
class _Change:
    """One element's change in one turn."""

    variable: str
    index: tuple[int, ...]
    turn: int
    before: float
    after: float

    @property
    def size(self) -> float:
        """How far it went, without direction."""
        return abs(self.after - self.before)


def _changes(session: Session) -> Page:
    place = session.place
    page = Page("The three largest changes, and what they really came from")
    dues = due_turns(session)
    for one in _largest(session):
        named = capital(variable.name(place, one.variable, one.index))
        page.gap().line(
            f"{named}: from {variable.value(one.variable, one.before)} to {variable.value(one.variable, one.after)} in "
            f"{quarter.name(place, one.turn)}."
        )
        found = _exact(session, one)
        for entry, size in found[:CAUSES_EACH]:
            said = cause.sentence(place, entry.cause, entry.index, entry.source, dues)
            page.item(f"{exactly(one.variable, size)}. {said}")
        rest = sum(size for _, size in found[CAUSES_EACH:])
        if len(found) > CAUSES_EACH:
            page.item(f"{exactly(one.variable, rest)}. All the rest together ({len(found) - CAUSES_EACH}).")
    page.text("`why NAME` opens any other number now, exactly, and `why NAME in 3` what moved it in quarter 3.")
    return page


def _largest(session: Session) -> list[_Change]:
    """The largest single-quarter changes of levels that matter, one of each kind."""
    place, lead = session.place, session.place.lead
    partners = [number for number in range(len(place.agencies)) if number != lead]
    elements: list[tuple[str, tuple[int, ...]]] = [("energy", ()), ("credibility", ()), ("user_trust", ()), ("cover", (lead,))]
    elements += [(name, (number,)) for name in ("buy_in", "frontline", "outlook") for number in partners]
    elements += [("trust", (number, lead)) for number in partners]
    largest: dict[str, _Change] = {}
    for name, index in elements:
        for turn in range(1, session.last_turn_played + 1):
            one = _Change(name, index, turn, _value(session, turn - 1, name, index), _value(session, turn, name, index))
            if name not in largest or one.size > largest[name].size:
                largest[name] = one
    return sorted(largest.values(), key=lambda one: -one.size)[:LARGEST]


def _value(session: Session, number: int, name: str, index: tuple[int, ...]) -> float:
    state = session.states[number]
    if name != "trust":
        return float(state[name][(*index, 0)])
    return sum(share * float(state[part][(*index, 0)]) for part, share in _parts(session))


def _parts(session: Session) -> list[tuple[str, float]]:
    """What trust is made of, and in which shares."""
    parameters = {**session.place.parameters, **session.parameters}
    return [("purpose", parameters["purpose_share"]), ("confidence", parameters["confidence_share"])]


def _exact(session: Session, one: _Change) -> list[tuple[Entry, float]]:
    """The causes of one change, exact, the largest first; trust by those of its two parts."""
    if one.variable != "trust":
        return summed(session.exact(one.variable, one.index, one.turn + 1))
    found = [
        (entry, share * size)
        for part, share in _parts(session)
        for entry, size in summed(session.exact(part, one.index, one.turn + 1))
    ]
    return sorted(found, key=lambda pair: -abs(pair[1]))


def _results(session: Session, real: Session) -> Page:
    page = Page("What was reported, and what was really due to the work")
    page.line(
        "Reports run ahead. They count what would have mended by itself, and they come within a quarter, where lives that really "
        "change take years: what is attributable is counted to the end of the epilogue."
    )
    for number, facts in enumerate(session.place.outcomes):
        own, other = (_two(one, number) for one in (session, real))
        page.gap().item(f"{facts.name}", label="-")
        page.under(f"You: {own[0]:,.0f} reported, {own[1]:,.0f} really due to the work.", indent=2)
        page.under(f"The real line: {other[0]:,.0f} reported, {other[1]:,.0f} really due to it.", indent=2)
    return page


def _two(session: Session, number: int) -> tuple[float, float]:
    at_end = session.states[session.last_turn_played]
    return float(at_end["reported"][number, 0]), float(session.state["attributable"][number, 0])


def _really(session: Session) -> list[Page]:
    """What really happened, dilemma by dilemma, in the order you met them."""
    met = [(number + 1, *one) for number, (choices, _) in enumerate(session.decided) for one in choices.items()]
    pages = []
    for start in range(0, len(met), DILEMMAS_A_PAGE):
        page = Page("What really happened" if start == 0 else "What really happened, further")
        for turn, dilemma_id, option_id in met[start : start + DILEMMAS_A_PAGE]:
            _dilemma(page, session, turn, dilemma_id, option_id)
        pages.append(page)
    return pages


def _dilemma(page: Page, session: Session, turn: int, dilemma_id: str, option_id: str) -> None:
    place = session.place
    facts = place.dilemmas[place.dilemma(dilemma_id)]
    page.heading(f"{facts.title} ({quarter.name(place, turn)})")
    own = quoted(history.label(session, dilemma_id, option_id))
    real = facts.options[facts.real] if facts.real >= 0 else None
    if real is not None and real.id == option_id:
        page.line(f"You, and the real leaders: {own}.")
    else:
        page.line(f"You: {own}.")
        page.line(f"The real leaders: {quoted(real.label)}." if real is not None else "What the real leaders chose is not known.")
    if facts.followed:
        page.line(facts.followed)
    if facts.concept:
        page.line(f"What it is about: {facts.concept}.")
    sources = place.texts.get("sources", {})
    heard = [one for one in facts.evidence if one in sources]
    if heard:
        sections = dict.fromkeys(part.strip() for one in heard for part in str(sources[one]["section"]).split(","))
        page.line(f"In the source paper: section {', '.join(sorted(sections))} ({', '.join(heard)}).")


def _questions(session: Session) -> Page:
    texts = session.place.texts
    page = Page("To think over")
    for key, title in QUESTIONS:
        asked = texts.get("questions", {}).get(key, ())
        if asked:
            page.heading(title)
            for question in asked:
                page.item(question)
    page.heading("Before you quote any of this")
    page.line(
        "The numbers are illustrative. They come from a model of how partnerships work, whose equations take their direction "
        "from published cases and most of their sizes from judgement."
    )
    if texts.get("caveat"):
        page.text(str(texts["caveat"]))
    return page

"""The debrief in text, a page at a time: what was found in a run that is over, laid out to be read at a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.analysis import MOST_TRIED, Debrief, analyse
from game.debrief.beliefs import NOBODY, OPEN_NOW, SEATS, TOGETHER, TOLD_TO_LEAD, own_first, titled
from game.debrief.conversation import PHASES, of_phase
from game.debrief.lines import Beside, ended, heading, introduced, stood
from game.debrief.luck import Luck
from game.debrief.moments import FUTURES
from game.debrief.promises import BECAME
from game.debrief.question import Question
from game.debrief.really import ILLUSTRATIVE, Happened, is_known
from game.debrief.results import of_real
from game.debrief.tokens import mattered
from game.play.session import Session
from game.terminal.page import Page
from game.translation import later, say, say_many
from game.words import measure, quarter
from game.words.grammar import how_many, listed, quoted
from game.words.money import about

DILEMMAS_A_PAGE = 4
GAPS = 3
TIES = 3
POCKETS = 6

TITLES = later(
    {
        "kept": "Kept",
        "kept late": "Kept late",
        "owned up to": "Owned up to",
        "broken": "Broken",
        "concealed": "Concealed: it failed, and you were not told",
        "open": "Still open when the programme ended",
    }
)
"""What stands over promises, by what became of them."""


def opened(
    session: Session, *, n_futures: int = FUTURES, n_tried: int = MOST_TRIED, n_token_futures: int | None = None
) -> Debrief:
    """Opens a game that is over, as hard as the terminal looks; see `analyse`."""
    return analyse(session, n_futures=n_futures, n_tried=n_tried, n_token_futures=n_token_futures)


def pages(session: Session, found: Debrief, *, is_live: bool = True, seat: int | None = None) -> list[Page]:
    """The debrief, a page at a time.

    Arguments:
        session: a game that is over.
        found: what was found in it.
        is_live: whether something can be typed between the pages.
        seat: of a round table, whose seat reads it; nobody's in particular where None.
    """
    own = NOBODY if seat is None else seat
    first = _lines(session, found)
    if session.round_table is not None and own not in (NOBODY, session.place.lead):
        first.text(say(TOLD_TO_LEAD))
    return [
        first,
        _moments(found),
        _promises(found),
        _changes(found, is_live=is_live),
        _results(found),
        _pockets(found),
        _together(found),
        _style(found),
        *_counsel(found),
        *_seats(found, own),
        *(_really(session, found) if is_known(session.place) else ()),
        *_questions(session, found, is_live=is_live),
    ]


def _lines(session: Session, found: Debrief) -> Page:
    page = Page(heading(has_real=found.has_real)).text(introduced(has_real=found.has_real))
    page.text(ended(found.own, found.real if found.has_real else None))
    page.gap()
    for one in found.measures:
        page.item(_beside(one, has_real=found.has_real), label=f"{measure.MEASURES[one.measure].name}:")
    page.heading(say("On the way"))
    last = min(found.own.last, found.real.last)
    for turn in sorted({turn for turn in (last // 3, 2 * last // 3, last) if turn > 0}):
        page.line(f"{quarter.name(session.place, turn)}")
        page.item(f"{stood(found.own, turn)}.", label=f"  {say('You:')}")
        if found.has_real:
            page.item(f"{stood(found.real, turn)}.", label=f"  {say('The real line:')}")
    return page


def _beside(one: Beside, *, has_real: bool) -> str:
    """A headline measure in both lines, under its name."""
    own, meaning = measure.value(one.measure, one.own), measure.MEASURES[one.measure].text
    if not has_real:
        return say("you {own} ({meaning}).", own=own, meaning=meaning)
    real = measure.value(one.measure, one.other)
    return say("you {own}, the real line {real} ({meaning}).", own=own, real=real, meaning=meaning)


def _moments(found: Debrief) -> Page:
    page = Page(say("On what most hung"))
    told = found.moments.decisive
    if not told:
        page.line(
            say("On no decision hung anything that can be felt: whatever you had chosen, things would have gone much alike.")
        )
    for number, one in enumerate(told, 1):
        page.gap().item(one.text, label=f"{number}.")
        if one.came:
            page.under(one.came)
        others = [quoted(way.label) for way in one.ways[1:]]
        if others:
            page.under(say("Also on offer, with less hanging on them: {others}.", others=listed(others)))
    weighed = mattered(found.tokens)
    if weighed:
        page.heading(say("The tokens of attention on which most hung"))
        for token in weighed:
            page.item(token.text)
    _luck(page, found.moments.luck)
    if found.tried:
        page.heading(say("How far this hangs on what the model assumes"))
        for text in found.firm:
            page.item(text)
    page.heading(say("How this was found"))
    page.line(found.moments.text)
    for text in found.moments.further:
        page.text(text)
    return page


def _luck(page: Page, luck: Luck) -> None:
    if luck.spreads:
        page.heading(say("How much was luck"))
        page.line(luck.text)
        for one in luck.spreads:
            page.item(one.text)
        page.line(luck.method)


def _promises(found: Debrief) -> Page:
    """Every promise that was given while the programme ran, by what became of it, and the widest gaps of word and deed."""
    page = Page(say("Promises, and word and deed"))
    told = [
        found.promises.text,
        *([say("What you could not see of this in play is here too.")] if found.promises.promises else []),
    ]
    page.line(" ".join(told))
    for word in BECAME:
        became = found.promises.that_became(word)
        if became:
            page.heading(say(TITLES[word]))
            for one in became:
                page.item(one.text)
    if found.promises.gaps:
        page.heading(say("Word and deed: where they lay furthest apart"))
        for gap in found.promises.gaps[:GAPS]:
            page.item(gap.text)
    return page


def _changes(found: Debrief, *, is_live: bool) -> Page:
    page = Page(say("The three largest changes, and what they really came from"))
    page.text(found.looked_at)
    for one in found.changes:
        page.gap().line(one.text)
        for pull in one.pulls:
            page.item(pull.text)
        if one.rest_text:
            page.item(one.rest_text)
    if is_live:
        page.text(say("`why NAME` opens any other number now, exactly, and `why NAME in 3` what moved it in quarter 3."))
    return page


def _results(found: Debrief) -> Page:
    page = Page(say("What was reported, and what was really due to the work"))
    page.line(found.results.text)
    for text in found.results.further:
        page.text(text)
    for one, real in zip(found.results.outcomes, found.real_results.outcomes, strict=True):
        page.gap().item(one.text)
        if found.has_real:
            page.under(of_real(real), indent=2)
    return page


def _pockets(found: Debrief) -> Page:
    page = Page(say("Who paid, and who gained"))
    page.line(found.pockets.text)
    for text in found.pockets.further:
        page.text(text)
    page.heading(say("The books, those first in whom the two lie furthest apart"))
    ranked = sorted(found.pockets.pockets, key=lambda one: -abs(one.share_gained - one.share_paid))
    for one in ranked[:POCKETS]:
        page.item(one.text)
    rest = ranked[POCKETS:]
    if rest:
        cost, avoided = about(sum(one.cost for one in rest)), about(sum(one.avoided for one in rest))
        page.item(
            say(
                "The other {n} together: {cost} borne, {avoided} of cost avoided.",
                n=how_many(len(rest)),
                cost=cost,
                avoided=avoided,
            )
        )
    return page.text(say("Avoided cost is a memo and not money: nobody can spend it."))


def _together(found: Debrief) -> Page:
    page = Page(say("Trust, sharing and backing"))
    page.line(found.network.text)
    for text in found.network.further:
        page.text(text)
    own = found.network.own_personal
    if own:
        page.heading(say("Your own ties that hang on one person"))
        for tie in own[:TIES]:
            page.item(tie.text)
    page.heading(say("Sharing, and its four gates"))
    page.line(found.gates.text)
    for text in found.gates.told(TIES):
        page.item(text)
    page.heading(say("Whose masters stood behind them"))
    page.line(found.backings.text)
    page.heading(say("What remained"))
    return page.line(found.remains.text)


def _style(found: Debrief) -> Page:
    page = Page(say("How you led, as your choices show it"))
    for text in found.style.texts:
        page.item(text)
    return page.text(say("None of this is a type or a mark. Another place, or another year, might ask for another way."))


def _counsel(found: Debrief) -> Iterator[Page]:
    """What those beside the lead recommended, where several played."""
    told = found.counsel
    if not told:
        return
    page = Page(say("Recommended, and done")).text(told.text)
    for dilemma in told.dilemmas:
        page.heading(f"{dilemma.title} ({dilemma.when})").line(say("Done: {options}.", options=dilemma.done))
        for said in dilemma.said:
            page.item(said.text)
    if told.wishes:
        page.heading(say("Wishes for a token"))
        for wish in told.wishes:
            page.item(wish.text)
    yield page


def _seats(found: Debrief, seat: int) -> Iterator[Page]:
    """Of a round table, what all were after together, and what each seat that people played believed, and what was so."""
    views = [view for view in own_first(found.seats, seat) if view.n_played]
    if not views:
        return
    page = Page(say(SEATS)).text(say(OPEN_NOW))
    if found.shared:
        page.heading(say(TOGETHER))
        for one in found.shared:
            page.item(one.told)
    for view in views:
        page.heading(titled(view, seat)).line(" ".join(view.own))
        for text in view.told:
            page.item(text)
    yield page


def _really(session: Session, found: Debrief) -> Iterator[Page]:
    """What really happened, dilemma by dilemma, in the order you met them."""
    met = found.really.dilemmas
    for start in range(0, len(met), DILEMMAS_A_PAGE):
        page = Page(say("What really happened") if start == 0 else say("What really happened, further"))
        if start == 0:
            page.line(found.really.text)
        for one in met[start : start + DILEMMAS_A_PAGE]:
            _dilemma(page, session, one, real_way(found, one))
        yield page


def real_way(found: Debrief, one: Happened) -> str:
    """What the real leaders' way would have done in this run, in a sentence; nothing where it is the same or was not on offer."""
    ways = [
        way for moment in found.moments.moments if (moment.turn, moment.dilemma) == (one.turn, one.dilemma) for way in moment.ways
    ]
    return next((way.text for way in ways if way.option == one.real), "")


def _dilemma(page: Page, session: Session, one: Happened, real: str) -> None:
    page.heading(f"{one.title} ({quarter.name(session.place, one.turn)})")
    page.line(one.text)
    if one.followed:
        page.line(one.followed)
    if one.concept:
        page.line(say("What it is about: {concept}", concept=one.concept))
    for text in (one.cited, one.thin, one.assumption):
        if text:
            page.line(text)
    if real:
        page.line(say("In the game: {difference}", difference=real))


def _questions(session: Session, found: Debrief, *, is_live: bool) -> Iterator[Page]:
    conversation = found.conversation
    page, n_first, n_further = Page(say("To think over")), len(conversation.first), len(conversation.further)
    _ask(page, session, conversation.first)
    if is_live and session.may_write:
        page.text(say("`note 1` and your words keeps what you think at question 1 with the game. Nobody has to."))
    if n_further:
        page.text(say_many(n_further, "{n} more question comes last.", "{n} more questions come last.", n=n_further))
    yield page
    page = Page(say("Before you quote any of this"))
    page.line(say(ILLUSTRATIVE))
    for text in (found.really.caveat, found.really.spent):
        if text:
            page.text(text)
    yield page
    if n_further:
        page = Page(say("More to think over"))
        _ask(page, session, conversation.further, n_first)
        yield page


def _ask(page: Page, session: Session, questions: Sequence[Question], n_before: int = 0) -> None:
    """Questions phase by phase, numbered on from those before, each with what was written at it."""
    numbers = {one.text: number for number, one in enumerate(questions, n_before + 1)}
    for phase, title in PHASES.items():
        if asked := of_phase(questions, phase):
            page.heading(say(title))
        for one in asked:
            page.item(one.text, label=f"{numbers[one.text]}.")
            if kept := session.reflections.at(one.text, one.key):
                page.under(say("You wrote: {note}", note=kept))

"""What the screens say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.briefing import history as past
from game.briefing import result as results
from game.core.effects.change import Change
from game.core.place import Event, Place
from game.debrief.analysis import Debrief, analyse
from game.play.policy import policy_named
from game.play.session import Session
from game.terminal import agency, debrief, epilogue, history, money, promises, quarter, result, why
from game.terminal import map as mapping
from game.terminal.page import Page
from game.words.grammar import called, capital
from game.words.money import about
from tests.places.laboratory import laboratory
from tests.places.lines import end_quarter
from tests.places.shipped import barnet, bradford
from tests.terminal.script import history as real_line


def read(page: Page) -> str:
    """A page as one line of text."""
    return " ".join(" ".join(page.lines(80)).split())


@cache
def over() -> Session:
    """A game of Barnet that is over, decided by chance."""
    return Session.played(barnet(), 3, policy_named("random", barnet()))


@cache
def opened_books() -> Debrief:
    """Its debrief."""
    return analyse(over(), real_line(barnet(), 3), n_futures=4)


@cache
def begun() -> Session:
    """A game of Barnet with a promise, three quarters in."""
    session = Session(barnet(), 3)
    for tokens in ([{"token": "promise", "what": "visit", "with": "met"}], [], [{"token": "time", "with": "csc"}]):
        end_quarter(session, *tokens)
    return session


class TestQuarter:
    """The quarter as it begins."""

    def test_every_partner_is_there(self) -> None:
        """Each is named, as saying or doing something."""
        _, _, partners = read(quarter.page(begun())).partition("What partners said and did last quarter")
        assert all(called(barnet(), number) in partners for number in range(len(barnet().agencies)) if number != barnet().lead)

    def test_what_each_option_asks(self) -> None:
        """Energy and money stand in plain words, and what cannot be had says why."""
        place = barnet()
        first = place.dilemmas[0]
        options = (
            replace(first.options[0], energy=0.0, money=0),
            replace(first.options[1], energy=0.02, money=20_000),
            replace(first.options[2], energy=0.08, money=0),
            replace(first.options[3], money=10_000_000),
        )
        session = Session(replace(place, dilemmas=(replace(first, options=options), *place.dilemmas[1:])), 1)
        text = read(quarter.dilemma(session, 0))
        assert "Asks nothing of you now." in text
        assert "Asks of you: a little energy and £20,000 of your own money." in text
        assert "Asks of you: much energy and your word to adult social care: “" in text
        assert "Not open to you. There is not the money for it." in text

    def test_a_worn_out_leader_is_told(self) -> None:
        """Two tokens, dearer options, and a warning before the programme is stopped."""
        place = barnet()
        starting = {**place.starting, "energy": np.array(0.1)}
        starting["cover"] = np.where(np.arange(len(place.agencies)) == place.lead, 0.05, place.starting["cover"])
        session = Session(replace(place, starting=starting), 1)
        text = read(quarter.page(session))
        assert "worn out (10 of 100). You have two tokens this quarter" in text
        assert "they will stop the programme" in text
        assert session.tokens_left() == 2


class TestResult:
    """What came of a quarter."""

    def test_changes_are_told_with_their_causes(self) -> None:
        """The changes can be asked about by number, and each line of a change begins with a direction."""
        session = begun()
        found = result.result(session, 3)
        assert 1 <= len(found.asked) <= results.MOST_CHANGES
        thread = why.Thread()
        thread.lead_to(found.asked, 3)
        for number, (name, index) in enumerate(found.asked):
            known = session.why(name, index, 4)
            assert known is not None
            assert capital(results.change(session.place, known)) in read(found.page)
            thread.lead_to(found.asked, 3)
            assert results.change(session.place, known) in read(why.answer(session, thread, str(number + 1)))

    def test_nothing_moved_before_the_first_quarter(self) -> None:
        """What a first quarter shows for the first time has no cause in it."""
        asked = results.largest(begun(), 1)
        assert not {name for name, _ in asked} & set(results.FIRST_SEEN)
        assert "Nothing of it could be seen before" in read(why.answer(begun(), why.Thread(), "deeds police in 1"))

    def test_what_happened_is_told(self) -> None:
        """A promise that is made, kept and broken, a protocol and a departure are told when they happen."""
        session = real_line(barnet(), 1)
        told = [
            event.sentence
            for turn in range(2, len(session.states) + 1)
            for event in results.happened(session, session.told(turn), session.view(turn))
        ]
        text = " ".join(told)
        assert "have signed a protocol" in text
        assert "What was personal has gone too." in text
        assert " promised you “" in text
        assert " kept a promise to " in text
        assert "The programme has run its course." in text

    def test_a_dead_end_leaves_the_numbers_that_were_there(self) -> None:
        """Where a number leads to something that nothing moved, the list it stood in can still be asked."""
        session, thread = begun(), why.Thread()
        quiet = next(
            one
            for one in (("fairness", ()), ("tailoring", ()), ("mandate", ()))
            if "Nothing you know of moved it" in read(why.answer(session, why.Thread(), f"{one[0]} in 3"))
        )
        thread.lead_to([quiet, ("energy", ())], 3)
        assert "Nothing you know of moved it" in read(why.answer(session, thread, "1"))
        assert "your energy" in read(why.answer(session, thread, "2"))

    def test_a_promise_is_asked_about_in_the_list(self) -> None:
        """`why promise` says where promises are told, in whatever words it is asked."""
        for asked in ("promise", "promises", "promise visit police"):
            assert "`promises` lists them all" in read(why.answer(begun(), why.Thread(), asked))


class TestPromises:
    """The list of promises."""

    def test_after_the_end_nothing_is_open_or_can_be_kept(self) -> None:
        """What was open when the programme ended is called that, and nobody is told how to keep it."""
        session = Session(bradford(), 3)
        while session.is_running:
            is_last = session.turn == session.place.turns
            end_quarter(session, *([{"token": "promise", "what": "visit", "with": "prison"}] if is_last else []))
        text = read(promises.page(session))
        still, _, _ = text.partition("Settled")
        assert "Promises Still open when the programme ended - " in still
        assert "You promised the prison a visit" in still
        assert "`time`" not in text

    def test_an_open_promise_says_how_it_is_kept(self) -> None:
        """A visit is kept by time."""
        session = Session(barnet(), 1)
        end_quarter(session, {"token": "promise", "what": "visit", "with": "met"})
        assert "You promised the police a visit by 2010 Q4: `time` with them keeps it." in read(promises.page(session))

    def test_a_late_promise_is_the_last_chance(self) -> None:
        """When it is late, the list says that this quarter is the last."""
        assert "it is late, and this quarter is the last in which it can still be kept" in read(promises.page(begun()))

    def test_a_broken_promise_stays_in_the_list(self) -> None:
        """What was settled is told with what became of it."""
        session = Session(barnet(), 3)
        for tokens in ([{"token": "promise", "what": "visit", "with": "met"}], [], [], []):
            end_quarter(session, *tokens)
        assert "You promised the police a visit by 2010 Q4 (broken)." in read(promises.page(session))
        assert "(broken)" in read(agency.page(session, barnet().agency("met")))


class TestBooks:
    """Money, map, history."""

    def test_the_books_say_that_avoided_is_not_money(self) -> None:
        """The sum of what was avoided, and that nobody can spend it."""
        session = over()
        total = float(session.view()["avoided"][:, 0].sum())
        text = read(money.page(session))
        assert f"In all {about(total)} of cost has been avoided" in text
        assert "nobody can spend it" in text

    def test_the_map_counts_protocols(self) -> None:
        """Nineteen ties need one in Barnet, and none is signed at the start."""
        text = read(mapping.page(Session(barnet(), 1)))
        assert "19 ties between bodies need a sharing protocol: none signed, none being drafted." in text

    def test_history_tells_every_quarter(self) -> None:
        """Each quarter with its decision and where attention went."""
        text = read(history.page(begun()))
        for turn in (1, 2, 3):
            assert f"Quarter {turn} of 13" in text
        assert "a promise to the police: a visit" in text
        assert past.label(begun(), "pitch", barnet().dilemmas[0].options[0].id) in text


class TestAfterwards:
    """Epilogue and debrief."""

    @pytest.mark.slow
    def test_every_finding_is_told_in_its_own_words(self) -> None:
        """Each part's sentences stand on a page, word for word."""
        session, found = over(), opened_books()
        text = " ".join(read(page) for page in debrief.pages(session, found))
        parts = (found.promises, found.results, found.pockets, found.network, found.gates, found.backings, found.remains)
        told = [part.text for part in parts]
        told += [one.text for one in found.moments.decisive]
        told += [one.text for one in found.results.outcomes]
        told += [one.text for one in found.conversation.questions]
        told += [pull.text for one in found.changes for pull in one.pulls]
        told += found.style.texts
        for sentence in told:
            assert " ".join(sentence.split()) in text
        assert len(found.changes) == 3

    def test_every_dilemma_met_is_told_as_it_really_was(self) -> None:
        """What one chose, what the real leaders chose, and what followed."""
        session = over()
        text = " ".join(read(page) for page in debrief.pages(session, opened_books()))
        for choices, _ in session.decided:
            for dilemma in choices:
                facts = session.place.dilemmas[session.place.dilemma(dilemma)]
                assert facts.title in text
                assert " ".join(facts.followed.split()) in text
        assert "Before you quote any of this" in text
        assert " ".join(str(session.place.texts["caveat"]).split()) in text

    def test_what_was_concealed_is_open_now(self) -> None:
        """A failure that a partner hid looks late while one plays, and is called concealed in the debrief."""
        session, slot = concealed()
        place = session.place
        assert place.promises[slot].giver != place.lead
        during = Session.resumed(place, session.seed, _records(session)[:-1])
        assert during.is_running
        assert "concealed" not in read(promises.page(during))
        assert "(kept late, they say)" in read(promises.page(during))
        assert "concealed" not in read(
            why.answer(during, why.Thread(), f"my trust {place.agencies[place.promises[slot].giver].id}")
        )
        assert "(concealed)" in read(promises.page(session))
        assert "Concealed: it failed, and you were not told" in read(
            debrief.pages(session, analyse(session, session, n_futures=2))[2]
        )

    def test_a_place_without_texts(self) -> None:
        """A place that tells nothing beyond the necessary still has its pages."""
        bare = replace(laboratory(), texts={}, endings=(), epilogue=0, turns=5)
        session = real_line(bare, 1)
        assert "The end" in read(epilogue.ending(session))
        assert "no epilogue" in read(epilogue.page(session))
        assert all(page.lines(80) for page in debrief.pages(session, analyse(session, session, n_futures=2)))


def _records(session: Session) -> list[dict[str, object]]:
    """The records of a game, as a log would hold them."""
    records: list[dict[str, object]] = []
    for number, (choices, tokens) in enumerate(session.decided):
        records += [{"do": "choose", "dilemma": dilemma, "option": option} for dilemma, option in choices.items()]
        records += [{"do": "attend", "token": token} for token in tokens]
        records.append({"do": "end_turn", "digest": session.states[number + 1].digest()})
    return records


def concealed() -> tuple[Session, int]:
    """A game in which a partner under strain hides that it failed, and the slot of its promise."""
    place = strained()
    slot = next(number for number, terms in enumerate(place.promises) if terms.id == "analyst")
    session = Session.played(place, 1, policy_named("history", place))
    return session, slot


def strained() -> Place:
    """The laboratory, where a partner promises in quarter 2, delivers nothing, and says nothing."""
    from game.core.effects.promise import Promise
    from game.core.promise import PromiseTerms

    place = laboratory()
    partner = next(number for number in range(len(place.agencies)) if number != place.lead)
    slot = len(place.promises)
    terms = PromiseTerms("analyst", "An analyst by summer", partner, place.lead, "delivery", 1)
    effects = (
        Promise(promise="An analyst by summer", by=partner, to=place.lead, due=1, size=0.8, id=slot),
        Change(change="buy_in", of=(partner,), by=-1.0),
        Change(change="strain", of=(partner,), by=1.0),
    )
    event = Event("word", "A word is given", "", (2,), 0.0, 1, 2, None, True, effects, ())  # noqa: FBT003 - an event's fields
    starting = {name: np.append(value, 0.0) if name.startswith("promise_") else value for name, value in place.starting.items()}
    starting["happened"] = np.append(place.starting["happened"], 0.0)
    return replace(place, promises=(*place.promises, terms), events=(*place.events, event), starting=starting)

"""A quarter from its beginning to what came of it: scenes, results, causes, promises, and the way so far."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.briefing import epilogue, history, money, promises, quarter, result, scene, ties
from game.briefing.agency import partnership, sheet
from game.briefing.sight import Asked, last_turn, seen
from game.briefing.why import Answer, why
from game.core.dynamics.joint import serving
from game.core.effects.money import Move, Spend
from game.core.observe import View, may_ask
from game.core.promise import EMPTY
from game.core.variables import VARIABLES
from game.play.policy import policy_named
from game.play.session import Session
from game.scenario.compiler import load
from game.words import level
from game.words.grammar import count, quoted
from tests.briefing.script import askable, during, words
from tests.places.lines import end_quarter
from tests.places.shipped import shipped


@cache
def barnet() -> Session:
    """A game of Barnet, six quarters in, as the real leaders decided."""
    return during(shipped("barnet"), 6, policy="history")


@cache
def over() -> Session:
    """The same game, over."""
    place = shipped("barnet")
    return Session.played(place, 1, policy_named("history", place))


def test_every_partner_once() -> None:
    """A quarter tells of each partner once, those first whose gap is clear by its word."""
    session = during(shipped("barnet"), 10, policy="history")
    told, place = quarter.begun(session), session.place
    assert sorted(one.agency for one in told.partners) == [i for i in range(len(place.agencies)) if i != place.lead]
    assert [one.is_short for one in told.partners] == sorted((one.is_short for one in told.partners), reverse=True)
    shorts = [one for one in told.partners if one.is_short]
    assert shorts
    assert all(one.gap == session.view()["gap"][one.agency, 0] for one in shorts)
    words = {one.agency: level.in_words("gap", one.gap) for one in told.partners}
    assert all((words[one.agency] in {"none", "slight"}) != one.is_short for one in told.partners)
    contacts = partnership(session)
    assert {one.agency for one in (*contacts.inside, *contacts.outside)} == {one.agency for one in told.partners}


def test_a_first_quarter_tells_no_deeds() -> None:
    """Before anything was played there is a word and no deed."""
    session = Session(shipped("barnet"), 1)
    told = quarter.begun(session)
    assert told.is_first
    assert {one.did for one in told.partners} == {""}
    assert all(one.did is None and one.sharing is None for one in partnership(session).outside)
    assert money.books(session).workers is None


def test_the_matrix_is_the_view() -> None:
    """Row by row the estimate and the sharing that the view holds; the protocols are those that the place needs."""
    session, view = barnet(), barnet().view()
    told = ties.matrix(session)
    signed = 0
    for one, row in enumerate(told):
        assert row[one] is None
        for other, tie in enumerate(row):
            if tie is None:
                continue
            assert (tie.one, tie.other) == (one, other)
            assert tie.trust == view["estimate"][one, other, 0]
            assert tie.sharing == view["practice"][one, other, 0]
            needed = {(one, other), (other, one)} & set(session.place.protocols)
            assert (tie.protocol == "not needed") == (not needed)
            signed += tie.protocol == "signed"
            assert may_ask(*tie.trust_asked, session.place.lead)
            assert may_ask(*tie.sharing_asked, session.place.lead)
    assert signed == 2 * ties.protocols(view).n_signed == 2 * round(float(view.signed[0]))
    for number in range(len(told)):
        found = ties.links(session, number)
        assert found.outwards == tuple(tie for tie in told[number] if tie is not None)
        assert found.inwards == tuple(row[number] for row in told if row[number] is not None)


def test_an_earlier_matrix_is_of_its_turn() -> None:
    """Asked of an earlier turn, it tells what was seen then."""
    first = ties.matrix(barnet(), 1)[1][0]
    assert first is not None
    assert first.trust == barnet().view(1)["estimate"][1, 0, 0] != barnet().view()["estimate"][1, 0, 0]


def test_a_protocol_is_told_of_with_every_other_agency() -> None:
    """Of one agency, each other one is told, and not itself: with whom its results need a protocol, and with whom not."""
    view = barnet().view()
    others = set(range(len(view.place.agencies)))
    for agency in others:
        told = ties.stages(view, agency)
        assert set(told) == others - {agency}
        needed = {number for pair in view.place.protocols_of(agency) for number in pair} - {agency}
        assert {number for number, stage in told.items() if stage != "not needed"} == needed


def test_a_result_holds_what_why_says() -> None:
    """Each change goes from and to what `why` says; its pulls are among what the leader could know, if there is any."""
    session = barnet()
    for turn in range(1, 7):
        told = result.result(session, turn)
        assert 1 <= len(told.changes) <= result.MOST_CHANGES
        for change in told.changes:
            found = session.why(*change.asked, turn + 1)
            assert found is not None
            assert (change.before, change.after, change.has_hidden) == (found.before, found.after, found.has_hidden)
            known = {reason.sentence.lower() for reason in why(session, change.asked, turn).reasons}
            assert {pull.sentence.lower() for pull in change.pulls if pull.direction} <= known
            assert any(pull.direction for pull in change.pulls) == bool(known)
        concerned = [number for event in told.happened for number in event.agencies]
        assert all(0 <= number < len(session.place.agencies) for number in concerned)


def test_what_the_pot_became_is_told_with_its_why() -> None:
    """A quarter in which the pot paid workers says how many, and for how many families by the model's rule; why leads there."""
    session, n_told = barnet(), 0
    place = session.place
    for turn in range(1, 7):
        paid = [event for event in result.result(session, turn).happened if event.kind == "paid"]
        was, now = (session.view(number)["paid_workers"][0] for number in (turn, turn + 1))
        assert bool(paid) == (max(was, now) >= result.LEAST_PAID)
        for event in paid:
            n_told += 1
            assert event.asked is not None
            reasons = why(session, event.asked, turn).reasons
            assert ("pot", ()) in [reason.behind[0] for reason in reasons if reason.behind is not None]
            known = (session.view(turn + 1)[name][0] for name in ("workers", "cases", "support"))
            room = serving.compute(np.inf, *known, place.parameters["support_time"])
            assert f"with room for {count(round(room), *place.people)}." in event.sentence
    assert n_told


@pytest.mark.parametrize(("paid", "pot"), [(0.0, 0.0), (0.1, 0.0), (0.1, 9e4), (0.6, 9e4), (1.0, 9e4), (8.4, 9e4), (8.4, 2e5)])
def test_what_is_told_of_the_pot_goes_with_the_books(paid: float, pot: float) -> None:
    """Where the books know of a pound paid nobody says none was; a pot is warned of that paid more than it holds."""
    session, n_all = barnet(), 4.0
    place, before, after = session.place, session.view(6), session.view()
    seen = {"paid_workers": paid, "pot": pot, "families": n_all, "workers": 3.0 + paid}
    told = replace(after, values={**after.values, **{name: np.full_like(after[name], one) for name, one in seen.items()}})
    full = replace(before, values={**before.values, "paid_workers": np.full_like(before["paid_workers"], 9.0)})
    (event,) = result._paid(session, full, told)
    assert ("no workers" in event.sentence) == (paid == 0)
    assert ("for part of one" in event.sentence) == (0 < paid < 0.9)
    assert ("That is more room than is needed for the four families" in event.sentence) == (paid < result.LEAST_PAID and pot > 0)
    warning = quarter._ebbing(session, told).get("warning", "")
    assert bool(warning) == (pot < max(1, paid * place.parameters["wage"]))
    assert ("last quarter" in warning) == (0 < pot < paid * place.parameters["wage"])


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_no_option_takes_money_that_it_did_not_ask_for(name: str) -> None:
    """What an option takes from the lead's own money at once stands among what it asks of the lead."""
    session, n_takes = Session(shipped(name), 1), 0
    for dilemma in session.place.dilemmas:
        for option in dilemma.options:
            takes = [one.move for one in option.effects if isinstance(one, Move) and one.from_ == session.place.lead]
            takes += [one.spend for one in option.effects if isinstance(one, Spend) and one.from_ == session.place.lead]
            asks = scene.asks(session, option)
            assert all(f"£{pounds:,} of your own money" in asks for pounds in takes)
            n_takes += len(takes)
    assert n_takes == {"barnet": 2, "bradford": 1, "nw_london": 0}[name]


def test_a_partner_stands_in_one_group() -> None:
    """Nobody is said to have moved twice, and the direction is the view's."""
    session = barnet()
    for turn in range(1, 7):
        told = result.result(session, turn)
        for moves, name in ((told.said, "stated"), (told.did, "delivered")):
            everybody = [number for group in moves.groups for number in group.agencies]
            assert len(everybody) == len(set(everybody))
            for group in moves.groups:
                for number in group.agencies if group.direction else ():
                    went = session.view(turn + 1)[name][number, 0] - session.view(turn)[name][number, 0]
                    assert np.sign(went) == group.direction


class TestWhy:
    """Causes, and where they lead."""

    def test_a_thread_goes_on_or_says_why_it_ends(self) -> None:
        """Each cause leads to something that may be asked about, or has a sentence; followed on, it is always answered."""
        session, walked = barnet(), 0
        seen: set[tuple[Asked, int]] = set()
        waiting = [(asked, 6) for asked in askable(session.place)]
        while waiting:
            asked, turn = waiting.pop()
            if (asked, turn) in seen or len(seen) > 400:
                continue
            seen.add((asked, turn))
            for reason in why(session, asked, turn).reasons:
                assert (reason.behind is None) == bool(reason.ends)
                assert reason.direction in (-1, 1)
                if reason.behind is not None:
                    assert may_ask(*reason.behind[0], session.place.lead)
                    waiting.append(reason.behind)
                    walked += 1
        assert walked > 50

    def test_of_money_each_sum_is_told(self) -> None:
        """Causes of what the pot and one's own books came to are pounds, which add up; the pot's thread leads in no circle."""
        session = barnet()
        for name, index in (("pot", ()), ("budget", (session.place.lead,)), ("work", ())):
            for turn in range(1, 7):
                told = why(session, (name, index), turn)
                assert told.before is not None
                assert told.after is not None
                sums = [reason.amount for reason in told.reasons]
                assert all(one is not None and "£" in reason.size for one, reason in zip(sums, told.reasons, strict=True))
                left_out = 0.01 * max(told.before, told.after) * 4
                assert told.before + sum(one or 0.0 for one in sums) == pytest.approx(told.after, abs=1 + left_out)
                assert name != "pot" or all(reason.behind != (("work", ()), turn) for reason in told.reasons)

    def test_what_no_rule_moves_says_what_can(self) -> None:
        """Of a level that only decisions move, an answer without a cause says so, before and after it has been played."""
        could = "What can move it: what you and others decide, and what comes from outside."
        assert why(barnet(), ("fairness", ()), 0).note == could
        still = [turn for turn in range(1, 7) if not why(barnet(), ("tailoring", ()), turn).reasons]
        assert still
        assert all(could in why(barnet(), ("tailoring", ()), turn).note for turn in still)

    def test_what_is_hidden_is_said_to_be(self) -> None:
        """Of what the seat may not ask, nothing is told but that."""
        session = barnet()
        for asked in askable(session.place):
            for turn in (0, 6):
                answer = why(session, asked, turn)
                assert (answer.kind == "unseen") == (not may_ask(*asked, session.place.lead)), asked
                assert answer.kind != "unseen" or not answer.reasons

    def test_after_the_end_all_of_it_is_told(self) -> None:
        """Then every cause is exact, and a number names its size."""
        session = over()
        kinds = set()
        for asked in askable(session.place):
            answer: Answer = why(session, asked, 5)
            kinds.add(answer.kind)
            assert all(reason.rough is None and any(sign.isdigit() for sign in reason.size) for reason in answer.reasons)
        assert kinds == {"exact"}
        assert last_turn(session) == session.place.turns + session.place.epilogue


class TestPromises:
    """The list of promises."""

    def test_those_that_were_told(self) -> None:
        """Each promise that the view says was made is in the list once, the open ones first, by when they fall due."""
        session = during(shipped("barnet"), 5)
        told = promises.promises(session)
        status = session.view()["promise_status"][:, 0]
        assert sorted(one.number for one in told) == [number for number in range(len(status)) if round(status[number]) != EMPTY]
        assert told
        assert [one.is_open for one in told] == sorted((one.is_open for one in told), reverse=True)
        dues = [one.due for one in told if one.is_open]
        assert dues == sorted(dues)

    def test_what_keeps_a_promise(self) -> None:
        """A promise of the lead's own says what keeps it, until it is late."""
        session = Session(shipped("barnet"), 3)
        for tokens in ([{"token": "promise", "what": "visit", "with": "met"}], [], []):
            end_quarter(session, *tokens)
            (one,) = promises.between(session, session.place.agency("met"))
            assert one.kept_by == "time"
            assert one.is_open
            assert (one.is_due, one.is_late) == (session.turn == one.due, session.turn > one.due)
            assert ("time with them keeps it" in one.sentence) == (not one.is_late)
        assert one.is_late
        assert sheet(session, one.receiver).promises == (one,)


class TestHistory:
    """The way so far."""

    def test_a_series_is_what_was_seen(self) -> None:
        """Every value of a series is the view's of that turn, one for each turn up to now."""
        session = barnet()
        for one in history.series(session):
            assert len(one.values) == session.turn
            if one.asked is not None:
                name, index = one.asked
                for turn, value in enumerate(one.values, 1):
                    view = session.view(turn)
                    assert value == float(view[name][0] if VARIABLES[name].sight == "own" else view[name][(*index, 0)])
            assert not one.is_level or all(0 <= value <= 1 for value in one.values)

    def test_how_one_stood_is_as_the_quarter_left_it(self) -> None:
        """Each quarter tells the energy and the standing with which the next one begins."""
        told = history.played(barnet())
        left = [
            [level.in_words(name, seen(barnet().view(one.turn + 1), name)) for name in ("energy", "credibility")] for one in told
        ]
        assert all(
            f"energy {energy}, your standing {standing}." in one.stood for one, (energy, standing) in zip(told, left, strict=True)
        )
        assert len({tuple(one) for one in left}) > 2

    def test_every_token_is_accounted_for(self) -> None:
        """Each quarter tells its decisions and as many tokens as were placed."""
        told = history.played(barnet())
        assert len(told) == 6
        for one, (choices, tokens) in zip(told, barnet().decided, strict=True):
            assert [decision.dilemma for decision in one.decisions] == list(choices)
            assert sum(spent.n_tokens for spent in one.spent) == len(tokens)


def test_the_epilogue_tells_what_was_left() -> None:
    """How it ended, and each measure at the end of the programme and two years later; families are the state's."""
    session = over()
    told = epilogue.aftermath(session)
    assert told.n_quarters == session.place.epilogue
    assert all(0 <= one.before <= 1 and 0 <= one.after <= 1 for one in told.left)
    assert told.left[-1].after == pytest.approx(float(session.state["user_trust"][0]))
    (lasts,) = (one.after for one in told.left if "worked together" in one.label)
    assert lasts == pytest.approx(session.headline()["legacy"])
    assert told.families == round(float(session.state["families"][0]))
    ended = session.ending()
    assert ended is not None
    assert epilogue.ending(session).title == ended.title


def test_the_lead_is_told_when_it_can_keep_no_more_money() -> None:
    """While it has twice what comes each quarter, which is as much as is kept; and not before, nor when it has less."""
    place, said = shipped("barnet"), set()
    for turns in range(7):
        session = during(place, turns, policy="history")
        budget, allowance = (float(session.state[name][place.lead, 0]) for name in ("budget", "allowance"))
        warning = quarter.standing(session).budget.warning
        assert bool(warning) == (turns > 0 and budget >= 2 * allowance)
        said.add(bool(warning))
    assert said == {True, False}


def test_what_was_learned_by_hearing_people_is_told() -> None:
    """Where attention went to listening, the result says whether the help comes, to each seat in its words; else nothing."""
    place = shipped("nw_london")
    session = Session(place, 1)
    for seat, who in ((place.lead, "You"), (place.agency("gps"), "The lead")):
        view = session.view(seat=seat)

        def told(listening: float, all_of_them: float, helped: float, view: View = view) -> list[str]:
            values = {"listening": listening, "families": all_of_them, "served": helped}
            seen = {name: np.full_like(view[name], value) for name, value in values.items()}
            return [one.sentence for one in result._learned(replace(view, values={**view.values, **seen}))]

        assert told(0, 50, 20) == []
        (nothing,), (short,), (all_well,) = told(1, 0, 0), told(1, 50.2, 19.8), told(2, 50, 50)
        assert nothing.startswith(f"{who} heard patients. None is being worked with yet")
        assert short.startswith(f"{who} heard patients, and learned that of 50 being worked with only 20 had the help promised.")
        assert all_well.startswith(f"{who} heard patients. The help they were promised comes: of that ")
        assert "nothing new" in all_well


def test_news_stands_under_the_title_of_its_own_event() -> None:
    """What an event tells is headed by its title, or by nothing where that would say the same twice; other news by no event's."""
    headed = 0
    for played in range(8):
        session = during(shipped("barnet"), played, policy="history")
        titles = {event.id: event.title for event in session.place.events}
        happened = [one for one in session.told() if one.kind in quarter.NEWS and one.text]
        for one, told in zip(happened, quarter.news(session), strict=True):
            assert told.text == one.text
            assert told.title in ("", titles[one.name] if one.kind == "event" else "")
            headed += bool(told.title)
    assert headed > 3


def test_news_that_nobody_has_read_is_announced_where_it_is_a_cause() -> None:
    """News that a change is put down to has been read before its result, or is said there to have come and to be told next."""
    session, n_announced = during(shipped("barnet"), 9, policy="history"), 0
    titles = {event.id: quoted(event.title) for event in session.place.events}
    read: set[str] = set()
    for turn in range(1, 10):
        read |= {titles[one.name] for one in session.told(turn) if one.kind == "event"}
        told = result.result(session, turn)
        announced = " ".join(event.sentence for event in told.happened if event.kind == "news")
        pulls = " ".join(pull.sentence for change in told.changes for pull in change.pulls)
        cited = {title for title in titles.values() if title in pulls}
        assert cited - read == {title for title in titles.values() if title in announced} - read
        assert cited <= read or "told next" in announced
        n_announced += bool(announced)
    assert n_announced


def test_a_cut_looks_for_nothing_that_it_left_out() -> None:
    """What only a decision that a cut leaves out could have left is not looked for after it; of the whole place, all is."""
    whole, cut = (
        Session.played(place, 3, policy_named("history", place)) for place in (load("bradford"), load("bradford", cut="hour"))
    )
    assert len(epilogue.aftermath(whole).traces) == len(whole.place.traces)
    told = {one.name for one in epilogue.aftermath(cut).traces}
    hire = next(one for one in cut.place.dilemmas if one.id == "hire")
    assert hire.is_left_out
    assert "A desk by the window" not in told
    assert {"Somebody at the gate", "Those it turned round"} <= told


def test_a_quarter_is_told_in_the_names_of_its_time() -> None:
    """What came of a quarter, and why, names nobody who was not there yet, also where it is read again when all is over."""
    place = shipped("nw_london")
    session = Session.played(place, 1, policy_named("history", place))
    (one,) = place.successors
    told = [
        "\n".join((*words(result.result(session, turn)), *words(why(session, ("stated", (one.agency,)), turn))))
        for turn in range(1, session.last_turn_played + 1)
    ]
    newer, older = (name.removeprefix("The ").lower() for name in (one.facts.name, one.before.name))
    assert [turn for turn, text in enumerate(told, 1) if newer in text.lower() and turn + 1 < one.at] == []
    assert [turn for turn, text in enumerate(told, 1) if older in text.lower() and turn >= one.at] == []
    assert all(older in text.lower() for text in told[: one.at - 2])


def test_a_cause_is_told_by_its_height_or_by_its_rise() -> None:
    """Direction from the centre, which grew clearer and is clear, is one cause of one change and not two."""
    session = Session.played(shipped("barnet"), 2, policy_named("random", shipped("barnet")))
    changes = [one for turn in range(1, session.last_turn_played + 1) for one in result.result(session, turn).changes]
    told = [sum("direction from the centre" in pull.sentence for pull in one.pulls) for one in changes]
    assert max(told) == 1


def test_when_nothing_can_be_done_any_more_nothing_is_warned_of() -> None:
    """A purse that is full warns a lead who can still use it, and nobody whose programme is over."""
    place = shipped("barnet")
    games = (during(place, turns, policy="history") for turns in range(2, place.turns))
    running = next(session for session in games if _warnings(session))
    assert running.is_running
    assert over().view()["budget"][place.lead] >= 2 * over().view()["allowance"][place.lead]
    assert not _warnings(over())


def _warnings(session: Session) -> list[str]:
    return [one.warning for one in quarter.standing(session).figures if one.warning]

"""Who paid and who gained: what each agency bore, lent and was spared, and how much of that could ever be cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.ledger import Cause
from game.debrief.finding import Summed, at_end, level, opened, programme, summed
from game.play.session import Session
from game.translation import say
from game.words.grammar import agency, called, capital, listed
from game.words.money import about


@dataclass(frozen=True, slots=True)
class Pocket:
    """One agency's books when the programme ended, in whole pounds.

    Arguments:
        agency: its number.
        cost: all that it bore: `given` to the pot, `lent` in kind, and `other` (the price of options, tokens of money, and what
            a scenario made it spend or move); the three add up to it, as the ledger's entries do.
        avoided: cost avoided that fell to it, a memo that nobody can spend.
        cashable: the part of it that could be cash, as the agency feels it.
        later: cost avoided that fell to it in the epilogue.
        lost: income that it lost because the work went well; 0 in a place that has no such losses.
        share_paid, share_gained: its part in all that was borne and in all that was avoided, 0 to 1.
        borne: what it bore, cause by cause, with the turns in which it did.
        text: all this in a sentence.
    """

    agency: int
    cost: float
    given: float
    lent: float
    other: float
    avoided: float
    cashable: float
    later: float
    lost: float
    share_paid: float
    share_gained: float
    borne: tuple[Summed, ...]
    text: str

    @property
    def turns(self) -> tuple[int, ...]:
        """The turns in which it bore anything."""
        return tuple(sorted({turn for one in self.borne for turn in one.turns}))


@dataclass(frozen=True, slots=True)
class Pockets:
    """Who paid and who gained.

    Arguments:
        pockets: every agency, by number.
        cost, avoided, cashable: pounds, over all agencies.
        wrong: the part of avoided cost, 0 to 1, that fell to an agency beyond its share in what was borne.
        text: what the work cost and spared, in a sentence or two.
        further: who bore more than they gained, who gained more than they bore, and who lost by it, a paragraph each of the two.
    """

    pockets: tuple[Pocket, ...]
    cost: float
    avoided: float
    cashable: float
    wrong: float
    text: str
    further: tuple[str, ...] = ()


def pockets(session: Session) -> Pockets:
    """Who paid and who gained in a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    n = len(session.place.agencies)
    end, final = at_end(session), session.state
    cost = [level(end, "cost", number) for number in range(n)]
    avoided = [level(end, "avoided", number) for number in range(n)]
    all_cost, all_avoided = sum(cost), sum(avoided)
    cashable = {**session.place.parameters, **session.parameters}["cashable"]
    found = []
    for number in range(n):
        given, lent, other = _borne(session, number)
        paid = cost[number] / all_cost if all_cost else 0.0
        gained = avoided[number] / all_avoided if all_avoided else 0.0
        later = level(final, "avoided", number) - avoided[number]
        lost = level(end, "lost", number) if "lost" in end else 0.0
        found.append(
            Pocket(
                number,
                cost[number],
                given,
                lent,
                other,
                avoided[number],
                cashable * avoided[number],
                later,
                lost,
                paid,
                gained,
                summed(session, (0, *programme(session)), "cost", (number,)),
                _books(called(session.place, number), cost[number], avoided[number], lost),
            )
        )
    wrong = sum(max(0.0, one.share_gained - one.share_paid) for one in found)
    text, *further = _told(session, found, all_cost, all_avoided, cashable, wrong)
    return Pockets(
        tuple(found),
        all_cost,
        all_avoided,
        cashable * all_avoided,
        wrong,
        text,
        tuple(further),
    )


def _books(agency: str, cost: float, avoided: float, lost: float) -> str:
    borne, spared = about(cost), about(avoided)
    if not lost:
        return say("{agency}: {borne} borne, {avoided} of cost avoided.", agency=agency, borne=borne, avoided=spared)
    return say(
        "{agency}: {borne} borne, {avoided} of cost avoided, {lost} of income lost.",
        agency=agency,
        borne=borne,
        avoided=spared,
        lost=about(lost),
    )


def _borne(session: Session, number: int) -> tuple[float, float, float]:
    """What an agency gave to the pot, lent in kind, and bore otherwise, from the ledger."""
    given = lent = borne = 0.0
    for turn in (0, *programme(session)):
        ledger = session.ledgers[turn]
        borne += sum(entry.size for entry in ledger.entries("cost", (number,)))
        for entry in ledger.entries("budget", (number,)):
            given -= entry.size if _is(entry.cause, "giving") else 0.0
            lent -= entry.size if _is(entry.cause, "lending") else 0.0
    return given, lent, borne - given - lent


def _is(cause: Cause, act: str) -> bool:
    return cause.kind == "rule" and cause.name == act


def _bill(spent: float, borne: float) -> str:
    """What was spent on the work and what the agencies bore: others paid for some of it, or some was still in the pot."""
    if about(spent) == about(borne):
        return say("The work cost {cost}, all of it borne by the agencies.", cost=about(spent))
    if borne > spent:
        return say(
            "The agencies bore {borne} for the work; {cost} of it had been spent when the programme ended.",
            cost=about(spent),
            borne=about(borne),
        )
    return say("The work cost {cost}; the agencies themselves bore {borne} for it.", cost=about(spent), borne=about(borne))


def _told(session: Session, found: Sequence[Pocket], cost: float, avoided: float, cashable: float, wrong: float) -> list[str]:
    """What there is to tell, a paragraph each."""
    bill = _bill(level(at_end(session), "work"), cost)
    if not avoided:
        return [f"{bill} {say('No cost had been avoided by the time the programme ended.')}"]
    payers = [one for one in found if one.share_paid - one.share_gained > 0.05]
    gainers = [one for one in found if one.share_gained - one.share_paid > 0.05]

    def named(ones: list[Pocket]) -> str:
        return listed([agency(session.place, one.agency) for one in ones])

    spared = [
        bill,
        say(
            "It avoided {avoided} of cost, of which {cashable} could ever be cash. Of each £100 that was avoided, £{wrong} fell "
            "to others than those who had paid for it.",
            avoided=about(avoided),
            cashable=about(cashable * avoided),
            wrong=round(100 * wrong),
        ),
    ]
    said = []
    if payers:
        payers.sort(key=lambda one: one.share_gained - one.share_paid)
        said.append(say("{payers} bore a clearly larger share of the bill than of the gain.", payers=capital(named(payers))))
    if gainers:
        gainers.sort(key=lambda one: one.share_paid - one.share_gained)
        said.append(say("{gainers} had a clearly larger share of the gain than of the bill.", gainers=capital(named(gainers))))
    paragraphs = [" ".join(spared), " ".join(said)]
    losers = sorted((one for one in found if one.lost), key=lambda one: -one.lost)
    if losers:
        losses = listed([f"{agency(session.place, one.agency)} ({about(one.lost)})" for one in losers])
        paragraphs.append(say("Part of what was spared came out of somebody's income: {losses}.", losses=losses))
    return [one for one in paragraphs if one]

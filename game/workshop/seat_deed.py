"""What a seat of a round table can do: each a form, checked against what the seat had decided when the form was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.briefing import round_table
from game.core.decision import Refusal
from game.play.plan import HOW, Plan
from game.play.session import Session
from game.translation import later, say
from game.words.grammar import quoted
from game.words.typed import whole
from game.workshop import deed
from game.workshop.deed import Fields

SeatDeed = Callable[[Session, str, Fields], Refusal | None]

_FIRST = later("Another page or device of your seat has just decided something else.")


def vote(session: Session, seat: str, fields: Fields) -> Refusal | None:
    """Casts a vote, or takes it back."""
    table, dilemma, option = round_table.at(session), fields.get("dilemma", ""), fields.get("option", "")
    voted = table.plan(seat).votes.get(dilemma, "")
    if not option:
        return Refusal("no_choice", say("Nothing is chosen."), say("Choose one of the options, or that you abstain."))
    wanted = "" if option == "abstain" else option
    if wanted == voted:
        return None
    if voted != fields.get("was", ""):
        return Refusal("just_now", say(_FIRST), _as_it_stands(session, dilemma, voted), say("Change it here if you wish."))
    return table.vote(seat, dilemma, wanted or None)


def pledge(session: Session, seat: str, fields: Fields) -> Refusal | None:
    """Pledges a share, or goes on as it goes."""
    table, share = round_table.at(session), fields.get("share", "")
    if not share:
        return Refusal("no_choice", say("Nothing is chosen."), say("Choose how much your agency gives."))
    if share not in ("as-it-goes", "0", "0.25", "0.5", "0.75", "1"):
        return Refusal("share", say("That cannot be pledged."), say("Choose one of the sums on the page."))
    wanted = None if share == "as-it-goes" else float(share)
    taken = table.plan(seat).pledge
    if wanted == taken:
        return None
    if fields.get("was", "") != pledged(table.plan(seat)):
        return Refusal(
            "just_now", say(_FIRST), say("What is pledged now stands on this page."), say("Change it here if you wish.")
        )
    return table.pledge(seat, wanted)


def share(session: Session, seat: str, fields: Fields) -> Refusal | None:
    """Says how the seat's agency shares with each of the others."""
    table = round_table.at(session)
    plan = table.plan(seat)
    ways = {name.removeprefix("with-"): how for name, how in fields.items() if name.startswith("with-")}
    if any(how not in HOW for how in ways.values()):
        return Refusal("sharing", say("That is no way to share."), say("Choose one of those on the page."))
    changed = {other: how for other, how in ways.items() if plan.sharing.get(other, "habit") != how}
    if not changed:
        return None
    if fields.get("was", "") != shared(plan):
        return Refusal("just_now", say(_FIRST), say("How you share now stands on this page."), say("Change it here if you wish."))
    return table.share(seat, changed)


def give_word(session: Session, seat: str, fields: Fields) -> Refusal | None:
    """Promises something to another seat."""
    what, to, due = fields.get("what", ""), fields.get("to", ""), fields.get("due", "")
    kind, _, rest = what.partition(" ")
    if not to:
        return Refusal("no_partner", say("Nobody is chosen."), say("Choose to whom you give your word."))
    if not kind:
        return Refusal("no_choice", say("Nothing is chosen."), say("Choose what you promise."))
    named = whole(due, 0, 999)
    when = session.turn if named is None else named
    table = round_table.at(session)
    match kind:
        case "pledge":
            return table.give_word(seat, to, kind, float(rest) if rest in ("0.25", "0.5", "0.75", "1") else 0.0, when)
        case "vote":
            return table.give_word(seat, to, kind, rest.split(" ", 1), session.turn)
        case "words":
            said = " ".join(fields.get("text", "").split())
            if not said:
                return Refusal("no_words", say("Your promise has no words."), say("Write what you promise."))
            return table.give_word(seat, to, kind, said, when)
        case _:
            return table.give_word(seat, to, kind, None, when)


def judge(session: Session, seat: str, fields: Fields) -> Refusal | None:
    """Says whether a promise in words was kept."""
    number = whole(fields.get("word", ""), 0, 9_999)
    if number is None or fields.get("kept") not in ("yes", "no"):
        return Refusal("no_choice", say("Nothing is chosen."), say("Say of one promise whether it was kept."))
    return round_table.at(session).judge(seat, number, is_kept=fields["kept"] == "yes")


def ready(session: Session, seat: str, fields: Fields) -> Refusal | None:
    """Says that the seat has decided; when all have, the quarter closes and is revealed to all."""
    table, is_ready = round_table.at(session), fields.get("is") == "yes"
    if is_ready and fields.get("decided", "") != decided(session, seat):
        return Refusal(
            "just_now", say(_FIRST), say("The seat is not ready yet."), say("Look at what is decided now, and say so then.")
        )
    return table.ready(seat, is_ready=is_ready) or close_when_ready(session)


def close_when_ready(session: Session) -> Refusal | None:
    """Closes the quarter where people sit at the table and all of them are ready."""
    table = round_table.at(session)
    return session.end_turn() if session.is_running and table.seated and not table.waiting else None


def _of_the_lead(do: deed.Deed) -> SeatDeed:
    def done(session: Session, seat: str, fields: Fields) -> Refusal | None:
        if session.place.agency(seat) != session.place.lead:
            return Refusal("lead", say("That is for the lead's seat."), say("Attention is the lead's to give."))
        return do(session, fields)

    return done


DEEDS: Mapping[str, SeatDeed] = {
    "vote": vote,
    "pledge": pledge,
    "share": share,
    "give-word": give_word,
    "judge": judge,
    "ready": ready,
    "attend": _of_the_lead(deed.attend),
    "take-back": _of_the_lead(deed.take_back),
}

SETTLED = ("vote", "pledge", "share", "attend", "take-back")
"""What cannot be done once a seat has said that it is ready."""


def do(session: Session, seat: str, name: str, fields: Fields) -> Refusal | None:
    """Does one of the deeds, where the form was of this quarter."""
    if fields.get("turn", "") != str(session.turn):
        return Refusal(
            "just_now",
            say("The table is in another quarter by now."),
            say("This form was of an earlier one."),
            say("Go on from here."),
        )
    if name in SETTLED and round_table.at(session).plan(seat).is_ready:
        return Refusal("ready", say("You have said that you have decided."), say("Take that back first, and then change it."))
    return DEEDS[name](session, seat, fields)


def pledged(plan: Plan) -> str:
    """What is pledged, in a form that a page can carry and bring back."""
    return "as-it-goes" if plan.pledge is None else f"{plan.pledge:g}"


def shared(plan: Plan) -> str:
    """How a seat shares, likewise."""
    return ",".join(f"{other}={how}" for other, how in sorted(plan.sharing.items()))


def decided(session: Session, seat: str) -> str:
    """All that a seat has decided, likewise."""
    plan = round_table.at(session).plan(seat)
    votes = ",".join(f"{one}={option}" for one, option in sorted(plan.votes.items()))
    tokens = deed.decided(session) if session.place.agency(seat) == session.place.lead else ""
    return ";".join((votes, pledged(plan), shared(plan), tokens))


def _as_it_stands(session: Session, dilemma: str, option: str) -> str:
    if not option:
        return say("Your vote is open now.")
    options = session.place.dilemmas[session.place.dilemma(dilemma)].options
    return say("Your vote is {option} now.", option=quoted(next(one.label for one in options if one.id == option)))

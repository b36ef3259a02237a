"""What a table can do: each a form, checked against what the table had decided when the form was shown.

Two devices may decide at once. Each form says what it was shown; where that is no longer so, nothing is done, and whoever was
second is told what the first decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b

from game.briefing import attention
from game.briefing.history import label
from game.briefing.purse import costs
from game.core.decision import Refusal
from game.play.session import Session
from game.translation import say
from game.words import token
from game.words.grammar import quoted
from game.words.typed import whole
from game.workshop.keys import digest

Fields = Mapping[str, str]
Deed = Callable[[Session, Fields], Refusal | None]


def choose(session: Session, fields: Fields) -> Refusal | None:
    """Takes an option of a dilemma."""
    dilemma, option = fields.get("dilemma", ""), fields.get("option", "")
    if (late := _is_late(session, fields)) is not None:
        return late
    if not option:
        return Refusal("no_choice", say("Nothing is chosen."), say("Choose one of the options."))
    taken = session.pending.choices.get(dilemma, "")
    if taken == option:
        return None
    if fields.get("was", "") and not taken and dilemma in {one.id for one in session.place.dilemmas}:
        said = say("What was decided here has been taken back.")
        return Refusal("just_now", said, say("Nothing is decided now."), say("Talk it over, and choose again."))
    if taken and taken != fields.get("was", ""):
        said = say("Another device at your table has just decided {option}.", option=quoted(label(session, dilemma, taken)))
        return Refusal("just_now", said, say("That stands."), say("Talk it over, and change it here if you want something else."))
    return session.choose(dilemma, option)


def attend(session: Session, fields: Fields) -> Refusal | None:
    """Places a token."""
    if (late := _is_late(session, fields) or _is_moved(session, fields)) is not None:
        return late
    kind = fields.get("token", "")
    if kind not in {one.token for one in attention.KINDS}:
        return Refusal("no_token", say("There is no attention of that kind."), say("Choose one of those on the page."))
    takes = next(one for one in attention.KINDS if one.token == kind).takes
    written = {"token": kind}
    if takes != "nobody":
        if not fields.get("with"):
            return Refusal("no_partner", say("Nobody is chosen."), say("Choose whom it goes to."))
        written["to" if takes == "strand" else "with"] = fields["with"]
    if takes == "two partners":
        if not fields.get("and"):
            return Refusal("no_partner", say("Only one is chosen."), say("Choose the two to bring together."))
        written["and"] = fields["and"]
    if takes == "partner and promise":
        written["with"], _, written["what"] = fields["with"].partition(" ")
    return session.attend(written)


def take_back(session: Session, fields: Fields) -> Refusal | None:
    """Takes a token back."""
    if (late := _is_late(session, fields) or _is_moved(session, fields)) is not None:
        return late
    slot = whole(fields.get("slot", ""), 0, 99)
    return session.take_back(-1 if slot is None else slot)


def end(session: Session, fields: Fields) -> Refusal | None:
    """Ends the quarter."""
    if (late := _is_late(session, fields)) is not None:
        return late
    if fields.get("decided", "") != decided(session):
        return Refusal(
            "just_now",
            say("Another device at your table has just changed something."),
            say("The quarter has not ended."),
            say("Look at what is decided now, and end it then."),
        )
    return session.end_turn()


DEEDS: Mapping[str, Deed] = {"choose": choose, "attend": attend, "take-back": take_back, "end": end}


def decided(session: Session) -> str:
    """What is decided so far, as one line of text: a page carries it, and its form sends it back to be compared."""
    return f"{decided_but_tokens(session)};{_tokens(session)}"


def decided_but_tokens(session: Session) -> str:
    """As `decided`, without the tokens: all that the page of one dilemma shows hangs on options alone."""
    return ",".join(f"{one}={option}" for one, option in sorted(session.pending.choices.items()))


def decided_but_options(session: Session) -> str:
    """As `decided`, for the page of attention: the tokens, and of the options only the money that they leave."""
    return f"{','.join(map(str, costs(session)))};{_tokens(session)}"


def _tokens(session: Session) -> str:
    return ",".join("-".join(one.values()) for one in session.pending.tokens)


def _is_late(session: Session, fields: Fields) -> Refusal | None:
    """Why a form of an earlier quarter does nothing."""
    if fields.get("turn", "") == str(session.turn):
        return None
    return Refusal(
        "just_now",
        say("Your table is in another quarter by now."),
        say("This form was of an earlier one."),
        say("Go on from here."),
    )


def _is_moved(session: Session, fields: Fields) -> Refusal | None:
    """Why a token is not placed where another device has placed or taken back one meanwhile."""
    if fields.get("n", "") == str(len(session.pending.tokens)):
        return None
    last = session.pending.tokens[-1] if session.pending.tokens else None
    moved = say("Another device at your table has just moved your attention.")
    placed = (
        say("The last that is placed now: {token}.", token=token.in_words(session.place, last))
        if last
        else say("None is placed now.")
    )
    return Refusal("just_now", f"{moved} {placed}", say("Yours was not placed."))


def once_of(key: str, name: str, fields: Mapping[str, str]) -> str | None:
    """The key by which a request that is sent again is done only once; None for a form that does not say what it was shown.

    Arguments:
        key: the device's.
        name: the deed that is asked for.
        fields: those of the form. `at` is how much the table had written when the form was shown.
    """
    if not fields.get("at"):
        return None
    said = "\n".join((name, *(f"{field}={value}" for field, value in sorted(fields.items()))))
    return f"{digest(key)[:16]}.{blake2b(said.encode(), digest_size=20).hexdigest()}"

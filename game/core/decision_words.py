"""Decisions in words: ids as people and files write them, and the arrays that the engine takes, one made from the other.

`from_words` and `to_words` are a pair, and so are `token_from_words` and `token_in_words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from game.core.arithmetic import Numbers
from game.core.decision import (
    MOST_TOKENS,
    NAME_AN_AGENCY,
    PROMISES,
    TOKENS,
    Decisions,
    Refusal,
    Token,
    none_of,
    token_refusal,
)
from game.core.place import Place
from game.translation import later, say


def from_words(place: Place, choices: Mapping[str, str], tokens: Sequence[Mapping[str, Any]]) -> Decisions | Refusal:
    """The decisions of one playthrough from ids: {dilemma: option} and [{token: time, with: met}, ...]; or a refusal."""
    decisions = none_of(place, 1)
    for dilemma_id, option_id in choices.items():
        if dilemma_id not in place.dilemma_ids:
            return _unknown("dilemma", dilemma_id, place.dilemma_ids, later("There is no dilemma called “{found}”."))
        number = place.dilemma(dilemma_id)
        ids = [option.id for option in place.dilemmas[number].options]
        if option_id not in ids:
            return _unknown("option", option_id, ids, later("There is no option called “{found}”."))
        decisions.choice[number, 0] = ids.index(option_id)
    if len(tokens) > MOST_TOKENS:
        return Refusal(
            "too_many_tokens",
            say("{tokens} tokens are placed.", tokens=len(tokens)),
            say("There are {most_tokens} at most.", most_tokens=MOST_TOKENS),
            say("Take one back."),
        )
    for slot, written in enumerate(tokens):
        token = token_from_words(place, written)
        if isinstance(token, Refusal):
            return token
        _put(decisions.attention, slot, token)
    return decisions


def _put(attention: Numbers, slot: int, token: Token) -> None:
    what = PROMISES.index(token.what) if token.what else -1
    attention[slot, :, 0] = (TOKENS.index(token.kind), token.with_, token.and_, what)


def token_from_words(place: Place, written: Mapping[str, Any]) -> Token | Refusal:
    """One token from {token: broker, with: met, and: jcp}, or a refusal."""
    kind = str(written.get("token", ""))
    if kind not in TOKENS:
        return _unknown("token", kind, TOKENS, later("There is no token called “{found}”."))
    words = ("token", "to", "from") if kind == "strand" else ("token", "with", "and", "what")
    unknown = [key for key in written if key not in words]
    if unknown:
        return _unknown("word", str(unknown[0]), words, later("There is no word called “{found}”."))
    if kind == "strand":
        return _strand_from_words(place, written)
    numbers = [-1, -1]
    for position, key in enumerate(("with", "and")):
        agency_id = written.get(key)
        if agency_id is None or (kind == "money" and agency_id == "pot"):
            continue
        if agency_id not in place.agency_ids:
            return _unknown("agency", str(agency_id), place.agency_ids, later("There is no agency called “{found}”."))
        numbers[position] = place.agency(str(agency_id))
    what = str(written.get("what", ""))
    if kind == "promise" and what not in PROMISES:
        return _unknown("promise", what, PROMISES, later("There is no promise called “{found}”."))
    return Token(kind, numbers[0], numbers[1], what if kind == "promise" else "")


def _strand_from_words(place: Place, written: Mapping[str, Any]) -> Token | Refusal:
    numbers = [-1, -1]
    for position, key in enumerate(("to", "from")):
        outcome_id = written.get(key)
        if outcome_id is None:
            continue
        if outcome_id not in place.outcome_ids:
            return _unknown("outcome", str(outcome_id), place.outcome_ids, later("There is no outcome called “{found}”."))
        numbers[position] = place.outcome(str(outcome_id))
    return Token("strand", numbers[0], numbers[1])


def token_in_words(place: Place, token: Token) -> dict[str, str]:
    """A token as ids: the pair of `token_from_words`."""
    written = {"token": token.kind}
    if token.kind == "promise":
        written["what"] = token.what
    if token.kind in NAME_AN_AGENCY or token.kind == "broker":
        written["with"] = place.agencies[token.with_].id if token.with_ >= 0 else "pot"
    if token.kind == "broker":
        written["and"] = place.agencies[token.and_].id
    if token.kind == "strand":
        written["to"] = place.outcomes[token.with_].id
        if token.and_ >= 0:
            written["from"] = place.outcomes[token.and_].id
    return written


def to_words(place: Place, decisions: Decisions, row: int = 0) -> tuple[dict[str, str], list[dict[str, str]]]:
    """One playthrough's decisions as ids: the pair of `from_words`."""
    choices = {
        dilemma.id: dilemma.options[int(decisions.choice[number, row])].id
        for number, dilemma in enumerate(place.dilemmas)
        if decisions.choice[number, row] >= 0
    }
    tokens = []
    for kind, first, second, what in decisions.attention[:, :, row]:
        if kind >= 0:
            tokens.append(
                token_in_words(place, Token(TOKENS[kind], int(first), int(second), PROMISES[what] if what >= 0 else ""))
            )
    return choices, tokens


def _unknown(what: str, found: str, known: Sequence[str], told: str) -> Refusal:
    near = get_close_matches(found, known, n=1)
    help = say("Did you mean {near}?", near=near[0]) if near else say("Known are: {known}.", known=", ".join(known))
    return Refusal(f"unknown_{what}", say(told, found=found), "", help)


def form_refusal(place: Place, written: Mapping[str, Any]) -> Refusal | None:
    """Why a token of one playthrough is not written as it should be, or None; whether it can be placed now is not asked."""
    token = token_from_words(place, written)
    if isinstance(token, Refusal):
        return token
    attention = none_of(place, 1).attention
    _put(attention, 0, token)
    kind, first, second, what = attention[0]
    return token_refusal(place, TOKENS[kind[0]], first, second, what)

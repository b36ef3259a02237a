"""Every state variable of the model, once: its name, what it is indexed by, its unit, range, and who may see it.

The same table serves the language (what an author may change or test), `observe` (what a seat may
see), the reference pages and the words on the screens. Arrays have the playthrough on the last axis.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Over = Literal["place", "agency", "pair", "outcome", "frame", "flag", "dilemma", "event", "promise", "schedule"]
Unit = Literal["level", "pounds", "count", "turn", "number"]
Sight = Literal["public", "own", "hidden"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One state variable: `sight` is public (every seat sees it), own (a seat sees its own agency's) or hidden."""

    name: str
    over: Over
    unit: Unit
    low: float
    high: float
    sight: Sight
    text: str
    authored: bool = False  # may a scenario change it with `change` or `set`?
    part: str = ""  # the part of the model that it belongs to, where only places have it whose scenario uses it


_LARGE = 1e12

ACCOUNTS = ("budget", "pot", "work", "lapsed", "treasury")
"""Where money is: it moves between these, and none is made or lost."""


def _level(name: str, over: Over, sight: Sight, text: str, *, authored: bool = False, part: str = "") -> Variable:
    return Variable(name, over, "level", 0.0, 1.0, sight, text, authored, part)


_TABLE = (
    # Place-wide levers and standing.
    _level("control", "place", "public", "how much of the work the lead body keeps to itself", authored=True),
    _level("tailoring", "place", "public", "how far each partner is given its own narrative", authored=True),
    _level("governance", "place", "public", "how far decisions are shared between the partners", authored=True),
    _level("usability", "place", "public", "how easy the sharing tools are to use", authored=True),
    _level("support", "place", "public", "training, supervision and backing for the front line", authored=True),
    _level("fairness", "place", "public", "how far cost and work are shared as benefits fall", authored=True),
    _level("codifying", "place", "public", "effort that goes into writing working ties down", authored=True),
    _level("counting", "place", "public", "effort that goes into counting results, as for payment", authored=True),
    _level("mandate", "place", "public", "direction from central government", authored=True),
    _level("pooling", "place", "public", "how far cash may lawfully and politically be pooled", authored=True),
    _level("underwriting", "place", "public", "how far the lead promises to cover the bill", authored=True),
    _level("energy", "place", "public", "the leader's own resilience", authored=True),
    _level("credibility", "place", "public", "the leader's own standing", authored=True),
    _level("user_trust", "place", "hidden", "service users' own trust and consent", authored=True),
    Variable("target", "place", "count", 0, 1e6, "public", "families the programme aims to have reached in all", authored=True),
    Variable("cases", "place", "number", 3, 15, "public", "families each worker carries", authored=True),
    Variable("families", "place", "count", 0, 1e6, "public", "families being worked with now"),
    Variable("reached", "place", "count", 0, 1e6, "public", "families worked with so far"),
    Variable("workers", "place", "number", 0, 1e6, "public", "people doing the joint work, paid or lent"),
    Variable("paid_workers", "place", "number", 0, 1e6, "public", "people doing the joint work who are paid from the pot"),
    _level("drafts", "place", "public", "share of the protocols needed that are being drafted at once"),
    _level("friction", "place", "hidden", "what is left of a working week after meetings and protocols"),
    _level("push", "place", "public", "early effort of a lead that drives alone"),
    _level("winning", "place", "hidden", "how visible the latest wins are"),
    Variable("joining", "place", "count", 0, 1e6, "public", "families that join this quarter"),
    Variable("served", "place", "number", 0, 1e6, "public", "families that get the help they were promised this quarter"),
    _level("intensity", "place", "hidden", "how much of a worker's week a family gets"),
    Variable(
        "backed_out", "place", "count", 0, 9, "public", "attention spent backing front lines this quarter, over all agencies"
    ),
    Variable("astray_out", "place", "number", 0, 99, "public", "how badly information went astray this quarter, over all ties"),
    Variable("left_out", "place", "count", 0, 99, "public", "leaders who leave this quarter"),
    Variable("attention_out", "place", "count", 0, 9, "public", "attention spent face to face this quarter, over all agencies"),
    _level("openness", "place", "public", "sharing over all agencies"),
    _level("seen_giving", "place", "hidden", "what agencies see others give to the pot"),
    _level("remains", "place", "hidden", "what the work can rest on: outlook and written ties"),
    _level("exposure", "place", "hidden", "information that is shared without a protocol"),
    Variable("running", "place", "count", 0, 1, "public", "how much of the programme runs: 1 all of it, 0 once it has ended"),
    Variable("low_cover", "place", "count", 0, 1e3, "public", "quarters in a row in which the lead's cover was too thin"),
    # What the leader's attention went to this quarter.
    Variable("listening", "place", "count", 0, 5, "public", "attention tokens spent hearing families this quarter"),
    Variable("briefing", "place", "count", 0, 5, "public", "attention tokens spent on the leader's own masters this quarter"),
    Variable("resting", "place", "count", 0, 5, "public", "attention tokens kept back to rest this quarter"),
    Variable("time_spent", "agency", "count", 0, 9, "public", "attention spent face to face with this agency this quarter"),
    Variable("backed", "agency", "count", 0, 9, "public", "attention spent backing this agency's front line this quarter"),
    Variable(
        "confronted", "agency", "count", 0, 9, "public", "how hard an unspoken conflict was raised with this agency this quarter"
    ),
    Variable("visited", "agency", "turn", 0, 1e3, "public", "the last turn in which the leader spent time with this agency"),
    Variable(
        "funded", "agency", "turn", 0, 1e3, "public", "the last turn in which the leader put money into this agency's share"
    ),
    # Frames.
    _level("emphasis", "frame", "public", "weight of each narrative in what the leader says", authored=True),
    # Agencies.
    _level("buy_in", "agency", "hidden", "commitment of the senior leader", authored=True),
    _level("frontline", "agency", "hidden", "commitment of operational staff and middle managers", authored=True),
    _level("cover", "agency", "own", "the agency's own authorising environment", authored=True),
    _level("strain", "agency", "hidden", "conflict not voiced", authored=True),
    _level("outlook", "agency", "hidden", "whole-system outlook", authored=True),
    _level("legal", "agency", "public", "legal gateway for sharing information", authored=True),
    _level("giving", "agency", "public", "share of what it could move that the agency gives to the pot", authored=True),
    Variable("left", "agency", "count", 0, 1, "public", "1 in the quarter in which the agency's leader leaves"),
    _level("heard", "agency", "hidden", "how many stories the agency has taken in already", authored=False),
    _level("fit", "agency", "hidden", "how well the story told fits the agency's priorities"),
    Variable("net", "agency", "number", -1, 1, "hidden", "what the agency feels of its own gain or loss"),
    _level("stated", "agency", "public", "commitment the agency voices"),
    _level("delivered", "agency", "public", "commitment the agency delivered last quarter"),
    _level("gap", "agency", "public", "say-do gap"),
    _level("sharing", "agency", "public", "information sharing with the agencies that matter to it"),
    _level("contribution", "agency", "hidden", "what the agency's effort is worth to the joint work"),
    # Pairs: the row's belief about, or tie to, the column.
    _level("purpose", "pair", "hidden", "belief that the other wants the same thing", authored=True),
    _level("confidence", "pair", "hidden", "belief that the other will deliver", authored=True),
    _level("scar", "pair", "hidden", "memory of breaches", authored=True),
    _level("trust", "pair", "hidden", "trust: two fifths shared purpose, three fifths confidence"),
    _level("codified", "pair", "public", "how much of the tie is written down or carried by several people", authored=True),
    _level("permission", "pair", "public", "protocol level", authored=True),
    Variable("drafting", "pair", "count", 0, 1, "public", "1 while a sharing protocol is being drafted"),
    _level("practice", "pair", "public", "information sharing that really happens", authored=True),
    Variable("astray", "pair", "number", 0, 9, "public", "how badly information went astray between the two this quarter"),
    _level("estimate", "pair", "public", "the player's estimate of trust"),
    # Outcomes.
    _level("effectiveness", "outcome", "hidden", "joint effectiveness: the weakest link rules"),
    Variable("effort", "outcome", "number", 0, 1e6, "hidden", "effective help given this quarter, in families"),
    Variable("helped_once", "outcome", "number", 0, 1e6, "hidden", "effective help given last quarter"),
    Variable("helped_twice", "outcome", "number", 0, 1e6, "hidden", "effective help given two quarters ago"),
    Variable("stage_one", "outcome", "number", 0, 1e6, "hidden", "effective help lately given, not yet felt"),
    Variable("stage_two", "outcome", "number", 0, 1e6, "hidden", "effective help half-way to an attributable outcome"),
    Variable("stage_three", "outcome", "number", 0, 1e6, "hidden", "effective help about to show as an attributable outcome"),
    Variable("reported", "outcome", "number", 0, 1e9, "public", "results reported so far, in the case's own units"),
    Variable(
        "attributable",
        "outcome",
        "number",
        0,
        1e9,
        "hidden",
        "change that is really due to the joint work, in the case's own units",
    ),
    # Money, in whole pounds. Every transfer leaves one account and enters another.
    Variable("budget", "agency", "pounds", 0, _LARGE, "own", "money the agency can still move this quarter"),
    Variable("allowance", "agency", "pounds", 0, _LARGE, "own", "what the agency receives each quarter"),
    Variable("pot", "place", "pounds", 0, _LARGE, "public", "pooled money"),
    Variable("work", "place", "pounds", 0, _LARGE, "public", "money spent on the joint work so far"),
    Variable("lapsed", "place", "pounds", 0, _LARGE, "public", "money that went back to agencies' own services"),
    Variable("treasury", "place", "pounds", -_LARGE, _LARGE, "hidden", "the outside world that money comes from"),
    Variable("avoided", "agency", "pounds", 0, _LARGE, "public", "cost avoided so far: a memo that nobody can spend"),
    Variable("cost", "agency", "pounds", 0, _LARGE, "public", "cost borne so far"),
    Variable("falling", "agency", "pounds", 0, _LARGE, "hidden", "cost avoided this quarter, where it falls"),
    Variable("saving", "agency", "pounds", 0, _LARGE, "hidden", "cost avoided lately, as the agency feels it"),
    Variable("bearing", "agency", "pounds", 0, _LARGE, "hidden", "cost borne lately, as the agency feels it"),
    # Parallel strands of work that share one effort: each outcome is one.
    _level("strand", "outcome", "public", "share of the joint effort that this strand of work gets", part="strands"),
    _level("waiting", "agency", "public", "how far the strands that need this agency go short", part="strands"),
    # Deep dives, which take the time of those who lead.
    Variable(
        "diving", "agency", "number", 0, 9, "public", "how much of its leader's quarter went to a deep dive", part="deep_dives"
    ),
    Variable("diving_out", "place", "number", 0, 9, "public", "the same, over all agencies", part="deep_dives"),
    _level("immersion", "agency", "hidden", "what its leader has seen and not yet made use of", part="deep_dives"),
    # Blame before insight.
    _level("ground_rules", "place", "public", "how well the room can stay with what hurts", authored=True, part="ground_rules"),
    Variable("heat", "agency", "number", 0, 9, "hidden", "blame that a story has stirred this quarter", part="ground_rules"),
    _level("insight", "agency", "hidden", "what a room that stayed with a story came to see", part="ground_rules"),
    # Aligned purses, where nothing is pooled.
    _level(
        "aligned", "place", "public", "how far agencies plan their own money beside one another's", authored=True, part="aligned"
    ),
    # The course of the game.
    Variable("flag", "flag", "number", -_LARGE, _LARGE, "public", "flags and counters set by the scenario"),
    Variable("chosen", "dilemma", "number", -1, 9, "public", "the option taken, or -1"),
    Variable("decided", "dilemma", "turn", 0, 1e3, "public", "the turn in which the dilemma was last decided, or 0"),
    Variable("opened", "dilemma", "count", -1, 1, "hidden", "1 opened by an effect, -1 closed, 0 as its own terms say"),
    Variable("happened", "event", "turn", 0, 1e3, "public", "the turn in whose news the event last came, or 0"),
    Variable("promise_status", "promise", "number", 0, 6, "public", "what became of the promise"),
    Variable("promise_made", "promise", "turn", 0, 1e3, "public", "the turn in which the promise was made"),
    Variable("promise_due", "promise", "turn", 0, 1e3, "public", "the turn at whose end the promise falls due"),
    Variable("promise_size", "promise", "level", 0, 1, "public", "how much hangs on the promise"),
    Variable("due", "schedule", "turn", 0, 1e3, "hidden", "the turn in which a delayed effect falls due, or 0"),
    # Agencies that are many bodies.
    _level(
        "joined",
        "agency",
        "public",
        "share of the agency's members that have joined; 1 where it is one body",
        authored=True,
        part="members",
    ),
    _level(
        "taking_part",
        "agency",
        "public",
        "what of the agency takes part: the few that join first count for more than their number",
        part="members",
    ),
    _level(
        "sessions",
        "agency",
        "public",
        "share of its members' time at the table that is to be paid",
        authored=True,
        part="members",
    ),
    _level("paid_time", "agency", "public", "share of its members' time that was paid for this quarter", part="members"),
    # A board with votes.
    Variable(
        "seats",
        "place",
        "number",
        0,
        400,
        "public",
        "people round the board's table; 0 while there is none",
        authored=True,
        part="board",
    ),
    _level("inclusion", "place", "public", "how many of those it concerns sit at the board's table", part="board"),
    _level("accord", "place", "public", "how far partners feel that they decide together", part="board"),
    Variable("upkeep", "place", "number", 0, 4, "public", "what deciding together takes in meetings", part="board"),
    _level("vote", "agency", "public", "the agency's share of the board's votes", part="board"),
    _level("voice", "agency", "public", "how sure an agency's votes make it that it will be heard", part="board"),
    _level(
        "felt_control", "agency", "public", "how much of the work the lead keeps, as an agency with a vote feels it", part="board"
    ),
    # Agencies that are succeeded by others at a date.
    Variable(
        "succeeded", "agency", "count", 0, 1, "public", "1 in the quarter in which others succeed the agency", part="succession"
    ),
    _level("united", "agency", "public", "how far its successors act as one; 1 where it has none yet", part="succession"),
    # Income that joint work takes from those who are paid by what they do.
    Variable("losing", "agency", "pounds", 0, _LARGE, "hidden", "income lost this quarter", part="losses"),
    Variable("losing_out", "place", "pounds", 0, _LARGE, "hidden", "income lost this quarter over all agencies", part="losses"),
    Variable("lost", "agency", "pounds", 0, _LARGE, "public", "income lost so far", part="losses"),
)

VARIABLES: dict[str, Variable] = {variable.name: variable for variable in _TABLE}


def present(parts: Collection[str]) -> dict[str, Variable]:
    """The variables of a place that has these parts of the model."""
    return {name: variable for name, variable in VARIABLES.items() if not variable.part or variable.part in parts}

"""The field's words as this game uses them: one word, one meaning, in scenarios, code, pages and screens alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here.

    Arguments:
        word: as it is written in a sentence.
        meaning: in a sentence or three.
        names: what the model and the language call it, where they do: variables, keys of a scenario, effects.
        also: other words for the same, which people may look for.
    """

    word: str
    meaning: str
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


GLOSSARY: Final = (
    Term(
        "agency",
        "An organisation at the table, or a part of one: a service, a trust, a force, a charity. It has masters, money "
        "and people of its own, and does not answer to you.",
        ("agencies",),
        ("partner", "organisation"),
    ),
    Term(
        "attention",
        "Your own time and presence: three tokens a quarter, placed on partners, on the people the work is for, on your "
        "own masters, or on rest. It is the scarcest thing you have.",
        ("attention",),
        ("token", "tokens"),
    ),
    Term(
        "attributable",
        "Change for people that is really due to the joint work. It comes quarters later than what is reported, and you "
        "learn it only in the debrief.",
        ("attributable",),
        ("attributable results",),
    ),
    Term(
        "authorising environment",
        "Those whose yes a leader needs in order to act: members, a board, a minister, the press. How far they back an "
        "agency's part in the work is its backing. Where it is thin, people say yes and do little (Moore, 1995).",
        ("cover",),
        ("backing", "cover", "masters"),
    ),
    Term(
        "avoided cost",
        "Money that somebody did not have to spend because things went better. It falls where it falls, seldom with "
        "whoever paid for the work, and nobody can spend it.",
        ("avoided",),
    ),
    Term(
        "buy-in",
        "How far the head of an agency is committed to the joint work. What is said aloud may be more. Screens call it "
        "commitment.",
        ("buy_in",),
        ("commitment",),
    ),
    Term(
        "confidence",
        "The belief that the other will do what it said. It grows slowly, by deeds, and falls fast.",
        ("confidence",),
    ),
    Term(
        "credibility",
        "Your own standing: how far people believe that what you say will happen. Promises kept raise it, promises broken "
        "cost it.",
        ("credibility",),
        ("standing",),
    ),
    Term(
        "cut",
        "A shorter version of a place for a workshop: its first quarters, with fewer dilemmas and the same rules.",
        ("cuts",),
        ("short version",),
    ),
    Term(
        "debrief",
        "The talk after the game, and what the game gives for it: what happened, why, what really happened in the case, "
        "and what you will do on Monday. It lasts as long as play.",
    ),
    Term(
        "deep dive",
        "A few days in which leaders see for themselves what a service is like for one person. It costs their time and "
        "gives insight, or blame.",
        ("deep_dive", "immersion"),
    ),
    Term(
        "dilemma",
        "A decision that you are asked for and in which every way costs something worth having.",
        ("dilemmas",),
        ("decision",),
    ),
    Term(
        "effect",
        "What an option, an event or an inject changes in the partnership.",
        ("effects",),
    ),
    Term(
        "energy",
        "Your own resilience. What you decide and carry costs it, and rest restores it; without it you can give less attention.",
        ("energy",),
        ("resilience",),
    ),
    Term(
        "epilogue",
        "The quarters after you have gone. They show what the partnership does without you, and what of the work remains.",
        ("epilogue",),
    ),
    Term(
        "estimate",
        "What you believe of a level that nobody can show you, such as how far two partners trust each other. It can be wrong.",
        ("estimate",),
    ),
    Term(
        "event",
        "Something that happens to the partnership on a date or by chance.",
        ("events",),
        ("news",),
    ),
    Term(
        "frame",
        "A narrative: one way to say what the joint work is for. Each agency cares for some more than for others.",
        ("frames",),
        ("narrative", "story"),
    ),
    Term(
        "frontline",
        "How far the people who do the work in an agency, and their managers, are with it. A chief's yes does not make theirs.",
        ("frontline",),
        ("front line",),
    ),
    Term(
        "governance",
        "How far what concerns the partners is decided by them together. It costs meetings and outlasts people.",
        ("governance",),
        ("deciding together",),
    ),
    Term(
        "inject",
        "Something that a facilitator throws into a running workshop, from the scenario's list or in his or her own words.",
        ("injects",),
    ),
    Term(
        "legacy",
        "What of the partnership is there after the epilogue: agreements, habits, trust that hangs on more than one person.",
        (),
        ("what remains",),
    ),
    Term(
        "level",
        "A number from 0 to 100 for something that has no unit, such as trust. It is illustrative, and not a score.",
    ),
    Term(
        "option",
        "One way to take in a dilemma; something that decent people would argue for.",
        ("options",),
        ("choice",),
    ),
    Term(
        "outcome",
        "A change for people that the work is for, such as families out of debt or admissions that were not needed. "
        "Several agencies must each do their part, and the weakest part rules.",
        ("outcomes",),
        ("result", "results"),
    ),
    Term(
        "partnership",
        "All the agencies of a place and what is between them. Nobody is its chief.",
        (),
        ("system",),
    ),
    Term(
        "place",
        "What is played: one partnership, its time, its people and its dilemmas. A scenario file describes one.",
        (),
        ("scenario",),
    ),
    Term(
        "policy",
        "A way to play, written as a rule, that plays by itself: for absent seats, for tests, for thousands of runs.",
    ),
    Term(
        "pooled pot",
        "Money that agencies have put together, to be spent on the joint work. What is in it belongs to nobody alone.",
        ("pot",),
        ("pot", "pooling"),
    ),
    Term(
        "promise",
        "Something that one leader told another would be done by a date. It falls due, and is kept or broken.",
        ("promise",),
    ),
    Term(
        "protocol",
        "A signed agreement under which two agencies may share information about people. Where the law asks for one, "
        "trust alone does not do.",
        ("permission", "protocol"),
        ("sharing protocol",),
    ),
    Term(
        "purpose",
        "The belief that the other wants the same thing. It is the other half of trust.",
        ("purpose",),
        ("shared purpose",),
    ),
    Term(
        "quarter",
        "Three months, and one turn of the game.",
        ("turns",),
        ("turn",),
    ),
    Term(
        "reported",
        "Results as they are counted and reported. They come early, and some of them would have come anyway.",
        ("reported",),
        ("reported results",),
    ),
    Term(
        "say-do gap",
        "What an agency voiced and did not deliver, beyond what is put down to politeness. Partners see it, and remember.",
        ("gap",),
        ("gap",),
    ),
    Term(
        "seat",
        "The agency that somebody plays, and what that person can see and do.",
        ("seat",),
        ("lead",),
    ),
    Term(
        "sharing",
        "Information about people that really passes between agencies. It takes four things at once: that the law allows it, "
        "that a protocol is signed, that the tool is usable, and that people have the habit. The lowest of them holds back the "
        "rest.",
        ("sharing", "practice"),
        ("information sharing",),
    ),
    Term(
        "strain",
        "Conflict that nobody voices. It eats commitment until somebody raises it.",
        ("strain",),
        ("unspoken conflict",),
    ),
    Term(
        "strand",
        "One of several kinds of work that share one effort. What one gets, the others wait for.",
        ("strand",),
    ),
    Term(
        "trust",
        "Two fifths shared purpose and three fifths confidence, from one agency to another. It need not be returned. (The "
        "weights are ours.)",
        ("trust",),
    ),
    Term(
        "wrong pockets",
        "When one agency pays for what saves another money. It is nobody's fault, and few partnerships survive it unspoken.",
        (),
        ("cost shifting",),
    ),
)
"""Every term, in the order of the alphabet."""

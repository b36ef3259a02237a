"""The field's words as this game uses them: one word, one meaning, in scenarios, code, pages and screens alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from game.translation import say


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
        "assumption",
        "A number or a claim that no source gives, and that we or an author chose. It is marked as one wherever it stands.",
        ("assumption",),
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
        "board",
        "A body at which agencies decide together by vote, some with more votes than others. One at which everybody sits "
        "takes everybody's time.",
        ("board",),
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
        "control",
        "How much of the joint work the lead's own organisation keeps to itself. It brings speed at first, and costs the "
        "others' commitment.",
        ("control",),
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
        "ending",
        "One of the ways in which a place can come out, told when the programme is over. None is a score.",
        ("endings",),
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
        "facilitator",
        "Whoever runs a workshop: opens and closes its quarters from a console, and leads the talk afterwards.",
    ),
    Term(
        "flag",
        "A mark that something is so. An effect sets it or takes it back, and conditions ask for it.",
        ("flag", "clear"),
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
        "gate",
        "One of four things that sharing takes: law, protocol, tool and habit. The one that is least open holds back the rest.",
        ("legal",),
        ("gates",),
    ),
    Term(
        "goal",
        "What the masters of an agency ask of whoever plays it, known to that seat alone; or what a whole round table is after.",
        ("goals",),
    ),
    Term(
        "governance",
        "How far what concerns the partners is decided by them together. It costs meetings and outlasts people.",
        ("governance",),
        ("deciding together",),
    ),
    Term(
        "ground rules",
        "What a room has agreed so that people can hear what hurts. Without them a hard story brings blame and little insight.",
        ("ground_rules",),
    ),
    Term(
        "inject",
        "Something that a facilitator throws into a running workshop, from the scenario's list or in his or her own words.",
        ("injects",),
    ),
    Term(
        "lead",
        "The agency that brings the others together, and whoever plays it: you, in a game alone. It can ask, offer and "
        "pay, and tell nobody what to do.",
    ),
    Term(
        "ledger",
        "The account of every change in a game with all its causes. You see the part that your seat could know; the "
        "debrief opens the rest.",
    ),
    Term(
        "legacy",
        "What of working together goes on by itself after the epilogue. It rests on how far leaders see beyond their own door, "
        "and on what was written down.",
        (),
        ("what remains",),
    ),
    Term(
        "level",
        "A number from 0 to 100 for something that has no unit, such as trust. It is illustrative, and not a score.",
    ),
    Term(
        "mandate",
        "Direction from central government. While it lasts it brings the reluctant to the table; when it goes, most of "
        "that goes with it.",
        ("mandate",),
    ),
    Term(
        "member",
        "One of many bodies that together are one agency, such as the practices of a district. They join the work one by one.",
        ("members",),
    ),
    Term(
        "mirror",
        "A device that shows what another device of the same seat sees. It decides nothing until it takes the seat over, "
        "which everybody at the seat can see.",
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
        "outlook",
        "How far those in an agency think of the whole place and not of their own service alone. It moves slowly, and is "
        "what lasts.",
        ("outlook",),
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
        "pledge",
        "The part of the money it could move that a seat of a round table gives to the pooled pot in a quarter.",
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
        "The belief that the other wants the same thing. It is the other part of trust.",
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
        "real line",
        "What the real leaders of a case decided, as far as the source tells; where it names no choice, our reading of it stands "
        "there and is marked. The debrief sets your own line beside it.",
        ("history", "real"),
    ),
    Term(
        "recommendation",
        "What somebody in another seat than the lead's advises on a dilemma, where several play round one screen. The "
        "lead decides.",
    ),
    Term(
        "reported",
        "Results as they are counted and reported. They come early, and some of them would have come anyway.",
        ("reported",),
        ("reported results",),
    ),
    Term(
        "round table",
        "A way to play in which people sit in several seats at once. Each decides for its own agency, unseen, and all see "
        "together what was decided.",
    ),
    Term(
        "say-do gap",
        "What an agency voiced and did not deliver, beyond what is put down to politeness. Partners see it, and remember.",
        ("gap",),
        ("gap",),
    ),
    Term(
        "scar",
        "What is remembered of a broken promise, or of a partner who spoke and did not deliver. It bounds how far confidence "
        "can come back. A shallow one heals by deeds, a deep one hardly.",
        ("scar",),
    ),
    Term(
        "seat",
        "The agency that somebody plays, and what that person can see and do.",
        ("seat",),
    ),
    Term(
        "seed",
        "The number from which all luck in a game follows. The same seed and the same decisions give the same game.",
        (),
        ("luck",),
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
        "stand-in",
        "What decides for a seat of a round table that nobody plays. It sees what the seat would see, and no more.",
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
        "successors",
        "The agencies that stand in an agency's place once it has been abolished.",
        ("successors",),
    ),
    Term(
        "tie",
        "All that is between two agencies: trust each way, sharing, a protocol, and how much of it is written down or "
        "rests with one person.",
        ("relations", "codified"),
        ("ties",),
    ),
    Term(
        "trace",
        "Something of the work that may still be there at the end of the epilogue, and is looked for then.",
        ("traces",),
    ),
    Term(
        "trust",
        "Two fifths shared purpose and three fifths confidence, from one agency to another. It need not be returned. (The "
        "weights are ours.)",
        ("trust",),
    ),
    Term(
        "vote",
        "What a seat of a round table wants taken in a dilemma. Votes weigh as the place's board has it, or evenly; the option "
        "with most is taken, of those that the lead can pay for.",
        ("votes",),
        ("votes",),
    ),
    Term(
        "watcher",
        "Somebody who follows a round table without a seat, and sees what everybody there may see.",
    ),
    Term(
        "wrong pockets",
        "When one agency pays for what saves another money. It is nobody's fault; unspoken, it wears on whoever pays.",
        (),
        ("cost shifting",),
    ),
)
"""Every term, in the order of the alphabet."""


def terms_in(text: str) -> tuple[Term, ...]:
    """The terms that a text uses, by themselves or by another word for the same, in the order of the glossary."""
    written = set(re.findall(r"[\w-]+", text.casefold()))
    flat = " ".join(re.findall(r"[\w-]+", text.casefold()))
    found = []
    for term in GLOSSARY:
        said = [say(word).casefold() for word in (term.word, *term.also)]
        if any(word in flat if " " in word else {word, f"{word}s"} & written for word in said):
            found.append(term)
    return tuple(found)

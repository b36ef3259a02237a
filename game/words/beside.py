"""What is said to the lead as "you", in the words for whoever sits in another seat: there "you" is somebody else.

Every seat is told the same things of the lead. So a sentence is written once, to the lead, and stands here beside what others
are told in its place; one without "you" is the same for everybody.
"""

from __future__ import annotations

from typing import Final

from game.core.place import Place
from game.translation import later, say

THE_LEAD: Final = later("the lead")
"""The lead, as others call it."""

BESIDE: Final[dict[str, str]] = later(
    {
        # Names of variables.
        "how much of the work you keep to yourself": "how much of the work the lead keeps to itself",
        "how far you cover the bill": "how far the lead covers the bill",
        "your energy": "the lead's energy",
        "your standing": "the lead's standing",
        "the families you aim to reach": "the families the programme aims to reach",
        "how hard you drive the work yourself": "how hard the lead drives the work itself",
        "your own driving, which carries everybody at first and then tires": (
            "the lead's own driving, which carries everybody at first and then tires"
        ),
        "your backing for front lines this quarter": "the lead's backing for front lines this quarter",
        "the time you gave face to face this quarter": "the time the lead gave face to face this quarter",
        "the quarters in which your backing was too thin": "the quarters in which the lead's backing was too thin",
        "briefing your own masters": "briefing its own masters",
        "sense of how much you keep to yourself": "sense of how much the lead keeps to itself",
        "time with you": "time with the lead",
        "front line, backed by you": "front line, backed by the lead",
        "the time you give {one}": "the time the lead gives {one}",
        "your backing for {owner} front line": "the lead's backing for {owner} front line",
        "how well your story fits {one}": "how well the lead's story fits {one}",
        "last time with you": "last time with the lead",
        "share, last paid by you": "share, last paid by the lead",
        "what you chose": "what the lead chose",
        "what you have decided": "what the lead has decided",
        # Causes, and what a rule says of the world.
        "your time went to others": "the lead's time went to others",
        "you had the strength again to carry the work": "the lead had the strength again to carry the work",
        "you were too tired to carry the work": "the lead was too tired to carry the work",
        "you let go of some of the work": "the lead let go of some of the work",
        "you chose {origin}": "the lead chose {origin}",
        "What a partner is ready to do follows its own masters, its orders, its gain, its strain, how far it sees, its trust "
        "in you, "
        "your story, and how much of the work you leave to it.": (
            "What a partner is ready to do follows its own masters, its orders, its gain, its strain, how far it sees, its "
            "trust in "
            "the lead, the lead's story, and how much of the work is left to it."
        ),
        "Wins and briefings keep your masters patient; sharing costs fairly and giving up control try their patience.": (
            "Wins and briefings keep masters patient; sharing costs fairly and giving up control try their patience."
        ),
        "Your own masters are the ones who are asked about it.": "An agency's own masters are the ones who are asked about it.",
        "The more partners share, the more they compare what you told each of them.": (
            "The more partners share, the more they compare what each of them was told."
        ),
        "Time with a partner wins your confidence in it, too.": "Time with a partner wins the lead's confidence in it, too.",
        "You too come to see what a partner is for.": "The lead, too, comes to see what a partner is for.",
        "That was your own decision; the thread ends there.": "That was the lead's decision; the thread ends there.",
        "That is where your own attention went; the thread ends there.": (
            "That is where the lead's attention went; the thread ends there."
        ),
        "That followed from something you chose earlier.": "That followed from something the lead chose earlier.",
        # Tokens, as they are placed.
        "owning up to {one} that you will be late": "owning up to {one} that a promise will be late",
        "your own money for {share}": "its own money for {share}",
        # What was done with them.
        "you spent time with {one}": "the lead spent time with {one}",
        "you brought {one} and {other} together": "the lead brought {one} and {other} together",
        "you backed {owner} front line": "the lead backed {owner} front line",
        "you heard families": "the lead heard families",
        "you briefed your own masters": "the lead briefed its own masters",
        "you gave your word to {one}": "the lead gave its word to {one}",
        "you owned up to {one}": "the lead owned up to {one}",
        "you put in your own money": "the lead put in its own money",
        "you put the unspoken on the table with {one}": "the lead put the unspoken on the table with {one}",
        "you rested": "the lead rested",
        "you moved effort between strands": "the lead moved effort between strands",
        # What they are for.
        "see a partner; the others notice that you did not see them": "see a partner; the others notice that they were not seen",
        "brief your own masters, so that they stand behind you": "brief its own masters, so that they stand behind it",
        "give your word: a visit, money or a protocol": "give its word: a visit, money or a protocol",
        "put your own money into the pot, for all or to pay a partner's share": (
            "put its own money into the pot, for all or to pay a partner's share"
        ),
        # What it learned by hearing families.
        "You heard families. None is being worked with yet, so there was nothing to learn of the help itself.": (
            "The lead heard families. None is being worked with yet, so there was nothing to learn of the help itself."
        ),
        "You heard families, and learned that of {n_all} being worked with only {n_helped} had the help promised.": (
            "The lead heard families, and learned that of {n_all} being worked with only {n_helped} had the help promised."
        ),
        "You heard families. The help they were promised comes: of that you learned nothing new.": (
            "The lead heard families. The help they were promised comes: of that it learned nothing new."
        ),
        # Where the lead stands.
        "Your energy": "The lead's energy",
        "Your standing": "The lead's standing",
        "{families} being worked with; your energy {energy}, your standing {standing}.": (
            "{families} being worked with; the lead's energy {energy}, its standing {standing}."
        ),
        "You have {tokens} this quarter, and what costs energy costs you more of it.": (
            "The lead has {tokens} this quarter, and what costs energy costs it more."
        ),
        # On the pages of the window.
        "Out of your own, into the pot or a partner's share.": "Out of the lead's own, into the pot or a partner's share.",
        "your own ties": "the lead's ties",
        "as you gather of others": "as is gathered of others",
        "As you see it": "As it is seen from close by",
        "As you gather from outside": "As it is gathered from outside",
        "Your decisions have been heard. The map is still as the quarter began.": (
            "The lead's decisions have been heard. The map is still as the quarter began."
        ),
        # In the help of the window's pages.
        "How far others trust you is your own estimate, nearer the truth where you spend time.": (
            "Who trusts whom is an estimate; the lead's is nearer the truth where it spends time."
        ),
        "What you decided and where your attention went, quarter by quarter. Press a quarter again for what came of it. Play "
        "on from "
        "here goes back to its start, in a new saved game or in this one.": (
            "What the lead decided and where its attention went, quarter by quarter. Press a quarter again for what came of "
            "it. The "
            "lead's own page of this can go back to the start of one."
        ),
        "While it is open, late or not, a promise that you cannot keep can be owned up to, which costs less trust than being "
        "found out.": (
            "While it is open, late or not, the lead can own up to a promise that it cannot keep, which costs less trust than "
            "being found out."
        ),
        # What an option asks of the lead, and how it ends.
        "{sum} of your own money": "{sum} of its own money",
        "up to {sum} of your own money for the pot": "up to {sum} of its own money for the pot",
        "your word to {one}: {what}": "its word to {one}: {what}",
        "Asks of you: {parts}.": "Asks of the lead: {parts}.",
        "Asks nothing of you now.": "Asks nothing of the lead now.",
        "Your own masters had no more patience with it.": "The lead's own masters had no more patience with it.",
        "Your own masters have lost patience. The programme is stopped.": (
            "The lead's own masters have lost patience. The programme is stopped."
        ),
    }
)
"""Each sentence to the lead, with what others are told in its place."""


def is_beside(place: Place, seat: int | None) -> bool:
    """Whether a seat is another than the lead's; None stands for the lead's."""
    return seat is not None and seat != place.lead


def the_lead() -> str:
    """The lead, as others call it, in the language of the game."""
    return say(THE_LEAD)


def told_to(place: Place, seat: int | None, text: str, /, **parts: object) -> str:
    """A sentence to the lead, or where another seat is told, what stands in its place; in the language of the game.

    Arguments:
        place: whose lead is meant.
        seat: who is told; the lead where None.
        text: the English, as it is said to the lead: a literal, or a text of a table that `later` marked.
        parts: what goes into its places.
    """
    return say(BESIDE.get(text, text) if is_beside(place, seat) else text, **parts)

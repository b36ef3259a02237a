"""The help screen: what can be typed, one line each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from game.terminal.match import find, nearest
from game.terminal.page import Page
from game.terminal.token import KINDS, Kind
from game.translation import later, say
from game.words.glossary import GLOSSARY
from game.words.grammar import capital, quoted

COMMANDS: Final = {
    "why": ("why NAME, why NUMBER", later("what moved something: `why {partner}`, `why trust {partner}`, `why energy in 3`")),
    "map": ("map", later("every partner: what it says and does, trust and sharing")),
    "agency": ("agency NAME", later("one partner closely")),
    "promises": ("promises", later("who promised whom what by when")),
    "money": ("money", later("your books, and where avoided cost falls")),
    "history": ("history, history NUMBER", later("every quarter you have played, or one again")),
    "back": ("back NUMBER", later("play on from the start of an earlier quarter, 1 for the first")),
    "what": ("what if NUMBER", later("when all is over: another way in that quarter, with the same luck")),
    "expect": ("expect WORDS", later("before a quarter ends: write down what you expect of it, to see beside what came")),
    "note": ("note NUMBER WORDS", later("when all is over: write down what you think at that question of the debrief")),
    "undo": ("undo", later("take back the last token; with none placed, think again about a choice")),
    "end": ("end", later("end the quarter")),
    "look": ("look", later("this screen again, from the news on")),
    "save": ("save, save NAME", later("where the game is saved; with a name, a copy")),
    "help": ("help, help WORD", later("this page, or what a word means here: `help buy-in`")),
    "quit": ("quit", later("stop; everything is saved")),
}
"""The commands that can be typed at a prompt: how they are written, and what they do."""

ALIASES: Final = {
    "?": "help",
    "h": "help",
    "exit": "quit",
    "q": "quit",
    "bye": "quit",
    "l": "look",
    "repeat": "look",
    "rewind": "back",
    "what if": "what",
    "whatif": "what",
    "promise list": "promises",
    "books": "money",
    "ties": "map",
    "end quarter": "end",
    "end turn": "end",
    "i expect": "expect",
}
"""Other ways to say the same."""


def meaning(typed: str) -> Page:
    """What a word means here; the nearest, or all that are explained, where it is not among them."""
    names = {term: (*(say(word) for word in (term.word, *term.also)), term.word, *term.also) for term in GLOSSARY}
    found = find(typed, names)
    page = Page()
    for term in found[:3]:
        page.text(f"{capital(say(term.word))}: {say(term.meaning)}")
    if not found:
        near = nearest(typed, (word for words in names.values() for word in words))
        page.text(
            " ".join(
                filter(
                    None,
                    (
                        say("{typed} is not among the words explained here.", typed=quoted(typed)),
                        say("Did you mean {near}?", near=quoted(near)) if near else "",
                    ),
                )
            )
        )
        page.text(say("They are: {words}.", words=", ".join(say(term.word) for term in GLOSSARY)))
    return page


def page(now: str, kinds: Sequence[Kind] = KINDS, partner: str = "", without: Collection[str] = ()) -> Page:
    """What can be typed, beginning with what is asked for at this prompt.

    Arguments:
        now: a sentence on what the prompt waits for.
        kinds: the kinds of token that make sense where one is; all, while no place is chosen, and none where nobody has tokens.
        partner: whom examples name; nobody, while no place is chosen.
        without: the commands that do nothing in this game.
    """
    page = Page(say("What you can type"))
    if now:
        page.text(now).gap()
    page.line(say("At any prompt:") if partner else say("Once a game has begun, at any prompt:"))
    for name, (usage, text) in COMMANDS.items():
        if name not in without:
            page.item(say(text, partner=partner or "NAME"), label=f"  {usage}:")
    if kinds:
        page.gap().line(say("For your attention, which is spent when you end the quarter:"))
    for kind in kinds:
        page.item(kind.text, label=f"  {kind.usage}:")
    page.text(
        say(
            "Names may be shortened as long as it is clear whom you mean. Numbers such as (48 of 100) are levels: none of "
            "them is a score, and all of them are illustrative."
        )
    )
    return page

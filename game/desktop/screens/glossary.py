"""The field's words with what they mean here: all of them as a page of its own, and those of a page in its help."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Final

from game.desktop.controls import spelt
from game.desktop.screens.question import Leaflet, dialog
from game.desktop.ui.box import Column, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text, button
from game.translation import later, say
from game.words.glossary import GLOSSARY, Term
from game.words.grammar import capital

if TYPE_CHECKING:
    from game.desktop.window import Window

_ACROSS: Final = 600  # points: as wide as what a word means is read
_TALL: Final = 480  # points from which the letters stay in sight over the words


def meanings(terms: Iterable[Term]) -> Element:
    """Terms with their meanings, one below the other."""
    return Column(*(_meaning(term) for term in terms), gap=12, role="list", name=say("Words"))


def _meaning(term: Term) -> Element:
    also = say("Also: {words}.", words=", ".join(say(word) for word in term.also)) if term.also else ""
    return Column(
        Text(capital(say(term.word)), "strong"),
        Text(say(term.meaning), "body"),
        Text(also, "small", "quiet") if also else None,
        gap=2,
        role="item",
        key=f"word:{term.word}",
    )


class GlossaryScreen(Leaflet):
    """Every word of the glossary, in the order of the alphabet."""

    title = later("What the words mean")

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._terms = sorted(GLOSSARY, key=lambda term: say(term.word).casefold())

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The letters, each of which leads to its first word, and the words."""
        firsts = {letter: next(terms) for letter, terms in groupby(self._terms, lambda term: capital(say(term.word))[:1])}
        letters = [self._letter(letter, term) for letter, term in firsts.items()]
        escape = spelt(self.window.settings.keys_of("back")[0])
        row = Row(*letters, gap=2, wraps=True, role="group", name=say("Letters"))
        has_room = size[1] / kit.scale >= _TALL
        return dialog(
            say(self.title),
            None if has_room else row,
            meanings(self._terms),
            over=row if has_room else None,
            foot=Row(button(say("Close"), self.close, key="close", look="primary", hint=escape)),
            key="glossary",
            most=_ACROSS,
        )

    def _letter(self, letter: str, first: Term) -> Element:
        return button(letter, lambda: self._go(first), key=f"letter:{letter}", look="quiet", pad=(6, 4), least=24)

    def _go(self, to: Term) -> None:
        """Brings the first word of a letter to the top of what is shown."""
        self.window.stage.bring(f"word:{to.word}", to_top=True)
        self.window.repaint()

"""The last chapters of the debrief: what really happened, dilemma by dilemma, and questions to talk over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.debrief.conversation import PHASES, of_phase
from game.debrief.really import ILLUSTRATIVE
from game.desktop.screens.frame import PRESSED
from game.desktop.screens.reflection import writing
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Panel, Row, Sized
from game.desktop.ui.element import Element
from game.desktop.ui.theme import Style
from game.desktop.ui.widget import Heading, Icon, Text, button
from game.translation import say, say_many
from game.words import quarter
from game.words.grammar import bare

if TYPE_CHECKING:
    from game.debrief.analysis import Debrief
    from game.debrief.question import Question
    from game.debrief.really import Happened


def really(table: Table, found: Debrief) -> Element:
    """The real line beside the player's, dilemma by dilemma."""
    return Column(Text(found.really.text, "prose"), *(_dilemma(table, one) for one in found.really.dilemmas), gap=16)


def _dilemma(table: Table, one: Happened) -> Element:
    return Panel(
        Column(
            Text(quarter.name(table.session.place, one.turn), "label", "quiet"), Heading(one.title, "heading", level=2), gap=0
        ),
        _taken("you", bare(one.label), "user"),
        _taken("they", _what_they_did(one), "users"),
        Text(one.followed, "prose") if one.followed else None,
        _under("lightbulb", one.concept) if one.concept else None,
        _under("book-open", one.cited) if one.cited else None,
        _under("info", " ".join(text for text in (one.thin, one.assumption) if text)) if one.thin or one.assumption else None,
        pad=(18, 15),
        gap=8,
        role="item",
        name=one.title,
        value=one.text,
    )


def _what_they_did(one: Happened) -> str:
    if one.is_same:
        return say("The same, as we read the source") if one.is_inferred else say("The same")
    if one.is_inferred:
        return say("{option}, as we read the source", option=bare(one.real_label))
    return bare(one.real_label) if one.real else say("What they chose is not known")


def _taken(who: str, label: str, sign: str) -> Element:
    return Row(
        Icon(sign, 17, "quiet"),
        Sized(Text(say("You") if who == "you" else say("The real leaders"), "small", "quiet"), width=120),
        Text(label, "strong", grow=1.0),
        gap=8,
        align="start",
    )


def _under(sign: str, text: str) -> Element:
    return Row(Icon(sign, 15, "quiet"), Text(text, "small", "quiet", grow=1.0), gap=8, align="start")


def questions(table: Table, found: Debrief) -> Element:
    """The few questions for which there is most reason, the others behind a button, and what to bear in mind before quoting."""
    conversation = found.conversation
    parts = _by_phase(table, conversation.first)
    if table.asks_all or any(_is_begun(table, one) for one in conversation.further):
        parts += [Heading(say("More questions"), "title"), *_by_phase(table, conversation.further, "heading")]
    elif conversation.further:
        n = len(conversation.further)

        def ask_all() -> None:
            table.asks_all = True
            table.window.kit.focus = f"write:{conversation.further[0].key}"
            table.window.change()

        words = say_many(n, "{n} more question", "{n} more questions", n=n)
        parts.append(Row(button(words, ask_all, key="further", icon="chevron-down")))
    caveats = [text for text in (found.really.caveat, found.really.spent) if text]
    parts.append(
        Panel(
            Heading(say("Before you quote any of this")),
            Text(say(ILLUSTRATIVE), "body"),
            *(Text(text, "body") for text in caveats),
            fill="raised",
            edge="",
            pad=(18, 15),
            gap=8,
        )
    )
    return Column(
        Text(
            say("Alone, or better with somebody who was not there. Take your time: this is worth as long as the game."), "prose"
        ),
        *parts,
        gap=24,
    )


def _is_begun(table: Table, one: Question) -> bool:
    """Whether something was written at a question, which is then never out of sight."""
    return bool(table.session.reflections.at(one.text, one.key) or table.draft(one.text, one.key))


def _by_phase(table: Table, questions: Sequence[Question], style: Style = "title") -> list[Element]:
    """Questions under what stands over their phase; nothing of a phase that has none."""
    return [
        Column(Heading(say(title), style), *(_question(table, one) for one in asked), gap=12)
        for phase, title in PHASES.items()
        if (asked := of_phase(questions, phase))
    ]


def _question(table: Table, one: Question) -> Element:
    """A question, what it comes from, what was written at it, and the way to write something."""
    kept, draft = table.session.reflections.at(one.text, one.key), table.draft(one.text, one.key)
    words = say("Go on with your draft") if draft else say("Change what you wrote") if kept else say("Write something down")
    writes = writing(table, one.text, one.key, words)
    dot, apart = 12, 6  # points: the room of the dot, which is broad in the typeface for dyslexic readers, and the gap
    return Column(
        Row(
            Sized(Text("•", "strong", "accent"), width=dot),
            Column(
                Text(one.text, "prose"),
                Text(one.because, "small", "quiet") if one.because else None,
                Panel(Text(kept, "body"), fill="tint", pad=(12, 8)) if kept else None,
                Panel(
                    Text(say("A draft, not kept yet"), "label", "quiet"),
                    Text(draft, "body"),
                    fill="",
                    edge="line",
                    pad=(12, 8),
                    gap=2,
                )
                if draft
                else None,
                gap=4,
                grow=1.0,
            ),
            gap=apart,
            align="start",
        ),
        # The sign on the button stands in line with the question, and the ground that it is pressed on reaches out of it.
        Row(Gap(dot + apart - PRESSED), writes) if writes is not None else None,
        gap=4,
        role="item",
        name=one.text,
    )

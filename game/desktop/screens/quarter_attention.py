"""Attention: three tokens, what each goes to, and with whom, chosen in a list or on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pygame

from game.briefing.attention import Kind, attention, by_when, kinds_of, written
from game.briefing.counsel import wishes
from game.briefing.offers import Offer, Target, between_them, offer
from game.briefing.sight import partners
from game.desktop.screens.expecting import expecting
from game.desktop.table import Table
from game.desktop.ui import paint
from game.desktop.ui.box import Column, Gap, Grid, Panel, Row, Sized, Steady
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Heading, Icon, Press, Text, button
from game.translation import language, later, say
from game.words.grammar import called, capital, full_stop

ICONS: Final = {
    "time": "coffee",
    "broker": "users",
    "front_line": "hard-hat",
    "listen": "ear",
    "upwards": "arrow-up",
    "promise": "handshake",
    "own_up": "flag",
    "money": "hand-coins",
    "confront": "messages-square",
    "rest": "moon",
    "strand": "git-branch",
}
"""The pictogram of each kind of token."""
_ASKED: Final = {
    "front_line": later("{token}: whose?"),
    "confront": later("{token}: whom?"),
    "promise": later("{token}: to whom?"),
    "own_up": later("{token}: to whom?"),
}
"""What is asked of a kind of token; of the others it is: with whom?"""
_SLOT: Final = 28  # points: what a token's row is high at least, within its edge
_PAD: Final = (12, 2)  # points around it
_TAKEN: Final = later("chosen already")
_GIVEN: Final = later("has one already")


class AttentionPage:
    """The page of attention, and what is being placed on it: a kind, perhaps what is promised, perhaps a first partner."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.has_map = True  # beside the page, where an agency can be pressed
        self.is_low = False  # the window, so that the page shows a few lines at a time
        self._kind: Kind | None = None
        self._promised = ""
        self._one: int | None = None
        self._between: list[Mapping[int, str]] = []
        self._offers: tuple[str, dict[str, Offer]] = ("", {})
        self._money = say("Pay whose share?")

    def _offer(self, kind: Kind) -> Offer:
        """Whom a token of one kind can go to, reckoned once until something is decided."""
        session = self._table.session
        key = f"{session.turn} {session.pending} {language()}"
        if self._offers[0] != key:
            self._offers = (key, {})
        known = self._offers[1]
        if kind.token not in known:
            known[kind.token] = offer(session, kind.token, self._table.seat)
        return known[kind.token]

    def first(self) -> str:
        """The first thing to press: what a token can go to, or an answer to what was asked; nothing where none is left.

        Of the answers those come first that have no such token yet: pressed again and again, Enter goes from one to the next, and
        gives nobody everything.
        """
        if self._kind is not None:
            open_to = [one.key for one in self._choices(self._kind) if not one.is_disabled]
            given = tuple(f"target:{agency}:" for agency in self._given(self._kind))
            return next((one for one in open_to if not one.startswith(given)), next(iter(open_to), "forget"))
        kinds = kinds_of(self._table.session.place) if self._table.session.tokens_left() > 0 else ()
        return next((f"kind:{kind.token}" for kind in kinds), "")

    def build(self) -> Element:
        """The tokens, then either what one can go to, or with whom."""
        return Column(
            self.tokens(),
            self.wished(),
            self.kinds() if self._kind is None else self._partners(self._kind),
            expecting(self._table) if self._kind is None else None,
            gap=16,
        )

    # What it looks like.

    def tokens(self) -> Element:
        """The tokens of this quarter: those placed, with a way to take them back, and those still in hand."""
        found = attention(self._table.session)
        slots: list[Element] = [
            Panel(
                _line(
                    Icon(ICONS[one.token], 20, "accent"),
                    Text(_by(capital(one.words), one.due), "strong", grow=1.0),
                    button(
                        "",
                        lambda slot=one.slot: self._take_back(slot),
                        key=f"back:{one.slot}",
                        icon="x",
                        look="quiet",
                        name=say("Take back: {token}", token=one.words),
                        pad=(5, 4),
                        least=_SLOT,
                    ),
                ),
                fill="tint",
                edge="accent",
                pad=_PAD,
            )
            for one in found.placed
        ]
        slots += [
            Hollow(_line(Icon("hand-helping", 20, "quiet"), Text(say("A token in hand"), "body", "quiet", grow=1.0)), pad=_PAD)
            for _ in range(found.n_left)
        ]
        return Column(Heading(say("Your attention")), *slots, gap=4)

    def kinds(self) -> Element | None:
        """What a token can go to."""
        if self._table.session.tokens_left() <= 0:
            return Text(say("Every token is placed. Take one back to think again."), "body", "quiet")
        return self.cards(say("What does a token go to?"))

    def cards(self, question: str) -> Element:
        """Each kind of token as a card to press, under a question."""
        cards = [self._card(self._offer(kind).kind) for kind in kinds_of(self._table.session.place)]
        return Column(Heading(question), Grid(*cards, least=180, gap=8, most=3), gap=8)

    def wished(self) -> Element | None:
        """What others who play wish the lead would give a token to; nothing where nobody has said."""
        found = wishes(self._table.session)
        if not found:
            return None
        lines = [
            Row(
                Icon(ICONS[one.token["token"]], 16, "quiet"),
                Text(f"{one.person.words}: {one.words}", "body", grow=1.0),
                gap=8,
                align="start",
                role="item",
            )
            for one in found
        ]
        return Column(Text(say("What the others wish for"), "label", "quiet"), *lines, gap=4, role="list", name=say("Wishes"))

    def _card(self, kind: Kind) -> Element:
        found = self._offer(kind)
        why_not = found.why_not
        return Press(
            Row(
                Icon(ICONS[kind.token], 20, "accent" if found.is_open else "quiet"),
                Column(
                    Text(kind.name, "strong", "ink" if found.is_open else "quiet"),
                    Text(why_not or capital(kind.text), "small", "quiet"),
                    gap=1,
                    grow=1.0,
                ),
                gap=10,
                align="start",
            ),
            look="card",
            pad=(12, 9),
            key=f"kind:{kind.token}",
            name=kind.name,
            description=f"{capital(kind.text)}. {why_not}".strip(),
            act=lambda: self._pick(kind, why_not),
            is_disabled=not found.is_open,
        )

    def _partners(self, kind: Kind) -> Element:
        """With whom: the partners as a list; the map takes a press as well."""
        asked = Heading(self._question(kind, self._one, has_promise=bool(self._promised)), grow=1.0)
        hint = Text(say("Choose below, or press an agency on the map."), "small", "quiet") if self.has_map else Gap()
        # The answers stand where they stood when the question changes: room is kept for the longest, and for the hint.
        return Column(
            Row(
                Icon(ICONS[kind.token], 22, "accent"),
                Steady(asked, [Heading(words) for words in self._questions(kind)], align="centre", grow=1.0),
                button(say("Something else"), self.forget, key="forget", icon="undo-2", look="quiet"),
                gap=10,
            ),
            Steady(hint if self.picking() is not None else Gap(), [hint]) if kind.takes != "strand" else None,
            Grid(*self._choices(kind), least=150, gap=6, most=3),
            gap=8,
        )

    def _question(self, kind: Kind, one: int | None, *, has_promise: bool) -> str:
        """What is asked of a token of one kind, once a first partner or a promise has been named."""
        if kind.takes == "partner and promise" and not has_promise:
            return say("Promise what?")
        if kind.takes == "two partners":
            return say("Bring whom together?") if one is None else say("{agency} with whom?", agency=capital(self._name(one)))
        if kind.token in _ASKED:
            return say(_ASKED[kind.token], token=kind.name)
        return {"partner or pot": self._money, "strand": say("More of the effort for which strand?")}.get(
            kind.takes, say("{token}: with whom?", token=kind.name)
        )

    def _questions(self, kind: Kind) -> list[str]:
        """All that may be asked of a token of one kind."""
        firsts = [target.agency for target in self._offer(kind).targets] if kind.takes == "two partners" else []
        return [self._question(kind, one, has_promise=has) for one in (None, *firsts) for has in (False, True)]

    def _choices(self, kind: Kind) -> list[Press]:
        """What answers the question that is being asked: a kind of promise, or with whom."""
        targets = self._offer(kind).targets
        if kind.takes == "partner and promise" and not self._promised:
            return [
                button(capital(words), lambda what=what: self._promise(what), key=f"promise:{what}", after="chevron-right")
                for what, words in dict.fromkeys((target.promised, target.promise) for target in targets)
            ]
        told: Mapping[int, str] = between_them(self._table.session, self._one) if self._one is not None else {}
        if kind.takes != "two partners":
            told = dict.fromkeys(self._given(kind), say(_GIVEN))
        return [
            self._target(target, told.get(target.agency, target.note) if target.agency is not None else target.note)
            for target in targets
            if target.promised == self._promised or not self._promised
        ]

    def _given(self, kind: Kind) -> frozenset[int]:
        """Who has been given a token of one kind this quarter."""
        placed = attention(self._table.session).placed
        return frozenset(agency for one in placed if one.token == kind.token for agency in one.agencies)

    def _target(self, target: Target, note: str) -> Press:
        """One answer, with what is to be known of it in small type under its name; a first partner stays, as taken."""
        words, strand = capital(target.name), target.token.get("to")
        is_first = target.agency is not None and target.agency == self._one
        is_closed = is_first or (not target.is_open and self._one is None)
        note = say(_TAKEN) if is_first else note
        refused = f"{target.refusal} " if target.refusal is not None and is_closed and not is_first else ""
        meaning: dict[str, Any] = {
            "key": f"target:{strand or target.agency}:{target.promised}",
            "act": (lambda: self.place(target.token)) if strand else lambda: self._give(target.agency),
            "is_disabled": is_closed,
            "description": f"{refused}{full_stop(capital(note)) if note else ''}".strip(),
        }
        if not note:
            return button(words, meaning.pop("act"), **meaning)
        told = Text(note, "small", "quiet")
        lines = Column(
            Text(words, "body" if is_closed else "strong", "quiet" if is_closed else "ink"),
            # Room for what may be said here at the next question, so that no answer moves.
            Steady(told, [Text(one, "small") for one in self._notes(target)]),
        )
        return Press(lines, name=words, **meaning)

    def _notes(self, target: Target) -> list[str]:
        """All that may be told of an answer while two partners are being named."""
        kind = self._kind
        if kind is None or kind.takes != "two partners" or target.agency is None:
            return []
        if not self._between:
            session, firsts = self._table.session, [one.agency for one in self._offer(kind).targets]
            self._between = [between_them(session, one) for one in firsts if one is not None]
        return [
            *dict.fromkeys((target.note, say(_TAKEN), *(told[target.agency] for told in self._between if target.agency in told)))
        ]

    def _name(self, agency: int) -> str:
        return called(self._table.session.place, agency, self._table.seat)

    # What it does.

    def picking(self) -> frozenset[int] | None:
        """Which agencies can be pressed on the map for the token in hand; None where no agency is asked for."""
        kind = self._kind
        if kind is None or kind.takes == "strand" or (kind.takes == "partner and promise" and not self._promised):
            return None
        if self._one is not None:
            return frozenset(number for number in partners(self._table.session.view()) if number != self._one)
        targets = self._offer(kind).targets
        return frozenset(
            target.agency
            for target in targets
            if target.agency is not None and target.is_open and target.promised == self._promised
        )

    def give(self, agency: int) -> bool:
        """An agency was pressed on the map; whether a token was waiting for it."""
        open_to = self.picking()
        if open_to is None:
            return False
        self._give(agency)
        return True

    def leave(self) -> bool:
        """Puts the token in hand back; whether there was one."""
        if self._kind is None:
            return False
        self.forget()
        return True

    def _pick(self, kind: Kind, why_not: str) -> None:
        if why_not:
            self._table.window.say(why_not)
        elif kind.takes == "nobody":
            self.place(written(self._table.session.place, kind.token))
        else:
            self._kind, self._promised, self._one, self._between = kind, "", None, []
            self._go_to_choices()

    def _promise(self, what: str) -> None:
        self._promised = what
        self._go_to_choices()

    def _go_to_choices(self) -> None:
        """The focus goes to the first answer of the question just asked, since what was pressed is gone."""
        window = self._table.window
        if self.is_low:  # what is asked stands above its answers, where no more than these would be in sight
            window.kit.offsets.pop(f"page:attention:{self._table.session.turn}", None)
        window.kit.focus = self.first()
        window.change()

    def _give(self, agency: int | None) -> None:
        kind = self._kind
        if agency is not None and agency == self._one:
            self._table.window.say(f"{capital(self._name(agency))}: {say(_TAKEN)}.")
            return
        if kind is None:
            return
        if kind.takes == "two partners" and self._one is None:
            self._one = agency
            self._go_to_choices()
            return
        place = self._table.session.place
        if kind.takes == "two partners":
            self.place(written(place, kind.token, self._one, agency))
        else:
            self.place(written(place, kind.token, agency, promised=self._promised))

    def place(self, token: dict[str, str]) -> None:
        """Places a token."""
        session, window = self._table.session, self._table.window
        due, token_kind = by_when(session, token), self._kind.token if self._kind is not None else ""

        def noted() -> None:
            words = attention(session).placed[-1].words
            window.tell(f"{say('Noted: {token}.', token=_by(words, due))} {attention(session).left}")
            window.chime("place")
            self.forget()
            window.kit.focus = (f"kind:{token_kind}" if token_kind else window.kit.focus) if session.tokens_left() else "finish"

        self._table.do(lambda: session.attend(token), noted)

    def _take_back(self, slot: int) -> None:
        session, window = self._table.session, self._table.window
        words = attention(session).placed[slot].words
        self._table.do(lambda: session.take_back(slot), lambda: window.tell(say("Taken back: {token}.", token=words)))

    def forget(self) -> None:
        """Puts the token in hand back."""
        if self._kind is not None:
            self._table.window.kit.focus = f"kind:{self._kind.token}"
        self._kind, self._promised, self._one, self._between = None, "", None, []
        self._table.window.change()


class Hollow(Column):
    """A place that is still to be filled, and is not pressed: its edge is dashed."""

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The edge."""
        paint.dashed_box(surface, self.rect, kit.palette.line, radius=kit.px(8), border=kit.px(1))


def _line(*shown: Element) -> Element:
    """What stands in a token's row, which is as high whether the token is placed or still in hand."""
    return Sized(Row(*shown, gap=10), height=_SLOT)


def _by(words: str, due: str) -> str:
    """What a token goes to, with when it is due, where it is at any time."""
    return say("{token}, by {quarter}", token=words, quarter=due) if due else words

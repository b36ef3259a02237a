"""A quarter from another seat than the lead's: their own view, what they recommend on each dilemma, and a wish for a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.briefing.counsel import own_wish, people
from game.briefing.quarter import begun
from game.briefing.scene import Choice, Scene, scenes
from game.desktop.screens.hotseat import Cover
from game.desktop.screens.navigation import keys_of
from game.desktop.screens.quarter import Page, QuarterScreen
from game.desktop.screens.quarter_attention import ICONS, AttentionPage
from game.desktop.screens.quarter_decide import dilemmas
from game.desktop.screens.quarter_news import note
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, Icon, Text, button
from game.translation import say
from game.words.grammar import capital

if TYPE_CHECKING:
    from game.desktop.window import Window


class SeatScreen(QuarterScreen):
    """One person's private page of a quarter.

    Arguments:
        window: where it is shown.
        table: the game, with the person's seat handed over.
        at: whose turn it is, counted from 0 in the order of turns.
    """

    def __init__(self, window: Window, table: Table, at: int) -> None:
        self.at = at
        self.person = people(table.session)[at]
        self.id = table.session.place.agencies[self.person.agency].id
        super().__init__(window, table)
        self.title = f"{begun(table.session, table.seat).heading}: {self.person.words}"

    def first(self) -> str:
        """The way on, or where that is below, the page: nothing needs to be said, and what is asked stands first."""
        return "finish" if self._is_tall else f"page:{self.page}"

    def begin_at(self) -> Page:
        """Always the news: nothing needs to be said."""
        return "news"

    def attention_page(self) -> AttentionPage:
        """The page of the wish."""
        return WishPage(self.table, self.id)

    def tokens(self) -> dict[int, int]:
        """None: where the lead's tokens lie is the lead's to know until the quarter ends."""
        return {}

    def undecided(self) -> list[int]:
        """The dilemmas on which this seat recommends nothing yet."""
        session = self.table.session
        said = session.pending.counsel.options.get(self.id, {})
        return [number for number in session.open_dilemmas() if session.place.dilemmas[number].id not in said]

    def names(self) -> list[tuple[str, str, str]]:
        """The pages: the news, what to recommend, and the wish."""
        n_open = len(self.table.session.open_dilemmas())
        has_wish = bool(own_wish(self.table.session, self.person.agency))
        return [
            ("news", say("News"), "newspaper"),
            ("decide", say("Recommend {given}/{dilemmas}", given=n_open - len(self.undecided()), dilemmas=n_open), "scale"),
            ("attention", say("Wish {wishes}/1", wishes=1 if has_wish else 0), "hand-helping"),
        ]

    def hint(self) -> Element | None:
        """What the news are; decisions and weeks are the lead's."""
        return super().hint() if self.page in {"map", "news"} else None

    def decide(self) -> Element:
        """The dilemmas, with what this seat recommends."""
        found = scenes(self.table.session, self.table.seat)
        if not found:
            return Text(say("Nothing needs a decision this quarter."), "prose")
        said = say(
            "What would you have the lead do? The lead sees it as yours, and decides. Press an option again to say nothing. "
            "Scenes are told to the lead: “you” in them is the lead."
        )
        return dilemmas(self.table, found, self._recommend, note("scale", said))

    def _recommend(self, scene: Scene, one: Choice) -> None:
        session, option = self.table.session, None if one.is_taken else one.id
        self.table.do(lambda: session.recommend(self.id, scene.id, option), lambda: self.noted(option))

    def next(self) -> Element:
        """The one thing to do next."""
        words = {"decide": say("To your wish"), "attention": say("Pass the screen on")}.get(
            self.page, say("To what you recommend")
        )
        if self.page in {"map", "news"} and not self.table.session.open_dilemmas():
            words = say("To your wish")
        said = say("You need not say anything.") if self.page in {"decide", "attention"} else ""
        return Row(
            Text(said, "small", "quiet", grow=1.0),
            button(words, self.finish, key="finish", after="arrow-right", look="primary", hint=keys_of(self.window, "finish")),
            gap=12,
        )

    def finish(self) -> None:
        """Goes on to the next page, and from the last to the next person."""
        if self.page in {"map", "news"}:
            self.open("decide" if self.table.session.open_dilemmas() else "attention")
        elif self.page == "decide":
            self.open("attention")
        else:
            self.window.reset(Cover(self.window, self.table, self.at + 1))

    def undo(self) -> None:
        """Takes the wish back."""
        if own_wish(self.table.session, self.person.agency):
            self.table.do(
                lambda: self.table.session.wish(self.id, None), lambda: self.window.tell(say("Your wish is taken back."))
            )
        else:
            self.window.say(say("There is no wish to take back."))

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the page is."""
        own = say(
            "This is what your agency sees: its own books and backing, promises by it and to it, and of the others what anybody "
            "sees. Ties, books, promises and why tell it from your seat. Then pass the screen on."
        )
        advice = say(
            "You may recommend one option on each dilemma, and wish for one token of the lead's attention. The lead sees both by "
            "your name before deciding. All of it is kept, and the debrief shows what was recommended and what was done."
        )
        return (say("Your page"), own), (say("Recommend and wish"), advice)


class WishPage(AttentionPage):
    """What a seat wishes the lead would give a token to: one kind, and to whom."""

    def __init__(self, table: Table, seat: str) -> None:
        super().__init__(table)
        self._seat = seat
        self._money = say("The lead's money as whose share?")

    def tokens(self) -> Element:
        """The wish, with a way to take it back."""
        table = self._table
        words = own_wish(table.session, table.seat)
        if not words:
            said = say("The lead has a few tokens of attention each quarter. You may wish for one of them.")
            return Column(Heading(say("Your wish")), Text(said, "body", "quiet"), gap=6)
        icon = ICONS[table.session.pending.counsel.wishes[self._seat]["token"]]
        back = button(
            "", self._take_back_wish, key="back:wish", icon="x", look="quiet", name=say("Take back: {wish}", wish=words)
        )
        row = Row(Icon(icon, 20, "accent"), Text(capital(words), "strong", grow=1.0), back, gap=10)
        return Column(Heading(say("Your wish")), Panel(row, fill="tint", edge="accent", pad=(12, 4)), gap=6)

    def wished(self) -> Element | None:
        """Nothing: what others wish for is for the lead to see."""
        return None

    def kinds(self) -> Element | None:
        """What can be wished for; another wish takes the place of this one."""
        return self.cards(say("What should a token go to?"))

    def place(self, token: dict[str, str]) -> None:
        """Notes the wish."""
        session, window = self._table.session, self._table.window

        def noted() -> None:
            window.chime("place")
            self.forget()
            window.kit.focus = "finish"

        self._table.do(lambda: session.wish(self._seat, token), noted)

    def _take_back_wish(self) -> None:
        self._table.do(lambda: self._table.session.wish(self._seat, None))

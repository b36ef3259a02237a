"""The sheet of one agency: who they are, word and deed, trust both ways, sharing, money, and promises between you."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.briefing.agency import Bond, Neighbours, Sheet, sheet
from game.briefing.sight import after_the_end, inside, outside
from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.beside import Beside
from game.desktop.screens.figures import card, figure_row, inset, sum_row
from game.desktop.screens.frame import ACROSS, BROAD, HEAD_DOWN, PRESSED, page
from game.desktop.screens.matrix_list import SIGNS
from game.desktop.screens.navigation import keys_of
from game.desktop.screens.promises import promise_row
from game.desktop.screens.question import dialog
from game.desktop.table import Table
from game.desktop.ui.box import Column, Grid, Panel, Row, Rule, Scroll, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.theme import SNUG, TIGHT
from game.desktop.ui.widget import Icon, Press, Text, button
from game.desktop.window import Window
from game.translation import later, say
from game.words.beside import told_to
from game.words.grammar import called, capital, listed, title
from game.words.money import about

_WIDE: Final = 1000  # points from which the list of agencies stands beside the sheet
_NAMED: Final = 700  # points from which the head has room for its whole name
_RAIL: Final = 240
_ESTIMATE: Final = later("How far others trust you is your own estimate, nearer the truth where you spend time.")
_STAGES_WITH: Final = later(
    {
        "signed": "Signed with {names}",
        "being drafted": "Being drafted with {names}",
        "none yet": "None yet with {names}",
        "not needed": "Not needed with {names}",
    }
)
_LEVEL_WITH: Final = later("{level} with {names}")


class AgencyScreen(Beside):
    """One agency closely, and the way to the one before and after."""

    title = later("Agency")
    action = "agencies"

    def __init__(self, window: Window, table: Table, agency: int) -> None:
        super().__init__(window, table)
        view = table.session.view(seat=table.seat)
        self._order = [view.seat, *inside(view), *outside(view)]
        self.agency = agency
        self._name()

    def _name(self) -> None:
        self.title = sheet(self.table.session, self.agency, self.table.seat).name

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The sheet, with the list of agencies beside it where there is room."""
        told = sheet(self.table.session, self.agency, self.table.seat)
        across = size[0] / kit.scale
        is_wide = across >= _WIDE
        has_room = across >= _NAMED  # for the whole name, and for what is said under it
        name = told.name if has_room else told.short
        body = page(
            f"{name}{after_the_end(self.table.session)}",
            None if has_room else Text(_lead(told), "body", "quiet"),
            *self._body(told),
            back=None if is_wide else self.close,
            key=f"agency:{self.agency}",
            after=self._steps(is_wide=is_wide),
            most=BROAD - _RAIL if is_wide else BROAD,
            lead=_lead(told) if has_room else "",
        )
        if not is_wide:
            return body
        body.grow = 1.0
        return Row(Sized(self._rail(), width=_RAIL), body, align="stretch")

    def _steps(self, *, is_wide: bool) -> list[Element]:
        before, after = (self._beside(by) for by in (-1, 1))
        place = self.table.session.place
        steps: list[Element] = [
            button(
                "",
                lambda: self.show(before),
                key="previous",
                icon="chevron-left",
                look="quiet",
                name=say("The agency before: {agency}", agency=called(place, before, self.table.seat)),
                hint=keys_of(self.window, "previous_tab"),
            ),
            button(
                "",
                lambda: self.show(after),
                key="next",
                icon="chevron-right",
                look="quiet",
                name=say("The agency after: {agency}", agency=called(place, after, self.table.seat)),
                hint=keys_of(self.window, "next_tab"),
            ),
        ]
        if not is_wide:
            steps.append(button(say("All"), self._choose, key="all", icon="users", look="quiet", name=say("All agencies")))
        return steps

    def _rail(self) -> Element:
        """Every agency in a list, under the way back, which is in the corner as on every page."""
        back = button(say("Back"), self.close, key="back", icon="arrow-left", look="quiet")
        return Panel(
            Panel(Row(back), edge="", pad=(ACROSS - PRESSED, HEAD_DOWN), radius=0),
            Scroll(Column(*self.entries(self.show), pad=(SNUG, 0), gap=1, role="list", name=say("Agencies")), key="agencies"),
            edge="",
            radius=0,
        )

    def entries(self, take: Callable[[int], None]) -> list[Element]:
        """A button for each agency, those of your own body first."""
        place = self.table.session.place
        return [
            Press(
                Row(
                    Icon(
                        place.agencies[number].icon or ("landmark" if number in place.inside else "building-2"),
                        18,
                        "accent" if number == self.agency else "quiet",
                    ),
                    Text(called(place, number, self.table.seat), "strong" if number == self.agency else "body", grow=1.0),
                    gap=10,
                ),
                look="entry",
                pad=(10, 4),
                role="tab",
                key=f"sheet:{number}",
                name=title(place, number, self.table.seat),
                is_checked=number == self.agency,
                act=lambda number=number: take(number),
            )
            for number in self._order
        ]

    def _body(self, told: Sheet) -> list[Element]:
        about = [Text(part, "prose") for part in told.about.split("\n") if part.strip()]
        bond, cards = told.bond, list[Element | None]()
        if bond is not None:
            cards += [self._deeds(bond), self._trust(bond), self._sharing(bond), self._bounds(told), self._money(told)]
            cards.append(self._stakes(told))
            cards.append(self._promises(told))
        else:
            cards += [self._cover(told), self._bounds(told), self._money(told), self._stakes(told)]
        body: list[Element] = [*about, Grid(*cards, least=340, most=2, gap=14, fills=True)]
        if told.opened:
            last = self.table.session.last_turn_played
            rows = [figure_row(self.table, one, key=f"opened:{at}", turn=last) for at, one in enumerate(told.opened)]
            title = say("What you could not see, at the end of the programme")
            body.append(card(title, Grid(*rows, least=300, most=2, gap=4), icon="eye"))
        return body

    def _cover(self, told: Sheet) -> Element | None:
        if told.cover is None:
            return None
        return card(say("Your own masters"), figure_row(self.table, told.cover, key="cover"), icon="umbrella")

    def _deeds(self, bond: Bond) -> Element:
        did = figure_row(self.table, bond.did, key="did", thick=9) if bond.did is not None else None
        note = bond.gap if bond.did is not None else say("What they do shows after the first quarter.")
        return card(
            say("Word and deed"), figure_row(self.table, bond.said, key="said", thick=4), did, icon="megaphone", note=note
        )

    def _trust(self, bond: Bond) -> Element:
        return card(
            say("Trust"),
            figure_row(self.table, bond.trust_in_you, key="trust", tone="trust", label=say("Their trust in you, as you see it")),
            figure_row(self.table, bond.your_trust, key="yours", tone="trust"),
            icon="link",
        )

    def _sharing(self, bond: Bond) -> Element | None:
        if bond.sharing is None and not bond.shares:
            return None
        rows: list[Element] = []
        if bond.sharing is not None:
            rows.append(figure_row(self.table, bond.sharing, key="sharing", tone="sharing", label=say("Shares in all")))
        if bond.shares:
            rows.append(inset(Column(*(_with("share-2", one) for one in bond.shares), gap=TIGHT, pad=(0, TIGHT))))
        return card(say("Sharing"), *rows, icon="share-2")

    def _bounds(self, told: Sheet) -> Element:
        """What binds its sharing: the law, and protocols."""
        rows: list[Element] = [figure_row(self.table, told.legal, key="legal", tone="quiet")]
        if told.bond is not None and told.bond.protocols:
            lines = [_with(SIGNS.get(one.word, "file-check"), one) for one in told.bond.protocols]
            named = Text(say("Protocols that sharing needs"), "body", "quiet")
            rows.append(inset(Column(named, *lines, gap=TIGHT, pad=(0, TIGHT))))
        return card(say("What binds its sharing"), *rows, icon="scale")

    def _money(self, told: Sheet) -> Element:
        number, money = told.agency, told.money
        top = max(money.borne, money.avoided, 1.0)
        return card(
            say("Money"),
            sum_row(
                self.table,
                say("Has borne so far"),
                about(money.borne),
                money.borne / top,
                asked=("cost", (number,)),
                key="borne",
            ),
            sum_row(
                self.table,
                say("Avoided cost that falls to you") if told.is_own else say("Avoided cost that falls to them"),
                about(money.avoided),
                money.avoided / top,
                asked=("avoided", (number,)),
                key="avoided",
                is_hatched=True,
            ),
            icon="pound-sterling",
        )

    def _stakes(self, told: Sheet) -> Element | None:
        """Members that have joined, votes, unity, income lost: where the place tells of any."""
        rows = [figure_row(self.table, one, key=f"stake:{at}", tone="quiet") for at, one in enumerate(told.stakes)]
        return card(say("What it is made of, and has at stake"), *rows, icon="users") if rows else None

    def _promises(self, told: Sheet) -> Element:
        rows: list[Element] = []
        for one in told.promises:
            rows += [Rule()] if rows else []
            rows.append(Column(promise_row(self.table, one), pad=(SNUG, SNUG)))
        note = "" if rows else say("Nothing has been promised either way.")
        return card(say("Promises between you"), *rows, icon="handshake", note=note)

    # What it does.

    def show(self, agency: int) -> None:
        """Shows another agency's sheet, whose name comes into sight in the list too."""
        self.agency = self.table.chosen = agency
        self.window.stage.bring(f"sheet:{agency}")
        self._name()
        self.window.retitle()

    def _beside(self, by: int) -> int:
        return self._order[(self._order.index(self.agency) + by) % len(self._order)]

    def _choose(self) -> None:
        self.window.push(Agencies(self.window, self))

    def handle(self, action: Action) -> bool:
        """The agency before and after, by the keys for the pages of a screen."""
        if action in ("next_tab", "previous_tab"):
            self.show(self._beside(1 if action == "next_tab" else -1))
            return True
        return super().handle(action)

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the sheet is."""
        before, after = (keys_of(self.window, action) for action in ("previous_tab", "next_tab"))
        known = say(
            "What you know of one agency: what it says and what it does, trust both ways, what it shares and with whom, what the "
            "law leaves it, and money. {before} and {after} go to the agency before and after.",
            before=before,
            after=after,
        )
        bars = say("The dark notch on a bar is where it stood a quarter ago. Press a number, or W on it, to ask why it moved.")
        estimate = told_to(self.table.session.place, self.table.seat, _ESTIMATE)
        return (say("An agency"), known), (say("Bars"), f"{bars} {estimate}")


class Agencies(Screen):
    """The list of agencies, where there is no room for it beside the sheet."""

    title = later("Agencies")
    is_over = True

    def __init__(self, window: Window, below: AgencyScreen) -> None:
        super().__init__(window)
        self._below = below

    def first(self) -> str:
        """The agency whose sheet lies below."""
        return f"sheet:{self._below.agency}"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """A button for each agency."""
        return dialog(
            say(self.title),
            Grid(*self._below.entries(self._take), least=206, gap=TIGHT, most=3),
            foot=Row(button(say("Close"), self.close, key="close")),
            key="agencies",
        )

    def _take(self, agency: int) -> None:
        self._below.show(agency)
        self.close()


def _lead(told: Sheet) -> str:
    """Whose it is and who leads it, in a line."""
    if told.is_own:
        return say("Your own agency")
    where = say("Part of your own body.") if told.is_inside else say("Outside: it does not answer to you.")
    return f"{where} {say('Led by {leader}.', leader=told.leader)}" if told.leader else where


def _with(icon: str, told: Neighbours) -> Element:
    """Agencies of whom the same is to be said."""
    return Row(
        Icon(icon, 16, "quiet"),
        Text(say(_STAGES_WITH.get(told.word, _LEVEL_WITH), level=capital(told.word), names=listed(told.names)), "body", grow=1.0),
        gap=SNUG,
        align="start",
        role="item",
    )

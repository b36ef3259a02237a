"""The epilogue: how it ended, the quarters without the player, and what was left; three calm pages, then the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from game.briefing.epilogue import Departure, aftermath, ending
from game.core.observe import PUBLIC
from game.debrief.beliefs import TOLD_TO_LEAD
from game.desktop.map.partnership import Map
from game.desktop.screens.navigation import keys_of
from game.desktop.screens.paired import Side, paired
from game.desktop.screens.steps import Steps
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Panel, Row, Rule, Scroll, Sized, Upright
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.motion import FADE, Fade
from game.desktop.ui.theme import TARGET
from game.desktop.ui.widget import Heading, Icon, Text, button
from game.translation import say
from game.words.grammar import capital, count
from game.words.level import of_hundred

if TYPE_CHECKING:
    from game.desktop.window import Window

Page = Literal["ending", "afterwards", "traces", "left"]
TALL: Final = 480  # points from which there is room over the title
WIDE: Final = 1000  # points from which the map stands beside the page
PANEL: Final = 580
WIDE_MARGIN: Final = 44  # points over a page beside the map
MARGIN: Final = 26  # over one without
LOW_MARGIN: Final = 10  # and where there is little height


class Epilogue(Steps):
    """How it ended and what was left of it.

    Arguments:
        window: where it is shown.
        table: the game, which is over.
        is_again: whether it has been read before, so that each page has a way straight to the debrief: to where one was in it,
            where it was opened from there.
    """

    def __init__(self, window: Window, table: Table, *, is_again: bool = False) -> None:
        super().__init__(window, table)
        self.is_again = is_again
        self.ending = ending(table.session)
        self.after = aftermath(table.session)
        self.title = self.ending.title
        self.pages: tuple[Page, ...] = ("ending", "afterwards")
        if self.after.n_quarters:
            self.pages = (*self.pages, "traces", "left") if self.after.traces else (*self.pages, "left")
        self.page: Page = "ending"
        self._since = window.clock()
        self._is_still = not window.settings.has_motion

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - it moves until it has been built at rest
        """Whether the page still comes in."""
        return not self._is_still

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The page, with the map beside it where there is room."""
        share = (kit.now - self._since) / FADE if kit.has_motion and not self._is_still else 1.0
        self._is_still = share >= 1.0
        inner: Element = {
            "ending": self._ending,
            "afterwards": self._afterwards,
            "traces": self._traces,
            "left": self._left,
        }[self.page]()
        if share < 1.0:
            inner = Fade(inner, share)
        is_wide = size[0] / kit.scale >= WIDE
        is_tall = size[1] / kit.scale >= TALL
        over = Gap(WIDE_MARGIN if is_wide else MARGIN if is_tall else LOW_MARGIN)
        page = Panel(
            Scroll(
                Column(over, Sized(inner, most=620, align="centre"), Gap(24), pad=(28, 0)),
                key=f"epilogue:{self.page}",
            ),
            Rule(),
            Panel(self._foot(), edge="", radius=0, pad=(20, 10)),
            edge="",
            radius=0,
            grow=1.0,
        )
        if is_wide:
            return Row(self._map(), Upright(), Sized(page, width=PANEL), align="stretch")
        return Column(page)

    def _map(self) -> Element:
        session = self.table.session
        at_end = self.page == "ending"
        shown = Map(
            session,
            chosen=session.place.lead,
            choose=None,
            turn=session.last_turn_played + 1 if at_end else None,
            seat=None if at_end else PUBLIC,
            grow=1.0,
        )
        said = (
            say("How far each trusted you when the programme ended, as you saw it.")
            if at_end
            else say(
                "{quarters} later: how far each seems to trust whoever has your job.",
                quarters=capital(count(self.after.n_quarters, "quarter")),
            )
            if self.after.n_quarters
            else say("How it stands.")
        )
        foot = Panel(
            Sized(Row(Icon("map", 16, "quiet"), Text(said, "small", "quiet", grow=1.0), gap=8), height=TARGET),
            edge="",
            radius=0,
            pad=(20, 10),
        )
        return Column(shown, Rule(), foot, grow=1.0)

    def _over(self, title: str) -> Element:
        """The title, with the place in small type over it."""
        note = Text(say(TOLD_TO_LEAD), "body", "quiet") if self.table.is_read_beside else None
        place = Text(self.table.session.place.title, "label", "quiet")
        return Column(place, Heading(title, "display", level=1), note, gap=2)

    def _ending(self) -> Element:
        told = self.ending
        return Column(
            self._over(told.title),
            *(Text(paragraph, "prose") for paragraph in told.paragraphs),
            Text(told.stopped, "emphasis", "quiet") if told.stopped else None,
            gap=14,
        )

    def _afterwards(self) -> Element:
        told = self.after
        happened: list[Element] = []
        if told.departures:
            gone = [_gone(one) for one in told.departures]
            happened.append(_item("door-open", say("Who has left since"), *(Text(one, "body") for one in gone)))
        if told.n_signed:
            text = say("{protocols} that had been begun.", protocols=capital(count(told.n_signed, "protocol")))
            happened.append(_item("signature", say("Signed in the meantime"), Text(text, "body")))
        if told.n_astray:
            text = f"{capital(count(told.n_astray, 'time'))}."
            happened.append(_item("triangle-alert", say("Information went astray"), Text(text, "body")))
        if told.settled:
            happened.append(
                _item(
                    "handshake",
                    say("Promises that were still open when it ended"),
                    *(Text(sentence, "body") for sentence in told.settled),
                )
            )
        return Column(self._over(told.title), Text(told.opening, "prose"), *happened, gap=18)

    def _traces(self) -> Element:
        """What was looked for at the very end; a sign and a word say whether it is there."""
        told = self.after
        found = [
            _item(
                "check" if one.is_there else "x",
                say("{trace}: there" if one.is_there else "{trace}: not there", trace=one.name),
                Text(one.text, "body"),
            )
            for one in told.traces
        ]
        return Column(self._over(say("Looked for in {quarter}", quarter=told.looked)), *found, gap=18)

    def _left(self) -> Element:
        told = self.after
        bars = [
            paired(
                one.label,
                (
                    Side(say("when it stopped"), one.before, of_hundred(one.before), is_hollow=True),
                    Side(say("at the very end"), one.after, of_hundred(one.after)),
                ),
            )
            for one in told.left
        ]
        families = say(
            "{families} still being worked with, by whoever goes on.",
            families=capital(count(told.families, *self.table.session.place.people)),
        )
        return Column(
            self._over(say("What was left")),
            Text(told.verdict, "prose"),
            *bars,
            _item("house", families),
            gap=18,
        )

    def _foot(self) -> Element:
        at = self.pages.index(self.page)
        names = {"afterwards": say("Afterwards"), "traces": say("What is still there"), "left": say("What was left")}
        words = names[self.pages[at + 1]] if at + 1 < len(self.pages) else say("To the debrief")
        return Row(
            button(say("Back"), lambda: self.go(at - 1), key="back", icon="arrow-left", look="quiet") if at else None,
            button(say("To the debrief"), self._to_debrief, key="debrief", icon="list-checks", look="quiet")
            if self.is_again and at + 1 < len(self.pages)
            else None,
            Gap(grow=1.0),
            Text(say("{page} of {pages}", page=at + 1, pages=len(self.pages)), "small", "quiet"),
            button(words, self.finish, key="finish", after="arrow-right", look="primary", hint=keys_of(self.window, "finish")),
            gap=14,
            breaks=True,
        )

    # What it does.

    @property
    def step(self) -> tuple[int, int]:
        """The page."""
        return self.pages.index(self.page), len(self.pages)

    def go(self, at: int) -> None:
        """Goes to a page."""
        self.page = self.pages[at]
        self._since = self.window.clock()
        self._is_still = not self.window.settings.has_motion
        self.window.stage.kit.focus = "finish"
        self.window.change()

    def finish(self) -> None:
        """The next page, and after the last the debrief."""
        at, n = self.step
        if at + 1 < n:
            self.walk(1)
        else:
            self._to_debrief()

    def _to_debrief(self) -> None:
        """To the debrief: back to where one was in it, where it lies below."""
        from game.desktop.screens.debrief import Debrief

        if any(isinstance(screen, Debrief) for screen in self.window.screens):
            self.close()
        else:
            self.window.replace(Debrief(self.window, self.table))

    def leave(self) -> None:
        """A page back; from the first back to the debrief it was opened from, or else out."""
        if self.step[0] or not self.is_again or len(self.window.screens) == 1:
            super().leave()
        else:
            self.close()

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the epilogue is."""
        text = say(
            "The programme is over. These pages tell how it ended, what happened in the quarters after it without you, and what "
            "was left. Enter or N goes on; the debrief comes next."
        )
        return ((say("The epilogue"), text),)


def _item(icon: str, title: str, *body: Element) -> Element:
    """Something that happened, beside its sign."""
    return Row(
        Icon(icon, 20, "accent"),
        Column(Text(title, "strong"), *body, gap=2, grow=1.0),
        gap=12,
        align="start",
        role="item",
        name=title,
    )


def _gone(one: Departure) -> str:
    """A leader who has left, and how often others have left that chair since."""
    leader = capital(one.leader)
    match one.n_times:
        case 1:
            return leader
        case 2:
            return say("{leader}, and then the next one", leader=leader)
        case n:
            return say("{leader}, {times}, one after another", leader=leader, times=count(n, "time"))

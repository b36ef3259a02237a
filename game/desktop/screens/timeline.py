"""The timeline: how things went over the turns, what you decided and attended to in each, and the way back to any of them."""

from __future__ import annotations

from typing import Final, Literal

from game.briefing.history import PlayedQuarter, Series, Spent, played, series
from game.briefing.sight import after_the_end
from game.core.variables import VARIABLES
from game.desktop.controls import Action
from game.desktop.screens.beside import Beside
from game.desktop.screens.frame import nothing, section
from game.desktop.screens.rewind import ask_to_rewind
from game.desktop.table import Table
from game.desktop.ui.box import Column, Grid, Panel, Row, Rule, Scroll, Sized
from game.desktop.ui.chart import Chart, Curve, nice
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.theme import EASY, ROOMY, SNUG, TIGHT
from game.desktop.ui.widget import Heading, Icon, Press, Text, button, tabs
from game.desktop.window import Window
from game.translation import later, say, say_of
from game.words import level, quarter, variable
from game.words.beside import told_to
from game.words.grammar import capital
from game.words.money import in_short

Page = Literal["quarters", "charts"]
_WIDE: Final = 980  # points from which the quarters stand beside the charts
_NAMED: Final = 720  # points below which the tabs of its pages stand under its name
_NARROW: Final = 640  # points below which the foot's words stand over its buttons
_LIST: Final = 400
_TIMES: Final = later({2: "{token} (twice)", 3: "{token} (three times)"})


class TimelineScreen(Beside):
    """Quarters and charts. One moment is marked in all of them: the end of the quarter that is chosen."""

    title = later("Timeline")
    action = "timeline"

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window, table)
        self._page: Page = "quarters"
        self._of: object = None
        self._played: tuple[PlayedQuarter, ...] = ()
        self._charts: tuple[tuple[Series, Curve], ...] = ()
        self._turns: tuple[str, ...] = ()
        self.at = 0
        self._is_wide = True

    def opened(self) -> None:
        """What was played is read once for a turn."""
        session = self.table.session
        if self._of is session.state:
            return
        self._of = session.state
        self._played = played(session, self.table.seat)
        found = series(session, self.table.seat)
        self._charts = tuple(
            (one, Curve(one.label, one.values, tuple(_said(one, value) for value in one.values))) for one in found
        )
        self._turns = (say("Start"), *(quarter.name(session.place, turn) for turn in range(1, session.turn)))
        self.at = len(self._played)

    def first(self) -> str:
        """The quarter that is chosen."""
        return f"quarter:{self.at}" if self.at else "back"

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The quarters and the charts, side by side or one at a time; what can be done with the chosen quarter at the foot."""
        if kit.focus.startswith("quarter:"):
            self.at = int(kit.focus.partition(":")[2])
        self._is_wide = size[0] / kit.scale >= _WIDE
        body: Element
        if self._is_wide:
            body = Row(Sized(self._list(), width=_LIST), self._graphs(), align="stretch", grow=1.0)
        else:
            body = self._list() if self._page == "quarters" else self._graphs()
            body.grow = 1.0
        wide = size[0] / kit.scale
        head, foot = self._head(is_narrow=wide < _NAMED), self._foot(is_narrow=wide < _NARROW)
        return Column(head, Rule(), body, Rule(), foot)

    def _head(self, *, is_narrow: bool) -> Element:
        kinds = [("quarters", say("Quarters"), "list-checks"), ("charts", say("Charts"), "chart-line")]
        pages = None if self._is_wide else tabs(kinds, self._page, self._open, key="page")
        return self.strip(f"{say(self.title)}{after_the_end(self.table.session)}", pages, is_narrow=is_narrow)

    def _list(self) -> Element:
        if not self._played:
            told = say("Each quarter stands here once it is over: what was decided, what attention went to, and how it ended.")
            again = say("From any of them you can look back at what came of it, or play on in another way.")
            none = nothing("history", say("No quarter has been played yet."), told, again)
            return Scroll(Column(none, pad=(20, ROOMY)), key="timeline:quarters")
        cards = Column(
            *(self._quarter(one) for one in self._played), gap=SNUG, pad=(20, ROOMY), role="list", name=say("Quarters")
        )
        return Scroll(Sized(cards, most=760, align="centre"), key="timeline:quarters")

    def _quarter(self, one: PlayedQuarter) -> Element:
        spent = [_spent(token) for token in one.spent] or [say("No attention given")]
        chosen = [f"{decision.title}: {decision.label}" for decision in one.decisions]
        afterwards = say("Afterwards: {stood}", stood=one.stood)
        decided = [
            Column(Text(decision.title, "small", "quiet"), Text(f"{decision.label}.", "strong"), gap=0)
            for decision in one.decisions
        ]
        return Press(
            Column(
                Row(
                    Text(one.heading, "label", "accent" if one.turn == self.at else "quiet", grow=1.0),
                    Icon("chevron-right", 16, "accent") if one.turn == self.at else None,
                    gap=SNUG,
                ),
                *decided,
                *(_line("hand-helping", words) for words in spent),
                _line("flag", afterwards),
                gap=5,
            ),
            look="card",
            role="radio",
            pad=(14, 10),
            key=f"quarter:{one.turn}",
            name=one.heading,
            value=". ".join((*chosen, say("Attention: {tokens}", tokens="; ".join(spent)), afterwards)),
            description=say("Press again for what came of it."),
            is_checked=one.turn == self.at,
            act=lambda: self._take(one.turn),
        )

    def _graphs(self) -> Element:
        tallest = [value for one, _ in self._charts if _is_outcome(one) for value in one.values]
        top = nice(max(tallest, default=0.0))
        results = [self._chart(number, top) for number, (one, _) in enumerate(self._charts) if _is_outcome(one)]
        others = [self._chart(number, None) for number, (one, _) in enumerate(self._charts) if not _is_outcome(one)]
        grids = [
            section(title, Grid(*charts, least=264, gap=EASY, most=4, fills=True), gap=SNUG)
            for title, charts in ((say("You and the partnership"), others), (say("Results as they are reported"), results))
            if charts
        ]
        return Scroll(Column(*grids, gap=20, pad=(20, ROOMY)), key="timeline:charts")

    def _chart(self, number: int, top: float | None) -> Element:
        one, curve = self._charts[number]
        is_money = one.asked is not None and VARIABLES[one.asked[0]].unit == "pounds"
        session = self.table.session
        asks = self.table.asks(one.asked, self.at)
        ended = {session.last_turn_played: say_of("a line of a chart", "end")} if session.is_over else {}
        chart = Chart(
            [curve],
            self._turns,
            key=f"chart:{number}",
            name=one.label,
            is_level=one.is_level,
            at=self.at,
            move=self._move,
            short=in_short if is_money else None,
            top=top,
            marks=ended,
            unit=say("out of 100" if one.is_level else "pounds" if is_money else "number"),
            height=84,
            act=asks,
            explain=asks,
            description=" ".join(
                [say("Left and right go from quarter to quarter."), *([say("Ask why.")] if asks is not None else [])]
            ),
        )
        return Panel(Column(Heading(one.label, "strong", level=3), pad=(6, 0), grow=1.0), chart, pad=(10, 10), gap=2)

    def _foot(self, *, is_narrow: bool) -> Element:
        one = next((one for one in self._played if one.turn == self.at), None)
        words = one.heading if one is not None else say("Before the first quarter") if not self.at else say("After the programme")
        note = say("Choose a quarter to see what came of it, or to play on from its start.") if one is None else ""
        said = Column(Text(words, "strong"), Text(note, "small", "quiet") if note else None, grow=0.0 if is_narrow else 1.0)
        buttons = [
            button(say("What came of it"), self._read, key="read", icon="eye", is_disabled=one is None),
            button(say("Play on from here"), self._rewind, key="rewind", icon="git-branch", is_disabled=one is None)
            if self.table.seat == self.table.session.place.lead
            else None,
        ]
        inner = Column(said, Row(*buttons, gap=10, wraps=True), gap=TIGHT) if is_narrow else Row(said, *buttons, gap=10)
        return Panel(inner, edge="", radius=0, pad=(20, 8))

    # What it does.

    def _open(self, page: Page) -> None:
        self._page = page
        self.window.change()

    def _move(self, at: int) -> None:
        """Marks another moment, in every chart and in the list."""
        self.at = at
        self.window.stage.bring(f"quarter:{at}")
        self.window.change()

    def _take(self, turn: int) -> None:
        """Chooses a quarter; one that is chosen already is opened."""
        if self.at == turn:
            self._read()
        else:
            self._move(turn)

    def _is_played(self) -> bool:
        if 1 <= self.at <= len(self._played):
            return True
        self.window.say(say("Choose a quarter that you have played first."))
        return False

    def _read(self) -> None:
        """Opens the result of the chosen quarter once more."""
        if self._is_played():
            from game.desktop.screens.resolution import Resolution

            self.window.push(Resolution(self.window, self.table, self.at, is_past=True))

    def _rewind(self) -> None:
        if self._is_played():
            ask_to_rewind(self.table, self.at)

    def handle(self, action: Action) -> bool:
        """The two pages, where there is room for only one at a time."""
        if action in ("next_tab", "previous_tab"):
            if not self._is_wide:
                self._open("charts" if self._page == "quarters" else "quarters")
            return True
        return super().handle(action)

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the timeline is."""
        charts = say(
            "How things stood at the end of each quarter, as you saw them. Left and right move the mark on a chart; it moves in "
            "all of them. W asks why that number moved in that quarter."
        )
        return (say("Quarters"), told_to(self.table.session.place, self.table.seat, _QUARTERS)), (say("Charts"), charts)


_QUARTERS: Final = later(
    "What you decided and where your attention went, quarter by quarter. Press a quarter again for what came of it. Play on from "
    "here goes back to its start, in a new saved game or in this one."
)


def _is_outcome(one: Series) -> bool:
    return one.asked is not None and VARIABLES[one.asked[0]].over == "outcome"


def _said(one: Series, value: float) -> str:
    """One value of a series in words; of a mean of trust, as trust."""
    return level.in_both("trust", value) if one.asked is None else variable.value(one.asked[0], value)


def _spent(token: Spent) -> str:
    """What attention went to, and with how many tokens where it was several."""
    words = capital(token.words)
    return say(_TIMES[token.n_tokens], token=words) if token.n_tokens in _TIMES else words


def _line(icon: str, words: str) -> Element:
    return Row(Icon(icon, 15, "quiet"), Text(words, "small", "ink", grow=1.0), gap=SNUG, align="start")

"""The debrief: chapter by chapter what was found in a game that is over. No score; the books are open.

The first chapter is there as soon as the real leaders' line has been played; the others when the whole analysis is done. Until
then each says so, and the window goes on answering.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.debrief.beliefs import SEATS, TOLD_TO_LEAD
from game.debrief.lines import has_real_line
from game.debrief.really import is_known
from game.desktop.screens import debrief_counsel, debrief_found, debrief_lines, debrief_moments, debrief_really, opening
from game.desktop.screens.navigation import ask_to_leave, keys_of
from game.desktop.screens.steps import Steps
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Panel, Row, Rule, Scroll, Sized, Upright
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Heading, Icon, Press, Text, Tone, button
from game.translation import later, say

if TYPE_CHECKING:
    from game.debrief.analysis import Debrief as Analysis
    from game.desktop.window import Window

WIDE: Final = 940  # points from which the chapters stand at the side
TALL: Final = 420  # points from which there is room for a head where the chapters have none at the side
SIDE: Final = 236
READABLE: Final = 820

Chapter = Callable[[Table, "Analysis"], Element]

CHAPTERS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("lines", later("Two lines"), later("Your line, and the real leaders'"), "chart-line"),
    ("moments", later("Decisive moments"), later("On what most hung"), "scale"),
    ("what if", later("What if"), later("What if"), "git-branch"),
    ("changes", later("Largest changes"), later("The largest changes"), "zap"),
    ("promises", later("Promises"), later("Promises, word and deed"), "handshake"),
    ("results", later("Results"), later("Reported, and really due to the work"), "list-checks"),
    ("pockets", later("Who paid"), later("Who paid, and who gained"), "pound-sterling"),
    ("together", later("Trust and sharing"), later("Trust, sharing and backing"), "network"),
    ("style", later("How you led"), later("How you led"), "footprints"),
    ("really", later("What happened"), later("What really happened"), "library"),
    ("questions", later("To talk over"), later("To talk over"), "messages-square"),
)
"""The chapters in their order: id, short name, title, pictogram."""

COUNSEL: Final = ("counsel", later("Recommended"), later("Recommended, and done"), "users")
"""The chapter of a game that several played, before the questions."""

ROUND: Final = ("seats", later("Each seat's view"), SEATS, "eye")
"""The chapter of a round table, before the questions."""

WHOLE: Final = frozenset({"moments", "what if", "questions"})
"""The chapters that wait until every other way has been played."""

_PLAYING: Final = later(
    "Every way you did not take is played to its end, under 200 kinds of luck. You can read other chapters meanwhile."
)
_ASKED: Final = later(
    "Any number can still be asked why, with W or the other mouse button. The answers are exact now and leave nothing out."
)

_PAGES: Final[dict[str, Chapter]] = {
    "moments": debrief_moments.moments,
    "what if": debrief_moments.decisions,
    "changes": debrief_found.changes,
    "promises": debrief_found.promises,
    "results": debrief_found.results,
    "pockets": debrief_found.pockets,
    "together": debrief_found.together,
    "style": debrief_found.style,
    "really": debrief_really.really,
    "counsel": debrief_counsel.counsel,
    "seats": debrief_counsel.seats,
    "questions": debrief_really.questions,
}


class Debrief(Steps):
    """The debrief of a game that is over."""

    title = later("Debrief")

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window, table)
        self.at = 0
        self.chapters = chapters_of(table)
        self._work = table.work
        self._n_seen = -1
        self._cursor = table.session.last_turn_played
        self._pages: dict[tuple[str, int, int, bool], Element] = {}

    @property
    def chapter(self) -> str:
        """The id of the chapter that is open."""
        return self.chapters[self.at][0]

    def opened(self) -> None:
        """Back from a screen over it, where something may have been written."""
        self._pages.clear()

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - it moves when something has been found
        """Whether more has been found than was shown."""
        return self._work.n_done != self._n_seen

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The chapters at the side, or one at a time under a head of its own."""
        self._n_seen = self._work.n_done
        title = say(self.chapters[self.at][2])
        is_wide, is_tall = size[0] / kit.scale >= WIDE, size[1] / kit.scale >= TALL
        over = Heading(title, "display" if is_wide else "title", level=1)
        # Where there is no room at the side, what stands below the chapters there stands below the last of them.
        is_last = self.at + 1 == len(self.chapters)
        below = None if is_wide or not is_last else Row(*self._keepsakes(), gap=8, wraps=True)
        inner = Column(Gap(26 if is_wide else 12), over, Gap(8), self._page(kit), below, Gap(28), pad=(28 if is_wide else 20, 0))
        body = Column(
            Scroll(Sized(inner, most=READABLE, align="centre"), key=f"debrief:{self.chapter}"),
            Rule(),
            Panel(self._foot(is_wide=is_wide, is_tall=is_tall), edge="", radius=0, pad=(20, 10)),
            grow=1.0,
        )
        if is_wide:
            return Row(
                Sized(self._side(), width=SIDE),
                Upright(),
                Panel(body, fill="ground", edge="", radius=0, grow=1.0),
                align="stretch",
            )
        # Where there is little height, the foot alone says where one is.
        return Column(self._head(), Rule(), body) if is_tall else Column(body)

    def _page(self, kit: Kit) -> Element:
        """The chapter, kept for as long as nothing it shows has changed."""
        key = (self.chapter, self._n_seen, id(kit.palette) ^ round(kit.scale * 1000), self.table.asks_all)
        if key not in self._pages:
            self._pages = {known: page for known, page in self._pages.items() if known[1:] == key[1:]}
            self._pages[key] = self._made()
        return self._pages[key]

    def _made(self) -> Element:
        if self.chapter == "lines":
            lines = self._work.lines.value
            if lines is None:
                return working(say("Playing both lines."))
            told = debrief_lines.lines(lines, self._cursor, self._move)
            if self.table.is_read_beside:
                return Column(Text(say(TOLD_TO_LEAD), "body", "quiet"), told, gap=12)
            return told
        needs_all = self.chapter in WHOLE
        found = self._work.whole.value if needs_all else self._work.early.value
        if found is None:
            return working(say(_PLAYING) if needs_all else say("Opening the books."))
        return _PAGES[self.chapter](self.table, found)

    def _side(self) -> Element:
        """The chapters, one below the other, beside the page."""
        items = [
            Press(
                Row(
                    Icon(icon, 18, "accent" if number == self.at else "quiet"),
                    Text(
                        say(name), "label" if number == self.at else "small", "accent" if number == self.at else "ink", grow=1.0
                    ),
                    gap=9,
                ),
                look="entry",
                role="tab",
                pad=(9, 6),
                key=f"chapter:{one}",
                name=say(title),
                value=say("chapter {chapter} of {chapters}", chapter=number + 1, chapters=len(self.chapters)),
                is_checked=number == self.at,
                act=lambda number=number: self.go(number),
            )
            for number, (one, name, title, icon) in enumerate(self.chapters)
        ]
        return Panel(
            Column(Text(self.table.session.place.title, "small", "quiet"), Text(say("Debrief"), "heading"), pad=(20, 16), gap=1),
            Scroll(Column(*items, gap=2, pad=(10, 0), role="tabs", name=say("Chapters")), key="debrief:chapters"),
            Rule(),
            Column(*self._keepsakes(), self._way_out(say("Leave")), pad=(10, 10), gap=2),
            edge="",
            radius=0,
        )

    def _keepsakes(self) -> tuple[Element, Element]:
        """The ways to a report to keep and to the epilogue, which both lead back here."""
        return (
            button(say("A report to keep"), self._report, key="report", icon="file-check", look="quiet"),
            button(say("The epilogue again"), self._epilogue, key="epilogue", icon="history", look="quiet"),
        )

    def _way_out(self, words: str = "") -> Element:
        """The way out, in sight from every chapter; a pictogram alone where there is little room."""
        return button(
            words, lambda: ask_to_leave(self.table), key="leave", icon="door-open", look="quiet", name=say("Leave this game")
        )

    def _head(self) -> Element:
        """Where the chapters have no room at the side: which one this is, and the way to its neighbours."""
        return Panel(
            Row(
                Text(say("Debrief"), "heading", grow=1.0),
                self._neighbour(-1),
                self._where(),
                self._neighbour(1),
                self._way_out(),
                gap=6,
            ),
            edge="",
            radius=0,
            pad=(20, 6),
        )

    def _where(self) -> Element:
        """Which chapter of how many."""
        return Text(say("{chapter} of {chapters}", chapter=self.at + 1, chapters=len(self.chapters)), "label", "quiet")

    def _neighbour(self, by: int) -> Element:
        name = say("The chapter before") if by < 0 else say("The next chapter")
        is_there = 0 <= self.at + by < len(self.chapters)
        return button(
            "",
            lambda: self.walk(by),
            key=f"neighbour:{by}",
            icon="chevron-left" if by < 0 else "chevron-right",
            look="quiet",
            name=name,
            is_disabled=not is_there,
            hint=keys_of(self.window, "previous_tab" if by < 0 else "next_tab"),
        )

    def _foot(self, *, is_wide: bool, is_tall: bool) -> Element:
        is_last = self.at + 1 == len(self.chapters)
        words = say("Leave this game") if is_last else say(self.chapters[self.at + 1][1]) if is_wide else say("Next")
        back = button(say("Back"), lambda: self.walk(-1), key="back", icon="arrow-left", look="quiet") if self.at else None
        tail = "" if is_last else "arrow-right"
        where = None if is_wide or is_tall else self._where()
        kept = self._kept() if is_last else None
        anew = button(say("Play it again"), lambda: opening.again(self.table, kept), key="again", icon="play") if kept else None
        onward = button(words, self.finish, key="finish", after=tail, look="primary", hint=keys_of(self.window, "finish"))
        return Row(back, Gap(grow=1.0), where, anew, onward, gap=12)

    def _kept(self) -> Path | None:
        """The saved game of somebody who plays alone, which says what place can be begun anew from here."""
        table = self.table
        return table.session.path if table.is_saving and not table.is_shared and not table.session.kept_by else None

    # What it does.

    def _move(self, to: int) -> None:
        """The cursor of the charts of both lines goes to another quarter."""
        self._cursor = to
        self._pages.clear()
        self.window.change()

    @property
    def step(self) -> tuple[int, int]:
        """The chapter."""
        return self.at, len(self.chapters)

    def go(self, at: int) -> None:
        """Goes to a chapter, which comes into sight in the list of them too."""
        self.at = at
        self.window.stage.bring(f"chapter:{self.chapters[at][0]}")
        self.window.change()

    def finish(self) -> None:
        """The next chapter, and from the last the way out."""
        if self.at + 1 < len(self.chapters):
            self.walk(1)
        else:
            ask_to_leave(self.table)

    def _epilogue(self) -> None:
        from game.desktop.screens.epilogue import Epilogue

        self.window.push(Epilogue(self.window, self.table, is_again=True))

    def _report(self) -> None:
        from game.desktop.screens.debrief_report import ReportScreen

        self.window.push(ReportScreen(self.table))

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a debrief is."""
        text = say(
            "The programme is over and the books are open. Each chapter tells one thing that was found in your game. There is no "
            "mark: no line of play is best at everything."
        )
        kept = say("“A report to keep” writes all of it as a file beside the saved game, and says where.")
        other = say("Under “What if” any decision can be tried again with the same luck, or played on from as a new game.")
        return (say("The debrief"), text), (say("Why"), say(_ASKED)), (say("What if"), other), (say("To keep"), kept)


def chapters_of(table: Table) -> tuple[tuple[str, str, str, str], ...]:
    """The chapters of a game: what really happened where that is known, what was recommended where several played."""
    place = table.session.place
    known = tuple(one for one in CHAPTERS if one[0] != "really" or is_known(place))
    if not has_real_line(place):
        known = (("lines", later("Your line"), later("Your line"), "chart-line"), *known[1:])
    several = (COUNSEL,) if table.is_shared else ()
    seats = (ROUND,) if table.session.round_table is not None else ()
    return (*known[:-1], *several, *seats, known[-1])


def working(text: str) -> Element:
    """What stands where something is still being worked out."""
    tone: Tone = "accent"
    return Panel(
        Row(
            Icon("clock", 22, tone),
            Column(Text(say("One moment"), "strong"), Text(text, "body", "quiet"), gap=2, grow=1.0),
            gap=12,
            align="start",
        ),
        pad=(18, 16),
        role="status",
        name=f"{say('One moment.')} {text}",
        is_live=True,
    )

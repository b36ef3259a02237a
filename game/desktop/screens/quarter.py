"""The quarter: the map, the news, the dilemmas with what each option asks, and three tokens of attention.

Energy, standing, backing, money and time are always in view. Where the window is wide the map stands beside what is to be read
and decided; where it is narrow, or the type large, it is a page of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from game.briefing.attention import attention
from game.briefing.quarter import begun
from game.briefing.scene import scenes
from game.core.observe import PUBLIC
from game.desktop.controls import Action
from game.desktop.map.links import Lens
from game.desktop.map.partnership import Map
from game.desktop.screen import Screen
from game.desktop.screens import quarter_head
from game.desktop.screens.hint import hint
from game.desktop.screens.map_foot import PAGE_PAD, has_room, map_foot, page_width, rail_width
from game.desktop.screens.navigation import ask_to_leave, keys_of, open_by
from game.desktop.screens.quarter_attention import AttentionPage
from game.desktop.screens.quarter_decide import decide_page
from game.desktop.screens.quarter_news import news_page, room_note, room_time, room_waits
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row, Rule, Scroll, Sized, Upright
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text, button, tabs
from game.translation import say, say_many
from game.words.grammar import capital, count

if TYPE_CHECKING:
    from game.desktop.window import Window

Page = Literal["map", "news", "decide", "attention", "promises"]
WIDE = 1100  # points of width from which the map has room beside the page
TALL = 480  # points of height from which the head and the next step stay in sight
FOOT = 36  # points: the next step with two lines beside it


class QuarterScreen(Screen):
    """A quarter being played."""

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window)
        self.table = table
        self.lens: Lens = table.lens
        self.page: Page = "news"
        self.attention = self.attention_page()
        self._turn = 0
        self._is_wide = self._is_tall = True
        self.title = begun(table.session, table.seat).heading
        self._start()

    def _start(self) -> None:
        """Begins a quarter at its first page."""
        session = self.table.session
        if session.turn != self._turn:
            self._turn = session.turn
            self.title = begun(session, self.table.seat).heading
            self.page = self.begin_at()
            self.attention = self.attention_page()
            self.memory.offsets.clear()

    def begin_at(self) -> Page:
        """The page at which a quarter begins, or is gone on with."""
        session = self.table.session
        if not session.pending.choices and not session.pending.tokens:
            return "news"
        return "decide" if session.undecided() else "attention"

    def attention_page(self) -> AttentionPage:
        """The page of attention."""
        return AttentionPage(self.table)

    def opened(self) -> None:
        """The game may have gone on meanwhile."""
        if self.table.session.is_running:
            self._start()

    def first(self) -> str:
        """What is to be decided, or given; else the next step, so that Enter reads on, or where that is below, the page."""
        session = self.table.session
        if self.page == "decide" and self.undecided():
            return f"scene:{session.place.dilemmas[self.undecided()[0]].id}"
        if self.page == "attention" and (kind := self.attention.first()):
            return kind
        return "finish" if self._is_tall else f"page:{self.page}"

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The head, the map and the page, side by side or one at a time."""
        wide, high = size[0] / kit.scale, size[1] / kit.scale
        self._is_wide, self._is_tall = wide >= WIDE and high >= TALL, high >= TALL
        head = quarter_head.head(self.table, kit, size, has_rail=self._is_wide)
        shown = self._map() if self._is_wide else None
        if shown is not None and not has_room(kit, size, head, shown):
            self._is_wide, head = False, quarter_head.head(self.table, kit, size, has_rail=False)
        if self._is_wide and self.page == "map":
            self.page = "news"
        self.attention.has_map, self.attention.is_low = self._is_wide, not self._is_tall
        page = self._page()
        if not self._is_wide:
            page.grow = 1.0
            return Column(head, Rule(), page)
        body = Row(shown, Upright(), Sized(page, width=page_width(kit, size)), align="stretch", grow=1.0)
        whole = Column(head, Rule(), body, grow=1.0)
        return Row(Sized(quarter_head.rail(self.table), width=rail_width(kit)), Upright(), whole, align="stretch")

    def _map(self) -> Element:
        session = self.table.session
        picking = self.attention.picking() if self.page == "attention" else None
        shown = Map(
            session,
            chosen=self.table.chosen,
            choose=self._choose,
            lens=self.lens,
            tokens=self.tokens(),
            seat=self.table.seat,
            open_to=picking,
            grow=1.0,
        )
        return Column(shown, map_foot(self.table, self.lens, self._look, shown.contacts, is_beside=self._is_wide), grow=1.0)

    def tokens(self) -> dict[int, int]:
        """How many tokens lie on each agency."""
        session = self.table.session
        found: dict[int, int] = {}
        for one in attention(session).placed:
            for agency in one.agencies or (session.place.lead,):
                found[agency] = found.get(agency, 0) + 1
        return found

    def names(self) -> list[tuple[str, str, str]]:
        """The pages: id, name, pictogram."""
        session = self.table.session
        left, n_open = attention(session).n_left, len(session.open_dilemmas())
        n_placed = len(session.pending.tokens)
        return [
            ("news", say("News"), "newspaper"),
            ("decide", say("Decide {decided}/{all}", decided=n_open - len(session.undecided()), all=n_open), "scale"),
            ("attention", say("Attention {placed}/{all}", placed=n_placed, all=n_placed + left), "hand-helping"),
        ]

    def _page(self) -> Element:
        session, names = self.table.session, self.names()
        if not self._is_wide:
            names.insert(0, ("map", say("Map"), "network"))
        strip = Panel(tabs(names, self.page, self.open, key="page"), edge="", radius=0, pad=(14, 4))
        if self.page == "map":
            shown: Element = Scroll(self._map(), key=f"page:map:{session.turn}", is_snug=True)
        else:
            inner = Column(self.held(), self.hint(), self.inner(), None if self._is_tall else self.next(), gap=16)
            shown = Scroll(
                Sized(Column(inner, pad=(PAGE_PAD, 16)), most=760, align="centre"), key=f"page:{self.page}:{session.turn}"
            )
        foot = (Rule(), Panel(self.next(), edge="", radius=0, pad=(20, 10))) if self._is_tall else ()
        return Panel(strip, Rule(), shown, *foot, edge="", radius=0)

    def hint(self) -> Element | None:
        """What the page is for, in a first quarter."""
        return hint(self.window, self.page, self.table.session.turn)

    def inner(self) -> Element:
        """What stands on the page that is open."""
        match self.page:
            case "decide":
                return self.decide()
            case "attention":
                return self.attention.build()
            case _:
                return news_page(self.table, self.show_ties)

    def held(self) -> Element | None:
        """Why nothing can be decided just now, over every page."""
        return room_note(self.table)

    def decide(self) -> Element:
        """The dilemmas, to be decided."""
        return decide_page(self.table, self._decided)

    def next(self) -> Element:
        """The one thing to do next."""
        session = self.table.session
        left = session.undecided()
        if self.page in ("map", "news"):
            words = say("To the decision") if session.open_dilemmas() else say("To your attention")
        elif self.page == "decide":
            words = self._after_deciding(left)
        elif left:
            words = say("Back to what is undecided")
        else:
            words = say("End the quarter")
        is_waiting = self.page == "decide" and bool(left) and (len(left) == len(session.open_dilemmas()) or self._is_there())
        if room_waits(self.table):  # one may read on, and end nothing
            is_waiting = self.page == "attention"
            words = say("To your attention") if self.page == "decide" else words
        # While tokens lie in hand they come first: ending is a way out then, and not the one thing to do next.
        is_early = self.page == "attention" and not left and session.tokens_left() > 0
        row = Row(
            Text(self._standing_note(), "small", "quiet", grow=1.0),
            button(
                words,
                self.finish,
                key="finish",
                after="" if is_waiting else "arrow-right",
                look="plain" if is_early else "primary",
                is_disabled=is_waiting,
                hint=keys_of(self.window, "finish"),
            ),
            gap=12,
        )
        return Sized(row, height=FOOT)  # as high with a note as without, so that the way on stays where it is

    def _after_deciding(self, left: list[int]) -> str:
        """What comes next on the page of dilemmas: an option, another dilemma, or attention."""
        session = self.table.session
        n_open = len(session.open_dilemmas())
        if not left:
            return say("To your attention")
        if len(left) == n_open or self._is_there():
            return say("Choose an option first")
        return say("Decide dilemma {number} of {n}", number=session.open_dilemmas().index(left[0]) + 1, n=n_open)

    def _to_weigh_up(self) -> str:
        """How much there is to decide between, which seldom all fits on the page; nothing once something is decided."""
        found = [one for one in scenes(self.table.session) if one.taken is None]
        if len(found) < max(1, len(self.table.session.open_dilemmas())):
            return ""
        if len(found) > 1:
            return say("{dilemmas} here, one below the other.", dilemmas=capital(count(len(found), "dilemma")))
        return say("{options} here, one below the other.", options=capital(count(len(found[0].options), "option")))

    def _is_there(self) -> bool:
        """Whether the dilemma that is to be decided next has the focus, or one of its options has."""
        scene, focus = self.first(), self.window.kit.focus
        return focus == scene or focus.startswith(f"{scene.replace('scene:', 'option:', 1)}:")

    def _leads_to_another(self, left: list[int]) -> bool:
        """Whether one dilemma is decided and another is not."""
        return self.page == "decide" and 0 < len(left) < len(self.table.session.open_dilemmas())

    def _standing_note(self) -> str:
        if room_waits(self.table):
            return room_time(self.table)
        n_left = attention(self.table.session).n_left
        if self.page == "decide":
            return f"{room_time(self.table)} {self._to_weigh_up()}".strip()
        if self.page == "attention" and n_left and not self.table.session.undecided():
            return f"{room_time(self.table)} {attention(self.table.session).left} {say('What is not placed lapses.')}".lstrip()
        return room_time(self.table)

    # What it does.

    def open(self, page: Page) -> None:
        """Opens a page of the quarter."""
        self.page = page
        self.window.forget()
        if self.window.kit.focus == "finish":
            self.window.kit.focus = self.first()
        elif self.window.kit.focus.startswith("page:"):
            self.window.kit.focus = f"page:{page}"  # two pages would look chosen if it stayed on the tab of the last one
        self.window.retitle()

    def noted(self, option: str | None) -> None:
        """What a choice sounds like; with the last one, the way on is at hand."""
        self.window.chime("choose")
        if option is not None and not self.undecided():
            self.window.kit.focus = "finish"

    def _look(self, lens: Lens) -> None:
        self.lens = self.table.lens = lens
        self.window.change()

    def _choose(self, agency: int) -> None:
        """An agency on the map was pressed: it is chosen, or given a token that waits for it."""
        if self.page == "attention" and self.attention.give(agency):
            return
        if self.table.chosen == agency:
            from game.desktop.screens.agency import AgencyScreen

            self.window.push(AgencyScreen(self.window, self.table, agency))
        self.table.chosen = agency
        self.window.change()

    def show_ties(self, agency: int) -> None:
        """Shows an agency's ties: on the map beside the page, or on its page."""
        self.table.chosen = agency
        if not self._is_wide:
            self.open("map")
            self.window.kit.focus = f"agency:{agency}"
        self.window.change()

    def _decided(self) -> None:
        """An option was taken: nothing moves, and the focus goes to the next step where that is in sight."""
        if self._is_tall:
            self.window.kit.focus = "finish"

    def finish(self) -> None:
        """Goes on to what comes next."""
        session = self.table.session
        if self.page in ("map", "news"):
            self.open("decide" if session.open_dilemmas() else "attention")
        elif waits := room_waits(self.table):
            if self.page == "decide":
                self.open("attention")
            else:
                self.window.say(waits)
        elif self._leads_to_another(session.undecided()) and self.window.kit.focus != self.first():
            self.window.stage.focus(self.first(), is_by_key=self.window.kit.is_by_key)
            self.window.stage.bring(self.first(), to_top=True)  # its options come into sight with it
        elif session.undecided() and self.page == "decide":
            self.window.say(say("Choose an option first: its number takes it, and the arrow keys go to it."))
        elif session.undecided():
            self.open("decide")
        elif self.page == "decide":
            self.open("attention")
        elif session.tokens_left() > 0:
            self._ask_to_end()
        else:
            self._end()

    def _ask_to_end(self) -> None:
        from game.desktop.screens.question import Question

        found = attention(self.table.session)
        lapse = say_many(found.n_left, "It lapses if you end the quarter now.", "They lapse if you end the quarter now.")
        self.window.push(
            Question(
                self.window,
                say("End the quarter?"),
                f"{found.left} {lapse}",
                [(say("End the quarter"), self._end)],
                say("Not yet"),
                is_to_leave=True,
            )
        )

    def _end(self) -> None:
        from game.desktop.screens.resolution import Resolution

        def show() -> None:
            if self.table.is_shared:
                self.table.hand_over(PUBLIC)
            self.window.replace(Resolution(self.window, self.table, self.table.session.last_turn_played))
            self.window.chime("turn")  # last, so that what it may have to say is said on the screen that stays

        self.table.do(self.table.session.end_turn, show)

    def handle(self, action: Action) -> bool:
        """The pages of a quarter, and the screens that can be opened from it."""
        match action:
            case "finish":
                self.finish()
            case "option 1" | "option 2" | "option 3" | "option 4" | "option 5":
                self._take(int(action[-1]))
            case "next_tab" | "previous_tab":
                known = [*(() if self._is_wide else ("map",)), *(page for page, *_ in self.names())]
                at = known.index(self.page) + (1 if action == "next_tab" else -1)
                self.open(known[at % len(known)])
                if not self.window.kit.focus.startswith("page:"):  # wherever it was, it is in the page that was asked for
                    self.window.kit.focus = self.first()
            case "undo":
                self.undo()
            case "back" if self.attention.leave():
                self.window.change()
            case "back":
                ask_to_leave(self.table)
            case _:
                return open_by(self.table, action)
        return True

    def undecided(self) -> list[int]:
        """The dilemmas on which nothing has been said yet."""
        return self.table.session.undecided()

    def _take(self, number: int) -> None:
        """Takes an option by its number: of the first dilemma that is undecided, or else of the last."""
        session = self.table.session
        if self.page != "decide" or not session.open_dilemmas():
            return
        dilemma = session.place.dilemmas[(self.undecided() or session.open_dilemmas()[-1:])[0]]
        if number <= len(dilemma.options):
            key = f"option:{dilemma.id}:{dilemma.options[number - 1].id}"
            self.window.stage.focus(key)
            self.window.stage.activate()

    def undo(self) -> None:
        """Takes the last token back."""
        session = self.table.session
        if not session.pending.tokens:
            self.window.say(say("There is no token to take back."))
            return
        words = attention(session).placed[-1].words
        if self.table.do(lambda: session.take_back(len(session.pending.tokens) - 1)):
            self.window.tell(say("Taken back: {token}.", token=words))

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a quarter is."""
        quarter = say(
            "Read the news, decide what is on the table, give your three tokens of attention to somebody or something, and "
            "end the quarter. Until you end it, everything can be changed."
        )
        shown = say(
            "The outer ring of an agency is what it says, the inner one what it does. Squares belong to your own body. Press "
            "an agency to see its ties: a filled number is how far another trusts it, an open one how far it trusts the "
            "other. Press it again, or its name below, for its sheet."
        )
        top = say(
            "Energy is your own strength; options ask some of it, and a token of rest brings some back. Standing is what you are "
            "worth to others, and backing how far your own masters stand behind you: if it stays thin, they stop the programme."
        )
        money = say(
            "Your own money comes each quarter, and pays for options and for tokens of money. You can keep one quarter's worth "
            "for the next; what is beyond that goes back. The pot is what you and partners have put in together, for the work."
        )
        if "aligned" not in self.table.session.place.parts:
            money = f"{money} {say('It pays the workers.')}"
        asked = say(
            "Any number can be asked why: go to it and press {keys}, or press it with the other mouse button.",
            keys=keys_of(self.window, "why"),
        )
        return (
            (say("A quarter"), quarter),
            (say("Along the top"), top),
            (say("Money"), money),
            (say("The map"), shown),
            (say("Why"), asked),
        )

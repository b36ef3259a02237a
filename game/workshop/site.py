"""What every page of the workshop shares: the room, the workers, the templates, and who is asking."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs

from markupsafe import Markup, escape
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from game.briefing.figure import Figure
from game.briefing.introduction import paragraphs
from game.briefing.offers import Offer
from game.core.decision import Refusal
from game.look.page import CUTS
from game.play.seat_promise import BECAME, Status
from game.scenario.shipped import locate
from game.scenario.wording import told_in
from game.translation import SAYING, language, say
from game.words.grammar import bare, capital
from game.words.together import together
from game.workshop.analyses import Analyses
from game.workshop.course import clock
from game.workshop.keys import COOKIE, Allowance, for_console, new_key, spoken
from game.workshop.live import Live
from game.workshop.precedence import Precedence
from game.workshop.presence import Presence
from game.workshop.room import FACILITATOR, Room
from game.workshop.style import address, edition
from game.workshop.table import Page, Table
from game.workshop.template import Templates

N_WORKERS: Final = 6
"""Threads for the model's steps, and for waiting on the disk. More would only take turns, each step as late as the last."""

N_ENDING: Final = 32
"""Threads that end quarters: all but one of them wait, for the one that plays them together, or for the disk."""

N_DRAWERS: Final = 2
"""Threads that make pages. More would only take turns, and keep whoever answers from having one."""

LONGEST_KEPT: Final = 500
"""Bytes of the cookies of a device at most that are kept beside what was found in them; ours have a hundred."""

Result = TypeVar("Result")

_ASKER: Final = "wholeplace.asker"


class NoSuchPage(Exception):  # noqa: N818 - said of an address
    """There is nothing at this address, yet or at all."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is asking: a device's key, and whether it has only just been given one."""

    key: str
    is_new: bool


class Site:
    """A workshop as it is served. `addresses` are what devices on the network can type, the likeliest first."""

    def __init__(self, room: Room, addresses: list[str]) -> None:
        self.room = room
        self.addresses = addresses
        self.live = Live()
        self.precedence = Precedence()
        self.presence = Presence(room, self.live)
        self.analyses = Analyses(self)
        self.guesses = Allowance(6, 0.1)
        """Wrong codes, of one device."""
        self.strangers = Allowance(120, 1.0)
        """Wrong codes, from one address: a machine that guesses takes a new cookie each time. A class may share one."""
        self.crowd = Allowance(600, 5.0)
        """Wrong codes, of everybody together: a machine may have many addresses."""
        self.begun = Allowance(6, 0.02)
        """Tables that one device begins."""
        self.begun_there = Allowance(120, 1.0)
        """Tables that are begun from one address: a table cannot be taken away again, and the door not be shut in a second."""
        self.begun_by_all = Allowance(300, 2.0)
        """Tables that are begun in all; a hall of people who play alone comes in within a minute."""
        self.posts = Allowance(60, 10.0)
        """Forms, of one device."""
        self.workers = ThreadPoolExecutor(N_WORKERS, thread_name_prefix="workshop")
        self.ending = ThreadPoolExecutor(N_ENDING, thread_name_prefix="workshop-ending")
        self.drawers = ThreadPoolExecutor(N_DRAWERS, thread_name_prefix="workshop-pages")
        self._sign = f"here-{secrets.token_hex(16)}-"
        self.version_here, self.written_here, self.placed_here = (f"{self._sign}{what}" for what in "vwp")
        """What stands in a team's page until it is answered: for the table's version, its last record and how many tokens."""
        self._form_here, self._refused_here = (f"{self._sign}{what}" for what in "fr")
        self._env = Templates()
        self._env.filters |= {
            "spoken": spoken,
            "clock": clock,
            "minutes": _minutes,
            "paragraphs": _paragraphs,
            "level": _level,
            "choices": _choices,
        }
        self._env.filters |= {"bare": bare, "capital": capital, "filled": _filled, "became": _became}
        self._env.filters |= {"kept": together, "typed": _typed}
        self._env.globals |= {**SAYING, "place": room.place, "edition": edition(), "fonts": [address(cut) for cut in CUTS]}
        self._env.globals |= {"place_lang": _place_lang(room)}
        self._env.globals |= {"nav": lru_cache(maxsize=64)(self._nav)}

    @property
    def address(self) -> str:
        """The address that the wall and the tables' pages show: the likeliest, unless the facilitator has chosen another."""
        chosen = self.room.course.address
        return chosen if chosen in self.addresses else next(iter(self.addresses), "")

    # Who asks.

    def asker(self, request: Request) -> Asker:
        """Whose request it is; the same for all that is asked of one request."""
        known: Asker | None = request.scope.get(_ASKER)
        if known is None:
            sent = next((value for name, value in request.scope["headers"] if name == b"cookie"), b"")
            find = own_cookie if len(sent) <= LONGEST_KEPT else own_cookie.__wrapped__
            key = self.room.keyring.open(find(sent, self.room.keyring.cookie)) if sent else ""
            known = request.scope[_ASKER] = Asker(key or new_key(), not key)
        return known

    def may_guess(self, request: Request, *, is_right: bool) -> bool:
        """Whether a code that was given may be looked at. A wrong one is counted.

        A right one is as little looked at as a wrong one when there are no guesses left: who guesses would else be told.
        """
        who = self.asker(request)
        bounds = [*([] if who.is_new else [(self.guesses, who.key)]), (self.strangers, _address(request)), (self.crowd, "all")]
        return all(bound.has(one) if is_right else bound.takes(one) for bound, one in bounds)

    def may_begin(self, request: Request) -> bool:
        """Whether one more table may be begun, which is counted; the facilitator may begin as many as the room holds."""
        bounds = (self.begun, self.asker(request).key), (self.begun_there, _address(request)), (self.begun_by_all, "all")
        return self.is_facilitator(request) or all(bound.takes(one) for bound, one in bounds)

    def table(self, request: Request) -> Table | None:
        """The table that the asking device sits at."""
        return self.room.table_of(self.asker(request).key)

    def is_facilitator(self, request: Request) -> bool:
        """Whether the facilitator asks."""
        return self.room.holder(for_console(self.asker(request).key)) == FACILITATOR

    def enter(self, request: Request) -> None:
        """Lets a device have the console, under a new key with which it keeps its seat: who knew the old one has neither."""
        room, old, new = self.room, self.asker(request).key, new_key()
        with room.seating():
            for one, other in ((old, new), (for_console(old), for_console(new))):
                if holder := room.holder(one):
                    room.hand(one, "")
                    room.hand(other, holder)
            room.hand(for_console(new), FACILITATOR)
        request.scope[_ASKER] = Asker(new, is_new=True)

    # Work that takes time.

    async def work(self, do: Callable[..., Result], *given: Any) -> Result:
        """Does something in a thread, and waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.workers, do, *given)

    async def act(self, act: str, **more: Any) -> None:
        """Writes an act of the facilitator's to the room's log, with its fields. Raises `DatabaseFault` if that fails."""
        await self.work(lambda: self.room.do(act, **more))

    async def end(self, do: Callable[..., Result], *given: Any) -> Result:
        """Ends a quarter in a thread, and waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.ending, do, *given)

    async def page(self, table: Table, shows: Callable[[], tuple[str, str]], make: Callable[[], str]) -> Page:
        """A team's page as things stand, made while nobody acts at the table, and kept for its devices until something changes.

        Arguments:
            table: whose page it is.
            shows: what it shows that all pages of the table do, and which page of those it is.
            make: makes it, quickly.
        """
        while True:
            if table.is_behind or table.log.last < table.awaited or table.lock.locked():
                async with self.at(table):
                    pass
            if (kept := table.kept("", *shows())) is not None:
                return kept
            async with self.precedence.drawing():
                # Others may have come to the table, or made the page, while this one waited.
                if not (table.is_behind or table.log.last < table.awaited or table.lock.locked()):
                    now = shows()
                    return table.kept("", *now) or table.keep("", *now, make())

    @contextlib.asynccontextmanager
    async def at(self, table: Table) -> AsyncIterator[None]:
        """A table for oneself, up to date. Raises `DatabaseFault` where another process has written, and it cannot be read."""
        async with table.lock:
            if table.is_behind or table.log.last < table.awaited:
                await self.work(table.catch_up)
            yield

    async def draw(self, do: Callable[..., Result], *given: Any) -> Result:
        """Makes a page in a thread, and waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.drawers, do, *given)

    def get_ready(self) -> None:
        """Has the templates read by a thread, while nobody has asked for a page yet."""
        self.drawers.submit(self._env.read_all)

    # What is answered.

    def answer(self, request: Request, page: bytes, status: int = 200, table: Table | None = None) -> Response:
        """A page for whoever asks, with the token of its forms and, where it has none yet, its cookie; of a team's, `table`."""
        return self._remembering(request, HTMLResponse(self.owned(request, page, table), status))

    def owned(self, request: Request, page: bytes, table: Table | None = None) -> bytes:
        """A page with what is each device's own put in, for whoever asks; of a team's, `table`."""
        who = self.asker(request)
        own = {b"f": self.room.keyring.form_token(who.key).encode(), b"r": b""}
        if table is not None:
            own[b"v"] = self.room.version(table).encode()
            own[b"w"] = b"%d" % table.log.last
            own[b"p"] = b"%d" % len(table.session.pending.tokens)
        pieces = list(self._pieces(page))
        pieces[1::2] = [own[what] for what in pieces[1::2]]
        return b"".join(pieces)

    def _pieces(self, page: bytes) -> tuple[bytes, ...]:
        """A page cut where what is each device's own is put in; every other piece says what. Of a page that is kept, kept."""
        if isinstance(page, Page) and page.pieces:
            return page.pieces
        first, *others = page.split(self._sign.encode())
        found = first, *(piece for other in others for piece in (other[:1], other[1:]))
        if isinstance(page, Page):
            page.pieces = found
        return found

    def refusing(self, page: bytes, refused: Refusal, title: str) -> bytes:
        """A table's page, as all its devices share it, with what was refused to one of them at its head and in its title."""
        said = self._env.get_template("refused.html").render(refused=refused)
        headed = page.replace(self._refused_here.encode(), said.encode(), 1)
        return headed.replace(b"<title>", f"<title>{escape(title)}: ".encode(), 1)

    def keyed(self, request: Request) -> str:
        """The token that the forms of whoever asks carry."""
        return self.room.keyring.form_token(self.asker(request).key)

    def tell(self, request: Request, said: Mapping[str, Any], status: int = 200) -> Response:
        """An answer to a device that has joined in the game's own window or terminal."""
        return self._remembering(request, JSONResponse(said, status))

    def show(self, request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
        """A page made anew; to a device that has joined, what was wrong."""
        if status >= 400 and is_joined(request):
            return self.tell(request, {"text": str(values.get("wrong", ""))}, status)
        return self.answer(request, self.render(template, **values).encode(), status)

    def render(self, template: str, /, **values: Any) -> str:
        """A page in which the tokens of forms are still to be put."""
        made = self._env.get_template(template).render(form_token=self._form_here, refused_here=self._refused_here, **values)
        return made.replace("&#39;", "\u2019")  # as they are set on paper and in the window

    def _nav(self, label: str, pages: tuple[tuple[str, str], ...], here: str) -> Markup:
        """The way about that a page has at its head: each page's address with its name; `here` is where one is, or nothing."""
        return Markup(self.render("nav.html", label=label, pages=pages, here=here))  # noqa: S704 - a template of ours

    def offers(self, offers: tuple[Offer, ...], **there: Any) -> Markup:
        """What attention can go to, as it stands on a page; `there` is what its forms carry."""
        return Markup(self.render("offers.html", offers=offers, **there))  # noqa: S704 - a template of ours, which escapes

    def figures(self, figures: tuple[Figure, ...], turn: int) -> Markup:
        """Where a team stands in numbers, as it stands on its page through a quarter."""
        return Markup(self.render("figures.html", figures=figures, turn=turn, base="/table"))  # noqa: S704 - a template of ours

    def go(self, request: Request, path: str) -> Response:
        """The answer to a form: where to look now."""
        if is_joined(request):
            return self.tell(request, {"where": path})
        return self._remembering(request, RedirectResponse(path, 303))

    def sorry(self, request: Request, status: int, title: str, *sentences: str, back: str = "/") -> Response:
        """A page that says what went wrong and what to try."""
        if is_joined(request):
            return self.tell(request, {"title": title, "text": " ".join(sentences)}, status)
        return self.show(request, "sorry.html", status, title=title, sentences=sentences, back=back)

    async def form(self, request: Request) -> Mapping[str, str] | None:
        """What a form holds, each field once; None where it is not a form of the device that sends it."""
        try:
            body = (await request.body()).decode()
            fields = parse_qs(body, keep_blank_values=True, max_num_fields=60, errors="strict")
        except (UnicodeDecodeError, ValueError):
            return None
        found = {name: values[-1].replace("\0", "") for name, values in fields.items()}
        who = self.asker(request)
        if who.is_new or not self.room.keyring.is_form_token(who.key, found.get("form_token", "")):
            return None
        return found

    def _remembering(self, request: Request, response: Response) -> Response:
        who, keyring = self.asker(request), self.room.keyring
        if who.is_new:
            name = COOKIE if is_joined(request) else keyring.cookie
            # Not Secure: a laptop without internet has no certificate that a phone would trust.
            response.set_cookie(name, keyring.seal(who.key), max_age=60 * 60 * 24 * 14, httponly=True, samesite="lax")
        return response


def _address(request: Request) -> str:
    """From where somebody asks."""
    return request.client.host if request.client is not None else ""


@lru_cache(maxsize=4_096)
def own_cookie(sent: bytes, name: str) -> str:
    """Our own of the cookies that a device sends; kept, because it sends the same with all that it asks."""
    found = cookie_parser(sent.decode("latin-1"))
    return found.get(name) or found.get(COOKIE, "")


def is_joined(request: Request) -> bool:
    """Whether a device asks that has joined in the game's own window or terminal, and not a browser."""
    return request.headers.get("accept", "") == "application/json"


def _minutes(left: timedelta) -> str:
    """How long something lasts, as a clock counts down: `4:05`."""
    seconds = max(0, round(left.total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"


def _place_lang(room: Room) -> Markup:
    """What stands at an element that holds words of the place, where those are in another language than the page."""
    file = locate(room.settings.get("file", "") or room.place.id)
    its_own = language() if file is None else told_in(file)
    return Markup("") if its_own == language() else Markup(' lang="{}"').format(its_own)


@lru_cache(maxsize=1_024)
def _paragraphs(text: str) -> Markup:
    """A text as paragraphs, escaped; kept, because tables read the same scenes and options."""
    return Markup("\n").join(Markup("<p>{}</p>").format(one) for one in paragraphs(text))


def _filled(text: str, **parts: object) -> Markup:
    """A said text with its places filled, by our own markup as it stands, and by anything else escaped."""
    return escape(text).format(**parts)


def _became(status: Status) -> str:
    """What became of a promise between seats, in a word."""
    return say(BECAME[status])


def _level(value: float) -> Markup:
    """A number from 0 to 1 as a bar, for the eye alone: the words stand beside it."""
    return _bar(round(100 * max(0.0, min(1.0, value))))


@lru_cache(maxsize=101)
def _bar(width: int) -> Markup:
    """A bar of a width from 0 to 100."""
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar-all" width="100" height="8"/><rect class="bar-part" width="{}" height="8"/></svg>'
    ).format(escape(width))


def _choices(offer: Offer) -> Markup:
    """What a token of one kind can go to, as the choices of a box."""
    key = "to" if offer.kind.takes == "strand" else "with"
    shown = (
        (f"{one.token[key]} {one.promised}".rstrip(), f"{one.name}: {one.promise}" if one.promise else one.name)
        for one in offer.targets
        if one.is_open
    )
    return _as_choices(tuple(shown))


@lru_cache(maxsize=512)
def _as_choices(shown: tuple[tuple[str, str], ...]) -> Markup:
    """Values and their words as the choices of a box; kept, because most boxes of a room hold the same."""
    return Markup("").join(Markup('<option value="{}">{}</option>').format(*one) for one in shown)


def _typed(text: str) -> Markup:
    """What stands in a field to be written on: its apostrophes stay as they were typed, where a page has them set."""
    return Markup(str(escape(text)).replace("&#39;", "&#x27;"))  # noqa: S704 - escaped just now

"""What every page of the workshop shares: the room, the workers, the templates, and who is asking."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs

import jinja2
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from game.briefing.introduction import paragraphs
from game.workshop.keys import COOKIE, Allowance, new_key, spoken
from game.workshop.live import Live
from game.workshop.room import FACILITATOR, Room, clock
from game.workshop.table import Table

N_WORKERS: Final = 24
"""Threads for the model's steps, and for waiting on the disk."""

N_DRAWERS: Final = 2
"""Threads that make pages. More would only take turns, and keep whoever answers from having one."""

Result = TypeVar("Result")


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
        self.guesses = Allowance(6, 0.1)
        """Wrong codes, of one device."""
        self.strangers = Allowance(60, 1.0)
        """Wrong codes, of everybody together: a machine that guesses takes a new cookie each time."""
        self.posts = Allowance(60, 10.0)
        """Forms, of one device."""
        self.workers = ThreadPoolExecutor(N_WORKERS, thread_name_prefix="workshop")
        self.drawers = ThreadPoolExecutor(N_DRAWERS, thread_name_prefix="workshop-pages")
        self._stand_in = f"form-{secrets.token_hex(16)}"
        self._env = jinja2.Environment(
            loader=jinja2.PackageLoader("game.workshop"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters |= {"spoken": spoken, "clock": clock, "paragraphs": _paragraphs, "level": _level}
        self._env.globals |= {"place": room.place, "address": addresses[0] if addresses else ""}

    # Who asks.

    def asker(self, request: Request) -> Asker:
        """Whose request it is."""
        key = self.room.keyring.open(request.cookies.get(COOKIE, ""))
        return Asker(key or new_key(), not key)

    def table(self, request: Request) -> Table | None:
        """The table that the asking device sits at."""
        return self.room.table_of(self.asker(request).key)

    def is_facilitator(self, request: Request) -> bool:
        """Whether the facilitator asks."""
        return self.room.holder(self.asker(request).key) == FACILITATOR

    # Work that takes time.

    async def work(self, do: Callable[..., Result], *given: Any) -> Result:
        """Does something in a thread, and waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.workers, do, *given)

    async def draw(self, do: Callable[..., Result], *given: Any) -> Result:
        """Makes a page in a thread, and waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.drawers, do, *given)

    # What is answered.

    def answer(self, request: Request, page: str, status: int = 200) -> Response:
        """A page for whoever asks, with the token of its forms and, where it has none yet, its cookie."""
        who = self.asker(request)
        response = HTMLResponse(page.replace(self._stand_in, self.room.keyring.form_token(who.key)), status)
        return self._remembering(response, who)

    def show(self, request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
        """A page made anew."""
        return self.answer(request, self.render(template, **values), status)

    def render(self, template: str, **values: Any) -> str:
        """A page in which the tokens of forms are still to be put."""
        return self._env.get_template(template).render(form_token=self._stand_in, **values)

    def go(self, request: Request, path: str) -> Response:
        """The answer to a form: where to look now."""
        return self._remembering(RedirectResponse(path, 303), self.asker(request))

    def sorry(self, request: Request, status: int, title: str, *sentences: str, back: str = "/") -> Response:
        """A page that says what went wrong and what to try."""
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

    def _remembering(self, response: Response, who: Asker) -> Response:
        if who.is_new:
            # Not Secure: a laptop without internet has no certificate that a phone would trust.
            response.set_cookie(COOKIE, self.room.keyring.seal(who.key), max_age=60 * 60 * 24 * 14, httponly=True, samesite="lax")
        return response


def _paragraphs(text: str) -> Markup:
    """A text as paragraphs, escaped."""
    return Markup("\n").join(Markup("<p>{}</p>").format(one) for one in paragraphs(text))


def _level(value: float) -> Markup:
    """A number from 0 to 1 as a bar, for the eye alone: the words stand beside it."""
    width = round(100 * max(0.0, min(1.0, value)))
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar-all" width="100" height="8"/><rect class="bar-part" width="{}" height="8"/></svg>'
    ).format(escape(width))

"""Devices that have joined in the game's own window or terminal, without a network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from game.play import seating
from game.play.joined import Joined
from game.play.remote import Answer, News, ServerLine
from tests.workshop.devices import HERE, Device, Workshop

_ASKS = {"accept": "application/json"}


class DeviceLine(ServerLine):
    """A line to a workshop that runs in this process."""

    def __init__(self, device: Device) -> None:
        super().__init__(HERE)
        self.device = device

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        """The answer to a request."""
        client = self.device.client
        answer = client.get(path, headers=_ASKS) if form is None else client.post(path, data=dict(form), headers=_ASKS)
        return Answer(answer.status_code, answer.content)

    def beside(self) -> ServerLine:
        """The same line: without a network nothing takes its time."""
        return self

    def listen(self, path: str, is_over: threading.Event, told: Callable[[News], None]) -> None:
        """Says once that there may be something new; a test says itself when to look again."""


def joined(workshop: Workshop, seat: str = "", code: str = "", device: Device | None = None, *, watches: bool = False) -> Joined:
    """A device that has joined by a code, the room's where none is given; at a round table in a seat, or to watch."""
    line = DeviceLine(device or workshop.device())
    return seating.join(line, code or workshop.room.code, "", lambda _place, _cut: workshop.room.place, seat, watches=watches)


def look(session: Joined) -> None:
    """Takes in what has changed."""
    session._take(session._asked())

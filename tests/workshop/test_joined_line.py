"""A device whose line to its workshop breaks for a moment, while the line that tells of changes holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from game.core.place import Place
from game.play import seating
from game.play.joined import Joined
from game.play.remote import Answer, LineDown, News
from tests.workshop.devices import Workshop, running, url_of
from tests.workshop.joined import DeviceLine


class BrokenLine(DeviceLine):
    """A line on which so many requests of one kind get no answer, and changes are told when a test says so."""

    lost: tuple[str, int] = ("", 0)

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        """The answer to a request. Raises `LineDown`."""
        kind, number = self.lost
        if number and kind in path:
            self.lost = kind, number - 1
            raise LineDown(path)
        return super().ask(path, form)

    def listen(self, path: str, is_over: threading.Event, told: Callable[[News], None]) -> None:  # noqa: ARG002 - as it is called
        """Keeps what it is to call."""
        self.told = told


def joined(workshop: Workshop) -> tuple[BrokenLine, Joined, threading.Semaphore]:
    """A device that follows its table, its line, and how often it was woken."""
    line = BrokenLine(workshop.device())
    session = seating.join(line, workshop.room.code, "", lambda _place, _cut: workshop.room.place)
    woken = threading.Semaphore(0)
    session.follow(woken.release)
    return line, session, woken


@pytest.mark.parametrize("told", [True, False], ids=["news", "deed"])
def test_what_nobody_answered_is_asked_again_by_itself(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, told: bool
) -> None:
    """News that was not fetched, and a deed that nobody answered, are asked after until they are known: nothing else tells."""
    monkeypatch.setattr("game.play.joined.AGAIN", 0.05)
    with running(place, url_of(tmp_path)) as workshop:
        line, session, woken = joined(workshop)
        workshop.facilitator().act("open", all="yes")
        line.lost = "/seen", 1
        if told:
            threading.Thread(target=line.told, args=("changed",)).start()
            assert woken.acquire(timeout=20)
            assert session.is_down
        else:
            refused = session.attend({"token": "rest"})
            assert refused is not None
            assert refused.code == "line_down"
        assert woken.acquire(timeout=20)
        assert session.catch_up()
        assert not session.is_down
        assert session.now.status.kind == "open"
        assert bool(session.pending.tokens) is not told
        session.leave()


def test_news_of_before_a_deed_does_not_answer_it(place: Place, tmp_path: Path) -> None:
    """A deed gets no answer while news that was fetched before it is being told: what became of it is asked all the same."""
    with running(place, url_of(tmp_path)) as workshop:
        line, session, woken = joined(workshop)
        workshop.facilitator().act("open", all="yes")
        is_told, may_go_on = threading.Semaphore(0), threading.Event()

        def told() -> None:
            is_told.release()
            may_go_on.wait(20)
            woken.release()

        session.follow(told)
        threading.Thread(target=line.told, args=("changed",)).start()
        assert is_told.acquire(timeout=20)
        line.lost = "/seen", 1
        assert session.attend({"token": "rest"}) is not None
        may_go_on.set()
        assert woken.acquire(timeout=20)
        assert woken.acquire(timeout=20)
        assert session.catch_up()
        assert not session.is_down
        assert session.pending.tokens
        session.leave()

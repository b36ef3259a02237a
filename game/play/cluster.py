"""Batches played on a cluster of machines (Dask), one that is there already or one started here. Needs the extra `cluster`.

A batch is a pure function of the place, who decides and its seeds. So it may be played anywhere and again, and a worker that is
lost takes nothing with it: what it had not handed over is played by another, to the same bits.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Final, Self

from distributed import Client, LocalCluster

from game.core.place import Place
from game.play.crew import Crew, Done, Piece
from game.translation import say

_Client: Any = Client  # neither says its types
_LocalCluster: Any = LocalCluster

LOCAL: Final = "local"
"""In place of an address: workers started on this machine."""

_PATIENCE: Final = "20s"
_RETRIES: Final = 5


class NoCluster(Exception):  # noqa: N818 - told to a person as it is
    """There is no cluster at an address."""


class Cluster(Crew):
    """Whoever plays the batches of one place: the workers of a cluster."""

    def __init__(self, place: Place, address: str, jobs: int = 1) -> None:
        """Takes the scheduler's address, or `local` and how many workers to start."""
        super().__init__(place, jobs)
        self._address = address
        self._own: Any = None
        self._client: Any = None

    def __enter__(self) -> Self:
        if self._address == LOCAL:
            self._own = _LocalCluster(n_workers=self.jobs, threads_per_worker=1, dashboard_address=None)
        try:
            self._client = _Client(self._own or self._address, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise NoCluster(
                say(
                    "No cluster answers at {address}. Give the address that `dask scheduler` printed, as tcp://host:8786, "
                    "or `{local}` to start workers here.",
                    address=self._address,
                    local=LOCAL,
                )
            ) from error
        self.jobs = self.others = max(sum(self._client.ncores().values()), 1)
        # As a task, not as data handed out: a worker that takes its copy with it lets it be made again.
        place = self._client.submit(_itself, self._place, pure=False)
        self._send = lambda piece: self._client.submit(play_there, place, piece, pure=False, retries=_RETRIES)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for one in (self._client, self._own):
            if one is not None:
                one.close()


def _itself(place: Place) -> Place:
    return place


_CREWS: dict[str, Crew] = {}
"""On a worker: itself, for each place that it was given."""


def play_there(place: Place, piece: Piece) -> Done:
    """Plays one piece on a worker."""
    if place.digest not in _CREWS:
        _CREWS.clear()
        _CREWS[place.digest] = Crew(place)
    return _CREWS[place.digest].play_here(piece)

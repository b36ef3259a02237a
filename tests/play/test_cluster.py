"""A cluster: the answer of one process, also when a worker is lost half-way."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from game.play.ensemble import play_many
from tests.places.laboratory import laboratory
from tests.play.test_ensemble import same

pytest.importorskip("distributed", reason="needs the extra `cluster`")

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def test_a_worker_that_is_killed_changes_nothing() -> None:
    """Two workers, one of them killed once batches have come back: every measure and count is that of one process."""
    import os

    from game.play.cluster import LOCAL, Cluster

    place = laboratory()
    here = play_many(place, "random", first=7, runs=2000, watch=("trust",))
    killed: list[int] = []
    with Cluster(place, LOCAL, 2) as cluster:

        def kill(done: int) -> None:
            if done >= 200 and not killed:
                workers: Any = cluster._own.workers
                killed.append(workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        there = play_many(place, "random", first=7, runs=2000, watch=("trust",), chunk=50, crew=cluster, progress=kill)
    assert killed
    assert same(here, there)


def test_no_cluster_is_told_in_words() -> None:
    """An address at which nothing answers is told with what to try."""
    from game.play import cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "_PATIENCE", "1s")
        with pytest.raises(cluster.NoCluster, match="tcp://host:8786"), cluster.Cluster(laboratory(), "tcp://127.0.0.1:9"):
            pass

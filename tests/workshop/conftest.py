"""A workshop of the place that ships, for each test its own: kept in SQLite, and among the slow tests in PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from game.core.place import Place
from game.workshop import analyses
from tests.places.shipped import shipped
from tests.workshop import postgresql
from tests.workshop.devices import Workshop, running, url_of
from tests.workshop.senders import PATIENCE

_NUMBERS = itertools.count(1)


@pytest.fixture(autouse=True)
def _analyses_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has pages wait for what is found in a game: the process that finds it steps aside, and a busy machine lets it wait long."""
    monkeypatch.setattr(analyses, "PATIENCE", PATIENCE)


@pytest.fixture(scope="session")
def place() -> Place:
    """The place that is played."""
    return shipped("barnet")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server that runs."""
    with postgresql.server() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return url_of(tmp_path)
    address, name = request.getfixturevalue("postgresql_server"), f"workshop{next(_NUMBERS)}"
    engine = sa.create_engine(f"{address}postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{address}{name}"


@pytest.fixture
def workshop(place: Place, url: str) -> Iterator[Workshop]:
    """A workshop with nobody in it yet."""
    with running(place, url) as found:
        yield found

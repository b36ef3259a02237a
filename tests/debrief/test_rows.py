"""A run as tidy rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest

from game.core.place import Place
from game.core.state import State
from game.core.variables import VARIABLES
from game.debrief.lines import line
from game.debrief.rows import COLUMNS, DICTIONARY, MEASURE, Row, dictionary, in_csv, rows
from game.play.policy import policy_named
from game.play.session import Session
from game.words.measure import MEASURES
from tests.places.laboratory import laboratory, whole_laboratory
from tests.places.tiny import tiny


def read(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode())))


def rebuilt(place: Place, state: State, found: list[dict[str, str]]) -> dict[str, np.ndarray]:
    """The variables of one turn, from its rows alone; ties to oneself are taken from the state, since no row holds them."""
    values = {name: state[name][..., 0].copy() for name in state}
    for name, value in values.items():
        is_pair = VARIABLES[name].over == "pair"
        value[...] = np.where(np.eye(len(place.agencies)), value, np.nan) if is_pair else np.nan
    for row in found:
        ids = place.ids(VARIABLES[row["variable"]].over)
        index = tuple(ids.index(one) for one in (row["of"], row["to"]) if one)
        values[row["variable"]][index] = float(row["value"])
    return values


@pytest.mark.parametrize("place", [laboratory(), tiny(), whole_laboratory()], ids=["laboratory", "tiny", "all parts"])
def test_rows_hold_the_whole_run(place: Place) -> None:
    """Every state of a run can be rebuilt from its rows, to the bit."""
    session = Session.played(place, 5, policy_named("random", place))
    found = read(in_csv(Row._fields, rows(session)))
    assert {row["turn"] for row in found} == {str(state.turn) for state in session.states}
    for state in session.states:
        values = rebuilt(place, state, [row for row in found if row["turn"] == str(state.turn) and row["variable"] != MEASURE])
        assert all(np.array_equal(values[name], state[name][..., 0]) for name in state)


def test_one_value_a_row() -> None:
    """No element of a variable has two rows in one turn, and each row says its variable's unit and sight."""
    found = list(rows(Session.played(laboratory(), 5, policy_named("random", laboratory()))))
    assert len({(row.turn, row.variable, row.of, row.to) for row in found}) == len(found)
    of_variables = [row for row in found if row.variable != MEASURE]
    assert all((row.unit, row.sight) == (VARIABLES[row.variable].unit, VARIABLES[row.variable].sight) for row in of_variables)
    assert {row.part for row in found} == {"programme", "epilogue"}


@pytest.mark.parametrize("place", [laboratory(), tiny()], ids=["laboratory", "tiny"])
def test_the_headline_measures_are_those_that_a_debrief_tells(place: Place) -> None:
    """How the programme ended stands in the epilogue's first turn, what remained in its last, and the way there between."""
    session = Session.played(place, 5, policy_named("random", place))
    own = line(session)
    found = {(row.of, row.turn): row for row in rows(session) if row.variable == MEASURE}
    ended = min(row.turn for row in found.values() if row.part == "epilogue")
    for name, told in session.headline().items():
        at = session.states[-1].turn if name in ("people", "legacy") else ended
        assert found[name, at].value == told
        assert found[name, at].unit == MEASURES[name].unit
        assert tuple(found[name, state.turn].value for state in session.states) == own.series[name]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the reader of Parquet leaves its file open
@pytest.mark.parametrize("place", [laboratory(), tiny(), whole_laboratory()], ids=["laboratory", "tiny", "all parts"])
def test_rows_go_into_a_parquet_file_as_they_are(place: Place, tmp_path: Path) -> None:
    """A writer of Parquet takes the rows with one type a column, the one that the dictionary says, and gives the same values."""
    fastparquet, pandas = pytest.importorskip("fastparquet"), pytest.importorskip("pandas")
    made = list(rows(Session.played(place, 5, policy_named("random", place))))
    assert {tuple(type(value) for value in row) for row in made} == {tuple(get_type_hints(Row).values())}
    fastparquet.write(str(tmp_path / "run.parquet"), pandas.DataFrame(made, columns=list(Row._fields)))
    written = fastparquet.ParquetFile(str(tmp_path / "run.parquet"))
    told = {name: kind for what, name, _, kind, *_ in dictionary() if what == "column"}
    names = {"O": "text", "i": "whole number", "f": "number"}
    assert {name: names[kind.kind] for name, kind in written.dtypes.items()} == told
    read_back = written.to_pandas()
    assert [Row(*values) for values in read_back.itertuples(index=False)] == made
    assert not read_back.isna().to_numpy().any()


def test_the_dictionary_knows_every_column_variable_and_measure() -> None:
    """Each column of the rows, each variable and each headline measure is explained, once and in words."""
    told = [dict(zip(DICTIONARY, one, strict=True)) for one in dictionary()]
    assert [one["name"] for one in told if one["kind"] == "column"] == list(Row._fields) == list(COLUMNS)
    assert [one["name"] for one in told if one["kind"] == "variable"] == [*VARIABLES, MEASURE]
    assert [one["name"] for one in told if one["kind"] == MEASURE] == list(MEASURES)
    assert all(one["means"] and one["type"] for one in told)
    assert all(one["over"] and one["sight"] for one in told if one["kind"] != "column")
    assert all(one["unit"] for one in told if one["kind"] != "column" and one["name"] != MEASURE)

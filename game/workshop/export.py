"""Everything that came of a workshop in one file: logs, decisions, levels, and reports."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from game.briefing import history
from game.core.observe import PUBLIC
from game.core.outcome import headline
from game.core.variables import VARIABLES
from game.debrief.beliefs import seat_views, shared_aims
from game.debrief.rewind import Tried
from game.play.record import Record, write
from game.play.reflection import told_by
from game.play.session import Session
from game.translation import later, say
from game.words import token
from game.words.marked import marked
from game.words.measure import MEASURES
from game.words.sealed import sealed
from game.workshop.aftermath import found_in
from game.workshop.database import ROOM
from game.workshop.reflection import to_take_home
from game.workshop.seat_rows import belief_rows, seat_rows
from game.workshop.site import Site
from game.workshop.stream import Stream
from game.workshop.style import style_held
from game.workshop.table import Table

Rows = list[Sequence[object]]

_HELD: Final = later(
    {
        "tables/*.wholeplace": (
            "the game of each table, as a saved game, with its reflections: `wholeplace replay FILE` proves it"
        ),
        "tables/*.html": "its report, where its programme has ended and the extra `report` is installed",
        "room.wholeplace": "what the facilitator did, and when; the texts of messages are not in it",
        "decisions.csv": (
            "what each table decided in each quarter; `by_default` says yes where it was taken for a team by the closing; of "
            "attention `what` is the token, `with` the ids of whom it went to or what it was for"
        ),
        "levels.csv": (
            "what each table saw of itself at the start of each quarter: `variable` and `of` as in the rows that "
            "`wholeplace debrief tables/FILE --out FILE.csv` writes"
        ),
        "measures.csv": (
            "of each table whose programme has ended, the headline measures as they stood at the start of each quarter, with "
            "units; `turn` is `end` for those that its debrief tells, and `ending` the id of how it ended"
        ),
        "reflections.csv": ("what each table wrote at the questions of its debrief; of a round table, what seats showed to it"),
        "tables.csv": "each table's number and the name it gave itself",
        "seats.csv": "of round tables: what each seat decided in each quarter, and the promises between seats",
        "beliefs.csv": ("of round tables whose programme has ended: what each seat believed of the others, and what was so"),
        "tables/*-seats.html": "the same and more for people: each seat's private view, opened",
    }
)
"""What each file in the archive is."""


async def archive(site: Site) -> bytes:
    """The file, as bytes."""
    room = site.room
    seats: list[Sequence[object]] = []
    beliefs: list[Sequence[object]] = []
    decisions: list[Sequence[object]] = []
    levels: list[Sequence[object]] = []
    measures: list[Sequence[object]] = []
    names: list[Sequence[object]] = []
    reflections: list[Sequence[object]] = []
    parts: dict[str, bytes] = {}
    for table in list(room.counted):
        async with site.at(table):
            made = await site.work(_of_table, site, table)
            await site.analyses.ready(table)
            report = await site.draw(_report, site, table)
            views = await site.draw(_views, site, table)
        if report is not None:
            parts[f"tables/table-{table.number}.html"] = report
        if views:
            parts[f"tables/table-{table.number}-seats.html"] = views
        seats += seat_rows(table.number, table.session)
        beliefs += belief_rows(table.number, table.session)
        names.append((table.number, room.name(table), table.session.last_turn_played, "yes" if table.session.is_over else "no"))
        parts[f"tables/table-{table.number}.wholeplace"] = made[0]
        reflections += [(table.number, one.seat, one.question, one.text) for one in to_take_home(room, table)]
        decisions += made[1]
        levels += made[2]
        measures += made[3]
    parts["tables.csv"] = _csv(("table", "name", "quarters_played", "is_over"), names)
    parts["reflections.csv"] = _csv(("table", "seat", "question", "text"), reflections)
    parts["decisions.csv"] = _csv(("table", "turn", "kind", "what", "decided", "by_default", "with"), decisions)
    parts["levels.csv"] = _csv(("table", "turn", "measure", "value", "variable", "of"), levels)
    parts["measures.csv"] = _csv(("table", "turn", "measure", "value", "unit", "ending"), measures)
    if room.round_tables:
        parts["seats.csv"] = _csv(("table", "turn", "seat", "played_by", "kind", "what", "decided"), seats)
        parts["beliefs.csv"] = _csv(("table", "seat", "about", "kind", "turn", "believed", "so"), beliefs)
    parts["room.wholeplace"] = await site.work(_log, site, ROOM)
    parts["README.txt"] = _read_me().encode()
    return await site.work(_zipped, parts)


def _read_me() -> str:
    held = "\n".join(f"{name:<22}{say(text)}" for name, text in _HELD.items())
    left_out = say(
        "Trial runs are left out. No file says who sat at a table. The numbers come from a model and are illustrative."
    )
    return f"{say('What is in this file')}\n\n{held}\n\n{left_out}\n"


def _of_table(site: Site, table: Table) -> tuple[bytes, Rows, Rows, Rows]:
    return (
        _log(site, table.log.name, _reflections(site, table)),
        list(_decisions(site, table)),
        list(_levels(table.number, table.session)),
        list(_measures(table.number, table.session)),
    )


def _report(site: Site, table: Table) -> bytes | None:
    """The report of a game that is over; None while it runs, and where what reports are drawn with is not installed."""
    if not table.session.is_over:
        return None
    try:
        from game.debrief import report

        if table.found is None:
            table.found = found_in(table.session)
        kept = told_by(table.session, to_take_home(site.room, table), asked=table.found.conversation.asked)
        tried = [one for one in table.tried.values() if isinstance(one, Tried)]
        who, started = site.room.name(table), site.room.started
        return report.in_html(table.session, table.found, who=who, started=started, written=kept, tried=tried)
    except ModuleNotFoundError:
        return None


def _views(site: Site, table: Table) -> bytes:
    """Each seat's private view of a round table that is over, as a page of its own; nothing before."""
    if not table.session.is_over or table.session.round_table is None:
        return b""
    views = seat_views(table.session)
    page = site.render(
        "seat-views-page.html",
        name=site.room.name(table),
        views=views,
        shared=shared_aims(table.session),
        seat=PUBLIC,
        style=Markup(style_held()),  # noqa: S704 - ours, whose marks of quotation are no text
    )
    return marked(sealed(page), table.session.place).encode()


def _reflections(site: Site, table: Table) -> list[Record]:
    """What goes home of what was written at the questions of a table's debrief, as records of its game."""
    turn = table.session.turn
    return [
        {"do": "reflect", "turn": turn} | {name: value for name, value in one._asdict().items() if value}
        for one in to_take_home(site.room, table)
    ]


def _log(site: Site, name: str, more_records: Iterable[Record] = ()) -> bytes:
    """A stream as a file, a table's as a saved game: the same records, and of the header all but the codes that let one in.

    What was written at the questions comes after them: in the database it stands beside the log, where it can be forgotten.
    """
    header, records, _ = Stream(site.room.database, name).read()
    more = {key: value for key, value in header.more.items() if key != "code"}
    return write(replace(header, more=more), (_without_keys(record) for record in (*records, *more_records)))[0]


def _without_keys(record: Record) -> Record:
    """A record as it stands in a saved game, without its number and without what opens a seat."""
    kept = {key: value for key, value in record.items() if key != "n"}
    return kept | {"codes": dict.fromkeys(kept["codes"], "")} if kept["do"] == "convene" else kept


def _decisions(site: Site, table: Table) -> Iterable[Sequence[object]]:
    """What a table decided; of a team also whether it did so itself, which at a round table each seat's own plan tells."""
    closed = site.room.course.closed.get(table.id, {})
    for one in history.played(table.session):
        taken = closed.get(one.turn, {})
        for decision in one.decisions:
            is_taken = taken.get(decision.dilemma) == decision.option
            by = "" if table.session.round_table is not None else "yes" if is_taken else "no"
            yield table.number, one.turn, "dilemma", decision.dilemma, decision.option, by, ""
        for written in history.noticed(table.session, one.turn):
            words = token.in_words(table.session.place.as_of(one.turn), written)
            ids = " ".join(value for name, value in written.items() if name != "token")
            yield table.number, one.turn, "attention", written["token"], words, "", ids


def _levels(number: int, session: Session) -> Iterable[Sequence[object]]:
    for series in history.series(session):
        for turn, value in enumerate(series.values, 1):
            variable, index = series.asked or ("estimate", ())
            of = session.place.ids(VARIABLES[variable].over)[index[0]] if index else ""
            yield number, turn, series.label, f"{value:.6g}", variable, of


def _measures(number: int, session: Session) -> Iterable[Sequence[object]]:
    """The headline measures of a table whose books are open; nothing before."""
    if not session.is_over:
        return
    ending = session.ending()
    ended = ending.id if ending is not None else ""
    place, states = session.place, session.states
    stood = [(state.turn, {name: one[0] for name, one in headline(place, state, state).items()}) for state in states]
    for turn, values in (*stood, ("end", session.headline())):
        for name, value in values.items():
            yield number, turn, name, repr(float(value)), MEASURES[name].unit, ended if turn == "end" else ""


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_inert(str(cell)) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    is_number = cell.lstrip("-").replace(".", "", 1).replace("e", "", 1).replace("+", "", 1).replace("-", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number else cell


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as found:
        for name, content in parts.items():
            found.writestr(name, content)
    return written.getvalue()

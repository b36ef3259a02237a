"""The tables of a workshop's database, and the guards that keep what was decided from ever being changed."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

VERSION: Final = 1
"""Which tables these are; a database made by other ones is not opened."""

CHANGED: Final = "changed"
"""The setting that counts how often names, messages and devices have changed."""

KEPT: Final = sa.MetaData()

EVENTS: Final = sa.Table(
    "event",
    KEPT,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("stream", sa.String(40), nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("once", sa.String(80), nullable=True),
    sa.Column("line", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("stream", "n", name="event_number"),
    sa.UniqueConstraint("stream", "once", name="event_once"),
)
SETTINGS: Final = sa.Table(
    "setting", KEPT, sa.Column("name", sa.String(40), primary_key=True), sa.Column("value", sa.Text, nullable=False)
)
NAMES: Final = sa.Table(
    "name", KEPT, sa.Column("stream", sa.String(40), primary_key=True), sa.Column("name", sa.Text, nullable=False)
)
DEVICES: Final = sa.Table(
    "device", KEPT, sa.Column("digest", sa.String(64), primary_key=True), sa.Column("stream", sa.String(40), nullable=False)
)
NOTES: Final = sa.Table(
    "note", KEPT, sa.Column("id", sa.String(40), primary_key=True), sa.Column("text", sa.Text, nullable=False)
)

GUARDS: Final = {
    "sqlite": [
        f"CREATE TRIGGER event_no_{act} BEFORE {act.upper()} ON event "
        "BEGIN SELECT RAISE(ABORT, 'what was decided is never changed'); END"
        for act in ("update", "delete")
    ],
    "postgresql": [
        """CREATE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'what was decided is never changed'; END $$""",
        "CREATE TRIGGER event_no_update BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_stays()",
        "CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event EXECUTE FUNCTION event_stays()",
    ],
}
_QUOTED: Final = ", ".join("'" + guard.replace("'", "''") + "'" for guard in GUARDS["sqlite"])

COUNT_GUARDS: Final = {
    # Two where the guards are there, word for word, and nothing else that would do something by itself.
    "sqlite": f"SELECT sum(CASE WHEN sql IN ({_QUOTED}) THEN 1 ELSE 3 END) "  # noqa: S608 - of our own words alone
    "FROM sqlite_master WHERE type IN ('trigger', 'view')",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'event'::regclass AND NOT tgisinternal",
}

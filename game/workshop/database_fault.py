"""What is said where a workshop's database cannot be opened, read or written."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from game.translation import say


def plain(url: str) -> str:
    """A database's address without its password; of a file, its path."""
    try:
        found = sa.make_url(url)
    except SQLAlchemyError:
        return url
    is_file = found.get_backend_name() == "sqlite" and found.database
    return str(found.database) if is_file else found.render_as_string(hide_password=True)


def _cause(error: Exception) -> str:
    """The first line of what a database or the system says was wrong; the name of the fault where it says nothing."""
    said = error.strerror if isinstance(error, OSError) else str(error.orig if isinstance(error, DBAPIError) else error)
    lines = (said or str(error)).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def unopened(url: str, error: Exception) -> str:
    """What is said where a workshop's database cannot be opened or made."""
    return say(
        "{file}: this database cannot be opened: {cause}. Expected: a file that can be written, or a PostgreSQL server that "
        "runs. Try another, such as --database sqlite:///workshop.db.",
        file=plain(url),
        cause=_cause(error),
    )


def unreadable(shown: str, damage: Exception) -> str:
    """What is said where nothing can be made of the record of a workshop's room."""
    return say("{file}: the room's record {damage}. Try a new file with --database.", file=shown, damage=damage)


def damaged(shown: str, damage: str) -> str:
    """What is said where the record of a workshop's room is not whole."""
    return say(
        "{file}: the record of the room is damaged. {damage} Try a new file with --database.",
        file=shown,
        damage=damage,
    )


def elsewhere(shown: str, title: str) -> str:
    """What is said where a workshop was begun on another place, which has that title."""
    return say(
        "{file}: this workshop was begun on another place, “{place}”, or another version of it. Its decisions would mean "
        "something else here. Nothing was changed. Try that place, or another file with --database.",
        file=shown,
        place=title,
    )


def unread(error: Exception) -> str:
    """What is said where nothing can be read just now."""
    return say(
        "What this workshop has written down cannot be read just now ({cause}). All that was acknowledged is safe. "
        "Tell your facilitator, and try again in a moment.",
        cause=_cause(error),
    )


def unwritten(error: Exception) -> str:
    """What is said where a decision could not be written down."""
    return say(
        "The laptop that runs this workshop could not write it down ({cause}). It was not decided. All that was "
        "acknowledged before is safe. Tell your facilitator, and try again in a moment.",
        cause=_cause(error),
    )

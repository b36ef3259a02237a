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

"""The shelf: the places that come with the game, the saved games, and how one of either is opened. Every face takes from it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from game import __version__
from game.play.log import Log, read_log
from game.play.record import ENDS_TURN, Header, Record, SaveFault
from game.play.store import SUFFIX, SavedGame, copy_prefix, name_of, new_path, save_folder, saved_games
from game.scenario.names import instead_of
from game.scenario.shipped import FILE, locate, shipped_ids, shipped_root, title_of
from game.translation import say
from game.words.grammar import count

if TYPE_CHECKING:
    from game.core.place import Place
    from game.play.session import Session

MOST_SEED: Final = 999_999  # a seed that nobody chose is short enough to be told across a table


class Unplayable(Exception):  # noqa: N818 - said of a place or a saved game
    """A place or a saved game that cannot be played, in words for whoever chose it."""


class UnknownCut(Unplayable):
    """A cut that a place does not have."""


@dataclass(frozen=True)
class Opened:
    """A game that was opened.

    Arguments:
        session: the game.
        notes: what to say about how it was opened.
        records: what its log held, which tells what its player knows already.
        is_new: whether nothing has been decided in it.
        is_begun: whether it was begun just now, so that its saved game holds nothing that anybody has kept.
    """

    session: Session
    notes: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    is_new: bool = True
    is_begun: bool = False


class Shelf(Protocol):
    """Where places and saved games come from. `begin`, `resume` and `branch` raise `Unplayable`."""

    def places(self) -> Mapping[str, str]:
        """The title of each place, by its id."""

    def saved(self) -> list[SavedGame]:
        """The saved games, the last played first."""

    def cuts(self, place: str) -> Mapping[str, str]:
        """The shorter versions of a place, in words, by id; none where it cannot be read."""

    def begin(self, place: str, cut: str = "") -> Opened:
        """A new game of a place, or of one of its cuts."""

    def resume(self, path: Path) -> Opened:
        """A saved game, to go on with."""

    def branch(self, path: Path, turn: int) -> Opened:
        """A copy of a saved game as it stood at the start of a turn; the saved game itself stays as it is."""

    def close(self) -> None:
        """Lets others write to the saved game that was open."""


class SavedShelf:
    """The places that come with the game or were named, and the folder of saved games.

    Arguments:
        seed: the luck of every new game; each has its own where it is None.
        scenario: the place that saved games are played on, where it is not the one they name themselves.
    """

    def __init__(self, seed: int | None = None, scenario: Path | None = None) -> None:
        self._seed = seed
        self._scenario = scenario
        self._log: Log | None = None

    def close(self) -> None:
        """Lets others write to the saved game that was open."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def places(self) -> Mapping[str, str]:
        """The title of each shipped place, by its id."""
        return {place: title_of(place) for place in shipped_ids()}

    def saved(self) -> list[SavedGame]:
        """The saved games, the last played first."""
        try:
            return saved_games()
        except SaveFault:
            return []  # a title screen does not fail over a folder; going on with a game will say what ails it

    def cuts(self, place: str) -> Mapping[str, str]:
        """The shorter versions of a place, each with title, length and purpose, by id; none where it cannot be read."""
        try:
            found: Mapping[str, Any] = _load(place, "").texts.get("cuts") or {}
        except Unplayable:
            return {}  # whoever begins it is told why it cannot be
        named = {cut: f"{one['title']} ({count(one['turns'], 'quarter')})" for cut, one in found.items()}
        return {cut: f"{named[cut]}. {one['text']}" if one.get("text") else named[cut] for cut, one in found.items()}

    def begin(self, place: str, cut: str = "") -> Opened:
        """A new game of a place, by id or path, or of one of its cuts, with a saved game of its own."""
        from game.play.session import Session

        self.close()
        notes: list[str] = []
        loaded, more = _load(place, cut, notes.append), whence(place, cut)
        seed = secrets.randbelow(MOST_SEED) + 1 if self._seed is None else self._seed
        started = datetime.now(UTC).isoformat(timespec="seconds")
        header = Header(loaded.id, loaded.digest, seed, __version__, started, loaded.title, more=more)
        try:
            path = new_path(loaded.id, seed, started)
            log = self._log = Log.create(path, header)
        except SaveFault as fault:
            elsewhere = say("WHOLEPLACE_HOME in the environment names another folder for saved games and settings.")
            raise Unplayable(f"{fault} {elsewhere}") from None
        return Opened(Session(loaded, seed, log=log, path=path), tuple(notes), is_begun=True)

    def resume(self, path: Path) -> Opened:
        """A saved game, if its place is still the one it was played on."""
        from game.play.pending import ReplayDiffers
        from game.play.session import Session

        self.close()
        try:
            log = self._log = Log.open(path)
        except SaveFault as fault:
            raise Unplayable(str(fault)) from fault
        header, records, notes = log.reading
        try:
            told: list[str] = []
            place = self._place_of(path, header, told.append)
            session = Session.resumed(place, header.seed, records, log=log, path=path)
        except (ReplayDiffers, ValueError) as fault:
            raise Unplayable(_differs(path, fault, header.version)) from None
        return Opened(session, (*notes, *told), tuple(records), is_new=not records)

    def branch(self, path: Path, turn: int) -> Opened:
        """A copy of a saved game as it stood at the start of a turn; the saved game itself stays as it is."""
        self.close()
        try:
            copy = copy_prefix(path, _records_before(read_log(path).records, turn))
        except SaveFault as fault:
            raise Unplayable(str(fault)) from fault
        return self.resume(copy)

    def _place_of(self, path: Path, header: Header, tell: Callable[[str], None]) -> Place:
        """The place of a saved game: named beside it, in the file it was begun from, or shipped. Raises `Unplayable`."""
        if self._scenario is None and locate(source := source_of(header)) is None:
            raise Unplayable(
                say(
                    "{path}: the place “{title}” of this game is not at {source} any more. Expected: the file it was begun from. "
                    "Try: saying where it is now, with `wholeplace play SCENARIO --resume FILE`.",
                    path=path,
                    title=header.title or header.scenario,
                    source=source,
                )
            )
        with _said_of(str(self._scenario or source_of(header))):
            place = place_of(header, self._scenario, tell)
        if place.digest != header.scenario_digest:
            if other := another_place(header, place):
                raise Unplayable(f"{path}: {other}")
            raise Unplayable(
                say(
                    "{path}: this game was played on another version of “{title}”: its digest is {scenario_digest}, and that "
                    "of the place as it is now {digest}. Its decisions would mean something else there. The saved game is "
                    "kept as it is. Try it with the scenario as it was, `wholeplace play SCENARIO --resume FILE`, or begin a "
                    "new game.",
                    path=path,
                    title=header.title,
                    scenario_digest=header.scenario_digest[:12],
                    digest=place.digest[:12],
                )
            )
        return place


def another_place(header: Header, place: Place) -> str:
    """That a saved game was played on another place than the one named, and what to try; nothing where it may be the same.

    A place of one's own may have been moved, and goes by another id since; those that come with the game do not.
    """
    if header.scenario == place.id or not {header.scenario, place.id} & set(shipped_ids()):
        return ""
    return say(
        "this game was played on “{title}”, and what was named is “{other}”. Expected: the place it was played on. Try: leaving "
        "the place out, or naming the file of that one.",
        title=header.title or header.scenario,
        other=place.title,
    )


def saved_file(name: str) -> Path:
    """The file of a saved game, by its path or by its name in `wholeplace list`. Raises `Unplayable` where there is none."""
    path = Path(name)
    inside = save_folder() / (name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")
    found = next((one for one in (path, inside) if _may_be_saved(one)), None)
    if found is not None:
        return found
    games = [name_of(game.path) for game in saved_games()]
    help = instead_of(name, games, say("`wholeplace list` names the saved games."))
    raise Unplayable(
        say(
            "There is no saved game `{name}`, neither as a file nor in {save_folder}. {help}",
            name=name,
            save_folder=save_folder(),
            help=help,
        )
    )


def _may_be_saved(path: Path) -> bool:
    """Whether a saved game may be there: a folder is none, and what the system will not look at is told of when it is read."""
    try:
        return path.exists() and not path.is_dir()
    except OSError:
        return True


def _differs(path: Path, fault: Exception, version: str) -> str:
    """The message that a saved game does not play as it was saved, with what to try; `version` is the game's that saved it."""
    parts = {"path": path, "fault": fault, "ours": __version__}
    if version == __version__:
        return say(
            "{path}: this game cannot be gone on with. {fault} It was saved by version {ours}, which is the one that is "
            "running; so the file, or the game that is installed, has been changed since. The saved game is kept as it is. Try a "
            "copy of the file from before, install the game again, or begin anew.",
            **parts,
        )
    return say(
        "{path}: this game cannot be gone on with. {fault} It was saved by version {version}, and this is "
        "version {ours}. The saved game is kept as it is. Try the version it was played with, or begin anew.",
        **parts,
        version=version,
    )


def _records_before(records: tuple[Record, ...], turn: int) -> int:
    """How many records lead up to the start of a turn, on the line that is being played."""
    found, now = 0, 1
    for number, record in enumerate(records, 1):
        if record["do"] in ENDS_TURN:
            now += 1
        elif record["do"] == "back":
            now = int(record["turn"])
        else:
            continue
        if now == turn:
            found = number
    return found


def _load(place: str, cut: str, tell: Callable[[str], None] | None = None) -> Place:
    """A compiled place, or one of its cuts. Raises `Unplayable` with every fault that was found."""
    from game.scenario.compiler import load

    with _said_of(place):
        return load(place, None, cut, tell)


@contextmanager
def _said_of(place: str) -> Iterator[None]:
    """Has what is wrong with a place told as `Unplayable`."""
    from game.scenario.compiler import ScenarioFault
    from game.scenario.cut import NoSuchCut

    try:
        yield
    except ScenarioFault as fault:
        raise Unplayable(say("{place} cannot be played as it is.\n{fault}", place=place, fault=fault)) from None
    except NoSuchCut as fault:
        raise UnknownCut(str(fault)) from None


def place_of(header: Header, scenario: Path | None, tell: Callable[[str], None]) -> Place:
    """The place on which a saved game was played, with its parameters and its cut, as it is now.

    Arguments:
        header: the saved game's.
        scenario: where the place is; None where the saved game says so.
        tell: is called with each sentence about a catalogue of the place that could not be used as it is.

    Raises:
        Unplayable: the saved game may not name this place, or its parameters are none.
        ScenarioFault: the place cannot be read, or has faults.
        NoSuchCut: the place has no longer the cut that was played.
    """
    from game.scenario.compiler import load

    parameters = header.parameters or {}
    if not all(type(value) in (int, float) for value in parameters.values()):
        raise Unplayable(say("A parameter of the model is a number, and this saved game has something else in its place."))
    return load(scenario or source_of(header), parameters, str(header.more.get("cut", "")), tell)


def source_of(header: Header) -> str:
    """The place that a saved game names: its id, or its file, as `whence` noted it.

    Raises `Unplayable` for a file on another machine: whoever wrote the save would have this one go there, and on Windows show
    its name and a proof of its password.
    """
    found = str(header.more.get("file") or header.scenario)
    if found.replace("/", "\\").startswith("\\\\"):
        raise Unplayable(
            say(
                "This saved game says that its place is on another machine, at {found}, which a saved game may not. "
                "Expected: a place that comes with the game, or a file here. Try: copying the place here, and naming that.",
                found=found[:200],
            )
        )
    return found


def whence(place: str, cut: str = "") -> dict[str, str]:
    """What a header notes beside a place's id: its file, where it does not come with the game, and the cut that is played."""
    path = Path(place)
    shipped = place in shipped_ids() or (path.name == FILE and path.parent.parent == shipped_root())
    return ({} if shipped else {"file": str(path.absolute())}) | ({"cut": cut} if cut else {})

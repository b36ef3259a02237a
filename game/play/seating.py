"""How a device gets its seat in a workshop: by the room's code, by a table's, or by that of one seat of a round table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from game.core.place import Place
from game.play.joined import Joined, ask
from game.play.remote import NotSeated, ServerLine
from game.scenario.diagnostic import printable
from game.translation import say, say_of


class ChooseSeat(NotSeated):
    """A round table has several seats that are free, and it was not said which; in words.

    Arguments:
        found: the seats, each with its agency's id and name, and whether somebody sits there.
        wrong: a seat that was asked for and is not among them; or nothing.
    """

    def __init__(self, found: Sequence[Mapping[str, Any]], wrong: str = "") -> None:
        free = [one for one in found if not one.get("is_taken")]
        self.free = [(printable(str(one.get("id", ""))), printable(str(one.get("name", "")), 200)) for one in free]
        seats = ", ".join(f"{seat} ({name})" for seat, name in self.free) or say_of("names in a row", "none")
        if wrong:
            told = say("“{wrong}” is no seat that is free at this round table. Free are: {seats}.", wrong=wrong, seats=seats)
        else:
            told = say(
                "This is a round table: say with --seat which agency you play, or --watch. Free are: {seats}.", seats=seats
            )
        super().__init__(told)


def join(
    line: ServerLine, code: str, name: str, load: Callable[[str, str], Place], seat: str = "", *, watches: bool = False
) -> Joined:
    """Takes a seat at a table, or comes back to the one that this device has.

    Arguments:
        line: to the server.
        code: the room's, for a new table, a table's, or that of one seat of a round table; it may be empty where the device has a
            seat.
        name: what a new table is called; it may be empty.
        load: gives the place of an id, and of that the cut of an id where it is not empty.
        seat: at a round table, the id of the agency to play; it may be empty where the code is a seat's own.
        watches: whether to watch a round table instead, and see what everybody sees.

    Raises:
        LineDown: the server cannot be reached.
        NotSeated: it does not let this device in, or plays another version of the place; in words.
        ChooseSeat: it is a round table, and `seat` names none of its free seats.
        Garbled: it is no workshop.
    """
    base = next((one for one in ("/table", "/seat") if line.ask(f"{one}/seen").status == 200), "")
    if not base and not code:
        raise NotSeated(
            say("This device has no seat there. Expected: the address with its code, such as http://ADDRESS/join/482913.")
        )
    if code:
        base = _let_in(line, code, name, seat, base, watches=watches)
    first = ask(line, [], base)
    place = load(first.scenario, first.cut)
    if place.digest != first.scenario_digest:
        raise NotSeated(
            say(
                "The workshop plays “{place}” in another version than there is here. Expected: the same version of the game, "
                "or the same file of the place. Try the version that the workshop has, or --scenario with its file.",
                place=printable(first.title),
            )
        )
    return Joined(place, line, first)


def _let_in(line: ServerLine, code: str, name: str, seat: str, base: str, *, watches: bool) -> str:
    """Comes in by a code, unless this device sits behind it already; where its pages are then: `/table` or `/seat`.

    Arguments: as for `join`; `base` is where this device's pages are so far, or empty. Raises as `join` does.
    """
    door = line.ask(f"/join/{code}")
    said = door.fields()
    if door.status != 200:
        raise NotSeated(_said(said))
    if said.get("kind") == "round":
        if watches or (said.get("watches") and not seat):
            _watch(line, code, said)
        else:
            _sit_at_round_table(line, code, said, seat)
        return "/seat"
    if watches or seat:
        raise NotSeated(
            say("This workshop is no round table: every device at a table sees all. Join without --watch.")
            if watches
            else say("This workshop is no round table: at a table there are no seats to choose. Join without --seat.")
        )
    if base and said.get("seated"):
        return base
    taken = line.ask("/sit", {"form_token": str(said.get("form_token", "")), "code": code, "name": name})
    if taken.status != 200:
        raise NotSeated(_said(taken.fields()))
    return "/table"


def _sit_at_round_table(line: ServerLine, code: str, door: Mapping[str, Any], seat: str) -> None:
    """Sits down in a seat of a round table, unless this device sits there. Raises as `join` does."""
    token, has_own = str(door.get("form_token", "")), bool(door.get("seat"))
    if door.get("seated") and (has_own or seat in ("", door.get("seated"))):
        return
    chairs = door.get("chairs")
    found = [one for one in chairs if isinstance(one, dict)] if isinstance(chairs, list) else []
    free = {str(one.get("id")): one.get("number") for one in found if not one.get("is_taken")}
    if not has_own and seat not in free:
        raise ChooseSeat(found, seat)
    taken = line.ask("/sit", {"form_token": token, "code": code})
    if taken.status == 200 and not has_own:
        taken = line.ask("/chairs/take", {"form_token": token, "seat": str(free[seat])})
    if taken.status != 200:
        raise NotSeated(_said(taken.fields()))


def _watch(line: ServerLine, code: str, door: Mapping[str, Any]) -> None:
    """Watches a round table, unless this device does already. Raises `NotSeated`."""
    if door.get("seat"):
        raise NotSeated(say("That code opens a seat. To watch, use the code of the room or of the table: it stands on the wall."))
    if door.get("watches"):
        return
    token = str(door.get("form_token", ""))
    taken = line.ask("/sit", {"form_token": token, "code": code})
    if taken.status == 200:
        taken = line.ask("/chairs/watch", {"form_token": token})
    if taken.status != 200:
        raise NotSeated(_said(taken.fields()))


def _said(fields: Mapping[str, Any]) -> str:
    return printable(str(fields.get("text", "") or say("The workshop does not let this device in.")), 500)

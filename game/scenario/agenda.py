"""Checks that what a scenario tells can come: dilemmas and events have a time, choices stay open, endings can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from game.scenario.cut import cut_faults, endings_in
from game.scenario.effect import effect_key
from game.scenario.fault import Fault
from game.scenario.names import all_of, instead_of, listed
from game.scenario.schema import Event
from game.scenario.shape import AnyEffect, Path, Spot, keys_of, maps_in, texts_in
from game.scenario.slip import key_meant
from game.translation import say

_TOKENS = {
    "time": {"with"},
    "broker": {"with", "and"},
    "front_line": {"with"},
    "listen": set(),
    "upwards": set(),
    "promise": {"what", "with"},
    "own_up": {"with"},
    "money": {"with"},
    "confront": {"with"},
    "rest": set(),
    "strand": {"to"},
}
"""Which keys each token has besides its name; a strand may also say `from` where its effort comes."""

_TOKEN_KEYS = ("what", "with", "and", "to", "from")


def agenda_faults(data: Any, spots: Iterable[Spot]) -> Iterator[Fault]:
    """Yields every fault in the course a scenario can take."""
    if not isinstance(data, dict):
        return
    for name, event in maps_in(data, "events").items():
        yield from _event_faults(event, ("events", name))
    for name, dilemma in maps_in(data, "dilemmas").items():
        yield from _dilemma_faults(dilemma, ("dilemmas", name))
    opened_by = openings(spots)
    waiting = {name for name, one in maps_in(data, "dilemmas").items() if name in opened_by and not has_time_of_its_own(one)}
    yield from _closed_dilemmas(data, opened_by, set(waiting))
    yield from cut_faults(data, opened_by, waiting)
    yield from _ending_faults(data)
    yield from _pair_faults(data)
    yield from _strand_faults(data)
    yield from _token_faults(data)


def openings(spots: Iterable[Spot]) -> dict[str, set[Path]]:
    """Gives, for each dilemma that some effect opens, what opens it: an option, an event or an inject, by path."""
    found: dict[str, set[Path]] = {}
    for spot in spots:
        if isinstance(spot.shape, AnyEffect) and isinstance(spot.value, dict) and effect_key(spot.value) == "open":
            opened = spot.value["open"]
            if isinstance(opened, str):
                found.setdefault(opened, set()).add(spot.path)
    return found


def has_time_of_its_own(dilemma: dict[str, Any]) -> bool:
    """Tells whether a dilemma says by itself when it comes; one that does not and that an effect opens waits for it."""
    return any(key in dilemma for key in ("at", "from", "to", "when"))


def _event_faults(event: dict[str, Any], path: Path) -> Iterator[Fault]:
    if ("at" in event) == ("chance" in event):
        if any(key_meant(str(key), ("at", "chance"), (), ()) for key in event if key not in keys_of(Event)):
            return  # its time is there by another name, of which is told
        yield Fault("WP311", path, {"found": all_of(("`at:`", "`chance:`")) if "at" in event else say("neither")}, at_key=True)
    elif "at" in event:
        yield from _window_faults(event, path)
    else:
        yield from _upside_down(event, path)


def _dilemma_faults(dilemma: dict[str, Any], path: Path) -> Iterator[Fault]:
    yield from _window_faults(dilemma, path)
    options = dilemma.get("options")
    if not isinstance(options, dict) or not options:
        return
    if all(isinstance(option, dict) and ("when" in option or option.get("money")) for option in options.values()):
        yield Fault("WP314", (*path, "options"), {"count": len(options)}, at_key=True)
    real = dilemma.get("real")
    if isinstance(real, str) and real not in options:
        help = instead_of(real, [str(name) for name in options])
        yield Fault("WP309", (*path, "real"), {"name": real, "help": help})


def _window_faults(written: dict[str, Any], path: Path) -> Iterator[Fault]:
    extra = [key for key in ("from", "to") if key in written]
    if "at" in written and extra:
        yield Fault("WP317", (*path, extra[0]), {"window": all_of(f"`{key}:`" for key in extra)}, at_key=True)
    else:
        yield from _upside_down(written, path)


def _upside_down(written: dict[str, Any], path: Path) -> Iterator[Fault]:
    first, last = written.get("from"), written.get("to")
    if isinstance(first, int) and isinstance(last, int) and first > last:
        yield Fault("WP313", (*path, "to"), {"first": first, "last": last})


def _closed_dilemmas(data: dict[str, Any], opened_by: dict[str, set[Path]], waiting: set[str]) -> Iterator[Fault]:
    """Yields a fault for each dilemma that waits to be opened by what can itself never come; empties `waiting` to those."""
    dilemmas = maps_in(data, "dilemmas")
    found = True
    while found:
        found = False
        for name in sorted(waiting):
            if any(path[0] != "dilemmas" or path[1] not in waiting for path in opened_by[name]):
                waiting.discard(name)
                found = True
    for name in dilemmas:
        if name in waiting:
            openers = sorted({str(path[1]) for path in opened_by[name]})
            yield Fault("WP312", ("dilemmas", name), {"name": name, "openers": listed(openers)}, at_key=True)


def _ending_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Yields what is wrong with the endings of the whole place, and then of its cuts: of each ending once."""
    found: set[Path] = set()
    for version in ("", *maps_in(data, "cuts")):
        for fault in _endings_of(endings_in(data, version)):
            if fault.path not in found:
                found.add(fault.path)
                yield fault


def _endings_of(endings: dict[str, dict[str, Any]]) -> Iterator[Fault]:
    for number, (name, ending) in enumerate(endings.items()):
        is_last = number == len(endings) - 1
        if is_last and "when" in ending:
            yield Fault("WP319", ("endings", name, "when"), {"name": name}, at_key=True)
        elif not is_last and "when" not in ending:
            yield Fault(
                "WP320",
                ("endings", name),
                {"name": name, "rest": listed(list(endings)[number + 1 :])},
                at_key=True,
            )
            return


def _pair_faults(data: dict[str, Any]) -> Iterator[Fault]:
    relations = data.get("relations")
    pairs = relations.get("pairs") if isinstance(relations, dict) else None
    first: dict[tuple[frozenset[str] | tuple[str, str], str], int] = {}
    for number, pair in enumerate(pairs if isinstance(pairs, list) else []):
        if not isinstance(pair, dict):
            continue
        path: Path = ("relations", "pairs", number)
        given = {key for key in ("between", "from", "to") if key in pair}
        if given not in ({"between"}, {"from", "to"}):
            found = all_of(f"`{key}:`" for key in ("between", "from", "to") if key in given)
            yield Fault("WP318", path, {"found": found or say("neither")})
        elif "from" in given and isinstance(pair["from"], str) and pair["from"] == pair["to"]:
            yield Fault("WP308", (*path, "to"), {"name": pair["from"]})
        else:
            yield from _told_twice(pair, path, number, first)


def _told_twice(
    pair: dict[str, Any], path: Path, number: int, first: dict[tuple[frozenset[str] | tuple[str, str], str], int]
) -> Iterator[Fault]:
    """Yields a fault for each value that a tie was given before in the same way; one way after both ways is an exception."""
    both = pair.get("between")
    whom = frozenset(one for _, one in texts_in(both, path)) if "between" in pair else (str(pair["from"]), str(pair["to"]))
    for key in pair.keys() - {"between", "from", "to", "evidence", "assumption"}:
        if (whom, key) in first:
            yield Fault("WP325", (*path, key), {"key": key, "number": first[whom, key] + 1}, at_key=True)
        first.setdefault((whom, str(key)), number)


def _token_faults(data: dict[str, Any]) -> Iterator[Fault]:
    history = data.get("history")
    attention = history.get("attention") if isinstance(history, dict) else None
    for turn, tokens in attention.items() if isinstance(attention, dict) else ():
        for number, token in enumerate(tokens if isinstance(tokens, list) else []):
            name = token.get("token") if isinstance(token, dict) else None
            if not isinstance(name, str) or name not in _TOKENS:
                continue
            path: Path = ("history", "attention", turn, number)
            given = {key for key in _TOKEN_KEYS if key in token}
            if given - ({"from"} if name == "strand" else set()) != _TOKENS[name]:
                wanted = all_of(f"`{key}:`" for key in _TOKEN_KEYS if key in _TOKENS[name])
                found = all_of(f"`{key}:`" for key in _TOKEN_KEYS if key in given)
                yield Fault(
                    "WP321", path, {"token": name, "found": found or say("nothing more"), "wanted": wanted or say("nothing more")}
                )
            elif name == "strand":
                yield from _effort_faults(data, token, path)
            elif token.get("with") == "pot" and name != "money":
                yield Fault("WP301", (*path, "with"), {"name": "pot", "help": say("Only money can be in the pot.")})
            elif name == "broker" and token["with"] == token["and"]:
                yield Fault("WP308", (*path, "and"), {"name": str(token["and"])})
            else:
                yield from (
                    Fault("WP308", (*path, key), {"name": str(token[key])})
                    for key in ("with", "and")
                    if isinstance(token.get(key), str) and token[key] == data.get("seat")
                )


def _effort_faults(data: dict[str, Any], token: dict[str, Any], path: Path) -> Iterator[Fault]:
    if not any("strand" in outcome for outcome in maps_in(data, "outcomes").values()):
        yield Fault("WP332", (*path, "token"), {"what": say("The token")})
    elif isinstance(token.get("from"), str) and token["from"] == token["to"]:
        yield Fault("WP333", (*path, "from"), {"name": token["from"]})


def _strand_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Yields a fault for each outcome without a strand where others have one."""
    outcomes = maps_in(data, "outcomes")
    having = [name for name, outcome in outcomes.items() if "strand" in outcome]
    for name, outcome in outcomes.items() if having else ():
        if "strand" not in outcome:
            yield Fault("WP331", ("outcomes", name), {"name": name, "rest": listed(having)}, at_key=True)

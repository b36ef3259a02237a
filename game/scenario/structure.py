"""Checks that a scenario has the right keys with the right kind of value in each, and says so in its author's terms.

Pydantic finds the faults, all of them; here each becomes one diagnostic where it stands. What the file holds is compared
with the models one map at a time, and with one effect's own model for each effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import islice
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from game.core.effects import EFFECTS
from game.core.effects.kind import AMOUNT, POUNDS, SIZE, TIES
from game.core.effects.kind import EFFECTS as EFFECT_LIST
from game.scenario.effect import WrittenField, effect_key, written_fields
from game.scenario.fault import Fault
from game.scenario.kind import AMOUNT_WORDS, AREA_ON_MAP, ICON, ID, LINE_ON_MAP, SIZE_WORDS, SOURCE, TURN, TYPES
from game.scenario.names import instead_of, listed
from game.scenario.scalar import meant
from game.scenario.schema import Scenario
from game.scenario.shape import AnyEffect, Entries, Items, Leaf, Path, Record, Shape, Spot, keys_of, required_keys, wanted
from game.scenario.slip import effect_meant, help_with_key, id_meant, joined_to_its_value, key_meant
from game.scenario.slip_value import help_with_range, help_with_value, icon_meant, is_points, points, size_meant
from game.scenario.written import Written
from game.translation import later, say, say_many

WHOLE = Record(Scenario)

_DASHES = ("\u2212", "\u2013", "\u2014")

# Of one map; each costs a search for what was meant.
_MOST = 200


def structure_faults(data: Any, spots: Sequence[Spot]) -> Iterator[Fault]:
    """Yields every fault in the keys and kinds of a scenario's plain data, whose values `spots` has one by one."""
    told: set[Path] = set()
    for fault in _every_fault(data, spots):
        told.add(fault.path)
        yield fault
    # Optional keys take None in the models, where it means that the key is left out; in a file it means that one forgot.
    for spot in spots:
        if spot.value is None and spot.path not in told:
            yield _wrong_type(_Spot(spot.path, spot.shape, None), {}, spot.path)


def _every_fault(data: Any, spots: Sequence[Spot]) -> Iterator[Fault]:
    yield from _model_faults(Scenario, data, (), WHOLE)
    effects = {spot.path: spot.value for spot in spots if isinstance(spot.shape, AnyEffect) and isinstance(spot.value, dict)}
    for spot in spots:
        if spot.path in effects and isinstance(spot.shape, AnyEffect):
            before, after = (effects.get((*spot.path[:-1], int(spot.path[-1]) + by), {}) for by in (-1, 1))
            yield from _effect_faults(spot.value, spot.path, before, after)
        elif isinstance(spot.shape, Leaf) and not spot.is_key:
            yield from _leaf_faults(spot.value, spot.shape, spot.path)


_LIMITS = {
    "ge": later("at least {number:g}"),
    "gt": later("more than {number:g}"),
    "le": later("at most {number:g}"),
    "lt": later("less than {number:g}"),
}


def describe(value: Any) -> str:
    """Says in words what stands in a file."""
    match value:
        case None:
            return "nothing"
        case bool():
            return say("`{lower}`, which is true or false", lower=str(value).lower())
        case int() | float():
            return say("the number {value}", value=value) if _is_short(value) else say("a number of more than fifteen digits")
        case str():
            if value and not value.strip():
                return say("a text of nothing but spaces")
            return say('the text "{value}"', value=value) if value else say("an empty text")
        case list():
            return say("a list of {n}", n=len(value)) if value else say("an empty list")
        case dict():
            return say("a map with {keys}", keys=listed((f"`{key}`" for key in value), 3)) if value else say("an empty map")
        case _:
            return f"{value}"


def _is_short(number: float) -> bool:
    return not isinstance(number, int) or abs(number) < 10**15


def _effect_faults(written: dict[Any, Any], path: Path, before: dict[Any, Any], after: dict[Any, Any]) -> Iterator[Fault]:
    """Yields what is wrong with an effect's keys; those `before` and `after` it in its list may have been torn from it."""
    effect = effect_key(written)
    if effect is None:
        first = next((str(name) for name in written), "")
        if (owner := effect_key(before)) and first not in before and first in [field.key for field in written_fields(owner)]:
            help = say("It belongs to the effect `{effect}` above it: take the dash away.", effect=owner)
            yield Fault("WP209", path, {"found": f"`{first}`", "help": help})
            return
        close = effect_meant(first)
        every = say("Use one of: {every}.", every=listed(EFFECTS, 30))
        help = say("Did you mean `{close}`?", close=close) if close else instead_of(first, EFFECTS, every)
        if joined := joined_to_its_value(first, written.get(first)):
            help = say("Write `{{{effect}: {value}}}`, with a colon and a space.", effect=joined[0], value=joined[1])
        if written.get(first) in (True, 1):
            help = say("Write `{{flag: {name}}}` to set a flag.", name=first)
        yield Fault("WP209", path, {"found": f"`{first}`" if first else say("an empty map"), "help": help})
        return
    fields = {field.key: field for field in written_fields(effect)}
    torn = after if effect_key(after) is None else {}
    missing = [field.key for field in fields.values() if field.is_required and field.key not in written and field.key not in torn]
    owner = say("the effect `{effect}`", effect=effect)
    for key, value in islice(written.items(), _MOST):
        if key in fields:
            yield from _field_faults(fields[key], value, (*path, key))
        elif key in EFFECTS:
            yield Fault("WP210", (*path, key), {"first": effect, "second": key}, at_key=True)
        else:
            around = _Around(tuple(written), tuple(missing))
            fault = _unknown_key(str(key), owner, list(fields), (*path, key), value, around)
            missing = [one for one in missing if one != fault.values["close"]]
            yield fault
    if missing:
        yield _missing_keys(missing, owner, path)


def _field_faults(field: WrittenField, value: Any, path: Path) -> Iterator[Fault]:
    try:
        _adapter(field).validate_python(value)
    except ValidationError as error:
        shape = _field_shape(field)
        placed = _deepest([(_locate(one["loc"], value, shape), one) for one in error.errors(include_url=False)[:_MOST]])
        yield from {spot.path: _fault(spot, one, (*path, *spot.path)) for spot, one in reversed(placed)}.values()


def _field_shape(field: WrittenField) -> Shape:
    """Gives the shape of what one key of an effect holds."""
    return Items(AnyEffect()) if field.kind is EFFECT_LIST else Leaf(field.kind)


@cache
def _adapter(field: WrittenField) -> TypeAdapter[Any]:
    return _kind_adapter(TYPES.get(field.kind.name) or field.annotation)


@cache
def _kind_adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation, config=ConfigDict(strict=True))


def _leaf_faults(value: Any, shape: Leaf, path: Path) -> Iterator[Fault]:
    """Yields what no type can say: a size in a word that is none, and ties that are neither `all` nor a pair."""
    sizes = {SIZE: SIZE_WORDS, AMOUNT: AMOUNT_WORDS}.get(shape.kind)
    if sizes and isinstance(value, str) and value not in sizes:
        number = meant(value)
        help = say("Write {number}.", number=number) if number else _size_meant(value, sizes)
        words = say("a number, or {words}", words=listed(sizes))
        yield Fault("WP208", path, {"found": describe(value), "words": words, "help": help})
    elif shape.kind is TIES and ((isinstance(value, str) and value != "all") or (isinstance(value, list) and len(value) != 2)):
        yield Fault("WP203", path, {"found": describe(value), "expected": wanted(shape), "help": "Write `[a, b]`, or `all`."})


def _model_faults(model: type[Written], data: Any, base: Path, shape: Shape) -> list[Fault]:
    """Gives what pydantic has to say of one map, one fault for each place."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        found = _deepest([(_locate(one["loc"], data, shape), one) for one in error.errors(include_url=False)[:_MOST]])
    else:
        return []
    faults: dict[tuple[Path, bool], Fault] = {}
    missing: dict[Path, list[str]] = {}
    for spot, one in found:
        path = (*base, *spot.path)
        if isinstance(spot.shape, Leaf) and spot.shape.kind in (LINE_ON_MAP, AREA_ON_MAP) and isinstance(spot.value, int | float):
            fault = _points_without_brackets(data, path)
            faults.setdefault((fault.path, False), fault)
        elif one["type"] == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            faults.setdefault((path, spot.at_key), _fault(spot, one, path))
    # A key that is nearly a missing one is that one, mistyped: one fault, not two.
    for (path, _), fault in faults.items():
        if fault.code == "WP201" and fault.values["close"] in missing.get(path[:-1], ()):
            missing[path[:-1]].remove(str(fault.values["close"]))
    owners = {path: _owner(shape, path[len(base) :]) for path in missing}
    for path, keys in missing.items():
        if keys:
            faults[path, False] = _missing_keys(keys, owners[path], path)
    return list(faults.values())


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a key: the keys beside it, those of them that are missing, and the maps it is in, innermost first."""

    given: tuple[Any, ...] = ()
    missing: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    path: Path
    shape: Shape | None
    value: Any
    at_key: bool = False
    around: _Around = _Around()


def _locate(loc: tuple[str | int, ...], data: Any, shape: Shape) -> _Spot:
    """Finds the value that pydantic means: its own steps into unions are no keys of the file."""
    path: Path = ()
    around = _Around()
    here: Shape | None = shape
    value = data
    for number, step in enumerate(loc):
        is_of_key = loc[number + 1 : number + 2] == ("[key]",)
        match here:
            case Record(model=model):
                given = tuple(value) if isinstance(value, dict) else ()
                missing = tuple(key for key in required_keys(model) if key not in given)
                around = _Around(given, missing, (here, *around.records))
                here = keys_of(model).get(str(step))
                value = value.get(step) if isinstance(value, dict) else None
            case Items(item=item):
                here, value = item, value[int(step)]
            case Entries(key=kind, value=inner):
                if is_of_key:
                    return _Spot((*path, step), Leaf(kind), step, at_key=True, around=around)
                here, value = inner, value.get(step)
            case Leaf() if isinstance(value, dict) and step in value:
                if is_of_key:
                    return _Spot((*path, step), Leaf(ID), step, at_key=True, around=around)
                value = value[step]
            case Leaf() if isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            case Leaf():
                continue
            case _:
                break
        path = (*path, step)
    return _Spot(path, here, value, at_key=here is None, around=around)


def _deepest(found: list[tuple[_Spot, Any]]) -> list[tuple[_Spot, Any]]:
    """Leaves out what is said of a value as a whole where something is said of a part of it, which is nearer to what is wrong."""
    inner = {spot.path[:length] for spot, _ in found if isinstance(spot.shape, Leaf) for length in range(len(spot.path))}
    return [(spot, one) for spot, one in found if not isinstance(spot.shape, Leaf) or spot.at_key or spot.path not in inner]


def _size_meant(value: str, sizes: Sequence[str]) -> str:
    """Says which size a word is most like; a dash of another kind is a minus."""
    word = "-" + value[1:] if value[:1] in _DASHES else value
    if word in sizes:
        return say("Write {word}.", word=word)
    close = size_meant(value)
    return say("Did you mean `{close}`?", close=close) if close in sizes else instead_of(value, sizes)


def _owner(shape: Shape, path: Path) -> str:
    """Names the kind of map that stands at a path, for a sentence."""
    for step in path:
        match shape:
            case Record(model=model):
                shape = keys_of(model)[str(step)]
            case Items(item=inner) | Entries(value=inner):
                shape = inner
            case _:
                pass
    return _noun(shape)


def _noun(shape: Shape | None) -> str:
    return say(shape.model.noun) if isinstance(shape, Record) else say("a map")


def _fault(spot: _Spot, error: Any, path: Path) -> Fault:
    """Makes one fault of one pydantic error."""
    if error["type"] == "extra_forbidden":
        model = spot.around.records[0].model if spot.around.records else Scenario
        return _unknown_key(str(path[-1]), say(model.noun), list(keys_of(model)), path, spot.value, spot.around)
    make = _MAKERS.get(error["type"], _wrong_type)
    return make(spot, error.get("ctx", {}), path)


def _unknown_key(key: str, owner: str, keys: list[str], path: Path, value: Any, around: _Around) -> Fault:
    close = key_meant(key, keys, around.missing, around.given)
    help = (
        say("Did you mean `{close}`?", close=close)
        if close
        else help_with_key(key, value, keys, around.given, around.records[1:])
    )
    return Fault("WP201", path, {"key": key, "owner": owner, "help": help, "close": close}, at_key=True)


def _points_without_brackets(data: Any, path: Path) -> Fault:
    """Gives one fault for a line on the map, or several, in which numbers stand where points should."""
    line, whole = path[:-1], path[:-2]
    value, around = (reduce(lambda part, step: part[step], where, data) for where in (line, whole))
    if is_points(around):
        written = points(around)
        help = say("Points in one list are one line: put one more pair of brackets round it, `[{written}]`.", written=written)
        return Fault(
            "WP203", whole, {"found": say("a list of points"), "expected": wanted(Items(Leaf(LINE_ON_MAP))), "help": help}
        )
    pairs = [value[at : at + 2] for at in range(0, len(value), 2)]
    written = points(pairs) if is_points(pairs) else "[[0, 0.4], [1, 0.6]]"
    help = say("Write each point in brackets of its own: `{written}`.", written=written)
    return Fault("WP203", line, {"found": describe(value), "expected": wanted(Leaf(LINE_ON_MAP)), "help": help})


def _missing_keys(keys: list[str], owner: str, path: Path) -> Fault:
    quoted = ", ".join(f"`{key}`" for key in keys)
    return Fault("WP202", path, {"keys": quoted, "are": say_many(len(keys), "is", "are"), "owner": owner}, at_key=True)


def _wrong_type(spot: _Spot, context: Mapping[str, Any], path: Path) -> Fault:
    shape, value = spot.shape, spot.value
    if isinstance(shape, Leaf) and shape.kind is POUNDS and isinstance(value, float):
        return Fault("WP503", path, {"amount": value})
    if spot.at_key:
        return _bad_id(spot, context, path)
    help = ""
    if isinstance(shape, Record) and len(path) > 1 and path[-1] in keys_of(Scenario):
        help = say("`{key}` is a key of {owner}: move it to the left.", key=path[-1], owner=say(Scenario.noun))
    elif isinstance(shape, Record) and path and str(path[-1]) in keys_of(shape.model):
        help = say(
            "`{key}` is a key of {owner}: move it to the right, to stand within one.", key=path[-1], owner=say(shape.model.noun)
        )
    is_elsewhere = bool(help)
    return Fault(
        "WP203",
        path,
        {
            "found": describe(value),
            "expected": wanted(shape) if shape else say("something else"),
            "help": help or help_with_value(shape, value),
        },
        at_key=is_elsewhere,
    )


def _out_of_range(spot: _Spot, context: Mapping[str, Any], path: Path) -> Fault:
    if not isinstance(spot.value, int | float):
        return _wrong_type(spot, context, path)
    limit = next(say(words, number=context[key]) for key, words in _LIMITS.items() if key in context)
    help = help_with_range(spot.value, context.get("le", 1 if spot.shape == Leaf(AMOUNT) else None))
    if spot.value < 0 and "benefit" in path:
        help = say("Write what an agency loses by it under `loses`.")
    elif path[-1] == "joined":
        help = say("Write which share of its members: 0.5 for half of them.")
    elif spot.value < 0 and path[-1] in ("grant", "spend", "move", "money"):
        help = say("An amount has no minus: money comes by `grant`, goes by `spend`, and changes hands by `move`.")
    return Fault("WP204", path, {"found": describe(spot.value), "limit": limit, "help": help})


def _wrong_count(spot: _Spot, context: Mapping[str, Any], path: Path) -> Fault:
    if spot.at_key or not isinstance(spot.shape, Items | Entries):
        return _wrong_type(spot, context, path)
    limit = (
        say("at most {number:g}", number=context["max_length"])
        if "max_length" in context
        else say("at least {number:g}", number=context["min_length"])
    )
    return Fault("WP205", path, {"key": str(path[-1]), "count": len(spot.value), "limit": limit}, at_key=True)


def _text_too_long(spot: _Spot, context: Mapping[str, Any], path: Path) -> Fault:
    if spot.at_key:
        return _bad_id(spot, context, path)
    return Fault("WP207", path, {"length": len(spot.value), "longest": context["max_length"]})


def _bad_id(spot: _Spot, context: Mapping[str, Any], path: Path) -> Fault:  # noqa: ARG001 - all makers have one shape
    shape = spot.shape if isinstance(spot.shape, Leaf) else Leaf(ID)
    return _refused_id(str(path[-1]), shape, path, at_key=True)


def _refused_id(written: str, shape: Leaf, path: Path, *, at_key: bool) -> Fault:
    help = say("The first quarter is 1.") if shape.kind is TURN else say("Choose a short word of small letters.")
    if shape.kind is not TURN and (close := id_meant(written, SOURCE if shape.kind is SOURCE else ID)):
        help = say("Write `{close}`.", close=close)
    return Fault("WP206", path, {"id": written, "expected": wanted(shape), "help": help}, at_key=at_key)


def _bad_pattern(spot: _Spot, context: Mapping[str, Any], path: Path) -> Fault:
    if isinstance(spot.shape, Leaf) and spot.shape.kind.name in ("id", "flag", "promise"):
        return _refused_id(str(spot.value), Leaf(ID), path, at_key=spot.at_key)
    return _bad_id(spot, context, path) if spot.at_key else _wrong_type(spot, context, path)


def _unknown_word(spot: _Spot, context: Mapping[str, Any], path: Path) -> Fault:
    words = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
    if not isinstance(spot.value, str):
        return Fault(
            "WP203",
            path,
            {
                "found": describe(spot.value),
                "expected": say("one of: {words}", words=listed(words, 20)),
                "help": say("Write {word}.", word=words[0]) if len(words) == 1 else "",
            },
        )
    if spot.shape == Leaf(ICON):
        every = say("All of them stand under Pictograms on the language's reference page.")
        close = icon_meant(spot.value)
        help = say("Did you mean `{close}`?", close=close) if close else instead_of(spot.value, words, every)
        return Fault("WP208", path, {"found": describe(spot.value), "words": wanted(spot.shape), "help": help})
    return Fault(
        "WP208", path, {"found": describe(spot.value), "words": listed(words, 20), "help": instead_of(spot.value, words)}
    )


_MAKERS: dict[str, Callable[[_Spot, Mapping[str, Any], Path], Fault]] = {
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_long": _wrong_count,
    "too_short": _wrong_count,
    "string_too_long": _text_too_long,
    "string_pattern_mismatch": _bad_pattern,
    "literal_error": _unknown_word,
}

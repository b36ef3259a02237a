"""The shape of a scenario: which kind of thing stands at each place of the file, read off the models.

Checker and compiler walk plain data beside this shape. That is how a reference to an agency is found wherever one may
stand, in a list, in a map's keys or deep inside an effect, without a line of code for the place.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from game.core.effects.kind import EFFECTS, Kind
from game.scenario.effect import effect_key, written_fields
from game.scenario.kind import expected
from game.scenario.written import Written
from game.translation import later, say

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of one kind; it may still be a list or a map where its kind says so."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Items:
    """A list of one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Entries:
    """A map from keys of one kind to values of one shape."""

    key: Kind
    value: Shape


@dataclass(frozen=True, slots=True)
class Record:
    """A map with keys of its own, each with its shape."""

    model: type[Written]


@dataclass(frozen=True, slots=True)
class AnyEffect:
    """An effect: a map whose first key says which."""


Shape: TypeAlias = Leaf | Items | Entries | Record | AnyEffect


@dataclass(frozen=True, slots=True)
class Spot:
    """One value of a scenario with its shape and the keys that lead to it."""

    path: Path
    shape: Shape
    value: Any
    is_key: bool = False


@cache
def keys_of(model: type[Written]) -> dict[str, Shape]:
    """Gives the keys of a record, as written, with the shape of each."""
    return {field.alias or name: _field_shape(field) for name, field in model.model_fields.items()}


@cache
def effect_keys(effect: str) -> dict[str, Shape]:
    """Gives the keys of an effect, as written, with the shape of each."""
    return {field.key: _kind_shape(field.kind) for field in written_fields(effect)}


def _field_shape(field: FieldInfo) -> Shape:
    kinds = [extra for extra in field.metadata if isinstance(extra, Kind)]
    return _kind_shape(kinds[0]) if kinds else shape_of(field.annotation)


def _kind_shape(kind: Kind) -> Shape:
    return Items(AnyEffect()) if kind is EFFECTS else Leaf(kind)


@cache
def required_keys(model: type[Written]) -> tuple[str, ...]:
    """Gives the keys that a record must have."""
    return tuple(field.alias or name for name, field in model.model_fields.items() if field.is_required())


def shape_of(annotation: Any) -> Shape:
    """Reads the shape off a type annotation."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        for extra in arguments[1:]:
            if isinstance(extra, Kind):
                return _kind_shape(extra)
        return shape_of(arguments[0])
    if origin in (Union, types.UnionType):
        return next(shape_of(argument) for argument in arguments if argument is not type(None))
    if origin is list:
        return Items(shape_of(arguments[0]))
    if origin is dict:
        key = shape_of(arguments[0])
        return Entries(key.kind, shape_of(arguments[1])) if isinstance(key, Leaf) else Leaf(WORD)
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return Record(annotation)
    return Leaf(WORD)


WORD = Kind("word", later("one of a few fixed words"))


def walk(value: Any, shape: Shape, path: Path = ()) -> Iterator[Spot]:
    """Yields every value of a scenario that has a shape, and every key that has a kind, in the order of the file.

    What does not fit its shape is yielded and not entered: the checker of shapes has its own word on it.
    """
    yield Spot(path, shape, value)
    match shape:
        case Items(item=item) if isinstance(value, list):
            for number, one in enumerate(value):
                yield from walk(one, item, (*path, number))
        case Entries(key=kind, value=inner) if isinstance(value, dict):
            for key, one in value.items():
                yield Spot((*path, key), Leaf(kind), key, is_key=True)
                yield from walk(one, inner, (*path, key))
        case Record(model=model) if isinstance(value, dict):
            yield from _walk_keys(value, keys_of(model), path)
        case AnyEffect() if isinstance(value, dict):
            key = effect_key(value)
            if key is not None:
                yield from _walk_keys(value, effect_keys(key), path)
        case _:
            pass


def _walk_keys(value: dict[Any, Any], shapes: Mapping[str, Shape], path: Path) -> Iterator[Spot]:
    for key, one in value.items():
        if key in shapes:
            yield from walk(one, shapes[key], (*path, key))


def maps_in(data: Any, section: str) -> dict[str, dict[str, Any]]:
    """Gives the entries of a section that are maps, as they should be; none where there is no such section."""
    part = data.get(section) if isinstance(data, dict) else None
    return {str(name): one for name, one in part.items() if isinstance(one, dict)} if isinstance(part, dict) else {}


def texts_in(value: Any, path: Path) -> list[tuple[Path, str]]:
    """Gives the texts of a list, each with its path."""
    return [((*path, number), one) for number, one in enumerate(value) if isinstance(one, str)] if isinstance(value, list) else []


def wanted(shape: Shape) -> str:
    """Says in words what may be written where a shape stands."""
    match shape:
        case Leaf(kind=kind):
            return expected(kind)
        case Items(item=AnyEffect()):
            return say("a list of effects")
        case Items(item=item):
            return say("a list, each item {wanted}", wanted=wanted(item))
        case Entries(key=key, value=value):
            return say("a map from {expected} to {wanted}", expected=expected(key), wanted=wanted(value))
        case Record(model=model):
            keys = required_keys(model)
            return say("a map with {joined}", joined=_joined(keys)) if keys else say("a map")
        case AnyEffect():
            return say("a map whose first key names the effect")


def _joined(keys: tuple[str, ...]) -> str:
    quoted = [f"`{key}`" for key in keys]
    return quoted[0] if len(quoted) == 1 else say("{several} and {one}", several=", ".join(quoted[:-1]), one=quoted[-1])

"""The JSON Schema of the scenario language, made so that editors complete well.

Pydantic's own form for "one of these effects" is `oneOf` with a discriminator, which makes editors offer the keys of all
effects at once. Here each effect is an `if` on the presence of its first key: before that key is written an editor
offers the names of the effects, after it that effect's own keys and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from game.core.effects import EFFECTS
from game.core.parameters import PARAMETERS, Parameter
from game.core.variables import VARIABLES, Variable
from game.scenario.effect import written_fields
from game.scenario.kind import PLACE_WIDE, TYPES
from game.scenario.schema import FORMAT, Scenario
from game.scenario.written import Written
from game.translation import say

_DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_json() -> dict[str, Any]:
    """Gives the JSON Schema (draft 7, the one editors know best) of a scenario file."""
    schema = _said(Scenario.model_json_schema(by_alias=True))
    definitions = schema.pop("$defs")
    for key in EFFECTS:
        effect = _said(_effect_model(key).model_json_schema(by_alias=True))
        definitions.update(effect.pop("$defs", {}))
        definitions[_definition(key)] = effect
    definitions["Effect"] = _any_effect(definitions)
    properties = schema["properties"]
    properties["format"]["const"] = FORMAT
    levels = {name: VARIABLES[name] for name in PLACE_WIDE}
    properties["levels"] = _numbers(properties["levels"]["description"], levels)
    properties["parameters"] = _numbers(properties["parameters"]["description"], PARAMETERS)
    whole = {"$schema": _DRAFT, **schema, "$defs": definitions}
    plain: dict[str, Any] = _tidy(whole)
    plain["title"] = say("Whole Place scenario")
    return plain


def _numbers(description: str, known: Mapping[str, Variable] | Mapping[str, Parameter]) -> dict[str, Any]:
    """Makes the schema of a map from known names to numbers, each with its range and meaning."""
    named = {
        name: {"type": "number", "minimum": one.low, "maximum": one.high, "description": say(one.text)}
        for name, one in known.items()
    }
    return {"type": "object", "description": description, "properties": named, "additionalProperties": False}


def _effect_model(effect: str) -> type[BaseModel]:
    """Makes a pydantic model of one effect, for its JSON Schema."""
    made: dict[str, Any] = {}
    for field in written_fields(effect):
        annotation = TYPES.get(field.kind.name) or Annotated[field.annotation, field.kind]
        made[field.name] = (annotation, Field(... if field.is_required else None, alias=field.key, description=field.text))
    return create_model(EFFECTS[effect].__name__, __base__=Written, __doc__=EFFECTS[effect].__doc__, **made)


def _definition(key: str) -> str:
    return f"Effect-{key}"


def _any_effect(definitions: dict[str, Any]) -> dict[str, Any]:
    """Makes the schema of "an effect": nothing but first keys until one is there, then that effect's own."""
    first = {key: _first_key(definitions[_definition(key)], key) for key in EFFECTS}

    def has(key: str) -> dict[str, Any]:
        # Without the type, what is not a map yet has every key: an editor would offer them all at once.
        return {"type": "object", "required": [key]}

    return {
        "type": "object",
        "description": say("An effect: its first key says which."),
        "if": {"anyOf": [has(key) for key in EFFECTS]},
        "else": {"properties": first, "additionalProperties": False, "minProperties": 1},
        "allOf": [{"if": has(key), "then": {"$ref": f"#/$defs/{_definition(key)}"}} for key in EFFECTS],
    }


def _first_key(effect: dict[str, Any], key: str) -> dict[str, Any]:
    """Shows what an effect does beside its first key, which says too little alone."""
    of_key = effect["properties"][key]
    told = say("{effect} Here: {key}.", effect=effect["description"], key=of_key["description"])
    return {**of_key, "description": told}


def _said(part: Any) -> Any:
    """The same with its descriptions in the language of the game."""
    if isinstance(part, list):
        return [_said(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: say(value) if key == "description" and isinstance(value, str) else _said(value) for key, value in part.items()}


def _tidy(part: Any, *, are_names: bool = False) -> Any:
    """Takes out pydantic's own titles and the nulls of what may be left out: a key without a value is a fault in YAML.

    `are_names` says that the keys of this map are an author's own, so that a key called `title` stays.
    """
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part == {"is": "effect"}:
        return {"$ref": "#/$defs/Effect"}
    tidy = {}
    for key, value in part.items():
        if not are_names and (key == "title" or (key == "default" and value in (None, [], {}))):
            continue
        tidy[key] = _tidy(value, are_names=key in ("properties", "patternProperties", "$defs") and not are_names)
    if not are_names and "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    choices = tidy.get("anyOf")
    if not are_names and isinstance(choices, list) and {"type": "null"} in choices:
        left = [choice for choice in choices if choice != {"type": "null"}]
        del tidy["anyOf"]
        tidy = {**left[0], **tidy} if len(left) == 1 else {**tidy, "anyOf": left}
    return tidy

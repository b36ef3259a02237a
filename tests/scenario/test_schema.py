"""The language's schema: what editors are told, and that core and schema speak of the same things."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest

from game.core.arithmetic import Mask
from game.core.decision import MOST_TOKENS, PROMISES, TOKENS
from game.core.effects import EFFECTS, Effect
from game.core.effects.base import described
from game.core.effects.kind import AGENCY, SIZE
from game.core.layout import AgencyNumbers, OutcomeNumbers
from game.core.parameters import PARAMETERS
from game.core.turn import Origin, Turn
from game.core.variables import VARIABLES
from game.scenario import schema
from game.scenario.agenda import _TOKENS
from game.scenario.check import check_source
from game.scenario.compiler import compile_checked
from game.scenario.effect import COMMON, written_fields
from game.scenario.kind import TYPES
from game.scenario.schema import schema_json

SMALLEST = (Path(__file__).parent / "smallest.yaml").read_text(encoding="utf-8")


@cache
def whole() -> dict[str, Any]:
    """The JSON Schema of the language."""
    return schema_json()


def parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(part, dict):
        yield part
        for one in part.values():
            yield from parts(one)
    elif isinstance(part, list):
        for one in part:
            yield from parts(one)


def test_every_key_is_described() -> None:
    """An editor has a sentence for whatever it offers."""
    for part in parts(whole()):
        properties = part.get("properties")
        if isinstance(properties, dict) and "description" not in properties.get("properties", {}):
            bare = [key for key, one in properties.items() if isinstance(one, dict) and not one.get("description")]
            assert bare == []


def test_every_reference_leads_somewhere() -> None:
    """Each `$ref` names a definition that is there."""
    definitions = {f"#/$defs/{name}" for name in whole()["$defs"]}
    found = {part["$ref"] for part in parts(whole()) if isinstance(part.get("$ref"), str)}
    assert found <= definitions
    assert "#/$defs/Effect" in found


def test_effects_are_chosen_by_their_first_key() -> None:
    """Editors complete `if` and `then`; they offer too much under `oneOf`."""
    text = json.dumps(whole())
    assert "oneOf" not in text
    assert "discriminator" not in text
    effect = whole()["$defs"]["Effect"]
    assert set(effect["else"]["properties"]) == set(EFFECTS)
    assert {branch["if"]["required"][0] for branch in effect["allOf"]} == set(EFFECTS)
    for branch in effect["allOf"]:
        # Something that is no map yet "has" every key, and an editor would offer the keys of all effects.
        assert branch["if"]["type"] == "object"
        definition = whole()["$defs"][branch["then"]["$ref"].removeprefix("#/$defs/")]
        assert definition["additionalProperties"] is False
        assert branch["if"]["required"][0] in definition["required"]


def test_nothing_may_be_null() -> None:
    """A key with nothing behind it is a fault, so no schema offers it."""
    assert not any(part.get("type") == "null" or part.get("default", 0) is None for part in parts(whole()))


def test_known_names_are_offered_with_their_ranges() -> None:
    """Starting values and parameters are completed by name, each with its meaning and range."""
    levels, parameters = whole()["properties"]["levels"], whole()["properties"]["parameters"]
    assert set(levels["properties"]) == {
        name for name in VARIABLES if VARIABLES[name].over == "place" and VARIABLES[name].authored
    } | {"pot"}
    assert (levels["properties"]["cases"]["minimum"], levels["properties"]["cases"]["maximum"]) == (3, 15)
    assert set(parameters["properties"]) == set(PARAMETERS)


def test_ids_are_patterns() -> None:
    """A map whose keys are ids refuses any other key."""
    agencies = whole()["properties"]["agencies"]
    assert agencies["additionalProperties"] is False
    assert list(agencies["patternProperties"]) == ["^[a-z][a-z0-9_]*$"]
    assert (agencies["minProperties"], agencies["maxProperties"]) == (2, 40)


def test_keys_are_spelt_as_authors_write_them() -> None:
    """What is a word of Python has no underscore in the file."""
    dilemma, change = whole()["$defs"]["Dilemma"], whole()["$defs"]["Effect-change"]
    assert {"from", "to", "at", "when"} <= set(dilemma["properties"])
    assert {"change", "by", "of", "from", "to", "between", *COMMON} == set(change["properties"])
    assert not any(key.endswith("_") for part in parts(whole()) for key in part.get("properties", {}))


@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_every_effect_can_be_written(effect: str) -> None:
    """Each effect's own key comes first, and every key of it holds a kind that has a type."""
    written = written_fields(effect)
    assert written[0].key == effect
    assert [field.key for field in written][-len(COMMON) :] == list(COMMON)
    assert all(field.kind.name in TYPES or field.kind.name == "word" for field in written)
    assert all(field.text for field in written)


def test_tokens_are_the_engines() -> None:
    """A history can say every token that a player can place, and no other."""
    hints = schema.Token.model_fields
    assert get_args(hints["token"].annotation) == TOKENS
    assert tuple(_TOKENS) == TOKENS
    attention = whole()["$defs"]["History"]["properties"]["attention"]
    assert [one["maxItems"] for one in attention["patternProperties"].values()] == [MOST_TOKENS]
    assert get_args(get_args(hints["what"].annotation)[0]) == PROMISES


def test_defaults_are_the_engines() -> None:
    """What an author leaves out is what the engine would take."""
    for model, numbers in ((schema.Agency, AgencyNumbers), (schema.Outcome, OutcomeNumbers)):
        for field in fields(numbers):
            written = model.model_fields[field.name]
            if field.name not in {"body", "budget", "needs", "priorities", "benefit", "members", "loses"}:
                assert written.default == field.default, field.name


def test_a_new_effect_is_one_class(monkeypatch: pytest.MonkeyPatch) -> None:
    """Schema, checker and compiler take a new effect from its class alone."""

    @dataclass(frozen=True, kw_only=True)
    class Applaud(Effect):
        """Lets an agency be applauded."""

        key = "applaud"

        applaud: Annotated[int, AGENCY] = described("who is applauded")
        size: Annotated[float, SIZE] = described("how loudly", default=0.5)

        def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
            """Raises the agency's commitment."""
            turn.shift("buy_in", (self.applaud,), self.size, mask, origin.cause("applaud"))

    monkeypatch.setitem(EFFECTS, "applaud", Applaud)
    assert "applaud" in schema_json()["$defs"]["Effect"]["else"]["properties"]
    text = SMALLEST.replace("[{change: credibility, by: -0.02}]", "[{applaud: police, size: strong, because: They came.}]")
    checked = check_source(text.encode(), "new.yaml")
    assert checked.diagnostics == []
    effect = compile_checked(checked).dilemmas[0].options[1].effects[0]
    assert effect == Applaud(applaud=1, size=0.20, because="They came.")
    broken = check_source(text.replace("applaud: police", "applaud: plice").encode(), "new.yaml")
    assert [one.code for one in broken.diagnostics] == ["WP301"]

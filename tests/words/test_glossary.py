"""The glossary: one word, one meaning, in the order of the alphabet, and of things that are there."""

from __future__ import annotations

from game.core.effects import EFFECTS
from game.core.variables import VARIABLES
from game.scenario import schema, told
from game.scenario.written import Written
from game.words.glossary import GLOSSARY
from game.words.grammar import capital


def test_stands_in_order() -> None:
    """Terms come as a reader looks for them, and no word stands for two."""
    words = [term.word for term in GLOSSARY]
    assert words == sorted(words)
    every = [word for term in GLOSSARY for word in {term.word, *term.also}]
    assert len(set(every)) == len(every)


def test_what_it_names_is_there() -> None:
    """What the model and the language are said to call a thing, they do call so."""
    held = [*vars(schema).values(), *vars(told).values()]
    models = [model for model in held if isinstance(model, type) and issubclass(model, Written)]
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}
    known = {*VARIABLES, *EFFECTS, *keys}
    assert [name for term in GLOSSARY for name in term.names if name not in known] == []


def test_meanings_are_sentences() -> None:
    """A meaning begins with a capital, ends with a full stop, and does not merely say the word again."""
    for term in GLOSSARY:
        assert term.meaning == capital(term.meaning)
        assert term.meaning.rstrip(")").endswith(".")
        assert not term.meaning.lower().startswith(term.word)

"""`wholeplace schema`."""

from __future__ import annotations

import json

import pytest

from game.cli.main import main


def test_is_one_json_document_in_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    """The schema is JSON that any pipe takes, and knows the language's keys."""
    assert main(["schema"]) == 0
    shown = capsys.readouterr().out
    assert shown.isascii()
    assert {"format", "title", "seat", "agencies", "dilemmas"} <= set(json.loads(shown)["properties"])

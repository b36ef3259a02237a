"""The faces in another language: the window's setting, and the pages of the workshop and of the debrief."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from game.bench.translating import bring_up_to_date
from game.debrief import paper
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.settings import Settings, load
from game.desktop.window import Window, prepare
from game.scenario.check import check_path
from game.scenario.compiler import load as load_place
from game.scenario.shipped import FILE
from game.translation import language, speak
from game.translation.catalogue import choose
from game.translation.pseudo import Pseudo
from tests.desktop.hand import tree

pytest.importorskip("starlette", reason="needs the extra `workshop`")

from tests.places.laboratory import LABORATORY, laboratory
from tests.workshop.devices import running, url_of


def test_the_setting_acts_at_once_and_is_kept(tmp_path: Path) -> None:
    """Chosen in the settings, a language is spoken on the next frame, and again the next time."""
    prepare()
    file = tmp_path / "settings.json"
    window = Window(Settings(), file=file)
    window.push(PreferencesScreen(window))
    window.turn([])
    before = {node.name for node in tree(window).walk()}
    assert {"English", "Cymraeg (not yet reviewed)", "Language"} <= before
    window.stage.focus("language:cy")
    window.stage.activate()
    window.turn([])
    after = {node.name for node in tree(window).walk()}
    assert "Iaith" in after
    assert "Language" not in after
    assert language() == "cy"
    assert json.loads(file.read_bytes())["language"] == "cy"
    assert load(file)[0].language == "cy"


@pytest.mark.parametrize("found", ["fr", 7, None, "../cy", "x" * 9999])
def test_a_setting_that_is_no_language_is_told(tmp_path: Path, found: object) -> None:
    """A file of settings with another language is read without it, and that is said."""
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"language": found, "text": 125}), "utf-8")
    settings, note = load(file)
    assert (settings.language, settings.text) == ("", 125)
    assert "“language” could not be used" in note


def test_pages_name_their_language(tmp_path: Path) -> None:
    """A workshop's pages are marked with the language that its room speaks."""
    with running(laboratory(), url_of(tmp_path)) as room:
        assert '<html lang="en-GB">' in room.device().open("/")
        speak(Pseudo())
        assert '<html lang="en-x-pseudo">' in room.device().open("/")


def test_what_a_template_says_is_escaped(tmp_path: Path) -> None:
    """A text said in a template acts in no browser, whatever it is given and whatever a translator wrote."""
    with running(laboratory(), url_of(tmp_path)) as room:
        for environment in (paper._templates(), room.site._env):
            page = environment.from_string("<p>{{ say('Hello, {name}. <b>', name=name) }}</p>").render(name="<script>")
            assert page == "<p>Hello, &lt;script&gt;. &lt;b&gt;</p>"
            assert environment.from_string("{{ say_many(2, 'a', '{n} <i>', n=2) }}").render() == "2 &lt;i&gt;"


def test_what_is_told_in_another_language_than_the_page_says_so(tmp_path: Path) -> None:
    """A voice that reads a Welsh page reads the English of a place that has no Welsh as English, and its Welsh as Welsh."""
    choose("cy")
    file = tmp_path / "place" / FILE
    file.parent.mkdir()
    shutil.copy(LABORATORY, file)
    for is_translated in (False, True):
        if is_translated:
            bring_up_to_date(check_path(file).data, file, "cy")
        place = load_place(file)
        folder = tmp_path / f"{is_translated}"
        folder.mkdir()
        with running(place, url_of(folder), file=str(file)) as room:
            room.facilitator().act("open")
            device = room.seated()
            page = device.open(f"/table/decide/{device.dilemmas()[0]}")
        said = [one.label for dilemma in place.dilemmas for one in dilemma.options]
        marked = re.findall(r'<label [^>]*lang="en">([^<]+)</label>', page)
        assert '<html lang="cy">' in page
        assert bool(marked) is not is_translated
        assert set(map(unescape, marked)) <= set(said)

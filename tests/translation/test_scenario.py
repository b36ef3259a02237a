"""A scenario in another language: its words apart from its rules, and nothing a translator wrote is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from game.bench.translating import bring_up_to_date
from game.cli.main import main
from game.play.session import Session
from game.play.shelf import SavedShelf
from game.play.store import saved_games
from game.scenario.check import check_path
from game.scenario.compiler import load
from game.scenario.declaration import spots_of
from game.scenario.shipped import FILE, shipped_ids, shipped_root, title_of
from game.scenario.structure import structure_faults
from game.scenario.wording import catalogue_file, translated, wordings
from game.translation import pofile, speak
from game.translation.catalogue import LARGEST, parse
from game.translation.pseudo import Pseudo, pseudo

SMALLEST = Path(__file__).parents[1] / "scenario" / "smallest.yaml"
TITLE = "Y lle cyntaf"


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """The smallest scenario, in a folder of its own."""
    file = tmp_path / "place" / FILE
    file.parent.mkdir()
    shutil.copy(SMALLEST, file)
    return file


def put(file: Path, texts: dict[str, str], language: str = "cy") -> None:
    """Translates texts by key in a scenario's catalogue, as a translator does, and brings it up to date."""
    data = check_path(file).data
    bring_up_to_date(data, file, language)
    catalogue = po(file, language)
    for text in pofile.texts(catalogue):
        if text.context in texts:
            text.string = texts[text.context]
            text.flags.discard("fuzzy")
    catalogue_file(file, language, ".po").write_bytes(pofile.written(catalogue))
    bring_up_to_date(data, file, language)


def po(file: Path, language: str = "cy") -> Catalog:
    """The catalogue beside a scenario."""
    found = catalogue_file(file, language, ".po")
    return pofile.parse(found.read_bytes(), language, str(found))


def in_welsh(file: Path) -> None:
    """Speaks the Welsh of the catalogue beside a scenario."""
    speak(parse(catalogue_file(file, "cy").read_bytes(), "cy", "here"))


class TestKeys:
    """The keys of texts."""

    @pytest.mark.parametrize("name", shipped_ids())
    def test_every_text_has_a_key_of_its_own(self, name: str) -> None:
        """No two texts of a shipped place share a key, and a key leads to its text."""
        data = check_path(shipped_root() / name / FILE).data
        found = list(wordings(data))
        assert len({one.key for one in found}) == len(found) > 500
        for one in found:
            here = data
            for step in one.path:
                here = here[step]
            assert here == one.english

    def test_a_key_is_a_path_of_ids(self) -> None:
        """The key of an option's text names its dilemma and itself."""
        data = {"dilemmas": {"first_move": {"title": "A", "options": {"wait": {"label": "Wait", "effects": [{"news": "So"}]}}}}}
        keys = [one.key for one in wordings(data)]
        assert keys == [
            "dilemmas.first_move.title",
            "dilemmas.first_move.options.wait.label",
            "dilemmas.first_move.options.wait.effects[0].news",
        ]


class TestPlaying:
    """A place in the language that is spoken."""

    def test_only_words_change(self, scenario: Path) -> None:
        """The place has other words and the same digest, numbers and ids."""
        plain = load(scenario)
        put(scenario, {"title": TITLE})
        in_welsh(scenario)
        said = load(scenario)
        assert (said.title, said.digest, said.id) == (TITLE, plain.digest, plain.id)
        assert [one.text for one in said.dilemmas] == [one.text for one in plain.dilemmas]
        assert [[option.id for option in one.options] for one in said.dilemmas] == [
            [option.id for option in one.options] for one in plain.dilemmas
        ]

    @pytest.mark.parametrize("name", shipped_ids())
    def test_every_text_of_a_shipped_place_can_be_said(self, name: str) -> None:
        """In the language that nobody speaks, a place has the same digest and none of its English."""
        plain = load(name)
        speak(Pseudo())
        said = load(name)
        assert said.digest == plain.digest
        assert said.title == title_of(name) == pseudo(plain.title)
        assert [one.text for one in said.dilemmas] == [pseudo(one.text) for one in plain.dilemmas]
        assert all(not one.short.isascii() for one in said.agencies)

    def test_a_game_goes_on_in_another_language(self, scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A game saved in one language goes on in another, to the same digests."""
        monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path / "home"))
        put(scenario, {"title": TITLE})
        shelf = SavedShelf(7, scenario)
        opened = shelf.begin(str(scenario))
        played = _play_a_quarter(opened.session)
        shelf.close()
        in_welsh(scenario)
        game = saved_games()[0]
        again = SavedShelf(7, scenario)
        found = again.resume(game.path).session
        assert (found.place.title, found.state.digest()) == (TITLE, played)
        again.close()

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ("x" * 301, "301 characters, and at most 300"),
            ("a\x1b[2Jb", "escape character"),
            ("one\ntwo", "several lines"),
            ("   ", "empty"),
        ],
    )
    def test_what_the_schema_would_refuse_is_passed_over(self, scenario: Path, said: str, why: str) -> None:
        """A translation too long, of several lines or with what cannot be seen is told, and English goes on."""
        plain = load(scenario)
        catalogue = Catalog(locale="cy")
        catalogue.add(plain.title, said, context="title")
        catalogue_file(scenario, "cy").write_bytes(pofile.compiled(catalogue))
        in_welsh(scenario)
        told: list[str] = []
        assert load(scenario, tell=told.append).title == plain.title
        assert len(told) == 1
        assert why in told[0]
        assert told[0].startswith(f"{scenario.with_name('cy.mo')}: title: ")

    @pytest.mark.parametrize("data", [b"", b"nonsense", bytes(LARGEST + 1)], ids=["empty", "nonsense", "too large"])
    def test_a_damaged_catalogue_is_told(
        self, scenario: Path, data: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A file that is no catalogue is told with its name, and the place plays in English."""
        monkeypatch.setenv("WHOLEPLACE_LANGUAGE", "cy")
        scenario.with_name("cy.mo").write_bytes(data)
        assert main(["run", str(scenario), "--policy", "random"]) == 0
        told = capsys.readouterr()
        assert str(scenario.with_name("cy.mo")) in told.err

    @given(st.dictionaries(st.sampled_from(["title", "seat", "agencies.council.name", "nothing"]), st.text(max_size=400)))
    def test_no_translation_changes_what_is_reckoned(self, said: dict[str, str]) -> None:
        """Whatever a catalogue says, ids and numbers stay, and the schema accepts the whole."""
        data = check_path(SMALLEST).data
        changed, _ = translated(data, said.get)
        assert changed["seat"] == data["seat"]
        assert changed["turns"] == data["turns"]
        assert list(changed["agencies"]) == list(data["agencies"])
        assert not list(structure_faults(changed, spots_of(changed)))


class TestTranslating:
    """The command that extracts and merges."""

    def test_again_changes_nothing(self, scenario: Path) -> None:
        """Brought up to date once more, a catalogue is the same to the byte."""
        put(scenario, {"title": TITLE})
        before = scenario.with_name("cy.po").read_bytes()
        bring_up_to_date(check_path(scenario).data, scenario, "cy")
        assert scenario.with_name("cy.po").read_bytes() == before

    def test_nothing_a_translator_wrote_is_lost(self, scenario: Path) -> None:
        """A changed text is fuzzy, a gone one a comment at the end, and one that comes back is translated as before."""
        put(scenario, {"title": TITLE, "dilemmas.first_meeting.title": "Y cyfarfod"})
        source = scenario.read_text("utf-8")
        data = yaml.safe_load(source)
        data["title"] = "Something else"
        data["dilemmas"]["second_meeting"] = {**data["dilemmas"].pop("first_meeting"), "title": "Another meeting"}
        scenario.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
        progress = bring_up_to_date(check_path(scenario).data, scenario, "cy")
        assert progress.n_fuzzy >= 1
        text = scenario.with_name("cy.po").read_text("utf-8")
        assert TITLE in text
        assert "Y cyfarfod" in text[text.index("#~ ") :]
        assert next(one for one in pofile.texts(po(scenario)) if one.context == "title").fuzzy
        scenario.write_text(source, "utf-8")
        bring_up_to_date(check_path(scenario).data, scenario, "cy")
        back = {one.context: (one.string, one.fuzzy) for one in pofile.texts(po(scenario))}
        assert back["dilemmas.first_meeting.title"] == ("Y cyfarfod", False)
        assert back["title"] == (TITLE, False)

    def test_notes_of_a_translator_are_kept(self, scenario: Path) -> None:
        """Comments and the translator's name stay where they were written."""
        put(scenario, {"title": TITLE})
        file = scenario.with_name("cy.po")
        text = file.read_text("utf-8").replace('msgctxt "title"', '# As on the signs.\nmsgctxt "title"')
        text = text.replace('"Language: cy\\n"', '"Last-Translator: Mair <mair@example.org>\\n"\n"Language: cy\\n"')
        file.write_text(text, "utf-8")
        bring_up_to_date(check_path(scenario).data, scenario, "cy")
        kept = file.read_text("utf-8")
        assert "# As on the signs." in kept
        assert "Mair <mair@example.org>" in kept

    def test_check_tells_and_writes_nothing(self, scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """With --check the command counts, exits with 1 while anything is missing or does not fit, and writes nothing."""
        words = ["translate", str(scenario), "--language", "cy"]
        assert main([*words, "--check"]) == 1
        assert not scenario.with_name("cy.po").exists()
        assert main(words) == 0
        whole = {one.key: one.english for one in wordings(check_path(scenario).data)}
        put(scenario, whole)
        assert main([*words, "--check"]) == 0
        put(scenario, {"title": "{title.__class__}"})
        assert main([*words, "--check"]) == 1
        assert "title: what stands in braces" in capsys.readouterr().out
        put(scenario, {"title": "x" * 301})
        assert main([*words, "--check"]) == 1
        assert "at most 300" in capsys.readouterr().out

    @pytest.mark.parametrize("language", ["../cy", "", "no language", "x" * 99])
    def test_an_unknown_language_is_a_wrong_call(self, scenario: Path, language: str) -> None:
        """A code of no language writes nothing, wherever it would lead."""
        before = sorted(scenario.parent.parent.rglob("*"))
        assert main(["translate", str(scenario), "--language", language]) == 2
        assert sorted(scenario.parent.parent.rglob("*")) == before

    def test_a_language_that_the_game_does_not_speak_is_told_before_the_work_begins(
        self, scenario: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Whoever begins French is told that it cannot be played in yet; whoever goes on with Welsh is not."""
        for language, is_told in (("fr", True), ("cy", False)):
            assert main(["translate", str(scenario), "--language", language]) == 0
            shown = capsys.readouterr()
            assert f"{language}.po" in shown.out
            assert (f"does not speak “{language}”" in shown.err) == is_told

    def test_a_damaged_file_stays_as_it_is(self, scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A catalogue that cannot be read is told with the line, and left as it is."""
        file = scenario.with_name("cy.po")
        file.write_text('msgid "a"\nmsgstr "b\nnonsense\n', "utf-8")
        assert main(["translate", str(scenario), "--language", "cy"]) == 1
        assert file.read_text("utf-8").endswith("nonsense\n")
        assert f"{file}:" in capsys.readouterr().err


def _play_a_quarter(session: Session) -> str:
    """Plays one quarter, and gives what the state digests to."""
    assert session.choose("first_meeting", "listen") is None
    assert session.end_turn() is None
    return session.state.digest()

"""Choosing a language: what can be chosen, who is told, and how much of a catalogue is believed."""

from __future__ import annotations

import contextlib
import io
import os
import re
import struct
from collections.abc import Mapping
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from game.briefing.round_table import revealed
from game.cli.main import main
from game.play.round_table import RoundTable
from game.play.session import Session
from game.translation import language, say, say_many, say_of, speak
from game.translation.catalogue import LARGEST, VARIABLE, CatalogueFault, UnknownLanguage, catalogue, choose, languages, parse
from game.translation.places import keeps_places, places
from game.translation.pseudo import FIRST, LAST, Pseudo, pseudo
from tests.places.shipped import shipped


def compiled(texts: Mapping[Any, str | tuple[str, ...]], *, of: str = "", locale: str = "cy") -> bytes:
    """A compiled catalogue that holds these texts."""
    made = Catalog(locale=locale)
    for english, said in texts.items():
        made.add(english, said, context=of or None)
    file = io.BytesIO()
    write_mo(file, made)
    return file.getvalue()


class TestWhatIsSaid:
    """Texts said from a catalogue."""

    def test_english_where_there_is_none(self) -> None:
        """A text without a translation is said in English, with its parts."""
        speak(parse(compiled({"Yes": "Ie"}), "cy", "here"))
        assert say("Yes") == "Ie"
        assert say("No, {name}.", name="Ann") == "No, Ann."
        assert language() == "cy"

    @pytest.mark.parametrize(("number", "said"), [(0, "0 o"), (1, "un"), (2, "dau"), (3, "tri"), (6, "chwe"), (5, "5 o")])
    def test_welsh_has_five_forms(self, number: int, said: str) -> None:
        """Welsh says one, two, three, six and any other number each in its own way."""
        forms = ("{n} o", "un", "dau", "tri", "chwe")
        speak(parse(compiled({("{n} family", "{n} families"): forms}), "cy", "here"))
        assert say_many(number, "{n} family", "{n} families", n=number) == said

    def test_the_same_english_of_two_things(self) -> None:
        """What a text is said of tells two translations apart."""
        speak(parse(compiled({"some": "rhai"}, of="families"), "cy", "here"))
        assert (say_of("families", "some"), say_of("money", "some"), say("some")) == ("rhai", "some", "some")


class TestUntrusted:
    """What a catalogue from outside can do: nothing."""

    @pytest.mark.parametrize(
        "said",
        ["{x.__class__}", "{x[0]}", "{y}", "{x:{x}}", "{x!r:>99999999999}", "{", "{}", "{0}", "plain", "{x:>999999999}"],
    )
    def test_no_translation_reaches_what_it_was_not_given(self, said: str) -> None:
        """A translation that does not keep its places is passed over, and the English said."""
        assert not keeps_places("Hello, {x}.", said)
        speak(parse(compiled({"Hello, {x}.": said}), "cy", "here"))
        assert say("Hello, {x}.", x="you") == "Hello, you."

    @pytest.mark.parametrize("expression", ["n/0", "1 % 0", "n % (n-5)"])
    def test_a_rule_of_plurals_that_cannot_be_reckoned(self, expression: str) -> None:
        """A rule that divides by nothing ends in English."""
        data = compiled({("{n} day", "{n} days"): ("a", "b", "c", "d", "e")})
        rule = b"(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0)"
        assert rule in data
        broken = data.replace(rule, expression.encode().ljust(len(rule)))
        speak(parse(broken, "cy", "here"))
        assert say_many(5, "{n} day", "{n} days", n=5) == "5 days"

    def test_a_damaged_file_is_told(self) -> None:
        """Whatever is not a catalogue ends in a message that says where."""
        data = compiled({"Yes": "Ie"})
        bad = [
            b"",
            b"\xde\x12\x04\x95",
            data[:40],
            b"x" * 99,
            data + bytes(LARGEST),
            data.replace(b"charset=utf-8", b"charset=utf-7"),
        ]
        many = bytearray(data)
        many[8:12] = struct.pack("<I", 2**31)
        for one in (*bad, bytes(many)):
            with pytest.raises(CatalogueFault, match=r"^here: "):
                parse(one, "cy", "here")

    @given(st.binary(max_size=300), st.integers(0, 400))
    def test_any_bytes_end_in_a_catalogue_or_a_message(self, noise: bytes, at: int) -> None:
        """No bytes raise anything else."""
        data = compiled({"Yes": "Ie", ("a", "b"): ("1", "2", "3", "4", "5")})
        with contextlib.suppress(CatalogueFault):
            assert isinstance(parse(data[:at] + noise + data[at + len(noise) :], "cy", "here").gettext("Yes"), str)

    def test_places_are_plain(self) -> None:
        """A place is a name with a plain format."""
        assert places("{a} {b:,} {c:.1f} {d!r}") == {"a": 1, "b:,": 1, "c:.1f": 1, "d!r": 1}
        assert places("{a.b}") is None
        assert places("{") is None


class TestChoosing:
    """The languages there are."""

    def test_only_what_ships(self) -> None:
        """English and the catalogues that come with the game can be chosen; another is told with the list."""
        assert list(languages()) == ["en", "cy"]
        assert languages()["cy"].label == "Cymraeg (not yet reviewed)"
        with pytest.raises(UnknownLanguage, match=r"does not speak “fr”.*en \(English\), cy \(Cymraeg"):
            catalogue("fr")
        with pytest.raises(UnknownLanguage) as told:
            catalogue("x" * 9999)
        assert len(str(told.value)) < 200

    def test_processes_inherit_it(self) -> None:
        """What is chosen stands in the environment."""
        choose("pseudo")
        assert os.environ[VARIABLE] == "pseudo"
        assert language() == "en-x-pseudo"
        choose("en")
        assert (language(), say("Yes")) == ("en-GB", "Yes")

    @pytest.mark.parametrize("words", [["--language", "pseudo", "--help"], ["play", "--help", "--language=pseudo"]])
    def test_the_front_door_speaks_it(self, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """A language is heeded wherever it stands among the words, in the help too."""
        assert main(words) == 0
        assert pseudo("The language to speak, such as cy; English if left out.")[:12] in capsys.readouterr().out

    @pytest.mark.parametrize("words", [["--language", "fr", "list"], ["host", "--language", "fr"]])
    def test_an_unknown_one_is_a_wrong_call(self, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """A language that the game does not speak ends with code 2 and the list."""
        assert main(words) == 2
        told = capsys.readouterr().err
        assert "Invalid value for '--language': " in told
        assert "en (English), cy" in told

    def test_the_environment_is_heeded(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """WHOLEPLACE_LANGUAGE chooses it for every command; one that is unknown is told, as what it is."""
        monkeypatch.setenv(VARIABLE, "pseudo")
        assert main(["check", "--help"]) == 0
        assert FIRST in capsys.readouterr().out
        monkeypatch.setenv(VARIABLE, "fr")
        assert main(["list"]) == 2
        assert f"'{VARIABLE}'" in capsys.readouterr().err


class TestPseudo:
    """The language that nobody speaks."""

    @given(st.text(alphabet="abc XYZ.,{}é", max_size=60))
    def test_nothing_of_the_english_is_left(self, text: str) -> None:
        """Outside braces no plain letter is left, and a text is a third longer and in brackets."""
        said = pseudo(text)
        if not text.strip():
            assert said == text
            return
        assert said[0] == FIRST
        assert said[-1] == LAST
        outside = "".join(re.split(r"\{[^{}]*\}", text))
        assert not re.search("[A-Za-z]", "".join(re.split(r"\{[^{}]*\}", said)))
        assert len(said) - 2 - len(text) == -(-len(outside) // 3)

    def test_its_places_are_filled(self) -> None:
        """Places are kept, and said texts nest."""
        speak(Pseudo())
        assert say("Go to {where}.", where="x") == pseudo("Go to {where}.").format(where="x")
        assert say_many(1, "{n} day", "{n} days", n=1).endswith("ýý⟧")


def test_what_is_revealed_of_stand_ins_is_told_together_in_every_language() -> None:
    """Which seats of a round table went on as ever hangs on what they did, and on no word that it is told with."""
    place = shipped("barnet")
    session = Session(place, 1)
    assert RoundTable.convene(session, {seat: f"{number}" for number, seat in enumerate(place.agency_ids)}) is None
    assert session.end_turn() is None

    def as_ever() -> list[bool]:
        told = revealed(session, 1)
        assert told is not None
        return [seat.is_as_ever for seat in told.seats]

    found = as_ever()
    assert any(found)
    speak(Pseudo())
    assert as_ever() == found

"""In the language that nobody speaks: nothing that is shown is still English, and nothing breaks for being a third longer."""

from __future__ import annotations

import pytest

from tests.translation.__main__ import asked
from tests.translation.english import PENDING, holders, in_pseudo, left, left_of
from tests.translation.shown import FACES


@pytest.mark.slow
@pytest.mark.parametrize("face", FACES)
def test_nothing_that_is_shown_is_still_english(face: str) -> None:
    """Whatever a face shows comes out of a catalogue, but for codes and what is typed."""
    assert [(run, where, holders(run)) for run, where in left_of(face).items() if not _is_excused(run)] == []


@pytest.mark.slow
@pytest.mark.parametrize(("text", "size"), [(100, (1280, 720)), (200, (960, 600)), (200, (1920, 1080))], ids=str)
def test_a_third_longer_still_fits(text: int, size: tuple[int, int]) -> None:
    """With every text a third longer, nothing on any screen is clipped, overlaps or is out of reach; on the map neither."""
    assert in_pseudo("--layout", str(text), *map(str, size)) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--layout", "160"], "100, 110, 125, 150, 175, 200"),
        (["--layout", "150", "0", "600"], "such as --layout 150 1280 720"),
        (["--layout", "large"], "'large'"),
        (["--left", "wall"], "terminal-bradford"),
        (["--shown"], "expected one argument"),
    ],
)
def test_a_wrong_call_is_told_what_there_is(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A size that the game has not, a face that it has not: the command says which there are, and ends with 2."""
    with pytest.raises(SystemExit) as ended:
        asked(words)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_english_is_found() -> None:
    """What was not said is found, and codes are not taken for it."""
    assert left("⟦Þłååýý⟧: the end, BAR-12, /a/b.yaml, `why police`, wholeplace play barnet") == ["the end"]


def _is_excused(run: str) -> bool:
    """Whether a run may be of a file that is still being written, or is put together by one."""
    files = holders(run)
    return bool(PENDING) and (not files or any(file.startswith(PENDING) for file in files))

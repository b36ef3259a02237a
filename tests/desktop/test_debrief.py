"""The debrief: found in a thread, told chapter by chapter, and every decision to be tried another way or played on from."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pygame
import pytest

from game.debrief import paper
from game.desktop.screens import debrief_report
from game.desktop.screens.debrief import CHAPTERS, WHOLE, Debrief
from game.desktop.screens.debrief_what_if import OtherWay
from game.desktop.screens.debrief_work import Stopped, Task, Work
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.reflection import Reflection
from game.desktop.screens.why import Why
from game.desktop.table import Table
from game.desktop.ui.entry import Draft
from game.desktop.ui.passage import Passage, wrapped
from game.play.drafts import read_drafts, write_drafts
from game.play.reflection import LONGEST
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from tests.desktop import laws
from tests.desktop.games import over
from tests.desktop.hand import a_window, click, focused, keys, nodes, press, texts


@cache
def work() -> Work:
    """The analysis of a game that is over, under a few futures, done once."""
    done = Work(over(), n_futures=2, n_tried=1)
    done.whole.found()
    done.trying().found()
    return done


def opened(size: tuple[int, int] = (1280, 720), text: int = 100) -> Debrief:
    """A debrief in which everything has been found."""
    table = Table(a_window(size, text=text, has_motion=False), SavedShelf(3), Opened(over()))
    table._work = work()
    screen = Debrief(table.window, table)
    table.window.push(screen)
    table.window.turn([])
    return screen


def at(screen: Debrief, chapter: str) -> set[str]:
    """Opens a chapter; all that it says."""
    screen.go([one[0] for one in CHAPTERS].index(chapter))
    screen.window.turn([])
    return set(texts(screen.window))


@pytest.mark.slow
def test_the_window_answers_while_it_is_worked_on() -> None:
    """Until a chapter is there it says so and keys are answered; then it appears without a key."""
    table = Table(a_window(has_motion=False), SavedShelf(3), Opened(over()))
    table._work = Work(over(), n_futures=1, n_tried=0)
    screen = Debrief(table.window, table)
    table.window.push(screen)
    press(table.window, "n")
    assert screen.chapter == "moments"
    is_waiting = not table.work.whole.is_done
    shown = [node.name for node in nodes(table.window) if node.role == "status"]
    assert not is_waiting or any("played to its end" in one for one in shown)
    found = table.work.whole.found()
    table.work.whole._thread.join()
    table.window.turn([])
    assert found.moments.text in texts(table.window)


def test_a_fault_in_a_thread_is_not_lost() -> None:
    """What goes wrong in the thread is raised where its result is asked for."""
    task: Task[int] = Task(lambda _: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        task.found()
    with pytest.raises(ZeroDivisionError):
        _ = task.value


def test_what_nobody_waits_for_any_more_is_broken_off() -> None:
    """The flag ends the playing of other ways at its next step, and whoever asks for what was found is told."""
    done = Work(over(), n_futures=1_000_000)
    done.stop()
    done.whole.join()
    with pytest.raises(Stopped):
        done.whole.found()


@pytest.mark.slow
def test_the_program_ends_while_something_is_worked_on() -> None:
    """Closing the window in the midst of it ends the program at once and cleanly."""
    code = (
        "import numpy as np\n"
        "from game.desktop.screens.debrief_work import Task\n"
        "Task(lambda go_on: [(go_on(), np.sort(np.arange(5000.0))) for _ in range(10**9)])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_every_chapter_tells_what_was_found() -> None:
    """Each sentence of the analysis that has a place is on its chapter."""
    screen, found = opened(), work().whole.found()
    told = {
        "moments": [
            found.moments.text,
            *found.moments.further,
            *(one.title for one in found.moments.decisive),
            *(one.text for one in work().trying().found()),
        ],
        "what if": [one.title for one in found.moments.moments],
        "changes": [one.text for one in found.changes],
        "promises": [found.promises.text, *(one.text for one in found.promises.promises)],
        "results": [found.results.text, *found.results.further, *(one.why for one in found.results.outcomes if one.why)],
        "pockets": [found.pockets.text, *found.pockets.further],
        "together": [found.network.text, *found.network.further, found.gates.text, found.backings.text, found.remains.text],
        "style": list(found.style.texts),
        "really": [one.title for one in found.really.dilemmas] + [one.followed for one in found.really.dilemmas if one.followed],
        "questions": [one.text for one in found.conversation.first] + [found.really.caveat],
    }
    assert {*told, "lines"} == {one[0] for one in CHAPTERS}
    for chapter, sentences in told.items():
        assert set(sentences) <= at(screen, chapter), chapter
    values = {node.value for node in nodes(screen.window)} if at(screen, "lines") else set()
    assert {one.text for one in found.measures} <= values


@pytest.mark.slow
def test_one_cursor_reads_all_the_charts() -> None:
    """The charts of both lines begin at the end of the programme; an arrow key takes the cursor of all of them on."""
    screen, dates = opened(), work().lines.found().own.dates
    last = over().last_turn_played
    for moved, wanted in ((None, last), ("left", last - 1), ("left", last - 2), ("right", last - 1)):
        if moved:
            screen.window.stage.focus("measure:trust")
            press(screen.window, moved)
        read = [node.value for node in nodes(screen.window) if node.key.startswith("measure:")]
        assert len(read) == 7
        assert all(value.startswith(f"{dates[wanted]}: you ") for value in read)


@pytest.mark.slow
def test_what_does_not_wait_is_the_same_when_all_is_found() -> None:
    """The chapters that are there early say what they say in the end: only what was found about decisions is missing."""
    early, whole = work().early.found(), work().whole.found()
    for name in ("changes", "promises", "results", "pockets", "network", "gates", "backings", "remains", "style", "really"):
        assert getattr(early, name) == getattr(whole, name)
    assert {"moments", "what if", "questions"} == WHOLE


@pytest.mark.slow
def test_keys_alone_read_through_all_of_it() -> None:
    """Enter goes from chapter to chapter and asks to leave after the last; Escape goes back a chapter."""
    screen = opened()
    for number in range(1, len(CHAPTERS)):
        assert focused(screen.window).key == "finish"
        press(screen.window, "return")
        assert screen.at == number
    press(screen.window, "return")
    assert "Leave this game?" in texts(screen.window)
    press(screen.window, "escape", "escape")
    assert screen.at == len(CHAPTERS) - 2


def test_the_other_questions_are_one_key_away() -> None:
    """The chapter asks the few first; a button shows all the others, and goes where something was written at one of them."""
    screen = opened()
    told, asked = at(screen, "questions"), screen.table.work.whole.found().conversation
    assert {one.text for one in asked.first} <= told
    assert not {one.text for one in asked.further} & told
    click(screen.window, "further")
    assert {one.text for one in asked.questions} <= set(texts(screen.window))
    assert "further" not in keys(screen.window)
    assert focused(screen.window).key == f"write:{asked.further[0].key}"
    screen.table.asks_all = False
    screen.table.keep_draft(asked.further[-1].text, "a draft", asked.further[-1].key)
    screen.opened()
    screen.window.change()
    screen.window.turn([])
    assert {one.text for one in asked.further} <= set(texts(screen.window))


def test_what_one_thinks_is_typed_at_a_question_and_kept() -> None:
    """A field over the question takes a passage; Enter keeps it, the chapter shows it; left, what was typed waits as a draft."""
    screen = opened()
    at(screen, "questions")
    write = next(one for one in keys(screen.window) if one.startswith("write:"))
    asked = screen.table.work.whole.found().conversation.questions
    question = next(one.text for one in asked if one.key == write.removeprefix("write:"))
    click(screen.window, write)
    press(screen.window, *"ring")
    screen.window.turn([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, unicode=" ")])
    press(screen.window, *"her")
    press(screen.window, "left", "backspace", "e", "return")
    assert screen.window.top is screen
    assert screen.table.session.reflections == {question: "ring her"}
    screen.window.turn([])
    assert "ring her" in texts(screen.window)
    for way in ("escape", "close the window"):
        click(screen.window, write)
        press(screen.window, *"s" * 3)
        if way == "escape":
            press(screen.window, way)
            assert any("waits at its question as a draft" in text for text in texts(screen.window))
    screen.window.turn([pygame.event.Event(pygame.QUIT)])
    assert screen.table.session.reflections == {question: "ring her"}
    assert list(screen.table.drafts.values()) == ["ring herssssss"]
    assert screen.table.session.reflect(question, "") is None


def test_a_draft_is_there_when_the_game_is_opened_again(tmp_path: Path) -> None:
    """A draft lies beside the saved game, is found by whoever opens it, and is gone once its text is kept; rubbish is none."""
    save = tmp_path / "one.wholeplace"
    write_drafts(save, {"Why?": "because"})
    assert read_drafts(save) == {"Why?": "because"}
    for rubbish in (b"[", b"[1]", b'{"Why?": 3}', b'{"Why?": "\\u0007"}', b"[" * 100_000):
        (tmp_path / "one.drafts.json").write_bytes(rubbish)
        assert read_drafts(save) == {}
    table = opened().table
    table.keep_draft("Why?", "an old draft")
    assert table.draft("Why?", "why") == "an old draft"
    table.keep_draft("Why?", "a new one", "why")
    assert (table.draft("Pam?", "why"), list(table.drafts)) == ("a new one", ["why"])
    table.keep_draft("Pam?", "", "why")
    table.keep_draft("Why?", "because")
    table.window.push(Reflection(table, "Why?"))
    table.window.turn([])
    press(table.window, "return")
    assert table.drafts == {}
    assert table.session.reflections == {"Why?": "because"}
    assert table.session.reflect("Why?", "") is None


@pytest.mark.slow
def test_a_report_is_written_beside_the_game_and_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the debrief a report is one press away; it says where it is, a second one has a name of its own."""
    pytest.importorskip("matplotlib", reason="needs the extra `report`")
    monkeypatch.setattr(paper, "pdf", lambda *_: b"%PDF-")
    monkeypatch.setattr(debrief_report, "new_path", lambda *_: tmp_path / "saves" / "one.wholeplace")
    screen = opened()
    for _ in range(2):
        click(screen.window, "report")
        assert screen.table.work.report is not None
        screen.table.work.report.join()
        screen.window.turn([])
        assert not laws.broken(screen.window.stage)
        press(screen.window, "escape")
    names = sorted(path.name for path in (tmp_path / "saves").iterdir())
    assert names == ["one-report-2.html", "one-report-2.pdf", "one-report.html", "one-report.pdf"]
    assert all(b"Barnet" in path.read_bytes() for path in (tmp_path / "saves").glob("*.html"))


@pytest.mark.slow
def test_the_report_tells_the_other_ways_that_were_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another way that was tried in the window stands in the page and in the PDF; without one, neither has such a chapter."""
    pytest.importorskip("matplotlib", reason="needs the extra `report`")
    pages: list[str] = []

    def kept(page: str, _: str) -> bytes:
        pages.append(page)
        return b"%PDF-"

    monkeypatch.setattr(paper, "pdf", kept)
    monkeypatch.setattr(debrief_report, "new_path", lambda *_: tmp_path / "saves" / "one.wholeplace")
    screen, found = opened(), work().whole.found()
    one = found.moments.decisive[0]
    monkeypatch.setattr(screen.table.work, "what_ifs", {})
    for is_tried in (False, True):
        if is_tried:
            screen.table.work.what_if(one.turn, one.dilemma, one.ways[0].option)
        click(screen.window, "report")
        assert screen.table.work.report is not None
        (page, _) = screen.table.work.report.found().files
        screen.window.turn([])
        press(screen.window, "escape")
        for text in (page.read_text(encoding="utf-8"), pages[-1]):
            assert ('id="tried"' in text) == is_tried
            assert text.count("Tried instead:") == is_tried


def test_the_epilogue_again_leads_straight_back() -> None:
    """Opened from a chapter, each page of the epilogue leads back to that chapter, by a button and by Escape."""
    screen = opened()
    at(screen, "results")
    for way in ("debrief", "escape", "through"):
        click(screen.window, "epilogue")
        if way == "through":
            press(screen.window, *["n"] * 3)
        elif way == "escape":
            press(screen.window, way)
        else:
            click(screen.window, way)
        assert screen.window.top is screen
        assert screen.chapter == "results"


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("size", [(960, 600), (1280, 720)], ids=str)
def test_a_passage_of_any_length_fits(size: tuple[int, int], text: int) -> None:
    """Nothing of a long passage is clipped, its field scrolls, and every line of it lies within the field."""
    screen = opened(size, text)
    over_it = Reflection(screen.table, "What did you see?")
    over_it._draft = Draft("wording and wondering " * 60 + "w" * 200, 5, LONGEST)
    screen.window.push(over_it)
    screen.window.turn([])
    assert laws.broken(screen.window.stage) == []
    field = screen.window.stage.root.find("text")
    assert isinstance(field, Passage)
    inner = field.rect.width - 2 * screen.window.kit.px(10)
    lines = wrapped(field.draft.text, screen.window.kit, inner)
    assert "".join(field.draft.text[start:end] for start, end in lines) == field.draft.text
    assert all(screen.window.kit.type.width(field.draft.text[start:end].rstrip(), "body") <= inner for start, end in lines)


@pytest.mark.slow
def test_the_open_chapter_is_in_sight_in_the_list() -> None:
    """Going on by keys through the chapters, the open one can be seen in the list beside it, however low the window is."""
    screen = opened((1400, 600), text=125)
    for one, *_ in CHAPTERS:
        chapter = next(node for node in nodes(screen.window) if node.key == f"chapter:{one}")
        assert chapter.is_checked
        assert chapter.seen == chapter.rect, one
        press(screen.window, "]")


def test_a_change_says_all_that_it_shows() -> None:
    """By ear as by eye: each cause of a change, and what the smaller ones come to together."""
    screen = opened()
    at(screen, "changes")
    cards = [node for node in nodes(screen.window) if node.key.startswith("change:")]
    together = [change.rest_text for change in work().whole.found().changes if change.rest_text]
    assert together
    for card in cards:
        assert all(one.name.rstrip(".") in card.words() for one in card.walk() if one.role == "text"), card.words()


def test_a_change_opens_its_exact_causes() -> None:
    """Enter on one of the largest changes opens why, in its turn."""
    screen, found = opened(), work().whole.found()
    at(screen, "changes")
    screen.window.stage.focus("change:0")
    press(screen.window, "return")
    top = screen.window.top
    assert isinstance(top, Why)
    assert (top.now.asked, top.now.turn) == ((found.changes[0].variable, found.changes[0].index), found.changes[0].turn)


@pytest.mark.slow
def test_another_way_is_played_with_the_same_luck_and_played_on_from() -> None:
    """An option that was not taken shows both lines, and leads back to the start of its quarter as a game of its own."""
    screen = opened()
    at(screen, "what if")
    way = next(one for one in keys(screen.window) if one.startswith("way:"))
    click(screen.window, way)
    top = screen.window.top
    assert isinstance(top, OtherWay)
    found = top._task.found()
    top._task._thread.join()
    screen.window.turn([])
    assert str(getattr(found, "text", found)) in texts(screen.window)
    press(screen.window, "escape")
    assert screen.window.top is screen
    click(screen.window, way)
    click(screen.window, "play")
    press(screen.window, "return")
    quarter = screen.window.top
    assert isinstance(quarter, QuarterScreen)
    turn = int(way.split(":")[1])
    assert quarter.table.session.turn == turn
    assert quarter.table.session.is_running
    assert over().is_over


def test_a_saved_game_is_branched_and_stays_as_it_is() -> None:
    """Playing on from a saved game makes a copy beside it, which is saved as well."""
    shelf = SavedShelf(3)
    opened_game = shelf.begin("barnet")
    session, path = opened_game.session, opened_game.session.path
    assert path is not None
    for number in session.undecided():
        facts = session.place.dilemmas[number]
        assert session.choose(facts.id, facts.options[0].id) is None
    assert session.end_turn() is None
    before = path.read_bytes()
    table = Table(a_window(has_motion=False), shelf, opened_game)
    # What is compared is another game, which is over; that a branch is a saved game of its own does not hang on it.
    table._work = work()
    table.window.push(QuarterScreen(table.window, table))
    table.window.push(OtherWay(table.window, table, 1, *_first_decision(over())))
    table.window.turn([])
    click(table.window, "play")
    press(table.window, "return")
    quarter = table.window.top
    assert isinstance(quarter, QuarterScreen)
    assert quarter.table.session.path not in (None, path)
    assert quarter.table.is_saving
    assert path.read_bytes() == before
    shelf.close()


def _first_decision(session: Session) -> tuple[str, str]:
    """The first dilemma of a game and an option that was not taken."""
    (dilemma, taken), *_ = session.decided[0][0].items()
    options = session.place.dilemmas[session.place.dilemma(dilemma)].options
    return dilemma, next(one.id for one in options if one.id != taken)


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((3840, 2160), marks=pytest.mark.slow)], ids=str)
def test_it_fits_every_window(size: tuple[int, int], text: int) -> None:
    """Nothing is clipped or overlapping, and all can be reached, named and hit, in every chapter."""
    screen = opened(size, text)
    for chapter, *_ in CHAPTERS:
        at(screen, chapter)
        assert laws.broken(screen.window.stage) == [], chapter

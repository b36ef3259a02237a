"""Playing on from an earlier quarter: in a new saved game, so that the old one stays whole, or in the same one."""

from __future__ import annotations

from game.desktop.screens import opening
from game.desktop.screens.question import Answer, Question
from game.desktop.table import Table
from game.play.shelf import Opened, Unplayable
from game.translation import say
from game.words import quarter
from game.words.grammar import capital


def ask_to_rewind(table: Table, turn: int) -> None:
    """Asks how to play on from the start of a turn that has been played, and does so."""
    session, window = table.session, table.window
    named = quarter.counted(session.place, turn)
    answers: list[Answer] = []
    told = [say("You go back to the start of {quarter}, and decide it again. The luck stays the same.", quarter=named)]
    if session.path is not None and table.is_saving:
        answers.append((say("As a new saved game"), lambda: branch(table, turn)))
        told += [
            say("As a new saved game, everything you have played so far stays as it is, to be gone on with later."),
            say("In this game, what you played since is no longer part of it."),
        ]
    else:
        told.append(say("This game is not saved: what you played since is lost."))
    answers.append((say("In this game"), lambda: _back(table, turn)))
    title = say("Play on from {quarter}?", quarter=quarter.name(session.place, turn))
    window.push(Question(window, title, "\n".join(told), answers, say("Stay here")))


def _back(table: Table, turn: int) -> None:
    """Goes back in the same game."""

    def opened() -> None:
        table.forget_work()
        _open(table, turn)

    table.do(lambda: table.session.back(turn), opened)


def branch(table: Table, turn: int) -> None:
    """Goes back in a copy, saved where the game is saved. Where that fails the game is gone on with as it was."""
    path, window = table.session.path, table.window
    if path is None or not table.is_saving:
        _open(Table(window, table.shelf, Opened(table.session.branched(turn), is_new=False)), turn)
        return
    try:
        opened = table.shelf.branch(path, turn)
    except Unplayable as fault:
        _keep(table)
        window.say(f"{say('No new game could be saved, and nothing has changed.')} {fault}")
        return
    table.leave()
    _open(Table(window, table.shelf, opened), turn)


def _keep(table: Table) -> None:
    """Takes up again the saved game that was let go of for its copy."""
    path = table.session.path
    if path is None:
        return
    try:
        again: Opened = table.shelf.resume(path)
    except Unplayable:
        table.session.stop_writing()
        table.is_saving = False
    else:
        table.session = again.session


def _open(table: Table, turn: int) -> None:
    """The quarter, with a word on where one is."""
    window = table.window
    window.reset(opening.quarter(window, table))
    window.say(say("{quarter}, once more.", quarter=capital(quarter.counted(table.session.place, turn))))

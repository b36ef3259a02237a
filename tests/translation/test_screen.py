"""What screens of the window are called, in the language of the game."""

from __future__ import annotations

from game.desktop.screens.help import HelpScreen
from game.desktop.screens.hotseat_setup import SetUp
from game.desktop.screens.question import Question
from game.play.shelf import SavedShelf
from game.translation import say, speak
from game.translation.pseudo import Pseudo, pseudo
from tests.desktop.hand import a_window, texts


def test_a_screen_is_called_in_the_language_of_the_game() -> None:
    """The title of a class is said where it is shown; a screen's own title is said already, and not said twice."""
    window = a_window(has_motion=False)
    speak(Pseudo())
    question = Question(window, say("Leave this game?"), "", [])
    window.push(SetUp(window, SavedShelf(3)))
    window.push(HelpScreen(window, question))
    window.turn([])
    assert window.top.called == pseudo("Help")
    assert question.called == pseudo("Leave this game?")
    assert f"{window.top.called}: {question.called}" in texts(window)

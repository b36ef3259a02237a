"""The questions of a debrief in two languages: other words, the same questions, and what was written at them."""

from __future__ import annotations

import pytest

from game.debrief import report
from game.debrief.analysis import Debrief, analyse
from game.debrief.records import statements
from game.play.policy import policy_named
from game.play.session import Session
from game.scenario.compiler import load
from game.translation import speak
from game.translation.pseudo import Pseudo
from tests.places.game import header


def debriefed() -> tuple[Session, Debrief]:
    """A game in the language that is spoken, and its debrief."""
    place = load("barnet")
    session = Session.played(place, 5, policy_named("nice-to-all", place))
    return session, analyse(session, n_futures=2)


@pytest.mark.slow
def test_what_was_written_is_found_in_another_language() -> None:
    """Each question has a key of its own that no language changes; by it windows, reports and records find what was written."""
    english, found = debriefed()
    speak(Pseudo())
    other, said = debriefed()
    questions, others = found.conversation.questions, said.conversation.questions
    assert [one.key for one in questions] == [one.key for one in others]
    assert len(found.conversation.asked) == len(questions)
    assert all(one.text != another.text for one, another in zip(questions, others, strict=True))
    assert any(".own." in one.key for one in questions)
    for one in (questions[0], questions[-1]):
        for game in (english, other):
            assert game.reflect(one.text, f"At {one.key}.", key=one.key) is None
    for one in (others[0], others[-1]):
        assert other.reflections.at(one.text, one.key) == f"At {one.key}."
    page = report.in_html(other, said).decode()
    assert "At describe." in page
    assert questions[-1].text not in page
    assert others[-1].text in page.replace("&#34;", '"').replace("\u2019", "'")
    assert other.reflect(others[0].text, "Changed.", key=others[0].key) is None
    assert len(other.reflections) == len(english.reflections)
    saved = header(english.place, 5)  # a saved game keeps the title in the language it was begun in
    at = [
        {one["object"]["id"] for one in statements(saved, game) if one["verb"]["id"].endswith("/reflected")}
        for game in (english, other)
    ]
    assert at[0] == at[1]
    assert len(at[0]) == len({questions[0].key, questions[-1].key})

"""What somebody asks about."""

from __future__ import annotations

import pytest

from game.briefing.sight import Asked
from game.core.observe import may_ask
from game.core.variables import VARIABLES
from game.terminal.subject import OF_AGENCY, OF_OUTCOME, OF_PLACE, OF_TIE, USUAL, asked, nearest_subject
from tests.places.shipped import barnet, bradford

MET, SCHOOLS, LEAD = 10, 7, 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trust police", [("trust", (MET, LEAD))]),
        ("police trust", [("trust", (MET, LEAD))]),
        ("trust of the police", []),
        ("my trust police", [("trust", (LEAD, MET))]),
        ("trust in the police", [("trust", (LEAD, MET))]),
        ("trust police schools", [("trust", (MET, SCHOOLS))]),
        ("sharing police schools", [("practice", (MET, SCHOOLS))]),
        ("sharing police", [("sharing", (MET,))]),
        ("sharing", [("openness", ())]),
        ("energy", [("energy", ())]),
        ("my energy", [("energy", ())]),
        ("backing", [("cover", (LEAD,))]),
        ("standing", [("credibility", ())]),
        ("gap police", [("gap", (MET,))]),
        ("reported offending", [("reported", (2,))]),
        ("police schools", [("trust", (MET, SCHOOLS)), ("practice", (MET, SCHOOLS))]),
        ("bananas", []),
        ("", []),
    ],
)
def test_names_as_people_say_them(typed: str, meant: list[Asked]) -> None:
    """A variable with an agency, two agencies, an outcome, or by itself; in either order."""
    place = barnet()
    assert place.agency("met") == MET
    assert place.agency("schools") == SCHOOLS
    assert asked(place, typed) == meant


def test_an_agency_by_itself_is_its_usual_questions() -> None:
    """What it says, what it does, its trust in you, and what it shares."""
    assert [name for name, _ in asked(barnet(), "the police")] == ["stated", "delivered", "trust", "sharing"]


def test_nothing_is_offered_that_a_place_does_not_have() -> None:
    """A slip near `purses` is not answered with them where no purses are aligned."""
    assert "purses" not in nearest_subject(barnet(), "purse")
    assert nearest_subject(bradford(), "purse") == "purses"


def test_results_are_all_outcomes() -> None:
    """`why reported` asks about every outcome of the place."""
    assert [index for _, index in asked(barnet(), "reported")] == [(number,) for number in range(len(barnet().outcomes))]


@pytest.mark.parametrize(
    ("typed", "near"), [("enregy", "energy"), ("polcie", "Police"), ("trsut police", "trust Police"), ("zzzz", "")]
)
def test_a_slip_is_answered_with_the_nearest(typed: str, near: str) -> None:
    """The nearest thing one can ask about, as it would be typed."""
    assert nearest_subject(barnet(), typed) == near
    assert not near or asked(barnet(), near)


def test_every_word_in_the_tables_can_be_asked() -> None:
    """No entry of the vocabulary leads nowhere."""
    place = barnet()
    for table, rest in ((OF_PLACE, ""), (OF_AGENCY, " police"), (OF_TIE, " police schools"), (OF_OUTCOME, "")):
        for name, words in table.items():
            for word in words:
                found = asked(place, word + rest)
                if VARIABLES[name].part:
                    assert all(variable != name for variable, _ in found), word
                else:
                    assert found[0][0] == name, word
    assert all(may_ask(*one, place.lead) for word in USUAL for one in asked(place, word))

"""What is taken for a team whose time runs out before it has decided."""

from __future__ import annotations

from game.play.session import Session


def by_default(session: Session) -> dict[str, str]:
    """What is taken for each dilemma that is still open when time runs out, {dilemma id: option id}; told on its page beforehand.

    It is the option, of those that can be taken, that costs the least money, and of several the least energy.
    """
    found = {}
    for number in session.undecided():
        facts = session.place.dilemmas[number]
        can = session.view().offered[number][:, 0]
        options = [option for position, option in enumerate(facts.options) if can[position]]
        if options:
            found[facts.id] = min(options, key=lambda option: (option.money, option.energy)).id
    return found

"""A seat of a round table at a window: every page of its quarter, its promises, its keys, and what it waits for at the end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path


def seat() -> Iterator[tuple[str, str]]:
    """What a seat is shown and told, from its brief to the debrief that is opened step by step."""
    from game.desktop.screens.agency import Agencies, AgencyScreen
    from game.desktop.screens.preferences_keys import KeysDialog
    from game.desktop.screens.reflection import Reflection
    from game.desktop.table import table_of
    from game.scenario.compiler import load
    from tests.desktop.hand import Person, pressed
    from tests.desktop.test_joined_seat import at_window, settled
    from tests.workshop.devices import running, url_of
    from tests.workshop.joined import joined, look
    from tests.workshop.table import open_round

    def told(person: Person) -> str:
        settled(person)
        window = person.window
        shown = (text for node in window.stage.nodes().walk() for text in (node.name, node.value, node.description, node.words()))
        return "\n".join([window.top.called, *shown, *(text for pair in window.top.help() for text in pair)])

    place = load("barnet")
    lead, other = place.agency_ids[place.lead], next(one for one in place.agency_ids if one != place.agency_ids[place.lead])
    with tempfile.TemporaryDirectory() as folder, running(place, url_of(Path(folder))) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        session, leads = joined(workshop, other), joined(workshop, lead)
        look(session)
        person = Person()
        at_window(person.window, session)
        yield "a seat, its brief", told(person)
        for page, keys in (
            ("news", "n"),
            ("votes", "n"),
            ("voted", "1"),
            ("choose again", "u"),
            ("its agency", "n"),
            ("its word", "n"),
        ):
            person.key(*keys)
            yield f"a seat, {page}", told(person)
        person.click("give")
        for step in ("to whom", "what", "by when"):
            yield f"a seat, {step}", told(person)
            person.key("return")
        yield "a seat, its word given", told(person)
        person.click("give")
        person.key("return")
        person.click([node.key for node in person.window.stage.nodes().walk() if node.key.startswith("choice:")][-1])
        yield "a seat, in its own words", told(person)
        person.key("return", "escape", "n")
        yield "a seat, ready", told(person)
        table = table_of(person.window)
        assert table is not None
        sheet = AgencyScreen(person.window, table, 0)
        for screen in (sheet, Agencies(person.window, sheet), KeysDialog(person.window, "why")):
            person.window.push(screen)
            yield f"a seat, {type(screen).__name__}", told(person)
        person.give(pressed("m"))
        yield "a seat, a key that does something else", told(person)
        person.key("escape", "escape", "escape", "escape")
        look(leads)
        leads.end_turn()
        session._fetch("changed")
        yield "a seat, what all decided", told(person)
        while workshop.table().session.is_running:
            facilitator.act("close")
        look(session)
        person = Person()
        table = at_window(person.window, session)
        yield "a seat, the programme is over", told(person)
        facilitator.act("reveal", step="1")
        session._fetch("changed")
        yield "a seat, the first step is open", told(person)
        person.window.push(Reflection(table, ""))
        yield "a seat, what it thinks", told(person)

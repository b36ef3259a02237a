"""Asking at a prompt: whatever can be typed anywhere is carried out on the way to the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.core.decision import Refusal
from game.play.keeping import copy
from game.play.record import SaveFault
from game.play.session import Session
from game.play.shelf import Opened
from game.terminal import agency, history, money, note, promises, result, token, why
from game.terminal import help as helping
from game.terminal import map as mapping
from game.terminal.console import Console
from game.terminal.match import agency_names, example, find_agencies, nearest, normal
from game.terminal.opening import Leave
from game.terminal.page import Page
from game.terminal.prompt import LOCAL, Prompt, command, onwards, out_of_turn
from game.terminal.teach import Teacher
from game.translation import say, say_of
from game.words import quarter as dates
from game.words.grammar import either, listed
from game.words.typed import whole


class Again(Exception):  # noqa: N818 - not an error
    """The game has gone back to an earlier quarter."""


class Asking:
    """Somebody at a console with a game that has been opened, who may ask and do other things at any prompt."""

    def __init__(
        self,
        console: Console,
        opened: Opened,
        teacher: Teacher | None = None,
        looks: Mapping[str, int] | None = None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        """Takes a game that has been opened.

        Arguments:
            console: where it is played.
            opened: the game.
            teacher: who gives the hints.
            looks: how hard its debrief looks, if not as usual: see `debrief.opened`.
            close: lets go of its saved game, when it is left.
        """
        self.console = console
        self.session: Session = opened.session
        self._opened = opened
        self._teacher = teacher or Teacher.for_records(opened.records)
        self._thread = why.Thread()
        self._close = close
        self._is_saving = True
        self._is_asked_to_keep = False
        self.seat: int | None = None  # whose view it is; the lead's where None
        self._looks = looks or {}
        self._questions: tuple[tuple[str, str], ...] = ()  # the words of each, and its key
        self._listed = ""  # what was typed after `what` last

    def _onwards(self, look: Callable[[], Page], text: str, hint: str = "") -> None:
        """Shows a page and waits for Enter; everything else can be asked meanwhile."""
        self.console.show(look())
        self._hint(hint)
        prompt = Prompt(text, say("Press Enter to go on."), look, onwards)
        while True:
            typed = self._ask(prompt)
            if onwards(typed):
                return
            self.console.say(out_of_turn(typed, prompt))

    def _came_of(self, turn: int, text: str) -> None:
        """Shows what came of a quarter and waits for Enter; `why` asks about what moved in it."""
        found = result.result(self.session, turn, self.seat)

        def look() -> Page:
            self._thread.lead_to(found.asked, turn)
            return found.page

        self._onwards(look, text, hint="why" if found.asked else "")

    def _ask(self, prompt: Prompt) -> str:
        """A line that is this prompt's business; commands are carried out on the way."""
        while True:
            typed = self.console.ask(prompt.text)
            found = command(typed, prompt)
            if found is None:
                return typed
            name, rest = found
            if name in LOCAL:
                if prompt.text.startswith((say("Enter"), say("The end"))):
                    self.console.say(say("There is no quarter under way to {name}. {now}", name=name, now=prompt.now))
                    continue
                return f"{name} {rest}".strip()
            self._run(name, rest, prompt)

    def _run(self, name: str, rest: str, prompt: Prompt) -> None:
        """Carries out a command that can be typed anywhere."""
        partner = example(self.session.place, self.seat)
        pages: dict[str, Callable[[], Page]] = {
            "help": lambda: helping.meaning(rest) if rest else helping.page(prompt.now, self._kinds(), partner),
            "look": prompt.look,
            "why": lambda: why.answer(self.session, self._thread, rest, self.seat),
            "map": lambda: mapping.page(self.session, self.seat),
            "promises": lambda: promises.page(self.session, self.seat),
            "money": lambda: money.page(self.session, self.seat),
            "what": lambda: self._what_if(rest),
        }
        acts: dict[str, Callable[[str], None]] = {
            "agency": self._agency,
            "history": self._history,
            "back": self._back,
            "save": self._save,
            "note": self._note,
            "expect": lambda typed: self.console.show(note.expecting(self.session, typed, self._reflects)),
        }
        if name == "quit":
            raise Leave
        if name in acts:
            acts[name](rest)
        else:
            self.console.show(pages[name]())

    def _kinds(self) -> list[token.Kind]:
        return token.kinds_of(self.session.place)

    def _agency(self, typed: str) -> None:
        readings = [reading[0] for reading in find_agencies(self.session.place, typed) if len(reading) == 1]
        if len(readings) == 1:
            self.console.show(agency.page(self.session, readings[0], self.seat))
            return
        names = [names[0] for names in agency_names(self.session.place).values()]
        if len(readings) > 1:
            self.console.say(say("That could be {one}. Say a little more.", one=either([names[number] for number in readings])))
            return
        near = nearest(typed, names)
        asked = say("Nobody goes by the name “{typed}”.", typed=typed) if typed else say("Which agency?")
        help = say("Did you mean `agency {near}`?", near=near) if near else say("You may ask about {names}.", names=listed(names))
        self.console.say(f"{asked} {help}")

    def _history(self, typed: str) -> None:
        played = len(self.session.decided)
        if not typed:
            self.console.show(history.page(self.session, self.seat))
        elif (turn := whole(typed, 1, played)) is not None:
            found = result.result(self.session, turn, self.seat)
            self._thread.lead_to(found.asked, turn)
            self.console.show(found.page)
        else:
            self.console.say(
                say("`history` and a number from 1 to {played}.", played=played)
                if played
                else say("No quarter has been played yet.")
            )

    def _back(self, typed: str) -> None:
        played = len(self.session.decided)
        if not played:
            self.console.say(say("There is no earlier quarter yet. Within this one, `undo` takes back what you did last."))
        elif (turn := whole(typed, 1, played)) is None:
            self.console.say(say("Back to the start of which quarter? `back` and a number from 1 to {played}.", played=played))
        else:
            when = say("quarter {number} ({name})", number=turn, name=dates.name(self.session.place, turn))
            left = say("What you have played since is left behind, though the saved file keeps it.")
            if self._confirm(say("Back to the start of {when}? {left}", when=when, left=left)) and self._do(
                lambda: self.session.back(turn)
            ):
                raise Again

    def _save(self, name: str) -> None:
        path = self.session.path
        if path is None or not self._is_saving:
            self.console.say(say("This game is not being saved."))
            return
        self._is_asked_to_keep = True
        page = Page().line(say("Every decision is saved as you make it, in:")).exactly(str(path))
        if name:
            try:
                page = Page().line(say("A copy of the game so far is in:")).exactly(str(copy(path, name)))
            except SaveFault as fault:
                page = Page().line(str(fault))
        self.console.show(page)

    def _note(self, typed: str) -> None:
        """Writes down what somebody thinks at a question of the debrief."""
        for told in note.answers(self.session, self._questions, typed, self._reflects):
            self.console.show(told)

    def _reflects(self, question: str, text: str, key: str) -> bool:
        return self._do(lambda: self._reflect(question, text, key))

    def _reflect(self, question: str, text: str, key: str) -> Refusal | None:
        return self.session.reflect(question, text, key=key)

    def _what_if(self, typed: str) -> Page:
        from game.terminal import what_if

        self._listed = typed
        return what_if.page(self.session, typed)

    # Small things.

    def _hint(self, what: str) -> None:
        hint = self._teacher.hint(what, example(self.session.place, self.seat)) if what else ""
        if hint:
            self.console.say(hint)

    def _confirm(self, question: str) -> bool:
        """Whether the answer is yes; whatever else is typed is no."""
        self.console.say(question)
        is_yes = normal(self.console.ask(say("Yes or no"))) in ("yes", "y", normal(say_of("what one types", "yes")))
        if not is_yes:
            self.console.say(say("No, then."))
        return is_yes

    def _do(self, action: Callable[[], Refusal | None]) -> bool:
        """Does something that is written down first. Says why not, where it is refused; returns whether it was done."""
        try:
            refused = action()
        except SaveFault as fault:
            self.console.say(say("This could not be saved, so it has not been done. {fault}", fault=fault))
            if not self._confirm(say("Go on without saving?")):
                return False
            self.session.stop_writing()
            self._is_saving = False
            refused = action()
        if refused is not None:
            self.console.say(str(refused))
        return refused is None

"""The game from the title screen to the last question of the debrief, one prompt after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from game.briefing.attention import by_when
from game.core.decision import Refusal
from game.core.place import Dilemma
from game.play.keeping import copy, put_away
from game.play.record import SaveFault
from game.play.session import Session
from game.play.shelf import Opened, Shelf
from game.terminal import agency, epilogue, history, money, note, place, promises, quarter, result, token, why
from game.terminal import help as helping
from game.terminal import map as mapping
from game.terminal.console import Console, EndOfInput
from game.terminal.match import agency_names, example, find_agencies, nearest, normal
from game.terminal.opening import Leave, choose_game
from game.terminal.page import Page
from game.terminal.prompt import LOCAL, Prompt, command, is_bare_word, is_undo, mistaken, onwards, out_of_turn
from game.terminal.resume import farewell
from game.terminal.teach import Teacher
from game.translation import say, say_many, say_of
from game.words import quarter as dates
from game.words import token as tokens
from game.words.grammar import capital, count, either, listed, quoted
from game.words.typed import whole


class Again(Exception):  # noqa: N818 - not an error
    """The game has gone back to an earlier quarter."""


def play(console: Console, shelf: Shelf, opened: Opened | None = None) -> None:
    """Plays until the player leaves, or there is no more to read: from the title screen, unless a game is given."""
    try:
        if opened is None:
            opened = choose_game(console, shelf)
    except (Leave, EndOfInput, KeyboardInterrupt):
        console.say(say("Nothing was begun, so there is nothing to save. Goodbye."))
        return
    Game(console, opened, close=shelf.close).play()


class Game:
    """One game being played at a console."""

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

    def play(self) -> None:
        """Plays to the end, or until the player leaves."""
        try:
            for note in self._opened.notes:
                self.console.say(note)
            if self._opened.is_new:
                self._briefing()
            while True:
                with suppress(Again):
                    while not self.session.is_over:
                        self._quarter()
                    self._aftermath()
        except (Leave, EndOfInput, KeyboardInterrupt):
            self._leave()

    # The parts of a game.

    def _briefing(self) -> None:
        self._onwards(lambda: place.page(self.session), say("Enter to go on"))
        self._onwards(lambda: place.prologue(self.session), say("Enter to begin"))

    def _quarter(self) -> None:
        self.console.show(quarter.page(self.session))
        while self.session.undecided():
            self._choose(self.session.undecided()[0])
        self._attend()
        turn = self.session.turn - 1 if self.session.is_running else self.session.last_turn_played
        found = result.result(self.session, turn)
        now = dates.name(self.session.place, self.session.turn)
        onwards = say("Enter for how it ended") if self.session.is_over else say("Enter for {quarter}", quarter=now)

        def look() -> Page:
            self._thread.lead_to(found.asked, turn)
            return found.page

        self._onwards(look, onwards, hint="why" if found.asked else "")

    def _choose(self, number: int) -> None:
        """Asks until the dilemma is decided."""
        facts = self.session.place.dilemmas[number]
        scene = partial(quarter.dilemma, self.session, number)
        prompt = self._choice_prompt(facts, scene)
        self.console.show(scene())
        self._hint("choose")
        while True:
            typed = self._ask(prompt)
            found = [] if is_bare_word(typed) else quarter.options_meant(facts, typed)
            if len(found) == 1:
                if self._do(lambda: self.session.choose(facts.id, found[0].id)):  # noqa: B023 - done before the next one
                    self.console.say(say("You chose: {label}.", label=quoted(found[0].label)))
                    self._hint("undo")
                    return
            elif len(found) > 1:
                self.console.say(say("That could be more than one of them. {now}", now=prompt.now))
            elif token.is_meant(typed):
                self._place(typed)
            elif is_undo(typed):
                self._undo(typed, scene)
            elif facts.id in self.session.pending.choices and not typed:
                return
            elif normal(typed) == "end":
                self.console.say(
                    say(
                        "{title} is still open. Each dilemma needs an answer before the quarter ends. {now}",
                        title=quoted(facts.title),
                        now=prompt.now,
                    )
                )
            else:
                self.console.say(mistaken(typed, prompt) if typed and not typed.strip("().").isdigit() else prompt.now)

    def _choice_prompt(self, facts: Dilemma, scene: Callable[[], Page]) -> Prompt:
        def takes(typed: str) -> bool:
            return len(quarter.options_meant(facts, typed)) == 1 or token.is_meant(typed)

        now = say("Type the number of an option, 1 to {most}.", most=len(facts.options))
        words = (*(option.label for option in facts.options), *token.words())
        return Prompt(say("Your choice"), now, lambda: quarter.page(self.session).add(scene()), takes, words)

    def _attend(self) -> None:
        """Asks for tokens of attention until the quarter is ended."""
        self.console.show(quarter.attention(self.session))
        if self.session.tokens_left():
            self._teach_tokens()
        while True:
            left = self.session.tokens_left()
            placed = len(self.session.pending.tokens)
            text = say("Token {number} of {most}", number=placed + 1, most=placed + left) if left > 0 else say("All placed: end")
            typed = self._ask(self._attention_prompt(text, left))
            if normal(typed) == "end":
                if self._end():
                    return
            elif is_undo(typed):
                self._undo(typed)
            elif token.is_meant(typed):
                self._place(typed)
            else:
                prompt = self._attention_prompt(text, left)
                self.console.say(mistaken(typed, prompt) if typed else prompt.now)

    def _attention_prompt(self, text: str, left: int) -> Prompt:
        now = say("Type `end` to end the quarter.")
        if left > 0:
            now = say("Type what a token goes to, such as `time` and a partner's name, or `end`.")

        def look() -> Page:
            return quarter.page(self.session).add(quarter.attention(self.session))

        return Prompt(text, now, look, token.is_meant, tuple(token.words()))

    def _teach_tokens(self) -> None:
        hint = self._teacher.hint("tokens", example(self.session.place, self.seat))
        if not hint:
            words = ", ".join(kind.words[-1] for kind in self._kinds())
            self.console.say(say("What does your attention go to? ({words})", words=words))
            return
        page = Page().line(hint).gap()
        for kind in self._kinds():
            page.item(kind.text, label=f"  {kind.usage}:")
        self.console.show(page)

    def _kinds(self) -> list[token.Kind]:
        return token.kinds_of(self.session.place)

    def _place(self, typed: str) -> None:
        found = token.understood(self.session.place, typed)
        if isinstance(found, str):
            self.console.say(found)
        elif self.session.tokens_left() <= 0:
            self.console.say(say("Every token is placed. `undo` takes the last one back."))
        elif self._do(lambda: self.session.attend(found)):
            left = self.session.tokens_left()
            words, when = tokens.in_words(self.session.place, found), by_when(self.session, found)
            words = say("{token}, by {quarter}", token=words, quarter=when) if when else words
            self.console.say(say("Noted: {words}. {tokens} left.", words=words, tokens=capital(count(left, "token"))))
            if left == 0 and not self.session.undecided():
                self._hint("end")

    def _undo(self, typed: str, then: Callable[[], Page] | None = None) -> None:
        """Takes back the last token; with none placed, asks the last dilemma again, and afterwards shows `then`."""
        placed = self.session.pending.tokens
        decided = [number for number in self.session.open_dilemmas() if number not in self.session.undecided()]
        if placed:
            words = tokens.in_words(self.session.place, placed[-1])
            if self._do(lambda: self.session.take_back(len(placed) - 1)):
                self.console.say(
                    say(
                        "Taken back: {words}. {tokens} left.",
                        words=words,
                        tokens=capital(count(self.session.tokens_left(), "token")),
                    )
                )
        elif decided:
            which = whole(typed.rsplit(maxsplit=1)[-1], 1, len(decided)) or len(decided)
            self.console.say(say("Think again. Enter by itself leaves your answer as it was."))
            self._choose(decided[which - 1])
            if then is not None:
                self.console.show(then())
        else:
            self.console.say(
                say("There is nothing to take back in this quarter. `back` and a number goes back to an earlier one.")
            )

    def _end(self) -> bool:
        left = self.session.tokens_left()
        if left > 0:
            left_over = say_many(
                left,
                "You have {tokens} left, and it lapses. End the quarter all the same?",
                "You have {tokens} left, and they lapse. End the quarter all the same?",
                tokens=count(left, "token"),
            )
            if not self._confirm(left_over):
                return False
        return self._do(self.session.end_turn)

    def _aftermath(self) -> None:
        self._onwards(lambda: epilogue.ending(self.session), say("Enter for what came after"))
        self._onwards(lambda: epilogue.page(self.session), say("Enter for the debrief"))
        self.console.say(say("The books are being opened: whatever else you could have chosen is played as well. A few seconds."))
        # Imported here, so that the first prompt of a game does not wait for what its end needs.
        from game.terminal import debrief, what_if

        found = debrief.opened(self.session, **self._looks)
        self._questions = tuple((one.text, one.key) for one in found.conversation.questions)
        for page in debrief.pages(self.session, found, seat=self.seat):
            self._onwards(lambda page=page: page, say("Enter to go on"))  # type: ignore[misc]
        now = say(
            "`what if NUMBER` shows another way in that quarter, `back NUMBER` plays on from it, `why NAME` opens any "
            "number, `history` lists quarters, `quit` leaves."
        )
        prompt = Prompt(say("The end"), now, lambda: Page().line(now), lambda _: False)
        self.console.say(say("That was {title}. {now}", title=self.session.place.title, now=now))
        while True:
            typed = self._ask(prompt)
            if typed.isdecimal() and what_if.is_listed(self._listed):
                self.console.show(what_if.page(self.session, f"{self._listed} {typed}"))
            else:
                self.console.say(out_of_turn(typed, prompt) if typed else now)

    def _what_if(self, typed: str) -> Page:
        from game.terminal import what_if

        self._listed = typed
        return what_if.page(self.session, typed)

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

    # What can be typed anywhere.

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
        hint = say("Did you mean `agency {near}`?", near=near) if near else say("You may ask about {names}.", names=listed(names))
        self.console.say(f"{asked} {hint}")

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

    def _leave(self) -> None:
        path = self.session.path
        if path is None:
            self.console.say(say("Goodbye."))
            return
        if self._opened.is_begun and self._is_saving and not self._is_asked_to_keep:
            self._close()
            if put_away(path):
                self.console.say(say("Nothing was decided, so there is nothing to save. Goodbye."))
                return
        self.console.show(farewell(path, is_saving=self._is_saving, is_over=self.session.is_over))

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

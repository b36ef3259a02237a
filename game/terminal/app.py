"""The game from the title screen to the last question of the debrief, one prompt after another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from game.briefing.attention import by_when
from game.core.place import Dilemma
from game.play.keeping import put_away
from game.play.shelf import Opened, Shelf
from game.terminal import epilogue, place, quarter, token
from game.terminal.asking import Again, Asking
from game.terminal.console import Console, EndOfInput
from game.terminal.match import example, normal
from game.terminal.opening import Leave, choose_game
from game.terminal.page import Page
from game.terminal.prompt import Prompt, is_bare_word, is_undo, mistaken, out_of_turn
from game.terminal.resume import farewell
from game.translation import say, say_many
from game.words import quarter as dates
from game.words import token as tokens
from game.words.grammar import capital, count, quoted
from game.words.typed import whole


def play(console: Console, shelf: Shelf, opened: Opened | None = None) -> None:
    """Plays until the player leaves, or there is no more to read: from the title screen, unless a game is given."""
    try:
        if opened is None:
            opened = choose_game(console, shelf)
    except (Leave, EndOfInput, KeyboardInterrupt):
        console.say(say("Nothing was begun, so there is nothing to save. Goodbye."))
        return
    Game(console, opened, close=shelf.close).play()


class Game(Asking):
    """One game being played at a console."""

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

    def _briefing(self) -> None:
        self._onwards(lambda: place.page(self.session), say("Enter to go on"))
        self._onwards(lambda: place.prologue(self.session), say("Enter to begin"))

    def _quarter(self) -> None:
        self.console.show(quarter.page(self.session))
        while self.session.undecided():
            self._choose(self.session.undecided()[0])
        self._attend()
        turn = self.session.turn - 1 if self.session.is_running else self.session.last_turn_played
        now = dates.name(self.session.place, self.session.turn)
        onwards = say("Enter for how it ended") if self.session.is_over else say("Enter for {quarter}", quarter=now)
        self._came_of(turn, onwards)

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

"""Settings: how the game looks, sounds and speaks, and which keys do what. Each acts at once and is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.frame import page
from game.desktop.screens.hint import hints_back
from game.desktop.screens.preferences_keys import keys_page
from game.desktop.settings import TEXT_SIZES, Settings
from game.desktop.speech import lacks
from game.desktop.ui.box import Column, Gap, Row, Rule
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.theme import FontName
from game.desktop.ui.widget import Heading, Icon, Press, Slider, Switch, Text, button, tabs
from game.look.palette import ThemeName
from game.translation import later, say
from game.translation.catalogue import current, languages

if TYPE_CHECKING:
    from game.desktop.window import Window

Page = Literal["look", "sound", "keys"]
THEMES: Final[dict[ThemeName, tuple[str, str]]] = {
    "light": (later("Light"), "sun"),
    "dark": (later("Dark"), "moon"),
    "contrast": (later("High contrast"), "eye"),
}
FONTS: Final[dict[FontName, tuple[str, str]]] = {
    "inter": (later("Inter and Source Serif"), later("The usual letters.")),
    "atkinson": (later("Atkinson Hyperlegible"), later("Letters that are hard to confuse.")),
    "opendyslexic": (later("OpenDyslexic"), later("Letters with heavy feet.")),
}
SIDE_BY_SIDE: Final = 640


class PreferencesScreen(Screen):
    """The settings."""

    title = later("Settings")

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.page: Page = "look"

    def first(self) -> str:
        """The page that is open."""
        return f"page:{self.page}"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The page that is open, under its tabs."""
        names = [
            ("look", say("Look and text"), "eye"),
            ("sound", say("Sound and speech"), "volume-2"),
            ("keys", say("Keys"), "keyboard"),
        ]
        is_wide = size[0] / kit.scale >= SIDE_BY_SIDE
        inner = {"look": self._look, "sound": self._sound, "keys": self._keys}[self.page](is_wide)
        return page(
            say(self.title),
            Column(tabs(names, self.page, self._turn_to, key="page"), Rule()),
            inner,
            back=self.close,
            key=f"settings:{self.page}",
            most=820,
        )

    def _turn_to(self, chosen: Page) -> None:
        self.page = chosen
        if self.window.kit.focus.startswith("page:"):
            self.window.kit.focus = f"page:{chosen}"
        self.window.change()

    # The pages.

    def _look(self, is_wide: bool) -> Element:
        settings = self.window.settings
        return Column(
            self._languages(is_wide) if len(languages()) > 1 else None,
            _group(
                say("Colours"),
                "",
                Row(
                    *(
                        self._choice(
                            f"theme:{theme}", say(words), icon, is_chosen=settings.theme == theme, act=self._to(theme=theme)
                        )
                        for theme, (words, icon) in THEMES.items()
                    ),
                    gap=8,
                    wraps=True,
                    role="group",
                    name=say("Colours"),
                ),
                is_wide=is_wide,
            ),
            _group(
                say("Letters"),
                "",
                Column(
                    *(
                        self._choice(
                            f"font:{font}",
                            say(words),
                            "",
                            about=say(about),
                            is_chosen=settings.font == font,
                            act=self._to(font=font),
                        )
                        for font, (words, about) in FONTS.items()
                    ),
                    gap=6,
                    role="group",
                    name=say("Letters"),
                ),
                is_wide=is_wide,
            ),
            self._stepped(
                say("Size of text"),
                say("{size} per cent", size=settings.text),
                TEXT_SIZES.index(settings.text),
                len(TEXT_SIZES) - 1,
                "text",
                lambda at: replace(settings, text=TEXT_SIZES[at]),
                is_wide=is_wide,
            ),
            self._switch(say("Motion"), say("Things fade and slide into place."), "has_motion", is_wide=is_wide),
            self._switch(say("Full screen"), say("The game takes the whole screen."), "is_full_screen", is_wide=is_wide),
            self._hints(is_wide),
            gap=14,
        )

    def _sound(self, is_wide: bool) -> Element:
        settings = self.window.settings
        return Column(
            self._switch(say("Sounds"), say("A few short, quiet ones."), "has_sound", is_wide=is_wide),
            self._stepped(
                say("Volume"),
                say("{volume} of 10", volume=settings.volume),
                settings.volume,
                10,
                "volume",
                lambda at: replace(settings, volume=at),
                is_wide=is_wide,
                after=lambda: self.window.chime("choose"),
            ),
            self._switch(
                say("Reading aloud"),
                f"{_reading(settings)} {lacks(current())}".strip(),
                "has_speech",
                is_wide=is_wide,
            ),
            self._switch(
                say("Transcript"),
                say("What is shown and said is also written as plain text, to a file beside the saved game."),
                "has_transcript",
                is_wide=is_wide,
            ),
            gap=14,
        )

    def _keys(self, is_wide: bool) -> Element:
        return keys_page(self.window, is_wide=is_wide)

    # The rows.

    def _languages(self, is_wide: bool) -> Element:
        choices = (
            self._choice(f"language:{code}", one.label, "", is_chosen=code == current(), act=self._to(language=code))
            for code, one in languages().items()
        )
        about = say("The game changes at once; a place that is open keeps its own words until it is opened again.")
        return _group(
            say("Language"), about, Row(*choices, gap=8, wraps=True, role="group", name=say("Language")), is_wide=is_wide
        )

    def _hints(self, is_wide: bool) -> Element:
        is_seen = bool(self.window.settings.seen)

        def again() -> None:
            hints_back(self.window)
            self.window.say(say("Hints will be given again."))

        return _group(
            say("Hints"),
            say("The first quarter shows how to play as you go."),
            Row(button(say("Give them again"), again, key="hints", icon="lightbulb", is_disabled=not is_seen)),
            is_wide=is_wide,
        )

    def _choice(self, key: str, words: str, icon: str, *, is_chosen: bool, act: Callable[[], None], about: str = "") -> Element:
        mark = Icon("circle-dot" if is_chosen else "circle", 18, "accent" if is_chosen else "quiet")
        text = Column(Text(words, "strong"), Text(about, "small", "quiet") if about else None, grow=1.0 if about else 0.0)
        return Press(
            Row(mark, Icon(icon, 18) if icon else None, text, gap=9),
            look="card",
            pad=(12, 7),
            key=key,
            role="radio",
            name=words,
            description=about,
            is_checked=is_chosen,
            act=act,
        )

    def _switch(self, name: str, about: str, field: str, *, is_wide: bool) -> Element:
        is_on = bool(getattr(self.window.settings, field))
        row = Row(
            Switch(name, is_on=is_on, key=field, description=about, act=self._to(**{field: not is_on})),
            Text(say("On") if is_on else say("Off"), "body", "quiet"),
            gap=6,
        )
        return _group(name, about, row, is_wide=is_wide)

    def _stepped(
        self,
        name: str,
        value: str,
        at: int,
        last: int,
        key: str,
        changed: Callable[[int], Settings],
        *,
        is_wide: bool,
        after: Callable[[], None] | None = None,
    ) -> Element:
        def step(by: int) -> None:
            there = min(max(at + by, 0), last)
            if there != at:
                self.window.set(changed(there))
                if after is not None:
                    after()

        row = Row(
            button(
                "",
                lambda: step(-1),
                key=f"{key}:less",
                icon="minus",
                name=say("{setting}: less", setting=name),
                is_disabled=at == 0,
            ),
            Slider(name, at / last, value, key=key, adjust=step),
            button(
                "",
                lambda: step(1),
                key=f"{key}:more",
                icon="plus",
                name=say("{setting}: more", setting=name),
                is_disabled=at == last,
            ),
            Text(value, "strong"),
            gap=6,
            wraps=True,
        )
        return _group(name, "", row, is_wide=is_wide)

    def _to(self, **fields: Any) -> Callable[[], None]:
        """What setting these fields does."""

        def act() -> None:
            self.window.set(replace(self.window.settings, **fields))

        return act

    # What keys do.

    def handle(self, action: Action) -> bool:
        """The pages in turn; the key that opened this closes it as well."""
        if action == "settings":
            self.close()
        elif action in ("next_tab", "previous_tab"):
            pages = get_args(Page)
            self._turn_to(pages[(pages.index(self.page) + (1 if action == "next_tab" else -1)) % len(pages)])
        else:
            return False
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What one can do here."""
        return (
            (say("Settings"), say("Each acts at once and is kept for the next time. Nothing here changes the game itself.")),
            (
                say("Sliders"),
                say("Go to one and use the keys that go left, or less and go right, or more."),
            ),
        )


def _reading(settings: Settings) -> str:
    """What reading aloud does, with its keys where they are the usual ones."""
    if settings.keys_of("speak") == ("v",) and settings.keys_of("repeat") == ("r",):
        return say("What has the focus is read by this computer's own voice. V switches it anywhere, R says it again.")
    return say("What has the focus is read by this computer's own voice.")


def _group(name: str, about: str, control: Element, *, is_wide: bool) -> Element:
    """One setting: its name and what it means, and beside or under them what sets it."""
    # Beside what sets it the name stands in line with the words on that, which has an edge round them.
    over = Gap(5) if is_wide else None
    words = Column(over, Heading(name, "strong", level=3), Text(about, "small", "quiet") if about else None, gap=1, grow=1.0)
    control.grow = 1.6
    return Column(Row(words, control, gap=20, align="start") if is_wide else Column(words, control, gap=6), Rule(), gap=14)

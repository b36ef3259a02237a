"""What a screen reader is told: the stage's tree as AccessKit takes it, and what a reader asks for in return.

AccessKit calls from threads of its own. So it is given a snapshot of the tree that never changes, and what it asks for is posted
as an event, which the loop takes like a key. The extra `a11y` installs it; without it nothing here is imported.

While it asks for the first tree it keeps its adapter locked and waits for Python's lock. A loop that calls the adapter just then
holds Python's lock and waits for the adapter: both stand for ever. So the adapter is not called before it has asked.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import accesskit
import pygame

from game.desktop.ui.element import Node, Role
from game.translation import say

if TYPE_CHECKING:
    from game.desktop.window import Window

ASKED: Final = pygame.event.custom_type()
"""The event in which something a reader asked for comes to the loop."""
AWAKE: Final = pygame.event.custom_type()
"""The event that lets the loop find out that a reader has come."""
_SOON: Final = 50  # milliseconds
ROOT: Final = 0
HEARD: Final = 1

_ROLES: Final[dict[Role, accesskit.Role]] = {
    "group": accesskit.Role.GROUP,
    "text": accesskit.Role.LABEL,
    "heading": accesskit.Role.HEADING,
    "button": accesskit.Role.BUTTON,
    "radio": accesskit.Role.RADIO_BUTTON,
    "checkbox": accesskit.Role.SWITCH,
    "slider": accesskit.Role.SLIDER,
    "link": accesskit.Role.LINK,
    "list": accesskit.Role.LIST,
    "item": accesskit.Role.LIST_ITEM,
    "image": accesskit.Role.IMAGE,
    "table": accesskit.Role.TABLE,
    "row": accesskit.Role.ROW,
    "cell": accesskit.Role.CELL,
    "dialog": accesskit.Role.DIALOG,
    "status": accesskit.Role.STATUS,
    "tab": accesskit.Role.TAB,
    "tabs": accesskit.Role.TAB_LIST,
    "meter": accesskit.Role.METER,
    "scroll": accesskit.Role.SCROLL_VIEW,
    "entry": accesskit.Role.TEXT_INPUT,
}
# Their name says what their children show.
_WHOLE: Final = ("button", "radio", "checkbox", "tab", "link", "cell", "slider", "meter")

_WORDS: Final = re.compile(
    r"\S{1,99}\s{0,99}|\s{1,99}"
)  # what stands between two of them belongs to the first; a length is one byte


def _is_mark(node: Node) -> bool:
    """Whether it is for the eye alone, such as the point before an item, which a reader would spell out, or a gap."""
    return node.role == "text" and not node.is_live and not any(sign.isalnum() for sign in node.name)


class Tree:
    """Snapshots of the stage as updates of AccessKit's tree; a node keeps its number as long as it is where it was."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._focus = ROOT

    def key(self, number: int) -> str:
        """The key of the element behind a node; nothing where it has none."""
        return self._keys.get(number, "")

    def update(self, title: str, root: Node) -> Any:
        """The whole tree as an update."""
        found: list[tuple[int, Any]] = []
        self._focus = ROOT
        child = self._add(root, "", found)
        window = accesskit.Node(accesskit.Role.WINDOW)
        name = say("Whole Place")
        window.set_label(f"{title}, {name}" if title != name else title)
        window.set_children([child, HEARD])
        update = accesskit.TreeUpdate(self._focus)
        update.tree = accesskit.Tree(ROOT)
        update.nodes.extend([(ROOT, window), *found, (HEARD, self._heard(title))])
        return update

    @staticmethod
    def _heard(title: str) -> Any:
        """The screen's title as it is heard when another screen is opened: that a window has another name no reader says."""
        made = accesskit.Node(accesskit.Role.STATUS)
        made.set_label(title)
        made.set_live(accesskit.Live.POLITE)
        return made

    def _number(self, node: Node, path: str) -> int:
        name = f"key {node.key}" if node.key else f"path {path}"
        number = self._numbers.setdefault(name, HEARD + 1 + len(self._numbers))
        self._keys[number] = node.key
        return number

    def _add(self, node: Node, path: str, found: list[tuple[int, Any]], *, is_said: bool = False) -> int:
        number = self._number(node, path)
        # What has neither name nor anything to do only holds others together, and readers pass through it.
        is_plain = node.role in ("group", "image", "scroll") and not (node.name or node.actions)
        made = accesskit.Node(accesskit.Role.GENERIC_CONTAINER if is_plain else _ROLES[node.role])
        left, top, wide, high = node.rect
        made.set_bounds(accesskit.Rect(float(left), float(top), float(left + wide), float(top + high)))
        self._say(made, node)
        self._state(made, node)
        self._can(made, node)
        if is_said and not node.is_live:
            made.set_live(accesskit.Live.OFF)  # what it is in says it already
        if node.role not in _WHOLE:
            children = [(place, child) for place, child in enumerate(node.children) if not _is_mark(child)]
            says = node.is_live and bool(node.name)
            made.set_children([self._add(child, f"{path}.{place}", found, is_said=says) for place, child in children])
        if node.typing is not None:
            self._write(made, node.key, *node.typing, found)
        if node.is_focused:
            self._focus = number
        found.append((number, made))
        return number

    def _write(self, made: Any, key: str, text: str, caret: int, found: list[tuple[int, Any]]) -> None:
        """What is typed into an entry, sign by sign, and where: so a reader says what one types, deletes and goes through."""
        number = self._numbers.setdefault(f"text {key}", HEARD + 1 + len(self._numbers))
        run = accesskit.Node(accesskit.Role.TEXT_RUN)
        run.set_value(text)
        run.set_character_lengths([len(sign.encode()) for sign in text])
        run.set_word_lengths([len(word) for word in _WORDS.findall(text)])
        made.set_children([number])
        at = accesskit.TextPosition(number, caret)
        made.set_text_selection(accesskit.TextSelection(at, at))
        found.append((number, run))

    @staticmethod
    def _say(made: Any, node: Node) -> None:
        """What it is called and what it holds.

        The words of a text are its value. Of anything else no system but Windows passes on what it holds in words: so its
        name says that, where nothing below it does. A switch is in a state instead, and in an entry one reads.
        """
        name, value = node.name, node.value
        if node.role == "text":
            name, value = "", node.name
        elif node.role in ("checkbox", "entry"):
            value = ""
        elif value and (node.actions or node.role in (*_WHOLE, "image")):
            name, value = ": ".join(filter(None, (name.rstrip("."), value))), ""
        if name:
            made.set_label(name)
        if value:
            made.set_value(value)
        if node.description:
            made.set_description(node.description)
        if node.role == "heading":
            made.set_level(max(1, node.level))

    @staticmethod
    def _state(made: Any, node: Node) -> None:
        """How it is now."""
        if node.is_disabled:
            made.set_disabled()
        if node.is_live:
            made.set_live(accesskit.Live.POLITE)
        if node.role == "dialog":
            made.set_modal()
        if node.is_checked is not None and node.role == "tab":
            made.set_selected(node.is_checked)
        elif node.is_checked is not None:
            made.set_toggled(accesskit.Toggled.TRUE if node.is_checked else accesskit.Toggled.FALSE)

    @staticmethod
    def _can(made: Any, node: Node) -> None:
        if node.key and node.actions:
            made.add_action(accesskit.Action.FOCUS)
        if "activate" in node.actions:
            made.add_action(accesskit.Action.CLICK)
        if "adjust" in node.actions:
            made.add_action(accesskit.Action.INCREMENT)
            made.add_action(accesskit.Action.DECREMENT)
        if "explain" in node.actions:
            made.add_action(accesskit.Action.SHOW_CONTEXT_MENU)


class Reader:
    """The window as a screen reader meets it.

    Make it while the window is hidden and show the window afterwards: two of the three systems want it in that order.

    Arguments:
        window: whose.
        adapter: makes the system's adapter of three handlers: of being switched on, of what is asked, of being switched off.
    """

    is_listening = True

    def __init__(self, window: Window, adapter: Callable[..., Any] | None = None) -> None:
        self._window = window
        self._tree = Tree()
        self._latest: Any = self._tree.update(
            say("Whole Place"),
            Node("", "group", "", "", "", (0, 0, 0, 0), (0, 0, 0, 0), False, None, False, False, 0, (), ()),  # noqa: FBT003
        )
        self._is_awake = False
        self._is_focused = False
        self._told: bool | None = None
        self._adapter = (adapter or _system_adapter)(self._woken, self._asked, self._left)
        window.ears.append(self)
        window.takers.append(self.take)

    def shown(self, title: str, root: Node) -> None:
        """The screen has changed: so does the tree."""
        self._latest = self._tree.update(title, root)
        if self._is_awake:
            events = self._adapter.update_if_active(lambda: self._latest)
            if events is not None:
                events.raise_events()

    def said(self, text: str) -> None:
        """A message is part of the tree, and live."""

    def _woken(self) -> Any:
        """A reader has come, on a thread of AccessKit's: it gets the last update, and from now on every one."""
        pygame.time.set_timer(AWAKE, _SOON, 1)
        # The last thing before the end, for Python gives its lock away after a call, and to the loop: see this module's text.
        self._is_awake = True
        return self._latest

    def _left(self) -> None:
        """No reader is there any more, on a thread of AccessKit's."""
        self._is_awake = False
        self._told = None

    @staticmethod
    def _asked(request: Any) -> None:
        """Something was asked for, on a thread of AccessKit's: it goes to the loop."""
        pygame.event.post(pygame.event.Event(ASKED, action=request.action, target=request.target))

    def take(self, event: pygame.event.Event) -> None:
        """Takes what was asked for, and whether the window has the keyboard."""
        if event.type == ASKED:
            self._do(event.action, self._tree.key(event.target))
        elif event.type in (pygame.WINDOWFOCUSGAINED, pygame.WINDOWFOCUSLOST):
            self._is_focused = event.type == pygame.WINDOWFOCUSGAINED
        if self._is_awake and self._told != self._is_focused:
            self._told = self._is_focused
            self._tell_focus()

    def _tell_focus(self) -> None:
        """Whether the window has the keyboard; Windows knows by itself."""
        if sys.platform == "darwin":
            events = self._adapter.update_view_focus_state(self._is_focused)
            if events is not None:
                events.raise_events()
        elif sys.platform != "win32":
            self._adapter.update_window_focus_state(self._is_focused)

    def _do(self, action: Any, key: str) -> None:
        stage = self._window.stage
        element = stage.root.find(key) if key else None
        if element is None or not element.can_focus:
            return  # it has gone meanwhile
        stage.focus(key)
        self._window.change()
        if action == accesskit.Action.CLICK:
            stage.activate()
        elif action == accesskit.Action.SHOW_CONTEXT_MENU:
            stage.explain()
        elif action in (accesskit.Action.INCREMENT, accesskit.Action.DECREMENT) and element.adjust is not None:
            element.adjust(1 if action == accesskit.Action.INCREMENT else -1)


def _system_adapter(activated: Callable[[], Any], asked: Callable[[Any], None], deactivated: Callable[[], None]) -> Any:
    """AccessKit's adapter for this system."""
    if sys.platform == "win32":
        return accesskit.windows.SubclassingAdapter(pygame.display.get_wm_info()["window"], activated, asked)
    if sys.platform == "darwin":
        accesskit.macos.add_focus_forwarder_to_window_class("SDLWindow")
        return accesskit.macos.SubclassingAdapter.for_window(pygame.display.get_wm_info()["window"], activated, asked)
    return accesskit.unix.Adapter(activated, asked, deactivated)

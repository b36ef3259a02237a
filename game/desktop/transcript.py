"""A transcript: what is shown and said, as plain text, in a file beside the saved game; only while the settings ask for it.

It is added to and never rewritten. Where the disk takes no more the player is told once, and play goes on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from game.desktop.ui.element import Node
from game.play.keeping import beside
from game.translation import say

MOST: Final = 20_000_000  # bytes a transcript may have
ENDING: Final = ".txt"
_SKIPPED: Final = ("tab", "slider", "image", "scroll")  # what one does, rather than what one reads


class Transcript:
    """What writes the transcript.

    Arguments:
        is_wanted: whether the settings ask for one.
        save: the saved game it goes with; None while no game is open, when nothing is written.
        failed: is told once, in words, when it cannot be written.
        is_private: whether what is shown is one person's alone, of several round one screen: then nothing of it is written.
    """

    def __init__(
        self,
        is_wanted: Callable[[], bool],
        save: Callable[[], Path | None],
        failed: Callable[[str], None],
        is_private: Callable[[], bool] = lambda: False,
    ) -> None:
        self._is_wanted = is_wanted
        self._save = save
        self._failed = failed
        self._is_private = is_private
        self._broken: Path | None = None
        self._title = ""
        self._written: set[str] = set()

    @property
    def is_listening(self) -> bool:
        """Whether there is anything to write to, and what is shown may be kept where others can read it."""
        return self._is_wanted() and not self._is_private()

    def shown(self, title: str, root: Node) -> None:
        """Writes what was not there before: a whole screen, or what has changed on it."""
        lines = list(lines_of(root))
        new = lines
        if title == self._title:
            new = [line for line in lines if line not in self._written]
        self._written = set(lines)
        if not new:
            return
        head = ["", title, "=" * len(title)] if title != self._title else []
        self._title = title
        self._append([*head, *new])

    def said(self, text: str) -> None:
        """Writes a message."""
        self._append([f"[{text}]"])

    def _append(self, lines: list[str]) -> None:
        save = self._save()
        if save is None:
            self._title = ""  # so that the screen is written once there is a game
            return
        path = beside(save, ENDING)
        if path == self._broken:
            return
        try:
            with path.open("a", encoding="utf-8", errors="replace", newline="\n") as file:
                if file.tell() > MOST:
                    self._fail(path, say("it has grown to {millions} million bytes", millions=MOST // 1_000_000))
                    return
                file.write("".join(f"{line}\n" for line in lines))
        except OSError as fault:
            self._fail(path, fault.strerror or str(fault))

    def _fail(self, path: Path, why: str) -> None:
        # First, since the message itself would be written here.
        self._broken = path
        self._failed(
            say("The transcript cannot be written to {path}: {reason}. The game goes on without it.", path=path, reason=why)
        )


def lines_of(root: Node) -> Iterator[str]:
    """What a person would read of a screen, line by line."""
    for child in root.children or (root,):
        yield from _lines(child)


def _lines(node: Node) -> Iterator[str]:
    is_pressed = "activate" in node.actions or "adjust" in node.actions
    if node.role in ("button", "radio", "checkbox", "link", "meter", "cell", "entry") or is_pressed:
        line = _sentence(node)
        if line and node.role not in _SKIPPED:
            yield line
        return
    if node.role in ("heading", "text", "status") and node.name:
        yield f"# {node.name}" if node.role == "heading" else node.name
        return
    for child in node.children:
        yield from _lines(child)


def _sentence(node: Node) -> str:
    mark = {True: "(x) ", False: "( ) ", None: ""}[node.is_checked]
    said = ": ".join(part for part in (node.name, node.value) if part)
    return f"{mark}{said}{f' - {node.description}' if node.description else ''}" if said else ""

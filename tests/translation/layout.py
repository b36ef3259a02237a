"""What breaks of the window's layout where every text is a third longer."""

from __future__ import annotations

from collections.abc import Iterator


def broken(text: int, size: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """Each screen that breaks a law of layout, with what breaks it.

    Arguments:
        text: the size of type in per cent.
        size: of the window in pixels.
    """
    from tests.desktop import laws
    from tests.desktop.hand import a_window
    from tests.desktop.test_every_screen import shown
    from tests.desktop.test_map import on_one_another
    from tests.places.shipped import shipped

    window = a_window(size, text=text, has_motion=False)
    for name, _ in shown(window):
        yield from ((name, fault) for fault in laws.broken(window.stage))
    for place in ("barnet", "bradford"):
        yield from (("the map", fault) for fault in on_one_another(shipped(place), size, text))

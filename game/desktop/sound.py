"""Five short, quiet sounds, made here and not recorded; off until the settings turn them on.

The mixer is opened when a sound is first played, because opening it costs time and a thread. Without a device there is a message
and silence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pygame

from game.translation import say

RATE: Final = 44_100  # samples a second
LOUDEST: Final = 0.35  # of what the device can do, at full volume

# Each sound as notes one after the other: (pitch in Hz, when it begins in s, how long it rings in s, how loud).
_NOTES: Final[dict[str, tuple[tuple[float, float, float, float], ...]]] = {
    "choose": ((523.25, 0.0, 0.12, 0.8),),
    "place": ((392.0, 0.0, 0.10, 0.7), (523.25, 0.06, 0.14, 0.7)),
    "turn": ((261.63, 0.0, 0.35, 0.7), (392.0, 0.09, 0.35, 0.6), (523.25, 0.18, 0.45, 0.5)),
    "kept": ((392.0, 0.0, 0.25, 0.6), (493.88, 0.10, 0.35, 0.6)),
    "broken": ((311.13, 0.0, 0.25, 0.6), (233.08, 0.12, 0.40, 0.6)),
}


def wave(sound: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A sound as samples between -1 and 1, shape (n,), at `RATE`.

    Each note is a sine with a little of its octave, which begins in 5 ms and dies away: soft, and without a click at either end.
    """
    notes = _NOTES[sound]
    length = max(start + ring for _, start, ring, _ in notes)
    whole = np.zeros(int(length * RATE) + 1)
    for pitch, start, ring, loud in notes:
        time = np.arange(int(ring * RATE)) / RATE
        shape = np.minimum(time / 0.005, 1.0) * np.exp(-5.0 * time / ring) * np.minimum((ring - time) / 0.02, 1.0)
        at = int(start * RATE)
        whole[at : at + time.size] += (
            loud * shape * (np.sin(2 * np.pi * pitch * time) + 0.2 * np.sin(4 * np.pi * pitch * time)) / 1.2
        )
    peak = np.abs(whole).max()
    return whole / peak if peak > 1.0 else whole


class SystemChimes:
    """What plays the sounds.

    Arguments:
        volume: how loud, 0 to 10, as it is set now.
        failed: is told once, in words, when there is nothing to play them on.
    """

    def __init__(self, volume: Callable[[], int], failed: Callable[[str], None]) -> None:
        self._volume = volume
        self._failed = failed
        self._sounds: dict[str, pygame.mixer.Sound] = {}
        self._is_silent = False

    def play(self, sound: str) -> None:
        """Plays a sound by name; one it does not know is passed over."""
        if self._is_silent or sound not in _NOTES:
            return
        try:
            if sound not in self._sounds:
                self._sounds[sound] = self._made(sound)
            self._sounds[sound].set_volume(LOUDEST * self._volume() / 10)
            self._sounds[sound].play()
        except pygame.error as fault:
            self._is_silent = True
            self._failed(say("There is nothing to play sounds on here ({reason}). The game goes on without them.", reason=fault))

    @staticmethod
    def _made(sound: str) -> pygame.mixer.Sound:
        if not pygame.mixer.get_init():
            pygame.mixer.init(RATE, -16, 2, 512)
        rate, _, channels = pygame.mixer.get_init() or (RATE, -16, 2)
        samples = wave(sound)
        if rate != RATE:
            at = np.arange(0, samples.size, RATE / rate)
            samples = np.interp(at, np.arange(samples.size), samples)
        whole = np.repeat((samples * 32_767).astype(np.int16)[:, None], channels, axis=1)
        return pygame.mixer.Sound(buffer=np.ascontiguousarray(whole).tobytes())

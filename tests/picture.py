"""Pictures, as tests compare them."""

from __future__ import annotations

from hashlib import sha256

import pygame


def painted(surface: pygame.Surface) -> str:
    """What is painted, as a digest of its pixels.

    Not the pixels: to tell how two pictures differ, byte by byte, takes a runner of tests more memory than a machine has.
    """
    return sha256(pygame.image.tobytes(surface, "RGBA")).hexdigest()

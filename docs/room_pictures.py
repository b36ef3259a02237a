"""Takes the picture of a workshop for the README: the console on a laptop, and a table's phone before it.

    PYTHONPATH=. python docs/room_pictures.py        (needs the extra `browser`, and Chromium)

The workshop is real: three tables join by its code, and the first quarter is open. Codes and times are other ones each time: no
test compares this picture.
"""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame
from playwright.sync_api import Page, sync_playwright

from game.look.palette import PALETTES
from tests.browser.people import chromium, console, decide, device, join, open_quarter
from tests.workshop.process import Server

PICTURE = Path(__file__).parent / "pictures" / "workshop.png"
SIZE = (1280, 720)
LAPTOP, PHONE = (1760, 990), (390, 800)
HIGH = 560  # pixels of the phone in the picture
EDGE, ROUND = 7, 24
TABLES = ("Lantern", "Long table", "By the window")


def main() -> None:
    """Holds a workshop, and takes its picture."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WHOLEPLACE_HOME"] = folder
        server = Server(Path(folder))
        try:
            with sync_playwright() as playwright:
                browser = chromium(playwright)
                facilitator = device(browser, *LAPTOP)
                console(facilitator, server)
                phones = [device(browser, *PHONE) for _ in TABLES]
                for phone, name in zip(phones, TABLES, strict=True):
                    join(phone, server, name)
                facilitator.reload()
                open_quarter(facilitator)
                decide(phones[1], server)
                phones[0].goto(f"{server.address}/table")
                phones[0].click(".tasks a >> nth=0")
                phones[0].check("#option-2")
                facilitator.goto(f"{server.address}/console")
                pygame.image.save(together(seen(facilitator), seen(phones[0])), PICTURE)
                browser.close()
        finally:
            server.stop()


def seen(page: Page) -> pygame.Surface:
    """What a device shows."""
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(500)
    return pygame.image.load(io.BytesIO(page.screenshot()))


def together(laptop: pygame.Surface, phone: pygame.Surface) -> pygame.Surface:
    """The phone before the laptop, at its right."""
    palette = PALETTES["light"]
    picture = pygame.Surface(SIZE)
    picture.blit(pygame.transform.smoothscale(laptop, SIZE), (0, 0))
    wide = round(HIGH * phone.get_width() / phone.get_height())
    body = pygame.Rect(SIZE[0] - wide - 2 * EDGE - 40, SIZE[1] - HIGH - 2 * EDGE - 30, wide + 2 * EDGE, HIGH + 2 * EDGE)
    pygame.draw.rect(picture, palette.hair, body.inflate(10, 10).move(0, 4), border_radius=ROUND + 5)
    pygame.draw.rect(picture, palette.ink, body, border_radius=ROUND)
    shown = pygame.Surface((wide, HIGH), pygame.SRCALPHA)
    pygame.draw.rect(shown, (255, 255, 255, 255), shown.get_rect(), border_radius=ROUND - EDGE)
    small = pygame.Surface(shown.get_size(), pygame.SRCALPHA)
    small.blit(pygame.transform.smoothscale(phone, shown.get_size()), (0, 0))
    shown.blit(small, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
    picture.blit(shown, (body.x + EDGE, body.y + EDGE))
    return picture


if __name__ == "__main__":
    main()

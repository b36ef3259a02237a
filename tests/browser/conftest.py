"""What the tests in a real browser share: the browser, and a server of a workshop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.workshop.process import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that every device of a test is a context of."""
    from playwright.sync_api import sync_playwright

    from tests.browser.people import chromium, path_of_chromium

    if path_of_chromium() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        found = chromium(playwright)
        yield found
        found.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of a new workshop."""
    found = Server(tmp_path)
    yield found
    assert found.stop() == 130

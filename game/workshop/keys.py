"""Keys and codes: what is read aloud is short and rate-limited, what opens a seat is long and travels in a signed cookie."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from itsdangerous import BadSignature, Signer

from game.play.record import Unreadable
from game.translation import say

CODE_LENGTH: Final = 6
"""Digits of a code that is read aloud: everybody's phone has a keypad for them, and no two sound alike."""

SEAT_CODE_LENGTH: Final = 8
"""Digits of the code of one seat at a round table: there are many, and each opens what one seat alone may see."""

COOKIE: Final = "wholeplace"
"""The cookie of a device that has joined in the game's own window or terminal, and how that of a browser begins."""


def new_code(taken: set[str], length: int = CODE_LENGTH) -> str:
    """A code of digits that nothing else in the room has, and that does not begin with a nought."""
    while True:
        code = str(secrets.randbelow(9 * 10 ** (length - 1)) + 10 ** (length - 1))
        if code not in taken:
            return code


def spoken(code: str) -> str:
    """A code in two groups, as one reads it aloud: `482 913`, or of a seat `4829 1357`."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def typed(text: str) -> str:
    """The digits that somebody typed for a code; at most one more than a code has, so that a longer one is wrong."""
    return "".join(letter for letter in text[:40] if letter in "0123456789")[: SEAT_CODE_LENGTH + 1]


def new_key() -> str:
    """A key that nobody can guess: a device's, or the facilitator's."""
    return secrets.token_urlsafe(24)


def check_keys(settings: Mapping[str, str]) -> None:
    """Raises `Unreadable` where what lets people into a room is not such as is made here: it is shown, and signs with it."""
    code = settings.get("code", "")
    keys = settings.get("secret", ""), settings.get("facilitator", ""), code
    if typed(code) != code or not all(re.fullmatch(r"[\w-]+", key, re.ASCII) for key in keys):
        raise Unreadable(say("does not say what was done"))


@lru_cache(maxsize=4_096)
def digest(key: str) -> str:
    """What is kept of a device's key."""
    return blake2b(key.encode(), digest_size=24).hexdigest()


@dataclass(frozen=True, slots=True)
class Keyring:
    """The room's secret, and what is made with it."""

    secret: str

    @property
    def cookie(self) -> str:
        """The name of the cookie, another in each workshop: browsers send cookies to every port, and a laptop may run two."""
        return _cookie(self.secret)

    def seal(self, key: str) -> str:
        """A device's key as its cookie holds it, signed."""
        return Signer(self.secret, salt="device").sign(key).decode()

    def open(self, cookie: str) -> str:
        """The key in a cookie; empty where nobody here signed it."""
        return _opened(self.secret, cookie[:200])

    def form_token(self, key: str) -> str:
        """What every form of a device carries, so that no other page can send it in the device's name."""
        return _form_token(self.secret, key)

    def is_form_token(self, key: str, token: str) -> bool:
        """Whether a form carries the token of the device that sends it."""
        return hmac.compare_digest(self.form_token(key).encode(), token.encode("utf-8", "replace"))


@lru_cache(maxsize=16)
def _cookie(secret: str) -> str:
    return f"{COOKIE}-{blake2b(b'cookie', key=secret.encode()[:64], digest_size=4).hexdigest()}"


@lru_cache(maxsize=4_096)
def _opened(secret: str, cookie: str) -> str:
    """What a cookie holds; kept, because a device sends the same with all that it asks."""
    try:
        return Signer(secret, salt="device").unsign(cookie).decode()
    except (BadSignature, UnicodeError):
        return ""


@lru_cache(maxsize=4_096)
def _form_token(secret: str, key: str) -> str:
    return blake2b(f"form {key}".encode(), key=secret.encode()[:64], digest_size=16).hexdigest()


def for_console(key: str) -> str:
    """The key by which a device has the console: beside its own, so that who runs the workshop can sit at a table as well."""
    return f"console {key}" if key else ""


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class Allowance:
    """How often each may do something: so many at once, and so many a second after that.

    Arguments:
        most: at once.
        a_second: how fast it comes back.
        n_kept: of how many it is remembered at most, so that a flood of strangers costs no memory.
    """

    most: float
    a_second: float
    n_kept: int = 5_000
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def takes(self, who: str, now: float | None = None) -> bool:
        """Whether somebody may once more; counts it."""
        bucket = self._bucket(who, now)
        if bucket.left < 1.0:
            return False
        bucket.left -= 1.0
        return True

    def has(self, who: str, now: float | None = None) -> bool:
        """Whether somebody may once more, without counting it."""
        return self._bucket(who, now).left >= 1.0

    def _bucket(self, who: str, now: float | None) -> _Bucket:
        at = time.monotonic() if now is None else now
        if len(self._buckets) >= self.n_kept and who not in self._buckets:
            # The one that has been quiet longest is the one to forget.
            del self._buckets[min(self._buckets, key=lambda one: self._buckets[one].at)]
        bucket = self._buckets.setdefault(who, _Bucket(self.most, at))
        bucket.left = min(self.most, bucket.left + (at - bucket.at) * self.a_second)
        bucket.at = at
        return bucket

"""Sending learning records to a store, with an answer in plain words whatever the network does."""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from game.debrief.records import VERSION, Statement
from game.translation import later, say

AT_ONCE: Final = 100
"""Statements in one request."""
SECONDS: Final = 20.0
"""How long one step of a request may take: finding the store, sending, or waiting for its next bytes."""
LONGEST: Final = 60.0
"""Seconds that a request may take with all its steps: a store can say a little again and again."""
MOST_ANSWER: Final = 1_000_000  # bytes of an answer that are read


class SendFault(Exception):  # noqa: N818 - the word people use for it
    """Records were not sent, or not all of them: what was found, what was expected, what to try."""


@dataclass(frozen=True, slots=True)
class Store:
    """A learning record store: its address, and a name and password where it asks for them."""

    url: str
    user: str = ""
    password: str = ""


def send(store: Store, statements: Sequence[Statement]) -> int:
    """Sends statements to a store; returns how many it has now. Sent again, they are taken once.

    Raises:
        SendFault: what went wrong, in plain words.
        ModuleNotFoundError: httpx is not installed.
    """
    return asyncio.run(_sent(store, statements))


async def _sent(store: Store, statements: Sequence[Statement]) -> int:
    import httpx

    address = _address(store)
    auth = httpx.BasicAuth(store.user, store.password) if store.user or store.password else None
    # What comes packed may unpack to any length.
    headers = {"X-Experience-API-Version": VERSION, "Accept-Encoding": "identity"}
    done = 0
    try:
        async with httpx.AsyncClient(auth=auth, headers=headers, timeout=SECONDS, follow_redirects=False) as client:
            for start in range(0, len(statements), AT_ONCE):
                batch = statements[start : start + AT_ONCE]
                so_far = say("{done} of {n} were taken before. Sending again does no harm.", done=done, n=len(statements))
                async with asyncio.timeout(LONGEST):
                    await _post(client, address, batch, so_far)
                done += len(batch)
    except (httpx.TimeoutException, TimeoutError) as error:
        raise SendFault(
            say(
                "{address} did not answer within {seconds:.0f} seconds. {so_far} Try again when it is less busy.",
                address=address,
                seconds=LONGEST if isinstance(error, TimeoutError) else SECONDS,
                so_far=_so_far(done, statements),
            )
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SendFault(
            say(
                "{address} could not be reached: {fault}. {so_far} Expected: a learning record store that answers. Try: is the "
                "address right, and is there a connection?",
                address=address,
                fault=_plain(error),
                so_far=_so_far(done, statements),
            )
        ) from None
    return done


async def _post(client: Any, address: str, batch: Sequence[Statement], so_far: str) -> None:
    # Statements as JSON of our own: the bytes that `--out` writes and that the ids are made of.
    body = json.dumps(batch).encode("ascii")
    async with client.stream("POST", address, content=body, headers={"Content-Type": "application/json"}) as answer:
        said = bytearray()
        async for piece in answer.aiter_raw():
            said += piece
            if len(said) > MOST_ANSWER:
                raise SendFault(
                    say(
                        "{address} answered with more than {most:,} bytes, which no store of records does.",
                        address=address,
                        most=MOST_ANSWER,
                    )
                )
        status: int = answer.status_code
        moved = answer.headers.get("location", "")
    if status == 204 or (status == 200 and _names(said, batch)):
        return
    raise SendFault(f"{_refusal(address, status, moved, bytes(said))} {so_far}")


def _names(said: bytearray, batch: Sequence[Statement]) -> bool:
    """Whether an answer is the list of ids that a store gives back; anything else is no store's."""
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):  # anybody may answer, with lists as deep as they like
        return False
    return isinstance(found, list) and {str(one) for one in found} <= {one["id"] for one in batch}


_REFUSALS: Final = later(
    {
        200: "{address} answered, but not as a learning record store does. Try: the address of the store itself, which "
        "often ends in /xAPI.",
        400: "{address} says that a statement is not valid.",
        401: "{address} wants another name and password. Try: --user, and the password in WHOLEPLACE_LRS_PASSWORD.",
        403: "{address} knows you, and does not let you write. Try: asking whoever looks after it for the right to.",
        404: "{address} has no such place. Try: the address that ends just before /statements.",
        405: "{address} takes no records there. Try: the address that ends just before /statements.",
        409: "{address} holds another statement by one of these ids, so something changed it there.",
        413: "{address} finds the records too large.",
        429: "{address} is asked too much at the moment. Try again in a few minutes.",
    }
)


def _refusal(address: str, status: int, moved: str, said: bytes) -> str:
    if 300 <= status < 400:
        return say(
            "{address} says that it is elsewhere ({other}). Try: that address, if you trust it.",
            address=address,
            other=_shown(moved),
        )
    if status in _REFUSALS:
        words = say(_REFUSALS[status], address=address)
    elif status >= 500:
        words = say("{address} has a fault of its own (HTTP {status}). Try again later.", address=address, status=status)
    else:
        words = say("{address} refused (HTTP {status}). Expected: 200 or 204.", address=address, status=status)
    detail = _shown(said.decode("utf-8", "replace"))
    return f"{words} {say('It said: {detail}', detail=detail)}" if status in (400, 409) and detail else words


def _shown(text: str) -> str:
    """Words from outside, fit for a terminal: one line, no control characters, not long."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:300]


def _address(store: Store) -> str:
    """Where statements are sent. Raises `SendFault` for an address that cannot be one, or that would tell the password."""
    import httpx

    try:
        url = httpx.URL(store.url.rstrip("/"))
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise SendFault(
            say(
                "`{address}` is not an address of a store. Expected: such as https://records.example/xAPI.",
                address=_shown(store.url),
            )
        )
    if url.userinfo or url.query or url.fragment:
        raise SendFault(
            say(
                "The address of the store has a name, a password or a question in it. Expected: the address alone. Try: --user, "
                "and the password in WHOLEPLACE_LRS_PASSWORD."
            )
        )
    if url.scheme == "http" and (store.user or store.password) and not _is_here(url.host):
        raise SendFault(
            say(
                "{address} would carry the password so that anybody on the way can read it. Expected: an address with https. "
                "Try: the same address with https.",
                address=url,
            )
        )
    return f"{url}" if url.path.endswith("/statements") else f"{url}/statements"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _plain(error: Exception) -> str:
    return _shown(str(error)) or type(error).__name__


def _so_far(done: int, statements: Sequence[Statement]) -> str:
    return say("{done} of {n} records were taken before that; sending again does no harm.", done=done, n=len(statements))

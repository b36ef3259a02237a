"""One target under Atheris, which follows coverage: a process of its own, started by `python -m tests.fuzz`.

Atheris comes with the extra `fuzz`. It ends its process by itself, so nothing can be said after it.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["babel", "game", "yaml"]):
    from babel.messages import mofile, pofile

    from tests.fuzz import files, joined, pages, target, wording

    __all__ = ["files", "joined", "main", "mofile", "pages", "pofile", "wording"]  # imported here to be followed too


def main(name: str, options: list[str]) -> None:
    """Fuzzes one target with options for libFuzzer."""
    one = target.targets()[name]
    found = next(option.partition("=")[2] for option in options if option.startswith("-artifact_prefix="))

    def kept(data: bytes) -> None:
        """Tries an input, and keeps it where it breaks the law: Atheris does not always."""
        try:
            one.timed(data)
        except BaseException:
            Path(found, hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
            raise

    atheris.Setup([name, *options], kept)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

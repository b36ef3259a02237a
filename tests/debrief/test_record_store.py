"""Learning records before a strict validator and in a real store."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from game.debrief.records import Statement, in_bytes, statements
from game.debrief.sending import SendFault, Store, send
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.game import header
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped
from tests.places.tiny import tiny
from tests.ports import a_port

pytestmark = pytest.mark.slow

VALIDATOR = "@learninglocker/xapi-validation@3.0.0"
# Its server needs `requests` and does not say so.
STORE = ["ralph-malph[cli,lrs]==5.1.0", "requests"]
# Its store in a file takes only one request, unless it is told to add to what is there.
SERVE = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.data.fs import FSDataBackend
FSDataBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]))
"""
CHECK = """
const validate = require("@learninglocker/xapi-validation").default;
const found = JSON.parse(require("fs").readFileSync(0));
console.log(JSON.stringify(found.map((one) => validate(one))));
"""


@pytest.fixture(scope="module")
def runs() -> list[Statement]:
    """The records of several runs, reflections included."""
    found = []
    for place in (shipped("barnet"), laboratory(), tiny()):
        for policy in ("history", "adaptive", "random"):
            session = Session.played(place, 7, policy_named(policy, place))
            found += statements(header(place, 7), session, reflections=["One thing.", "Another — “quoted”."])
            if policy == "history":
                found += statements(header(place, 8), Session(place, 8))
    return list({one["id"]: one for one in found}.values())


def run(command: Sequence[str | Path], folder: Path, *, given: bytes = b"") -> bytes:
    """What a program prints. Fails the test with what it complains of."""
    result = subprocess.run(
        [str(part) for part in command], cwd=folder, input=given, capture_output=True, timeout=300, check=False
    )
    assert result.returncode == 0, (result.stdout + result.stderr).decode("utf-8", "replace")[-3000:]
    return result.stdout


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the strict validator."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        assert not os.environ.get("CI"), "CI installs npm"
        pytest.skip("npm is not installed, which brings the strict validator")
    folder = tmp_path_factory.mktemp("validator")
    run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, VALIDATOR], folder)
    (folder / "check.js").write_text(CHECK)
    return folder


def warnings(validator: Path, records: list[Statement]) -> list[list[object]]:
    """What the validator has to say of each statement."""
    found: list[list[object]] = json.loads(run(["node", "check.js"], validator, given=in_bytes(records)))
    return found


def test_every_statement_is_valid(validator: Path, runs: list[Statement]) -> None:
    """The strict validator has nothing to say of any statement, and does find what is wrong."""
    assert len(runs) > 100
    assert warnings(validator, runs) == [[]] * len(runs)
    one = runs[1]
    spoilt = [{**one, "version": "2"}, {**one, "id": "1"}, {**one, "verb": {"id": "decided"}}, {**one, "more": 1}]
    assert all(warnings(validator, spoilt))


@pytest.fixture(scope="module")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record store in a Python environment of its own, which knows one user."""
    folder = tmp_path_factory.mktemp("ralph")
    run([sys.executable, "-m", "venv", "venv"], folder)
    run(["venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *STORE], folder)
    user = ["-u", "ann", "-p", "secret", "-s", "all", "-M", "mailto:ann@records.example"]
    command = ["env", f"RALPH_APP_DIR={folder}", "RALPH_RUNSERVER_BACKEND=fs", "venv/bin/ralph", "auth", "-w", *user]
    run(command, folder)
    return folder


@contextmanager
def serving(ralph: Path, store: Path) -> Iterator[str]:
    """The store at work, with its records in a folder."""
    port = a_port()
    environment = {
        **os.environ,
        "RALPH_APP_DIR": str(ralph),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(store),
    }
    command = ["venv/bin/python", "-c", SERVE, str(port)]
    with (store / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ralph, env=environment, stdout=log, stderr=log)
        try:
            _wait(server, f"http://127.0.0.1:{port}/__heartbeat__", store / "server.log")
            yield f"http://127.0.0.1:{port}/xAPI"
        finally:
            server.terminate()
            server.wait(30)


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            httpx.get(url, timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the store did not start: {log.read_text('utf-8')[-2000:]}")


def test_a_real_store_takes_each_once(ralph: Path, runs: list[Statement], tmp_path: Path) -> None:
    """Sent twice, a run is in the store once, unchanged; a run that has gone on adds what is new."""
    part = runs[:40]
    with serving(ralph, tmp_path) as url:
        store = Store(url, "ann", "secret")
        for records in (part, part, runs, runs):
            assert send(store, records) == len(records)
        with pytest.raises(SendFault, match="name and password"):
            send(Store(url, "ann", "wrong"), part)
        changed = [{**part[0], "result": {"response": "something else"}}]
        with pytest.raises(SendFault, match="holds another statement"):
            send(store, changed)
    kept = [json.loads(line) for path in tmp_path.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert len(kept) == len(runs)
    by_id = {one["id"]: one for one in kept}
    assert all(by_id[one["id"]] == {**by_id[one["id"]], **one} for one in runs)

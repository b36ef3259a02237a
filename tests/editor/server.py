"""The language server that editors use for YAML, spoken to over its standard input and output."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Any, Self

LATEST = 60.0


class YamlServer:
    """One running yaml-language-server, told to check every file against one schema.

    Arguments:
        program: the server's own program.
        schema: the JSON Schema's file.
        folder: the folder that is open in the editor.
    """

    def __init__(self, program: Path, schema: Path, folder: Path) -> None:
        self.folder = folder
        self._settings = {
            "yaml": {
                "schemas": {schema.as_uri(): ["*.yaml"]},
                "completion": True,
                "validate": True,
                "schemaStore": {"enable": False},
            }
        }
        self._process = subprocess.Popen([str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self._messages: Queue[dict[str, Any]] = Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._number = 0
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        self._request(
            "initialize",
            {
                "processId": None,
                "rootUri": self.folder.as_uri(),
                "capabilities": {
                    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
                    "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}}},
                },
            },
        )
        self._send("initialized", {})
        self._send("workspace/didChangeConfiguration", {"settings": self._settings})
        # Until it has read the schema it has nothing against anything.
        for number in range(50):
            if self.diagnostics(f"ready-{number}.yaml", "format: none\n"):
                break
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait(60)
        self._listener.join(60)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def diagnostics(self, name: str, text: str) -> list[dict[str, Any]]:
        """What the server has against a text."""
        uri = self._open(name, text)
        while uri not in self._diagnostics:
            self._handle(self._messages.get(timeout=LATEST))
        return self._diagnostics.pop(uri)

    def completions(self, name: str, text: str) -> dict[str, str]:
        """What the server offers where `|` stands in a text: each label with its documentation."""
        before, _, after = text.partition("|")
        uri = self._open(name, before + after)
        lines = before.split("\n")
        found = self._request(
            "textDocument/completion",
            {"textDocument": {"uri": uri}, "position": {"line": len(lines) - 1, "character": len(lines[-1])}},
        )
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: _text(item.get("documentation", "")) for item in items}

    def _open(self, name: str, text: str) -> str:
        uri = (self.folder / name).as_uri()
        self._send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        return uri

    def _request(self, method: str, parameters: Any) -> Any:
        self._number += 1
        number = self._number
        self._write({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters})
        while True:
            message = self._messages.get(timeout=LATEST)
            if message.get("id") == number and "method" not in message:
                return message.get("result")
            self._handle(message)

    def _send(self, method: str, parameters: Any) -> None:
        self._write({"jsonrpc": "2.0", "method": method, "params": parameters})

    def _handle(self, message: dict[str, Any]) -> None:
        """Answers what the server asks, and keeps what it reports."""
        match message.get("method"):
            case "workspace/configuration":
                answer = [self._settings.get(item.get("section", ""), {}) for item in message["params"]["items"]]
                self._write({"jsonrpc": "2.0", "id": message["id"], "result": answer})
            case "textDocument/publishDiagnostics":
                self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            case _ if "id" in message and "method" in message:
                self._write({"jsonrpc": "2.0", "id": message["id"], "result": None})
            case _:
                pass

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode()
        if self._process.stdin is None:
            raise Empty
        self._process.stdin.write(f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
        self._process.stdin.flush()

    def _listen(self) -> None:
        """Reads messages until the server ends."""
        stream = self._process.stdout
        while stream is not None:
            length = 0
            while line := stream.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self._messages.put(json.loads(stream.read(length)))


def _text(documentation: Any) -> str:
    return str(documentation.get("value", "")) if isinstance(documentation, dict) else str(documentation)

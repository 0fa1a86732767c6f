"""How a training tells the service what it does: lines appended to a file, and a file at the end.

```
work/training.json     what to do, written by the service
work/progress.ndjson   {"type": "metrics", "data": {…}} and {"type": "message", "level", "message", "data"}
work/result.json       {"output", "layers", "trained_tokens"}: done; its presence means that all of it is there
work/error.json        {"code", "message"}: failed
work/training.log      what it printed
```
"""

from __future__ import annotations

import json
from pathlib import Path

from .durable import write_json
from .errors import JobFailure


class ProgressWriter:
    """Used by the one process that trains; a line goes out in one write."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._file = (work / "progress.ndjson").open("ab", buffering=0)

    def metrics(self, data: dict[str, object]) -> None:
        self._line({"type": "metrics", "data": data})

    def message(self, message: str, *, level: str = "info", data: dict[str, object] | None = None) -> None:
        self._line({"type": "message", "level": level, "message": message, "data": data or {}})

    def result(self, **values: object) -> None:
        write_json(self._work / "result.json", values)

    def failure(self, failure: JobFailure) -> None:
        write_json(self._work / "error.json", failure.body())

    def _line(self, value: dict[str, object]) -> None:
        self._file.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")


class LineTail:
    """Whole lines that were added to a file since one looked last; the file may come later, or be replaced."""

    def __init__(self, path: Path, *, from_end: bool = False) -> None:
        self._path = path
        self._held = b""
        self._offset = path.stat().st_size if from_end and path.exists() else 0

    def lines(self) -> list[dict[str, object]]:
        """Lines that are no JSON objects are left out."""
        try:
            with self._path.open("rb") as file:
                if file.seek(0, 2) < self._offset:
                    self._offset, self._held = 0, b""
                file.seek(self._offset)
                added = file.read()
        except FileNotFoundError:
            return []
        self._offset += len(added)
        *whole, self._held = (self._held + added).split(b"\n")
        return [value for value in map(_object, whole) if value is not None]


def _object(line: bytes) -> dict[str, object] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None

"""What a job tells of itself: one NDJSON file, appended to by the service alone."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

from .pages import page_of


class EventLog:
    """Events of the jobs in `<folder>/<job>/events.ndjson`. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}

    def message(
        self, job_id: str, message: str, *, level: str = "info", data: dict[str, object] | None = None
    ) -> None:
        self._add(job_id, level, "message", message, data or {})

    def metrics(self, job_id: str, data: dict[str, object]) -> None:
        """`data` as docs/backends.md §8 has it."""
        self._add(job_id, "info", "metrics", f"step {data['step']} of {data['total_steps']}", data)

    def page(self, job_id: str, limit: int, after: str | None) -> dict[str, object]:
        """Newest first; `after` names the event before the page. RequestError 400 when the job has no such event."""
        return page_of(list(reversed(self.all(job_id))), limit, after)

    def all(self, job_id: str) -> list[dict[str, object]]:
        """Oldest first. A last line that a kill cut short is left out."""
        try:
            lines = self._path(job_id).read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        return [event for event in map(_event, lines) if event]

    def metrics_lines(self, job_id: str) -> bytes:
        """The metrics events' data as NDJSON; of a step that was trained again after a restart, the last."""
        by_step = {
            event["data"]["step"]: event["data"] for event in self.all(job_id) if event["type"] == "metrics"
        }
        return b"".join(json.dumps(by_step[step]).encode() + b"\n" for step in sorted(by_step))

    def _add(self, job_id: str, level: str, kind: str, message: str, data: dict[str, object]) -> None:
        with self._lock:
            number = 1 + (self._numbers.get(job_id) or self._last_number(job_id))
            event = {
                "object": "fine_tuning.job.event",
                "id": f"ftevent-{job_id.removeprefix('ftjob-')}-{number}",
                "created_at": int(time.time()),
                "level": level,
                "type": kind,
                "message": message,
                "data": data,
            }
            with self._path(job_id).open("ab") as file:
                if file.tell() and not self._ends_whole(job_id):
                    file.write(b"\n")
                file.write(json.dumps(event, ensure_ascii=False).encode() + b"\n")
            self._numbers[job_id] = number

    def _last_number(self, job_id: str) -> int:
        events = self.all(job_id)
        return int(str(events[-1]["id"]).rpartition("-")[2]) if events else 0

    def _ends_whole(self, job_id: str) -> bool:
        with self._path(job_id).open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"

    def _path(self, job_id: str) -> Path:
        return self._folder / job_id / "events.ndjson"


def _event(line: bytes) -> dict[str, object] | None:
    """None for a line that was cut short."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None

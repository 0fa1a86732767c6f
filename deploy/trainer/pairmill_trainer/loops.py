"""Two threads that look for work: one prepares files, one trains."""

from __future__ import annotations

import threading
from typing import Protocol

from .errors import JobFailure
from .job import Job
from .jobs import JobStore
from .logs import log

# A change of a job wakes a loop at once; this only bounds what a lost wake-up could cost.
_LOOK_AGAIN = 5.0


class Worker(Protocol):
    """`run` brings the job into another status, or returns because the service stops."""

    def next(self) -> Job | None: ...

    def run(self, job: Job, stopping: threading.Event) -> None: ...


class Loop(threading.Thread):
    """Runs one job after the other until `stopping` is set. A defect fails the job, never the loop."""

    def __init__(self, name: str, worker: Worker, jobs: JobStore, stopping: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self._worker = worker
        self._jobs = jobs
        self._stopping = stopping

    def run(self) -> None:
        while not self._stopping.is_set():
            with self._jobs.changed:
                job = self._worker.next()
                if job is None:
                    self._jobs.changed.wait(_LOOK_AGAIN)
                    continue
            try:
                self._worker.run(job, self._stopping)
            except Exception as error:
                log("error", f"{self.name} failed", error=True, job=job.id)
                failure = JobFailure("server_error", f"{type(error).__name__}: {error}"[:500])
                self._jobs.finish(job.id, "failed", error=failure.body())

"""The thread that reads training files: validating_files becomes queued, or failed."""

from __future__ import annotations

import threading

from .dataset import prepare_dataset
from .durable import remove_tree
from .errors import JobFailure
from .events import EventLog
from .files import FileStore
from .images import ImageFolder
from .job import Job
from .jobs import JobStore
from .logs import log
from .settings import Settings


class _GivenUp(Exception):
    """The job was cancelled, or the service stops."""


class Preparer:
    """Prepares one file at a time, beside the training that runs."""

    def __init__(self, settings: Settings, files: FileStore, jobs: JobStore, events: EventLog) -> None:
        self._settings = settings
        self._files = files
        self._jobs = jobs
        self._events = events

    def next(self) -> Job | None:
        return self._jobs.first("validating_files")

    def run(self, job: Job, stopping: threading.Event) -> None:
        try:
            rows = self._prepare(job, stopping)
            if self._jobs.change(job.id, only={"validating_files"}, status="queued", rows=rows):
                self._events.message(job.id, f"{rows} pairs are ready", data={"pairs": rows})
        except _GivenUp:
            pass  # cancelled, or to be begun again after the next start
        except JobFailure as failure:
            if self._jobs.finish(job.id, "failed", error=failure.body()):
                self._events.message(job.id, failure.message, level="error", data={"code": failure.code})
                log("warning", "training file refused", job=job.id, code=failure.code, reason=failure.message)
        finally:
            if self._jobs.get(job.id).is_over:
                remove_tree(self._jobs.work(job.id))

    def _prepare(self, job: Job, stopping: threading.Event) -> int:
        def go_on() -> None:
            if stopping.is_set() or self._jobs.get(job.id).is_over:
                raise _GivenUp

        def wait(seconds: float) -> None:
            stopping.wait(seconds)
            go_on()

        settings = self._settings
        work = self._jobs.work(job.id)
        work.mkdir(exist_ok=True)
        return prepare_dataset(
            self._files.content(job.training_file),
            work / "dataset",
            lambda folder: ImageFolder(folder, settings.image_hosts, settings.image_key, wait),
            go_on,
        )

"""All parts of the service, put together."""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from pathlib import Path

from .durable import remove_tree
from .events import EventLog
from .files import FileStore
from .job import Job
from .jobs import JobStore
from .logs import log
from .loops import Loop
from .plan import read_plan
from .preparing import Preparer
from .publishing import Publisher
from .settings import Settings
from .training import Launch, Trainer


class DataInUse(Exception):
    """Another service works in the same folder."""


def launch(work: Path) -> list[str]:
    """The program that trains: TRL's, or the one that runs the operator's command."""
    module = "command_training" if read_plan(work).command else "dpo_training"
    return [sys.executable, "-m", f"pairmill_trainer.{module}", str(work)]


class Service:
    """Owns the data folder from `__init__` on, and the two loops from `start` to `stop`."""

    def __init__(self, settings: Settings, launch: Launch = launch) -> None:
        settings.data.mkdir(parents=True, exist_ok=True)
        self._lock = _exclusive(settings.data / "lock")
        self.settings = settings
        self.started_at = time.time()
        self.files = FileStore(settings.data / "files")
        self.jobs = JobStore(settings.data / "jobs")
        self.events = EventLog(settings.data / "jobs")
        self.stopping = threading.Event()
        for job in self.jobs.all():
            if job.is_over:
                remove_tree(self.jobs.work(job.id))  # where a kill came between the one and the other
        publisher = Publisher(settings.adapters, self.files, self.events)
        preparer = Preparer(settings, self.files, self.jobs, self.events)
        trainer = Trainer(settings, self.jobs, self.events, publisher, launch)
        self._loops = [
            Loop("preparing", preparer, self.jobs, self.stopping),
            Loop("training", trainer, self.jobs, self.stopping),
        ]

    def start(self) -> None:
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        """Ends the training that runs, which goes on after the next start; returns when both loops have ended."""
        self.stopping.set()
        with self.jobs.changed:
            self.jobs.changed.notify_all()
        for loop in self._loops:
            loop.join()
        os.close(self._lock)

    def cancel(self, job_id: str) -> Job:
        """At once, unless it is over or being published; what runs for it is ended by its loop. RequestError 404."""
        with self.jobs.changed:
            before = self.jobs.get(job_id)
            job = self.jobs.cancel(job_id)
        if job.status == "cancelled" and not before.is_over:
            self.events.message(job_id, "cancelled", level="warn")
            log("info", "cancelled", job=job_id)
        if before.status == "queued":
            remove_tree(self.jobs.work(job_id))  # no loop has it in hand
        return job

    def problem(self) -> str | None:
        """Why it is not ready."""
        if self.stopping.is_set():
            return "stopping"
        dead = [loop.name for loop in self._loops if not loop.is_alive()]
        return f"{dead[0]} has ended" if dead else None


def _exclusive(path: Path) -> int:
    """A lock that ends with the process; DataInUse when another holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise DataInUse(f"another trainer works in {path.parent}") from None
    return descriptor

"""The thread that trains: one job at a time, in a process of its own, resumed where a stop or a kill left it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from .durable import read_json, remove_tree
from .errors import JobFailure
from .events import EventLog
from .failures import failure_of
from .job import Job
from .jobs import JobStore
from .logs import log
from .memory_kills import memory_kills
from .plan import plan_training
from .progress import LineTail
from .publishing import Publisher
from .settings import Settings
from .training_process import TrainingProcess, end_leftovers

POLL = 0.2
ATTEMPTS_LIMIT = 20

# The argument vector that trains what lies in a work folder.
Launch = Callable[[Path], list[str]]


class Trainer:
    """Runs what `launch` names; what it tells through `progress` becomes events."""

    def __init__(
        self, settings: Settings, jobs: JobStore, events: EventLog, publisher: Publisher, launch: Launch
    ) -> None:
        self._settings = settings
        self._jobs = jobs
        self._events = events
        self._publisher = publisher
        self._launch = launch

    def next(self) -> Job | None:
        """What ran when the service died goes on before anything new."""
        return self._jobs.first("running", "queued")

    def run(self, job: Job, stopping: threading.Event) -> None:
        work = self._jobs.work(job.id)
        try:
            if read_json(work / "result.json") is None and not self._train(job, work, stopping):
                return
            self._publish(job, work)
        except JobFailure as failure:
            self._fail(job, failure)
        finally:
            if self._jobs.get(job.id).is_over:
                remove_tree(work)

    def _train(self, job: Job, work: Path, stopping: threading.Event) -> bool:
        """Whether a result is there; not when the job was cancelled or the service stops."""
        left = end_leftovers(job.id)
        started = self._jobs.change(
            job.id,
            only={"queued", "running"},
            status="running",
            attempts=job.attempts + 1,
            started_at=job.started_at or int(time.time()),
        )
        if started is None:
            return False
        if job.attempts >= ATTEMPTS_LIMIT:
            raise JobFailure("server_error", f"the training was begun {job.attempts} times and never ended")
        if job.attempts:
            self._events.message(job.id, f"the training goes on after a stop, attempt {started.attempts}")
        log("info", "training starts", job=job.id, attempt=started.attempts, leftovers_ended=left)
        kills = memory_kills()
        (work / "error.json").unlink(missing_ok=True)
        plan_training(started, work, self._settings).write(work)
        tail = LineTail(work / "progress.ndjson", from_end=True)
        log_file = self._jobs.folder(job.id) / "training.log"
        process = TrainingProcess(job.id, self._launch(work), log_file, _extra(job, self._settings))
        if not self._follow(job, process, tail, stopping):
            return False
        if process.exit_code or read_json(work / "result.json") is None:
            raise failure_of(process.exit_code, work, log_file, memory_kills() - kills)
        return True

    def _follow(self, job: Job, process: TrainingProcess, tail: LineTail, stopping: threading.Event) -> bool:
        """Until the process ends by itself (True), or is ended because of a cancellation or a stop."""
        try:
            while not process.wait(POLL):
                self._carry(job, tail)
                if self._jobs.get(job.id).status == "cancelled":
                    log("info", "training is cancelled", job=job.id)
                    return False
                if stopping.is_set():
                    log("info", "training is interrupted", job=job.id)
                    return False
        finally:
            process.stop(self._settings.grace)
        self._carry(job, tail)
        return True

    def _carry(self, job: Job, tail: LineTail) -> None:
        """Progress lines become events; the last metrics also the job's progress."""
        last = None
        for line in tail.lines():
            data = line.get("data") or {}
            if line.get("type") == "metrics":
                self._events.metrics(job.id, data)
                last = data
            else:
                self._events.message(
                    job.id, str(line.get("message")), level=str(line.get("level", "info")), data=data
                )
        if last:
            self._jobs.change(
                job.id,
                only={"running"},
                step=last["step"],
                total_steps=last["total_steps"],
                estimated_finish=int(time.time() + (last.get("eta_seconds") or 0)),
            )

    def _publish(self, job: Job, work: Path) -> None:
        result = read_json(work / "result.json")
        claim = lambda: self._jobs.change(job.id, only={"running"}, publishing=True) is not None  # noqa: E731
        success = self._publisher.publish(job, Path(result["output"]), result.get("layers"), claim)
        if success is None:
            return
        self._jobs.finish(job.id, "succeeded", trained_tokens=result.get("trained_tokens"), **success)
        log("info", "training succeeded", job=job.id, adapter=success["fine_tuned_model"])

    def _fail(self, job: Job, failure: JobFailure) -> None:
        if self._jobs.finish(job.id, "failed", error=failure.body()):
            self._events.message(job.id, failure.message, level="error", data={"code": failure.code})
            log("warning", "training failed", job=job.id, code=failure.code, reason=failure.message)


def _extra(job: Job, settings: Settings) -> dict[str, str]:
    """What the process is told by its environment. One GPU: several would make transformers split batches."""
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "0").split(",")[0]
    devices = (
        {} if settings.command else {"CUDA_VISIBLE_DEVICES": "" if settings.device == "cpu" else visible}
    )
    offline = {"HF_HUB_OFFLINE": "1"} if Path(settings.models.get(job.model, "")).is_dir() else {}
    return {**devices, **offline}

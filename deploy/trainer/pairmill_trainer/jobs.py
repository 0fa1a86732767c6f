"""The jobs there are, each in a folder of its own, with every change on disk before it is seen."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import replace
from pathlib import Path

from .durable import read_json, write_json
from .errors import RequestError
from .job import Job, job_from_stored
from .job_request import JobRequest


class JobStore:
    """`<folder>/<id>/job.json`. Safe for threads; `changed` is notified at each change."""

    def __init__(self, folder: Path) -> None:
        self.changed = threading.Condition(threading.RLock())
        self._folder = folder
        self._jobs: dict[str, Job] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("ftjob-*/job.json")):
            stored = read_json(path)
            if isinstance(stored, dict):
                self._jobs[str(stored["id"])] = job_from_stored(stored)

    def folder(self, job_id: str) -> Path:
        return self._folder / job_id

    def work(self, job_id: str) -> Path:
        """What the job needs until it is over: its dataset, checkpoints, results that are not published yet."""
        return self._folder / job_id / "work"

    def create(self, request: JobRequest, key: str | None, digest: str, init_adapter: str | None) -> Job:
        """A new job, on disk; whether the key was used before is `with_key`'s to say, under `changed`."""
        with self.changed:
            identifier = f"ftjob-{secrets.token_hex(12)}"
            seed = request.seed if request.seed is not None else secrets.randbelow(2**31)
            job = Job(
                id=identifier,
                number=1 + max((job.number for job in self._jobs.values()), default=0),
                created_at=int(time.time()),
                model=request.model,
                training_file=request.training_file,
                suffix=request.suffix,
                seed=seed,
                hyperparameters=request.hyperparameters,
                metadata=request.metadata,
                key=key,
                digest=digest,
                init_adapter=init_adapter,
            )
            self._save(job)
            return job

    def with_key(self, key: str, digest: str) -> Job | None:
        """The job this idempotency key made; RequestError 422 when the body was another."""
        with self.changed:
            for job in self._jobs.values():
                if job.key == key and job.digest == digest:
                    return job
                if job.key == key:
                    message = f"the Idempotency-Key {key[:100]} was used with another body, for {job.id}"
                    raise RequestError(422, message, code="idempotency_conflict")
        return None

    def get(self, job_id: str) -> Job:
        """RequestError 404 where there is none."""
        job = self._jobs.get(job_id)
        if job is None:
            raise RequestError(404, f"there is no job {job_id[:64]}", code="not_found", param="job_id")
        return job

    def all(self) -> list[Job]:
        """Newest first."""
        with self.changed:
            return sorted(self._jobs.values(), key=lambda job: -job.number)

    def change(self, job_id: str, *, only: frozenset[str] | set[str], **values: object) -> Job | None:
        """Changes a job whose status is one of `only`; None when it is in another, and then nothing changes."""
        with self.changed:
            job = self._jobs[job_id]
            if job.status not in only:
                return None
            job = replace(job, **values)
            self._save(job)
            return job

    def finish(self, job_id: str, status: str, **values: object) -> Job | None:
        """Ends a job that is not over; None when something else ended it first."""
        only = {"validating_files", "queued", "running"}
        return self.change(
            job_id,
            only=only,
            status=status,
            finished_at=int(time.time()),
            estimated_finish=None,
            publishing=False,
            **values,
        )

    def cancel(self, job_id: str) -> Job:
        """Cancelled at once, unless it is over or what it made is being published already."""
        with self.changed:
            job = self.get(job_id)
            return job if job.is_over or job.publishing else self.finish(job_id, "cancelled") or job

    def first(self, *statuses: str) -> Job | None:
        """The job that has waited longest in the earliest of these statuses that any job is in."""
        with self.changed:
            for status in statuses:
                waiting = [job for job in self._jobs.values() if job.status == status]
                if waiting:
                    return min(waiting, key=lambda job: job.number)
        return None

    def using(self, file_id: str) -> Job | None:
        """A job that is not over and trains on this file."""
        return next((job for job in self.all() if job.training_file == file_id and not job.is_over), None)

    def maker_of(self, adapter: str) -> Job | None:
        """The job that made the adapter of this name."""
        return next((job for job in self.all() if job.fine_tuned_model == adapter), None)

    def _save(self, job: Job) -> None:
        folder = self._folder / job.id
        folder.mkdir(exist_ok=True)
        write_json(folder / "job.json", job.stored())
        self._jobs[job.id] = job
        self.changed.notify_all()

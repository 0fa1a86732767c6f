"""From a finished training to an adapter under its name: checked aside first, then named in one step each.

A kill at any moment leaves either nothing to be seen or a job that is published again when the service restarts:
names derive from the job and from the weights, so the second time finds what the first one left.
"""

from __future__ import annotations

import filecmp
import hashlib
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from .adapter_checks import CONFIG, WEIGHTS, AdapterFacts, AdapterProblem, Expected, check_adapter
from .adapter_config import rewrite_config
from .durable import publish_folder, remove_tree
from .errors import JobFailure
from .events import EventLog
from .files import FileStore, IncomingFile
from .job import Job

PURPOSE = "fine-tune-results"
MEMBERS = (CONFIG, WEIGHTS)


class Publisher:
    """`adapters` may be a volume that inference servers read."""

    def __init__(self, adapters: Path, files: FileStore, events: EventLog) -> None:
        self._adapters = adapters
        self._files = files
        self._events = events
        adapters.mkdir(parents=True, exist_ok=True)

    def publish(
        self, job: Job, output: Path, layers: int | None, claim: Callable[[], bool]
    ) -> dict[str, object] | None:
        """The job's fields of a success. `claim` makes it final; where it says no, nothing is published: None.

        JobFailure bad_adapter when a check fails.
        """
        aside = self._adapters / f".aside-{job.id}"
        remove_tree(aside)
        try:
            facts, digest = self._stage(job, output, layers, aside)
            folder = self._adapters / f"{job.suffix}-{digest[:12]}"
            self._refuse_another(aside, folder)
            with self._files.begin() as tar, self._files.begin() as metrics:
                _write_tar(aside, tar.content, job.created_at)
                metrics.content.write(self._events.metrics_lines(job.id))
                if not claim():
                    return None
                # From here on there are renames only.
                if not folder.exists():
                    publish_folder(aside, folder)
                results = [_named(job, tar, "adapter.tar"), _named(job, metrics, "metrics.jsonl")]
        finally:
            remove_tree(aside)
        adapter = {
            "format": "peft",
            "path": str(folder),
            "sha256": digest,
            "base_model": job.model,
            "rank": facts.rank,
            "alpha": facts.alpha,
        }
        return {"fine_tuned_model": folder.name, "adapter": adapter, "result_files": results}

    def _stage(self, job: Job, output: Path, layers: int | None, aside: Path) -> tuple[AdapterFacts, str]:
        """Copies the two files, rewrites the one and checks both."""
        aside.mkdir()
        try:
            for member in MEMBERS:
                shutil.copyfile(output / member, aside / member)
            rewrite_config(aside, job.model)
            facts = check_adapter(aside, Expected(job.model, job.hyperparameters.lora_rank, layers))
        except FileNotFoundError as error:
            raise JobFailure(
                "bad_adapter", f"rule 1: the training left no {Path(error.filename).name}"
            ) from None
        except AdapterProblem as problem:
            raise JobFailure("bad_adapter", str(problem)) from None
        return facts, file_digest(aside / WEIGHTS)

    def _refuse_another(self, aside: Path, folder: Path) -> None:
        """The same bytes under the same name are the same adapter: from before a kill, or trained twice alike."""
        if folder.exists():
            same, *_ = filecmp.cmpfiles(aside, folder, MEMBERS, shallow=False)
            if set(same) != set(MEMBERS):
                raise JobFailure("bad_adapter", f"{folder.name} is there already, with another content")


def file_digest(path: Path) -> str:
    """SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _named(job: Job, incoming: IncomingFile, filename: str) -> str:
    """The file's id, which is the job's own: publishing again after a kill finds the first one."""
    identifier = "file-" + hashlib.sha256(f"{job.id}/{filename}".encode()).hexdigest()[:24]
    return str(incoming.publish(filename, PURPOSE, identifier)["id"])


def _write_tar(folder: Path, content: BinaryIO, moment: int) -> None:
    """Regular files at the top level, owner 0."""
    with tarfile.open(fileobj=content, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for member in MEMBERS:
            entry = tarfile.TarInfo(member)
            entry.size, entry.mtime, entry.mode = (folder / member).stat().st_size, moment, 0o644
            with (folder / member).open("rb") as file:
                tar.addfile(entry, file)

"""A training as a child process in a group of its own."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from .environment import PREFIX

# In the environment of every process of a training: by it a restarted service finds what is left of one.
MARK = "PAIRMILL_TRAINING"


class TrainingProcess:
    """Owned by one thread. `log` takes what the training prints."""

    def __init__(self, job_id: str, arguments: list[str], log: Path, extra: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "pairmill_trainer.guard", *arguments]
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
                env=training_environment(os.environ, job_id, extra),
            )
        self._descriptor = os.pidfd_open(self._process.pid)
        self._ended = select.poll()
        self._ended.register(self._descriptor, select.POLLIN)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, waiting at most so long; nothing of its group is left then."""
        if not self._ended.poll(max(0, int(seconds * 1000))):
            return False
        # Its leader is not reaped yet, so the group's number can't be another's.
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._close()
        return True

    def stop(self, grace: float) -> None:
        """SIGTERM to the group, SIGKILL after `grace` seconds; returns when it has ended."""
        if self._process.returncode is not None:
            return
        self._signal(signal.SIGTERM)
        if not self.wait(grace):
            self._signal(signal.SIGKILL)
            while not self.wait(1.0):
                pass

    @property
    def exit_code(self) -> int:
        """Of the training, 128 + n where signal n ended it."""
        code = self._process.returncode
        return 128 - code if code < 0 else code

    def _close(self) -> None:
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
            os.close(self._descriptor)

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            pass  # it ended by itself


def training_environment(base: Mapping[str, str], job_id: str, extra: Mapping[str, str]) -> dict[str, str]:
    """The service's environment without its settings and keys, which are none of the training's business."""
    kept = {name: value for name, value in base.items() if not name.startswith(PREFIX)}
    package = str(Path(__file__).resolve().parent.parent)
    kept["PYTHONPATH"] = os.pathsep.join(part for part in (package, base.get("PYTHONPATH", "")) if part)
    return {
        **kept,
        "PYTHONUNBUFFERED": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        **extra,
        MARK: job_id,
    }


def end_leftovers(job_id: str, deadline: float = 30.0) -> int:
    """Ends what an earlier service left of this job's training; returns how many processes that were."""
    ended: set[int] = set()
    give_up = time.monotonic() + deadline
    while left := _marked(job_id):
        if time.monotonic() > give_up:
            raise TimeoutError(f"processes {sorted(left)} of {job_id} can't be ended")
        for process in left:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass  # it ended by itself
        ended |= left
        time.sleep(0.05)
    return len(ended)


def _marked(job_id: str) -> set[int]:
    """Living processes whose environment bears the mark; those of other users can't be read and are none of ours."""
    mark = f"{MARK}={job_id}".encode()
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.add(int(folder.name))
            except OSError:
                pass  # it is gone, or another user's
    return found

"""Why a training process failed, from what it left behind."""

from __future__ import annotations

from pathlib import Path

from .durable import read_json
from .errors import JOB_ERROR_CODES, JobFailure

_LAST_BYTES = 8192


def failure_of(exit_code: int, work: Path, log: Path, memory_kills: int) -> JobFailure:
    """What the process said itself; else its exit code, and whether the kernel took its memory."""
    told = read_json(work / "error.json")
    if isinstance(told, dict) and told.get("code") in JOB_ERROR_CODES:
        return JobFailure(str(told["code"]), str(told["message"]))
    if exit_code == 137 and memory_kills > 0:
        return JobFailure(
            "out_of_memory", "the kernel ended the training because the machine's memory ran out"
        )
    if exit_code > 128:
        return JobFailure("server_error", f"the training was ended by signal {exit_code - 128}")
    last = last_line(log)
    return JobFailure(
        "server_error", f"the training ended with code {exit_code}" + (f": {last}" if last else "")
    )


def last_line(log: Path, limit: int = 300) -> str:
    """The last line of a log that is not empty; at most `limit` characters."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _LAST_BYTES))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return ""
    return next((line.strip()[:limit] for line in reversed(lines) if line.strip()), "")

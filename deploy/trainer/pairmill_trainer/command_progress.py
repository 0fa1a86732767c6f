"""What other trainers tell while they train, as our metrics (docs/backends.md §10)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .progress import LineTail

FILES = {"llamafactory": "trainer_log.jsonl", "swift": "logging.jsonl"}
# transformers' Trainer says so when it starts, in both trainers' logs.
_EXAMPLES = re.compile(rb"Num examples\s*=\s*([\d,]+)")

Metrics = dict[str, object]


class CommandProgress:
    """Reads the progress file as it grows; remembers the losses and the last metrics."""

    def __init__(self, form: str, output: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._tail = LineTail(output / FILES[form])
        self._read = {"llamafactory": _llamafactory, "swift": _swift}[form]
        self._clock = clock
        self._began = clock()
        self.losses: list[float] = []
        self.last: Metrics | None = None

    def metrics(self) -> Iterator[Metrics]:
        """Of each line since the last call that tells a step and a loss."""
        for line in self._tail.lines():
            try:
                metrics = self._read(line)
            except (KeyError, TypeError, ValueError):
                continue  # a line about something else, such as the time taken at the end
            elapsed, step, total = self._clock() - self._began, metrics["step"], metrics["total_steps"]
            metrics["eta_seconds"] = round(elapsed / step * (total - step)) if step else None
            self.losses.append(metrics["loss"])
            self.last = metrics
            yield metrics


def _llamafactory(line: dict[str, object]) -> Metrics:
    return _metrics(
        int(line["current_steps"]),
        int(line["total_steps"]),
        line["loss"],
        line.get("accuracy"),
        None,
        line.get("lr"),
    )


def _swift(line: dict[str, object]) -> Metrics:
    step, _, total = str(line["global_step/max_steps"]).partition("/")
    return _metrics(
        int(step),
        int(total),
        line["loss"],
        line.get("rewards/accuracies"),
        line.get("rewards/margins"),
        line.get("learning_rate"),
    )


def _metrics(
    step: int, total: int, loss: object, accuracies: object, margins: object, rate: object
) -> Metrics:
    """Some versions write numbers as texts."""
    return {
        "step": step,
        "total_steps": total,
        "loss": float(loss),
        "rewards/accuracies": _number(accuracies),
        "rewards/margins": _number(margins),
        "learning_rate": _number(rate),
    }


def _number(value: object) -> float | None:
    return None if value is None else float(value)


def rows_read(log: Path, start: int) -> int | None:
    """The number of examples a trainer said it read, in its log from byte `start` on; None when it did not say."""
    with log.open("rb") as file:
        file.seek(start)
        found = _EXAMPLES.findall(file.read())
    return int(found[0].replace(b",", b"")) if found else None

"""Stands in for a training process: `python fake_training.py <work folder>`, without any library.

What it does is told by the job's `metadata.round`: nothing special, or one of the names below.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from drawn_adapters import write_adapter

from pairmill_trainer.dataset import read_rows
from pairmill_trainer.errors import JobFailure
from pairmill_trainer.plan import read_plan
from pairmill_trainer.progress import ProgressWriter

STEPS = 3
DEADLINE = 300.0  # longer than any test waits


def main(work: Path) -> int:
    plan = read_plan(work)
    writer = ProgressWriter(work)
    if plan.round == "exit":
        print("something went wrong", flush=True)
        return 3
    if plan.round == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if plan.round == "no result":
        return 0
    if plan.round == "memory":
        writer.failure(JobFailure("out_of_memory", "CUDA out of memory"))
        return 1
    if plan.round == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    _steps(work, plan.round, writer)
    rows = sum(1 for _ in read_rows(Path(plan.dataset)))
    write_adapter(Path(plan.output), "/some/base", plan.hyperparameters.lora_rank, value=plan.seed + 1.0)
    if plan.round == "inert":
        write_adapter(Path(plan.output), "/some/base", plan.hyperparameters.lora_rank, value=0.0)
    writer.message("evaluated", data={"pairs": rows, "margin_before": 0.0, "margin_after": 1.0})
    writer.result(output=plan.output, layers=2, trained_tokens=17 * rows)
    return 0


def _steps(work: Path, behaviour: str, writer: ProgressWriter) -> None:
    """Each finished step is remembered, so that another attempt goes on behind it."""
    done = work / "steps"
    first = int(done.read_text()) if done.exists() else 0
    for step in range(first + 1, STEPS + 1):
        writer.metrics(
            {
                "step": step,
                "total_steps": STEPS,
                "loss": 0.69 - 0.1 * step,
                "rewards/accuracies": 0.5,
                "rewards/margins": 0.1 * step,
                "learning_rate": 1e-4,
                "eta_seconds": STEPS - step,
            }
        )
        done.write_text(str(step))
        if behaviour in {"wait", "stubborn"} and step == 1:
            _wait_for(work.parent.parent.parent / "go")


def _wait_for(path: Path) -> None:
    """Until the test makes this file."""
    give_up = time.monotonic() + DEADLINE
    while not path.exists():
        if time.monotonic() > give_up:
            sys.exit("nobody said go")
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

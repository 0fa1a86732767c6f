"""Training by another trainer's command: `python -m pairmill_trainer.command_training <work folder>`.

It needs nothing but the standard library, so it runs in that trainer's own environment.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

from .adapter_checks import CONFIG
from .command_line import substitute
from .command_progress import CommandProgress, rows_read
from .command_rows import write_rows
from .durable import read_json, remove_tree
from .errors import JobFailure
from .failures import last_line
from .learning import refuse_no_learning
from .llamafactory_recipe import llamafactory_recipe, yaml_text
from .plan import TrainingPlan, read_plan
from .progress import ProgressWriter

_POLL = 0.5
_OUT_OF_MEMORY = re.compile(rb"out of memory|OutOfMemoryError|\bMemoryError\b", re.IGNORECASE)


def main(work: Path) -> int:
    """0 when result.json is there, 1 when error.json is."""
    writer = ProgressWriter(work)
    try:
        _train(read_plan(work), work, writer)
    except JobFailure as failure:
        writer.failure(failure)
        return 1
    return 0


def _train(plan: TrainingPlan, work: Path, writer: ProgressWriter) -> None:
    output, rows = Path(plan.output), work / "rows"
    for folder in (output, rows):
        remove_tree(folder)
        folder.mkdir()
    sent = write_rows(plan.command_format, Path(plan.dataset), rows)
    if plan.command_format == "llamafactory":
        (output / "dpo.yaml").write_text(yaml_text(llamafactory_recipe(plan, rows)), encoding="utf-8")
    log = work.parent / "training.log"
    start = log.stat().st_size if log.exists() else 0
    progress = CommandProgress(plan.command_format, output)
    _run(plan, rows, progress, writer, log, start)
    last = progress.last
    if last is None:
        raise JobFailure("command_failed", "the command ended well but wrote no progress")
    if last["step"] != last["total_steps"]:
        writer.metrics({**last, "step": last["total_steps"], "eta_seconds": 0})
    _compare_rows(plan, sent, rows_read(log, start), int(last["total_steps"]))
    refuse_no_learning(progress.losses)
    writer.result(output=str(find_adapter(output)), layers=layers_of(plan.base), trained_tokens=None)


def _run(
    plan: TrainingPlan, rows: Path, progress: CommandProgress, writer: ProgressWriter, log: Path, start: int
) -> None:
    """In this process's group and with its standard output, which the service keeps in the training's log."""
    arguments = substitute(plan.command, _placeholder_values(plan, rows))
    # ms-swift reads its pixel cap from here.
    environment = {**os.environ, "MAX_PIXELS": str(plan.hyperparameters.max_pixels)}
    try:
        command = subprocess.Popen(arguments, cwd=plan.output, env=environment, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise JobFailure("command_failed", f"{arguments[0]} can't be started: {error.strerror}") from None
    ended = False
    while not ended:
        try:
            command.wait(_POLL)
            ended = True  # and look once more for what it wrote last
        except subprocess.TimeoutExpired:
            pass
        for metrics in progress.metrics():
            writer.metrics(metrics)
    if command.returncode:
        raise _command_failure(command.returncode, log, start)


def _placeholder_values(plan: TrainingPlan, rows: Path) -> dict[str, object]:
    parameters = plan.hyperparameters
    return {
        "dataset_dir": rows,
        "base_model": plan.base,
        "output_dir": plan.output,
        "init_adapter": plan.init_adapter,
        "seed": plan.seed,
        "round": plan.round,
        "role": plan.role,
        "beta": parameters.beta,
        "learning_rate": parameters.learning_rate,
        "epochs": parameters.n_epochs,
        "batch_size": parameters.batch_size,
        "lora_rank": parameters.lora_rank,
        "lora_alpha": parameters.lora_alpha,
        "max_pixels": parameters.max_pixels,
    }


def _command_failure(code: int, log: Path, start: int) -> JobFailure:
    with log.open("rb") as file:
        file.seek(start)
        printed = file.read()
    if _OUT_OF_MEMORY.search(printed):
        return JobFailure("out_of_memory", f"the command ran out of memory: {last_line(log)}")
    how = f"ended with code {code}" if code > 0 else f"was ended by signal {-code}"
    return JobFailure("command_failed", f"the command {how}: {last_line(log) or 'it printed nothing'}")


def _compare_rows(plan: TrainingPlan, sent: int, read: int | None, steps: int) -> None:
    """By the number the trainer printed; where it printed none, by its steps, which only tell whole batches."""
    if read is not None and read != sent:
        raise JobFailure("rows_dropped", f"{sent} pairs were sent, the command read {read}")
    parameters = plan.hyperparameters
    least = parameters.n_epochs * (sent // parameters.batch_size)
    if read is None and steps < least:
        expected = parameters.n_epochs * math.ceil(sent / parameters.batch_size)
        raise JobFailure("rows_dropped", f"{sent} pairs make {expected} steps, the command made {steps}")


def find_adapter(output: Path) -> Path:
    """The output folder itself, or its last checkpoint's; JobFailure bad_adapter when neither holds an adapter."""
    checkpoints = [path for path in output.glob("checkpoint-*") if path.name.partition("-")[2].isdecimal()]
    checkpoints.sort(key=lambda path: -int(path.name.partition("-")[2]))
    for folder in (output, *checkpoints):
        if (folder / CONFIG).is_file():
            return folder
    raise JobFailure("bad_adapter", f"rule 1: the command left no {CONFIG} in its output folder")


def layers_of(base: str) -> int | None:
    """How many layers the language model of a local base has; None where the base is an id."""
    try:
        config = read_json(Path(base) / "config.json")
    except (OSError, json.JSONDecodeError):
        return None
    if not isinstance(config, dict):
        return None
    text = config.get("text_config") or config
    layers = text.get("num_hidden_layers", config.get("num_hidden_layers"))
    return layers if isinstance(layers, int) else None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

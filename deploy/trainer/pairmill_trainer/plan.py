"""Everything a training process is told, in one file of its work folder."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from .durable import read_json, write_json
from .errors import JobFailure
from .hyperparameters import Hyperparameters
from .job import Job
from .settings import Settings


@dataclass(frozen=True)
class TrainingPlan:
    """Paths are absolute; `base` is a folder or an id, `init_adapter` a folder or ""; seconds where it is time."""

    base: str
    init_adapter: str
    dataset: str
    output: str
    rows: int
    seed: int
    hyperparameters: Hyperparameters
    round: str
    role: str
    device: str
    micro_batch: int
    checkpoint_every: float
    evaluation_pairs: int
    command: tuple[str, ...]
    command_format: str
    command_template: str

    def write(self, work: Path) -> None:
        write_json(work / "training.json", asdict(self))


def plan_training(job: Job, work: Path, settings: Settings) -> TrainingPlan:
    """JobFailure when the job's model has been taken out of the settings since."""
    if job.model not in settings.models:
        raise JobFailure("server_error", f"{job.model} is no longer among PAIRMILL_TRAINER_MODELS")
    return TrainingPlan(
        base=settings.models[job.model],
        init_adapter=job.init_adapter or "",
        dataset=str(work / "dataset"),
        output=str(work / "output"),
        rows=job.rows or 0,
        seed=job.seed,
        hyperparameters=job.hyperparameters,
        round=job.metadata.get("round", ""),
        role=job.metadata.get("role", ""),
        device=settings.device,
        micro_batch=settings.micro_batch,
        checkpoint_every=settings.checkpoint_every,
        evaluation_pairs=settings.evaluation_pairs,
        command=settings.command,
        command_format=settings.command_format,
        command_template=settings.command_template,
    )


def read_plan(work: Path) -> TrainingPlan:
    """What `TrainingPlan.write` wrote."""
    stored = read_json(work / "training.json")
    assert isinstance(stored, dict)
    values = {**stored, "command": tuple(stored["command"])}
    return TrainingPlan(**{**values, "hyperparameters": Hyperparameters(**stored["hyperparameters"])})

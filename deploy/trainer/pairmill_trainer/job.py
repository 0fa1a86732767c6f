"""A job as it is stored, and as the API shows it (docs/backends.md §8)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields

from .hyperparameters import Hyperparameters, method_body

WAITING = frozenset({"validating_files", "queued"})
OVER = frozenset({"succeeded", "failed", "cancelled"})


@dataclass(frozen=True)
class Job:
    """Times are unix seconds. `publishing` is the point of no return: what is ready is being given its names."""

    id: str
    number: int
    created_at: int
    model: str
    training_file: str
    suffix: str
    seed: int
    hyperparameters: Hyperparameters
    metadata: dict[str, str]
    key: str | None = None
    digest: str = ""
    status: str = "validating_files"
    init_adapter: str | None = None
    rows: int | None = None
    attempts: int = 0
    publishing: bool = False
    started_at: int | None = None
    finished_at: int | None = None
    estimated_finish: int | None = None
    step: int = 0
    total_steps: int | None = None
    trained_tokens: int | None = None
    fine_tuned_model: str | None = None
    adapter: dict[str, object] | None = None
    result_files: list[str] = field(default_factory=list)
    error: dict[str, object] | None = None

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    def stored(self) -> dict[str, object]:
        return asdict(self)

    def body(self) -> dict[str, object]:
        """What the API shows."""
        return {
            "id": self.id,
            "object": "fine_tuning.job",
            "status": self.status,
            "created_at": self.created_at,
            "finished_at": self.finished_at,
            "estimated_finish": self.estimated_finish,
            "model": self.model,
            "fine_tuned_model": self.fine_tuned_model,
            "training_file": self.training_file,
            "result_files": self.result_files,
            "trained_tokens": self.trained_tokens,
            "seed": self.seed,
            "error": self.error,
            "method": method_body(self.hyperparameters),
            "metadata": self.metadata,
            "suffix": self.suffix,
            "progress": {"step": self.step, "total_steps": self.total_steps},
            "adapter": self.adapter,
        }


def job_from_stored(stored: dict[str, object]) -> Job:
    """The inverse of `Job.stored`; names that a later version wrote are left out."""
    known = {f.name for f in fields(Job)}
    values = {name: value for name, value in stored.items() if name in known}
    return Job(**{**values, "hyperparameters": Hyperparameters(**stored["hyperparameters"])})

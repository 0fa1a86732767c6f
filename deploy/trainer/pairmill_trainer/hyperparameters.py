"""What a job may set about its training, with ranges and defaults (docs/backends.md §8, docs/pipeline.md §2)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .errors import RequestError
from .spelling import unknown_names

_PARAM = "method.dpo.hyperparameters"
# Name: least, greatest, whole numbers only. The pixel range is that of Qwen2-VL's processor (BACKENDS §11).
_RANGES: dict[str, tuple[float, float, bool]] = {
    "beta": (1e-6, 100, False),
    "n_epochs": (1, 1000, True),
    "batch_size": (1, 65_536, True),
    "learning_rate": (0, 1, False),
    "lora_rank": (1, 512, True),
    "lora_alpha": (1, 8192, True),
    "max_pixels": (3_136, 12_845_056, True),
}


@dataclass(frozen=True)
class Hyperparameters:
    """A learning rate of 0 is taken, and fails the job with no_learning: that is the control of our tests."""

    beta: float = 0.1
    n_epochs: int = 1
    batch_size: int = 16
    learning_rate: float = 5e-6
    lora_rank: int = 16
    lora_alpha: int = 32
    max_pixels: int = 1_003_520


def parse_method(method: object) -> Hyperparameters:
    """The body's `method`, or the defaults where it is absent; RequestError 400 naming the field otherwise."""
    if method is None:
        return Hyperparameters()
    outer = _object(method, "method", {"type", "dpo"})
    if outer.get("type") != "dpo":
        raise RequestError(400, "method.type must be dpo", param="method.type")
    inner = _object(outer.get("dpo") or {}, "method.dpo", {"hyperparameters"})
    given = inner.get("hyperparameters") or {}
    values = _object(given, _PARAM, {field.name for field in fields(Hyperparameters)})
    return Hyperparameters(**{name: _number(name, value) for name, value in values.items()})


def method_body(values: Hyperparameters) -> dict[str, object]:
    """The job's `method`, defaults filled in."""
    return {
        "type": "dpo",
        "dpo": {"hyperparameters": {f.name: getattr(values, f.name) for f in fields(values)}},
    }


def _object(value: object, name: str, known: set[str]) -> dict[str, object]:
    if not isinstance(value, dict):
        raise RequestError(400, f"{name} must be an object", param=name)
    problem = unknown_names(value, known)
    if problem:
        raise RequestError(400, f"{name}: {problem}", code="unknown_parameter", param=name)
    return value


def _number(name: str, value: object) -> float | int:
    low, high, whole = _RANGES[name]
    kinds = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        what = "a whole number" if whole else "a number"
        raise RequestError(
            400, f"{_PARAM}.{name} must be {what} from {low:g} to {high:g}", param=f"{_PARAM}.{name}"
        )
    return value

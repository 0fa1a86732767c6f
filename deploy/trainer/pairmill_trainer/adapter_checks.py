"""The checks on a finished adapter that need no server (docs/backends.md §9); a failure names its rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .durable import read_json
from .safetensors_header import HeaderProblem, Tensor, has_nonzero_byte, read_header

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"
# In the order PEFT and the servers write them.
MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
_FORBIDDEN = ("visual.", "merger", "embed_tokens", "lm_head")
_KEY = re.compile(
    r"base_model\.model\.model\.(?:language_model\.)?layers\.(\d+)\.((?:\w+\.)*)(\w+)\.lora_([AB])\.weight"
)


class AdapterProblem(Exception):
    """`rule` is the number in docs/backends.md §9."""

    def __init__(self, rule: int, text: str) -> None:
        super().__init__(f"rule {rule}: {text}")
        self.rule = rule


@dataclass(frozen=True)
class Expected:
    """`layers` is None where the base's own count is not known: then they must be contiguous from 0."""

    base_model: str
    rank: int
    layers: int | None


@dataclass(frozen=True)
class AdapterFacts:
    """`modules` are leaf names of the layers' adapted modules."""

    rank: int
    alpha: int | float
    modules: tuple[str, ...]


def check_adapter(folder: Path, expected: Expected) -> AdapterFacts:
    """What the adapter is; AdapterProblem at the first rule it breaks."""
    config = _config(folder, expected)
    try:
        tensors = read_header(folder / WEIGHTS)
    except (HeaderProblem, OSError) as error:
        raise AdapterProblem(2, f"{WEIGHTS}: {error}") from None
    modules = _keys(tensors, expected.layers)
    _shapes(tensors, config)
    if not has_nonzero_byte(folder / WEIGHTS, [tensor for tensor in tensors if ".lora_B." in tensor.name]):
        raise AdapterProblem(3, "every lora_B is zero: the adapter does nothing")
    return AdapterFacts(expected.rank, config["lora_alpha"], modules)


def adapted_modules(weights: Path) -> tuple[str, ...]:
    """The leaf names that a file of weights adapts; AdapterProblem where its keys are not LoRA's."""
    try:
        return _keys(read_header(weights), None)
    except (HeaderProblem, OSError) as error:
        raise AdapterProblem(2, f"{WEIGHTS}: {error}") from None


def _config(folder: Path, expected: Expected) -> dict[str, object]:
    try:
        config = read_json(folder / CONFIG)
    except ValueError:
        config = None
    if not isinstance(config, dict) or not (folder / WEIGHTS).is_file():
        raise AdapterProblem(1, f"{CONFIG} and {WEIGHTS} are not both there")
    wanted = {
        "peft_type": "LORA",
        "bias": "none",
        "base_model_name_or_path": expected.base_model,
        "r": expected.rank,
    }
    for name, value in wanted.items():
        if config.get(name) != value:
            raise AdapterProblem(1, f"{name} is {config.get(name)!r}, not {value!r}")
    if config.get("use_dora") or config.get("modules_to_save"):
        raise AdapterProblem(1, "use_dora and modules_to_save must be off")
    if not isinstance(config.get("target_modules"), list):
        raise AdapterProblem(1, "target_modules is not a list of names")
    if not isinstance(config.get("lora_alpha"), (int, float)):
        raise AdapterProblem(1, "lora_alpha is no number")
    ranks = config.get("rank_pattern") or {}
    if not isinstance(ranks, dict) or any(rank > expected.rank for rank in ranks.values()):
        raise AdapterProblem(1, f"rank_pattern exceeds {expected.rank}")
    return config


def _keys(tensors: list[Tensor], layers: int | None) -> tuple[str, ...]:
    """Rule 3 on names and counts; returns the leaf names."""
    sides: dict[str, set[tuple[int, str]]] = {"A": set(), "B": set()}
    for tensor in tensors:
        match = _KEY.fullmatch(tensor.name)
        if match is None or any(word in tensor.name for word in _FORBIDDEN):
            raise AdapterProblem(
                3, f"the key {tensor.name[:200]} is not a LoRA of the language model's layers"
            )
        sides[match[4]].add((int(match[1]), match[3]))
    if sides["A"] != sides["B"]:
        raise AdapterProblem(3, "a lora_A has no lora_B, or the reverse")
    numbers = {layer for layer, _ in sides["A"]}
    modules = _ordered(module for _, module in sides["A"])
    count = layers if layers is not None else len(numbers)
    if not numbers or numbers != set(range(count)) or len(tensors) != 2 * len(modules) * count:
        raise AdapterProblem(3, f"{len(tensors)} tensors are not 2 × {len(modules)} modules × {count} layers")
    return modules


def _shapes(tensors: list[Tensor], config: dict[str, object]) -> None:
    """Every pair's inner side is the rank, or smaller where rank_pattern says so."""
    for tensor in tensors:
        inner = tensor.shape[0 if ".lora_A." in tensor.name else 1] if len(tensor.shape) == 2 else None
        if inner != config["r"] and not (config.get("rank_pattern") and inner and inner < config["r"]):
            raise AdapterProblem(
                3, f"{tensor.name}: its shape {list(tensor.shape)} is not of rank {config['r']}"
            )


def _ordered(modules: Iterable[str]) -> tuple[str, ...]:
    there = set(modules)
    return tuple(name for name in MODULES if name in there) + tuple(sorted(there - set(MODULES)))

"""adapter_config.json as inference servers want it (docs/backends.md §8, last point)."""

from __future__ import annotations

from pathlib import Path

from .adapter_checks import CONFIG, WEIGHTS, AdapterProblem, adapted_modules
from .durable import read_json, write_json


def rewrite_config(folder: Path, base_model: str) -> None:
    """target_modules becomes a list of leaf names (SGLang refuses a pattern), the base the job's model."""
    try:
        config = read_json(folder / CONFIG)
    except ValueError:
        config = None
    if not isinstance(config, dict):
        raise AdapterProblem(1, f"{CONFIG} is not there, or no JSON object")
    config["target_modules"] = list(adapted_modules(folder / WEIGHTS))
    config["base_model_name_or_path"] = base_model
    write_json(folder / CONFIG, config)

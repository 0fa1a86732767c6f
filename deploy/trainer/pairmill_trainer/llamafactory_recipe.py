"""LLaMA-Factory's dpo.yaml for a job."""

from __future__ import annotations

import json
from pathlib import Path

from .adapter_checks import MODULES
from .plan import TrainingPlan

# More than image and text tokens of any pair: what exceeds cutoff_len is cut silently (docs/backends.md §10).
_CUTOFF = 131_072


def llamafactory_recipe(plan: TrainingPlan, rows: Path) -> dict[str, object]:
    """Defaults are the job's, not LLaMA-Factory's."""
    parameters = plan.hyperparameters
    recipe: dict[str, object] = {
        "model_name_or_path": plan.base,
        "stage": "dpo",
        "do_train": True,
        "finetuning_type": "lora",
        "template": plan.command_template,
        "dataset": "pairmill_response",
        "dataset_dir": str(rows),
        "cutoff_len": _CUTOFF,
        "image_max_pixels": parameters.max_pixels,
        "freeze_vision_tower": True,
        "lora_target": ",".join(MODULES),
        "lora_rank": parameters.lora_rank,
        "lora_alpha": parameters.lora_alpha,
        "pref_beta": parameters.beta,
        "pref_loss": "sigmoid",
        "learning_rate": parameters.learning_rate,
        "num_train_epochs": parameters.n_epochs,
        "per_device_train_batch_size": 1,
        "gradient_accumulation_steps": parameters.batch_size,
        "seed": plan.seed,
        "output_dir": plan.output,
        "logging_steps": 1,
        "report_to": "none",
        "bf16": plan.device != "cpu",
    }
    if plan.init_adapter:
        recipe["adapter_name_or_path"] = plan.init_adapter
    return recipe


def yaml_text(recipe: dict[str, object]) -> str:
    """A line a key. Values are JSON's, which YAML takes, but for numbers such as 5e-06: YAML 1.1 reads a text there."""
    return "".join(f"{key}: {_value(value)}\n" for key, value in recipe.items())


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.15f}".rstrip("0") + ("0" if value == int(value) else "")
    return json.dumps(value)

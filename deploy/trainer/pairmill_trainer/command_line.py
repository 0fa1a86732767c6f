"""The argument vector of another trainer, and what its placeholders stand for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

PLACEHOLDERS = frozenset(
    {
        "dataset_dir",
        "base_model",
        "output_dir",
        "init_adapter",
        "seed",
        "round",
        "role",
        "beta",
        "learning_rate",
        "epochs",
        "batch_size",
        "lora_rank",
        "lora_alpha",
        "max_pixels",
    }
)
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def parse_command(raw: str) -> tuple[str, ...]:
    """A JSON array of texts; ValueError when it is none, is empty or holds an unknown placeholder."""
    try:
        arguments = json.loads(raw)
    except ValueError:
        raise ValueError('a JSON argument vector is allowed, such as ["llamafactory-cli", "train"]') from None
    if (
        not isinstance(arguments, list)
        or not arguments
        or not all(isinstance(part, str) for part in arguments)
    ):
        raise ValueError("a JSON array of texts with at least the program is allowed")
    unknown = {name for part in arguments for name in _PLACEHOLDER.findall(part)} - PLACEHOLDERS
    if unknown:
        raise ValueError(f"{{{min(unknown)}}} is no placeholder; {', '.join(sorted(PLACEHOLDERS))} are")
    return tuple(arguments)


def substitute(command: tuple[str, ...], values: Mapping[str, object]) -> list[str]:
    """The vector with each {placeholder} replaced; an argument stays one argument whatever is put into it."""
    return [_PLACEHOLDER.sub(lambda match: str(values[match[1]]), argument) for argument in command]

"""LoRA adapters of the right shape, and of wrong ones, written without any library."""

from __future__ import annotations

import json
import struct
from pathlib import Path

MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
PREFIX = "base_model.model.model.language_model.layers."


def tensor_names(layers: int = 2, modules: tuple[str, ...] = MODULES) -> list[str]:
    folders = {name: "self_attn" if name[0] in "qkvo" else "mlp" for name in modules}
    return [
        f"{PREFIX}{layer}.{folders[name]}.{name}.lora_{side}.weight"
        for layer in range(layers)
        for name in modules
        for side in "AB"
    ]


def write_weights(path: Path, names: list[str], *, rank: int = 4, width: int = 8, value: float = 0.5) -> None:
    """F32 tensors; `value` fills the lora_B."""
    header, data = {}, b""
    for name in names:
        shape = [rank, width] if ".lora_A." in name else [width, rank]
        start = len(data)
        data += struct.pack("<f", value if ".lora_B." in name else 1.0) * (rank * width)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, len(data)]}
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def config(base: str = "tiny", rank: int = 4, **changes: object) -> dict[str, object]:
    return {
        "peft_type": "LORA",
        "bias": "none",
        "use_dora": False,
        "modules_to_save": None,
        "r": rank,
        "lora_alpha": 2 * rank,
        "base_model_name_or_path": base,
        "target_modules": list(MODULES),
        **changes,
    }


def write_adapter(
    folder: Path, base: str = "tiny", rank: int = 4, *, layers: int = 2, value: float = 0.5
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "adapter_config.json").write_text(json.dumps(config(base, rank)))
    write_weights(folder / "adapter_model.safetensors", tensor_names(layers), rank=rank, value=value)

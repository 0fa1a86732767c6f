"""docs/backends.md §9: each rule is broken once."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn_adapters import MODULES, PREFIX, config, tensor_names, write_adapter, write_weights

from pairmill_trainer.adapter_checks import AdapterProblem, Expected, check_adapter
from pairmill_trainer.adapter_config import rewrite_config

WEIGHTS = "adapter_model.safetensors"


def check(folder: Path, layers: int | None = 2) -> object:
    return check_adapter(folder, Expected("tiny", 4, layers))


@pytest.mark.parametrize("layers", [2, None])
def test_a_good_adapter_passes(tmp_path: Path, layers: int | None) -> None:
    write_adapter(tmp_path)
    facts = check(tmp_path, layers)
    assert (facts.rank, facts.alpha, facts.modules) == (4, 8, MODULES)


@pytest.mark.parametrize(
    "changes",
    [
        {"peft_type": "LOHA"},
        {"bias": "all"},
        {"use_dora": True},
        {"modules_to_save": ["lm_head"]},
        {"r": 8},
        {"base_model_name_or_path": "other"},
        {"rank_pattern": {"q_proj": 8}},
        {"target_modules": ".*q_proj"},
        {"lora_alpha": None},
    ],
)
def test_rule_1_is_about_the_configuration(tmp_path: Path, changes: dict[str, object]) -> None:
    write_adapter(tmp_path)
    (tmp_path / "adapter_config.json").write_text(json.dumps({**config(), **changes}))
    with pytest.raises(AdapterProblem) as caught:
        check(tmp_path)
    assert caught.value.rule == 1


@pytest.mark.parametrize("missing", ["adapter_config.json", WEIGHTS])
def test_rule_1_wants_both_files(tmp_path: Path, missing: str) -> None:
    write_adapter(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(AdapterProblem, match="rule 1"):
        check(tmp_path)


def entry(kind: str, shape: list[int], start: int, end: int) -> dict[str, object]:
    return {"dtype": kind, "shape": shape, "data_offsets": [start, end]}


@pytest.mark.parametrize(
    ("header", "length"),
    [
        ({"a": entry("F64", [1], 0, 8)}, 8),
        ({"a": entry("F32", [2], 0, 4)}, 4),
        ({"a": entry("F32", [1], 4, 8)}, 8),
        ({"a": entry("F32", [1], 0, 4), "b": entry("F32", [1], 2, 6)}, 6),
        ({"a": entry("F32", [1], 0, 4)}, 8),
        ({"a": entry("F32", [1], 0, 4)}, 2),
        ({"a": {"dtype": "F32"}}, 0),
        ({"a": entry("F32", [-1], 0, -4)}, 0),
        ([], 0),
    ],
)
def test_rule_2_is_about_the_header(tmp_path: Path, header: object, length: int) -> None:
    write_adapter(tmp_path)
    text = json.dumps(header).encode()
    (tmp_path / WEIGHTS).write_bytes(struct.pack("<Q", len(text)) + text + b"\1" * length)
    with pytest.raises(AdapterProblem) as caught:
        check(tmp_path)
    assert caught.value.rule == 2


@pytest.mark.parametrize("data", [b"", b"\1\0\0", struct.pack("<Q", 1 << 60), struct.pack("<Q", 4) + b"nope"])
def test_rule_2_refuses_what_is_no_safetensors(tmp_path: Path, data: bytes) -> None:
    write_adapter(tmp_path)
    (tmp_path / WEIGHTS).write_bytes(data)
    with pytest.raises(AdapterProblem, match="rule 2"):
        check(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda names: names[:-1],
        lambda names: names[:-2],
        lambda names: [*names, "base_model.model.lm_head.weight"],
        lambda names: [*names, "base_model.model.model.visual.blocks.0.mlp.fc1.lora_A.weight"],
        lambda names: [name.replace("language_model.", "text.") for name in names],
        lambda names: [name.replace("layers.1.", "layers.7.") for name in names],
        lambda names: [],
        lambda names: [
            *names,
            f"{PREFIX}0.other.q_proj.lora_A.weight",
            f"{PREFIX}0.other.q_proj.lora_B.weight",
        ],
    ],
)
def test_rule_3_is_about_the_keys(tmp_path: Path, change: Callable[[list[str]], list[str]]) -> None:
    write_adapter(tmp_path)
    write_weights(tmp_path / WEIGHTS, change(tensor_names()))
    with pytest.raises(AdapterProblem) as caught:
        check(tmp_path)
    assert caught.value.rule == 3


def test_rule_3_counts_the_layers_of_the_base(tmp_path: Path) -> None:
    write_adapter(tmp_path, layers=2)
    with pytest.raises(AdapterProblem, match="7 modules × 3 layers"):
        check(tmp_path, 3)


def test_rule_3_refuses_what_does_nothing(tmp_path: Path) -> None:
    write_adapter(tmp_path, value=0.0)
    with pytest.raises(AdapterProblem, match="every lora_B is zero"):
        check(tmp_path)


def test_rule_3_holds_shapes_against_the_rank(tmp_path: Path) -> None:
    write_adapter(tmp_path)
    write_weights(tmp_path / WEIGHTS, tensor_names(), rank=2)
    with pytest.raises(AdapterProblem, match="not of rank 4"):
        check(tmp_path)


def test_the_older_prefix_passes_too(tmp_path: Path) -> None:
    write_adapter(tmp_path)
    write_weights(tmp_path / WEIGHTS, [name.replace("language_model.", "") for name in tensor_names()])
    check(tmp_path)


def test_a_pattern_becomes_a_list_and_the_base_the_jobs(tmp_path: Path) -> None:
    write_adapter(tmp_path)
    pattern = config("/a/folder", target_modules=r".*language_model.*\.(q|v)_proj")
    (tmp_path / "adapter_config.json").write_text(json.dumps(pattern))
    rewrite_config(tmp_path, "tiny")
    assert json.loads((tmp_path / "adapter_config.json").read_text())["target_modules"] == list(MODULES)
    check(tmp_path)

"""Parts of the training with TRL that need torch but no training."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("trl")
pytestmark = pytest.mark.torch

import tiny_model  # noqa: E402
import torch  # noqa: E402
from drawn_pairs import rectangle  # noqa: E402
from peft import get_peft_model  # noqa: E402
from transformers import (  # noqa: E402
    AutoModelForImageTextToText,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    TrainerState,
)

from pairmill_trainer import dpo_model  # noqa: E402
from pairmill_trainer.checkpoints import Counted  # noqa: E402
from pairmill_trainer.dpo_dataset import check_rows  # noqa: E402
from pairmill_trainer.dpo_trainer import ProgressCallback  # noqa: E402
from pairmill_trainer.dpo_training import compare_rows, failure_from, micro_batch  # noqa: E402
from pairmill_trainer.errors import JobFailure  # noqa: E402
from pairmill_trainer.hyperparameters import Hyperparameters  # noqa: E402
from pairmill_trainer.plan import TrainingPlan  # noqa: E402
from pairmill_trainer.progress import ProgressWriter  # noqa: E402

PLAN = TrainingPlan(
    base="",
    init_adapter="",
    dataset="",
    output="",
    rows=4,
    seed=1,
    hyperparameters=Hyperparameters(max_pixels=56 * 84, n_epochs=2, batch_size=12),
    round="2",
    role="generator",
    device="cpu",
    micro_batch=8,
    checkpoint_every=1.0,
    evaluation_pairs=4,
    command=(),
    command_format="llamafactory",
    command_template="qwen2_vl",
)


def row(text: str = "Q", image: str = "a.png") -> dict[str, object]:
    parts = [{"image": image}, {"text": text}]
    return {"pair_id": "p", "messages": [{"role": "user", "parts": parts}], "chosen": "A", "rejected": "B"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tiny")
    tiny_model.make_tiny_model(made)
    return made


def test_the_pixel_cap_reaches_the_processor(folder: Path) -> None:
    processor = dpo_model.load_processor(replace(PLAN, base=str(folder)))
    picture = torch.zeros(3, 140, 140, dtype=torch.uint8)
    rows, columns = processor.image_processor(images=[picture], return_tensors="pt")["image_grid_thw"][0][
        1:
    ].tolist()
    assert rows * columns * 14 * 14 <= 56 * 84
    uncapped = dpo_model.load_processor(replace(PLAN, base=str(folder), hyperparameters=Hyperparameters()))
    rows, columns = uncapped.image_processor(images=[picture], return_tensors="pt")["image_grid_thw"][0][
        1:
    ].tolist()
    assert 56 * 84 < rows * columns * 14 * 14 <= 112 * 112


def test_a_vision_tower_with_the_same_module_names_is_left_alone() -> None:
    """Qwen2.5-VL's tower has gate_proj, up_proj and down_proj too (docs/training.md §3)."""
    torch.manual_seed(1)
    text = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 1}
    config = Qwen2_5_VLConfig(
        text_config={**text, "num_key_value_heads": 1, "vocab_size": 64, "pad_token_id": 0},
        vision_config={
            "depth": 2,
            "hidden_size": 32,
            "out_hidden_size": 32,
            "num_heads": 2,
            "intermediate_size": 32,
        },
    )
    base = Qwen2_5_VLForConditionalGeneration(config)
    assert any("visual" in name and name.endswith("gate_proj.weight") for name, _ in base.named_parameters())
    model = get_peft_model(base, dpo_model.lora_config(PLAN))
    adapted = [name for name, _ in model.named_parameters() if "lora_" in name]
    assert len(adapted) == 2 * 7 * 2
    assert [name for name in adapted if "visual" in name] == []
    assert dpo_model.layers_of_language_model(model) == 2


def test_special_tokens_in_texts_and_broken_images_name_the_pair(folder: Path, tmp_path: Path) -> None:
    tokens = dpo_model.special_tokens(dpo_model.load_processor(replace(PLAN, base=str(folder))))
    assert set(tiny_model.SPECIAL) <= set(tokens)
    (tmp_path / "a.png").write_bytes(rectangle("red"))
    (tmp_path / "b.png").write_bytes(rectangle("red")[:-40])
    check_rows([row()], tmp_path, tokens)
    for bad, words in (
        (row("<|image_pad|>"), "holds <|image_pad|>"),
        (row(image="b.png"), "can't be decoded"),
    ):
        with pytest.raises(JobFailure, match="pair p: ") as caught:
            check_rows([row(), bad], tmp_path, tokens)
        assert (caught.value.code, words in caught.value.message) == ("invalid_training_file", True)


def test_a_training_whose_rewards_are_no_numbers_ends_at_once(tmp_path: Path) -> None:
    callback = ProgressCallback(ProgressWriter(tmp_path), 1.0, Counted)
    state = TrainerState(global_step=3, max_steps=9)
    callback.on_log(None, state, None, {"loss": 0.5, "rewards/margins": 0.1})
    with pytest.raises(JobFailure, match="diverged: at step 3 "):
        callback.on_log(None, state, None, {"loss": 0.0, "rewards/margins": math.nan})
    assert "NaN" not in (tmp_path / "progress.ndjson").read_text()


def test_pairs_that_went_missing_are_rows_dropped() -> None:
    compare_rows(PLAN, 4, 8)
    with pytest.raises(JobFailure, match="4 pairs over 2 epochs make 8, trained on were 7") as caught:
        compare_rows(PLAN, 4, 7)
    assert caught.value.code == "rows_dropped"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"), "out_of_memory"),
        (MemoryError(), "out_of_memory"),
        (
            RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"),
            "out_of_memory",
        ),
        (RuntimeError("CUDA error: out of memory\nSearch for `cudaErrorMemoryAllocation'"), "out_of_memory"),
        (RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate`"), "out_of_memory"),
        (ValueError("no"), "server_error"),
        (JobFailure("no_learning", "x"), "no_learning"),
    ],
)
def test_what_went_wrong_has_a_code(error: Exception, code: str) -> None:
    assert failure_from(error).code == code


def test_memory_that_ran_out_is_told_without_the_allocators_state() -> None:
    """As an H100 said it, where the end was cut off in the middle of a word."""
    said = (
        "CUDA out of memory. Tried to allocate 2.99 GiB. GPU 0 has a total capacity of 79.18 GiB of which 168.19 MiB "
        "is free. Including non-PyTorch memory, this process has 79.00 GiB memory in use. Of the allocated memory "
        "70.55 GiB is allocated by PyTorch, and 7.78 GiB is reserved by PyTorch but unallocated. If reserved but"
    )
    told = failure_from(torch.OutOfMemoryError(said)).message
    assert told.startswith("OutOfMemoryError: CUDA out of memory. Tried to allocate 2.99 GiB. GPU 0 has")
    assert told.endswith("79.00 GiB memory in use; less MICRO_BATCH, max_pixels or lora_rank takes less")
    assert failure_from(MemoryError()).message.startswith("MemoryError; less MICRO_BATCH")


def test_gradients_stay_out_of_the_vision_tower(folder: Path) -> None:
    """With what TRL switches on for gradient checkpointing; those of the LoRA are the same with and without."""
    torch.manual_seed(1)
    processor = dpo_model.load_processor(replace(PLAN, base=str(folder)))
    text = "<|vision_start|><|image_pad|><|vision_end|>What is it?"
    image = torch.randint(0, 255, (3, 84, 56), dtype=torch.uint8)
    inputs = processor(text=[text], images=[image], return_tensors="pt")
    plan = replace(PLAN, base=str(folder))
    plain = AutoModelForImageTextToText.from_pretrained(folder, dtype=torch.float32)
    found = []
    for base in (dpo_model.load_model(plan, "cpu"), plain):
        torch.manual_seed(2)
        model = get_peft_model(base, dpo_model.lora_config(PLAN))
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": True})
        model.enable_input_require_grads()
        seen = []
        base.model.visual.merger.register_forward_hook(
            lambda *call, seen=seen: seen.append(call[2].requires_grad)
        )
        model.train()
        model(**inputs, labels=inputs["input_ids"]).loss.backward()
        gradients = {name: value.grad for name, value in model.named_parameters() if value.grad is not None}
        found.append((seen[0], gradients))
    (spared, ours), (usual, theirs) = found
    assert (spared, usual, len(ours)) == (False, True, 2 * 7 * 2)
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
    assert sum(float(value.abs().sum()) for value in ours.values()) > 0


@pytest.mark.parametrize(
    ("batch", "most", "micro"), [(16, 1, 1), (16, 8, 8), (12, 8, 6), (7, 4, 1), (3, 8, 3)]
)
def test_the_micro_batch_divides_the_batch(batch: int, most: int, micro: int) -> None:
    assert micro_batch(batch, most) == micro

"""Rows, recipe and progress of other trainers; what counts as learning."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from pairmill_trainer.command_progress import CommandProgress, rows_read
from pairmill_trainer.command_rows import llamafactory_row, swift_row
from pairmill_trainer.command_training import find_adapter, layers_of
from pairmill_trainer.errors import JobFailure
from pairmill_trainer.learning import LN2, refuse_divergence, refuse_no_learning
from pairmill_trainer.llamafactory_recipe import yaml_text

IMAGES = Path("/data/images")
ROW = {
    "pair_id": "pair_1",
    "chosen": "A+ <image>",
    "rejected": "A-",
    "messages": [
        {"role": "system", "parts": [{"text": "Be brief."}]},
        {"role": "user", "parts": [{"image": "ab.png"}, {"text": "Q <image>"}]},
    ],
}


def test_llamafactory_rows_are_those_of_the_exports() -> None:
    assert llamafactory_row(ROW, IMAGES) == {
        "conversations": [{"from": "human", "value": "<image>Q <\u200bimage>"}],
        "system": "Be brief.",
        "chosen": {"from": "gpt", "value": "A+ <\u200bimage>"},
        "rejected": {"from": "gpt", "value": "A-"},
        "images": ["/data/images/ab.png"],
    }


def test_swift_rows_are_those_of_the_exports() -> None:
    assert swift_row({**ROW, "messages": ROW["messages"][1:]}, IMAGES) == {
        "messages": [
            {"role": "user", "content": "<image>Q <\u200bimage>"},
            {"role": "assistant", "content": "A+ <\u200bimage>"},
        ],
        "rejected_response": "A-",
        "images": ["/data/images/ab.png"],
    }


def test_the_recipe_is_yaml_1_1() -> None:
    text = yaml_text(
        {"learning_rate": 5e-6, "beta": 0.1, "rate": 0.0, "do_train": True, "name": "a: b", "rank": 16}
    )
    assert text.splitlines() == [
        "learning_rate: 0.000005",
        "beta: 0.1",
        "rate: 0.0",
        "do_train: true",
        'name: "a: b"',
        "rank: 16",
    ]


def progress(tmp_path: Path, form: str, name: str, lines: list[dict[str, object]]) -> CommandProgress:
    moments = iter(range(0, 1000, 10))
    read = CommandProgress(form, tmp_path, lambda: next(moments))
    assert list(read.metrics()) == []
    (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return read


def test_llamafactory_progress_becomes_metrics(tmp_path: Path) -> None:
    lines = [
        {"current_steps": 5, "total_steps": 10, "loss": 0.6, "accuracy": 0.75, "lr": 1e-5, "epoch": 0.5},
        {"current_steps": 10, "total_steps": 10, "epoch": 1.0, "percentage": 100.0},
    ]
    read = progress(tmp_path, "llamafactory", "trainer_log.jsonl", lines)
    assert list(read.metrics()) == [
        {
            "step": 5,
            "total_steps": 10,
            "loss": 0.6,
            "rewards/accuracies": 0.75,
            "rewards/margins": None,
            "learning_rate": 1e-5,
            "eta_seconds": 10,
        }
    ]
    assert read.losses == [0.6]


def test_swift_progress_becomes_metrics_also_where_numbers_are_texts(tmp_path: Path) -> None:
    lines = [
        {
            "loss": "0.5",
            "rewards/accuracies": 1.0,
            "rewards/margins": 0.2,
            "learning_rate": 1e-5,
            "global_step/max_steps": "2/4",
        },
        {"train_runtime": 3.0, "global_step/max_steps": "4/4"},
    ]
    read = progress(tmp_path, "swift", "logging.jsonl", lines)
    assert [(m["step"], m["total_steps"], m["loss"], m["rewards/margins"]) for m in read.metrics()] == [
        (2, 4, 0.5, 0.2)
    ]


def test_the_rows_a_trainer_read_are_in_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"  Num examples = 7\nagain\n  Num examples = 1,234\n  Num Epochs = 1\n")
    assert rows_read(log, 0) == 7
    assert rows_read(log, 20) == 1234
    assert rows_read(log, 60) is None


def test_the_adapter_may_lie_in_the_last_checkpoint(tmp_path: Path) -> None:
    for name in ("checkpoint-9", "checkpoint-10", "checkpoint-x"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "adapter_config.json").touch()
    assert find_adapter(tmp_path).name == "checkpoint-10"
    (tmp_path / "adapter_config.json").touch()
    assert find_adapter(tmp_path) == tmp_path


def test_layers_are_those_of_the_language_model(tmp_path: Path) -> None:
    assert layers_of("org/name") is None
    (tmp_path / "config.json").write_text(
        json.dumps({"num_hidden_layers": 9, "text_config": {"num_hidden_layers": 2}})
    )
    assert layers_of(str(tmp_path)) == 2


@pytest.mark.parametrize(
    ("losses", "rewards", "learns"),
    [
        ([LN2, LN2], None, False),
        ([0.6931, 0.6932], [0.0, 0.0], False),
        ([0.6931, 0.6931], [0.0, 0.01], True),
        ([0.6931, 0.69], None, True),
        ([0.8], [1.0], True),
        ([], [], False),
    ],
)
def test_a_loss_that_stays_at_ln_2_is_no_learning(
    losses: list[float], rewards: list[float] | None, learns: bool
) -> None:
    if learns:
        refuse_no_learning(losses, rewards)
        return
    with pytest.raises(JobFailure, match="ln 2") as caught:
        refuse_no_learning(losses, rewards)
    assert caught.value.code == "no_learning"


def test_rewards_that_are_no_numbers_are_a_divergence() -> None:
    refuse_divergence([0.0, -1e30], "at the end")
    for bad in (math.nan, math.inf):
        with pytest.raises(JobFailure, match="diverged: at step 20") as caught:
            refuse_divergence([0.5, bad], "at step 20")
        assert caught.value.code == "no_learning"

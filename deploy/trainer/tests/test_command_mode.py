"""Command mode end to end, with a command of ours in place of LLaMA-Factory and ms-swift."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from test_lifecycle import adapters, start, training_processes
from trainer_client import wait_until
from trainer_process import FOLDER, trainer_process

FORMATS = ("llamafactory", "swift")


def settings(form: str, behaviour: str = "") -> dict[str, str]:
    command = [
        sys.executable,
        str(FOLDER / "fake_command.py"),
        form,
        behaviour,
        "{dataset_dir}",
        "{output_dir}",
        "{base_model}",
        "{lora_rank}",
        "{batch_size}",
    ]
    return {"COMMAND": json.dumps(command), "COMMAND_FORMAT": form}


@pytest.mark.parametrize("form", FORMATS)
def test_a_command_trains_and_its_adapter_is_published(data: Path, pairs: bytes, form: str) -> None:
    with trainer_process(data, fake=False, **settings(form)) as trainer:
        job = trainer.client.finished(start(trainer.client, pairs))
        assert (job["status"], job["error"], job["progress"]) == (
            "succeeded",
            None,
            {"step": 2, "total_steps": 2},
        )
        assert (adapters(data), job["adapter"]["base_model"]) == ([job["fine_tuned_model"]], "tiny")
        newest = next(event for event in trainer.client.events(str(job["id"])) if event["type"] == "metrics")
        assert (newest["data"]["step"], newest["data"]["rewards/accuracies"]) == (2, 0.5)
        assert abs(newest["data"]["loss"] - 0.5) < 1e-9


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("behaviour", "code", "words"),
    [
        ("drops", "rows_dropped", "6 pairs were sent, the command read 5"),
        ("learns nothing", "no_learning", "ln 2"),
        ("memory", "out_of_memory", "CUDA out of memory"),
        ("exit", "command_failed", "ended with code 2: ValueError: no template"),
    ],
)
def test_a_command_that_fails_fails_the_job(
    data: Path, pairs: bytes, form: str, behaviour: str, code: str, words: str
) -> None:
    with trainer_process(data, fake=False, **settings(form, behaviour)) as trainer:
        job = trainer.client.finished(start(trainer.client, pairs))
        assert (job["status"], job["error"]["code"], adapters(data)) == ("failed", code, [])
        assert words in job["error"]["message"]


def test_rows_that_vanish_unsaid_show_in_the_steps(data: Path, pairs: bytes) -> None:
    with trainer_process(data, fake=False, **settings("llamafactory", "drops silently")) as trainer:
        job = trainer.client.finished(start(trainer.client, pairs, batch_size=1))
        assert (job["error"]["code"], "6 steps, the command made 5" in job["error"]["message"]) == (
            "rows_dropped",
            True,
        )


def test_a_command_that_is_not_there_is_named(data: Path, pairs: bytes) -> None:
    with trainer_process(data, fake=False, COMMAND='["/nowhere/train"]') as trainer:
        job = trainer.client.finished(start(trainer.client, pairs))
        assert job["error"] == {
            "code": "command_failed",
            "message": "/nowhere/train can't be started: No such file or directory",
            "param": None,
        }


def test_cancelling_reaches_the_command(data: Path, pairs: bytes) -> None:
    with trainer_process(data, fake=False, **settings("swift", "hangs")) as trainer:
        job = start(trainer.client, pairs)
        trainer.client.at_step(job, 1)
        assert len(training_processes(job)) == 3  # the guard, our follower, the command
        trainer.client.send("POST", f"/v1/fine_tuning/jobs/{job}/cancel")
        wait_until(lambda: not training_processes(job))
        assert adapters(data) == []

"""Queueing, cancelling, failing, stopping, being killed: what must hold whatever happens to a training."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from trainer_client import TrainerClient, job_body, wait_until
from trainer_process import FOLDER, TrainerProcess, trainer_process


def start(client: TrainerClient, pairs: bytes, behaviour: str = "", key: str = "", **more: object) -> str:
    return str(client.create(job_body(client.upload(pairs), behaviour=behaviour, **more), key).json["id"])


def training_processes(job_id: str) -> list[int]:
    mark = f"PAIRMILL_TRAINING={job_id}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            pass  # it is gone
    return found


def adapters(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "adapters").iterdir())


def test_one_training_runs_at_a_time_and_others_wait_their_turn(
    client: TrainerClient, data: Path, pairs: bytes
) -> None:
    first, second = start(client, pairs, "wait"), start(client, pairs, seed=43)
    client.at_step(first, 1)
    wait_until(lambda: client.job(second)["status"] == "queued")
    assert client.job(first)["status"] == "running"
    assert client.job(first)["estimated_finish"] is not None
    (data / "go").touch()
    assert client.finished(second)["status"] == "succeeded"
    assert client.job(first)["finished_at"] <= client.job(second)["finished_at"]


def test_a_bad_file_is_told_while_another_job_trains(client: TrainerClient, data: Path, pairs: bytes) -> None:
    running = start(client, pairs, "wait")
    client.at_step(running, 1)
    assert client.finished(start(client, b"{}\n"))["error"]["code"] == "invalid_training_file"
    assert client.job(running)["status"] == "running"
    (data / "go").touch()
    client.finished(running)


def test_a_file_in_use_is_not_deleted(client: TrainerClient, data: Path, pairs: bytes) -> None:
    job = start(client, pairs, "wait")
    file = client.job(job)["training_file"]
    answer = client.send("DELETE", f"/v1/files/{file}")
    assert (answer.status, answer.code) == (409, "file_in_use")
    (data / "go").touch()
    client.finished(job)
    assert client.send("DELETE", f"/v1/files/{file}").status == 200


@pytest.mark.parametrize("behaviour", ["wait", "stubborn"])
def test_cancelling_ends_the_whole_process_group_and_publishes_nothing(
    client: TrainerClient, data: Path, pairs: bytes, behaviour: str
) -> None:
    job = start(client, pairs, behaviour)
    client.at_step(job, 1)
    assert training_processes(job)
    answer = client.send("POST", f"/v1/fine_tuning/jobs/{job}/cancel")
    assert (answer.status, answer.json["status"]) == (200, "cancelled")
    wait_until(lambda: not training_processes(job))
    wait_until(lambda: not (data / "jobs" / job / "work").exists())
    assert (adapters(data), client.job(job)["adapter"]) == ([], None)
    assert client.finished(start(client, pairs))["status"] == "succeeded"


def test_cancelling_what_waits_or_is_over(client: TrainerClient, data: Path, pairs: bytes) -> None:
    running, waiting = start(client, pairs, "wait"), start(client, pairs)
    client.at_step(running, 1)
    wait_until(lambda: client.job(waiting)["status"] == "queued")
    assert client.send("POST", f"/v1/fine_tuning/jobs/{waiting}/cancel").json["status"] == "cancelled"
    assert not (data / "jobs" / waiting / "work").exists()
    (data / "go").touch()
    assert client.finished(running)["status"] == "succeeded"
    again = client.send("POST", f"/v1/fine_tuning/jobs/{running}/cancel")
    assert (again.status, again.json["status"]) == (200, "succeeded")
    assert client.job(waiting)["status"] == "cancelled"


@pytest.mark.parametrize(
    ("behaviour", "code", "words"),
    [
        ("exit", "server_error", "ended with code 3: something went wrong"),
        ("killed", "server_error", "signal 9"),
        ("memory", "out_of_memory", "CUDA out of memory"),
        ("no result", "server_error", "ended with code 0"),
        ("inert", "bad_adapter", "rule 3: every lora_B is zero"),
    ],
)
def test_a_training_that_fails_fails_its_job_and_never_the_service(
    client: TrainerClient, data: Path, pairs: bytes, behaviour: str, code: str, words: str
) -> None:
    job = client.finished(start(client, pairs, behaviour))
    assert (job["status"], job["error"]["code"], adapters(data)) == ("failed", code, [])
    wait_until(lambda: not (data / "jobs" / str(job["id"]) / "work").exists())
    assert re.search(words, job["error"]["message"])
    assert client.finished(start(client, pairs))["status"] == "succeeded"


def test_a_killed_service_goes_on_under_the_same_id_and_publishes_once(data: Path, pairs: bytes) -> None:
    with trainer_process(data) as trainer:
        job = start(trainer.client, pairs, "wait", "key")
        body = job_body(str(trainer.client.job(job)["training_file"]), behaviour="wait")
        trainer.client.at_step(job, 1)
        trainer.kill()
    wait_until(lambda: not training_processes(job))
    (data / "go").touch()
    with trainer_process(data) as trainer:
        assert trainer.client.create(body, "key").json["id"] == job
        finished = trainer.client.finished(job)
        assert (finished["status"], finished["progress"]["step"]) == ("succeeded", 3)
        assert adapters(data) == [finished["fine_tuned_model"]]
        steps = [event["data"]["step"] for event in trainer.client.events(job) if event["type"] == "metrics"]
        assert steps == [3, 2, 1]
        assert trainer.client.create(body, "key").json["id"] == job


def test_what_a_killed_service_left_running_is_ended_first(data: Path, pairs: bytes) -> None:
    with trainer_process(data) as trainer:
        job = start(trainer.client, pairs, "wait")
        trainer.client.at_step(job, 1)
        left = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(600)"],
            env={**os.environ, "PAIRMILL_TRAINING": job},
        )
        trainer.kill()
    (data / "go").touch()
    with trainer_process(data) as trainer:
        assert trainer.client.finished(job)["status"] == "succeeded"
        assert left.wait(timeout=60) == -signal.SIGKILL


def test_sigterm_stops_in_time_and_the_job_goes_on_afterwards(data: Path, pairs: bytes) -> None:
    with trainer_process(data) as trainer:
        job = start(trainer.client, pairs, "stubborn")
        trainer.client.at_step(job, 1)
        assert trainer.stop() == 0
        assert training_processes(job) == []
    (data / "go").touch()
    with trainer_process(data) as trainer:
        assert trainer.client.finished(job)["status"] == "succeeded"


@pytest.mark.parametrize("moment", ["result", "publishing", "named"])
def test_a_kill_while_publishing_ends_in_one_adapter(data: Path, pairs: bytes, moment: str) -> None:
    """The states a kill can leave behind are laid out by hand: all of it is there, but the job does not say so yet."""
    with trainer_process(data) as trainer:
        job = start(trainer.client, pairs, "wait")
        trainer.client.at_step(job, 1)
        trainer.kill()
    (data / "go").touch()
    work = data / "jobs" / job / "work"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(FOLDER.parent), str(FOLDER)])}
    subprocess.run([sys.executable, str(FOLDER / "fake_training.py"), str(work)], check=True, env=environment)
    if moment != "result":
        path = data / "jobs" / job / "job.json"
        path.write_text(path.read_text().replace('"publishing": false', '"publishing": true'))
        (data / "adapters" / f".aside-{job}").mkdir()
    if moment == "named":
        expected = expected_adapter(data, pairs)
    with trainer_process(data) as trainer:
        finished = trainer.client.finished(job)
        assert (finished["status"], adapters(data)) == ("succeeded", [finished["fine_tuned_model"]])
        assert moment != "named" or finished["fine_tuned_model"] == expected
        assert len(trainer.client.get("/v1/files?purpose=fine-tune-results")["data"]) in {2, 4}


def expected_adapter(data: Path, pairs: bytes) -> str:
    """Another job of the same seed makes the same bytes, hence the same name; the killed one finds it there."""
    other = data.parent / "other"
    with trainer_process(other, ADAPTERS=str(data / "adapters")) as trainer:
        return str(trainer.client.finished(start(trainer.client, pairs))["fine_tuned_model"])


def test_two_services_do_not_share_a_folder(trainer: TrainerProcess, data: Path) -> None:
    environment = {
        **os.environ,
        "PAIRMILL_TRAINER_DATA": str(data),
        "PAIRMILL_TRAINER_MODELS": "tiny=x",
        "PAIRMILL_TRAINER_LISTEN": "127.0.0.1:0",
        "PYTHONPATH": str(FOLDER.parent),
    }
    second = subprocess.run(
        [sys.executable, "-m", "pairmill_trainer"],
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (second.returncode, b"another trainer works in" in second.stderr) == (69, True)


def test_bad_settings_are_all_told_and_exit_78() -> None:
    environment = {**os.environ, "PAIRMILL_TRAINER_LISTEN": "0.0.0.0:1", "PYTHONPATH": str(FOLDER.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "pairmill_trainer"],
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 78
    assert done.stderr.count(b"pairmill-trainer: PAIRMILL_TRAINER_") == 2

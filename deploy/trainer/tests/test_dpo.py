"""A real DPO epoch: a tiny Qwen2-VL with random weights, pairs of pairmill's own, independent judgement.

PAIRMILL_TEST_PAIRS names a file of lines as docs/backends.md §8 has them, made by a real cluster; without it drawn
stand-ins are used. PAIRMILL_TEST_DEVICE is the service's DEVICE, cpu unless it is set; cuda trains on the first GPU,
and the judge stays on the CPU in full precision.
Two controls must fail the same assertion or the job: preferences swapped, and a learning rate of 0.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

pytest.importorskip("trl")
pytestmark = pytest.mark.torch

from drawn_pairs import drawn_pairs, ndjson, read_pairs, swapped  # noqa: E402
from log_probabilities import Judge, MarginError, assert_margins_rose, change_of  # noqa: E402
from tiny_model import make_tiny_model  # noqa: E402
from trainer_client import TrainerClient, job_body  # noqa: E402
from trainer_process import trainer_process  # noqa: E402

from pairmill_trainer.adapter_checks import Expected, check_adapter  # noqa: E402

LIMIT = 900.0  # seconds a training may take on a busy machine
PIXELS = 112 * 112
DEVICE = os.environ.get("PAIRMILL_TEST_DEVICE", "cpu")
# Nats between the trainer's mean margins and the judge's. On CUDA weights are bfloat16: rounding them moves the judge's
# own mean by 0.04 nats of 82, and a GPU's figures lay 0.03 and 0.01 away.
TOLERANCE = 1e-2 if DEVICE == "cpu" else 0.1
SETTINGS = {"batch_size": 4, "learning_rate": 3e-3, "lora_rank": 8, "lora_alpha": 16, "max_pixels": PIXELS}
Pairs = list[dict[str, object]]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    make_tiny_model(folder)
    return folder


@pytest.fixture(scope="session")
def pairs() -> Pairs:
    named = os.environ.get("PAIRMILL_TEST_PAIRS")
    found = read_pairs(Path(named))[:64] if named else drawn_pairs(40)
    assert len(found) >= 32, f"{named} holds {len(found)} pairs; 32 are needed"
    return found


@pytest.fixture(scope="session")
def judge(base: Path) -> Judge:
    return Judge(base, PIXELS)


@pytest.fixture(scope="session")
def before(judge: Judge, pairs: Pairs) -> list[float]:
    return judge.margins(pairs)


def settings(base: Path, **more: str) -> dict[str, object]:
    return {"fake": False, "MODELS": f"tiny={base}", "DEVICE": DEVICE, "MICRO_BATCH": "4", **more}


def train(client: TrainerClient, pairs: Pairs, **body: object) -> dict[str, object]:
    created = client.create(job_body(client.upload(ndjson(pairs)), **{**SETTINGS, **body}))
    assert created.status == 200, created.data
    return client.finished(str(created.json["id"]), LIMIT)


def printed(data: Path, job: dict[str, object]) -> str:
    return (data / "jobs" / str(job["id"]) / "training.log").read_text()


def evaluated(client: TrainerClient, job: dict[str, object]) -> dict[str, float]:
    return next(event["data"] for event in client.events(str(job["id"])) if event["message"] == "evaluated")


def test_an_epoch_raises_the_margin(
    base: Path, data: Path, pairs: Pairs, judge: Judge, before: list[float]
) -> None:
    with trainer_process(data, **settings(base)) as trainer:
        job = train(trainer.client, pairs)
        assert (job["status"], job["error"]) == ("succeeded", None), printed(data, job)
        folder = Path(job["adapter"]["path"])
        facts = check_adapter(folder, Expected("tiny", 8, 2))
        assert (facts.alpha, len(facts.modules)) == (16, 7)

        after = judge.margins(pairs, folder)
        figures = evaluated(trainer.client, job)
        tell("trained", before, after)
        assert_margins_rose(before, after)
        # The trainer's own figures agree with the judge's, whose code is another.
        apart = [
            abs(figures["margin_before"] - sum(before) / len(before)),
            abs(figures["margin_after"] - sum(after) / len(after)),
        ]
        print(f"the trainer's own figures are {apart[0]:.4f} and {apart[1]:.4f} nats away from the judge's")
        assert max(apart) < TOLERANCE

        steps = -(-len(pairs) // SETTINGS["batch_size"])
        newest = next(
            event["data"] for event in trainer.client.events(str(job["id"])) if event["type"] == "metrics"
        )
        assert (newest["step"], newest["total_steps"], job["progress"]["step"]) == (steps, steps, steps)
        assert (
            abs(newest["rewards/margins"] - 0.1 * (figures["margin_after"] - figures["margin_before"])) < 1e-5
        )


def test_swapped_preferences_fail_the_margin_assertion(
    base: Path, data: Path, pairs: Pairs, judge: Judge, before: list[float]
) -> None:
    with trainer_process(data, **settings(base)) as trainer:
        job = train(trainer.client, swapped(pairs))
        assert job["status"] == "succeeded"
        after = judge.margins(pairs, Path(job["adapter"]["path"]))
        tell("swapped", before, after)
        with pytest.raises(MarginError):
            assert_margins_rose(before, after)


def test_a_learning_rate_of_0_fails_the_job_and_the_margin_assertion(
    base: Path, data: Path, pairs: Pairs, before: list[float]
) -> None:
    with trainer_process(data, **settings(base)) as trainer:
        job = train(trainer.client, pairs, learning_rate=0)
        assert (job["status"], job["error"]["code"], job["adapter"]) == ("failed", "no_learning", None)
        assert list((data / "adapters").iterdir()) == []
        with pytest.raises(MarginError):
            assert_margins_rose(before, before)


def test_a_killed_service_goes_on_from_the_last_checkpoint(
    base: Path, data: Path, pairs: Pairs, judge: Judge, before: list[float]
) -> None:
    options = settings(base, CHECKPOINT_EVERY="0s")
    with trainer_process(data, **options) as trainer:
        client = trainer.client
        body = job_body(client.upload(ndjson(pairs)), **{**SETTINGS, "n_epochs": 4})
        job = str(client.create(body, "job/2/generator/1").json["id"])
        client.at_step(job, 10, LIMIT)
        trainer.kill()
    with trainer_process(data, **options) as trainer:
        client = trainer.client
        assert client.create(body, "job/2/generator/1").json["id"] == job
        finished = client.finished(job, LIMIT)
        assert (finished["status"], finished["error"]) == ("succeeded", None)
        messages = [event["message"] for event in client.events(job) if event["type"] == "message"]
        begun = [message for message in messages if message.startswith("training from step ")]
        assert begun[1].startswith("training from step 0 of ")
        assert int(begun[0].split()[3]) >= 9
        folders = [path.name for path in (data / "adapters").iterdir()]
        assert folders == [finished["fine_tuned_model"]]
        assert_margins_rose(before, judge.margins(pairs, data / "adapters" / folders[0]))


def test_a_training_goes_on_from_an_earlier_adapter(base: Path, data: Path, pairs: Pairs) -> None:
    with trainer_process(data, **settings(base)) as trainer:
        client = trainer.client
        first = train(client, pairs[:32])
        second = train(client, pairs[:32], init_adapter=str(first["fine_tuned_model"]), seed=43)
        assert (second["status"], second["error"]) == ("succeeded", None)
        early, late = evaluated(client, first), evaluated(client, second)
        assert abs(late["margin_before"] - early["margin_after"]) < 1e-3
        assert late["margin_after"] > late["margin_before"]


def tell(what: str, before: list[float], after: list[float]) -> None:
    """Figures for whoever runs this with -s."""
    rise, up = change_of(before, after)
    print(
        f"{what}: mean margin {sum(before) / len(before):.2f} → {sum(after) / len(after):.2f} nats, "
        f"{rise:+.2f}, {up:.0%} of {len(after)} pairs up"
    )


@pytest.fixture(autouse=True)
def timed(request: pytest.FixtureRequest) -> object:
    began = time.monotonic()
    yield
    print(f"{request.node.name}: {time.monotonic() - began:.1f} s")

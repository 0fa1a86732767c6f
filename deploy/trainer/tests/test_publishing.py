"""Publishing: everything or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn_adapters import write_adapter

from pairmill_trainer.errors import JobFailure
from pairmill_trainer.events import EventLog
from pairmill_trainer.files import FileStore
from pairmill_trainer.hyperparameters import Hyperparameters
from pairmill_trainer.job import Job
from pairmill_trainer.publishing import Publisher

JOB = Job(
    id="ftjob-" + "0" * 24,
    number=1,
    created_at=1,
    model="tiny",
    training_file="file-1",
    suffix="gen-1",
    seed=1,
    hyperparameters=Hyperparameters(lora_rank=4),
    metadata={},
)


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    (tmp_path / "jobs" / JOB.id).mkdir(parents=True)
    write_adapter(tmp_path / "output", "/some/base")
    return Publisher(tmp_path / "adapters", FileStore(tmp_path / "files"), EventLog(tmp_path / "jobs"))


def seen(tmp_path: Path) -> list[str]:
    return sorted(path.name for folder in ("adapters", "files") for path in (tmp_path / folder).iterdir())


def publish(publisher: Publisher, tmp_path: Path, claim: bool = True) -> dict[str, object] | None:
    return publisher.publish(JOB, tmp_path / "output", 2, lambda: claim)


def test_a_job_that_was_cancelled_meanwhile_publishes_nothing(publisher: Publisher, tmp_path: Path) -> None:
    assert publish(publisher, tmp_path, claim=False) is None
    assert seen(tmp_path) == []


def test_what_is_bad_leaves_nothing_behind(publisher: Publisher, tmp_path: Path) -> None:
    write_adapter(tmp_path / "output", layers=1)
    with pytest.raises(JobFailure, match="rule 3"):
        publish(publisher, tmp_path)
    (tmp_path / "output" / "adapter_model.safetensors").unlink()
    with pytest.raises(JobFailure, match=r"rule 1: the training left no adapter_model\.safetensors"):
        publish(publisher, tmp_path)
    assert seen(tmp_path) == []


def test_publishing_twice_is_publishing_once(publisher: Publisher, tmp_path: Path) -> None:
    first = publish(publisher, tmp_path)
    before = seen(tmp_path)
    assert publish(publisher, tmp_path) == first
    assert seen(tmp_path) == before
    assert len(before) == 3


def test_a_name_is_never_used_for_another_content(publisher: Publisher, tmp_path: Path) -> None:
    name = str(publish(publisher, tmp_path)["fine_tuned_model"])
    (tmp_path / "adapters" / name / "adapter_config.json").write_text("{}")
    with pytest.raises(JobFailure, match="another content"):
        publish(publisher, tmp_path)

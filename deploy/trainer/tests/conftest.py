"""Fixtures: a service of its own for each test that asks, with a stand-in for the training process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn_pairs import drawn_pairs, ndjson
from trainer_client import TrainerClient
from trainer_process import TrainerProcess, trainer_process


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def trainer(data: Path) -> Iterator[TrainerProcess]:
    with trainer_process(data) as process:
        yield process


@pytest.fixture
def client(trainer: TrainerProcess) -> TrainerClient:
    return trainer.client


@pytest.fixture
def pairs() -> bytes:
    return ndjson(drawn_pairs(6))

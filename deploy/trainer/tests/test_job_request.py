"""The body of a job."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from trainer_client import job_body

from pairmill_trainer.errors import RequestError
from pairmill_trainer.hyperparameters import Hyperparameters, method_body
from pairmill_trainer.job_request import JobRequest, body_digest, parse_job_request

Body = dict[str, object]


def parse(change: Callable[[Body], object] = lambda body: None) -> JobRequest:
    body = job_body("file-1")
    change(body)
    return parse_job_request(json.loads(json.dumps(body)))


def hyperparameters(body: Body) -> Body:
    return body["method"]["dpo"]["hyperparameters"]


def test_a_whole_body_is_read() -> None:
    request = parse()
    assert request.hyperparameters == Hyperparameters(0.1, 1, 4, 1e-3, 4, 8, 12544)
    assert (request.seed, request.suffix, request.metadata["role"]) == (42, "gen-3f2a91c0-r2", "generator")


def test_what_is_left_out_has_the_documented_default() -> None:
    request = parse_job_request({"model": "m", "training_file": "f"})
    assert request.hyperparameters == Hyperparameters(0.1, 1, 16, 5e-6, 16, 32, 1_003_520)
    assert request.seed is None
    assert method_body(request.hyperparameters)["dpo"]["hyperparameters"]["lora_rank"] == 16


@pytest.mark.parametrize(
    ("change", "param", "words"),
    [
        (lambda b: b.pop("model"), "model", "not empty"),
        (lambda b: b.update(training_file=3), "training_file", "not empty"),
        (lambda b: b.update(trainingfile="x"), "trainingfile", "did you mean training_file"),
        (lambda b: b.update(suffix="Gen_1"), "suffix", "a-z"),
        (lambda b: b.update(suffix="g" * 52), "suffix", "51"),
        (lambda b: b.update(seed=2**31), "seed", "2147483647"),
        (lambda b: b.update(seed=True), "seed", "whole number"),
        (lambda b: b.update(method={"type": "supervised"}), "method.type", "dpo"),
        (
            lambda b: hyperparameters(b).update(lora_dropout=0.1),
            "method.dpo.hyperparameters",
            "lora_dropout is not known",
        ),
        (
            lambda b: hyperparameters(b).update(beta="auto"),
            "method.dpo.hyperparameters.beta",
            "a number from",
        ),
        (
            lambda b: hyperparameters(b).update(beta=float("nan")),
            "method.dpo.hyperparameters.beta",
            "a number from",
        ),
        (
            lambda b: hyperparameters(b).update(n_epochs=1.5),
            "method.dpo.hyperparameters.n_epochs",
            "a whole number",
        ),
        (
            lambda b: hyperparameters(b).update(batch_size=0),
            "method.dpo.hyperparameters.batch_size",
            "from 1",
        ),
        (lambda b: b["metadata"].update(role="verifier"), "metadata.role", "generator and reviser"),
        (lambda b: b["metadata"].update(init_adaptor="x"), "metadata", "did you mean init_adapter"),
        (lambda b: b["metadata"].update(round=2), "metadata", "texts"),
    ],
)
def test_a_bad_field_is_named(change: Callable[[Body], object], param: str, words: str) -> None:
    with pytest.raises(RequestError, match=words) as caught:
        parse(change)
    assert (caught.value.status, caught.value.param) == (400, param)


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert body_digest({"a": 1, "b": [1, 2]}) == body_digest({"b": [1, 2], "a": 1})
    assert body_digest({"a": 1}) != body_digest({"a": 2})

"""The contract of docs/backends.md §8 over a real socket, with a stand-in for the training process."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from pathlib import Path

import pytest
from trainer_client import BOUNDARY, TrainerClient, form, job_body
from trainer_process import trainer_process

JOB_FIELDS = {
    "id",
    "object",
    "status",
    "created_at",
    "finished_at",
    "estimated_finish",
    "model",
    "fine_tuned_model",
    "training_file",
    "result_files",
    "trained_tokens",
    "seed",
    "error",
    "method",
    "metadata",
    "progress",
    "adapter",
}
METRICS = {
    "step",
    "total_steps",
    "loss",
    "rewards/accuracies",
    "rewards/margins",
    "learning_rate",
    "eta_seconds",
}


def test_a_file_is_uploaded_shown_and_deleted(client: TrainerClient, pairs: bytes) -> None:
    name = client.upload(pairs)
    stored = client.get(f"/v1/files/{name}")
    assert re.fullmatch(r"file-[0-9a-f]{24}", name)
    assert (stored["bytes"], stored["filename"], stored["purpose"]) == (
        len(pairs),
        "pairs.jsonl",
        "fine-tune",
    )
    assert (stored["object"], stored["status"]) == ("file", "processed")
    assert client.send("GET", f"/v1/files/{name}/content").data == pairs
    assert [file["id"] for file in client.get("/v1/files")["data"]] == [name]
    assert client.send("DELETE", f"/v1/files/{name}").json["deleted"] is True
    assert client.send("GET", f"/v1/files/{name}").status == 404


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (form(b"x", purpose="assistants"), None),
        (b"x", None),
        (form(b"x")[:-9], None),
        (form(b"x"), "application/json"),
        (form(b"x").replace(b'name="file"', b'name="data"'), None),
        (form(b"x").replace(b'name="file"', b'name="purpose"'), None),
    ],
)
def test_a_form_that_is_not_the_contracts_is_refused(
    client: TrainerClient, body: bytes, kind: str | None
) -> None:
    answer = client.send(
        "POST", "/v1/files", body, Content_Type=kind or f"multipart/form-data; boundary={BOUNDARY}"
    )
    assert answer.status == 400
    assert set(answer.json["error"]) == {"message", "type", "param", "code"}
    assert client.get("/v1/files")["data"] == []


def test_a_job_succeeds_with_adapter_files_and_events(client: TrainerClient, pairs: bytes) -> None:
    created = client.create(job_body(client.upload(pairs)))
    assert (created.status, created.json["status"]) == (200, "validating_files")
    job = client.finished(str(created.json["id"]))
    assert set(job) >= JOB_FIELDS
    assert (job["status"], job["error"], job["progress"]) == (
        "succeeded",
        None,
        {"step": 3, "total_steps": 3},
    )
    assert (job["trained_tokens"], job["seed"], job["metadata"]["role"]) == (17 * 6, 42, "generator")

    tar, metrics = (client.send("GET", f"/v1/files/{name}/content").data for name in job["result_files"])
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        members = [(member.name, member.isreg()) for member in archive.getmembers()]
        weights = archive.extractfile("adapter_model.safetensors").read()
    assert members == [("adapter_config.json", True), ("adapter_model.safetensors", True)]
    assert tar[257:263] == b"ustar\0"
    digest = hashlib.sha256(weights).hexdigest()
    assert job["fine_tuned_model"] == f"gen-3f2a91c0-r2-{digest[:12]}"
    assert job["adapter"] == {
        "format": "peft",
        "path": job["adapter"]["path"],
        "sha256": digest,
        "base_model": "tiny",
        "rank": 4,
        "alpha": 8,
    }
    folder = Path(job["adapter"]["path"])
    assert {path.name for path in folder.iterdir()} == {"adapter_config.json", "adapter_model.safetensors"}
    assert json.loads((folder / "adapter_config.json").read_text())["base_model_name_or_path"] == "tiny"
    assert [json.loads(line)["step"] for line in metrics.splitlines()] == [1, 2, 3]


def test_events_are_newest_first_and_end_with_the_evaluation(client: TrainerClient, pairs: bytes) -> None:
    job = client.finished(str(client.create(job_body(client.upload(pairs))).json["id"]))
    events = client.events(str(job["id"]))
    assert (events[0]["type"], events[0]["message"], events[0]["data"]["pairs"]) == (
        "message",
        "evaluated",
        6,
    )
    newest = next(event for event in events if event["type"] == "metrics")
    assert set(newest["data"]) == METRICS
    assert (newest["message"], newest["object"]) == ("step 3 of 3", "fine_tuning.job.event")
    page = client.get(f"/v1/fine_tuning/jobs/{job['id']}/events?limit=1&after={events[0]['id']}")
    assert (page["data"], page["has_more"]) == ([events[1]], True)


def test_the_same_key_returns_the_same_job(client: TrainerClient, pairs: bytes) -> None:
    body = job_body(client.upload(pairs))
    first, second = client.create(body, "job_1/2/generator/1"), client.create(body, "job_1/2/generator/1")
    assert (second.status, second.json["id"]) == (200, first.json["id"])
    other = client.create({**body, "seed": 43}, "job_1/2/generator/1")
    assert (other.status, other.code) == (422, "idempotency_conflict")
    assert client.create(body).json["id"] != client.create(body).json["id"]
    assert len(client.get("/v1/fine_tuning/jobs")["data"]) == 3


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"model": "other"}, "model"),
        ({"training_file": "file-" + "0" * 24}, "training_file"),
        ({"suffix": "A"}, "suffix"),
        ({"metadata": {"init_adapter": "gen-unknown"}}, "metadata.init_adapter"),
        ({"n_epochs": 2}, "n_epochs"),
    ],
)
def test_a_job_that_can_not_be_is_400_and_names_the_field(
    client: TrainerClient, pairs: bytes, change: dict[str, object], param: str
) -> None:
    answer = client.create({**job_body(client.upload(pairs)), **change})
    assert (answer.status, answer.json["error"]["param"]) == (400, param)


def test_a_bad_line_fails_the_job_and_names_it(client: TrainerClient, pairs: bytes) -> None:
    job = client.finished(
        str(client.create(job_body(client.upload(pairs + b'{"pair_id": "p"}\n'))).json["id"])
    )
    assert (job["status"], job["error"]["code"], job["error"]["param"]) == (
        "failed",
        "invalid_training_file",
        None,
    )
    assert job["error"]["message"].startswith("line 7: pair p: ")
    assert client.events(str(job["id"]))[0]["level"] == "error"


def test_a_training_can_go_on_from_an_adapter_of_this_trainer(client: TrainerClient, pairs: bytes) -> None:
    name = client.upload(pairs)
    first = client.finished(str(client.create(job_body(name)).json["id"]))
    adapter = str(first["fine_tuned_model"])
    second = client.create(job_body(name, init_adapter=adapter, seed=43))
    assert client.finished(str(second.json["id"]))["status"] == "succeeded"
    other_rank = client.create(job_body(name, init_adapter=adapter, lora_rank=8))
    assert (other_rank.status, other_rank.json["error"]["param"]) == (400, "metadata.init_adapter")


def test_wrong_paths_methods_parameters_and_bodies_are_openai_errors(client: TrainerClient) -> None:
    answers = {
        404: client.send("GET", "/v1/nothing"),
        405: client.send("DELETE", "/v1/models"),
        411: client.send("POST", "/v1/files", None, Transfer_Encoding="chunked"),
        413: client.send("POST", "/v1/fine_tuning/jobs", b" " * (1 << 20) + b"{}"),
        501: client.send("TRACE", "/v1/models"),
    }
    for status, answer in answers.items():
        assert (answer.status, set(answer.json["error"])) == (status, {"message", "type", "param", "code"})
    assert (
        client.send("GET", "/v1/fine_tuning/jobs?limti=3")
        .json["error"]["message"]
        .endswith("did you mean limit?")
    )
    assert client.send("GET", "/v1/fine_tuning/jobs?limit=0").status == 400
    assert client.send("POST", "/v1/fine_tuning/jobs", b"{").code == "invalid_json"
    assert client.send("GET", "/v1/fine_tuning/jobs/ftjob-0").status == 404


def test_a_key_is_needed_where_one_is_set(data: Path) -> None:
    with trainer_process(data, KEY="secret") as trainer:
        assert trainer.client.get("/v1/models")["data"][0]["id"] == "tiny"
        for given in ("", "Bearer other", "secret", "Bearer sécret"):
            answer = trainer.client.send("GET", "/v1/models", Authorization=given.encode().decode("latin-1"))
            assert (answer.status, answer.code) == (401, "invalid_api_key")
        assert TrainerClient(trainer.client.port).send("GET", "/livez").data == b"ok\n"


def test_probes_and_metrics_need_no_key(data: Path, pairs: bytes) -> None:
    with trainer_process(data, KEY="secret") as trainer:
        client = trainer.client
        client.finished(str(client.create(job_body(client.upload(pairs))).json["id"]))
        stranger = TrainerClient(client.port)
        assert stranger.send("GET", "/readyz").data == b"ok\n"
        page = stranger.send("GET", "/metrics").data.decode()
        assert 'pairmill_trainer_jobs{status="succeeded"} 1\n' in page
        assert "# TYPE pairmill_trainer_replies_total counter" in page


def test_an_upload_beyond_the_limit_is_refused_before_it_is_sent(data: Path) -> None:
    with trainer_process(data, MAX_UPLOAD="1KiB") as trainer:
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        answer = trainer.client.send("POST", "/v1/files", form(b"x" * 2048), Content_Type=kind)
        assert (answer.status, answer.code) == (413, "body_too_large")

"""Files, jobs and events on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from trainer_client import job_body

from pairmill_trainer.durable import read_json, write_json
from pairmill_trainer.errors import RequestError
from pairmill_trainer.events import EventLog
from pairmill_trainer.files import FileStore
from pairmill_trainer.job_request import parse_job_request
from pairmill_trainer.jobs import JobStore


def store_file(store: FileStore, content: bytes = b"x", file_id: str | None = None) -> dict[str, object]:
    with store.begin() as incoming:
        incoming.content.write(content)
        return incoming.publish("a.jsonl", "fine-tune", file_id)


def test_json_is_replaced_whole(tmp_path: Path) -> None:
    write_json(tmp_path / "a", {"a": 1})
    write_json(tmp_path / "a", {"a": 2})
    assert read_json(tmp_path / "a") == {"a": 2}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert read_json(tmp_path / "b") is None


def test_a_file_outlasts_the_store_and_what_was_not_published_does_not(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    stored = store_file(store, b"content")
    store.begin().content.write(b"half")
    again = FileStore(tmp_path)
    assert again.get(str(stored["id"])) == stored
    assert again.content(str(stored["id"])).read_bytes() == b"content"
    assert [path.name for path in tmp_path.iterdir()] == [stored["id"]]


def test_publishing_under_an_id_again_keeps_the_first(tmp_path: Path) -> None:
    store, name = FileStore(tmp_path), "file-" + "0" * 24
    assert store_file(store, b"one", name) == store_file(store, b"two", name)
    assert store.content(name).read_bytes() == b"one"


@pytest.mark.parametrize("name", ["file-1", "../jobs", "file-" + "g" * 24, ".aside-1"])
def test_only_ids_are_looked_up(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError) as caught:
        FileStore(tmp_path).get(name)
    assert caught.value.status == 404


def create(jobs: JobStore, key: str | None = None) -> str:
    return jobs.create(parse_job_request(job_body("file-1")), key, "digest", None).id


def test_jobs_outlast_the_store_and_keep_their_order(tmp_path: Path) -> None:
    jobs = JobStore(tmp_path)
    names = [create(jobs), create(jobs), create(jobs, "key")]
    jobs.change(names[1], only={"validating_files"}, status="queued", rows=3)
    again = JobStore(tmp_path)
    assert [job.id for job in again.all()] == names[::-1]
    assert again.get(names[1]) == jobs.get(names[1])
    assert again.first("running", "queued") == jobs.get(names[1])
    assert again.with_key("key", "digest") == jobs.get(names[2])
    with pytest.raises(RequestError) as caught:
        again.with_key("key", "other")
    assert caught.value.status == 422


def test_a_job_is_finished_once_and_what_is_published_is_not_cancelled(tmp_path: Path) -> None:
    jobs = JobStore(tmp_path)
    first, second = create(jobs), create(jobs)
    assert jobs.cancel(first).status == "cancelled"
    assert jobs.finish(first, "succeeded") is None
    assert jobs.cancel(first).status == "cancelled"
    jobs.change(second, only={"validating_files"}, status="running", publishing=True)
    assert jobs.cancel(second).status == "running"
    assert jobs.finish(second, "succeeded") is not None


def test_a_stored_job_of_a_later_version_can_be_read(tmp_path: Path) -> None:
    name = create(JobStore(tmp_path))
    path = tmp_path / name / "job.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "colour": "red"}))
    assert JobStore(tmp_path).get(name).id == name


@pytest.fixture
def events(tmp_path: Path) -> EventLog:
    (tmp_path / "ftjob-1").mkdir()
    return EventLog(tmp_path)


def metrics(step: int, loss: float) -> dict[str, object]:
    return {"step": step, "total_steps": 9, "loss": loss}


def test_events_page_to_older_ones(events: EventLog) -> None:
    for number in range(5):
        events.message("ftjob-1", str(number))
    first = events.page("ftjob-1", 2, None)
    assert ([event["message"] for event in first["data"]], first["has_more"]) == (["4", "3"], True)
    second = events.page("ftjob-1", 3, first["data"][-1]["id"])
    assert ([event["message"] for event in second["data"]], second["has_more"]) == (["2", "1", "0"], False)
    with pytest.raises(RequestError):
        events.page("ftjob-1", 2, "ftevent-9")


def test_a_line_that_a_kill_cut_short_is_left_out_and_ids_go_on(events: EventLog, tmp_path: Path) -> None:
    events.message("ftjob-1", "whole")
    with (tmp_path / "ftjob-1" / "events.ndjson").open("ab") as file:
        file.write(b'{"object": "fine_tuning.job.event", "data": {}')
    again = EventLog(tmp_path)
    again.message("ftjob-1", "after")
    assert [event["message"] for event in again.all("ftjob-1")] == ["whole", "after"]
    assert len({event["id"] for event in again.all("ftjob-1")}) == 2


def test_metrics_keep_the_last_of_each_step(events: EventLog) -> None:
    for step, loss in ((1, 0.7), (2, 0.6), (2, 0.5), (3, 0.4)):
        events.metrics("ftjob-1", metrics(step, loss))
    lines = [json.loads(line) for line in events.metrics_lines("ftjob-1").splitlines()]
    assert [(line["step"], line["loss"]) for line in lines] == [(1, 0.7), (2, 0.5), (3, 0.4)]

"""A client of the contract over a real socket, on the standard library alone."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass

DEADLINE = 120.0  # seconds; machines are shared
BOUNDARY = "pairmill-boundary-7d1"


@dataclass(frozen=True)
class Answer:
    status: int
    data: bytes
    headers: dict[str, str]

    @property
    def json(self) -> dict[str, object]:
        return json.loads(self.data)

    @property
    def code(self) -> object:
        return self.json["error"]["code"]


def form(content: bytes, purpose: str = "fine-tune", filename: str = "pairs.jsonl") -> bytes:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\n{purpose}\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
        "Content-Type: application/jsonl\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


class TrainerClient:
    """One connection a request, so a restarted service is found again."""

    def __init__(self, port: int, key: str = "") -> None:
        self.port = port
        self._key = key

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            if self._key:
                named.setdefault("Authorization", f"Bearer {self._key}")
            connection.request(method, path, body, named)
            reply = connection.getresponse()
            return Answer(
                reply.status, reply.read(), {name.lower(): value for name, value in reply.getheaders()}
            )
        finally:
            connection.close()

    def get(self, path: str) -> dict[str, object]:
        answer = self.send("GET", path)
        assert answer.status == 200, answer.data
        return answer.json

    def upload(self, content: bytes) -> str:
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        answer = self.send("POST", "/v1/files", form(content), Content_Type=kind)
        assert answer.status == 200, answer.data
        return str(answer.json["id"])

    def create(self, body: dict[str, object], key: str = "") -> Answer:
        headers = {"Idempotency_Key": key} if key else {}
        return self.send("POST", "/v1/fine_tuning/jobs", json.dumps(body).encode(), **headers)

    def job(self, job_id: str) -> dict[str, object]:
        return self.get(f"/v1/fine_tuning/jobs/{job_id}")

    def events(self, job_id: str) -> list[dict[str, object]]:
        """All of them, newest first."""
        return self.get(f"/v1/fine_tuning/jobs/{job_id}/events?limit=1000")["data"]

    def finished(self, job_id: str, deadline: float = DEADLINE) -> dict[str, object]:
        return wait_until(
            lambda: (job := self.job(job_id))["status"] in {"succeeded", "failed", "cancelled"} and job,
            deadline,
        )

    def at_step(self, job_id: str, step: int, deadline: float = DEADLINE) -> dict[str, object]:
        """Once the training has made so many steps."""
        return wait_until(lambda: (job := self.job(job_id))["progress"]["step"] >= step and job, deadline)


def wait_until(look: object, deadline: float = DEADLINE) -> object:
    """What `look` says once it says anything; AssertionError after `deadline` seconds."""
    give_up = time.monotonic() + deadline
    while not (seen := look()):
        assert time.monotonic() < give_up, "waited too long"
        time.sleep(0.02 if deadline <= DEADLINE else 0.2)
    return seen


def job_body(
    file_id: str,
    *,
    model: str = "tiny",
    suffix: str = "gen-3f2a91c0-r2",
    seed: int = 42,
    behaviour: str = "",
    init_adapter: str = "",
    **hyperparameters: object,
) -> dict[str, object]:
    values = {
        "beta": 0.1,
        "n_epochs": 1,
        "batch_size": 4,
        "learning_rate": 1e-3,
        "lora_rank": 4,
        "lora_alpha": 8,
        "max_pixels": 12544,
        **hyperparameters,
    }
    return {
        "model": model,
        "training_file": file_id,
        "suffix": suffix,
        "seed": seed,
        "method": {"type": "dpo", "dpo": {"hyperparameters": values}},
        "metadata": {"job": "job_1", "round": behaviour, "role": "generator", "init_adapter": init_adapter},
    }

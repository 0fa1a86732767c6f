"""The contract of docs/backends.md §8, route by route."""

from __future__ import annotations

import hmac
import re
import shutil
from collections.abc import Callable

from .errors import RequestError
from .http_messages import Reply, Request
from .job_request import JobRequest, body_digest, parse_job_request
from .metrics_page import metrics_page
from .pages import page_of, parse_page
from .service import Service
from .spelling import unknown_names
from .start_adapter import start_adapter
from .uploads import receive_upload

Handler = Callable[..., Reply]
_OPEN_PATHS = {"/livez", "/readyz", "/metrics"}


class Routes:
    """Answers requests; called from many threads."""

    def __init__(self, service: Service, replies: dict[int, int]) -> None:
        self._service = service
        self._replies = replies
        page = {"limit", "after"}
        # Method, path, handler, query parameters it takes.
        self._table: list[tuple[str, re.Pattern[str], Handler, set[str]]] = [
            (method, re.compile(path.replace("{id}", "([A-Za-z0-9-]{1,80})")), handler, query)
            for method, path, handler, query in (
                ("GET", "/livez", self._livez, set()),
                ("GET", "/readyz", self._readyz, set()),
                ("GET", "/metrics", self._metrics, set()),
                ("GET", "/v1/models", self._models, set()),
                ("POST", "/v1/files", self._upload, set()),
                ("GET", "/v1/files", self._files, page | {"purpose"}),
                ("GET", "/v1/files/{id}", self._file, set()),
                ("DELETE", "/v1/files/{id}", self._delete, set()),
                ("GET", "/v1/files/{id}/content", self._content, set()),
                ("POST", "/v1/fine_tuning/jobs", self._create, set()),
                ("GET", "/v1/fine_tuning/jobs", self._jobs, page),
                ("GET", "/v1/fine_tuning/jobs/{id}", self._job, set()),
                ("POST", "/v1/fine_tuning/jobs/{id}/cancel", self._cancel, set()),
                ("GET", "/v1/fine_tuning/jobs/{id}/events", self._events, page),
            )
        ]

    def answer(self, request: Request) -> Reply:
        """RequestError for whatever is refused; the key is looked at before the path."""
        if request.path not in _OPEN_PATHS:
            self._authorize(request)
        found = [(entry, match) for entry in self._table if (match := entry[1].fullmatch(request.path))]
        if not found:
            raise RequestError(404, f"there is no {request.path[:200]}", code="not_found")
        for (method, _, handler, query), match in found:
            if method == request.method:
                problem = unknown_names(request.query, query or {"none"}) if request.query else None
                if problem:
                    raise RequestError(400, f"query parameter {problem}", code="unknown_parameter")
                return handler(request, *match.groups())
        allowed = ", ".join(sorted(entry[0] for entry, _ in found))
        raise RequestError(405, f"{request.path} takes {allowed}", code="method_not_allowed")

    def _authorize(self, request: Request) -> None:
        key = self._service.settings.key
        given = request.headers.get("authorization", "")
        if key and not hmac.compare_digest(given.encode(), f"Bearer {key}".encode()):
            raise RequestError(
                401, "Authorization: Bearer with this trainer's key is needed", code="invalid_api_key"
            )

    def _livez(self, request: Request) -> Reply:
        return Reply("ok\n")

    def _readyz(self, request: Request) -> Reply:
        problem = self._service.problem()
        return Reply(f"{problem}\n", 503) if problem else Reply("ok\n")

    def _metrics(self, request: Request) -> Reply:
        return Reply(metrics_page(self._service, self._replies))

    def _models(self, request: Request) -> Reply:
        created = int(self._service.started_at)
        models = [
            {"id": name, "object": "model", "created": created, "owned_by": "pairmill-trainer"}
            for name in sorted(self._service.settings.models)
        ]
        return Reply({"object": "list", "data": models})

    def _upload(self, request: Request) -> Reply:
        settings = self._service.settings
        if request.left > settings.max_upload:
            raise RequestError(413, f"the body exceeds {settings.max_upload} bytes", code="body_too_large")
        if request.left > shutil.disk_usage(settings.data).free:
            raise RequestError(507, "the trainer's disk has no room for it", code="disk_full")
        kind = request.headers.get("content-type", "")
        return Reply(receive_upload(self._service.files, kind, request.left, request.read))

    def _files(self, request: Request) -> Reply:
        limit, after = parse_page(request.query)
        purpose = request.query.get("purpose")
        files = [file for file in self._service.files.all() if purpose in (None, file["purpose"])]
        files.sort(key=lambda file: (-file["created_at"], file["id"]))
        return Reply(page_of(files, limit, after))

    def _file(self, request: Request, file_id: str) -> Reply:
        return Reply(self._service.files.get(file_id))

    def _content(self, request: Request, file_id: str) -> Reply:
        stored = self._service.files.get(file_id)
        filename = re.sub(r"[^A-Za-z0-9._-]", "_", str(stored["filename"]))
        return Reply(self._service.files.content(file_id).open("rb"), filename=filename)

    def _delete(self, request: Request, file_id: str) -> Reply:
        with self._service.jobs.changed:
            job = self._service.jobs.using(file_id)
            if job:
                raise RequestError(
                    409, f"file {file_id} is used by {job.id}, which is {job.status}", code="file_in_use"
                )
            return Reply(self._service.files.delete(file_id))

    def _create(self, request: Request) -> Reply:
        body = request.json()
        wanted = parse_job_request(body)
        key = request.headers.get("idempotency-key") or None
        if key and len(key) > 512:
            raise RequestError(400, "the Idempotency-Key exceeds 512 characters")
        jobs, digest = self._service.jobs, body_digest(body)
        with jobs.changed:
            known = jobs.with_key(key, digest) if key else None
            return Reply((known or jobs.create(wanted, key, digest, self._start(wanted))).body())

    def _start(self, wanted: JobRequest) -> str | None:
        """The folder of the adapter it starts from; RequestError 400 when model, file or adapter do not fit."""
        service = self._service
        if wanted.model not in service.settings.models:
            known = ", ".join(sorted(service.settings.models))
            raise RequestError(
                400, f"the model {wanted.model[:200]} is not known; {known} are", param="model"
            )
        try:
            service.files.get(wanted.training_file)
        except RequestError as error:
            raise RequestError(400, error.message, code="file_not_found", param="training_file") from None
        return start_adapter(service.jobs, wanted)

    def _jobs(self, request: Request) -> Reply:
        limit, after = parse_page(request.query)
        return Reply(page_of([job.body() for job in self._service.jobs.all()], limit, after))

    def _job(self, request: Request, job_id: str) -> Reply:
        return Reply(self._service.jobs.get(job_id).body())

    def _cancel(self, request: Request, job_id: str) -> Reply:
        return Reply(self._service.cancel(job_id).body())

    def _events(self, request: Request, job_id: str) -> Reply:
        self._service.jobs.get(job_id)
        limit, after = parse_page(request.query)
        return Reply(self._service.events.page(job_id, limit, after))

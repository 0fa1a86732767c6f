"""The body of POST /v1/fine_tuning/jobs, checked field by field."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from .errors import RequestError
from .hyperparameters import Hyperparameters, parse_method
from .spelling import unknown_names

_KNOWN = {"model", "training_file", "suffix", "seed", "method", "metadata"}
_METADATA = {"job", "round", "role", "init_adapter"}
_ROLES = {"generator", "reviser"}
SEED_LIMIT = 2**31 - 1
# Adapter names are at most 64 of these characters: suffix, a hyphen, 12 hex digits (BACKENDS §7).
_SUFFIX = re.compile(r"[a-z0-9]([a-z0-9-]{0,49}[a-z0-9])?")


@dataclass(frozen=True)
class JobRequest:
    model: str
    training_file: str
    suffix: str
    seed: int | None
    hyperparameters: Hyperparameters
    metadata: dict[str, str]


def parse_job_request(body: object) -> JobRequest:
    """RequestError 400 that names the field, what came and what is allowed."""
    if not isinstance(body, dict):
        raise RequestError(400, "the body must be a JSON object")
    problem = unknown_names(body, _KNOWN)
    if problem:
        raise RequestError(400, problem, code="unknown_parameter", param=problem.split(" ", 1)[0])
    suffix = _text(body, "suffix", "adapter")
    if not _SUFFIX.fullmatch(suffix):
        raise RequestError(400, "suffix must be 1 to 51 of a-z, 0-9 and inner hyphens", param="suffix")
    return JobRequest(
        model=_text(body, "model"),
        training_file=_text(body, "training_file"),
        suffix=suffix,
        seed=_seed(body.get("seed")),
        hyperparameters=parse_method(body.get("method")),
        metadata=_metadata(body.get("metadata")),
    )


def body_digest(body: object) -> str:
    """The same for bodies that mean the same, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _text(body: dict[str, object], name: str, fallback: str | None = None) -> str:
    value = body.get(name)
    if value is None and fallback is not None:
        return fallback
    if not isinstance(value, str) or not value:
        raise RequestError(400, f"{name} must be a text that is not empty", param=name)
    return value


def _seed(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= SEED_LIMIT:
        raise RequestError(400, f"seed must be a whole number from 0 to {SEED_LIMIT}", param="seed")
    return value


def _metadata(value: object) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(
        isinstance(text, str) and len(text) <= 512 for text in value.values()
    ):
        raise RequestError(
            400, "metadata must be an object of texts of at most 512 characters", param="metadata"
        )
    problem = unknown_names(value, _METADATA)
    if problem:
        raise RequestError(400, f"metadata: {problem}", code="unknown_parameter", param="metadata")
    role = value.get("role", "generator")
    if role not in _ROLES:
        raise RequestError(
            400, f'metadata.role is "{role}"; generator and reviser are allowed', param="metadata.role"
        )
    return dict(value)

"""Which adapter a training goes on from."""

from __future__ import annotations

from pathlib import Path

from .errors import RequestError
from .job_request import JobRequest
from .jobs import JobStore

_PARAM = "metadata.init_adapter"


def start_adapter(jobs: JobStore, wanted: JobRequest) -> str | None:
    """The folder of `metadata.init_adapter`, None for the base.

    RequestError 400 when this trainer made no such adapter, or made it for another base or rank.
    """
    name = wanted.metadata.get("init_adapter", "")
    if not name:
        return None
    maker = jobs.maker_of(name)
    if maker is None or maker.adapter is None or not Path(str(maker.adapter["path"])).is_dir():
        raise RequestError(400, f"this trainer has no adapter {name[:64]}", param=_PARAM)
    if maker.model != wanted.model:
        raise RequestError(400, f"{name} adapts {maker.model}, not {wanted.model[:200]}", param=_PARAM)
    rank = maker.adapter["rank"]
    if rank != wanted.hyperparameters.lora_rank:
        raise RequestError(400, f"{name} has rank {rank}; lora_rank must be the same", param=_PARAM)
    return str(maker.adapter["path"])

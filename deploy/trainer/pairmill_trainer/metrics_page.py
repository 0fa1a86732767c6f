"""The page Prometheus reads (its text format, version 0.0.4)."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Mapping

from .service import Service

_STATUSES = ("validating_files", "queued", "running", "succeeded", "failed", "cancelled")
_Sample = tuple[str, float]


def metrics_page(service: Service, replies: dict[int, int]) -> str:
    """`replies` counts HTTP replies by status."""
    jobs = service.jobs.all()
    by_status = {status: sum(job.status == status for job in jobs) for status in _STATUSES}
    running = [job for job in jobs if job.status == "running"]
    free = shutil.disk_usage(service.settings.data).free
    families = (
        ("jobs", "gauge", "Jobs by status.", _labelled(by_status)),
        ("training_step", "gauge", "Step of the training that runs.", [("", job.step) for job in running]),
        ("training_steps", "gauge", "Its steps in all.", [("", job.total_steps or 0) for job in running]),
        ("training_attempt", "gauge", "How often it was begun.", [("", job.attempts) for job in running]),
        ("replies_total", "counter", "HTTP replies by status.", _labelled(replies)),
        ("disk_free_bytes", "gauge", "Room on the disk of the data folder.", [("", free)]),
        ("uptime_seconds", "gauge", "Since it started.", [("", time.time() - service.started_at)]),
    )
    return "".join(_family(*family) for family in families)


def _labelled(counts: Mapping[str | int, int]) -> list[_Sample]:
    return [(f'{{status="{status}"}}', count) for status, count in sorted(counts.items())]


def _family(name: str, kind: str, meaning: str, samples: Iterable[_Sample]) -> str:
    """Nothing at all where there is no sample."""
    full = f"pairmill_trainer_{name}"
    lines = [f"{full}{labels} {value:.17g}\n" for labels, value in samples]
    return f"# HELP {full} {meaning}\n# TYPE {full} {kind}\n{''.join(lines)}" if lines else ""

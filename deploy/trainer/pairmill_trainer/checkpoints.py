"""Which checkpoint a training may go on from.

transformers writes a checkpoint's files one after the other; one that a kill cut short looks whole. So each gets a
mark once all of it is on disk, with what was counted up to there.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from .durable import read_json, remove_tree, sync_file, write_json

_MARK = "complete.json"


@dataclass
class Counted:
    """What went through the model so far: pairs over all epochs, and tokens of both their sides."""

    pairs: int = 0
    tokens: int = 0


def mark_checkpoint(folder: Path, counted: Counted) -> None:
    """Syncs everything in `folder`, then marks it."""
    for root, _, names in os.walk(folder):
        for name in names:
            sync_file(Path(root) / name)
    write_json(folder / _MARK, asdict(counted))


def last_checkpoint(folder: Path) -> tuple[Path, int, Counted] | None:
    """The newest marked one, its step and counts; removes those that are not marked."""
    best = None
    for path in folder.glob("checkpoint-*"):
        mark = read_json(path / _MARK)
        if not isinstance(mark, dict):
            remove_tree(path)
            continue
        step = int(path.name.rpartition("-")[2])
        if best is None or step > best[1]:
            best = (path, step, Counted(**mark))
    return best

"""Files that are there whole or not at all, whatever dies in between."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Makes names in a folder outlast a crash of the machine."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def write_json(path: Path, value: object) -> None:
    """Replaces `path` in one step: a reader sees the old content or the new."""
    aside = path.with_name(f".{path.name}.aside")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    sync_folder(path.parent)


def read_json(path: Path) -> object | None:
    """None when there is no such file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def publish_folder(aside: Path, final: Path) -> None:
    """Syncs a folder's files and renames it; `final` must not exist, both lie on one file system."""
    for path in aside.iterdir():
        sync_file(path)
    sync_folder(aside)
    os.rename(aside, final)
    sync_folder(final.parent)


def remove_tree(folder: Path) -> None:
    """Removes a folder where it exists; what others removed meanwhile is no error."""
    shutil.rmtree(folder, ignore_errors=True)

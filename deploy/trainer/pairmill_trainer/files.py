"""The file store: uploads, adapters as tars, metrics. A folder each, published by rename."""

from __future__ import annotations

import os
import re
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .durable import publish_folder, read_json, remove_tree, write_json
from .errors import RequestError

_ID = re.compile(r"file-[0-9a-f]{24}")
_ASIDE = ".aside-"


class FileStore:
    """`<folder>/<id>/{file.json,content}`. Safe for threads; survives a kill at any moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{_ASIDE}*"):
            remove_tree(left)

    def begin(self) -> IncomingFile:
        """A file that is nowhere to be seen until it is published."""
        aside = self._folder / f"{_ASIDE}{secrets.token_hex(12)}"
        aside.mkdir()
        return IncomingFile(self, aside)

    def publish(self, aside: Path, filename: str, purpose: str, file_id: str | None) -> dict[str, object]:
        """Gives what lies in `aside` a name; with an id that exists already, keeps the one that was there."""
        identifier = file_id or f"file-{secrets.token_hex(12)}"
        stored: dict[str, object] = {
            "id": identifier,
            "object": "file",
            "bytes": (aside / "content").stat().st_size,
            "created_at": int(time.time()),
            "filename": filename,
            "purpose": purpose,
            "status": "processed",
        }
        with self._lock:
            there = self._read(identifier)
            if there:
                return there
            write_json(aside / "file.json", stored)
            publish_folder(aside, self._folder / identifier)
        return stored

    def get(self, file_id: str) -> dict[str, object]:
        """RequestError 404 where there is none."""
        stored = self._read(file_id)
        if stored is None:
            raise RequestError(404, f"there is no file {file_id[:64]}", code="not_found", param="file_id")
        return stored

    def content(self, file_id: str) -> Path:
        """RequestError 404 where there is none."""
        self.get(file_id)
        return self._folder / file_id / "content"

    def delete(self, file_id: str) -> dict[str, object]:
        """Whether a job still needs it is the caller's to know."""
        with self._lock:
            self.get(file_id)
            aside = self._folder / f"{_ASIDE}{secrets.token_hex(12)}"
            os.rename(self._folder / file_id, aside)
        remove_tree(aside)
        return {"id": file_id, "object": "file", "deleted": True}

    def all(self) -> Iterator[dict[str, object]]:
        """In no order."""
        for folder in self._folder.iterdir():
            stored = self._read(folder.name)
            if stored:
                yield stored

    def _read(self, file_id: str) -> dict[str, object] | None:
        if not _ID.fullmatch(file_id):
            return None
        stored = read_json(self._folder / file_id / "file.json")
        return stored if isinstance(stored, dict) else None


class IncomingFile:
    """Write into `content`, then `publish`; leaving the block without that drops it."""

    def __init__(self, store: FileStore, aside: Path) -> None:
        self._store = store
        self._aside = aside
        self.content: BinaryIO = (aside / "content").open("wb")

    def __enter__(self) -> IncomingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.content.close()
        remove_tree(self._aside)

    def publish(self, filename: str, purpose: str, file_id: str | None = None) -> dict[str, object]:
        self.content.close()
        return self._store.publish(self._aside, filename, purpose, file_id)

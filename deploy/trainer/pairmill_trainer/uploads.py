"""POST /v1/files: a form of any size, streamed to disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

from .errors import RequestError
from .files import FileStore, IncomingFile
from .multipart import Content, MultipartError, MultipartParser, Part

CHUNK = 256 * 1024
PURPOSE = "fine-tune"
_FIELD_LIMIT = 1024


def receive_upload(
    store: FileStore, content_type: str, length: int, read: Callable[[int], bytes]
) -> dict[str, object]:
    """Stores the form's one file; `read` gives at most so many of the body's bytes.

    RequestError 400 when the form is not as the contract says, or ends early; 507 when the disk is full.
    """
    try:
        form = _UploadForm(MultipartParser(content_type))
        with store.begin() as incoming:
            left = length
            while left > 0:
                data = read(min(CHUNK, left))
                if not data:
                    raise MultipartError("the body ends before its Content-Length")
                left -= len(data)
                form.take(data, incoming)
            return incoming.publish(form.finished(), PURPOSE)
    except MultipartError as error:
        raise RequestError(400, f"the form can't be read: {error}", code="invalid_form") from None
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise RequestError(507, "the trainer's disk is full", code="disk_full") from None
        raise


class _UploadForm:
    """Which parts came so far, and where the current one's bytes go."""

    def __init__(self, parser: MultipartParser) -> None:
        self._parser = parser
        self._fields: dict[str, bytes] = {}
        self._filename: str | None = None
        self._current = ""

    def take(self, data: bytes, incoming: IncomingFile) -> None:
        for event in self._parser.feed(data):
            if isinstance(event, Part):
                self._begin(event)
            else:
                self._add(event, incoming)

    def finished(self) -> str:
        """The file's name, once everything is there."""
        if not self._parser.finished:
            raise MultipartError("the last boundary is missing")
        purpose = self._fields.get("purpose", b"").decode("utf-8", "replace")
        if purpose != PURPOSE:
            raise RequestError(400, f'purpose is "{purpose}"; {PURPOSE} is allowed', param="purpose")
        if self._filename is None:
            raise RequestError(400, "the form has no file", param="file")
        return self._filename

    def _begin(self, part: Part) -> None:
        if part.name not in {"purpose", "file"}:
            raise RequestError(
                400, f"the part {part.name[:64]} is not known; purpose and file are", param=part.name[:64]
            )
        if part.name in self._fields or (part.name == "file" and self._filename is not None):
            raise RequestError(400, f"the part {part.name} came twice", param=part.name)
        self._current = part.name
        if part.name == "file":
            self._filename = os.path.basename(part.filename or "file")[:255] or "file"
        else:
            self._fields[part.name] = b""

    def _add(self, content: Content, incoming: IncomingFile) -> None:
        if self._current == "file":
            incoming.content.write(content.data)
            return
        self._fields[self._current] += content.data
        if len(self._fields[self._current]) > _FIELD_LIMIT:
            raise RequestError(
                400, f"the part {self._current} exceeds {_FIELD_LIMIT} bytes", param=self._current
            )

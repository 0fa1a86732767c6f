"""What a request brings and a reply takes along."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from .errors import RequestError

BODY_LIMIT = 1 << 20


@dataclass(frozen=True)
class Reply:
    """`body` is JSON, a text or an open file, which is closed when it was sent."""

    body: dict[str, object] | str | BinaryIO
    status: int = 200
    filename: str = ""


@dataclass
class Request:
    """`left` bytes of the body are still to be read."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    left: int
    receive: Callable[[int], bytes] = field(repr=False)

    def read(self, count: int) -> bytes:
        data = self.receive(min(count, self.left))
        self.left -= len(data)
        return data

    def json(self) -> object:
        """The whole body, at most 1 MiB; RequestError when it is larger or no JSON. Nothing at all is None."""
        if self.left > BODY_LIMIT:
            raise RequestError(413, "the body exceeds 1 MiB", code="body_too_large")
        data = b""
        while self.left:
            piece = self.read(self.left)
            if not piece:
                raise RequestError(400, "the body ends before its Content-Length")
            data += piece
        try:
            return json.loads(data) if data else None
        except (ValueError, RecursionError):
            raise RequestError(400, "the body is not JSON in UTF-8", code="invalid_json") from None


def content_length(values: list[str], encoded: bool) -> int:
    """RFC 9112 §6: one number and no Transfer-Encoding, or no body."""
    if encoded:
        raise RequestError(411, "a body needs a Content-Length, not a Transfer-Encoding")
    if not values:
        return 0
    if len(set(values)) != 1 or not values[0].isascii() or not values[0].isdecimal() or len(values[0]) > 18:
        raise RequestError(400, "Content-Length is not one number")
    return int(values[0])


def encoded(body: dict[str, object] | str | BinaryIO) -> tuple[str, int, bytes]:
    """Content-Type, length and, but for files, the bytes."""
    if isinstance(body, str):
        text = body.encode()
        return "text/plain; version=0.0.4; charset=utf-8", len(text), text
    if isinstance(body, dict):
        data = json.dumps(body, ensure_ascii=False).encode()
        return "application/json", len(data), data
    return "application/octet-stream", os.fstat(body.fileno()).st_size, b""

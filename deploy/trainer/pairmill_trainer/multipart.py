"""multipart/form-data as it streams in (RFC 2046 §5.1, RFC 7578); strict, and holds one chunk at a time.

```
preamble ─boundary─▶ headers ─blank line─▶ content ─boundary─▶ headers …
                                                    ─boundary--▶ done
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADERS_LIMIT = 16 * 1024
_PARAMETER = re.compile(r';\s*([A-Za-z*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))')


class MultipartError(Exception):
    """The body breaks the format; the text says how."""


@dataclass(frozen=True)
class Part:
    """A part begins. `filename` is None for plain fields."""

    name: str
    filename: str | None


@dataclass(frozen=True)
class Content:
    """Some bytes of the part that began last."""

    data: bytes


class MultipartParser:
    """Feed it the body in any pieces; it yields `Part` and `Content`, and `finished` turns true at the end."""

    def __init__(self, content_type: str) -> None:
        self._delimiter = b"\r\n--" + _boundary(content_type)
        # So that the first boundary looks like the others.
        self._held = b"\r\n"
        self._step = self._preamble
        self.finished = False

    def feed(self, data: bytes) -> Iterator[Part | Content]:
        self._held += data
        before = None
        # A step that neither takes bytes nor hands over to another waits for more.
        while before != (len(self._held), self._step):
            before = (len(self._held), self._step)
            yield from self._step()

    def _preamble(self) -> Iterator[Part | Content]:
        found = self._held.find(self._delimiter)
        if found > 0:
            raise MultipartError("there is text before the first boundary")
        if found == 0:
            self._held = self._held[len(self._delimiter) :]
            self._step = self._after_boundary
        elif len(self._held) >= len(self._delimiter):
            raise MultipartError("the body does not begin with the boundary of its Content-Type")
        return iter(())

    def _after_boundary(self) -> Iterator[Part | Content]:
        if self._held.startswith(b"--"):
            self.finished = True
            self._held = b""
            self._step = self._epilogue
        elif self._held.startswith(b"\r\n"):
            self._held = self._held[2:]
            self._step = self._headers
        elif len(self._held) >= 2:
            raise MultipartError("a boundary is followed by neither a line end nor --")
        return iter(())

    def _headers(self) -> Iterator[Part | Content]:
        found = self._held.find(b"\r\n\r\n")
        if found < 0:
            if len(self._held) > _HEADERS_LIMIT:
                raise MultipartError("the headers of a part exceed 16 KiB")
            return
        head, self._held = self._held[:found], self._held[found + 4 :]
        self._step = self._content
        yield _part(head)

    def _content(self) -> Iterator[Part | Content]:
        found = self._held.find(self._delimiter)
        if found >= 0:
            data, self._held = self._held[:found], self._held[found + len(self._delimiter) :]
            self._step = self._after_boundary
        else:
            keep = len(self._delimiter) - 1
            data, self._held = self._held[:-keep], self._held[-keep:]
        if data:
            yield Content(data)

    def _epilogue(self) -> Iterator[Part | Content]:
        self._held = b""  # RFC 2046: what follows the last boundary is ignored
        return iter(())


def _boundary(content_type: str) -> bytes:
    kind, _, _ = content_type.partition(";")
    if kind.strip().lower() != "multipart/form-data":
        raise MultipartError("Content-Type is not multipart/form-data")
    parameters = {match[1].lower(): match[2] or match[3] for match in _PARAMETER.finditer(content_type)}
    boundary = parameters.get("boundary") or ""
    if not re.fullmatch(r"[0-9A-Za-z'()+_,\-./:=? ]{1,70}", boundary) or boundary.endswith(" "):
        raise MultipartError("Content-Type has no usable boundary")
    return boundary.encode("ascii")


def _part(head: bytes) -> Part:
    try:
        lines = head.decode("utf-8").split("\r\n")
    except UnicodeDecodeError:
        raise MultipartError("the headers of a part are not UTF-8") from None
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise MultipartError("a header of a part has no colon")
        if name.strip().lower() == "content-disposition" and value.strip().lower().startswith("form-data"):
            return _disposition(value)
    raise MultipartError("a part has no Content-Disposition: form-data")


def _disposition(value: str) -> Part:
    parameters = {match[1].lower(): _unquoted(match) for match in _PARAMETER.finditer(value)}
    if not parameters.get("name"):
        raise MultipartError("a part has no name")
    return Part(parameters["name"], parameters.get("filename"))


def _unquoted(match: re.Match[str]) -> str:
    return re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3]

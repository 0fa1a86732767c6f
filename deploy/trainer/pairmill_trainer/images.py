"""Images of a training file: kept once each, under the SHA-256 of their bytes."""

from __future__ import annotations

import base64
import hashlib
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path

from .errors import JobFailure
from .rows import LineProblem

IMAGE_LIMIT = 32 * 1024 * 1024
_TIMEOUT = 30.0
_TRIES = 4
_DATA_URL = re.compile(r"data:image/[a-z0-9.+-]+;base64,", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
# First bytes of what intake stores (DECISIONS 6) and of what Pillow reads for sure.
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)


class _Unreachable(Exception):
    """The host did not answer as it should; another try may help."""


class ImageFolder:
    """Stores images of one job; each URL is fetched once.

    `wait` is called with the seconds before another try, and raises to give up early.
    """

    def __init__(self, folder: Path, hosts: frozenset[str], key: str, wait: Callable[[float], None]) -> None:
        self._folder = folder
        self._hosts = hosts
        self._key = key
        self._wait = wait
        self._fetched: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def store(self, url: str) -> str:
        """The name of the image's file. LineProblem when the image can't be used, JobFailure when its host is away."""
        if _DATA_URL.match(url):
            return self._keep(decode_data_url(url))
        if url not in self._fetched:
            self._fetched[url] = self._keep(self._fetch(url))
        return self._fetched[url]

    def _keep(self, data: bytes) -> str:
        kind = image_kind(data)
        if kind is None:
            raise LineProblem(
                f"the image is no PNG, JPEG, WebP, GIF or TIFF (first bytes {data[:4].hex(' ')})"
            )
        name = f"{hashlib.sha256(data).hexdigest()}.{kind}"
        path = self._folder / name
        if not path.exists():
            path.write_bytes(data)
        return name

    def _fetch(self, url: str) -> bytes:
        expected = check_image_url(url, self._hosts)
        for tried in range(_TRIES):
            try:
                data = self._download(url)
                break
            except _Unreachable as error:
                if tried == _TRIES - 1:
                    raise JobFailure("server_error", f"{url[:200]} can't be fetched: {error}") from None
                self._wait(2.0**tried)
        if hashlib.sha256(data).hexdigest() != expected:
            raise LineProblem(f"the bytes of {url[:200]} have another SHA-256 than its name says")
        return data

    def _download(self, url: str) -> bytes:
        request = urllib.request.Request(
            url, headers={"Authorization": f"Bearer {self._key}"} if self._key else {}
        )
        try:
            with _OPENER.open(request, timeout=_TIMEOUT) as reply:
                data = reply.read(IMAGE_LIMIT + 1)
        except urllib.error.HTTPError as error:
            if error.code in {408, 425, 429} or error.code >= 500:
                raise _Unreachable(f"status {error.code}") from None
            raise LineProblem(f"{url[:200]} answers with status {error.code}") from None
        except (OSError, HTTPException) as error:
            raise _Unreachable(str(error)) from None
        if len(data) > IMAGE_LIMIT:
            raise LineProblem(f"{url[:200]} exceeds 32 MiB")
        return data


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect could leave the allowed hosts and take our key along."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))


def decode_data_url(url: str) -> bytes:
    """LineProblem when it is no image in base64 of at most 32 MiB."""
    match = _DATA_URL.match(url)
    if not match:
        raise LineProblem("the image's data URL is not data:image/…;base64,…")
    try:
        data = base64.b64decode(url[match.end() :], validate=True)
    except ValueError:
        raise LineProblem("the image's data URL is not base64") from None
    if len(data) > IMAGE_LIMIT:
        raise LineProblem("the image exceeds 32 MiB")
    return data


def check_image_url(url: str, hosts: frozenset[str]) -> str:
    """The SHA-256 an http(s) URL ends with; LineProblem when its host is not allowed or there is none."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise LineProblem("the image's URL can't be read") from None
    if parts.scheme not in {"http", "https"} or parts.username is not None:
        raise LineProblem("the image is neither a data URL nor http(s)")
    if host not in hosts and f"{host}:{port}" not in hosts:
        raise LineProblem(
            f"images may not be fetched from {host[:100]}; PAIRMILL_TRAINER_IMAGE_HOSTS names the hosts"
        )
    name = parts.path.rpartition("/")[2]
    if not _SHA256.fullmatch(name):
        raise LineProblem("the image's URL does not end with the SHA-256 of its bytes")
    return name


def image_kind(data: bytes) -> str | None:
    """The ending for a file of these bytes, by how they begin."""
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)

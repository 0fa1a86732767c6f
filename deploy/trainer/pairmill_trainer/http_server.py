"""A small HTTP/1.1 server on the standard library's: JSON in, JSON or a file out, uploads streamed.

One thread a connection, at most `CONNECTIONS`; more are told to come back. A body needs a Content-Length; who expects
`100 Continue` gets it when the body is first read, so a refused upload is never sent. What is left unread ends the
connection.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from .errors import RequestError
from .http_messages import Reply, Request, content_length, encoded
from .logs import log

CONNECTIONS = 64
_LINGER_SECONDS = 5.0
_LINGER_BYTES = 64 << 20
_PLACE_SECONDS = 1.0
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


Answer = Callable[[Request], Reply]


class Server(ThreadingHTTPServer):
    """Listens from the start, serves once `answer` is set and `serve_forever` runs.

    Counts replies by status for the metrics page; `drain` waits for requests that are under way.
    """

    answer: Answer

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.replies: dict[int, int] = {}
        self._busy = 0
        self._idle = threading.Condition()
        self._places = threading.BoundedSemaphore(CONNECTIONS)
        super().__init__((host, port), _Handler)

    def process_request(self, request: socket.socket, client_address: object) -> None:
        if self._places.acquire(timeout=_PLACE_SECONDS):
            super().process_request(request, client_address)
        else:
            with contextlib.suppress(OSError):
                request.sendall(_FULL)
            self.shutdown_request(request)

    def process_request_thread(self, request: socket.socket, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:
        log("debug", "a connection broke", error=True)

    def under_way(self, change: int) -> None:
        with self._idle:
            self._busy += change
            self._idle.notify_all()

    def count(self, status: int) -> None:
        with self._idle:
            self.replies[status] = self.replies.get(status, 0) + 1

    def drain(self, seconds: float) -> None:
        """Returns when no request is under way, or after so long."""
        with self._idle:
            self._idle.wait_for(lambda: self._busy == 0, timeout=seconds)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "pairmill-trainer"
    sys_version = ""
    timeout = 60  # seconds without a byte
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self.server.under_way(1)
        try:
            self._serve()
        finally:
            self.server.under_way(-1)

    do_POST = do_DELETE = do_PUT = do_PATCH = do_GET  # noqa: N815

    def handle_expect_100(self) -> bool:
        self._expects = True  # answered when the body is read
        return True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the standard library refuses by itself, in our shape."""
        self.close_connection = True
        self._send(Reply(RequestError(code, message or "the request can't be read").body(), code))

    def log_message(self, format: str, *arguments: object) -> None:
        pass  # requests are logged by _serve

    def _serve(self) -> None:
        began = time.monotonic()
        request = None
        try:
            request = self._request()
            reply = self.server.answer(request)
        except RequestError as error:
            reply = Reply(error.body(), error.status)
        except TimeoutError:
            reply = Reply(RequestError(408, "the body did not come", code="timeout").body(), 408)
        except ConnectionError:
            self.close_connection = True
            return
        except Exception:
            log("error", "a request failed", error=True, path=self.path[:200])
            reply = Reply(
                RequestError(500, "the trainer failed; its log says why", code="server_error").body(), 500
            )
        if request is None or request.left or reply.status in {408, 500}:
            self.close_connection = True
        self._send(reply)
        level = "debug" if reply.status < 400 and self.command == "GET" else "info"
        log(
            level,
            "request",
            method=self.command,
            path=self.path[:200],
            status=reply.status,
            milliseconds=round(1000 * (time.monotonic() - began)),
        )
        if request is not None and request.left:
            self._linger()

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        query = parse_qsl(parts.query, keep_blank_values=True)
        if len(dict(query)) != len(query):
            raise RequestError(400, "a query parameter came twice")
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = content_length(self.headers.get_all("Content-Length") or [], "transfer-encoding" in headers)
        return Request(self.command, unquote(parts.path), dict(query), headers, length, self._receive)

    def _receive(self, count: int) -> bytes:
        if getattr(self, "_expects", False):
            self._expects = False
            self.send_response_only(100)
            self.end_headers()
        return self.rfile.read1(count)

    def _send(self, reply: Reply) -> None:
        self.server.count(reply.status)
        kind, length, data = encoded(reply.body)
        self.send_response(reply.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        if reply.filename:
            self.send_header("Content-Disposition", f'attachment; filename="{reply.filename}"')
        if reply.status == 401:
            self.send_header("WWW-Authenticate", "Bearer")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if not isinstance(reply.body, (dict, str)):
            with reply.body as file:
                shutil.copyfileobj(file, self.wfile, 256 * 1024)
        elif self.command != "HEAD":
            self.wfile.write(data)

    def _linger(self) -> None:
        """Takes what the client still sends, for a while: a reset would lose it our reply (RFC 9112 §9.6)."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(_LINGER_SECONDS)
        give_up, taken = time.monotonic() + _LINGER_SECONDS, 0
        while taken < _LINGER_BYTES and time.monotonic() < give_up:
            data = self.connection.recv(256 * 1024)
            if not data:
                return
            taken += len(data)

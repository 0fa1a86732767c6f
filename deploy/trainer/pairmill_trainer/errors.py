"""What can go wrong, by who is told: a client of the API, or whoever looks at a job."""

from __future__ import annotations

JOB_ERROR_CODES = frozenset(
    {
        "invalid_training_file",
        "rows_dropped",
        "no_learning",
        "out_of_memory",
        "bad_adapter",
        "command_failed",
        "server_error",
    }
)


class RequestError(Exception):
    """A request that is refused, with OpenAI's error object as its body."""

    def __init__(
        self, status: int, message: str, *, code: str | None = None, param: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.param = param

    def body(self) -> dict[str, object]:
        kind = "server_error" if self.status >= 500 else "invalid_request_error"
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": self.code}}


class JobFailure(Exception):
    """Why a job failed; `code` is one of `JOB_ERROR_CODES`."""

    def __init__(self, code: str, message: str) -> None:
        assert code in JOB_ERROR_CODES, code
        super().__init__(message)
        self.code = code
        self.message = message

    def body(self) -> dict[str, object]:
        return {"code": self.code, "message": self.message, "param": None}

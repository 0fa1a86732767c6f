"""One JSON object a line on standard error, as all of pairmill's processes write."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

logger = logging.getLogger("pairmill_trainer")


class _JSONLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": "trainer",
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def start_logging(level: str) -> None:
    """Sends this package's log to standard error; called once by the service."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JSONLines())
    logger.handlers = [handler]
    logger.setLevel(level.upper())
    logger.propagate = False


def log(level: str, message: str, *, error: bool = False, **fields: object) -> None:
    """`error` adds the exception that is being handled."""
    logger.log(getattr(logging, level.upper()), message, exc_info=error, extra={"fields": fields})

"""The log as a file: one JSON object a line, rotated, beside what goes to stderr.

No secret can stand in it: alert addresses, the one setting that may hold a
password, are never logged, and apprise's own log is off.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAX_BYTES = 10_000_000
KEPT = 9
"""Older files kept: 100 MB in all, about a year of nights of a hundred quiet sites."""

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """A record as one line: time (UTC), level, logger, message, and ``facts`` where given
    (``extra={"facts": {…}}``)."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def to_file(path: Path) -> None:
    """Log to ``path`` too, from INFO on. A log that cannot be written stops no run."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", errors="replace"
        )
    except OSError as error:
        log.warning("the log %s cannot be written: %s", path, error)
        return
    handler.setLevel(logging.INFO)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)

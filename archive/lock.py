"""Who excludes whom on one archive, through flock(2).

The kernel frees a lock when its holder dies, kill -9 included, so there is
no stale lock to mend. The descriptor is close-on-exec: spawned children do
not inherit it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WRITERS = ("crawl", "ingest", "rebuild", "restore", "decide")
"""Kinds of run that change the archive; each excludes every other. Readers never wait."""


class ArchiveHeld(RuntimeError):
    """Another run holds the archive; ``holder`` says which, and its process."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"{folder}: another run holds the archive ({holder})")
        self.holder = holder


def holder(folder: Path) -> str:
    """Who holds the archive now, as it said of itself; "" when nobody does. Writes nothing."""
    try:
        handle = os.open(folder / "archive.lock", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return ""
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(handle, 200, 0).decode("utf-8", "replace").strip() or "?"
    else:
        return ""
    finally:
        os.close(handle)


@contextmanager
def hold(folder: Path, kind: str) -> Iterator[None]:
    """Hold the archive in ``folder`` for a run of ``kind`` (one of :data:`WRITERS`).

    :raises ArchiveHeld: at once, when another run holds it.
    """
    if kind not in WRITERS:
        raise ValueError(f"{kind!r} is not a kind of writing run: {', '.join(WRITERS)}")
    path = folder / "archive.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 200, 0).decode("utf-8", "replace").strip()
            raise ArchiveHeld(folder, holder) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{kind}, process {os.getpid()}".encode(), 0)
        yield
    finally:
        os.close(handle)

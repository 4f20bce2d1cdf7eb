"""Exports of several files: into a folder, or one ZIP file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

_IN_MEMORY = 1 << 20
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an export. ``chunks`` are taken once, before the next member is asked for;
    ``packed`` says that they are compressed already and no ZIP need do it again."""

    name: str
    chunks: Iterable[bytes]
    packed: bool = False


@dataclass(slots=True)
class Sealed:
    """The size and digest of what passes through :meth:`through`."""

    name: str
    size: int = 0
    _hash: Any = field(default_factory=sha256)

    def through(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.size += len(chunk)
            self._hash.update(chunk)
            yield chunk

    @property
    def sha256(self) -> str:
        return str(self._hash.hexdigest())


def spool() -> IO[bytes]:
    """A file for what is told on the way and written later; in memory up to 1 MB."""
    return SpooledTemporaryFile(_IN_MEMORY)


def spooled(file: IO[bytes]) -> Iterator[bytes]:
    """What was written to a spool, from its beginning."""
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def to_folder(members: Iterable[Member], folder: Path) -> None:
    for member in members:
        path = folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            out.writelines(member.chunks)


def to_zip(members: Iterable[Member], out: IO[bytes], moment: datetime, top: str = "") -> None:
    """Write a ZIP file whose members all bear one ``moment``: the same export is the same
    bytes. ``top`` is a folder that holds them all."""
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            info = zipfile.ZipInfo(top + member.name, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_STORED if member.packed else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w", force_zip64=True) as entry:
                entry.writelines(member.chunks)
    out.flush()

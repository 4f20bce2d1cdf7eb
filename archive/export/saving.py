"""An export as a file or folder of its own: whole, or not there at all."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive import warc
from archive.export import bag, datapackage, wacz, warc_file
from archive.export.columns import CELLS
from archive.export.formats import FOLDERS, STREAMS
from archive.export.members import Member, to_folder, to_zip
from archive.export.origin import Origin
from archive.export.records import Access, Record, read
from archive.search import Filters, numbers
from archive.writer import WARC_FOLDER

SIDECAR = ".meta.json"
_OURS = ("datapackage.json", "bagit.txt")
"""What a folder that an export made holds: no other is ever replaced by one."""

Watch = Callable[[Iterable[Record]], Iterable[Record]]


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles that leave. ``numbers`` are eight bytes an article; everything else is
    read when it is written, so that an export takes no more memory than one row group."""

    db: sqlite3.Connection
    folder: Path
    numbers: array[int]
    access: Access

    def records(self) -> Iterator[Record]:
        return read(self.db, self.numbers, self.access)


def select(
    db: sqlite3.Connection, folder: Path, query: str, filters: Filters, access: Access
) -> Selection:
    """What :func:`archive.search.search` finds, all of it, in its order."""
    return Selection(db, folder, array("q", numbers(db, query, filters)), access)


def save(
    name: str,
    selection: Selection,
    origin: Origin,
    out: Path,
    *,
    force: bool = False,
    watch: Watch = iter,
) -> list[Path]:
    """Write an export and say which files or folders it made. ``watch`` is shown each record.

    :raises FileExistsError: something stands there and ``force`` is not given, or it is a
        folder that no export made.
    """
    made = [out, *([out.with_name(out.name + SIDECAR)] if name == "csv" else [])]
    for path in made:
        _refuse(path, force=force)
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_name(f".{out.name}.{os.getpid()}.part")
    former = out.with_name(f".{out.name}.{os.getpid()}.old")
    try:
        _write(name, selection, origin, temporary, packed=out.suffix == ".zip", watch=watch)
        if name == "csv":
            told = origin.document() | {"cells": CELLS}
            beside = json.dumps(told, ensure_ascii=False, indent=1).encode()
            _put(temporary.with_name(temporary.name + SIDECAR), [beside])
            os.replace(temporary.with_name(temporary.name + SIDECAR), made[1])
        if out.exists() and (out.is_dir() or temporary.is_dir()):
            os.replace(out, former)  # a folder is no file's place, nor one that is not empty
        os.replace(temporary, out)
        warc.sync_folder(out.parent)
    finally:
        for left in (temporary, former):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            left.unlink(missing_ok=True)
        temporary.with_name(temporary.name + SIDECAR).unlink(missing_ok=True)
    return made


def _write(
    name: str, selection: Selection, origin: Origin, path: Path, *, packed: bool, watch: Watch
) -> None:
    db, warcs = selection.db, selection.folder / WARC_FOLDER
    moment = datetime.fromisoformat(origin.exported_at)
    if name in STREAMS:
        _put(path, STREAMS[name].write(watch(selection.records()), origin))
    elif name == "warc":
        _put(path, warc_file.write(db, warcs, watch(selection.records()), origin))
    elif name == "wacz":
        with path.open("wb") as out:
            to_zip(wacz.members(db, warcs, watch(selection.records()), origin), out, moment)
            os.fsync(out.fileno())
    elif name in FOLDERS:
        members: Iterable[Member] = (
            datapackage.members(watch(selection.records()), origin)
            if name == "datapackage"
            else bag.members(db, warcs, lambda: iter(watch(selection.records())), origin)
        )
        if not packed:
            to_folder(members, path)
            return
        # RFC 8493 wants one folder at the top of a packed bag.
        with path.open("wb") as out:
            to_zip(members, out, moment, top="lamtheo/" if name == "bag" else "")
            os.fsync(out.fileno())
    else:
        raise ValueError(f"no format {name!r}")


def _put(path: Path, chunks: Iterable[bytes]) -> None:
    with path.open("wb") as out:
        out.writelines(chunks)
        out.flush()
        os.fsync(out.fileno())


def _refuse(path: Path, *, force: bool) -> None:
    if not path.exists():
        return
    ours = not path.is_dir() or any((path / name).is_file() for name in _OURS)
    if not (force and ours):
        raise FileExistsError(f"{path} exists")

"""What an export says of itself: by which rules its newest text was read, and what CSV altered."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.export import csv_file
from archive.export.columns import CELLS
from archive.export.origin import Origin, origin
from tests import take_archive as made
from tests.test_export import HOSTILE, folder, some_record, table, told  # noqa: F401 - fixtures


@pytest.mark.parametrize("text", [*HOSTILE, "x", "'", "'x", "", " x", "'tis = so"])
def test_a_cell_becomes_its_text_again_as_is_told(text: str, told: Origin) -> None:  # noqa: F811
    """By what stands in .meta.json and datapackage.json."""
    (row,) = table(csv_file.write([some_record(title=text)], told))
    assert re.sub(CELLS["remove"], "", row["title"]) == text


def test_the_reader_told_is_that_of_the_newest_text(folder: Path, tmp_path: Path) -> None:  # noqa: F811
    """Not that of the row inserted last: one read anew moves there, whenever it was captured."""
    shutil.copytree(folder, tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as db:
        db.execute("UPDATE articles SET reader_version = 'old+layout'")
        db.execute(
            "UPDATE articles SET reader_version = 'new+other' WHERE url = ?", (made.EDITED.url,)
        )
        (last,) = db.execute("SELECT url FROM articles ORDER BY n DESC LIMIT 1").fetchone()
        assert last != made.EDITED.url
        assert origin(db, "2026-12-01T00:00:00+00:00").reader_version == "new"

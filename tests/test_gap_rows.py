"""A gap's row is its section's alone, however alike two sections are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.records import Gap
from archive.writer import Archive
from tests.visits import SITE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tin tức", "Tin-tức"),
        ("https://mau.example/T/tin", "https://mau.example/t/tin"),
        ("https://mau.example/tin_tuc", "https://mau.example/tin-tuc"),
        ("https://mau.example/tin%20", "https://mau.example/tin-thang-20"),
    ],
)
def test_sections_of_like_names_have_gaps_of_their_own(
    tmp_path: Path, one: str, other: str
) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE], [])
        for section in (other, one):
            archive.gap(Gap(SITE.name, "server-error", "{}", section))
            archive.begin().execute("UPDATE gaps SET state = 'closed'")
        for section in (other, one, other, one):
            archive.gap(Gap(SITE.name, "server-error", "{}", section))
        assert sorted(archive.db.execute("SELECT section, state FROM gaps").fetchall()) == sorted(
            (section, state) for section in (one, other) for state in ("open", "closed")
        )

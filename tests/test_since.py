"""``crawl --since``: older articles are not asked for, and asked for once they are wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.farm.farm import Farm
from tests.night import crawl, rows

SITE = "bimson"
ASKED = (
    "SELECT url, announced FROM (SELECT u.url, (SELECT min(substr(w.published_at, 1, 10))"
    " FROM witnesses w WHERE w.url = u.url AND w.published_at > '') announced FROM urls u"
    " WHERE u.role = 'article' AND EXISTS (SELECT 1 FROM visits v WHERE v.url = u.url))"
)


@pytest.mark.long
def test_what_was_announced_with_an_older_day_is_left_until_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Farm(night=1) as farm:
        crawl(tmp_path / "all", farm, [SITE])
        every = dict(rows(tmp_path / "all", ASKED))
        days = sorted(day for day in every.values() if day)
        since = days[len(days) // 2]
        assert days[0] < since
        data = tmp_path / "some"
        monkeypatch.setenv("LAMTHEO_SINCE", since)
        crawl(data, farm, [SITE])
        some = dict(rows(data, ASKED))
        older = {url for url, day in every.items() if day and day < since}
        assert every.keys() - older <= some.keys()
        # One that a box named without its day may be on its way before its list has told it.
        assert len(older & some.keys()) <= 2 < len(older) / 5
        left = rows(data, "SELECT count(*) FROM urls WHERE role = 'article' AND owed IS NOT NULL")
        assert left == [(0,)]
        monkeypatch.delenv("LAMTHEO_SINCE")
        crawl(data, farm, [SITE])
        assert dict(rows(data, ASKED)).keys() == every.keys()

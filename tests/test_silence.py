"""How long a site has been silent, in days as they are counted where it publishes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.writer import Archive
from crawler import silence
from tests.visits import SITE

NIGHT = datetime(2027, 1, 9, 18, 30, tzinfo=UTC)
"""01:30 of 10 January in Viet Nam."""


def test_what_was_found_at_night_was_found_on_that_day_in_viet_nam(tmp_path: Path) -> None:
    """A week of silence is borne; found at 01:30 of the 3rd, an article is not of the 2nd."""
    with Archive(tmp_path) as archive:
        nights = [NIGHT - timedelta(days=n) for n in (20, 8, 7, 6)]
        found = nights[2]
        _crawled(archive, nights, found)
        assert silence.of_site(archive.db, SITE.name, found + timedelta(days=7)) is None
        told = silence.of_site(archive.db, SITE.name, found + timedelta(days=8))
        assert told is not None
        assert told.detail == {"newest": "2027-01-03", "days": 8, "usual": 1}


def test_an_old_article_under_another_url_is_no_news(tmp_path: Path) -> None:
    """Neither while it is known as another URL of it, nor once the article has taken it."""
    with Archive(tmp_path) as archive:
        nights = [NIGHT - timedelta(days=n) for n in (30, 20, 1, 0)]
        _crawled(archive, nights, nights[2])
        db = archive.begin()
        assert silence.of_site(db, SITE.name, NIGHT) is None
        db.execute("UPDATE urls SET outcome = 'duplicate' WHERE day = ''")
        told = silence.of_site(db, SITE.name, NIGHT)
        assert told is not None
        assert told.detail["newest"] == nights[0].date().isoformat()
        db.execute("UPDATE urls SET outcome = 'unchanged' WHERE day = ''")
        assert silence.of_site(db, SITE.name, NIGHT) is None
        db.execute(
            "INSERT INTO articles(id, url, site, title, verdict, score, digest, first_seen_at,"
            " last_seen_at, capture_id, published_precision)"
            " SELECT 'a', url, site, '', 'relevant', 1, '', ?, found_at, found_in, 'none'"
            " FROM urls WHERE day = ''",
            (nights[0].isoformat(),),
        )
        assert silence.of_site(db, SITE.name, NIGHT) == told


def _crawled(archive: Archive, nights: list[datetime], found: datetime) -> None:
    """Nights that went well; daily articles until the first, then one without a date."""
    archive.begin_run([SITE], [])
    db = archive.begin()
    for night in nights:
        run = night.isoformat()
        db.execute(
            "INSERT INTO runs(id, kind, trigger, started_at, state) VALUES (?, 'crawl', '', ?,"
            " 'done')",
            (run, run),
        )
        db.execute(
            "INSERT INTO site_runs(run_id, site, started_at) VALUES (?, ?, ?)",
            (run, SITE.name, run),
        )
        db.execute(
            "INSERT INTO captures(id, url, site, run_id, warc_file, offset, length, record_type,"
            " status, digest, fetched_at) VALUES (?, ?, ?, ?, ?, 0, 1, 'response', 200, '', ?)",
            (run, SITE.sections[0].url, SITE.name, run, run, run),
        )
    days = [(nights[0] - timedelta(days=n)) for n in range(30)]
    db.executemany(
        "INSERT INTO urls(url, site, role, found_at, found_in, day)"
        " VALUES (?, ?, 'article', ?, ?, ?)",
        [
            (f"https://mau.example/{day:%j}.html", SITE.name, nights[0].isoformat(),
             nights[0].isoformat(), day.date().isoformat())
            for day in days
        ]
        + [("https://mau.example/x.html", SITE.name, found.isoformat(), found.isoformat(), "")],
    )  # fmt: skip

"""What a night's discovery came to: a site of which nothing is found, pages without end."""

from __future__ import annotations

import sqlite3

from crawler import health
from crawler.health import Found


def of_site(db: sqlite3.Connection, site: str, run_id: str) -> list[Found]:
    """The gaps of discovery, for a site whose pages have proposed any listing. Pages without
    end are told in the night they are proposed, and are old news in the next."""
    proposed = db.execute(
        "SELECT u.url, u.fruit_at, c.run_id = ? FROM urls u JOIN captures c ON c.id = u.found_in"
        " WHERE u.site = ? AND u.proposed = 1 AND u.first_page = ''",
        (run_id, site),
    ).fetchall()
    if not proposed:
        return []
    articles = db.execute(
        "SELECT count(*) FROM urls WHERE site = ? AND role = 'article'", (site,)
    ).fetchone()[0]
    fresh = any(tonight for _, _, tonight in proposed)
    return health.of_discovery(articles, [url for url, fruit, _ in proposed if fresh and not fruit])

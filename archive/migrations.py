"""The tables, as append-only migrations applied in one place (:func:`migrate`).

A migration that has been released is never edited: the next one changes what
it made. ``tests/test_migrations.py`` upgrades from the oldest schema.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.first_tables import FIRST
from archive.search_tables import EXACT
from archive.tombstones import TABLES as TOMBSTONES

migrations = Migrations("lamtheo")


@migrations()
def m001_first(db: Database) -> None:
    """Sites, runs, the frontier, captures, articles and what hangs on them."""
    for statement in FIRST:
        db.execute(statement)


@migrations()
def m002_vitals(db: Database) -> None:
    """What each visited page yielded (see :mod:`archive.vitals`), and how many of the
    articles it announced an earlier run had found; NULL for visits before."""
    for column in ("known", "prose", "marked", "lost", "body", "dated"):
        db.execute(f"ALTER TABLE visits ADD COLUMN {column} INTEGER")


@migrations()
def m003_site_facts(db: Database) -> None:
    """Where a site's front page is, which page showed that it carries the campaign, and
    when each of its hosts served it."""
    for column, default in (("home", "''"), ("evidence", "''"), ("host_spans", "'[]'")):
        db.execute(f"ALTER TABLE sites ADD COLUMN {column} TEXT NOT NULL DEFAULT {default}")


@migrations()
def m004_tls_exception(db: Database) -> None:
    """Until when, why and by whose word a site's certificate need not verify: JSON as in
    :class:`archive.records.TlsException`, "" for a site without an exception."""
    db.execute("ALTER TABLE sites ADD COLUMN tls_exception TEXT NOT NULL DEFAULT ''")


@migrations()
def m005_exact_search(db: Database) -> None:
    """A second index for queries with diacritics, and the articles by date."""
    for statement in EXACT:
        db.execute(statement)


@migrations()
def m006_discovery(db: Database) -> None:
    """What discovery knows of a listing, feed or sitemap: whether a page proposed it (and no
    site file), which listing it is a further page of, and when it last announced an
    article that no listing had."""
    db.execute("ALTER TABLE urls ADD COLUMN proposed INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE urls ADD COLUMN first_page TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE urls ADD COLUMN fruit_at TEXT NOT NULL DEFAULT ''")
    # Until now every listing or feed that another one led to was a further page of it.
    db.execute(
        "WITH RECURSIVE led(url, finder) AS ("
        " SELECT u.url, c.url FROM urls u JOIN captures c ON c.id = u.found_in"
        " WHERE u.role IN ('listing', 'feed') AND c.url <> u.url),"
        " walk(url, head) AS (SELECT url, finder FROM led UNION"
        " SELECT walk.url, led.finder FROM walk JOIN led ON led.url = walk.head)"
        " UPDATE urls SET first_page = (SELECT head FROM walk WHERE walk.url = urls.url"
        " AND head NOT IN (SELECT url FROM led)) WHERE url IN (SELECT url FROM walk"
        " WHERE head NOT IN (SELECT url FROM led))"
    )
    db.execute("CREATE INDEX urls_proposed ON urls(site) WHERE proposed = 1")


@migrations()
def m007_web_indexes(db: Database) -> None:
    """What the web counts by, without reading a single body: a row's columns after its body lie
    pages further on."""
    for statement in (
        "CREATE INDEX articles_facets ON articles(site, verdict, published_at, documents)",
        "CREATE INDEX urls_by_month ON urls(site, substr(day, 1, 7), outcome)"
        " WHERE role = 'article' AND length(day) >= 7",
        "CREATE INDEX urls_by_section ON urls(site, section, day)"
        " WHERE role = 'article' AND section <> ''",
        "CREATE INDEX clusters_shared ON clusters(size DESC, first_published_at DESC)"
        " WHERE size > 1",
    ):
        db.execute(statement)


@migrations()
def m008_tombstones(db: Database) -> None:
    """What is withheld, and what was erased."""
    for statement in TOMBSTONES:
        db.execute(statement)


def migrate(db: Database) -> None:
    """Bring a database to the newest schema. Callers hold the archive's lock:
    four processes migrating at once lost one to "database is locked"."""
    migrations.apply(db)

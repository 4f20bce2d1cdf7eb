"""The tables, as append-only migrations applied in one place (:func:`migrate`).

A migration that has been released is never edited: the next one changes what
it made. ``tests/test_migrations.py`` upgrades from the oldest schema.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.changed import TABLES as CHANGED
from archive.departures import TABLES as DEPARTED
from archive.first_tables import FIRST
from archive.replacing import TABLES as REPLACING
from archive.search_tables import EXACT, PREFIXED
from archive.tallies import TABLES as TALLIES
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


@migrations()
def m009_reader(db: Database) -> None:
    """Which reader read in a run, and by which layout each site was read in it; of which
    provinces an article names a place. What is asked of these is answered by an index alone,
    and a site's first night and latest visits are found without looking through all it had."""
    db.execute("ALTER TABLE runs ADD COLUMN reader_version TEXT NOT NULL DEFAULT ''")
    for table in ("sites", "site_runs"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN layout TEXT NOT NULL DEFAULT ''")
    for told in ("before", "after"):
        db.execute(f"ALTER TABLE articles ADD COLUMN about_{told} TEXT NOT NULL DEFAULT '[]'")
    # As json.dumps writes a list: a rebuild must find these rows equal.
    named = (
        "(SELECT replace(json_group_array(name), '\",\"', '\", \"')"
        " FROM (SELECT DISTINCT province_{0} AS name FROM article_places"
        " JOIN places ON places.id = place WHERE article_id = articles.id"
        " AND role = 'subject' AND province_{0} <> '' ORDER BY 1))"
    )
    db.execute(
        f"UPDATE articles SET about_before = {named.format('before')},"
        f" about_after = {named.format('after')}"
        " WHERE id IN (SELECT article_id FROM article_places WHERE role = 'subject')"
    )
    for statement in (
        "CREATE INDEX visits_by_site ON visits(site, visited_at)",
        "CREATE INDEX site_runs_by_site ON site_runs(site, started_at, layout)",
        "CREATE INDEX articles_by_reader ON articles(verdict, site, reader_version)",
        "CREATE INDEX articles_about"
        " ON articles(verdict, site, about_before, about_after, documents)",
    ):
        db.execute(statement)


@migrations()
def m010_sums(db: Database) -> None:
    """Sums of articles and pages kept by triggers, beginnings of words in the search indexes,
    and what changed since a moment without looking through all texts."""
    for statement in (
        *TALLIES,
        *PREFIXED,
        "DROP INDEX urls_by_month",
        "CREATE INDEX revisions_by_time ON revisions(captured_at, article_id)",
        "DROP INDEX articles_by_cluster",
        "CREATE INDEX articles_by_cluster ON articles(cluster_id, published_at, site)",
        "CREATE INDEX articles_gone ON articles(gone_at DESC, id) WHERE gone_at IS NOT NULL",
    ):
        db.execute(statement)


@migrations()
def m011_departed(db: Database) -> None:
    """Which articles left, and when."""
    for statement in DEPARTED:
        db.execute(statement)


@migrations()
def m012_first_certain(db: Database) -> None:
    """Whether dates of different precision leave no doubt which article of a cluster was first."""
    db.execute("ALTER TABLE clusters ADD COLUMN first_certain INTEGER NOT NULL DEFAULT 0")
    latest = (
        "CASE length(published_at) WHEN 7 THEN published_at || '-99'"
        " WHEN 10 THEN published_at || 'T99' ELSE published_at END"
    )
    db.execute(
        "UPDATE clusters SET (first_article, first_published_at) = (SELECT id, published_at"
        " FROM articles WHERE cluster_id = clusters.id"
        f" ORDER BY published_at IS NULL, {latest}, first_seen_at, id LIMIT 1) WHERE size > 1"
        " AND id IN (SELECT cluster_id FROM articles)"
    )
    db.execute(
        "UPDATE clusters SET first_certain = coalesce((SELECT min(a.published_at) >"
        f" (SELECT {latest} FROM articles WHERE id = first_article) FROM articles a"
        " WHERE a.cluster_id = clusters.id AND a.id <> first_article), 0) WHERE size > 1"
    )


@migrations()
def m013_holds(db: Database) -> None:
    """Until when a server asked to be left alone: a run that ends does not end that. And the
    URL really asked for, where a page's site keeps it under another scheme or host."""
    db.execute("CREATE TABLE holds (server TEXT PRIMARY KEY, until TEXT NOT NULL) STRICT")
    db.execute("ALTER TABLE captures ADD COLUMN asked TEXT NOT NULL DEFAULT ''")


@migrations()
def m014_sums_in_order(db: Database) -> None:
    """The sums that a page of the web adds up, in the order it adds them: without, each page
    sorted all of them first, 30 ms of 45 at 200,000 articles. And the newest first by the day
    they bear alone: what has none came before whatever was published before it was found."""
    for statement in (
        "CREATE INDEX page_tally_by_month ON page_tally(site, month, number)"
        " WHERE counted = 1 AND month <> ''",
        "CREATE INDEX article_tally_by_year"
        " ON article_tally(site, substr(month, 1, 4), verdict, documents, number)",
        "DROP INDEX articles_newest",
        "CREATE INDEX articles_newest ON articles(published_at DESC, id, verdict, site)",
    ):
        db.execute(statement)


@migrations()
def m015_replaced(db: Database) -> None:
    """Rows that REPLACE takes away leave the search indexes and the sums, and the exact index
    holds words as they are written, but for the tone at the end of hoà and uỷ."""
    for statement in REPLACING:
        db.execute(statement)


@migrations()
def m016_changed(db: Database) -> None:
    """When what is told of an article last changed."""
    for statement in CHANGED:
        db.execute(statement)


def migrate(db: Database) -> None:
    """Bring a database to the newest schema. Callers hold the archive's lock:
    four processes migrating at once lost one to "database is locked"."""
    migrations.apply(db)

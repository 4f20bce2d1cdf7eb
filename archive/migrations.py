"""The tables, as append-only migrations applied in one place (:func:`migrate`).

A migration that has been released is never edited: the next one changes what
it made. ``tests/test_migrations.py`` upgrades from the oldest schema.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.first_tables import FIRST

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


def migrate(db: Database) -> None:
    """Bring a database to the newest schema. Callers hold the archive's lock:
    four processes migrating at once lost one to "database is locked"."""
    migrations.apply(db)

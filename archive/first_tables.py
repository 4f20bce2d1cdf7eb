"""The tables as the first migration made them; what came after is in :mod:`archive.migrations`."""

from __future__ import annotations

FOLDED = "replace(replace({0}, 'đ', 'd'), 'Đ', 'D')"
"""unicode61 folds every Vietnamese mark but đ in any of its modes (SQLite 3.40), so đ is
folded in SQL. Token positions stay, so highlight() and snippet() show the stored spelling."""

FIRST = (
    """
    CREATE TABLE sites (
        name TEXT PRIMARY KEY,
        organisation TEXT NOT NULL,
        level TEXT NOT NULL,
        host TEXT NOT NULL,
        aliases TEXT NOT NULL DEFAULT '[]',
        province_before TEXT NOT NULL DEFAULT '',
        province_after TEXT NOT NULL DEFAULT '',
        district TEXT NOT NULL DEFAULT '',
        family TEXT NOT NULL,
        host_status TEXT NOT NULL CHECK (host_status IN ('confirmed', 'unconfirmed')),
        status TEXT NOT NULL DEFAULT 'unknown',
        verified TEXT NOT NULL DEFAULT 'never',
        enrolled INTEGER NOT NULL DEFAULT 0,
        successor TEXT NOT NULL DEFAULT '',
        rights TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        trigger TEXT NOT NULL DEFAULT 'manual',
        started_at TEXT NOT NULL,
        finished_at TEXT,
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'gaps', 'interrupted', 'failed')),
        due_for TEXT,
        missed TEXT NOT NULL DEFAULT '[]',
        version TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE site_runs (
        run_id TEXT NOT NULL REFERENCES runs(id),
        site TEXT NOT NULL REFERENCES sites(name),
        started_at TEXT NOT NULL,
        finished_at TEXT,
        requests INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0,
        outcomes TEXT NOT NULL DEFAULT '{}',
        reason TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (run_id, site)
    ) STRICT
    """,
    """
    CREATE TABLE warc_files (
        name TEXT PRIMARY KEY,
        run_id TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE captures (
        id TEXT PRIMARY KEY,
        url TEXT NOT NULL,
        site TEXT NOT NULL,
        run_id TEXT NOT NULL,
        warc_file TEXT NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        record_type TEXT NOT NULL CHECK (record_type IN ('response', 'revisit', 'metadata')),
        status INTEGER NOT NULL,
        digest TEXT NOT NULL DEFAULT '',
        content_type TEXT NOT NULL DEFAULT '',
        failure TEXT NOT NULL DEFAULT '',
        etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '',
        fetched_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX captures_by_run ON captures(run_id, site)",
    "CREATE INDEX captures_by_url ON captures(url, fetched_at)",
    "CREATE UNIQUE INDEX captures_by_place ON captures(warc_file, offset)",
    """
    CREATE TABLE urls (
        url TEXT PRIMARY KEY,
        site TEXT NOT NULL REFERENCES sites(name),
        role TEXT NOT NULL
            CHECK (role IN ('article', 'listing', 'feed', 'sitemap', 'robots', 'asset')),
        section TEXT NOT NULL DEFAULT '',
        found_at TEXT NOT NULL,
        found_in TEXT REFERENCES captures(id),
        owed TEXT CHECK (owed IN ('new', 'section', 'paging', 'revisit', 'retry')),
        not_before TEXT NOT NULL DEFAULT '',
        outcome TEXT NOT NULL DEFAULT 'pending',
        reason TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL DEFAULT '',
        visited_at TEXT,
        capture_id TEXT REFERENCES captures(id),
        urgency INTEGER GENERATED ALWAYS AS (
            CASE owed
                WHEN 'section' THEN CASE role WHEN 'sitemap' THEN 0 WHEN 'feed' THEN 1 ELSE 2 END
                WHEN 'paging' THEN 3
                WHEN 'new' THEN CASE role WHEN 'article' THEN 4 ELSE 2 END
                WHEN 'retry' THEN 5
                WHEN 'revisit' THEN 6
            END
        ) VIRTUAL
    ) STRICT
    """,
    "CREATE INDEX urls_owed ON urls(site, urgency, not_before, found_at) WHERE owed IS NOT NULL",
    "CREATE INDEX urls_waiting ON urls(site, not_before) WHERE owed IS NOT NULL",
    "CREATE INDEX urls_by_finder ON urls(found_in)",
    "CREATE INDEX urls_by_outcome ON urls(site, outcome)",
    """
    CREATE TABLE visits (
        capture_id TEXT PRIMARY KEY REFERENCES captures(id),
        run_id TEXT NOT NULL,
        site TEXT NOT NULL,
        url TEXT NOT NULL REFERENCES urls(url),
        role TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        announced INTEGER,
        new INTEGER NOT NULL DEFAULT 0,
        visited_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX visits_by_run ON visits(run_id, site)",
    "CREATE INDEX visits_by_url ON visits(url)",
    """
    CREATE TABLE witnesses (
        url TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        published_at TEXT NOT NULL DEFAULT '',
        precision TEXT NOT NULL DEFAULT 'none',
        capture_id TEXT NOT NULL REFERENCES captures(id),
        PRIMARY KEY (url, kind)
    ) STRICT
    """,
    "CREATE INDEX witnesses_by_capture ON witnesses(capture_id)",
    """
    CREATE TABLE articles (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL UNIQUE,
        site TEXT NOT NULL REFERENCES sites(name),
        title TEXT NOT NULL,
        lead TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL DEFAULT '',
        authors TEXT NOT NULL DEFAULT '[]',
        source TEXT,
        section TEXT,
        published_at TEXT,
        published_precision TEXT NOT NULL DEFAULT 'none'
            CHECK (published_precision IN ('minute', 'day', 'month', 'none')),
        published_reason TEXT NOT NULL DEFAULT '',
        published_day TEXT GENERATED ALWAYS AS (
            CASE WHEN published_precision IN ('minute', 'day')
                 THEN substr(published_at, 1, 10) END
        ) STORED,
        modified_at TEXT,
        verdict TEXT NOT NULL CHECK (verdict IN ('relevant', 'mention', 'irrelevant')),
        score REAL NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        evidence TEXT NOT NULL DEFAULT '[]',
        documents TEXT NOT NULL DEFAULT '[]',
        body_state TEXT NOT NULL DEFAULT 'ok',
        digest TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        gone_at TEXT,
        capture_id TEXT NOT NULL REFERENCES captures(id),
        cluster_id TEXT NOT NULL DEFAULT '',
        reader_version TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX articles_by_day ON articles(published_day)",
    "CREATE INDEX articles_by_site ON articles(site, published_at)",
    "CREATE INDEX articles_by_cluster ON articles(cluster_id)",
    "CREATE INDEX articles_by_digest ON articles(site, digest)",
    """
    CREATE TABLE revisions (
        article_id TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        capture_id TEXT NOT NULL REFERENCES captures(id),
        captured_at TEXT NOT NULL,
        title TEXT NOT NULL,
        lead TEXT NOT NULL,
        body TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (article_id, capture_id)
    ) STRICT
    """,
    """
    CREATE TABLE documents (
        key TEXT PRIMARY KEY,
        number TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        issued_on TEXT NOT NULL,
        issuer TEXT NOT NULL,
        term TEXT NOT NULL,
        role TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE mentions (
        article_id TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        document TEXT NOT NULL REFERENCES documents(key),
        field TEXT NOT NULL CHECK (field IN ('title', 'lead', 'body')),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (article_id, field, start, document)
    ) STRICT
    """,
    "CREATE INDEX mentions_by_document ON mentions(document)",
    """
    CREATE TABLE url_aliases (
        alias TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        old_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('moved', 'duplicate', 'canonical')),
        capture_id TEXT NOT NULL REFERENCES captures(id)
    ) STRICT
    """,
    "CREATE INDEX url_aliases_by_article ON url_aliases(article_id)",
    """
    CREATE TABLE images (
        article_id TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL,
        url TEXT NOT NULL,
        caption TEXT NOT NULL,
        credit TEXT NOT NULL,
        PRIMARY KEY (article_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE attachments (
        article_id TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL,
        url TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (article_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE places (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        province_before TEXT NOT NULL,
        province_after TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE article_places (
        article_id TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        place TEXT NOT NULL REFERENCES places(id),
        role TEXT NOT NULL CHECK (role IN ('publisher', 'subject')),
        evidence TEXT NOT NULL,
        PRIMARY KEY (article_id, place, role)
    ) STRICT
    """,
    """
    CREATE TABLE signatures (
        article_id TEXT PRIMARY KEY REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        signature TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE bands (
        band INTEGER NOT NULL,
        article_id TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (band, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX bands_by_article ON bands(article_id)",
    """
    CREATE TABLE similarities (
        a TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        b TEXT NOT NULL REFERENCES articles(id)
            ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        similarity REAL NOT NULL,
        PRIMARY KEY (a, b)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX similarities_by_b ON similarities(b)",
    """
    CREATE TABLE clusters (
        id TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        first_article TEXT NOT NULL,
        first_published_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE gaps (
        id TEXT PRIMARY KEY,
        site TEXT NOT NULL REFERENCES sites(name),
        section TEXT NOT NULL DEFAULT '',
        cause TEXT NOT NULL,
        detail TEXT NOT NULL,
        window_from TEXT NOT NULL DEFAULT '',
        window_to TEXT NOT NULL DEFAULT '',
        opened_run TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
        closed_at TEXT,
        closed_by TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE decisions (
        id TEXT PRIMARY KEY,
        made_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE articles_fts USING fts5(
        title, lead, body,
        content='articles', content_rowid='n',
        tokenize='unicode61 remove_diacritics 2'
    )
    """,
    f"""
    CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts(rowid, title, lead, body) VALUES (
            new.n, {FOLDED.format("new.title")}, {FOLDED.format("new.lead")},
            {FOLDED.format("new.body")});
    END
    """,
    f"""
    CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts(articles_fts, rowid, title, lead, body) VALUES (
            'delete', old.n, {FOLDED.format("old.title")}, {FOLDED.format("old.lead")},
            {FOLDED.format("old.body")});
    END
    """,
    f"""
    CREATE TRIGGER articles_fts_update AFTER UPDATE OF n, title, lead, body ON articles BEGIN
        INSERT INTO articles_fts(articles_fts, rowid, title, lead, body) VALUES (
            'delete', old.n, {FOLDED.format("old.title")}, {FOLDED.format("old.lead")},
            {FOLDED.format("old.body")});
        INSERT INTO articles_fts(rowid, title, lead, body) VALUES (
            new.n, {FOLDED.format("new.title")}, {FOLDED.format("new.lead")},
            {FOLDED.format("new.body")});
    END
    """,
)

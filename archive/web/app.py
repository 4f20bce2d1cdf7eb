"""Datasette made ours: its instance with our pages, words, style and limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from archive.web import plugin
from archive.web.answering import DATABASE, PLUGIN
from archive.web.asked import Lang
from archive.web.compiled import COMPILED
from archive.web.database import TURNS, Tables
from archive.writer import DATABASE as FILE

SQL_LIMIT = 3000
"""Milliseconds a reader's own SQL may take."""
ROW_LIMIT = 2000
THREADS = TURNS + 2
"""Each keeps its own answers (:mod:`archive.web.memory`), so that many threads count often."""

HIDDEN = (
    *("_sqlite_migrations", "bands", "signatures", "decisions", "tombstone_urls", "departed"),
    *("changed", "articles_replaced", "urls_replaced"),
)
"""Tables that answer no question of a reader's; they open by their address."""
_ABOUT_TABLES: dict[str, dict[str, Any]] = {table: {"hidden": True} for table in HIDDEN} | {
    "articles": {
        "sort_desc": "published_at",
        "facets": ["site"],
        "label_column": "title",
        "fts_table": "articles_fts",
        "fts_pk": "n",
    }
}


@dataclass(frozen=True, slots=True)
class Options:
    """How the web is served. ``hosts`` are names besides this machine's that a private archive
    answers to; ``url`` is the origin by which others see it ("https://lamtheo.example"), "" for
    the one each reader typed.
    ``words`` are, by language, the words of causes of gaps and of reasons for dates."""

    lang: Lang = "vi"
    public: bool = False
    replay_url: str = ""
    contact: str = ""
    url: str = ""
    hosts: Sequence[str] = ()
    words: Mapping[str, Mapping[str, str]] | None = None


def build(folder: Path, options: Options) -> Datasette:
    """The web of the archive in ``folder``, to be served or asked through its ``client``.

    The database is given by path, never as immutable: such a view of one that is being written
    counted backwards and gave a 500. As a mutable one Datasette opens it with mode=ro.
    """
    _register()
    config = {
        "lang": options.lang,
        "public": options.public,
        "replay_url": options.replay_url,
        "contact": options.contact,
        "url": options.url,
        "hosts": list(options.hosts),
        "words": options.words or {},
    }
    web = Datasette(
        [str(folder / FILE)],
        metadata={"databases": {DATABASE: {"tables": _ABOUT_TABLES}}, "plugins": {PLUGIN: config}},
        template_dir=str(plugin.TEMPLATES),
        static_mounts=[("static", str(plugin.STATIC))],
        settings={
            "allow_download": False,
            "default_allow_sql": not options.public,
            "sql_time_limit_ms": SQL_LIMIT,
            "max_returned_rows": ROW_LIMIT,
            "num_sql_threads": THREADS,
            "allow_csv_stream": not options.public,
            "truncate_cells_html": 400,
            # Each suggestion tries a column of every row: a second and more at 200,000.
            "suggest_facets": False,
        },
    )
    web.jinja_env.bytecode_cache = COMPILED
    web.remove_database(DATABASE)
    web.add_database(Tables(web, path=str(folder / FILE)), name=DATABASE)
    return web


def _register() -> None:
    if not pm.is_registered(plugin):
        # Datasette's own handler prints every 404 with its local variables to the terminal.
        pm.unregister(name="datasette.handle_exception")
        pm.register(plugin, name=PLUGIN)


assert Path(FILE).stem == DATABASE

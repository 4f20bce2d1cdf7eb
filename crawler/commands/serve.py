"""``lamtheo serve``: the archive in a browser, read only, on loopback (:mod:`archive.web`)."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from archive.writer import DATABASE
from crawler.commands.app import Context, State, app, state
from crawler.commands.errors import Failure
from crawler.commands.say import WORDS, Say

HOST = "127.0.0.1"
Lang = Literal["vi", "en"]
TABLES = (
    "articles",
    "revisions",
    "mentions",
    "documents",
    "clusters",
    "captures",
    "visits",
    "urls",
    "url_aliases",
    "sites",
    "runs",
    "site_runs",
    "gaps",
    "images",
    "attachments",
    "places",
    "article_places",
    "decisions",
    "tombstones",
)
HIDDEN = ("_sqlite_migrations", "bands", "signatures", "decisions", "tombstone_urls")
"""Tables that answer no question of a reader's; they open by their address."""


@app.command(help="help.serve")
def serve(
    context: Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="help.serve.port")] = 8001,
    public: Annotated[bool, typer.Option("--public", help="help.serve.public")] = False,
    no_replay: Annotated[bool, typer.Option("--no-replay", help="help.serve.replay")] = False,
) -> None:
    import uvicorn

    from archive.web.app import Options, build
    from archive.web.replay_server import running

    here = state(context)
    with here.archive():
        folder = here.folder
    _bring_up_to_date(folder)
    lang: Lang = "en" if here.say.lang == "en" else "vi"
    with ExitStack() as stack:
        # The public view lies behind a proxy, whose readers cannot reach this machine's loopback.
        off = public or no_replay
        replay = "" if off else stack.enter_context(running(folder, lang=lang))
        options = Options(
            lang=lang,
            public=public,
            replay_url=replay,
            contact=_contact(here),
            words=words(),
        )
        web = build(folder, options, metadata(here.say))
        port = _free(port)
        key = "serve.running_public" if public else "serve.running"
        here.say.note(here.say(key, url=f"http://{HOST}:{port}/"), style="")
        if replay:
            here.say.note(here.say("serve.replay", url=replay))
        uvicorn.run(web.app(), host=HOST, port=port, access_log=False, lifespan="on")


def _free(port: int) -> int:
    """The port itself when nobody has it, any free one for 0.

    :raises Failure: another program has it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Failure("error.port", port=port, error=error.strerror) from error
        return port or int(probe.getsockname()[1])


def metadata(say: Say) -> dict[str, Any]:
    """Titles and descriptions for Datasette, in the language of the screens."""
    tables: dict[str, Any] = {table: {"description": say(f"table.{table}")} for table in TABLES}
    for table in HIDDEN:
        tables[table] = tables.get(table, {}) | {"hidden": True}
    tables["articles"] |= {
        "sort_desc": "published_day",  # has an index; the moment has none
        "facets": ["site"],
        "label_column": "title",
        "fts_table": "articles_fts",
        "fts_pk": "n",
        "columns": {
            name: say(f"column.about.{name}")
            for name in ("published_at", "published_day", "verdict", "capture_id", "cluster_id")
        },
    }
    return {
        "title": say("serve.title"),
        "description": say("serve.description"),
        "databases": {"archive": {"description": say("serve.database"), "tables": tables}},
    }


def words() -> dict[str, Mapping[str, str]]:
    """The words of causes and of reasons, which the web shows and the archive does not know."""
    return {
        lang: {k: v for k, v in known.items() if k.startswith(("cause.", "reason."))}
        for lang, known in WORDS.items()
    }


def _contact(here: State) -> str:
    """Whom a reader may write to; an archive can be read without a configuration."""
    from crawler.config import ConfigError

    try:
        contact = here.config().contact
    except ConfigError:
        return ""
    return contact if "@" in contact and ":" not in contact else ""


def _bring_up_to_date(folder: Path) -> None:
    """Give an archive of an older release the tables and indexes of this one, once.

    :raises archive.lock.ArchiveHeld: it needs that, and another run holds it.
    """
    from sqlite_utils import Database

    from archive.lock import hold
    from archive.migrations import migrate, migrations
    from archive.writer import connect, connect_readonly

    reading = connect_readonly(folder)
    try:
        behind = bool(migrations.pending(Database(reading)))
    finally:
        reading.close()
    if not behind:
        return
    with hold(folder, "decide"):
        writing = connect(folder / DATABASE)
        try:
            migrate(Database(writing))
        finally:
            writing.close()

"""``lamtheo serve``: the archive in a browser through stock Datasette, read only, on loopback."""

from __future__ import annotations

import json
import socket
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from archive.writer import DATABASE
from crawler.commands.app import Context, app, state
from crawler.commands.errors import Failure
from crawler.commands.say import Say

HOST = "127.0.0.1"
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
)


@app.command(help="help.serve")
def serve(
    context: Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="help.serve.port")] = 8001,
) -> None:
    here = state(context)
    with here.archive():
        database = here.folder / DATABASE
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Failure("error.port", port=port, error=error.strerror) from error
        port = port or probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="lamtheo-") as folder:
        described = Path(folder) / "metadata.json"
        described.write_text(json.dumps(metadata(here.say), ensure_ascii=False), encoding="utf-8")
        here.say.note(say_where(here.say, port), style="")
        _datasette(database, port, described)


def metadata(say: Say) -> dict[str, Any]:
    """Titles and descriptions for Datasette, in the language of the screens."""
    tables: dict[str, Any] = {
        table: {"description": say(f"table.{table}")}
        | ({"hidden": True} if table == "decisions" else {})
        for table in TABLES
    }
    tables["articles"] |= {
        "sort_desc": "published_at",
        "facets": ["site", "verdict", "published_precision"],
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


def say_where(say: Say, port: int) -> str:
    return say("serve.running", url=f"http://{HOST}:{port}/")


def _datasette(database: Path, port: int, described: Path) -> None:
    from datasette.cli import cli

    # Given by path, never with -i: an immutable view of a database being written counted
    # backwards and gave a 500; as a mutable one Datasette opens it with mode=ro.
    cli.main(
        [
            "serve",
            str(database),
            *("--host", HOST, "--port", str(port), "--metadata", str(described)),
            *("--setting", "allow_download", "off", "--setting", "default_allow_sql", "on"),
        ],
        standalone_mode=False,
    )

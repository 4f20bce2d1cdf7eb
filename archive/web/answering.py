"""From a request to a page: one snapshot of the database, a time limit, and the language."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from datasette import Response
from datasette.utils import sqlite_timelimit

from archive.web import tables
from archive.web.asked import Answer, Asked, Lang, NoSuchPage, View

DATABASE = "archive"
PLUGIN = "lamtheo"
LIMIT = 10_000
"""Milliseconds a page's questions may take together; the slowest takes some hundred at
200,000 articles."""

LANG_COOKIE = "lamtheo_lang"
_YEAR = 365 * 24 * 3600

Handler = Callable[..., Awaitable[Any]]


def handler(view: View) -> Handler:
    """A page's function as Datasette calls it."""

    async def handle(datasette: Any, request: Any) -> Any:
        asked = asked_of(datasette, request)
        try:
            answer = await datasette.get_database(DATABASE).execute_fn(
                lambda db: _within(db, view, asked)
            )
        except NoSuchPage:
            answer = Answer("not_found.html", status=404)
        except sqlite3.OperationalError as error:
            if str(error) != "interrupted":
                raise
            answer = Answer("too_slow.html", status=503)
        return await respond(datasette, request, asked, answer)

    return handle


def _within(db: sqlite3.Connection, view: View, asked: Asked) -> Answer:
    """All of a page's questions see one moment, whatever the crawl writes meanwhile."""
    with sqlite_timelimit(db, LIMIT):
        db.execute("BEGIN")
        try:
            return view(db, asked)
        finally:
            db.execute("ROLLBACK")


async def respond(datasette: Any, request: Any, asked: Asked, answer: Answer) -> Any:
    """An answer as a response: HTML, or its rows in the format asked for."""
    if answer.goto:
        return Response("", status=301, headers={"location": answer.goto})
    if asked.format and answer.rows is None:
        answer = Answer("not_found.html", status=404)
    elif asked.format == "csv":
        name = asked.path.strip("/").replace("/", "-") or PLUGIN
        return Response(
            tables.as_csv(answer.rows or ()),
            headers={"content-disposition": f'attachment; filename="{name}.csv"'},
            content_type="text/csv; charset=utf-8",
        )
    elif asked.format == "json":
        url = asked.origin + asked.link(path=f"{asked.path}.json")
        body = tables.as_json(answer.rows or (), more=answer.more, url=url)
        return Response(body, content_type="application/json; charset=utf-8")
    context = {"title": answer.title, "listed": answer.rows is not None, **answer.context}
    page = await datasette.render_template(answer.template, context, request=request)
    response = Response.html(page, status=answer.status)
    if asked.get("lang") == asked.lang:
        response.set_cookie(
            LANG_COOKIE, asked.lang, max_age=_YEAR, path="/", httponly=True, samesite="lax"
        )
    return response


def asked_of(datasette: Any, request: Any) -> Asked:
    """A request as the pages know it."""
    config = datasette.plugin_config(PLUGIN) or {}
    parts = {key: value or "" for key, value in request.url_vars.items()}
    format_ = parts.pop("format", "")
    path = request.path.partition("?")[0]
    url = urlsplit(request.url)
    return Asked(
        path=path.removesuffix(f".{format_}") if format_ else path,
        args=tuple((key, value) for key in request.args for value in request.args.getlist(key)),
        parts=parts,
        format=format_,
        lang=language(datasette, request),
        origin=config.get("url") or f"{url.scheme}://{url.netloc}",
        public=bool(config.get("public")),
        replay=config.get("replay_url") or "",
        contact=config.get("contact") or "",
    )


def language(datasette: Any, request: Any) -> Lang:
    """What was chosen: in this address, else before, else the archive's own language."""
    config = datasette.plugin_config(PLUGIN) or {}
    # Datasette takes "lang" for a column, and arguments that begin with "_" for its own.
    chosen = request.args.get("lang") or request.args.get("_lang")
    choices = (chosen, request.cookies.get(LANG_COOKIE), config.get("lang"))
    return next((lang for lang in choices if lang in ("vi", "en")), "vi")

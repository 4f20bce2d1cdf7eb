"""From a request to a page: one snapshot of the database, a time limit, and the language."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

from datasette import Response
from datasette.utils import sqlite_timelimit

from archive.export.columns import CELLS
from archive.export.origin import origin
from archive.query import LONGEST, parse
from archive.web import tables
from archive.web.asked import Answer, Asked, Lang, NoSuchPage, View

DATABASE = "archive"
PLUGIN = "lamtheo"
LIMIT = 10_000
"""Milliseconds a page's questions may take together; the slowest takes some hundred at
200,000 articles."""
PUBLIC_LIMIT = 3000
"""The same where anybody may ask."""
ARGUMENTS = 24
"""Of a page's address; a search narrowed by all there is has half as many."""
_ROOM = LONGEST + 100
"""Characters of one that are kept, since every link of the page repeats them: enough to see that a
query was too long."""

META = "meta.json"
"""The ending of what goes with a CSV file, which has no place to say where it is from."""

LANG_COOKIE = "lamtheo_lang"
_YEAR = 365 * 24 * 3600

Handler = Callable[..., Awaitable[Any]]
_T = TypeVar("_T")


def handler(view: View) -> Handler:
    """A page's function as Datasette calls it."""

    async def handle(datasette: Any, request: Any) -> Any:
        asked = asked_of(datasette, request)
        try:
            answer = await ask(
                datasette, asked, lambda db: _answered(db, view, asked), slow=_slow(asked)
            )
        except NoSuchPage:
            answer = Answer("not_found.html", status=404)
        except sqlite3.OperationalError as error:
            if not ran_out(error):
                raise
            answer = Answer("too_slow.html", status=503)
        return await respond(datasette, request, asked, answer)

    return handle


def ran_out(error: sqlite3.OperationalError) -> bool:
    """Whether a question was stopped by its time limit."""
    return str(error) == "interrupted"


async def ask(
    datasette: Any, asked: Asked, question: Callable[[sqlite3.Connection], _T], *, slow: bool
) -> _T:
    """Questions of one moment of the archive, whatever the crawl writes meanwhile, within the time
    that they may take; ``slow`` ones wait their turn.

    :raises sqlite3.OperationalError: they took longer (:func:`ran_out`).
    """

    def within(db: sqlite3.Connection) -> _T:
        with sqlite_timelimit(db, min(LIMIT, PUBLIC_LIMIT) if asked.public else LIMIT):
            db.execute("BEGIN")
            try:
                return question(db)
            finally:
                db.execute("ROLLBACK")

    database = datasette.get_database(DATABASE)
    found: _T = await (database.in_turn if slow else database.execute_fn)(within)
    return found


def _slow(asked: Asked) -> bool:
    """Whether a page may take a second and more at 200,000 articles: a search that gathers words,
    or one of a thousand rows."""
    text = asked.get("q")
    return bool(text) and (bool(asked.format) or parse(text).gathers)


def _answered(db: sqlite3.Connection, view: View, asked: Asked) -> Answer:
    answer = view(db, asked)
    return replace(answer, origin=_origin(db, asked)) if asked.format else answer


def _origin(db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    said = origin(db, now, public=asked.public).document()
    # What was asked is in the address, in the page's own words.
    return {key: value for key, value in said.items() if key not in ("query", "filters")}


async def respond(datasette: Any, request: Any, asked: Asked, answer: Answer) -> Any:
    """An answer as a response: HTML, or its rows in the format asked for."""
    if answer.goto:
        status = 302 if answer.passing else 301
        return Response("", status=status, headers={"location": answer.goto})
    if asked.format and answer.rows is None:
        # Gone and too slow say so to a program too; a page that is no list is none as a file.
        status = answer.status if answer.status >= 400 else 404
        said = {"ok": False, "status": status, "error": HTTPStatus(status).phrase}
        return Response.json(said | dict(answer.told), status=status)
    url = asked.origin + asked.link(path=f"{asked.path}.{asked.format}")
    if asked.format == "csv":
        beside = asked.link(path=f"{asked.path}.{META}")
        name = asked.path.strip("/").replace("/", "-") or PLUGIN
        return Response(
            tables.as_csv(answer.rows or (), asked.path),
            headers={
                "content-disposition": f'attachment; filename="{name}.csv"',
                "link": f'<{beside}>; rel="describedby"; type="application/json"',
            },
            content_type="text/csv; charset=utf-8",
        )
    if asked.format:
        told: dict[str, object] = {"url": url, "more": answer.more, "origin": dict(answer.origin)}
        if asked.format == META:
            told["cells"] = CELLS
        body = tables.as_json(told, answer.rows or () if asked.format == "json" else None)
        return Response(body, content_type="application/json; charset=utf-8")
    context = {"title": answer.title, "listed": answer.rows is not None, **answer.context}
    page = await datasette.render_template(answer.template, context, request=request)
    response = Response.html(page, status=answer.status)
    if asked.get("lang") == asked.lang:
        remember(response, asked.lang)
    return response


def remember(response: Any, lang: str | None) -> None:
    """Let the reader's next pages be in the language chosen, if it is one of ours."""
    if lang in ("vi", "en"):
        response.set_cookie(
            LANG_COOKIE, lang, max_age=_YEAR, path="/", httponly=True, samesite="lax"
        )


def asked_of(datasette: Any, request: Any) -> Asked:
    """A request as the pages know it."""
    config = datasette.plugin_config(PLUGIN) or {}
    parts = {key: value or "" for key, value in request.url_vars.items()}
    format_ = parts.pop("format", "")
    path = request.path.partition("?")[0]
    url = urlsplit(request.url)
    return Asked(
        path=path.removesuffix(f".{format_}") if format_ else path,
        args=_args(request),
        parts=parts,
        format=format_,
        lang=language(datasette, request),
        origin=f"{url.scheme}://{url.netloc}",
        public=bool(config.get("public")),
        replay=config.get("replay_url") or "",
        contact=config.get("contact") or "",
    )


def _args(request: Any) -> tuple[tuple[str, str], ...]:
    """The query string, as much as a page can use."""
    given = request.args  # parsed anew each time it is asked for: 3,000 arguments took 24 s
    pairs = ((key, value[:_ROOM]) for key in given for value in given.getlist(key))
    return tuple(islice(pairs, ARGUMENTS))


def language(datasette: Any, request: Any) -> Lang:
    """What was chosen: in this address, else before, else the archive's own language."""
    config = datasette.plugin_config(PLUGIN) or {}
    # Datasette takes "lang" for a column, and arguments that begin with "_" for its own.
    chosen = request.args.get("lang") or request.args.get("_lang")
    choices = (chosen, request.cookies.get(LANG_COOKIE), config.get("lang"))
    return next((lang for lang in choices if lang in ("vi", "en")), "vi")

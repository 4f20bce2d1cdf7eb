"""The hooks by which Datasette finds our pages, words, headers and canned queries."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from datasette.views.base import DatasetteError

from archive.questions import Question, questions
from archive.web import database as own
from archive.web import memory, safety
from archive.web.answering import DATABASE, PLUGIN, asked_of, language
from archive.web.asked import Asked, Lang
from archive.web.columns import Columns
from archive.web.routes import routes
from archive.web.show import Show
from archive.web.words import word

log = logging.getLogger(__name__)

STATIC = Path(__file__).with_name("static")
TEMPLATES = Path(__file__).with_name("templates")

_ASKED_WRONG = (DatasetteError, sqlite3.Error, ValueError)
"""What Datasette's own pages raise when an address names a column or a facet there is not."""

_OPEN_TO_ALL = ("view-instance", "view-database", "view-query")


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return routes()


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(scope: Any) -> bool:
    """OAI-PMH is asked by POST as well as GET, and changes nothing."""
    return bool(scope["path"] == "/oai")


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    if database == DATABASE:
        memory.know(conn)
        own.bound(conn)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Any:
    config = datasette.plugin_config(PLUGIN) or {}
    return lambda app: safety.guarded(app, config)


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    return words_for(datasette, request)


@hookimpl  # type: ignore[untyped-decorator]
def canned_queries(database: str) -> dict[str, Any]:
    if database != DATABASE:
        return {}
    return {question.name: {"sql": question.sql} for question in questions()}


@hookimpl  # type: ignore[untyped-decorator]
def permission_allowed(datasette: Any, action: str) -> bool | None:
    """In public, the ten questions and nothing else of the raw tables: they hold full texts."""
    if not (datasette.plugin_config(PLUGIN) or {}).get("public"):
        return None
    return None if action in _OPEN_TO_ALL else False


@hookimpl  # type: ignore[untyped-decorator]
def forbidden(datasette: Any, request: Any) -> Any:
    return _error_page(datasette, request, 403, "")


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: BaseException) -> Any:
    """What went wrong, in the reader's language; only a bug goes to the log, and no page
    shows more of it than that there is one."""
    status = getattr(exception, "status", 500)
    raw = request.path.startswith(f"/{DATABASE}")
    if status == 500 and raw and isinstance(exception, _ASKED_WRONG):
        status = 400
    if isinstance(exception, (OSError, ValueError)) and request.path.startswith("/static/"):
        status = 404  # a name too long for a file, or none at all
    said = str(getattr(exception, "message", "") or exception)
    if status == 500:
        log.error("%s", request.path, exc_info=exception)
        said = type(exception).__name__
    if request.path.partition("?")[0].endswith((".json", ".csv")):
        told = {"ok": False, "error": said, "status": status}
        return Response.json(told, status=status)
    return _error_page(datasette, request, status, "" if status == 404 else said)


async def _error_page(datasette: Any, request: Any, status: int, said: str) -> Any:
    template = "not_found.html" if status == 404 else "error.html"
    context = {"status": status, "error": said, "ok": False}
    page = await datasette.render_template(template, context, request=request)
    return Response.html(page, status=status)


def words_for(datasette: Any, request: Any) -> dict[str, Any]:
    """What every template knows: ``t`` for words, ``f`` for numbers and days, ``c`` for tables and
    columns, ``asked``."""
    config = datasette.plugin_config(PLUGIN) or {}
    lang = language(datasette, request) if request else "vi"
    asked = asked_of(datasette, request) if request else Asked("/")

    def told(key: str, /, **values: object) -> str:
        said = word(key, lang, one=str(values.get("n")) == "1")
        return said.format(**values) if values else said

    show = Show(lang, config.get("words", {}).get(lang, {}))
    return {
        "t": told,
        "f": show,
        "c": Columns(show),
        "lang": lang,
        "other": "vi" if lang == "en" else "en",
        "asked": asked,
        "public": asked.public,
        "style_version": style_version(),
        "questions": {question.name: _in(lang, question) for question in questions()},
    }


def _in(lang: Lang, question: Question) -> dict[str, str]:
    english = lang == "en"
    return {
        "title": question.title_en if english else question.title_vi,
        "about": question.about_en if english else question.about_vi,
    }


@cache
def style_version() -> str:
    """Changes when the style or the script does, so that no browser keeps an old one."""
    files = (STATIC / "lamtheo.css", STATIC / "lamtheo.js")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]

"""What is taken away from the web: citations, whole lists as files, a feed, OAI-PMH."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from array import array
from collections.abc import Awaitable, Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response

from archive import tombstones
from archive.days import iso
from archive.export import atom, oai
from archive.export.columns import CELLS
from archive.export.formats import STREAMS, Format
from archive.export.origin import Origin, origin
from archive.export.records import Access, Record, at_revision, one, read
from archive.reader import UnknownArticle, Withheld, find
from archive.search import Filters, latest, numbers
from archive.web import tables
from archive.web.answering import DATABASE, META, ask, asked_of, ran_out
from archive.web.asked import Asked
from archive.web.citing import offer
from archive.web.facets import Places
from archive.web.results import VERDICTS, YEAR, chosen_of, narrowed, scheme_of
from archive.web.words import word

ENDINGS = {found.ending: found for found in STREAMS.values()}
CITATIONS = {"ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}
PIECE = 1 << 16
"""Bytes sent at a time: a download of any length is never in memory as a whole."""

FORM = 1 << 16
"""Bytes of a form; the longest request of OAI-PMH has some hundred."""

View = Callable[[Any, Any], Awaitable[Any]]

_NUMBER = re.compile("[1-9][0-9]{0,8}")

LATER = 120
"""Seconds after which one who was refused for want of time may ask again: OAI-PMH's harvesters
wait as long as they are told."""


def in_time(view: View) -> View:
    """A view that answers 503, and when to come again, where its questions take too long."""

    @wraps(view)
    async def answered(datasette: Any, request: Any) -> Any:
        try:
            return await view(datasette, request)
        except sqlite3.OperationalError as error:
            if not ran_out(error):
                raise
            return Response(
                HTTPStatus.SERVICE_UNAVAILABLE.phrase,
                status=503,
                headers={"retry-after": str(LATER)},
                content_type="text/plain; charset=utf-8",
            )

    return answered


def readable(view: View) -> View:
    """A view that answers 400 where a filter of its address cannot be read: a file handed out
    would be of the whole archive, and nothing in it would say so."""

    @wraps(view)
    async def answered(datasette: Any, request: Any) -> Any:
        asked = asked_of(datasette, request)
        for name, reads in _READ.items():
            if (given := asked.get(name)) and not reads(given):
                said = word("take.unread", asked.lang).format(name=name, given=given)
                return Response.text(said, status=400)
        return await view(datasette, request)

    return answered


_READ: dict[str, Callable[[str], object]] = {
    "from": iso,
    "to": iso,
    "year": YEAR.fullmatch,
    "verdict": VERDICTS.__contains__,
}
"""The filters of an address that can be none, and whether one is."""


for _ending, _name in CITATIONS.items():
    offer(_ending, _name)


@in_time
async def citation(datasette: Any, request: Any) -> Any:
    """One article in a format for reference managers, under any name that it goes by, as it is
    or as one of its revisions was (``?revision=1``)."""
    asked = asked_of(datasette, request)
    form = ENDINGS[asked.parts["ending"]]
    revision = asked.get("revision")

    def cited(db: sqlite3.Connection) -> bytes | int:
        if tombstones.of_article(db, asked.parts["id"]):
            return 410
        try:
            record = one(db, find(db, asked.parts["id"]), access_of(asked))
        except Withheld:
            return 410
        except UnknownArticle:
            return 404
        if record is not None and revision:
            number = int(revision) if _NUMBER.fullmatch(revision) else 0
            record = at_revision(db, record, number) if number else None
        if record is None:
            return 404
        told = _origin(db, asked, f"id:{record.id}", Filters(verdicts=()))
        return b"".join(form.write([record], told))

    body = await ask(datasette, asked, cited, slow=False)
    if isinstance(body, int):
        return Response.text(HTTPStatus(body).phrase, status=body)
    name = "-".join(filter(None, ("lamtheo", asked.parts["id"], revision)))
    return _file(body, form.media_type, f"{name}.{form.ending}")


@in_time
@readable
async def results(datasette: Any, request: Any) -> Any:
    """All that a search finds, streamed: the results page's own address with another ending."""
    asked = asked_of(datasette, request)
    form = ENDINGS[asked.parts["ending"]]

    def chosen(db: sqlite3.Connection) -> tuple[array[int], Origin]:
        query, filters = search_of(db, asked)
        found = numbers(db, query, filters) if filters else ()
        return array("q", found), _searched(db, asked)

    found, told = await ask(datasette, asked, chosen, slow=bool(asked.get("q")))
    path = datasette.get_database(DATABASE).path
    name = f"lamtheo-{told.exported_at[:10]}.{form.ending}"
    chunks = _written(path, form, found, access_of(asked), told)
    beside = asked.link(path=f"/tim.{META}") if form.name == "csv" else ""
    return Download(chunks, form.media_type, name, request.receive, beside)


@in_time
@readable
async def described(datasette: Any, request: Any) -> Any:
    """Where the CSV file of a search is from, and what it was asked."""
    asked = asked_of(datasette, request)
    told = await ask(datasette, asked, lambda db: _searched(db, asked), slow=False)
    said = {
        "url": asked.origin + asked.link(),
        "more": False,
        "origin": told.document(),
        "cells": CELLS,
    }
    return Response(tables.as_json(said, None), content_type="application/json; charset=utf-8")


@in_time
@readable
async def feed(datasette: Any, request: Any) -> Any:
    """What the archive took in last, of all or of what a search finds."""
    asked = asked_of(datasette, request)

    def newest(db: sqlite3.Connection) -> bytes:
        query, filters = search_of(db, asked)
        found = latest(db, query, filters, atom.ENTRIES) if filters else []
        records = list(read(db, found, access_of(asked)))
        told = _searched(db, asked)
        address, page = (asked.origin + asked.link(path=path) for path in ("/feed.atom", "/tim"))
        return b"".join(atom.feed(records, told, _changed(db, records), address=address, page=page))

    body = await ask(datasette, asked, newest, slow=bool(asked.get("q")))
    # No Last-Modified: what is withheld leaves a feed without anything newer in it.
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    media_type = "application/atom+xml; charset=utf-8"
    if _has(request.headers.get("if-none-match", ""), etag):
        return Response("", status=304, headers={"etag": etag}, content_type=media_type)
    return Response(body, headers={"etag": etag}, content_type=media_type)


@in_time
async def harvest(datasette: Any, request: Any) -> Any:
    """OAI-PMH: GET, or POST with the arguments in a form."""
    asked = asked_of(datasette, request)
    args = list(asked.args)
    if request.method == "POST":
        form = await _form(request.receive)
        if form is None:
            return Response.text("Too large", status=413)
        args = parse_qsl(form.decode(errors="replace"), keep_blank_values=True)
    repository = oai.Repository(f"{asked.origin}/oai", asked.contact, access_of(asked))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = await ask(datasette, asked, lambda db: oai.answer(db, args, repository, now), slow=False)
    return Response(body, content_type="text/xml; charset=utf-8")


async def _form(receive: Callable[[], Awaitable[Any]]) -> bytes | None:
    """What was sent, with or without its length told before; None when it is longer than
    :data:`FORM`, of which no more is read."""
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if len(body) > FORM:
            return None
        if not message.get("more_body", False):
            break
    return body


def access_of(asked: Asked) -> Access:
    return Access(asked.public, asked.origin)


def search_of(db: sqlite3.Connection, asked: Asked) -> tuple[str, Filters | None]:
    """The query and filters of a results page's address; None when nothing can match them."""
    places = Places.read(db, scheme_of(asked))
    return asked.get("q"), narrowed(chosen_of(asked), asked, places)


def _searched(db: sqlite3.Connection, asked: Asked) -> Origin:
    """The origin of what a search finds, in the words that it was asked in: where no site is of a
    province, the filters are that province's name."""
    query, filters = search_of(db, asked)
    if filters is None:
        chosen = chosen_of(asked)
        places = Places.read(db, scheme_of(asked))
        filters = narrowed(replace(chosen, province=""), asked, places) or Filters()
        filters = replace(filters, province=chosen.province)
    return _origin(db, asked, query, filters)


def _changed(db: sqlite3.Connection, records: Sequence[Record]) -> dict[str, str]:
    """When what is told of each of a few articles last changed."""
    ids = json.dumps([record.id for record in records])
    sql = "SELECT * FROM changed WHERE article_id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (ids,)).fetchall())


def _has(given: str, etag: str) -> bool:
    """Whether an ``If-None-Match`` names this answer; a proxy that packs it calls it weak."""
    names = {name.strip().removeprefix("W/") for name in given.split(",")}
    return etag in names or names == {"*"}


def _origin(db: sqlite3.Connection, asked: Asked, query: str, filters: Filters) -> Origin:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return origin(db, now, query, filters, public=asked.public)


def _written(
    path: str, form: Format, found: array[int], access: Access, told: Origin
) -> Generator[bytes]:
    # A connection of its own, used by one thread at a time: Datasette's belong to its threads.
    address = f"{Path(path).absolute().as_uri()}?mode=ro"
    db = sqlite3.connect(address, uri=True, check_same_thread=False, timeout=30)
    try:
        yield from form.write(read(db, found, access), told)
    finally:
        db.close()


@dataclass(slots=True)
class Download:
    """A file sent as it is written, as Datasette sends a response; ``receive`` tells when its
    reader has left, ``beside`` where that is told which has no place in it."""

    chunks: Generator[bytes]
    media_type: str
    name: str
    receive: Callable[[], Awaitable[Any]]
    beside: str = ""

    async def asgi_send(self, send: Any) -> None:
        headers = [
            (b"content-type", self.media_type.encode()),
            (b"content-disposition", f'attachment; filename="{self.name}"'.encode()),
        ]
        if self.beside:
            link = f'<{self.beside}>; rel="describedby"; type="application/json"'
            headers.append((b"link", link.encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        # A server takes what is sent to nobody without a word: 200,000 articles of it.
        left = asyncio.ensure_future(self._until_left())
        try:
            while not left.done() and (piece := await asyncio.to_thread(self._piece)):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            left.cancel()
            self.chunks.close()

    async def _until_left(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass

    def _piece(self) -> bytes:
        piece = bytearray()
        for chunk in self.chunks:
            piece += chunk
            if len(piece) >= PIECE:
                break
        return bytes(piece)


def _file(body: bytes, media_type: str, name: str) -> Any:
    disposition = f'attachment; filename="{name}"'
    return Response(body, headers={"content-disposition": disposition}, content_type=media_type)


_CITED = "|".join(ending.replace(".", r"\.") for ending in CITATIONS)
_LISTED = "|".join(ending.replace(".", r"\.") for ending in ENDINGS)

ROUTES: tuple[tuple[str, View], ...] = (
    (rf"^/bai/(?P<id>[^/.]+)\.(?P<ending>{_CITED})$", citation),
    (rf"^/tim\.(?P<ending>{_LISTED})$", results),
    (rf"^/tim\.{re.escape(META)}$", described),
    (r"^/feed\.atom$", feed),
    (r"^/oai/?$", harvest),
)

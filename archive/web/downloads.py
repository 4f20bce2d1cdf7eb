"""What is taken away from the web: citations, whole lists as files, a feed, OAI-PMH."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response
from datasette.utils import sqlite_timelimit

from archive import tombstones
from archive.export import atom, oai
from archive.export.formats import STREAMS, Format
from archive.export.origin import Origin, origin
from archive.export.records import Access, one, read
from archive.reader import UnknownArticle, find
from archive.search import Filters, latest, numbers
from archive.web.answering import DATABASE, LIMIT, asked_of, ran_out
from archive.web.asked import Asked
from archive.web.citing import offer
from archive.web.facets import Places
from archive.web.results import chosen_of, narrowed, scheme_of

ENDINGS = {found.ending: found for found in STREAMS.values()}
CITATIONS = {"ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}
PIECE = 1 << 16
"""Bytes sent at a time: a download of any length is never in memory as a whole."""

FORM = 1 << 16
"""Bytes of a form; the longest request of OAI-PMH has some hundred."""

View = Callable[[Any, Any], Awaitable[Any]]

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


for _ending, _name in CITATIONS.items():
    offer(_ending, _name)


@in_time
async def citation(datasette: Any, request: Any) -> Any:
    """One article in a format for reference managers, under any name that it goes by."""
    asked = asked_of(datasette, request)
    form = ENDINGS[asked.parts["ending"]]

    def cited(db: sqlite3.Connection) -> bytes | int:
        if tombstones.of_article(db, asked.parts["id"]):
            return 410
        try:
            record = one(db, find(db, asked.parts["id"]), access_of(asked))
        except UnknownArticle:
            return 404
        if record is None:
            return 404
        told = _origin(db, asked, f"id:{record.id}", Filters(verdicts=()))
        return b"".join(form.write([record], told))

    body = await _asked(datasette, cited)
    if isinstance(body, int):
        return Response.text(HTTPStatus(body).phrase, status=body)
    return _file(body, form.media_type, f"lamtheo-{asked.parts['id']}.{form.ending}")


@in_time
async def results(datasette: Any, request: Any) -> Any:
    """All that a search finds, streamed: the results page's own address with another ending."""
    asked = asked_of(datasette, request)
    form = ENDINGS[asked.parts["ending"]]

    def chosen(db: sqlite3.Connection) -> tuple[array[int], Origin]:
        query, filters = search_of(db, asked)
        found = numbers(db, query, filters) if filters else ()
        return array("q", found), _origin(db, asked, query, filters)

    found, told = await _asked(datasette, chosen)
    path = datasette.get_database(DATABASE).path
    name = f"lamtheo-{told.exported_at[:10]}.{form.ending}"
    chunks = _written(path, form, found, access_of(asked), told)
    return Download(chunks, form.media_type, name, request.receive)


@in_time
async def feed(datasette: Any, request: Any) -> Any:
    """What the archive took in last, of all or of what a search finds."""
    asked = asked_of(datasette, request)

    def newest(db: sqlite3.Connection) -> bytes:
        query, filters = search_of(db, asked)
        found = latest(db, query, filters, atom.ENTRIES) if filters else []
        records = read(db, found, access_of(asked))
        told = _origin(db, asked, query, filters)
        address, page = (asked.origin + asked.link(path=path) for path in ("/feed.atom", "/tim"))
        return b"".join(atom.feed(records, told, address=address, page=page))

    body = await _asked(datasette, newest)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


@in_time
async def harvest(datasette: Any, request: Any) -> Any:
    """OAI-PMH: GET, or POST with the arguments in a form."""
    asked = asked_of(datasette, request)
    args = list(asked.args)
    if request.method == "POST":
        length = request.headers.get("content-length", "")
        if not (length.isdecimal() and int(length) <= FORM):
            return Response.text("Too large", status=413)
        body = (await request.post_body()).decode(errors="replace")
        args = parse_qsl(body, keep_blank_values=True)
    repository = oai.Repository(f"{asked.origin}/oai", asked.contact, access_of(asked))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = await _asked(datasette, lambda db: oai.answer(db, args, repository, now))
    return Response(body, content_type="text/xml; charset=utf-8")


def access_of(asked: Asked) -> Access:
    return Access(asked.public, asked.origin)


def search_of(db: sqlite3.Connection, asked: Asked) -> tuple[str, Filters | None]:
    """The query and filters of a results page's address; None when nothing can match them."""
    places = Places.read(db, scheme_of(asked))
    return asked.get("q"), narrowed(chosen_of(asked), asked, places)


def _origin(
    db: sqlite3.Connection, asked: Asked, query: str, filters: Filters | None = None
) -> Origin:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return origin(db, now, query, filters, public=asked.public)


async def _asked(datasette: Any, question: Callable[[sqlite3.Connection], Any]) -> Any:
    """One question of one moment of the archive, within the time that a page may take."""

    def within(db: sqlite3.Connection) -> Any:
        with sqlite_timelimit(db, LIMIT):
            db.execute("BEGIN")
            try:
                return question(db)
            finally:
                db.execute("ROLLBACK")

    return await datasette.get_database(DATABASE).execute_fn(within)


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
    reader has left."""

    chunks: Generator[bytes]
    media_type: str
    name: str
    receive: Callable[[], Awaitable[Any]]

    async def asgi_send(self, send: Any) -> None:
        headers = [
            (b"content-type", self.media_type.encode()),
            (b"content-disposition", f'attachment; filename="{self.name}"'.encode()),
        ]
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
    (r"^/feed\.atom$", feed),
    (r"^/oai/?$", harvest),
)

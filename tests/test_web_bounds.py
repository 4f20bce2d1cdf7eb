"""What one request may cost, who may ask it, and that the others go on being answered."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

import pytest

from archive.payload import MAX_PAGE
from archive.query import BEGINNINGS, LONGEST, WORDS, parse
from archive.web import answering, database, safety
from archive.web.answering import DATABASE
from archive.web.app import THREADS, Options
from tests.small_archive import told
from tests.web_archive import Reader, tree

KEPT = {"content-security-policy": safety.POLICY, "x-content-type-options": "nosniff"}


@pytest.fixture(scope="module")
def public(folder: Path) -> Iterator[Reader]:
    opened = Reader(folder, Options(public=True, contact="ai@example.vn"))
    yield opened
    opened.close()


# -- memory ----------------------------------------------------------------------------


def rows(number: int, size: int) -> str:
    made = "with recursive r(n) as (select 1 union all select n + 1 from r limit {})"
    return quote(f"{made.format(number)} select n, randomblob({size}) as b from r")


def test_no_answer_to_sql_fills_the_memory(reader: Reader) -> None:
    few = reader.get(f"/archive.json?sql={rows(5, 1_000_000)}")
    assert (few.status_code, len(few.json()["rows"])) == (200, 5)
    for sql in (quote("select zeroblob(200000000)"), quote("select hex(zeroblob(30000000))"),
                rows(20, 1_000_000)):  # fmt: skip
        for ending in ("", ".json", ".csv"):
            response = reader.get(f"/archive{ending}?sql={sql}")
            assert response.status_code == 400 or not ending, sql
            assert len(response.content) < 20_000, sql
    # Nor one that is measured and not shown.
    hidden = quote("select length(hex(zeroblob(30000000)))")
    assert reader.get(f"/archive.json?sql={hidden}").status_code == 400
    assert "16 MB" in reader.get(f"/archive.json?sql={rows(20, 1_000_000)}").json()["error"]


def test_the_longest_text_there_may_be_is_read() -> None:
    with sqlite3.connect(":memory:") as db:
        database.bound(db)
        text = "ạ" * MAX_PAGE  # three bytes each
        assert db.execute("SELECT length(?)", (text,)).fetchone() == (MAX_PAGE,)
        with pytest.raises(sqlite3.DataError):
            db.execute("SELECT zeroblob(?)", (database.CELL + 1,))
    db.close()


# -- who asks --------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_page_of_another_origin_makes_a_browser_ask(
    reader: Reader, public: Reader, site: str
) -> None:
    asked = {"sec-fetch-site": site}
    uses = (("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"))
    for path in ("/archive.json?sql=select+1", "/tim?q=dao", "/tim.json", "/static/lamtheo.css"):
        for web in (reader, public):
            for mode, dest in uses:
                headers = asked | {"sec-fetch-mode": mode, "sec-fetch-dest": dest}
                response = web.get(path, headers=headers)
                assert response.status_code == 403, (path, mode, dest)
                assert KEPT.items() <= dict(response.headers).items()
    coming = asked | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert reader.get("/archive?sql=select+1", headers=coming).status_code == 200
    assert public.get("/tim?q=dao", headers=coming).status_code == 200


def test_our_own_pages_and_programs_ask_as_ever(reader: Reader, public: Reader) -> None:
    own = {"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
    for headers in ({}, own | {"sec-fetch-site": "same-origin"}, own | {"sec-fetch-site": "none"}):
        assert reader.get("/archive.json?sql=select+1", headers=headers).status_code == 200
        for path in ("/tim.csv?q=dao", "/feed.atom", "/oai?verb=Identify", "/static/lamtheo.css"):
            assert public.get(path, headers=headers).status_code == 200, path


def test_nothing_is_sent_but_to_oai(reader: Reader) -> None:
    def sent(path: str, method: str) -> Any:
        more = {"data": {"verb": "Identify"}} if method == "post" else {}
        return reader.loop.run_until_complete(getattr(reader.web.client, method)(path, **more))

    for path in ("/", "/tim", "/archive", "/archive/articles", "/-/actor"):
        for method in ("post", "put", "delete"):
            assert sent(path, method).status_code == 405, (path, method)
    assert sent("/oai", "post").status_code == 200
    assert sent("/", "head").status_code == 200


# -- malformed -------------------------------------------------------------------------


def test_what_no_browser_sends_is_no_error_of_ours(
    public: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    for headers, status in (
        ([(b"host", b"[")], 400),
        ([(b"host", b"a b")], 400),
        ([(b"host", b"x.vn:99999999")], 400),
        ([(b"host", b"\xff")], 400),
        ([(b"host", b'"><b>')], 400),
        ([(b"cookie", b"a=\xff")], 200),  # of another program on the same host
        ([(b"cookie", b'a="; expires=x; \x01')], 200),
        ([(b"accept-language", b"\xff")], 200),
    ):
        for path in ("/", "/tim?q=dao", "/oai?verb=Identify", "/archive/bai-da-go.json"):
            response = public.get(path, headers=headers)
            assert response.status_code == status, (headers, path)
            assert KEPT.items() <= dict(response.headers).items()
            assert response.headers["x-robots-tag"] == "noindex, nofollow"
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize(("error", "status"), [(UnicodeError("x"), 400), (KeyError("x"), 500)])
def test_what_nobody_answers_for_is_answered(error: Exception, status: int) -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise error

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    guarded = safety.guarded(broken, {"public": True})
    asyncio.run(guarded(scope, receive, send))
    assert sent[0]["status"] == status
    assert (b"x-robots-tag", b"noindex, nofollow") in sent[0]["headers"]
    assert sent[1]["body"] in (b"Bad request", b"Server error")


def test_an_address_of_very_many_arguments_is_cheap(reader: Reader, public: Reader) -> None:
    begun = monotonic()
    many = "&".join(f"a{n}=1" for n in range(3000))
    for path in ("/", "/tim", "/archive/bai-da-go", "/archive/bai-da-go.json"):
        assert public.get(f"{path}?{many}").status_code == 400
    page = reader.get("/tim?" + "&".join(f"a{n}=1" for n in range(safety.FIELDS)))
    assert page.status_code == 200
    assert f"a{answering.ARGUMENTS - 1}=1" in page.text
    assert f"a{answering.ARGUMENTS}=1" not in page.text
    assert reader.get("/bai/" + "a" * 60_000).status_code == 404  # SQLite has no such pattern
    long = reader.get("/tim?q=" + "dao+" * 10_000)
    assert len(long.content) < 40 * len(reader.get("/tim?q=dao").content)
    assert monotonic() - begun < 10  # 24 s each, before


# -- searches --------------------------------------------------------------------------


def test_equal_terms_count_once() -> None:
    assert parse("h* " * 100).terms == parse("h*").terms
    assert not parse("h* " * 100).cut
    assert len(parse("Đảng ủy, đảng uỷ").terms) == 2
    # Where a name is read and words stand side by side they are as typed.
    assert [term.words for term in parse("dần dần").words] == [("dần",), ("dần",)]


def test_only_so_much_is_searched_for_and_it_is_said() -> None:
    words = [f"w{n}" for n in range(WORDS + 5)]
    assert not parse(" ".join(words[:WORDS])).cut
    query = parse(" ".join(words))
    assert query.cut
    assert [term.words[0] for term in query.words] == words[:WORDS]
    (phrase,) = parse('"' + " ".join(words) + '"').words
    assert phrase.words == tuple(words[:WORDS])
    begun = parse(" ".join(f"{word}*" for word in words[: BEGINNINGS + 2]) + " dao")
    assert begun.cut
    assert sum(term.prefix for term in begun.words) == BEGINNINGS
    assert begun.words[-1].words == ("dao",)
    assert parse("dao " * LONGEST).cut


@pytest.mark.parametrize(
    "text",
    ["h* " * 400, "w* x* y* z* t*", " ".join("abcdefghijklmnopqrstuvwxyzăâđêôơưéèẽ")],
    ids=["long", "beginnings", "words"],
)
def test_a_reader_hears_that_the_rest_was_left_out(
    reader: Reader, folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    for lang, said in (("vi", "phần còn lại đã bỏ qua"), ("en", "the rest was left out")):
        page = tree(reader.get(f"/tim?lang={lang}&q={quote(text)}"))
        notes = " ".join(page.xpath("//p[@class='notice']/text()"))
        assert said in notes
        assert all(str(limit) in notes for limit in (LONGEST, WORDS, BEGINNINGS))
        code, out, err = told(
            capsys, "--lang", lang, "--data", folder, "search", "--json", "--", text
        )
        assert code == 0
        assert said in " ".join(err.split())
        assert said not in out
    assert "đã bỏ qua" not in reader.get("/tim?q=dao+duc").text


# -- turns -----------------------------------------------------------------------------


def test_slow_questions_leave_threads_for_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.5)
    reader = Reader(folder)
    tables = reader.web.get_database(DATABASE)
    free = threading.Event()

    async def asked() -> None:
        slow = [
            asyncio.create_task(tables.in_turn(lambda _: free.wait(30))) for _ in range(2 * THREADS)
        ]
        begun = monotonic()
        for path in ("/", "/tim?q=dao", "/trang"):
            assert (await reader.web.client.get(path)).status_code == 200
        assert monotonic() - begun < 10
        # Who waits too long for a turn is told as one whose question took too long.
        for path in ("/tim?q=da*", "/tim.json?q=dao", "/tim.csv?q=dao"):
            assert (await reader.web.client.get(path)).status_code == 503, path
        assert (await reader.web.client.get("/archive.json?sql=select+1")).status_code == 400
        free.set()
        done = await asyncio.gather(*slow, return_exceptions=True)
        assert done.count(True) == database.TURNS

    try:
        reader.loop.run_until_complete(asked())
        assert reader.get("/tim?q=da*").status_code == 200
    finally:
        free.set()
        reader.close()


def test_everybody_has_less_time_than_its_keeper(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answering.PUBLIC_LIMIT == 3000 < answering.LIMIT
    monkeypatch.setattr(answering, "PUBLIC_LIMIT", -1)
    for public, status in ((True, 503), (False, 200)):
        reader = Reader(folder, Options(public=public))
        try:
            assert reader.get("/tim?q=dao").status_code == status
            assert reader.get("/feed.atom").status_code == status
        finally:
            reader.close()

"""What servers send that they should not: each answer is captured, told, and reads back equal."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.records import Page
from archive.warc import Exchange, read_at, scan, text_of
from archive.writer import WARC_FOLDER, Archive
from crawler.causes import cause_of
from crawler.politeness import NoTurn, Politeness
from crawler.wire import Wire
from tests.pages import SITE

GZ = gzip.compress(b"<html>mau</html>" * 50)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
ANSWERS: dict[str, tuple[bytes, int, str]] = {
    # name: what is sent, the status told, how the trouble or failure begins
    "latin1": (OK.replace(b"OK\r\n", b"Kh\xf4ng\r\nX-A: \xe9\r\nX-A: \xe1\xbb\x87\r\n"), 200, ""),
    "long": (OK.replace(b"OK\r\n", b"OK\r\nX-Long: " + b"a" * 30_000 + b"\r\n"), 200, ""),
    "early": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK, 200, ""),
    "http10": (b"HTTP/1.0 200 OK\r\n\r\nhi", 200, ""),
    "chunked": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
        200,
        "",
    ),
    "none": (b"HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
    "short": (OK.replace(b": 2", b": 9"), 200, "cut short (disconnect)"),
    "big": (b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 9_000, 200, "cut short (length)"),
    "drip": (b"HTTP/1.0 200 OK\r\n\r\nhalf", 200, "cut short (time)"),
    "gzip-empty": (b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n", 200, ""),
    "gzip-none": (b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nhi", 200, "payload: damaged"),
    "gzip-cut": (
        b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + GZ[:40],
        200,
        "payload: gzip data ends too early",
    ),
    "junk": (b"SSH-2.0-OpenSSH\r\n\r\n", 0, "ClientResponseError"),
    "nothing": (b"", 0, "ServerDisconnectedError"),
}  # fmt: skip
ROBOTS: dict[str, bytes] = {
    "plain": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "bad": b"HTTP/1.1 301 Moved\r\nLocation: http://[bad/robots.txt\r\nContent-Length: 0\r\n\r\n",
}


def ask(
    folder: Path,
    paths: list[str],
    answers: Callable[[str], bytes],
) -> tuple[list[Page], list[str], list[tuple[str, str, str]]]:
    """Fetch paths of one host one after another; the pages, the request lines seen, and what
    the ``urls`` table then says of robots.txt."""

    async def night() -> tuple[list[Page], list[str], list[tuple[str, str, str]]]:
        lines: list[str] = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            line = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0].decode()
            lines.append(line)
            writer.write(answers(line.split()[1]))
            await writer.drain()
            if "drip" in line:
                await asyncio.sleep(2)
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        farm = {f"{SITE.host}:80": server.sockets[0].getsockname()[:2]}
        with Archive(folder) as archive:
            archive.begin_run([SITE], [])
            wire = Wire(archive, "lamtheo/0", lambda _: 0.0, timeout=0.5, max_body=4_000, farm=farm)
            pages = [
                await wire.fetch(f"http://{SITE.host}{path}", SITE, "article") for path in paths
            ]
            for page in pages:
                archive.ingest(page)
            found = archive.db.execute(
                "SELECT url, site, outcome FROM urls WHERE role = 'robots' ORDER BY found_at"
            ).fetchall()
            await wire.close()
            archive.finish_run("done")
        server.close()
        return pages, lines, found

    return asyncio.run(night())


def test_each_odd_answer_is_captured_told_and_read_back(tmp_path: Path) -> None:
    def answer(path: str) -> bytes:
        return ROBOTS["plain"] if path == "/robots.txt" else ANSWERS[path[1:]][0]

    pages, lines, _ = ask(tmp_path, [f"/{name}" for name in ANSWERS], answer)
    assert len(lines) == len(ANSWERS) + 1  # nothing is asked for twice
    for page, (name, (_, status, trouble)) in zip(pages, ANSWERS.items(), strict=True):
        assert page.capture is not None
        assert page.status == status, name
        assert (page.trouble or page.capture.failure).startswith(trouble), name
        stored = read_at(tmp_path / WARC_FOLDER, page.capture.warc_file, page.capture.offset)
        sent = [pair for pair in page.headers if pair[0].lower() != "transfer-encoding"]
        assert stored.ip == ("127.0.0.1" if status else ""), name
        assert list(text_of(stored.headers)) == sent, name
        assert stored.truncated == (trouble[11:-1] if trouble.startswith("cut") else ""), name
    assert pages[0].headers[0:2] == (("X-A", "é"), ("X-A", "ệ"))
    drip = pages[list(ANSWERS).index("drip")]
    assert drip.body == b"half"


def test_the_request_record_says_what_was_asked(tmp_path: Path) -> None:
    _, lines, _ = ask(tmp_path, ["?q=1", "/a?b=c"], lambda _: ROBOTS["plain"])
    (path,) = (tmp_path / WARC_FOLDER).glob("*.warc.gz")
    data = gzip.decompress(path.read_bytes()).decode()
    for line in lines:
        assert f"\r\n{line}\r\n" in data
    assert lines[1:] == ["GET /?q=1 HTTP/1.1", "GET /a?b=c HTTP/1.1"]


def test_a_server_that_asks_for_a_day_is_left_alone(tmp_path: Path) -> None:
    busy = b"HTTP/1.1 503 No\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n"
    pages, lines, _ = ask(
        tmp_path, ["/a", "/b"], lambda path: ROBOTS["plain"] if "robots" in path else busy
    )
    assert len(lines) == 2
    assert pages[1].capture is not None
    assert pages[1].capture.failure.startswith("busy: ")
    assert cause_of("broken", pages[1].capture.failure) == "blocked"


def test_a_retry_after_of_nothing_is_no_leave_to_go_on(tmp_path: Path) -> None:
    at_once, past = ("Retry-After", "0"), ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")
    held = []
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE], [])
        wire = Wire(archive, "lamtheo/0")
        for header in (at_once, past, ("Retry-After", "600")):
            said = Exchange("u", "mau", datetime.now(UTC), status=429, headers=(header,))
            wire._heed(["192.0.2.1"], said, 5.0)
            until = wire.politeness._servers["192.0.2.1"].held_until
            held.append(round(until - time.monotonic()))
    assert held == [10, 20, 600]


def test_a_robots_redirect_that_is_no_url_gives_no_rules(tmp_path: Path) -> None:
    pages, _, found = ask(
        tmp_path, ["/http10"], lambda path: ROBOTS["bad"] if "robots" in path else OK
    )
    assert pages[0].status == 200
    assert [(row[1], row[2]) for row in found] == [(SITE.name, "moved")]


def test_where_robots_txt_moved_to_is_computed_again(tmp_path: Path) -> None:
    """A target that is no site's URL keeps its site and role in recovery and rebuild."""
    import sqlite3

    from crawler.replay import Replay
    from crawler.run import project_settings
    from crawler.sites import Sites

    def answer(path: str) -> bytes:
        if path == "/robots.txt":
            return b"HTTP/1.1 301 Moved\r\nLocation: /rules/all\r\nContent-Length: 0\r\n\r\n"
        return OK

    _, _, found = ask(tmp_path, ["/a"], answer)
    assert [row[0].rsplit("/", 1)[1] for row in found] == ["robots.txt", "all"]
    db = sqlite3.connect(tmp_path / "archive.db")
    db.execute("UPDATE urls SET site = 'quevo' WHERE role = 'robots'")  # a site Replay knows
    replay = Replay(Sites.from_settings(project_settings()), lambda page: page)
    (path,) = (tmp_path / WARC_FOLDER).glob("*.warc.gz")
    pages = [replay.page(db, record) for record in scan(path)]
    roles = {page.url: page.role for page in pages if page is not None}
    assert roles == {row[0]: "robots" for row in found}
    assert db.execute(
        "SELECT count(*) FROM urls WHERE role = 'robots' AND owed > ''"
    ).fetchone() == (0,)
    db.close()


@pytest.mark.parametrize("waits_for", ["the delay", "the lock"])
def test_who_waits_for_a_turn_is_told_that_the_run_stops(waits_for: str) -> None:
    async def night() -> None:
        politeness = Politeness()
        politeness.hold(["a"], 500.0)

        async def wait() -> None:
            async with politeness.turn({"a": 5.0}):
                raise AssertionError("no turn was to be had")

        waiting = [asyncio.ensure_future(wait()) for _ in range(1 if "delay" in waits_for else 3)]
        await asyncio.sleep(0.01)
        politeness.stop()
        for result in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(result, NoTurn)

    asyncio.run(asyncio.wait_for(night(), 2))

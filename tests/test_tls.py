"""Certificates over real TLS: what does not verify is refused, unless a site's file says why
not and until when; then it is fetched, marked, and refused again the day after."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from archive.records import VIETNAM, Page, Site, TlsException
from archive.warc import read_at
from archive.writer import WARC_FOLDER, Archive
from crawler.causes import cause_of
from crawler.wire import Wire
from tests.pages import SITE

UNTIL = "2027-03-31"
IN_FORCE = datetime(2027, 3, 31, 23, 59, 59, tzinfo=VIETNAM)
ENDED = datetime(2027, 4, 1, tzinfo=VIETNAM)
OLD = "cu.mau.example"
EXCEPTED = replace(
    SITE, aliases=(OLD,), tls_exception=TlsException(UNTIL, "chuỗi chứng chỉ thiếu", "CV 12/2026")
)
OTHER = replace(SITE, name="khac", host="khac.example", aliases=(), sections=())


def self_signed(*_: object) -> tuple[bytes, bytes]:
    """A certificate that nobody but itself vouches for: (key and certificate in PEM,
    certificate in DER)."""
    alone = trustme.CA()
    pem = alone.cert_pem.bytes()
    return alone.private_key_pem.bytes() + pem, ssl.PEM_cert_to_DER_cert(pem.decode())


def issued(authority: trustme.CA, *hosts: str, **more: Any) -> tuple[bytes, bytes]:
    leaf = authority.issue_cert(*hosts, **more)
    der = ssl.PEM_cert_to_DER_cert(leaf.cert_chain_pems[0].bytes().decode())
    return leaf.private_key_and_cert_chain_pem.bytes(), der


def expired(authority: trustme.CA) -> tuple[bytes, bytes]:
    day = timedelta(days=1)
    now = datetime.now(UTC)
    span = {"not_before": now - 90 * day, "not_after": now - day}
    return issued(authority, *EXCEPTED.hosts, OTHER.host, **span)


def misnamed(authority: trustme.CA) -> tuple[bytes, bytes]:
    return issued(authority, "ten-khac.example")


def sound(authority: trustme.CA) -> tuple[bytes, bytes]:
    return issued(authority, *EXCEPTED.hosts, OTHER.host)


def unknown(_: trustme.CA) -> tuple[bytes, bytes]:
    return issued(trustme.CA(), *EXCEPTED.hosts, OTHER.host)


BAD = {
    self_signed: "self-signed certificate",
    expired: "certificate has expired",
    misnamed: "not valid for 'baomau.vn'",
    unknown: "unable to get local issuer certificate",
}


class Served:
    """What a TLS server was asked (host and path), and how many connections came to it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.secret: tuple[bytes, bytes] = (b"", b"")
        self.moved = ""
        self.shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            try:
                text = (await reader.readuntil(b"\r\n\r\n")).decode()
            except (asyncio.IncompleteReadError, OSError):
                break
            path, host = text.split()[1], text.partition("Host: ")[2].split("\r\n")[0]
            self.asked.append((host, path))
            status, more, body = "200 OK", "", b"<html>mau</html>"
            if path == self.moved:
                status, more = "302 Found", f"Location: https://{OTHER.host}{path}\r\n"
            elif path == "/robots.txt":
                body = b"User-agent: *\nDisallow: /kin\n"
            head = f"HTTP/1.1 {status}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()


def night(folder: Path, certificate: Any, talk: Any, at: datetime = IN_FORCE) -> Served:
    """Fetch over TLS from one server that shows ``certificate`` to every host."""
    served, authority = Served(), trustme.CA()

    async def all_of_it() -> None:
        served.secret = certificate(authority)
        file = folder / "server.pem"
        file.write_bytes(served.secret[0])
        served.shows.load_cert_chain(file)
        server = await asyncio.start_server(served, "127.0.0.1", 0, ssl=served.shows)
        place = server.sockets[0].getsockname()[:2]
        farm = {f"{host}:443": place for host in (*EXCEPTED.hosts, OTHER.host)}
        with Archive(folder / "data") as archive:
            archive.begin_run([EXCEPTED, OTHER], [])
            ca = authority.cert_pem.bytes().decode()
            wire = Wire(archive, "lamtheo/0", lambda _: 0.0, farm=farm, extra_ca=ca, timeout=5.0,
                        wall=at.timestamp)  # fmt: skip
            await talk(wire, served)
            await wire.close()
            archive.finish_run("done")
        server.close()

    asyncio.run(all_of_it())
    return served


async def get(wire: Wire, site: Site, path: str = "/tin", host: str = "") -> Page:
    return await wire.fetch(f"https://{host or site.host}{path}", site, "article")


def assert_refused(page: Page) -> None:
    assert page.status == 0
    assert page.capture is not None
    failure = page.capture.failure
    assert failure.startswith("refused: robots.txt unreachable: certificate: "), failure
    assert cause_of("refused", failure) == "certificate"


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
def test_what_does_not_verify_is_refused_by_its_name(tmp_path: Path, bad: Any) -> None:
    async def talk(wire: Wire, _: Served) -> None:
        page = await get(wire, replace(EXCEPTED, tls_exception=None))
        assert_refused(page)
        assert page.capture is not None
        assert BAD[bad] in page.capture.failure

    assert night(tmp_path, bad, talk).asked == []


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
def test_an_exception_in_force_fetches_and_marks_what_it_got(tmp_path: Path, bad: Any) -> None:
    kept: list[Page] = []

    async def talk(wire: Wire, _: Served) -> None:
        kept.append(await get(wire, EXCEPTED))
        kept.append(await get(wire, EXCEPTED, "/tin/2"))
        assert (await get(wire, EXCEPTED, "/kin/1")).status == 0  # robots.txt counts all the same

    served = night(tmp_path, bad, talk)
    assert served.asked == [(SITE.host, path) for path in ("/robots.txt", "/tin", "/tin/2")]
    for page in kept:
        assert page.status == 200
        assert page.capture is not None
        stored = read_at(
            tmp_path / "data" / WARC_FOLDER, page.capture.warc_file, page.capture.offset
        )
        assert stored.certificate == hashlib.sha256(served.secret[1]).hexdigest()
        assert BAD[bad] in stored.unverified


def test_the_exception_ends_with_its_day_in_viet_nam(tmp_path: Path) -> None:
    async def talk(wire: Wire, _: Served) -> None:
        assert_refused(await get(wire, EXCEPTED))

    assert night(tmp_path, self_signed, talk, ENDED).asked == []
    holds = EXCEPTED.tls_exception
    assert holds is not None
    assert holds.holds(IN_FORCE)
    assert holds.holds(datetime(2027, 3, 31, 16, 59, tzinfo=UTC))
    assert not holds.holds(datetime(2027, 3, 31, 17, tzinfo=UTC))


def test_a_run_that_passes_midnight_verifies_again(tmp_path: Path) -> None:
    """Connections of the day before are not used again, nor its robots.txt."""

    async def talk(wire: Wire, _: Served) -> None:
        assert (await get(wire, EXCEPTED)).status == 200
        wire.wall = ENDED.timestamp
        assert_refused(await get(wire, EXCEPTED))

    assert [path for _, path in night(tmp_path, expired, talk).asked] == ["/robots.txt", "/tin"]


def test_another_site_on_that_very_server_gains_nothing(tmp_path: Path) -> None:
    async def talk(wire: Wire, _: Served) -> None:
        wire.owner_of = lambda _: EXCEPTED
        assert (await get(wire, EXCEPTED)).status == 200
        assert_refused(await get(wire, OTHER))
        assert_refused(await get(wire, OTHER, host=SITE.host))  # nor on the excepted host
        assert_refused(await get(wire, EXCEPTED, host=OTHER.host))  # nor does it reach further
        assert (await get(wire, EXCEPTED, host=OLD)).status == 200  # an alias is its own

    hosts = {host for host, _ in night(tmp_path, self_signed, talk).asked}
    assert hosts == {SITE.host, OLD}


def test_a_redirect_takes_the_exception_nowhere(tmp_path: Path) -> None:
    async def talk(wire: Wire, served: Served) -> None:
        served.moved = "/tin"
        page = await get(wire, EXCEPTED)
        assert page.status == 302
        assert_refused(await wire.fetch(page.header("location"), EXCEPTED, "article"))

    assert {host for host, _ in night(tmp_path, self_signed, talk).asked} == {SITE.host}


def test_nor_does_a_redirect_of_robots_txt(tmp_path: Path) -> None:
    async def talk(wire: Wire, served: Served) -> None:
        served.moved = "/robots.txt"
        assert_refused(await get(wire, EXCEPTED))

    assert night(tmp_path, self_signed, talk).asked == [(SITE.host, "/robots.txt")]


def test_a_certificate_that_verifies_needs_no_exception_and_gets_no_mark(tmp_path: Path) -> None:
    kept: list[Page] = []

    async def talk(wire: Wire, _: Served) -> None:
        kept.append(await get(wire, EXCEPTED))

    night(tmp_path, sound, talk)
    assert kept[0].status == 200
    assert kept[0].capture is not None
    place = kept[0].capture
    stored = read_at(tmp_path / "data" / WARC_FOLDER, place.warc_file, place.offset)
    assert (stored.unverified, stored.certificate) == ("", "")


def test_marked_files_pass_the_checkers_of_others(tmp_path: Path) -> None:
    async def talk(wire: Wire, _: Served) -> None:
        await get(wire, EXCEPTED)

    night(tmp_path, self_signed, talk)
    (path,) = (tmp_path / "data" / WARC_FOLDER).glob("*.warc.gz")
    said = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(
    "said", [("2027-02-30", "x", "y"), ("mãi mãi", "x", "y"), ("", "x", "y"),
             (UNTIL, " ", "y"), (UNTIL, "x", "")],
)  # fmt: skip
def test_no_exception_is_for_ever_or_without_a_reason(said: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        TlsException(*said)


def test_the_archive_keeps_what_a_site_s_file_says(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([EXCEPTED, OTHER], [])
        kept = dict(archive.db.execute("SELECT name, tls_exception FROM sites").fetchall())
    assert kept == {
        SITE.name: f'{{"until": "{UNTIL}", "reason": "chuỗi chứng chỉ thiếu", "by": "CV 12/2026"}}',
        OTHER.name: "",
    }

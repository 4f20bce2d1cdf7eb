"""Where the wire must not go: private addresses in every spelling, at every hop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from archive.records import Page
from archive.writer import Archive
from crawler.addresses import ForbiddenAddress, Resolver, guarded_socket, is_public
from crawler.wire import Wire
from tests.pages import SITE

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.8.8.8
127.255.255.254 169.254.0.1 169.254.169.254 172.16.5.4 172.31.255.255 192.0.0.1 192.0.0.8
192.0.0.170 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe
::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::
2001:2::1 2001:10::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 2002:c0a8:101::1 3fff::1 5f00::1
fc00::1 fd12:3456::1 fe80::1 fe80::5efe:127.0.0.1 fec0::1 ff02::1 ff05::2 ff0e::1 4000::1
""".split()
PUBLIC = "8.8.8.8 113.160.1.1 203.162.4.190 2400:cb00::1 2001:ee0::1 64:ff9b::808:808".split()
URLS = """
http://127.0.0.1/ https://127.0.0.1/ http://127.1/ http://127.0.1/ http://0/ http://0.0.0.0/
http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0x7f.0x0.0x0.0x1/ http://017700000001/
http://0177.0.0.1/ http://0177.1/ http://127.0.0.1./ http://127.0.0.1:22/ http://10.1/ http://0xa.1/
http://167772161/ http://012.0.0.1/ http://169.254.169.254/latest/meta-data/ http://2852039166/
http://0xA9FEA9FE/ http://192.168.1/ http://3232235777/ http://172.16.0.1/ http://100.64.0.1/
http://[::1]/ http://[::]/ http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b:1::7f00:1]/
http://[2002:7f00:1::]/ http://[fe80::1]/ http://[fe80::1%25lo]/ http://[fe80::1%lo]/
http://[fc00::1]/ http://[fec0::1]/ http://[ff02::1]/ http://[2001:db8::1]/ http://[::1%25lo]/
http://localhost/ http://localhost./ http://LOCALHOST/ http://localhost:8080/ http://ip6-localhost/
http://a@127.0.0.1/ http://a:b@127.0.0.1/ http://8.8.8.8@127.0.0.1/ http://127.0.0.1@8.8.8.8/
http://8.8.8.8:80@127.0.0.1/ http://8.8.8.8\\@127.0.0.1/ http://127.0.0.1\\@8.8.8.8/
http://127.0.0.1\t.example/ http://8.8.8.8#@127.0.0.1\r\n/ http://8.8.8.8/\r\nHost:x
http://127。0。0。1/ http://１２７.0.0.1/ http://①②⑦.0.0.1/ http://ⓛocalhost/ http://đ.vn/
http:/// http:// http://[ http://[::1 http://] http://:80/ http://8.8.8.8:0/ http://8.8.8.8:99999/
http://8.8.8.8:-1/ http://8.8.8.8:x/ http:127.0.0.1 //127.0.0.1/ /etc/passwd 127.0.0.1
file:///etc/passwd file://localhost/etc/passwd FILE:///etc/passwd ftp://8.8.8.8/ ftps://8.8.8.8/
gopher://127.0.0.1:70/_x dict://127.0.0.1:11211/ ldap://127.0.0.1/ data:text/html,x
javascript:alert(1) jar:http://8.8.8.8!/ ws://127.0.0.1/ wss://127.0.0.1/ s3://bucket/x
unix:///var/run/docker.sock http+unix://%2Fvar%2Frun%2Fdocker.sock/ view-source:http://8.8.8.8/
mailto:a@b.vn tel:113 about:blank blob:http://8.8.8.8/x netdoc:///etc/passwd php://input
expect://id smb://127.0.0.1/x telnet://127.0.0.1 ssh://127.0.0.1 tftp://127.0.0.1/x sftp://127.0.0.1
""".split(" ")
URLS = [url.strip("\n") for line in URLS for url in line.split("\n") if url.strip("\n")]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_never_connected_to(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(ForbiddenAddress):
        guarded_socket({})((2, 1, 6, "", (address, 80)))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_a_zone_makes_no_address_public() -> None:
    with pytest.raises(ForbiddenAddress):
        guarded_socket({})((10, 1, 6, "", ("fe80::1%eth0", 80, 0, 2)))


def test_the_farm_names_the_only_loopback_address_allowed() -> None:
    farm = {"mau.example:443": ("127.0.0.1", 4123)}
    found = asyncio.run(Resolver(farm).resolve("mau.example", 443))
    assert (found[0]["host"], found[0]["port"]) == ("127.0.0.1", 4123)
    guarded_socket(farm)((2, 1, 6, "", ("127.0.0.1", 4123))).close()
    with pytest.raises(ForbiddenAddress):
        guarded_socket(farm)((2, 1, 6, "", ("127.0.0.1", 4124)))


class Names(AbstractResolver):
    """A name server that answers from lists, the next one at each question."""

    def __init__(self, answers: Mapping[str, list[list[str]]]) -> None:
        self.answers = {name: list(lists) for name, lists in answers.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        lists = self.answers[host]
        found = lists.pop(0) if len(lists) > 1 else lists[0]
        return [
            ResolveResult(
                hostname=host,
                host=one,
                port=port,
                family=socket.AF_INET6 if ":" in one else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for one in found
        ]

    async def close(self) -> None:
        """Nothing is open."""


def ask(
    folder: Path, urls: list[str], monkeypatch: pytest.MonkeyPatch, names: Names | None = None
) -> tuple[list[Page], list[Any]]:
    """What the wire says of URLs, and every address a socket was connected to meanwhile."""
    connected: list[Any] = []

    async def connect(_loop: object, _sock: socket.socket, address: Any) -> None:
        connected.append(address)
        raise ConnectionRefusedError(111, "nothing leaves this test")

    async def night() -> list[Page]:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(type(loop), "sock_connect", connect)
        with Archive(folder) as archive:
            archive.begin_run([SITE], [])
            wire = Wire(archive, "lamtheo/0", lambda _: 0.0, timeout=5.0)
            if names is not None:
                wire._open()
                assert wire._resolver is not None
                wire._resolver._system = names
            pages = [await wire.fetch(url, SITE, "article") for url in urls]
            for page in pages:
                archive.ingest(page)
            outcomes = archive.db.execute("SELECT outcome FROM visits").fetchall()
            assert {row[0] for row in outcomes} <= {"refused", "broken"}
            await wire.close()
        return pages

    return asyncio.run(night()), connected


def test_a_hundred_forms_of_what_must_not_be_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(set(URLS)) >= 100
    pages, connected = ask(tmp_path, URLS, monkeypatch)
    assert connected == []
    for url, page in zip(URLS, pages, strict=True):
        assert page.capture is not None
        said = page.capture.failure
        assert page.status == 0, url
        # A name that stands nowhere does not resolve; everything else is refused by us.
        assert said.startswith("refused: ") or "does not resolve" in said, (url, said)


@pytest.mark.parametrize(
    "answer",
    [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["2400:cb00::1", "::1"],
     ["8.8.8.8", "::ffff:127.0.0.1"], ["8.8.8.8", "fe80::1%2"]],
)  # fmt: skip
def test_a_name_with_one_private_address_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: list[str]
) -> None:
    names = Names({"evil.example": [answer]})
    pages, connected = ask(tmp_path, ["http://evil.example/a"], monkeypatch, names)
    assert connected == []
    assert pages[0].capture is not None
    assert "is not an address of the public internet" in pages[0].capture.failure
    assert pages[0].capture.failure.startswith("refused: ")


def test_a_name_that_changes_between_looking_and_connecting_is_asked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names({"evil.example": [["8.8.8.8"], ["127.0.0.1"]]})
    _, connected = ask(tmp_path, ["http://evil.example/a", "https://evil.example/b"], monkeypatch,
                       names)  # fmt: skip
    assert names.asked == ["evil.example"]
    assert {address[0] for address in connected} == {"8.8.8.8"}
    assert {address[1] for address in connected} == {80, 443}

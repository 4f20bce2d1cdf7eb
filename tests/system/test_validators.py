"""What leaves the archive, taken by the programs that others take it with: py-wacz, bagit, pywb.

They are installed apart, in ``build/validators`` (``make test-system``).
"""

from __future__ import annotations

import gzip
import http.client
import json
import shutil
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.export.origin import origin
from archive.export.records import Access
from archive.export.saving import Selection, save, select
from archive.export.wacz import surt
from archive.writer import WARC_FOLDER, Archive, connect_readonly
from crawler.run import project_settings
from crawler.sites import Sites
from tests import take_archive as made
from tests.test_export import EVERY

PROGRAMS = Path(__file__).parent.parent.parent / "build" / "validators" / "bin"
ADDRESSES = """\
https://www.bao.example/Tin/1.html?b=2&a=1
https://bao.example:443/
http://bao.example:80/a
http://bao.example:8080/a/
https://www.vn/
https://www2.bao.example/a
https://bao.example./a
https://làmtheo.vn/tin-tức/học-tập
https://bao.example/tin-t%E1%BB%A9c/h%e1%bb%8dc
https://bao.example/ĐẢNG/%C4%90ảng
https://bao.example/a//b/./c/../d/
https://bao.example/a?
https://bao.example/?B=1&a=2&A=0&&x=&y
https://bao.example/a?b[]=1&b%5B%5D=2
https://bao.example/a?q=%C4%91%E1%BA%A1o+duc&r=đạo
https://bao.example/Default.aspx?sid=1&pageid=2&catid=3&id=4
https://bao.example/web/quevo/-/details/20182/bai-123
https://bao.example/%7Euser/A%2fB/a%3Fb/a%23b/a%26b
https://bao.example/100%25/%2541/%zz/%E1%BB
https://bao.example/a=b,c:d@e;f(g)!'*
https://bao.example/a?u=http://c.example/e?f
""".splitlines()
AGAIN = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not (PROGRAMS / "wacz").exists(), reason="make build/validators/installed"),
]


def run(program: str, *words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAMS / program), *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of take_archive, one of its pages met unchanged once more: a revisit record."""
    folder = made.build(tmp_path_factory.mktemp("validators") / "data")
    with Archive(folder) as archive:
        archive.begin_run(made.SITES, ())
        made.visit(archive, made.FIRST, AGAIN)
        archive.finish_run("done")
    return folder


def exported(folder: Path, name: str, path: Path, *, public: bool = False, query: str = "") -> Path:
    db = connect_readonly(folder)
    access = Access(public=public)
    chosen: Selection = select(db, folder, query, EVERY, access)
    save(name, chosen, origin(db, "2026-12-01T00:00:00+00:00", query, EVERY), path)
    return path


class TestWacz:
    @pytest.mark.parametrize(
        ("public", "query"), [(False, ""), (True, ""), (False, "khongcobainao")]
    )
    def test_py_wacz_finds_it_valid(
        self, folder: Path, tmp_path: Path, public: bool, query: str
    ) -> None:
        path = exported(folder, "wacz", tmp_path / "a.wacz", public=public, query=query)
        done = run("wacz", "validate", "-f", path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Validation succeeded" in done.stdout

    @pytest.mark.parametrize("member", ["archive/data.warc.gz", "pages/pages.jsonl"])
    def test_py_wacz_would_say_if_it_were_not(
        self, folder: Path, tmp_path: Path, member: str
    ) -> None:
        path = exported(folder, "wacz", tmp_path / "a.wacz")
        with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.wacz", "w") as spoilt:
            for name in whole.namelist():
                spoilt.writestr(name, whole.read(name) + (b"\n" if name == member else b""))
        assert run("wacz", "validate", "-f", tmp_path / "b.wacz").returncode == 1


class TestBag:
    @pytest.mark.parametrize("name", ["bag", "bag.zip"])
    def test_bagit_finds_it_valid(self, folder: Path, tmp_path: Path, name: str) -> None:
        top = exported(folder, "bag", tmp_path / name)
        if top.suffix == ".zip":
            with zipfile.ZipFile(top) as archive:
                archive.extractall(tmp_path / "opened")
            (top,) = (tmp_path / "opened").iterdir()
        done = run("bagit.py", "--validate", top)
        assert done.returncode == 0, done.stderr
        assert "is valid" in done.stderr

    @pytest.mark.parametrize("file", ["data/articles.csv", "data/captures.warc.gz", "bag-info.txt"])
    def test_bagit_would_say_if_it_were_not(self, folder: Path, tmp_path: Path, file: str) -> None:
        top = exported(folder, "bag", tmp_path / "bag")
        with (top / file).open("ab") as stream:
            stream.write(b"x")
        assert run("bagit.py", "--validate", top).returncode == 1


@contextmanager
def wayback(folder: Path) -> Iterator[int]:
    """pywb over its collections in a folder; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "wayback.log").open("wb") as said:
        child = subprocess.Popen(
            [PROGRAMS / "wayback", "-b", "127.0.0.1", "-p", str(port), "-d", folder],
            stdout=said, stderr=said,
        )  # fmt: skip
        try:
            end = time.monotonic() + 60
            while time.monotonic() < end and child.poll() is None:
                with closing(socket.socket()) as door:
                    if door.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            child.terminate()
            child.wait(30)


def seen(port: int, stamp: str, url: str) -> tuple[int, bytes, str]:
    """Status, untouched body and moment of a capture as pywb shows it ("id_")."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as asking:
        asking.request("GET", f"/lt/{stamp}id_/{url}")
        reply = asking.getresponse()
        return reply.status, reply.read(), reply.getheader("Memento-Datetime") or ""


def collection(folder: Path, *added: object) -> Path:
    """A collection of pywb's, with files added to it."""
    folder.mkdir()
    for words in (["init", "lt"], ["add", "lt", *added]):
        done = run("wb-manager", *words, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def stories() -> list[tuple[made.Story, str]]:
    """The pages of the archive as they were served, by the moment of their capture."""
    found = [(story, f"202611011{830 + n:03}00") for n, story in enumerate(made.STORIES)]
    return [pair for pair in found if pair[0] is not made.OFF]


def payload(story: made.Story) -> bytes:
    return f"<h1>{story.title}</h1>{story.body}".encode()


class TestReplay:
    def test_pywb_replays_our_wacz_and_indexes_it_as_we_did(
        self, folder: Path, tmp_path: Path
    ) -> None:
        path = exported(folder, "wacz", tmp_path / "a.wacz")
        home = collection(tmp_path / "pywb", "--unpack-wacz", path)
        (held,) = (home / "collections/lt/archive").glob("*.warc.gz")
        with zipfile.ZipFile(path) as archive:
            ours = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
            pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()]
        theirs = (home / "collections/lt/indexes/index.cdxj").read_text("utf-8").splitlines()
        assert [line.replace("data.warc.gz", held.name) for line in ours] == theirs
        with wayback(home) as port:
            for story, stamp in stories():
                status, body, moment = seen(port, stamp, story.url)
                assert (status, body) == (200, payload(story))
                when = datetime.strptime(stamp, "%Y%m%d%H%M%S")
                assert moment == f"{when:%a, %d %b %Y %H:%M:%S} GMT"
            assert seen(port, "20261101183900", made.MOVED.url)[0] == 301
            for page in pages[1:]:
                stamp = "".join(char for char in page["ts"] if char.isdigit())
                assert seen(port, stamp, page["url"])[0] == 200

    def test_pywb_would_look_for_the_keys_we_write(self) -> None:
        facts = Sites.from_settings(project_settings()).facts()
        urls = [site.home for site in facts if site.home]
        urls += [section.url for site in facts for section in site.sections]
        urls += ADDRESSES
        assert len(urls) > 200
        ask = "import sys; from pywb.utils.canonicalize import canonicalize as c"
        script = f"{ask}\nfor line in sys.stdin: print(c(line.rstrip(chr(10))))"
        command = [str(PROGRAMS / "python"), "-W", "ignore", "-c", script]
        done = subprocess.run(
            command, input="".join(f"{url}\n" for url in urls), capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert done.stdout.splitlines() == [surt(url) for url in urls]

    def test_pywb_replays_the_archives_own_files(self, folder: Path, tmp_path: Path) -> None:
        """Requests, revisits and our metadata records among them."""
        files = sorted((folder / WARC_FOLDER).glob("*.warc.gz"))
        assert len(files) == 2
        home = collection(tmp_path / "pywb", *files)
        with wayback(home) as port:
            for story, stamp in stories():
                assert seen(port, stamp, story.url)[:2] == (200, payload(story))
            status, body, moment = seen(port, f"{AGAIN:%Y%m%d%H%M%S}", made.FIRST.url)
            assert (status, body) == (200, payload(made.FIRST))
            assert moment == f"{AGAIN:%a, %d %b %Y %H:%M:%S} GMT"

    def test_pywb_would_say_if_a_record_were_damaged(self, folder: Path, tmp_path: Path) -> None:
        shutil.copytree(folder / WARC_FOLDER, tmp_path / "warc")
        files = sorted((tmp_path / "warc").glob("*.warc.gz"))
        home = collection(tmp_path / "pywb", *files)
        for held in (home / "collections/lt/archive").glob("*.warc.gz"):
            held.write_bytes(held.read_bytes()[:200])
        with wayback(home) as port:
            assert seen(port, "20261101183000", made.FIRST.url)[0] >= 400

"""The archive of take_archive, with a few pages more, served on loopback for its readers."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn

from archive import withhold
from archive.documents import catalogue
from archive.web.app import Options, build
from archive.writer import Archive, connect_readonly
from tests import take_archive as made

MORE = 230
WITHHELD = f"https://{made.OPEN.host}/so-7.html"


@dataclass(frozen=True)
class Web:
    """An archive served privately and to everybody; ``rows`` are its URLs by id."""

    folder: Path
    private: str
    public: str
    rows: dict[str, str]

    def id(self, url: str) -> str:
        return next(ident for ident, found in self.rows.items() if found == url)


@contextmanager
def both_ways(folder: Path) -> Iterator[Web]:
    """Build an archive of :data:`MORE` articles besides, one of them withheld, and serve it."""
    made.build(folder)
    made.add(
        folder,
        (
            replace(made.PASSING, slug=f"so-{n}.html", title=f"Bài số {n}", body=f"Thân bài {n}.",
                    verdict="relevant", documents=("KL01",))
            for n in range(MORE)
        ),
    )  # fmt: skip
    with Archive(folder, kind="decide") as archive:
        archive.begin_run((), catalogue().documents, kind="decide")
        said = withhold.detail(archive.db, WITHHELD, "personal-data")
        archive.decide(withhold.WITHHOLD, WITHHELD, "x", said)
        archive.finish_run("done")
    rows = dict(connect_readonly(folder).execute("SELECT id, url FROM articles").fetchall())
    options = Options(contact="mailto:kho@luutru.example")
    with served(folder, options) as private, served(folder, replace(options, public=True)) as open_:
        yield Web(folder, private, open_, rows)


@contextmanager
def served(folder: Path, options: Options) -> Iterator[str]:
    """The web of an archive on a free port, in a thread of its own; its address."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    config = uvicorn.Config(build(folder, options).app(), log_level="warning", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[door])), daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)

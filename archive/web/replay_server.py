"""The replay as a server beside the web, on a port and so an origin of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from archive.web.replay import app
from archive.web.replay_pages import Door

HOST = "127.0.0.1"
PRIVATE = Door()


@contextmanager
def running(folder: Path, port: int = 0, door: Door = PRIVATE) -> Iterator[str]:
    """The replay of ``folder`` on loopback while the block runs, and its address there; 0 is
    any free port.

    :raises OSError: another program has the port.
    """
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port))
        taken.listen(128)  # whoever asks before the thread is up waits
        config = uvicorn.Config(
            app(folder, door),
            access_log=False,
            proxy_headers=False,  # what a reader writes into X-Forwarded-* is the reader's
            lifespan="off",
            server_header=False,
            log_level="error",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)

"""The replay as a server beside the web, on a port and so an origin of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import uvicorn

from archive.web.replay import app

HOST = "127.0.0.1"


@contextmanager
def running(
    folder: Path, port: int = 0, *, lang: Literal["vi", "en"] = "vi", public: bool = False
) -> Iterator[str]:
    """The replay of ``folder`` on loopback while the block runs, and its address; 0 is any
    free port.

    :raises OSError: another program has the port.
    """
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
        door.listen(128)  # whoever asks before the thread is up waits
        config = uvicorn.Config(
            app(folder, lang=lang, public=public),
            access_log=False,
            lifespan="off",
            server_header=False,
            log_level="error",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)

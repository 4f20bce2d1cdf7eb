"""``lamtheo serve`` as a person starts it, and a reverse proxy in a few lines before it."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
CONTACT = "kho@luutru.example"


def ask(port: int, path: str, headers: dict[str, str]) -> tuple[int, str, dict[str, str]]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", quote(path, safe="/?=&%:"), headers=headers)
        reply = connection.getresponse()
        found = {key.lower(): value for key, value in reply.getheaders()}
        return reply.status, reply.read().decode("utf-8", "replace"), found


def configured(folder: Path, contact: str) -> Path:
    config = folder / "lamtheo.toml"
    config.write_text(f'contact = "{contact}"\n')
    return config


@contextmanager
def served(data: Path, *options: str, contact: str = CONTACT) -> Iterator[tuple[int, int]]:
    """The command as a person starts it; the ports of web and replay, 0 for none."""
    config = configured(data.parent, contact)
    words = ["--config", str(config), "--data", str(data), "serve", "--port", "0", *options]
    command = [sys.executable, "-m", "crawler.commands", *words]
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    try:
        said, found = "", list[str]()
        for line in child.stderr:
            said += line
            found += re.findall(r"http://127\.0\.0\.1:(\d+)", line)
            if "Uvicorn running" in line:
                break
        assert found, said
        # Uvicorn's own line names the web's port once more.
        web, *others = [int(port) for port in found]
        yield web, next((port for port in others if port != web), 0)
    finally:
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=20)


@contextmanager
def proxy(ports: Mapping[str, int], *, keeps_host: bool = True) -> Iterator[int]:
    """The port of a proxy that leads each host name to a port of this machine. It passes on what
    a reader sends and tells who asked, as proxies do; unless it ``keeps_host`` it asks by the
    name of this machine, as nginx does untold."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = {key.lower(): value for key, value in self.headers.items()}
            port = ports.get(asked["host"], next(iter(ports.values())))
            asked.setdefault("x-forwarded-for", "203.0.113.9")
            asked["connection"] = "close"
            if not keeps_host:
                asked["host"] = f"127.0.0.1:{port}"
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as behind:
                behind.request(self.command, self.path, headers=asked)
                reply = behind.getresponse()
                body = reply.read()
                self.send_response(reply.status)
                for key, value in reply.getheaders():
                    if key.lower() not in ("connection", "transfer-encoding", "content-length"):
                        self.send_header(key, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *said: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join(10)

"""A town of platforms on loopback: one port each, for every host of theirs, http and TLS."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import trustme

from tests.platforms.nouns import Ask, Kind
from tests.platforms.platform import Platform

TLS_HELLO = b"\x16"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request served: ``number`` is the article it showed, -1 for none."""

    platform: str
    url: str
    kind: Kind
    number: int
    status: int


class Town:
    """Platforms served from threads of this process; a context manager.

    ``resolve`` and ``ca_pem`` are as of ``tests.farm.farm.Farm``: whole nights take either.
    """

    def __init__(self, platforms: Sequence[Platform]) -> None:
        self.platforms = tuple(platforms)
        self.log: list[Visit] = []
        self._lock = threading.Lock()
        authority = trustme.CA()
        self.ca_pem: str = authority.cert_pem.bytes().decode()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        hosts = dict.fromkeys(host for platform in self.platforms for host in platform.hosts)
        authority.issue_cert(*hosts).configure_cert(context)
        self._servers = [_Server(platform, context, self._note) for platform in self.platforms]

    @property
    def resolve(self) -> dict[str, tuple[str, int]]:
        """Where to connect instead of asking DNS: "host:port" → (address, port)."""
        return {
            f"{host}:{port}": ("127.0.0.1", server.server_port)
            for platform, server in zip(self.platforms, self._servers, strict=True)
            for host in platform.hosts
            for port in (80, 443)
        }

    def visits(self, name: str) -> list[Visit]:
        """What was asked of one platform, in order."""
        return [visit for visit in self.log if visit.platform == name]

    def __enter__(self) -> Self:
        for server in self._servers:
            threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
            ).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _note(self, visit: Visit) -> None:
        with self._lock:
            self.log.append(visit)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, platform: Platform, tls: ssl.SSLContext, note) -> None:  # type: ignore[no-untyped-def]
        super().__init__(("127.0.0.1", 0), _Handler)
        self.platform = platform
        self.tls = tls
        self.note = note

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        request.settimeout(30)
        if request.recv(1, socket.MSG_PEEK) == TLS_HELLO:
            with self.tls.wrap_socket(request, server_side=True) as secured:
                super().finish_request(secured, client_address)
            return
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """A client that hangs up is no error of the town's."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "town"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        host = (urlsplit(f"//{self.headers.get('Host', '')}").hostname or "").lower()
        reply = self.server.platform.answer(Ask(scheme, host, self.path))
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        url = f"{scheme}://{host}{self.path}"
        self.server.note(
            Visit(self.server.platform.name, url, reply.kind, reply.number, reply.status)
        )
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """The town keeps its own log."""

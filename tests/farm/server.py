"""The farm on loopback sockets: one plain port per site, one TLS port for every host."""

from __future__ import annotations

import gzip
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.farm.faults import Fault, Faults
from tests.farm.ink import CLOCK, COUNT, clock_line
from tests.farm.orders import VN
from tests.farm.sites import BY_NAME, SITES, SampleSite
from tests.farm.web import Answer, Web, moved

DRIP_BYTES, DRIP_SECONDS = 16, 0.5
"""``slow-drip``: a page of 10 kB takes five minutes."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: ``monotonic`` in seconds for gaps, ``at`` in UTC. ``status`` is
    0 where a fault left it unanswered."""

    monotonic: float
    at: datetime
    host: str
    site: str
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    status: int


class Server(ThreadingHTTPServer):
    """A listening socket and what its handlers need to know."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(
        self,
        port: int,
        *,
        site: SampleSite | None,
        web: Callable[[], Web],
        faults: Faults,
        log: Callable[[Request], None],
        clock: Callable[[], datetime],
        closing: threading.Event,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.site = site
        self.web = web
        self.faults = faults
        self.log = log
        self.clock = clock
        self.closing = closing
        self.tls = tls

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        if self.tls is not None:
            # The handshake belongs to the connection's own thread, not to the accept loop.
            request.settimeout(30)
            with self.tls.wrap_socket(request, server_side=True) as secured:
                secured.settimeout(None)
                super().finish_request(secured, client_address)
            return
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """A client that hangs up, or refuses our certificate, is no error of the farm's."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "farm"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._serve(with_body=True)

    def do_HEAD(self) -> None:
        self._serve(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """The farm keeps its own log."""

    def _serve(self, *, with_body: bool) -> None:
        server, web = self.server, self.server.web()
        parts = urlsplit(self.path)
        host = (parts.hostname or self.headers.get("Host", "").rsplit(":", 1)[0]).lower()
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        named = web.site_at(host, target)
        site = named or server.site or BY_NAME["bimson"]
        if not named and site.web:
            site = web.site_at(site.host, target) or site
        role = web.role(site, target)
        # A robots.txt speaks for every site of its host.
        spoken_for = [s.name for s in SITES if s.host == site.host and role == "robots"]
        fault = server.faults.strike(spoken_for or [site.name], role, web.page(site, target))
        if fault and fault.act in ("silent", "refuse"):
            self._note(host, site, 0)
            self._hold(fault)
            return
        answer = self._answer(web, site, named is not None, host, target, fault)
        headers, body = self._dress(answer, site)
        status = answer.status
        if self._unchanged(answer):
            status, body = 304, b""
            headers = [h for h in headers if h[0] in ("ETag", "Last-Modified", "Date")]
        self._note(host, site, status)
        self._send(status, headers, body if with_body else b"", body, fault)

    def _answer(
        self, web: Web, site: SampleSite, named: bool, host: str, target: str, fault: Fault | None
    ) -> Answer:
        secure = self.server.tls is not None
        if named and (host in site.former or (site.scheme == "https" and not secure)):
            mirror = host if host in site.mirrors else site.host
            return moved(f"{site.scheme}://{mirror}{target}")
        if fault and fault.body is not None:
            headers = fault.headers
            if fault.status in (301, 302):
                onward = target if "://" in fault.location or not fault.location else ""
                headers = (*headers, ("Location", fault.location + onward))
            kind = dict(headers).get("Content-Type", "text/html; charset=utf-8")
            rest = tuple(h for h in headers if h[0] != "Content-Type")
            return Answer(fault.status, fault.body.encode(), kind, rest)
        answer = web.answer(site, target, empty=bool(fault and fault.empties))
        if fault and fault.spoil and answer.status == 200:
            return replace(answer, body=fault.spoil(answer.body.decode()).encode(), etag="")
        return answer

    def _dress(self, answer: Answer, site: SampleSite) -> tuple[list[tuple[str, str]], bytes]:
        body = answer.body
        if answer.ticking:
            now = self.server.clock().astimezone(VN)
            body = body.replace(CLOCK.encode(), clock_line(now).encode())
            body = body.replace(COUNT.encode(), str(random.randint(100, 999)).encode())
        headers = [("Content-Type", answer.content_type), *answer.headers]
        if answer.etag:
            headers.append(("ETag", answer.etag))
        if answer.etag and answer.modified:
            headers.append(
                ("Last-Modified", format_datetime(answer.modified.astimezone(UTC), True))
            )
        if len(body) > 500 and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1, mtime=0)
            headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        return headers, body

    def _unchanged(self, answer: Answer) -> bool:
        if not answer.etag:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or answer.etag in [t.strip() for t in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None or answer.modified is None:
            return False
        try:
            return answer.modified <= parsedate_to_datetime(since)
        except ValueError:
            return False

    def _send(
        self,
        status: int,
        headers: list[tuple[str, str]],
        out: bytes,
        whole: bytes,
        fault: Fault | None,
    ) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        # A 304 has no body to cut, and who keeps its connection may ask another site of the host.
        longer = 4096 if status != 304 and fault and fault.act == "truncate" else 0
        if status != 304:
            self.send_header("Content-Length", str(len(whole) + longer))
        self.end_headers()
        if fault and fault.act == "drip":
            self._drip(out)
            return
        self.wfile.write(out)
        self.wfile.flush()
        if longer:
            self.close_connection = True

    def _drip(self, body: bytes) -> None:
        for at in range(0, len(body), DRIP_BYTES):
            self.wfile.write(body[at : at + DRIP_BYTES])
            self.wfile.flush()
            if self.server.closing.wait(DRIP_SECONDS):
                return

    def _hold(self, fault: Fault) -> None:
        self.close_connection = True
        if fault.act == "silent":
            self.server.closing.wait()
        # A reset, not an orderly end of stream: that is how a refused connection looks.
        self.connection.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
        )

    def _note(self, host: str, site: SampleSite, status: int) -> None:
        self.server.log(
            Request(
                time.monotonic(),
                datetime.now(UTC),
                host,
                site.name,
                self.command,
                self.path,
                tuple(self.headers.items()),
                status,
            )
        )

"""The wire: every byte we ask for passes here, and lies in WARC before anyone reads it.

robots.txt, politeness, the address guard, TLS and size limits are kept in this one place,
for every crawler of the process. A failure is kept as well, as a WARC
metadata record: what could not be had, and why, is evidence too.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiohttp
import yarl
from aiohttp.connector import Connection

from archive import frontier, payload
from archive.records import Page, Role, Site
from archive.warc import Exchange, text_of
from archive.writer import Archive
from crawler import robots
from crawler.addresses import Address, ForbiddenAddress, Resolver, guarded_socket, is_plain
from crawler.politeness import NoTurn, OutOfTime, Politeness, http_date, retry_after
from crawler.tls import Trust, excepted, unverified

log = logging.getLogger(__name__)

ACCEPT = (
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "vi,en;q=0.5"),
    ("Accept-Encoding", "gzip, deflate, br"),
)
LONGEST_WAIT = 600.0
"""Seconds a server may ask us to wait within a run; beyond it, its visits stay owed to
the next. Our own back-off never asks for more."""

SLOW = 60.0
"""Seconds of Crawl-delay from which on a host is asked only so much as its hours hold: a
thousand pages would else keep a run, and with it the archive, for the better part of a day."""

NIGHT = 6 * 3600.0
"""Those hours, in seconds from the start of a run: 360 requests at a delay of a minute, 6 at
one of an hour."""


class _Answer(aiohttp.ClientResponse):
    """A response that knows who sent it: a short one has let its connection go before
    anybody can ask."""

    peer = ""
    certificate = ""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        if transport := connection.transport:
            name = transport.get_extra_info("peername")
            self.peer = name[0] if name else ""
            self.certificate = unverified(transport.get_extra_info("ssl_object"))
        return await super().start(connection)


@dataclass(slots=True)
class Wire:
    """What a run fetches with: seconds (``delay_for`` a host, ``timeout``, ``night``) and bytes.

    ``quiet`` says whether a host is to be left alone at this moment; ``wall`` is the
    time of day, which may jump either way.
    """

    archive: Archive
    user_agent: str
    delay_for: Callable[[str], float] = lambda _: 5.0
    timeout: float = 30.0
    max_body: int = 20 * 1024 * 1024
    night: float = NIGHT
    farm: Mapping[str, Address] = field(default_factory=dict)
    extra_ca: str = ""
    owner_of: Callable[[str], Site | None] = lambda _: None
    quiet: Callable[[str], bool] = lambda _: False
    politeness: Politeness = field(default_factory=Politeness)
    wall: Callable[[], float] = time.time
    stopped: bool = False
    _policies: dict[str, tuple[float, asyncio.Task[robots.Policy]]] = field(default_factory=dict)
    _session: aiohttp.ClientSession | None = None
    _resolver: Resolver | None = None
    _trust: Trust = field(init=False)

    def __post_init__(self) -> None:
        self._trust = Trust(self.extra_ca)

    async def fetch(
        self, url: str, site: Site, role: Role, conditional: tuple[tuple[str, str], ...] = ()
    ) -> Page:
        """Ask for one URL and return the page as captured.

        Never raises for what a server or the network does: a page with status
        0 says in ``capture.failure`` why there was no exchange.

        :raises OutOfTime: the night has no room for it at its host's Crawl-delay.
        :raises NoTurn: the run stops, or quiet hours began while it waited. Either way the
            visit stays owed.
        """
        if not is_plain(url):
            return self._failed(url, site, role, "refused: no plain http or https URL")
        policy = await self._policy(url, site)
        if refusal := policy.refuses(url):
            return self._failed(url, site, role, f"refused: {refusal}")
        return await self._exchange(url, site, role, conditional, policy.delay)

    def stop(self) -> None:
        """Send nothing more: exchanges under way end, those waiting raise NoTurn."""
        self.stopped = True
        self.politeness.stop()

    async def close(self) -> None:
        """Close connections; the wire can be used again afterwards."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _policy(self, url: str, site: Site) -> robots.Policy:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        # What came without verification speaks for the site that lives with that, alone.
        alone = excepted(site, parts.hostname or "", self.wall())
        key = f"{site.name} {origin}" if alone else origin
        known = self._policies.get(key)
        # A clock that went back makes no answer younger: it is asked for again.
        if known is None or not 0 <= self.wall() - known[0] < robots.LIFETIME or _gave_up(known[1]):
            # One robots.txt a host, whichever of its sites asked first.
            owner = self.owner_of(parts.hostname or "") or site
            owner = site if alone else replace(owner, tls_exception=None)

            async def fetch(address: str) -> Page:
                page = await self._exchange(address, owner, "robots", (), 0.0)
                page = robots.read_links(page)
                self.archive.ingest(page)
                return page

            known = self.wall(), asyncio.ensure_future(robots.obtain(origin, fetch))
            self._policies[key] = known
        return await asyncio.shield(known[1])

    async def _exchange(
        self,
        url: str,
        site: Site,
        role: Role,
        conditional: tuple[tuple[str, str], ...],
        crawl_delay: float,
    ) -> Page:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        session = self._open()
        assert self._resolver is not None
        try:
            servers = await self._resolver.servers(host, port)
        except ForbiddenAddress as error:
            return self._failed(url, site, role, f"refused: {error}")
        except (OSError, UnicodeError, ValueError) as error:
            return self._failed(url, site, role, f"dns: {host} does not resolve ({error})")
        delay = self.delay_for(f"{host}:{port}")
        # A Crawl-delay is its host's; other hosts of the server need not wait it out.
        turns = {f"//{host}": max(delay, crawl_delay)} | dict.fromkeys(servers, delay)
        within = self.night if crawl_delay >= SLOW else math.inf
        failure, started = "", datetime.now(UTC)
        try:
            async with self.politeness.turn(turns, LONGEST_WAIT, within):
                if self.quiet(host):
                    raise _Quiet(f"{host} is left alone at this hour")
                started = datetime.now(UTC)
                try:
                    exchange = await self._send(session, url, site, started, conditional)
                except TimeoutError:
                    failure = f"timeout: no answer in {self.timeout:g} s"
                except (aiohttp.ClientError, OSError, ValueError) as error:
                    failure = _describe(error)
                else:
                    self._heed(servers, exchange, delay)
        except OutOfTime as error:
            said = f"robots.txt asks for {crawl_delay:g} s between requests"
            raise OutOfTime(f"{said}: the rest waits for the next night") from error
        except NoTurn as error:
            if self.stopped or isinstance(error, _Quiet):
                raise
            failure = f"busy: {error}"
        if failure:
            return self._failed(url, site, role, failure)
        return self._page(exchange, role, site)

    async def _send(
        self,
        session: aiohttp.ClientSession,
        url: str,
        site: Site,
        started: datetime,
        conditional: tuple[tuple[str, str], ...],
    ) -> Exchange:
        target = yarl.URL(url, encoded=True)
        server = f"{target.host}:{target.port}"
        lenient = excepted(site, target.host or "", self.wall())
        while True:
            try:
                async with session.get(
                    target,
                    headers=[("User-Agent", self.user_agent), *ACCEPT, *conditional],
                    allow_redirects=False,
                    ssl=self._trust.context(server, excepted=lenient),
                ) as response:
                    return await self._received(response, url, site, started)
            except aiohttp.ClientConnectorCertificateError as error:
                if not lenient or self._trust.failure(server):
                    raise
                # Nothing was asked for yet: what goes out now is the one request.
                self._trust.failed(server, error.certificate_error)

    async def _received(
        self, response: aiohttp.ClientResponse, url: str, site: Site, started: datetime
    ) -> Exchange:
        body, truncated = bytearray(), ""
        try:
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > self.max_body:
                    del body[self.max_body :]
                    truncated = "length"
                    break
        except TimeoutError:
            truncated = "time"  # dripped; what came is kept, and said to be cut
        except (aiohttp.ClientError, OSError):
            truncated = "disconnect"  # shorter than its Content-Length, reset, bad chunks
        certificate = getattr(response, "certificate", "")
        server = f"{response.url.host}:{response.url.port}"
        return Exchange(
            url=url,
            site=site.name,
            fetched_at=started,
            request_headers=tuple((k, v) for k, v in response.request_info.headers.items()),
            status=response.status,
            # aiohttp decodes the phrase as UTF-8 with surrogates for the rest.
            reason=(response.reason or "").encode("utf-8", "surrogateescape").decode("latin-1"),
            headers=tuple(
                (k.decode("latin-1"), v.decode("latin-1")) for k, v in response.raw_headers
            ),
            payload=bytes(body),
            ip=getattr(response, "peer", ""),
            truncated=truncated,
            certificate=certificate,
            unverified=self._trust.failure(server) if certificate else "",
        )

    def _heed(self, servers: Collection[str], exchange: Exchange, delay: float) -> None:
        said = {name.lower(): value for name, value in reversed(exchange.headers)}
        asked = retry_after(
            said.get("retry-after", ""), http_date(said.get("date", "")) or exchange.fetched_at
        )
        if exchange.status in (429, 503):
            if asked is None:
                asked = min(self.politeness.strike(servers, delay), LONGEST_WAIT)
        else:
            self.politeness.forgive(servers)
            if asked is None or not 300 <= exchange.status < 400:
                return
        self.politeness.hold(servers, asked)
        log.info("%s answered %d: nothing asked for %g s", exchange.url, exchange.status, asked)

    def _page(self, exchange: Exchange, role: Role, site: Site) -> Page:
        capture = self.archive.keep(exchange)
        trouble, body = "", exchange.payload
        encoding = next((v for k, v in exchange.headers if k.lower() == "content-encoding"), "")
        try:
            body = payload.unpack(body, encoding, role)
        except payload.PayloadError as error:
            trouble, body = f"payload: {error}", b""
        if exchange.truncated:
            trouble = f"cut short ({exchange.truncated})"
        return Page(
            url=exchange.url,
            role=role,
            site=site,
            status=exchange.status,
            headers=text_of(exchange.headers),
            body=body,
            captured_at=exchange.fetched_at,
            capture=capture,
            witnesses=frontier.witnesses(self.archive.db, exchange.url),
            trouble=trouble,
        )

    def _failed(self, url: str, site: Site, role: Role, failure: str) -> Page:
        exchange = Exchange(url=url, site=site.name, fetched_at=datetime.now(UTC), failure=failure)
        log.info("%s: %s", url, failure)
        return self._page(exchange, role, site)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._resolver = Resolver(self.farm)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=self._resolver,
                    use_dns_cache=False,
                    socket_factory=guarded_socket(self.farm),
                    ssl=self._trust.verifying,
                    limit=0,
                    # Less than the 5 s after which Apache closes: a connection that dies
                    # under a request looks like a server that does not answer.
                    keepalive_timeout=4.0,
                ),
                response_class=_Answer,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                timeout=aiohttp.ClientTimeout(total=self.timeout),
                # aiohttp's 8,190 bytes are fewer than some Content-Security-Policy headers.
                max_line_size=65_536,
                max_field_size=65_536,
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
                trust_env=False,
            )
            # aiohttp would ask once more, at once and unseen, when a connection drops.
            self._session._retry_connection = False
        return self._session


class _Quiet(NoTurn):
    """Quiet hours began while a request waited for its turn."""


def _gave_up(task: asyncio.Task[robots.Policy]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


def _describe(error: BaseException) -> str:
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(
        error.os_error, ForbiddenAddress
    ):
        return f"refused: {error.os_error}"
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"certificate: {error.certificate_error}"
    if isinstance(error, aiohttp.ClientSSLError):
        return f"tls: {error}"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"connect: {error.os_error.strerror or error}"
    # aiohttp quotes the bytes it could not read, 64 KB of them.
    return f"{type(error).__name__}: {error}"[:300]

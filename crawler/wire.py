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
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
import yarl

from archive import frontier, holds, payload
from archive.ingest import is_hop
from archive.records import Link, Page, Role, Site
from archive.warc import Exchange, text_of
from archive.writer import Archive
from crawler import robots
from crawler.addresses import Address, ForbiddenAddress, Resolver, guarded_socket, is_plain
from crawler.politeness import NoTurn, OutOfTime, Politeness, http_date, retry_after
from crawler.session import ACCEPT, describe, open_session
from crawler.tls import Trust, excepted
from crawler.urls import absolute, clean

log = logging.getLogger(__name__)

LONGEST_WAIT = 600.0
"""Seconds a server may ask us to wait within a run; beyond it, its visits stay owed to
the next. Our own back-off never asks for more."""

SLOW = 60.0
"""Seconds of Crawl-delay from which on a host is asked only so much as its hours hold: a
thousand pages would else keep a run, and with it the archive, for the better part of a day."""

NIGHT = 6 * 3600.0
"""Those hours, in seconds from the start of a run: 360 requests at a delay of a minute, 6 at
one of an hour."""


@dataclass(slots=True)
class Wire:
    """What a run fetches with: seconds (``delay_for`` a host, ``timeout``, ``night``) and bytes.

    ``quiet`` says whether a host is to be left alone at this moment, ``identity`` by which URL
    a site's page is known; ``wall`` is the time of day, which may jump either way.
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
    identity: Callable[[Site, str], str] = lambda _, url: url
    politeness: Politeness = field(default_factory=Politeness)
    wall: Callable[[], float] = time.time
    stopped: bool = False
    _policies: dict[str, tuple[float, asyncio.Task[robots.Policy]]] = field(default_factory=dict)
    _homes: dict[tuple[str, str], str] = field(default_factory=dict)
    _session: aiohttp.ClientSession | None = None
    _resolver: Resolver | None = None
    _trust: Trust = field(init=False)

    def __post_init__(self) -> None:
        self._trust = Trust(self.extra_ca)
        for server, seconds in holds.take(self.archive.begin(), self._now()).items():
            self.politeness.hold([server], seconds)

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
        asked, tried = self._at_home(url, site), set[str]()
        while asked not in tried and len(tried) <= robots.MAX_HOPS:
            tried.add(asked)
            policy = await self._policy(asked, site)
            if refusal := policy.refuses(asked):
                return self._failed(url, site, role, f"refused: {refusal}", asked)
            page = await self._exchange(url, site, role, conditional, policy.delay, asked)
            location = clean(absolute(asked, page.header("location")))
            hop = replace(page, links=(Link(self.identity(site, location), role),))
            if not is_hop(hop):
                return page
            # The same page elsewhere, by its site's own word: the visit goes on there.
            self.archive.follow(hop)
            self._homes[site.name, _origin(url)] = _origin(location)
            asked = location
        return self._failed(url, site, role, "redirects in a circle", asked)

    def _at_home(self, url: str, site: Site) -> str:
        """A URL at the scheme and host to which its site sent us earlier in this run."""
        home = self._homes.get((site.name, _origin(url)))
        return home + url.removeprefix(_origin(url)) if home else url

    async def refuses_still(self, url: str, site: Site) -> bool:
        """Whether a URL is refused as at its last visit, by the same rule of the same
        robots.txt: that is on record, and need not be told each night."""
        asked = self._at_home(url, site)
        if not is_plain(asked):
            return False
        policy = await self._policy(asked, site)
        rule = policy.refuses(asked)
        if policy.refusal or not rule:
            return False
        said = f"refused: {rule}"
        return frontier.is_refused(self.archive.db, url, said, policy.source, policy.digest)

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
        parts, origin = urlsplit(url), _origin(url)
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
        asked: str = "",
    ) -> Page:
        asked = asked or url
        parts = urlsplit(asked)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        session = self._open()
        assert self._resolver is not None
        try:
            servers = await self._resolver.servers(host, port)
        except ForbiddenAddress as error:
            return self._failed(url, site, role, f"refused: {error}", asked)
        except (OSError, UnicodeError, ValueError) as error:
            said = f"dns: {host} does not resolve ({error})"
            return self._failed(url, site, role, said, asked)
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
                    exchange = await self._send(session, asked, site, started, conditional)
                except TimeoutError:
                    failure = f"timeout: no answer in {self.timeout:g} s"
                except (aiohttp.ClientError, OSError, ValueError) as error:
                    failure = describe(error)
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
            return self._failed(url, site, role, failure, asked)
        return self._page(_known_as(url, exchange), role, site)

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
            # "Retry-After: 0", or a moment that has passed, is no leave to go on at once.
            own = min(self.politeness.strike(servers, delay), LONGEST_WAIT)
            asked = max(asked or 0.0, own)
        else:
            self.politeness.forgive(servers)
            if asked is None or not 300 <= exchange.status < 400:
                return
        self.politeness.hold(servers, asked)
        rest = min(timedelta(seconds=asked), holds.LONGEST)
        holds.keep(self.archive.begin(), servers, self._now() + rest)
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

    def _failed(self, url: str, site: Site, role: Role, failure: str, asked: str = "") -> Page:
        asked = asked or url
        exchange = Exchange(asked, site.name, fetched_at=datetime.now(UTC), failure=failure)
        log.info("%s: %s", asked, failure)
        return self._page(_known_as(url, exchange), role, site)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.wall(), UTC)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._resolver = Resolver(self.farm)
            self._session = open_session(
                self._resolver, guarded_socket(self.farm), self._trust.verifying, self.timeout
            )
        return self._session


class _Quiet(NoTurn):
    """Quiet hours began while a request waited for its turn."""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _known_as(url: str, exchange: Exchange) -> Exchange:
    """An exchange as the archive knows its page, with what was really asked for."""
    return exchange if exchange.url == url else replace(exchange, url=url, asked=exchange.url)


def _gave_up(task: asyncio.Task[robots.Policy]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)

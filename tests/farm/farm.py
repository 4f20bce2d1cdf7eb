"""The farm as a whole: five sample sites served from this process, with their truth."""

from __future__ import annotations

import ssl
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import trustme

from tests.farm import texts as plain_texts
from tests.farm.faults import Faults
from tests.farm.manifest import Manifest, manifest
from tests.farm.nights import Edition, editions, url_of
from tests.farm.orders import VN
from tests.farm.server import Request, Server
from tests.farm.sites import SITES
from tests.farm.stories import Story
from tests.farm.web import Web


@dataclass(frozen=True, slots=True)
class FarmSite:
    """One sample site: ``base_url`` reaches it by address, ``pages`` counts its articles."""

    name: str
    host: str
    scheme: str
    base_url: str
    pages: int


class Farm:
    """Five sample sites on 127.0.0.1, in threads of this process; a context manager.

    ``night`` is 1 or 2. ``port`` is the first of six consecutive ports (one per site, then
    TLS), 0 for free ones. ``faults`` are names of ``faults.FAULTS``, each for all sites or
    as ``NAME:site``. ``texts`` is a folder of plain-text articles to serve too. ``clock``
    is what the mastheads show.
    """

    def __init__(
        self,
        *,
        night: int = 1,
        port: int = 0,
        faults: Sequence[str] = (),
        texts: Path | None = None,
        seed: int = 5,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self._texts: dict[str, tuple[Story, ...]] = plain_texts.load(texts) if texts else {}
        self._webs = {n: Web(edition, self._texts) for n, edition in editions(seed).items()}
        self._truths: dict[int, Manifest] = {}
        self.set_night(night)
        self.log: list[Request] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        authority = trustme.CA()
        self.ca_pem: str = authority.cert_pem.bytes().decode()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        hosts = dict.fromkeys(host for site in SITES for host in site.hosts)
        authority.issue_cert(*hosts, "127.0.0.1", "localhost").configure_cert(context)
        self._faults = striking = Faults(faults, [site.name for site in SITES])
        _lapse(context, authority, striking)
        self._servers = [
            Server(
                port + place if port else 0,
                site=site,
                web=lambda: self._web,
                faults=striking,
                log=self._note,
                clock=clock or (lambda: datetime.now(VN)),
                closing=self._closing,
                tls=None if site else context,
            )
            for place, site in enumerate((*SITES, None))
        ]
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def sites(self) -> tuple[FarmSite, ...]:
        return tuple(
            FarmSite(
                site.name,
                site.host,
                site.scheme,
                f"http://127.0.0.1:{server.server_port}",
                len(self._web.layouts[site.name].stories),
            )
            for site, server in zip(SITES, self._servers, strict=False)
        )

    @property
    def resolve(self) -> dict[str, tuple[str, int]]:
        """Where to connect instead of asking DNS: "host:port" → (address, port)."""
        tls = self._servers[-1].server_port
        found: dict[str, tuple[str, int]] = {}
        for site, server in zip(SITES, self._servers, strict=False):
            for host in site.hosts:
                found.setdefault(f"{host}:80", ("127.0.0.1", server.server_port))
                found[f"{host}:443"] = ("127.0.0.1", tls)
        return found

    @property
    def night(self) -> int:
        return self._web.edition.night

    def set_night(self, night: int) -> None:
        """Change what is served, from the next request on."""
        if night not in self._webs:
            raise ValueError(f"no night {night}; there are: 1, 2")
        self._web = self._webs[night]

    def show(self, edition: Edition, faults: Sequence[str] = ()) -> None:
        """Serve an edition of a :class:`tests.farm.calendar.Calendar`, with these faults alone,
        from the next request on."""
        self._faults.put(faults)
        self._web = Web(edition, self._texts)
        self._truths.pop(edition.night, None)

    @property
    def manifest(self) -> Manifest:
        """The truth of the night being served."""
        if self.night not in self._truths:
            self._truths[self.night] = self._truth()
        return self._truths[self.night]

    def _truth(self) -> Manifest:
        layouts = self._web.layouts
        feeds: dict[str, tuple[str, ...]] = {}
        for site in SITES:
            paths = [layouts[site.name].feed_path(section) for section in site.sections]
            paths += ["/sitemap.xml"] if site.family == "epi" else []
            feeds[site.name] = tuple(url_of(site, path) for path in paths if path)
        return manifest(
            self._web.edition,
            listings={
                site.name: tuple(
                    url_of(site, layouts[site.name].section_path(s)) for s in site.sections
                )
                for site in SITES
            },
            feeds=feeds,
            also_at={
                url: others for layout in layouts.values() for url, others in layout.also_at.items()
            },
            texts={
                story.cluster: url_of(layout.site, story.path)
                for layout in layouts.values()
                for story in layout.stories
                if story.kind == "text"
            },
        )

    def announce(self) -> dict[str, Any]:
        """What ``lamtheo farm`` prints: sites, where to connect, the CA's file, the night."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="farm-")
        ca_file = Path(self._folder.name) / "ca.pem"
        ca_file.write_text(self.ca_pem)
        return {
            "night": self.night,
            "sites": [
                {
                    "name": site.name,
                    "host": site.host,
                    "scheme": site.scheme,
                    "base_url": site.base_url,
                    "pages": site.pages,
                }
                for site in self.sites
            ],
            "resolve": {name: list(address) for name, address in self.resolve.items()},
            "ca_file": str(ca_file),
        }

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
        self._closing.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _note(self, request: Request) -> None:
        with self._lock:
            self.log.append(request)


def _lapse(context: ssl.SSLContext, authority: trustme.CA, faults: Faults) -> None:
    """Have hosts present a certificate that expired yesterday while ``faults`` say so."""
    lapsed = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    now = datetime.now(VN)
    authority.issue_cert(
        *(site.host for site in SITES),
        not_before=now - timedelta(days=90),
        not_after=now - timedelta(days=1),
    ).configure_cert(lapsed)

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        expired = faults.expired()
        if any(site.host == name and expired & {"", site.name} for site in SITES):
            connection.context = lapsed

    context.sni_callback = choose

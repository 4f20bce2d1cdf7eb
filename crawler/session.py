"""The connections a run fetches through: what they send of themselves, and what their failures
are called."""

from __future__ import annotations

import ssl
from typing import Any

import aiohttp
from aiohttp.connector import Connection

from crawler.addresses import ForbiddenAddress, Resolver
from crawler.tls import unverified

ACCEPT = (
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "vi,en;q=0.5"),
    ("Accept-Encoding", "gzip, deflate, br"),
)


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


def open_session(
    resolver: Resolver, socket_factory: Any, verifying: ssl.SSLContext, timeout: float
) -> aiohttp.ClientSession:
    """A session that asks once, as it is told, and follows nothing; ``timeout`` in seconds for
    a whole exchange."""
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=resolver,
            use_dns_cache=False,
            socket_factory=socket_factory,
            ssl=verifying,
            limit=0,
            # Less than the 5 s after which Apache closes: a connection that dies
            # under a request looks like a server that does not answer.
            keepalive_timeout=4.0,
        ),
        response_class=_Answer,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=timeout),
        # aiohttp's 8,190 bytes are fewer than some Content-Security-Policy headers.
        max_line_size=65_536,
        max_field_size=65_536,
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
        trust_env=False,
    )
    # aiohttp would ask once more, at once and unseen, when a connection drops.
    session._retry_connection = False
    return session


def describe(error: BaseException) -> str:
    """Why there was no exchange, in the words that :mod:`crawler.causes` reads."""
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

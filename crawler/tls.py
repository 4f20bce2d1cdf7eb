"""Which certificates are believed: those that verify, and where a site's file says so and
until when, one that does not.

An exception is tried only after verification has failed: a certificate that was mended is
believed again at once, and what was wrong with the other is known in its own words.
"""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from hashlib import sha256

import certifi

from archive.records import Site


class Trust:
    """The two contexts of a run, and the servers of which verification has failed in it."""

    def __init__(self, extra_ca: str = "") -> None:
        self.verifying = ssl.create_default_context(cafile=certifi.where())
        if extra_ca:
            self.verifying.load_verify_locations(cadata=extra_ca)
        self._any = ssl.create_default_context()
        self._any.check_hostname = False
        self._any.verify_mode = ssl.CERT_NONE
        self._failed: dict[str, str] = {}

    def failed(self, server: str, error: ssl.CertificateError | Exception) -> None:
        """``server`` ("host:port") showed a certificate that does not verify."""
        self._failed[server] = getattr(error, "verify_message", "") or str(error)

    def failure(self, server: str) -> str:
        """Why the certificate of a server does not verify; "" as long as it did."""
        return self._failed.get(server, "")

    def context(self, server: str, *, excepted: bool) -> ssl.SSLContext:
        """What to connect with: never the lenient one where no exception is in force."""
        return self._any if excepted and server in self._failed else self.verifying


def excepted(site: Site, host: str, now: float) -> bool:
    """Whether a site's exception covers a host at a moment (seconds since 1970): its own
    hosts alone, so that no redirect carries it elsewhere."""
    exception = site.tls_exception
    return (
        exception is not None
        and host in site.hosts
        and exception.holds(datetime.fromtimestamp(now, UTC))
    )


def unverified(connection: object) -> str:
    """The SHA-256 of the certificate a connection's server showed, in hexadecimal, where
    nobody verified it; "" for every other connection."""
    if not isinstance(connection, ssl.SSLObject) or connection.context.verify_mode:
        return ""
    shown = connection.getpeercert(binary_form=True)
    return sha256(shown).hexdigest() if shown else ""

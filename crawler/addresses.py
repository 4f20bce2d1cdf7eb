"""Where a connection may go: public addresses, and what the farm setting names.

One seam serves both: names of farm sites resolve to loopback, and whatever
address a name gives, literals and redirects included, is looked at once more
when the socket is made.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Address = tuple[str, int]

# What Python's tables call global, or did until lately (they differ from one patch release
# to the next), and IANA's special-purpose registries do not.
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20",
    )
)  # fmt: skip
_UNICAST = ipaddress.ip_network("2000::/3")
"""All the IPv6 that IANA has given to the public internet: what lies outside is loopback,
link-local, site-local, IPv4-compatible, local NAT64, or nobody's yet."""
_PRINTABLE = re.compile(r"[!-\[\]-~]+")  # ASCII without spaces and backslash
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenAddress(OSError):
    """A name that leads to an address we must not touch; says which."""


def is_plain(url: str) -> bool:
    """Whether every parser reads one and the same http(s) host from a URL."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.username is None
            and parts.port != 0
            and bool(_PRINTABLE.fullmatch(url))
        )
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    IPv4 carried inside IPv6 (mapped, 6to4, NAT64) counts as what it carries; Teredo
    is no way to any server.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _UNICAST:
            return False
    special = any(ip in network for network in _SPECIAL if network.version == ip.version)
    return ip.is_global and not ip.is_multicast and not special


class Resolver(AbstractResolver):
    """Names to addresses, each asked once a run, so that what was looked at is what is
    connected to. ``farm`` maps "host:port" to loopback."""

    def __init__(self, farm: Mapping[str, Address]) -> None:
        self._farm = farm
        self._known: dict[str, list[ResolveResult]] = {}
        self._system: AbstractResolver | None = None

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """:raises ForbiddenAddress: one of the name's addresses is not public, whatever
        the others are: no public server calls itself 10.0.0.1 too.
        :raises OSError: the name does not resolve.
        """
        local = self._farm.get(f"{host}:{port}")
        if local is not None:
            return [_result(host, *local)]
        if host not in self._known:
            self._system = self._system or ThreadedResolver()
            found = await self._system.resolve(host, port, socket.AF_UNSPEC)
            for one in found:
                _require_public(one["host"])
            self._known[host] = found
        return [ResolveResult(**{**one, "port": port}) for one in self._known[host]]

    async def servers(self, host: str, port: int) -> Sequence[str]:
        """The names politeness keeps for whoever may answer: addresses, sorted, since hundreds
        of these sites share one machine; with their port only on the farm.

        :raises OSError: as :meth:`resolve`.
        """
        mapped = f"{host}:{port}" in self._farm
        return sorted(
            {
                f"{one['host']}:{one['port']}" if mapped else one["host"]
                for one in await self.resolve(host, port)
            }
        )

    async def close(self) -> None:
        if self._system is not None:
            await self._system.close()


def guarded_socket(farm: Mapping[str, Address]) -> Any:
    """A socket factory for aiohttp that refuses every address but public ones and the farm's.

    It sees the final address of each connection, IP literals included, which a
    resolver alone does not.
    """
    allowed = set(farm.values())

    def make(info: tuple[Any, ...]) -> socket.socket:
        family, kind, proto, _, address = info
        if (address[0], address[1]) not in allowed:
            _require_public(address[0])
        return socket.socket(family=family, type=kind, proto=proto)

    return make


def _require_public(address: str) -> None:
    if not is_public(address.split("%", 1)[0]):
        raise ForbiddenAddress(f"{address} is not an address of the public internet")


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
    )

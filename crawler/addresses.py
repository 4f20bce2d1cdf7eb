"""Where a connection may go: public addresses, and what the farm setting names.

One seam serves both: names of farm sites resolve to loopback, and whatever
address a name gives, literals and redirects included, is looked at once more
when the socket is made.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Address = tuple[str, int]


class ForbiddenAddress(OSError):
    """A name that leads to an address we must not touch; says which."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    IPv4 carried inside IPv6 (mapped, 6to4, Teredo, NAT64) counts as what it carries.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class Resolver(AbstractResolver):
    """Names to addresses, each asked once a run. ``farm`` maps "host:port" to loopback."""

    def __init__(self, farm: Mapping[str, Address]) -> None:
        self._farm = farm
        self._known: dict[tuple[str, int, int], list[ResolveResult]] = {}
        self._system: ThreadedResolver | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        local = self._farm.get(f"{host}:{port}")
        if local is not None:
            return [
                ResolveResult(
                    hostname=host,
                    host=local[0],
                    port=local[1],
                    family=socket.AF_INET,
                    proto=0,
                    flags=socket.AI_NUMERICHOST,
                )
            ]
        key = (host, port, int(family))
        if key not in self._known:
            self._system = self._system or ThreadedResolver()
            self._known[key] = await self._system.resolve(host, port, family)
        return self._known[key]

    async def server(self, host: str, port: int) -> str:
        """The name politeness keeps for whoever answers: an address, since hundreds of
        these sites share one machine; with its port only on the farm.

        :raises OSError: the name does not resolve.
        """
        # The least of them, since a name server deals its addresses out in turn.
        found = min(await self.resolve(host, port, socket.AF_UNSPEC), key=lambda one: one["host"])
        mapped = f"{host}:{port}" in self._farm
        return f"{found['host']}:{found['port']}" if mapped else found["host"]

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
        host, port = address[0].split("%", 1)[0], address[1]
        if (host, port) not in allowed and not is_public(host):
            raise ForbiddenAddress(f"{host} is not an address of the public internet")
        return socket.socket(family=family, type=kind, proto=proto)

    return make

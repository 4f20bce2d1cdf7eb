"""Asking the farm as a crawler would: through its resolver, trusting its authority."""

from __future__ import annotations

import http.client
import socket
import ssl
from email.message import Message
from urllib.parse import urlsplit

from tests.farm import Farm, Truth


def get(
    farm: Farm, url: str, headers: dict[str, str] | None = None, timeout: float = 5
) -> tuple[int, Message, bytes]:
    """One GET through the farm's resolver, TLS verified against the farm's own CA."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = farm.resolve.get(f"{host}:{port}", (host, port))
    raw = socket.create_connection(address, timeout)
    if parts.scheme == "https":
        context = ssl.create_default_context(cadata=farm.ca_pem)
        raw = context.wrap_socket(raw, server_hostname=host)
    connection = http.client.HTTPConnection(host, timeout=timeout)
    connection.sock = raw
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Connection": "close", **(headers or {})})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def page(farm: Farm, url: str) -> str:
    status, _, body = get(farm, url)
    assert status == 200, url
    return body.decode()


def of_site(farm: Farm, name: str) -> list[Truth]:
    return [truth for truth in farm.manifest.articles if truth.site == name]

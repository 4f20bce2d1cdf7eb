"""The one address at which a reader changes the language, of our pages and of Datasette's."""

from __future__ import annotations

from typing import Any

from datasette import Response

from archive.web.answering import remember

ADDRESS = "/ngon-ngu"


async def tongue(request: Any) -> Any:
    """Remember the language and go back to where the reader was, in this archive or nowhere."""
    response = Response("", status=302, headers={"location": _own(request.args.get("ve") or "/")})
    remember(response, request.args.get("lang"))
    return response


def _own(path: str) -> str:
    r"""A path of this archive; "/" for what a browser would take for another host's.

    >>> _own("/tim?q=a"), _own("//evil.example"), _own("/\\evil.example"), _own("https://a.b/")
    ('/tim?q=a', '/', '/', '/')
    """
    elsewhere = path[:2] in ("//", "/\\") or not path.startswith("/")
    # A browser leaves out the tabs and line ends of an address: "/\t/evil.example".
    return path if not elsewhere and path.isascii() and path.isprintable() else "/"


ROUTES = ((rf"^{ADDRESS}$", tongue),)

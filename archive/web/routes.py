"""Every address of the web, collected from the modules that answer.

A module brings ``PAGES``, pairs of a path and a :data:`~archive.web.asked.View`, or
``ROUTES``, pairs of a regular expression and a Datasette view of its own making. A part of
a path in braces is named; it takes neither dots nor slashes. A page that lists something is had as
CSV and JSON by its ending, and where its CSV is from as ``.meta.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from archive.web.answering import Handler, handler

MODULES = (
    # Before the results: its files are whole where a page's are cut.
    *("downloads", "front", "results", "article", "revisions", "cluster", "timeline", "provinces"),
    *("coverage", "spread", "sites", "lists", "about", "sheets", "tongue"),
)


def routes() -> list[tuple[str, Handler]]:
    """All routes as Datasette takes them, ours before its own."""
    return list(_routes())


def _routes() -> Iterator[tuple[str, Handler]]:
    for name in MODULES:
        module = import_module(f"archive.web.{name}")
        yield from getattr(module, "ROUTES", ())
        for path, view in getattr(module, "PAGES", ()):
            yield pattern(path), handler(view)


def pattern(path: str) -> str:
    """A path as the regular expression of its route.

    >>> pattern("/bai/{id}")
    '^/bai/(?P<id>[^/.]+)(?:\\\\.(?P<format>csv|json|meta\\\\.json))?/?$'
    """
    named = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/.]+)", path)
    return f"^{named}(?:\\.(?P<format>csv|json|meta\\.json))?" + ("$" if path == "/" else "/?$")

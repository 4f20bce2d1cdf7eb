"""A Frictionless data package: tables as CSV, and a descriptor that says what each column is.

https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any
from urllib.parse import urlsplit

from archive.export.columns import CELLS, WORDS
from archive.export.csv_file import table
from archive.export.members import Member, Sealed, spool, spooled
from archive.export.origin import Origin
from archive.export.records import COLUMNS, Record

_PLACE = ("article", "role", "place", "province_before", "province_after", "evidence")
_NAMED = ("article", "document", "number")
_SITE = (
    *("site", "organisation", "level", "province_before", "province_after"),
    *("district", "rights", "address"),
)
_TYPES = {bool: "boolean", int: "integer", float: "number"}
_MOMENTS = ("first_seen_at", "last_seen_at", "captured_at", "gone_at")
_KEYS = {
    "article-documents": {"article": ("articles", "id")},
    "article-places": {"article": ("articles", "id")},
    "articles": {"site": ("sites", "site")},
}


def members(records: Iterable[Record], origin: Origin) -> Iterator[Member]:
    """The files of the package, the descriptor last: it states the size and digest of each."""
    sites: dict[str, dict[str, object]] = {}
    named, places = spool(), spool()
    with named, places:
        _begin(named, _NAMED)
        _begin(places, _PLACE)
        sealed: list[Sealed] = []

        def sheet(name: str, chunks: Iterable[bytes]) -> Member:
            sealed.append(Sealed(name))
            return Member(f"{name}.csv", sealed[-1].through(chunks))

        rows = _articles(records, sites, named, places)
        yield sheet("articles", table(list(COLUMNS), rows))
        yield sheet("article-documents", spooled(named))
        yield sheet("article-places", spooled(places))
        yield sheet("sites", table(_SITE, sites.values()))
        described = descriptor(origin, sealed, list(sites.values()))
        yield Member("datapackage.json", [described])


def descriptor(origin: Origin, sheets: list[Sealed], sites: list[dict[str, object]]) -> bytes:
    """``datapackage.json``."""
    said = {
        "profile": "tabular-data-package",
        "name": "lamtheo",
        "title": "làm theo: bài viết về học tập và làm theo tư tưởng, đạo đức, phong cách"
        " Hồ Chí Minh",
        "created": origin.exported_at,
        "version": origin.newest_run,
        "lamtheo": origin.document() | {"cells": CELLS},
        "licenses": [
            {
                "name": "other-closed",
                "title": "The texts belong to their publishers: see the column rights of sites.csv",
            }
        ],
        "sources": [{"title": site["organisation"], "path": site["address"]} for site in sites],
        "resources": [_resource(sheet) for sheet in sheets],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _resource(sheet: Sealed) -> dict[str, Any]:
    names = {
        "articles": tuple(COLUMNS),
        "article-documents": _NAMED,
        "article-places": _PLACE,
        "sites": _SITE,
    }[sheet.name]
    schema: dict[str, Any] = {"fields": [_field(name) for name in names]}
    if keys := _KEYS.get(sheet.name):
        schema["foreignKeys"] = [
            {"fields": [here], "reference": {"resource": resource, "fields": [there]}}
            for here, (resource, there) in keys.items()
        ]
    if sheet.name in ("articles", "sites"):
        schema["primaryKey"] = names[:1]
    return {
        "name": sheet.name,
        "path": f"{sheet.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "bytes": sheet.size,
        "hash": f"sha256:{sheet.sha256}",
        "schema": schema,
    }


def _field(name: str) -> dict[str, Any]:
    said: dict[str, Any] = {"name": name, "type": _TYPES.get(COLUMNS.get(name, str), "string")}
    if name in _MOMENTS:
        said |= {"type": "datetime", "format": "any"}
    if name == "published_day":
        said |= {"type": "date"}
    vi, en = WORDS[name]
    return said | {"title": vi, "description": en}


def _articles(
    records: Iterable[Record],
    sites: dict[str, dict[str, object]],
    named: IO[bytes],
    places: IO[bytes],
) -> Iterator[Mapping[str, object]]:
    for record in records:
        url = urlsplit(record.url)
        site: dict[str, object] = {name: getattr(record, name) for name in _SITE[:-1]}
        sites.setdefault(record.site, site | {"address": f"{url.scheme}://{url.netloc}/"})
        for key, number in zip(record.documents, record.document_numbers, strict=True):
            _add(named, _NAMED, (record.id, key, number))
        for place in record.places:
            where = (place.name, place.province_before, place.province_after, place.evidence)
            _add(places, _PLACE, (record.id, place.role, *where))
        yield {name: getattr(record, name) for name in COLUMNS}


def _begin(file: IO[bytes], columns: tuple[str, ...]) -> None:
    file.writelines(table(columns, ()))


def _add(file: IO[bytes], columns: tuple[str, ...], row: tuple[object, ...]) -> None:
    _, line = table(columns, [dict(zip(columns, row, strict=True))])
    file.write(line)

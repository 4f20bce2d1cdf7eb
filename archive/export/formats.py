"""Every format an export comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.export import bibtex, csl_json, csv_file, jsonl, parquet, ris
from archive.export.origin import Origin
from archive.export.records import Record


@dataclass(frozen=True, slots=True)
class Format:
    """A format of one file, written from records as they come. ``ending`` is its file's."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Iterable[Record], Origin], Iterator[bytes]]


STREAMS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("csv", "csv", "text/csv; charset=utf-8", csv_file.write),
        Format("jsonl", "jsonl", "application/jsonl; charset=utf-8", jsonl.write),
        Format("parquet", "parquet", "application/vnd.apache.parquet", parquet.write),
        Format("ris", "ris", "application/x-research-info-systems; charset=utf-8", ris.write),
        Format("bibtex", "bib", "application/x-bibtex; charset=utf-8", bibtex.write),
        Format(
            *("csl-json", "csl.json", "application/vnd.citationstyles.csl+json"), csl_json.write
        ),
    )
}
"""Formats of one file of records, also given by the web."""

FOLDERS = ("datapackage", "bag")
"""Formats of many files: a folder, or a ZIP file where the name ends in ``.zip``."""

"""Every message on exports and citations in English, by key; ``words_take_vi`` has the same."""

# ruff: noqa: E501 - a message is one line
from __future__ import annotations

TAKE_EN: dict[str, str] = {
    "help.export": "Write articles to a file, chosen by the same filters as a search.",
    "help.export.format": "csv, jsonl, parquet, ris, bibtex, csl-json, datapackage, warc, wacz or bag.",
    "help.export.out": "The file (or folder, for datapackage and bag) to write; one that ends in .zip is packed.",
    "help.export.query": "What to look for, as in search; every article when left out.",
    "help.export.public": "Only what may be passed on: full text where a site's rights allow it, an excerpt elsewhere.",
    "help.export.force": "Replace a file that exists.",
    "help.take.url": "The address of the archive's web (as of serve --url): each article leads there, not to lamtheo:ID.",
    "export.progress": "Exporting",
    "export.done": "{articles} articles written to {path} ({size}).",
    "export.exists": "{path} exists; --force replaces it.",
    "export.not_ours": "{path} is a folder that no export made; it is not replaced.",
    "help.cite": "Cite an article, naming its revision and its capture.",
    "help.cite.style": "ris, bibtex, csl-json or text (one line to copy).",
    "help.cite.revision": "Which revision, as lamtheo history lists them; 0 is the newest.",
    "cite.no_revision": "This article has no revision {number}; it has {count}.",
    "cite.text": "{said} Revision {revision} of {revisions}, sha256:{digest}; {place}.",
}

"""documents.toml, read: the documents, the campaign's phrases, and what only looks like them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.records import Document

TOML = Path(__file__).with_name("documents.toml")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: "Chỉ thị", its code "CT", its English name "Directive"."""

    name: str
    code: str
    english: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything documents.toml states; compared and hashed by identity.

    ``names``, ``wordings`` and ``former`` are the campaign's phrases: those that
    name it, those that point to it, those of its predecessors. ``cues`` gives
    a document's own further phrases by key. ``bare_kinds`` may be named by a bare
    number beside one of ``bare_beside``. ``terms`` maps a congress term to
    the ISO day it began, in order; ``since`` is the ISO day of the campaign.
    """

    documents: tuple[Document, ...]
    kinds: tuple[Kind, ...]
    since: str
    names: tuple[str, ...]
    wordings: tuple[str, ...]
    former: tuple[str, ...]
    cues: Mapping[str, tuple[str, ...]]
    bare_kinds: tuple[str, ...]
    bare_beside: tuple[str, ...]
    terms: Mapping[str, str]
    centre_issuers: tuple[str, ...]
    co_signers: tuple[str, ...]
    other_issuers: tuple[str, ...]
    centre_codes: tuple[str, ...]
    lookalike_codes: tuple[str, ...]
    never_before: tuple[str, ...]

    def document(self, key: str) -> Document:
        """The document of a key; KeyError when there is none."""
        for row in self.documents:
            if row.key == key:
                return row
        raise KeyError(key)


def parse(text: str) -> Catalogue:
    """A catalogue from the text of a documents.toml.

    Raises ``KeyError`` for a missing entry, ``ValueError`` for a document whose
    kind or term is not in the file or whose key is there twice.
    """
    data = tomllib.loads(text)
    kinds = tuple(Kind(row["name"], row["code"], row["english"]) for row in data["kind"])
    terms = {row["name"]: row["from"].isoformat() for row in data["term"]}
    documents = tuple(_document(row) for row in data["document"])
    for row in documents:
        if row.kind not in {kind.name for kind in kinds}:
            raise ValueError(f"documents.toml: {row.key}: unknown kind {row.kind!r}")
        if row.term not in terms:
            raise ValueError(f"documents.toml: {row.key}: unknown term {row.term!r}")
    if len({row.key for row in documents}) != len(documents):
        raise ValueError("documents.toml: a key is used twice")
    campaign, issuers, codes = data["campaign"], data["issuers"], data["codes"]
    return Catalogue(
        documents=documents,
        kinds=kinds,
        since=campaign["since"].isoformat(),
        names=tuple(campaign["names"]),
        wordings=tuple(campaign["wordings"]),
        former=tuple(campaign["former"]),
        cues={row["key"]: tuple(row.get("cues", ())) for row in data["document"]},
        bare_kinds=tuple(data["bare"]["kinds"]),
        bare_beside=tuple(data["bare"]["beside"]),
        terms=terms,
        centre_issuers=tuple(issuers["centre"]),
        co_signers=tuple(issuers["co_signers"]),
        other_issuers=tuple(issuers["other"]),
        centre_codes=tuple(codes["centre"]),
        lookalike_codes=tuple(codes["lookalikes"]),
        never_before=tuple(data["bac"]["never_before"]),
    )


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with the project."""
    return parse(TOML.read_text(encoding="utf-8"))


def _document(row: Mapping[str, Any]) -> Document:
    facts = {"replaced_on": row["replaced_on"].isoformat()} if "replaced_on" in row else {}
    return Document(
        key=row["key"],
        number=row["number"],
        kind=row["kind"],
        title=row["title"],
        issued_on=row["issued_on"].isoformat(),
        issuer=row["issuer"],
        term=row["term"],
        role=row["role"],
        aliases=tuple(row.get("aliases", ())),
        facts=facts,
    )

"""What the project itself knows, as rows: the facts of its sites and the Party's documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from archive import access, decisions
from archive.decisions import ACTIVE
from archive.layouts import layout_of
from archive.records import Document, Site


def write_sites(db: sqlite3.Connection, sites: Iterable[Site]) -> None:
    """The facts of the sites, as their files state them today, whether nights visit them, and
    who permitted their full text to be shown."""
    decided, permitted = decisions.standings(db), decisions.permissions(db)
    for site in sites:
        row = {
            "name": site.name,
            "organisation": site.organisation,
            "level": site.level,
            "host": site.host,
            "aliases": json.dumps(site.aliases),
            "province_before": site.province_before,
            "province_after": site.province_after,
            "district": site.district,
            "family": site.family,
            "host_status": "confirmed" if site.host_confirmed else "unconfirmed",
            "status": site.status,
            "verified": site.verified,
            "enrolled": int(decided.get(site.name, ACTIVE).visits(site)),
            "successor": site.successor,
            "rights": access.granted(
                site.rights, permitted[site.name].detail if site.name in permitted else None
            ),
            "home": site.home,
            "evidence": site.evidence,
            "host_spans": json.dumps(
                [asdict(span) for span in site.host_spans], ensure_ascii=False
            ),
            "tls_exception": json.dumps(asdict(site.tls_exception), ensure_ascii=False)
            if site.tls_exception
            else "",
            "layout": layout_of(site),
        }
        db.execute(
            f"INSERT INTO sites({', '.join(row)}) VALUES ({', '.join(':' + k for k in row)})"
            " ON CONFLICT(name) DO UPDATE SET "
            + ", ".join(f"{key} = excluded.{key}" for key in row if key != "name"),
            row,
        )


def write_documents(db: sqlite3.Connection, documents: Iterable[Document]) -> None:
    """The dated documents, so that SQL can join mentions to them."""
    for document in documents:
        db.execute(
            "INSERT INTO documents(key, number, kind, title, issued_on, issuer, term, role)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET"
            " number = excluded.number, kind = excluded.kind, title = excluded.title,"
            " issued_on = excluded.issued_on, issuer = excluded.issuer, term = excluded.term,"
            " role = excluded.role",
            (
                document.key,
                document.number,
                document.kind,
                document.title,
                document.issued_on,
                document.issuer,
                document.term,
                document.role,
            ),
        )

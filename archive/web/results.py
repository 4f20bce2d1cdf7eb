"""Search: what was found, why, and how to narrow it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.access import may_show_text, stated
from archive.days import iso
from archive.export.records import Access, excerpt
from archive.places import province_name, provinces_after, provinces_before
from archive.query import BEGINNINGS, LONGEST, WORDS, parse, patterns
from archive.query_names import document_of
from archive.search import CLOSE, OPEN, Filters, Found, Hit, province_of, search
from archive.search_marks import mark
from archive.text import vietnamese
from archive.web.asked import Answer, Asked, Row, listed
from archive.web.facets import UNDATED, Chosen, Places, count, groups
from archive.web.spans import Piece, marked

PAGE = 20
DEEPEST = 50
"""Pages a reader may turn to: every page costs the hits of those before it. Whoever needs
more narrows the search, or takes the list as a file."""
LISTED = 1000
"""Rows of JSON given at once; its ``more`` says that ``page`` has further ones. Beyond the deepest
page the answer is 404, with the address of the ``whole`` list."""

SHOWN = 8
"""Values of a facet shown at first; the rest opens with a click."""

YEAR = re.compile("[12][0-9]{3}")
VERDICTS = ("relevant", "mention", "irrelevant", "all")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: how many articles it would give, and the address that chooses it."""

    name: str
    count: int
    link: str
    chosen: bool


def results(db: sqlite3.Connection, asked: Asked) -> Answer:
    scheme = scheme_of(asked)
    places = Places.read(db, scheme)
    chosen = chosen_of(asked)
    text = asked.get("q")
    if asked.format and asked.number("page", 1, DEEPEST + 1) > DEEPEST:
        whole = asked.link(path=f"{asked.path}.jsonl", page=None)
        return Answer(status=404, told={"whole": asked.origin + whole})
    number = asked.number("page", 1, DEEPEST)
    size = LISTED if asked.format else PAGE
    filters = narrowed(chosen, asked, places)
    skip = (number - 1) * size
    found = search(db, text, filters, size, skip=skip) if filters else Found(())
    hits = [_allowed(db, hit, text, asked) for hit in found.hits]
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    deeper = number < DEEPEST
    context: dict[str, Any] = {}
    if not asked.format:
        found_so = groups(db, text, chosen.about, scheme, _days(asked))
        total, counts = count(found_so, places, chosen)
        if not hits and total and number > 1:
            last = -(-total // PAGE)
            return Answer(goto=asked.link(page=last if last > 1 else None), passing=True)
        since, until = _days(asked)
        context = {
            "total": total,
            "turned": bool(since and until and since > until),
            "cut": parse(text).cut
            and {"letters": LONGEST, "words": WORDS, "beginnings": BEGINNINGS},
            "unread": [
                typed for at in ("from", "to") if (typed := asked.get(at)) and not iso(typed)
            ],
            "facets": {name: _values(name, counts[name], chosen, asked, names) for name in counts},
            "many": found.more and not deeper,
        }
    return Answer(
        "results.html",
        title=text,
        context={
            "q": text,
            "hits": [_shown(hit) for hit in hits],
            "near": [_shown(_allowed(db, hit, text, asked)) for hit in found.near]
            if number == 1
            else [],
            "names": names,
            "rights": dict(db.execute("SELECT name, rights FROM sites").fetchall()),
            "numbered": dict(db.execute("SELECT key, kind || ' ' || number FROM documents")),
            "scheme": scheme,
            "chosen": chosen,
            "number": number,
            "first": (number - 1) * PAGE + 1,
            "previous": asked.link(page=number - 1 if number > 2 else None) if number > 1 else "",
            "next": asked.link(page=number + 1) if found.more and deeper else "",
            "shown_at_first": SHOWN,
            "undated": UNDATED,
            **context,
        },
        rows=_rows(db, hits, asked) if asked.format else (),
        more=found.more,
    )


def scheme_of(asked: Asked) -> str:
    """Which map is asked for: that of the 34 provinces, or of the 63. A province that only the 63
    had tells it too."""
    told = {_province(asked.get(name)) for name in ("province", "about")}
    gone = told & ({*provinces_before()} - {*provinces_after()})
    return "63" if asked.get("map") == "63" or gone else "34"


def chosen_of(asked: Asked) -> Chosen:
    verdict = asked.get("verdict")
    return Chosen(
        site=asked.get("site"),
        province=_province(asked.get("province")),
        year=year if YEAR.fullmatch(year := asked.get("year")) else "",
        document=document_of(typed := asked.get("document")) or typed.upper(),
        verdict=verdict if verdict in VERDICTS else "relevant",
        about=_province(asked.get("about")),
    )


def _province(typed: str) -> str:
    """A province as the archive writes it; what is none stays as it was typed."""
    return province_name(typed) or province_of(typed) or typed


def _days(asked: Asked) -> tuple[str, str]:
    """The days searched between, each "" where a reader gave none that can be read."""
    return iso(asked.get("from")), iso(asked.get("to"), last=True)


def narrowed(chosen: Chosen, asked: Asked, places: Places) -> Filters | None:
    """What was chosen as the search takes it; None when nothing can match it."""
    sites: tuple[str, ...] = (chosen.site,) if chosen.site else ()
    if chosen.province:
        there = places.sites(chosen.province)
        sites = tuple(name for name in there if not sites or name in sites)
        if not sites:
            return None
    since, until = _days(asked)
    if chosen.year:
        since = max(since, f"{chosen.year}-01-01")
        until = min(until or "9999", f"{chosen.year}-12-31")
    return Filters(
        sites=sites,
        since=since,
        until=until,
        document=chosen.document,
        verdicts=() if chosen.verdict == "all" else (chosen.verdict,),  # type: ignore[arg-type]
        about_before=chosen.about if scheme_of(asked) == "63" else "",
        about_after=chosen.about if scheme_of(asked) == "34" else "",
    )


def _values(
    facet: str, counts: Counter[str], chosen: Chosen, asked: Asked, names: Mapping[str, str]
) -> list[Value]:
    """A facet's values, most first (years newest first); what is chosen is always among them.
    ``names`` are what is shown for some."""
    here = getattr(chosen, facet)
    if here and here != "all":
        counts.setdefault(here, 0)
    order = sorted(counts.items(), key=lambda p: (-p[1], vietnamese(names.get(p[0], p[0]))))
    if facet == "year":
        order = sorted(counts.items(), reverse=True)
    usual = {"verdict": "relevant"}.get(facet)
    values = []
    for name, number in order:
        if not name:
            continue
        target = (usual and "all") if name == here else (None if name == usual else name)
        changed: dict[str, Any] = {facet: target, "page": None}
        link = asked.link(**changed)
        undated = facet == "year" and name == UNDATED  # no search can ask for it
        values.append(Value(name, number, "" if undated else link, name == here))
    return values


def _allowed(db: sqlite3.Connection, hit: Hit, text: str, asked: Asked) -> Hit:
    """A hit as everybody may see it: of a site whose text is not open, the opening, whatever was
    asked for. Snippets around one phrase after another were the whole text (7 requests)."""
    if not asked.public:
        return hit
    lead, body, rights = db.execute(
        "SELECT lead, body, rights FROM articles a JOIN sites s ON s.name = site WHERE a.id = ?",
        (hit.id,),
    ).fetchone()
    if may_show_text(rights):
        return hit
    query = parse(text)
    found = patterns(query.terms) if query.exact else []
    return replace(hit, snippet=mark(excerpt(lead or body), found))


def _shown(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "site": hit.site,
        "title": pieces(hit.title),
        "snippet": pieces(hit.snippet),
        "published_at": hit.published_at,
        "verdict": hit.verdict,
        "documents": hit.documents,
        "gone": hit.gone,
    }


def pieces(text: str) -> list[Piece]:
    """A found text as pieces, those between the marks marked."""
    return marked(text, OPEN, CLOSE)


def plain(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def _rows(db: sqlite3.Connection, hits: Sequence[Hit], asked: Asked) -> list[Row]:
    """The hits as rows of a file, each with its rights and where its capture's digest is."""
    sites = {row["name"]: row for row in listed(db, "SELECT name, organisation, rights FROM sites")}
    rows: list[Row] = []
    for hit in hits:
        capture = db.execute(
            "SELECT c.digest, c.fetched_at, a.authors, a.source FROM articles a"
            " JOIN captures c ON c.id = a.capture_id WHERE a.id = ?",
            (hit.id,),
        ).fetchone()
        site = sites[hit.site]
        rows.append(
            {
                "id": hit.id,
                "title": plain(hit.title),
                "snippet": plain(hit.snippet),
                "site": hit.site,
                "organisation": site["organisation"],
                "authors": json.loads(capture["authors"]),
                "published_at": hit.published_at or "",
                "verdict": hit.verdict,
                "documents": list(hit.documents),
                "source": capture["source"] or "",
                "url": hit.url,
                "archive_url": f"{asked.origin}/bai/{hit.id}",
                "captured_at": capture["fetched_at"],
                "capture_digest": capture["digest"],
                "rights": stated(site["rights"], site["organisation"]),
                "full_text": Access(asked.public).shows(site["rights"]),
            }
        )
    return rows


PAGES = (("/tim", results),)

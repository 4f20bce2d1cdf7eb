"""An article's history: each text it has had, and what changed from one to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive import tombstones
from archive.access import may_show_text
from archive.diffs import Line, compare, paragraphs
from archive.reader import Revision, UnknownArticle, Withheld, find
from archive.reader import revisions as all_revisions
from archive.web.article import closed, replay_link, withheld
from archive.web.asked import Answer, Asked, NoSuchPage, listed
from archive.web.citing import formats
from archive.web.spans import Piece, Span, cut

CONTEXT = 1
"""Unchanged paragraphs shown on either side of a change; the others are folded away."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph of a diff: kept (" "), taken out ("-"), put in ("+"), or "…": some that
    did not change and are left out."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A revision, what changed since the one before, and where the replay shows it."""

    number: int
    revision: Revision
    lines: tuple[Shown, ...]
    added: int
    removed: int
    replay: str


def history(db: sqlite3.Connection, asked: Asked) -> Answer:
    if stone := tombstones.of_article(db, asked.parts["id"]):
        return withheld(stone)
    try:
        ident = find(db, asked.parts["id"])
    except Withheld as error:
        return withheld(error.stone)
    except UnknownArticle as error:
        raise NoSuchPage(asked.parts["id"]) from error
    row = listed(
        db,
        "SELECT a.id, a.title, a.site, s.organisation, s.rights FROM articles a"
        " JOIN sites s ON s.name = a.site WHERE a.id = :id",
        {"id": ident},
    )[0]
    found = all_revisions(db, ident)
    open_text = not asked.public or may_show_text(row["rights"])
    captures = {
        item["id"]: item
        for item in listed(
            db,
            "SELECT c.* FROM captures c JOIN revisions r ON r.capture_id = c.id"
            " WHERE r.article_id = :id",
            {"id": ident},
        )
    }
    before: list[Revision | None] = [None, *found]

    def link(revision: Revision) -> str:
        return replay_link(asked, captures[revision.capture_id], open_text=open_text)

    steps = [
        _step(number, old, new, link(new))
        for number, (old, new) in enumerate(zip(before, found, strict=False), 1)
    ]
    return Answer(
        "revisions.html",
        title=row["title"],
        context={
            "a": row,
            "steps": steps[::-1],
            "open_text": open_text,
            "closed": closed(row["rights"]),
            "formats": formats(),
        },
        rows=[
            {
                "article_id": ident,
                "number": step.number,
                "captured_at": step.revision.captured_at,
                "title": step.revision.title,
                **({"body": step.revision.body} if open_text else {}),
                "digest": step.revision.digest,
                "capture_id": step.revision.capture_id,
                "words_added": step.added,
                "words_removed": step.removed,
                "rights": row["rights"],
            }
            for step in steps
        ],
    )


def _step(number: int, old: Revision | None, new: Revision, replay: str) -> Step:
    if old is None:
        return Step(number, new, (), 0, 0, replay)
    lines = compare(
        paragraphs(old.title, old.lead, old.body), paragraphs(new.title, new.lead, new.body)
    )
    return Step(
        number,
        new,
        tuple(folded(lines)),
        _words(lines, "+"),
        _words(lines, "-"),
        replay,
    )


def _words(lines: Sequence[Line], kind: str) -> int:
    """How many words were put in or taken out."""
    return sum(
        len(line.text[start:end].split())
        for line in lines
        if line.kind == kind
        for start, end in (line.changed or ((0, len(line.text)),))
    )


def folded(lines: Sequence[Line]) -> list[Shown]:
    """The paragraphs of a diff with long stretches that did not change left out."""
    near = {
        at
        for place, line in enumerate(lines)
        if line.kind != " "
        for at in range(place - CONTEXT, place + CONTEXT + 1)
    }
    shown: list[Shown] = []
    for place, line in enumerate(lines):
        if place in near:
            spans = [Span(start, end, "changed") for start, end in line.changed]
            shown.append(Shown(line.kind, tuple(cut(line.text, spans))))
        elif shown and shown[-1].kind == "…":
            shown[-1] = Shown("…", left_out=shown[-1].left_out + 1)
        else:
            shown.append(Shown("…", left_out=1))
    return shown


PAGES = (("/bai/{id}/phien-ban", history),)

"""What a human decided: evidence too, so it lies in WARC as well as in ``decisions``.

A decision is one metadata record, ``urn:lamtheo:decision:KIND:TARGET``, in the WARC
file of a small run of its own, and one row that can be computed from it. What
follows from decisions (whether a site rests, who permitted what) is asked of these rows each
time, the latest winning; it is stored nowhere else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

from archive import stones, withhold
from archive.records import Site
from archive.warc import Stored
from archive.withhold import Again

PREFIX = "urn:lamtheo:decision:"

PAUSE, RESUME, RETIRE, PERMIT, CLOSE_GAP = "pause", "resume", "retire", "permit", "close-gap"
ENROL = "enrol"
"""A trial on the site passed: nights visit it from then on. Its detail says what was seen."""

_STATES = {PAUSE: "paused", RETIRE: "retired", RESUME: "active"}


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided is in ``detail`` where it matters; ``target`` is a site's name or a gap's id.

    ``id`` is the UUID of the WARC record, ``made_at`` its date (UTC).
    """

    id: str
    made_at: datetime
    kind: str
    target: str
    reason: str
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a site is visited, since when (ISO 8601), why, and what took its place.

    ``trial`` is when a trial passed ("" when none did), ``trial_host`` the host it met.
    """

    state: Literal["active", "paused", "retired"]
    since: str = ""
    reason: str = ""
    successor: str = ""
    trial: str = ""
    trial_host: str = ""

    @property
    def rests(self) -> bool:
        """No night visits such a site, even when it is named."""
        return self.state != "active"

    def enrols(self, site: Site) -> bool:
        """Whether ``site`` is in the archive's care: its file says that it was seen live, or a
        trial passed on the very host it names."""
        return site.enrolled or (bool(self.trial) and self.trial_host == site.host)

    def visits(self, site: Site) -> bool:
        """Whether a night without named sites visits ``site``: enrolled, and not at rest."""
        return self.enrols(site) and not self.rests and not site.is_closed


ACTIVE = Standing("active")


def uri(kind: str, target: str) -> str:
    """The target URI of a decision's WARC record; ASCII, so that every reader takes it."""
    return f"{PREFIX}{kind}:{quote(target, safe='/#')}"


def fields(
    kind: str, target: str, reason: str, detail: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The record's block, as warc-fields: each value one line, so that it reads back as it was."""
    said = {key: _line(value) for key, value in (detail or {}).items() if value}
    return {
        "decision": kind,
        "target": _line(target),
        "reason": _line(reason),
        "detail": json.dumps(said, ensure_ascii=False, sort_keys=True),
    }


def of(record: Stored) -> Decision | None:
    """The decision a WARC record holds; None when it is none."""
    if record.record_type != "metadata" or not record.url.startswith(PREFIX):
        return None
    said = record.fields
    return Decision(
        record.id,
        record.date,
        said.get("decision", ""),
        said.get("target", ""),
        said.get("reason", ""),
        _detail(said.get("detail", "")),
    )


def take(db: sqlite3.Connection, record: Stored, again: Again | None = None) -> bool:
    """Enter a record that says something by itself: a decision, or the stone of a capture
    that was erased. False for any other, which may be a page."""
    if (decision := of(record)) is not None:
        enter(db, decision, again)
        return True
    return stones.take(db, record)


def enter(db: sqlite3.Connection, decision: Decision, again: Again | None = None) -> None:
    """Write a decision's row and do what it says of a gap or an article, in the caller's
    transaction; ``again`` is how a released article's captures are read.

    The live command, the recovery after a kill and a rebuild all come through here;
    a decision already known changes nothing.
    """
    made_at = decision.made_at.astimezone(UTC).isoformat(timespec="microseconds")
    added = db.execute(
        "INSERT OR IGNORE INTO decisions(id, made_at, kind, target, reason, detail)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            decision.id,
            made_at,
            decision.kind,
            decision.target,
            decision.reason,
            json.dumps(dict(decision.detail), ensure_ascii=False, sort_keys=True),
        ),
    ).rowcount
    if added:
        withhold.enter(db, decision, again)
    if added and decision.kind == CLOSE_GAP:
        db.execute(
            "UPDATE gaps SET state = 'closed', closed_at = ?, closed_by = ?"
            " WHERE id = ? AND state = 'open' AND julianday(opened_at) <= julianday(?)",
            (made_at, f"decision {decision.id}", decision.target, made_at),
        )


def standings(db: sqlite3.Connection) -> dict[str, Standing]:
    """How each site stands of which anything was decided."""
    found: dict[str, Standing] = {}
    for row in _latest(db, *_STATES):
        state = _STATES[row.kind]
        found[row.target] = Standing(
            state,  # type: ignore[arg-type]
            row.made_at.isoformat(),
            row.reason,
            row.detail.get("successor", ""),
        )
    for row in _latest(db, ENROL):
        found[row.target] = replace(
            found.get(row.target, ACTIVE),
            trial=row.made_at.isoformat(),
            trial_host=row.detail.get("host", ""),
        )
    return found


def withholdings(db: sqlite3.Connection, site: str) -> list[Decision]:
    """What was withheld and released of a site, in the order of its dates."""
    rows = db.execute(
        "SELECT id, made_at, kind, target, reason, detail FROM decisions"
        f" WHERE kind IN ('{withhold.WITHHOLD}', '{withhold.RELEASE}')"
        " AND json_extract(detail, '$.site') = ? ORDER BY made_at, id",
        (site,),
    )
    return [_decision(*row) for row in rows]


def permissions(db: sqlite3.Connection) -> dict[str, Decision]:
    """The latest permission recorded for each site. It is kept as a record beside robots.txt,
    which is obeyed all the same."""
    return {decision.target: decision for decision in _latest(db, PERMIT)}


def _latest(db: sqlite3.Connection, *kinds: str) -> list[Decision]:
    # max() over one text makes SQLite take the other columns from the row that holds it.
    rows = db.execute(
        "SELECT id, made_at, kind, target, reason, detail, max(made_at || id) FROM decisions"
        f" WHERE kind IN ({', '.join('?' * len(kinds))}) GROUP BY target ORDER BY target",
        kinds,
    )
    return [_decision(*row[:-1]) for row in rows]


def _decision(
    ident: str, made_at: str, kind: str, target: str, reason: str, detail: str
) -> Decision:
    return Decision(
        ident, datetime.fromisoformat(made_at), kind, target, reason, json.loads(detail)
    )


def _detail(text: str) -> dict[str, str]:
    """A record from elsewhere may hold anything, and must not end a rebuild."""
    try:
        said = json.loads(text)
        return {str(key): str(value) for key, value in said.items()}
    except (ValueError, AttributeError):
        return {}


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode().split())

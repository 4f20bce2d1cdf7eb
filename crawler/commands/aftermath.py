"""What follows a run, however it went: its line in the log, the metrics, the digest.

Nothing here can fail a run: what goes wrong is logged.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

from archive.records import VIETNAM
from archive.writer import connect_readonly
from crawler.alerts import Concern
from crawler.commands.say import Say, day, size
from crawler.config import Config
from crawler.ledger import Report

log = logging.getLogger(__name__)

SHOWN = 20
"""Lines of one digest; the rest is counted."""


def aftermath(say: Say, config: Config, ended: Report | BaseException) -> None:
    """Tell whom it concerns how a run ended: its report, or the error that ended it."""
    if isinstance(ended, Report):
        facts = {"run": ended.run, "state": ended.state, "gaps": len(ended.gaps)}
        log.info("run %s: %s", ended.run, ended.state, extra={"facts": facts})
    else:
        log.error("the run failed: %s: %s", type(ended).__name__, ended)
    for step in (_metrics, _alerts):
        try:
            step(say, config, ended)
        except Exception:
            log.exception("after the run")


def _metrics(_say: Say, config: Config, _ended: object) -> None:
    if config.metrics is None:
        return
    from crawler import metrics

    with closing(connect_readonly(config.data)) as db:
        metrics.write(db, config.data, config.metrics)


def _alerts(say: Say, config: Config, ended: Report | BaseException) -> None:
    if not config.alerts.urls:
        return
    from crawler import alerts

    now = datetime.now(UTC)
    found: list[Concern] = []
    try:
        with closing(connect_readonly(config.data)) as db:
            found += alerts.concerns(db, config.data, config.alerts, now)
    except (OSError, sqlite3.Error) as error:
        found.append(Concern("database", str(error), {"error": error}))
    if not isinstance(ended, Report):
        found = _blamed(found, ended, now)

    def compose(
        new: Sequence[Concern], again: Sequence[Concern], old: Sequence[Concern]
    ) -> tuple[str, str]:
        return digest(say, new, again, old, now)

    alerts.tell(config.alerts.urls, config.data, found, compose, now)


def _blamed(found: list[Concern], error: BaseException, now: datetime) -> list[Concern]:
    """The concerns with the reason of the run that failed just now; a full disk may have
    kept even its row from saying so."""
    said = f"{type(error).__name__}: {error}"
    runs = [concern for concern in found if concern.kind == "run"]
    if runs and runs[-1].values["state"] == "failed":
        last = replace(runs[-1], values={**runs[-1].values, "error": said})
        return [last if concern is runs[-1] else concern for concern in found]
    values = {"run": "?", "state": "failed", "started": now.isoformat(), "error": said}
    return [Concern("run", said, values), *found]


def digest(
    say: Say,
    new: Sequence[Concern],
    again: Sequence[Concern],
    old: Sequence[Concern],
    now: datetime,
) -> tuple[str, str]:
    """Title and text of one digest, in plain lines."""
    count = len(new) + len(again)
    title = say("alert.title", count=count, day=f"{now.astimezone(VIETNAM):%d/%m/%Y}")
    said = [_line(say, concern) for concern in new]
    said += [_line(say, concern, again=True) for concern in again]
    lines = [f"- {line}" for line in said[:SHOWN]]
    if count > SHOWN:
        lines.append(say("alert.more", count=count - SHOWN))
    if old:
        lines += ["", say("alert.standing", count=len(old))]
    return title, "\n".join([*lines, "", say("alert.look")])


def _line(say: Say, concern: Concern, *, again: bool = False) -> str:
    key, values = f"alert.{concern.kind}", dict(concern.values)
    match concern.kind:
        case "gap":
            where = f" · {values['section']}" if values["section"] else ""
            values |= {"where": f"{values['site']}{where}"}
            values |= {"cause": say.word("cause", str(values["cause"]))}
            values |= {"detail": say.detail(str(values["detail"]))}
            if again:
                key, values["since"] = "alert.gap_again", day(str(values["opened_at"]))
        case "disk":
            values["free"] = size(float(str(values["free"])))
        case "run":
            values["state"] = say.word("state", str(values["state"]))
            values["started"] = day(str(values["started"]))
            values["error"] = f": {values['error']}" if values["error"] else ""
        case "missed":
            nights = values["nights"]
            assert isinstance(nights, list)
            if values["state"] not in ("done", "gaps"):
                key = "alert.missed_owed"
            values |= {"count": len(nights), "days": ", ".join(map(day, nights))}
            values["state"] = say.word("state", str(values["state"]))
    return say(key, **values)

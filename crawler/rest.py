"""Which sites rest: what a human decided of them, and how a run says so."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from archive import decisions
from archive.decisions import ACTIVE, Standing
from archive.records import VIETNAM
from archive.writer import connect_readonly
from crawler.config import ConfigError
from crawler.config_words import WORDS


def standings(folder: Path) -> dict[str, Standing]:
    """What was decided of the sites, from the archive as it is; nothing where there is none."""
    try:
        db = connect_readonly(folder)
    except FileNotFoundError:
        return {}
    with closing(db):
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'decisions'").fetchone():
            return {}
        return decisions.standings(db)


def refuse(name: str, decided: dict[str, Standing], lang: str) -> None:
    """No run visits a site that rests, even when it is named.

    :raises ConfigError: ``name`` rests; says since when, why, and what would change that.
    """
    standing = decided.get(name, ACTIVE)
    if not standing.rests:
        return
    words = WORDS[lang]
    since = datetime.fromisoformat(standing.since).astimezone(VIETNAM)
    raise ConfigError(
        words["at_rest"].format(
            name=name,
            state=words[standing.state],
            since=f"{since:%d/%m/%Y}",
            reason=standing.reason,
            more=words["resume"].format(name=name),
        )
    )


def of(decided: dict[str, Standing], name: str) -> Standing:
    """How one site stands of which nothing may have been decided."""
    return decided.get(name, ACTIVE)

"""``lamtheo doctor``: what is wrong with this installation, and the mend."""

from __future__ import annotations

from datetime import UTC, datetime

import typer
from rich.text import Text

from crawler.commands import checks
from crawler.commands.app import Context, Json, State, app, state
from crawler.commands.checks import Check
from crawler.commands.errors import DAMAGED, DONE, FAILED
from crawler.config import Config, ConfigError

MARKS = {
    "ok": ("✓", "green"),
    "hint": ("•", "cyan"),
    "wrong": ("✗", "red"),
    "damaged": ("✗", "red"),
}


@app.command(help="help.doctor")
def doctor(context: Context, as_json: Json = False) -> None:
    here = state(context)
    say = here.say
    found = examine(here)
    told = [(check, *checks.phrase(say, check)) for check in found]
    if as_json:
        say.json(
            {
                "ok": _code(found) == DONE,
                "checks": [
                    {"check": check.name, "state": check.state, "said": said, "mend": mend}
                    for check, said, mend in told
                ],
            }
        )
    else:
        width = max(len(say.word("check", check.name)) for check in found)
        for check, said, mend in told:
            name = say.word("check", check.name).ljust(width)
            say.line(Text.assemble(MARKS[check.state], " ", (name, "bold"), "  ", said))
            if mend:
                say.line(" " * (width + 4) + say("doctor.mend", mend=mend), style="yellow")
        if _code(found) == DONE:
            say.line()
            say.line(say("doctor.all_fine"), style="green")
    raise typer.Exit(_code(found))


def examine(here: State) -> list[Check]:
    """Every check; a configuration that cannot be used hides only what depends on it."""
    found = list(checks.machine())
    try:
        config = here.config()
    except ConfigError as error:
        found.append(Check("config", "wrong", "found", "config_mend", {"what": error}))
        config = Config(data=here.data or Config().data)
    else:
        found += checks.settings(config, here.config_file)
    found.append(checks.certificates(here.sites().facts(), datetime.now(UTC)))
    return [*found, *checks.archive(config), checks.clock(config)]


def _code(found: list[Check]) -> int:
    states = {check.state for check in found}
    return DAMAGED if "damaged" in states else FAILED if "wrong" in states else DONE

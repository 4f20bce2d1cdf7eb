"""``lamtheo init``: ask who collects, and write a commented ``lamtheo.toml``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.commands.app import Context, State, app, state
from crawler.commands.errors import FAILED, USAGE, Failure
from crawler.config import DEFAULT_FILE, Config, ConfigError, load, to_toml


@app.command(help="help.init")
def init(
    context: Context,
    organisation: Annotated[str | None, typer.Option(help="help.init.organisation")] = None,
    contact: Annotated[str | None, typer.Option(help="help.init.contact")] = None,
    quiet_hours: Annotated[
        list[str] | None, typer.Option(metavar="HH:MM-HH:MM", help="help.init.quiet_hours")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="help.init.yes")] = False,
    force: Annotated[bool, typer.Option("--force", help="help.init.force")] = False,
) -> None:
    here = state(context)
    target = here.config_file or DEFAULT_FILE
    if target.exists() and not force:
        raise Failure("init.exists", USAGE, file=target)
    given: dict[str, Any] = {
        "organisation": organisation,
        "contact": contact,
        "data": here.data,
        "quiet_hours": tuple(quiet_hours) if quiet_hours else None,
        "lang": here.lang,
    }
    config = _settle(given) if yes else _ask(here, given)
    _write(target, to_toml(config))
    here.say.line(here.say("init.written", file=target), style="green")
    if not config.contact:
        here.say.line(here.say("init.no_contact"), style="yellow")
    here.say.line(here.say("init.next"))


def _settle(given: dict[str, Any]) -> Config:
    # From nothing but what was said: an older file beside it must not leak into the new one.
    return load(Path(os.devnull), **given)


def _ask(here: State, given: dict[str, Any]) -> Config:
    """Ask for what was not given, each again until it can be used."""
    say = here.say
    defaults = {"organisation": "", "contact": "", "data": "data", "quiet_hours": ""}
    for key, default in defaults.items():
        while given[key] is None:
            answer = typer.prompt(
                say(f"init.ask.{key}"), default=default, show_default=bool(default), err=True
            ).strip()
            value: Any = answer
            if key == "quiet_hours":
                value = tuple(answer.replace(",", " ").split())
            try:
                _settle(given | {key: value})
                given[key] = value
            except ConfigError as error:
                say.note(str(error), style="red")
    return _settle(given)


def _write(target: Path, text: str) -> None:
    """The whole file or none: written beside its place, then renamed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Failure("error.not_writable", FAILED, where=target, error=error.strerror) from error

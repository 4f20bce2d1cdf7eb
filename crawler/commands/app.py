"""The application the commands hang on, and what they all know: data, configuration, language."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.rich_utils

from archive.writer import DATABASE, connect_readonly
from crawler.commands.errors import Failure
from crawler.commands.say import Say
from crawler.config import VERSION, Config, load

if TYPE_CHECKING:
    from crawler.sites import Sites

app = typer.Typer(
    name="lamtheo",
    help="help.lamtheo",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)

DAY = ["%Y-%m-%d", "%d/%m/%Y"]
"""How a day may be typed."""

Json = Annotated[bool, typer.Option("--json", help="help.json")]


MODULES = (
    "check cite crawl decide demo doctor export farm fixture init judge new read rebuild search"
    " serve show site status withhold"
).split()
ORDER = (
    "init demo crawl search show history cite export status doctor serve read judge rebuild site"
    " gap withhold release farm"
).split()
"""The commands as ``--help`` lists them: in the order one comes to need them."""


class Lang(StrEnum):
    vi = "vi"
    en = "en"


@dataclass(frozen=True, slots=True)
class State:
    """What was said before the command's name; travels as ``ctx.obj``."""

    say: Say
    data: Path | None
    config_file: Path | None
    lang: str | None

    def config(self, **overrides: Any) -> Config:
        """The configuration in force, options first.

        :raises crawler.config.ConfigError: a setting that cannot be used.
        """
        return load(self.config_file, **({"data": self.data, "lang": self.lang} | overrides))

    @property
    def folder(self) -> Path:
        """The folder of the archive."""
        return self.data if self.data is not None else self.config().data

    @contextmanager
    def archive(self) -> Iterator[sqlite3.Connection]:
        """The archive, open for reading only.

        :raises Failure: there is none.
        """
        folder = self.folder
        if not (folder / DATABASE).exists():
            raise Failure("error.no_archive", folder=folder)
        db = connect_readonly(folder)
        try:
            yield db
        finally:
            db.close()

    def sites(self) -> Sites:
        """The facts of all sites."""
        from crawler.run import project_settings
        from crawler.sites import Sites

        return Sites.from_settings(project_settings())


Context = typer.Context


def state(context: Context) -> State:
    found = context.obj
    assert isinstance(found, State)
    return found


def command(say: Say) -> Any:
    """The application with every command on it, its help in one language."""
    for module in MODULES:
        import_module(f"crawler.commands.{module}")  # hangs its commands on ``app``
    for title in ("OPTIONS_PANEL_TITLE", "ARGUMENTS_PANEL_TITLE", "COMMANDS_PANEL_TITLE"):
        setattr(typer.rich_utils, title, say(f"help.{title.lower()}"))
    built: Any = typer.main.get_command(app)
    _translate(built, say)
    built.context_settings["obj"] = say
    built.commands = {name: built.commands[name] for name in ORDER}
    return built


def _translate(built: Any, say: Say) -> None:
    for thing in (built, *built.params):
        key = getattr(thing, "help", None)
        if key and say.knows(key):
            thing.help = say(key)
    context = typer.Context(built, help_option_names=["--help", "-h"])
    built.get_help_option(context).help = say("help.help")
    for child in getattr(built, "commands", {}).values():
        _translate(child, say)


def _version(asked: bool) -> None:
    if asked:
        print(f"lamtheo {VERSION}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(metavar="DIR", help="help.data")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="help.config")] = None,
    lang: Annotated[Lang | None, typer.Option(help="help.lang")] = None,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool,
        typer.Option("--version", help="help.version", is_eager=True, callback=_version),
    ] = False,
) -> None:
    context.obj = State(context.obj, data, config, lang.value if lang else None)

"""What went wrong, in one line and one exit code (INTERFACE: 0 to 5)."""

from __future__ import annotations

import errno
import re
import sqlite3
from dataclasses import dataclass

from typer import Abort, BadParameter
from typer._click import exceptions as click  # typer carries click inside and exports a part

from archive.lock import ArchiveHeld
from archive.reader import UnknownArticle, Withheld
from archive.rebuild import LostCaptures
from crawler.commands.say import Say, day
from crawler.config import ConfigError

DONE, FAILED, USAGE, GAPS, HELD, DAMAGED = range(6)

_FULL = {errno.ENOSPC, errno.EDQUOT}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Failure(Exception):
    """A failure a command foresees: a message by its key, its values, an exit code."""

    def __init__(self, key: str, code: int = FAILED, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Told:
    code: int
    line: str


def explain(error: BaseException, say: Say) -> Told | None:
    """The line and exit code of a failure; None for one that only a bug can explain."""
    match error:
        case Failure():
            return Told(error.code, say(error.key, **error.values))
        case ConfigError():
            return Told(USAGE, str(error))
        case ArchiveHeld():
            return Told(HELD, say("error.held", holder=say.holder(error.holder)))
        case LostCaptures():
            return Told(DAMAGED, say("error.lost", error=error))
        case Withheld():
            return Told(FAILED, _withheld(error, say))
        case UnknownArticle():
            return Told(FAILED, _unknown_article(error, say))
        case click.ClickException():
            return Told(USAGE, _usage(error, say))
        case sqlite3.Error():
            return _database(error, say)
        case OSError():
            return Told(FAILED, _system(error, say))
        case KeyboardInterrupt() | Abort():
            return Told(FAILED, say("error.stopped"))
    return None


def _withheld(error: Withheld, say: Say) -> str:
    stone = error.stone
    kind = say(f"withhold.class.{stone.kind}")
    if stone.released_at:
        freed = day(stone.released_at)
        since = day(stone.withheld_at)
        return say("error.erased", given=error.given, day=since, kind=kind, released=freed)
    said = say("error.withheld", given=error.given, day=day(stone.withheld_at), kind=kind)
    return f"{said} {say('withhold.over', day=day(stone.until))}" if stone.is_over else said


def _unknown_article(error: UnknownArticle, say: Say) -> str:
    if error.near:
        return say("error.ambiguous_article", given=error.given, near=", ".join(error.near))
    return say("error.unknown_article", given=error.given)


def _database(error: sqlite3.Error, say: Say) -> Told:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return Told(FAILED, say("error.disk_full", where="archive.db"))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return Told(FAILED, say("error.not_writable", where="archive.db", error=error))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Told(HELD, say("error.busy", error=error))
    return Told(DAMAGED, say("error.damaged", error=error))


def _system(error: OSError, say: Say) -> str:
    where = str(error.filename or "?")
    if error.errno in _FULL:
        return say("error.disk_full", where=where)
    if error.errno in _CLOSED:
        return say("error.not_writable", where=where, error=error.strerror)
    if isinstance(error, FileNotFoundError):
        return say("error.no_file", where=error.filename or str(error))
    return say("error.system", error=error)


def _usage(error: click.ClickException, say: Say) -> str:
    context = getattr(error, "ctx", None)
    help_at = f"{context.command_path if context else 'lamtheo'} --help"
    match error:
        case click.NoSuchOption():
            near = ", ".join(error.possibilities or ()) or help_at
            return say("usage.option", given=error.option_name, near=near)
        case click.MissingParameter():
            name = (error.param.name if error.param else "") or error.param_hint or "?"
            return say("usage.missing", name=str(name).upper(), help=help_at)
        case BadParameter():
            name = error.param.opts[0] if error.param else error.param_hint or "?"
            return say("usage.value", name=name, error=_parser(error.message, say), help=help_at)
    return say("usage.other", error=_parser(error.format_message(), say), help=help_at)


_PARSER = (
    ("usage.number", r"Input should be a valid integer"),
    ("usage.least", r"Input should be greater than or equal to (.*)"),
    ("usage.most", r"Input should be less than or equal to (.*)"),
    ("usage.day", r".* does not match the formats "),
    ("usage.choice", r".* is not one of (.*)\."),
    ("usage.no_value", r"Option '(.*)' requires an argument"),
    ("usage.takes_none", r"Option '(.*)' does not take a value"),
    ("usage.command", r"No such command '(.*)'"),
    ("usage.extra", r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)"),
)


def _parser(message: str, say: Say) -> str:
    """What the parser of the command line says, in words; it speaks English only."""
    for key, pattern in _PARSER:
        if found := re.match(pattern, message):
            return say(key, given="".join(found.groups()))
    return message

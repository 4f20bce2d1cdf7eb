"""How the commands speak: Vietnamese unless told, people on a screen or programs in JSON.

Answers go to stdout, everything else (progress, logs, errors) to stderr.
"""

from __future__ import annotations

import html
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.records import VIETNAM
from archive.search import CLOSE, OPEN
from crawler.causes import cause_of
from crawler.commands.words_care_en import CARE_EN
from crawler.commands.words_care_vi import CARE_VI
from crawler.commands.words_en import EN
from crawler.commands.words_site_en import SITE_EN
from crawler.commands.words_site_vi import SITE_VI
from crawler.commands.words_take_en import TAKE_EN
from crawler.commands.words_take_vi import TAKE_VI
from crawler.commands.words_vi import VI
from crawler.commands.words_web_en import WEB_EN
from crawler.commands.words_web_vi import WEB_VI
from crawler.commands.words_withhold_en import WITHHOLD_EN
from crawler.commands.words_withhold_vi import WITHHOLD_VI
from crawler.config import DEFAULT_FILE

WORDS = {
    "vi": VI | CARE_VI | SITE_VI | WEB_VI | WITHHOLD_VI | TAKE_VI,
    "en": EN | CARE_EN | SITE_EN | WEB_EN | WITHHOLD_EN | TAKE_EN,
}
PIPE_WIDTH = 130
"""Columns of a table that goes to a file or another program, where no screen limits it."""

WIDE = 100
"""Columns of a screen from which every column of a table has room."""

AGES = 3650
"""Nights beyond which a forecast says nothing a person could use."""


class Say:
    """The words of one language, and the two consoles."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in WORDS else "vi"
        self.out = _console(stderr=False)
        self.err = _console(stderr=True)

    def __call__(self, key: str, /, **values: object) -> str:
        """A message by its key."""
        return WORDS[self.lang][key].format(**values)

    def knows(self, key: str) -> bool:
        return key in WORDS[self.lang]

    def word(self, group: str, name: str) -> str:
        """The word for one of a closed set (an outcome, a verdict, a cause); the name if none."""
        return WORDS[self.lang].get(f"{group}.{name}", name)

    def reason(self, text: str) -> str:
        """Why a date was believed, in the words of the screen."""
        date, _, time = text.partition("; time ")
        words = WORDS[self.lang]
        said = [
            words.get(f"reason.{part}") or self("reason.machine", name=part)
            for part in (date, time)
            if part
        ]
        return self("reason.time", date=said[0], time=said[1]) if time else "".join(said)

    def left_alone(self, site: str, reason: str) -> str:
        """Why a site was not visited to its end, as ``site_runs.reason`` has it, in words."""
        limit = f"limit.{reason.partition(':')[0]}"
        why = self(limit) if self.knows(limit) else self.word("cause", cause_of("broken", reason))
        return self("crawl.left_alone", site=site, reason=why)

    def holder(self, said: str) -> str:
        """Who holds the archive ("crawl, process 12"), in words."""
        kind, _, process = said.partition(", process ")
        return self("holder", kind=self.word("holder", kind), process=process) if process else said

    def detail(self, said: str | Mapping[str, object]) -> str:
        """A gap's detail: where it was seen, and what was counted there, each under its name."""
        try:
            counted = dict(json.loads(said) if isinstance(said, str) else said)
        except (ValueError, TypeError):
            return str(said)
        where = [str(counted.pop("url"))] if "url" in counted else []
        named = (f"{self.word('detail', key)}: {_value(one)}" for key, one in counted.items())
        return " · ".join([*where, *named])

    @property
    def narrow(self) -> bool:
        """Whether tables must do with the columns that matter most."""
        return self.out.width < WIDE

    # -- printing --------------------------------------------------------------

    def line(self, text: str | Text = "", style: str = "") -> None:
        """One line of an answer; text is text, never markup, and is never cut."""
        self.out.print(Text(text) if isinstance(text, str) else text, style=style, soft_wrap=True)

    def note(self, text: str, style: str = "dim") -> None:
        """One line beside the answer, on stderr."""
        self.err.print(Text(text), style=style, soft_wrap=True)

    def error(self, text: str) -> None:
        self.err.print(Text.assemble(("lamtheo: ", "bold red"), text), soft_wrap=True)

    def heading(self, text: str) -> None:
        self.out.print()
        self.out.print(Text(text, style="bold"), soft_wrap=True)

    def table(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[str | Text]],
        *,
        numbers: Sequence[int] = (),
        flexible: Sequence[int] = (),
    ) -> None:
        """A calm table; ``numbers`` are the columns set to the right, ``flexible`` those
        that may wrap where the screen is narrow."""
        table = Table(
            box=None,
            pad_edge=False,
            padding=(0, 2, 0, 0),
            header_style="dim",
            show_header=any(columns),
        )
        for place, column in enumerate(columns):
            number = place in numbers
            table.add_column(
                column.replace(" ", "\n") if number and self.narrow else column,
                justify="right" if number else "left",
                no_wrap=place not in flexible,
                overflow="fold",
            )
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
        if self.out.is_terminal:
            self.out.print(table)
            return
        with self.out.capture() as drawn:
            self.out.print(table)
        for line in drawn.get().splitlines():
            self.line(line.rstrip())

    def json(self, document: object) -> None:
        """One JSON document on stdout."""
        print(json.dumps(document, ensure_ascii=False, indent=2, default=str))

    def json_line(self, document: object) -> None:
        """One line of JSON Lines on stdout."""
        print(json.dumps(document, ensure_ascii=False, default=str))


def language(args: Sequence[str]) -> str:
    """The language to speak before anything is parsed: option, environment, file, Vietnamese."""
    if lang := _option(args, "--lang") or os.environ.get("LAMTHEO_LANG"):
        return lang
    try:
        with open(_option(args, "--config") or DEFAULT_FILE, "rb") as stream:
            return str(tomllib.load(stream).get("lang", "vi"))
    except (OSError, ValueError):
        return "vi"


def _option(args: Sequence[str], name: str) -> str:
    """The value of an option in either of its forms; "" when it is not given."""
    for place, arg in enumerate(args):
        if arg == name and place + 1 < len(args):
            return args[place + 1]
        if arg.startswith(f"{name}="):
            return arg.partition("=")[2]
    return ""


def day(iso: str | None) -> str:
    """An ISO day, month or moment as people read it: dd/mm/yyyy, mm/yyyy, dd/mm/yyyy HH:MM."""
    if not iso:
        return "–"
    if "T" not in iso:
        return "/".join(reversed(iso.split("-")))
    return f"{datetime.fromisoformat(iso).astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def size(number: float) -> str:
    """Bytes as people read them: "3,4 MB" with a decimal comma."""
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            break
        number /= 1000
    return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}".replace(".", ",")


def marked(text: str, style: str = "bold yellow") -> Text:
    """A found title or snippet for a terminal; in a pipe the words stand between « and »."""
    shown = Text()
    plain = not sys.stdout.isatty()
    for piece in text.replace(OPEN, "\0" + OPEN).replace(CLOSE, CLOSE + "\0").split("\0"):
        inside = piece.removeprefix(OPEN).removesuffix(CLOSE)
        if inside == piece:
            shown.append(piece)
        else:
            shown.append(f"«{inside}»" if plain else inside, style=style)
    return shown


def html_marked(text: str) -> str:
    """A found title or snippet for programs: escaped HTML with ``<mark>``."""
    safe = html.escape(text, quote=False)
    return safe.replace(OPEN, "<mark>").replace(CLOSE, "</mark>")


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPE_WIDTH
    return console


def _value(one: object) -> str:
    """A number or a day as people read it; any other text is what a machine said."""
    if isinstance(one, list):
        return ", ".join(map(_value, one))
    if isinstance(one, float):
        return f"{one:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    text = str(one)
    return day(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text

"""``lamtheo judge``: texts in, verdicts out, line by line; a broken line costs itself alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from crawler.commands.app import Context, app, state
from crawler.commands.errors import FAILED


@app.command(help="help.judge")
def judge(
    context: Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="help.judge.file")],
    as_json: Annotated[bool, typer.Option("--json", help="help.judge.json")] = False,  # noqa: ARG001
) -> None:
    say = state(context).say
    broken = 0
    with _opened(file) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                answer = judge_line(line, number)
                broken += "error" in answer
                say.json_line(answer)
    if broken:
        say.note(say("judge.broken", count=broken), style="yellow")
        raise typer.Exit(FAILED)


def judge_line(line: bytes, number: int) -> dict[str, Any]:
    """The verdict on one line, or what is wrong with it; the line's number where it has no id."""
    from pipelines.judge import judge_text

    ident: Any = number
    try:
        asked = json.loads(line.decode("utf-8-sig"))
        if not isinstance(asked, dict):
            raise TypeError("not a JSON object")
        ident = asked.get("id", number)
        title, text, day = (_text(asked, key) for key in ("title", "text", "published_at"))
        if "text" not in asked:
            raise KeyError('no "text"')
        judged = judge_text(title, "", text, day or None)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = error.args[0] if isinstance(error, KeyError) else error
        return {"id": ident, "error": f"{reason}"}
    return {
        "id": ident,
        "verdict": judged.verdict,
        "documents": list(judged.documents),
        "evidence": list(judged.evidence),
        "score": judged.score,
        "reason": judged.reason,
    }


def _text(asked: dict[str, Any], key: str) -> str:
    value = asked.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f'"{key}" is not a text')
    return value


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with Path(file).open("rb") as stream:
        yield stream

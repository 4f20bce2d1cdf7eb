"""``lamtheo farm``: only serve the sample sites, until told to stop."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from crawler.commands.app import Context, app, state
from crawler.commands.errors import FAILED, USAGE, Failure


@app.command(help="help.farm")
def farm(
    context: Context,
    port: Annotated[int, typer.Option(min=0, max=65529, help="help.farm.port")] = 0,
    faults: Annotated[str, typer.Option(metavar="NAME[:SITE],…", help="help.farm.faults")] = "",
    texts: Annotated[Path | None, typer.Option(metavar="DIR", help="help.demo.texts")] = None,
    night: Annotated[int, typer.Option(min=1, max=2, help="help.farm.night")] = 1,
) -> None:
    from tests.farm import Farm

    say = state(context).say
    check_texts(texts)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    names = [name.strip() for name in faults.split(",") if name.strip()]
    try:
        served = Farm(night=night, port=port, faults=names, texts=texts)
    except ValueError as error:
        raise Failure("error.bad_fault", USAGE, error=error) from error
    except OSError as error:
        raise Failure("error.port", FAILED, port=port, error=error.strerror) from error
    with served:
        say.json_line(served.announce())
        say.out.file.flush()
        say.note(say("farm.running"))
        stop.wait()


def check_texts(folder: Path | None) -> None:
    """A folder of plain-text articles must be there and hold some."""
    if folder is not None and not any(folder.glob("*.txt")):
        raise Failure("error.no_texts", USAGE, folder=folder)

"""``lamtheo serve``: the archive in a browser, read only, on loopback (:mod:`archive.web`).

Everybody reaches it through a proxy. What the proxy's readers type decides nothing: the addresses
of the world are told by options, and ``X-Forwarded-*`` is not read.
"""

from __future__ import annotations

import errno
import os
import re
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer
from yarl import URL

from archive.writer import DATABASE
from crawler.commands.app import Context, State, app, state
from crawler.commands.errors import USAGE, Failure
from crawler.commands.say import WORDS
from crawler.commands.withhold import end_terms

HOST = "127.0.0.1"
REPLAY_PORT = 8002
"""Where a proxy finds the public replay unless it is told otherwise."""
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?")
Lang = Literal["vi", "en"]
Url = Annotated[str, typer.Option("--url", help="help.take.url")]
"""Where everybody reaches the archive, for what is taken away and leads back there."""


@app.command(help="help.serve")
def serve(
    context: Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="help.serve.port")] = 8001,
    public: Annotated[bool, typer.Option("--public", help="help.serve.public")] = False,
    no_replay: Annotated[bool, typer.Option("--no-replay", help="help.serve.replay")] = False,
    url: Annotated[str, typer.Option(help="help.serve.url")] = "",
    replay_url: Annotated[str, typer.Option(help="help.serve.replay_url")] = "",
    replay_port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="help.serve.replay_port")
    ] = None,
) -> None:
    import uvicorn

    from archive.web.app import Options, build
    from archive.web.replay_pages import Door
    from archive.web.replay_server import running
    from crawler.urls import clean

    here = state(context)
    url, replay_url = origin_of("--url", url), origin_of("--replay-url", replay_url)
    if (url or replay_url) and not public:
        raise Failure("error.url_private", USAGE)
    if replay_url and (no_replay or not url or replay_url == url):
        raise Failure("error.replay_url", USAGE, url=replay_url)
    contact = _contact(here)
    if url and not contact:
        raise Failure("error.url_contact", USAGE, url=url)
    with here.archive():
        folder = here.folder
    _bring_up_to_date(folder)
    end_terms(here)
    lang: Lang = "en" if here.say.lang == "en" else "vi"
    port = _free(port)
    home = url or f"http://{HOST}:{port}"
    with ExitStack() as stack:
        replay = ""
        # Behind a proxy nobody reaches this machine's loopback: there it takes an address.
        if replay_url or not (public or no_replay):
            at = replay_port if replay_port is not None else REPLAY_PORT if replay_url else 0
            door = Door(lang, public, replay_url, home, contact, clean)
            replay = stack.enter_context(running(folder, _free(at, but=port), door))
        options = Options(
            lang=lang,
            public=public,
            replay_url=replay_url or replay,
            contact=contact,
            url=url,
            words=words(),
        )
        web = build(folder, options)
        key = "serve.running_public" if public else "serve.running"
        here.say.note(here.say(key, url=f"http://{HOST}:{port}/"), style="")
        if replay:
            here.say.note(here.say("serve.replay", url=replay))
        if public and not url:
            here.say.note(here.say("serve.no_url"))
        if public and not contact:
            here.say.note(here.say("serve.no_contact"))
        for own in filter(None, (url, replay_url)):
            here.say.note(here.say("serve.known_as", url=own))
        uvicorn.run(
            web.app(),
            host=HOST,
            port=port,
            access_log=False,
            lifespan="on",
            ws="none",
            proxy_headers=False,  # what a reader writes into X-Forwarded-* is the reader's
        )


def origin_of(option: str, given: str) -> str:
    """The origin that an address names: "https://lamtheo.example", "" for none.

    :raises Failure: it is no address of the web, or one below another one's root.
    """
    if not given:
        return ""
    try:
        found = URL(given)
        origin = str(found.origin())
        if not _ORIGIN.fullmatch(origin) or found.user or found.password:
            raise ValueError(given)
    except ValueError as error:
        raise Failure("error.url_wrong", USAGE, option=option, given=given) from error
    if found.path != "/" or found.query_string or found.fragment:
        raise Failure("error.url_path", USAGE, option=option, given=given, origin=origin)
    return origin


def _free(port: int, but: int = 0) -> int:
    """The port itself when nobody has it, any free one ``but`` that one for 0.

    :raises Failure: another program has it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            if port and port == but:
                raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
            probe.bind((HOST, port))
        except OSError as error:
            raise Failure("error.port", port=port, error=error.strerror) from error
        found = int(probe.getsockname()[1])
        # While the probe holds the other's port, no second one is given it.
        return _free(0, but) if found == but else found


def words() -> dict[str, Mapping[str, str]]:
    """The words of causes and of reasons, which the web shows and the archive does not know."""
    return {
        lang: {k: v for k, v in known.items() if k.startswith(("cause.", "reason."))}
        for lang, known in WORDS.items()
    }


def _contact(here: State) -> str:
    """Whom a reader may write to, an e-mail or an https:// address; an archive can be read without
    a configuration."""
    from crawler.config import ConfigError

    try:
        return here.config().contact
    except ConfigError:
        return ""


def _bring_up_to_date(folder: Path) -> None:
    """Give an archive of an older release the tables and indexes of this one, once.

    :raises archive.lock.ArchiveHeld: it needs that, and another run holds it.
    """
    from sqlite_utils import Database

    from archive.lock import hold
    from archive.migrations import migrate, migrations
    from archive.writer import connect, connect_readonly

    reading = connect_readonly(folder)
    try:
        behind = bool(migrations.pending(Database(reading)))
    finally:
        reading.close()
    if not behind:
        return
    with hold(folder, "decide"):
        writing = connect(folder / DATABASE)
        try:
            migrate(Database(writing))
        finally:
            writing.close()

"""``lamtheo serve``: the archive in a browser, read only, on loopback (:mod:`archive.web`).

Everybody reaches it through a proxy. What the proxy's readers type decides nothing: the addresses
of the world are told by options, and ``X-Forwarded-*`` is not read.
"""

from __future__ import annotations

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

    here = state(context)
    url, replay_url = _origin("--url", url), _origin("--replay-url", replay_url)
    if (url or replay_url) and not public:
        raise Failure("error.url_private", USAGE)
    if replay_url and (no_replay or not url or replay_url == url):
        raise Failure("error.replay_url", USAGE, url=replay_url)
    with here.archive():
        folder = here.folder
    _bring_up_to_date(folder)
    end_terms(here)
    lang: Lang = "en" if here.say.lang == "en" else "vi"
    contact = _contact(here)
    with ExitStack() as stack:
        replay = ""
        # Behind a proxy nobody reaches this machine's loopback: there it takes an address.
        if replay_url or not (public or no_replay):
            at = replay_port if replay_port is not None else REPLAY_PORT if replay_url else 0
            door = Door(lang, public, replay_url, url, contact)
            replay = stack.enter_context(running(folder, _free(at), door))
        options = Options(
            lang=lang,
            public=public,
            replay_url=replay_url or replay,
            contact=contact,
            url=url,
            words=words(),
        )
        web = build(folder, options)
        port = _free(port)
        key = "serve.running_public" if public else "serve.running"
        here.say.note(here.say(key, url=f"http://{HOST}:{port}/"), style="")
        if replay:
            here.say.note(here.say("serve.replay", url=replay))
        if public and not url:
            here.say.note(here.say("serve.no_url"))
        for own in filter(None, (url, replay_url)):
            here.say.note(here.say("serve.known_as", url=own))
        uvicorn.run(
            web.app(),
            host=HOST,
            port=port,
            access_log=False,
            lifespan="on",
            proxy_headers=False,  # what a reader writes into X-Forwarded-* is the reader's
        )


def _origin(option: str, given: str) -> str:
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


def _free(port: int) -> int:
    """The port itself when nobody has it, any free one for 0.

    :raises Failure: another program has it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Failure("error.port", port=port, error=error.strerror) from error
        return port or int(probe.getsockname()[1])


def words() -> dict[str, Mapping[str, str]]:
    """The words of causes and of reasons, which the web shows and the archive does not know."""
    return {
        lang: {k: v for k, v in known.items() if k.startswith(("cause.", "reason."))}
        for lang, known in WORDS.items()
    }


def _contact(here: State) -> str:
    """Whom a reader may write to; an archive can be read without a configuration."""
    from crawler.config import ConfigError

    try:
        contact = here.config().contact
    except ConfigError:
        return ""
    return contact if "@" in contact and ":" not in contact else ""


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

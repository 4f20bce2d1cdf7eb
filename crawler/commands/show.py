"""``lamtheo show`` and ``history``: one article with its evidence, and how it changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from itertools import pairwise
from typing import Annotated, Any

import typer
from rich.text import Text

from archive import reader
from archive.diffs import Line, compare, paragraphs, unified
from archive.reader import Evidence, Revision
from crawler.commands.app import Context, Json, app, state
from crawler.commands.diffs import drawn
from crawler.commands.errors import DAMAGED
from crawler.commands.say import Say, day

Ident = Annotated[str, typer.Argument(metavar="ID|URL", help="help.show.id")]


@app.command(help="help.show")
def show(context: Context, ident: Ident, as_json: Json = False) -> None:
    here = state(context)
    with here.archive() as db:
        article = reader.article(db, reader.find(db, ident))
        proof = reader.evidence(db, here.folder, article["capture_id"])
    if as_json:
        here.say.json(article | {"capture": asdict(proof) | {"ok": proof.ok}})
    else:
        _print(here.say, article, proof)
    if not proof.ok:
        raise typer.Exit(DAMAGED)


@app.command(help="help.history")
def history(context: Context, ident: Ident, as_json: Json = False) -> None:
    here = state(context)
    with here.archive() as db:
        article = reader.article(db, reader.find(db, ident))
        revisions = reader.revisions(db, article["id"])
        events = reader.events(db, article["id"])
    if as_json:
        here.say.json(as_document(article, revisions, events))
    else:
        _print_history(here.say, article, revisions, events)


def as_document(
    article: dict[str, Any], revisions: list[Revision], events: list[dict[str, Any]]
) -> dict[str, Any]:
    """The JSON of ``history``: each revision with its difference from the one before."""
    changes = [[], *(unified(difference(old, new)) for old, new in pairwise(revisions))]
    return {
        "id": article["id"],
        "url": article["url"],
        "title": article["title"],
        "gone_at": article["gone_at"],
        "aliases": article["aliases"],
        "revisions": [
            asdict(revision) | {"diff": change}
            for revision, change in zip(revisions, changes, strict=True)
        ],
        "events": events,
    }


def difference(old: Revision, new: Revision) -> list[Line]:
    """What changed between two revisions, by paragraph."""
    return compare(
        paragraphs(old.title, old.lead, old.body), paragraphs(new.title, new.lead, new.body)
    )


def evidence_line(say: Say, proof: Evidence) -> Text:
    """✓ or ✗, and what was compared."""
    if proof.ok:
        digest = (f"  {proof.digest}", "dim")
        return Text.assemble(("✓ ", "bold green"), say("show.checked"), digest)
    reason = proof.trouble or say("show.differs", found=proof.found, digest=proof.digest)
    return Text.assemble(("✗ ", "bold red"), say("show.damaged"), f" {reason}")


def _print(say: Say, article: dict[str, Any], proof: Evidence) -> None:
    say.heading(article["title"])
    if article["gone_at"]:
        say.line(say("show.gone", day=day(article["gone_at"])), style="yellow")
    say.line(article["url"], style="cyan")
    say.line()
    named = Counter(mention["document"] for mention in article["mentions"])
    verdict = Text.assemble(
        (say.word("verdict", article["verdict"]), "bold"), (f"  {article['reason']}", "dim")
    )
    rows: list[tuple[str, str | Text]] = [
        (say("field.organisation"), f"{article['organisation']} ({_provinces(say, article)})"),
        (say("field.published_at"), _dated(say, article)),
        (say("field.authors"), ", ".join(article["authors"]) or "–"),
        (say("field.source"), article["source"] or "–"),
        (say("field.section"), article["section"] or "–"),
        (say("field.verdict"), verdict),
        *(("", Text(f"• {line}", style="dim")) for line in article["evidence"]),
        (say("field.documents"), ", ".join(f"{k} ×{n}" for k, n in named.items()) or "–"),
    ]
    files = [attachment["name"] or attachment["url"] for attachment in article["attachments"]]
    rows.extend((say("field.attachments"), file) for file in files)
    say.table(("", ""), rows, flexible=[1])
    if article["lead"]:
        say.line()
        say.line(article["lead"], style="bold")
    for paragraph in filter(None, article["body"].split("\n\n")):
        say.line()
        say.line(paragraph)
    if article["cluster"]:
        say.heading(say("show.cluster"))
        for other in article["cluster"]:
            about = f"  {day(other['published_at'])} · {other['site']} · "
            say.line(Text.assemble((about, "dim"), other["title"], (f"  {other['id']}", "cyan")))
    for alias in article["aliases"]:
        kind = say.word("alias", alias["kind"])
        say.line(Text.assemble((f"{kind}: ", "dim"), alias["url"]))
    say.heading(say("show.evidence"))
    print_evidence(say, proof)
    if article["revisions"] > 1:
        say.line()
        say.line(say("show.revisions", count=article["revisions"], id=article["id"]), style="dim")


def print_evidence(say: Say, proof: Evidence) -> None:
    """Where the bytes lie, and whether they are still the same."""
    rows = (
        (say("field.warc_file"), f"warc/{proof.warc_file}"),
        (say("field.offset"), say("show.bytes", offset=proof.offset, length=proof.length)),
        (say("field.captured_at"), day(proof.fetched_at)),
        (say("field.capture"), proof.capture),
    )
    say.table(("", ""), rows)
    say.line(evidence_line(say, proof))


def _print_history(
    say: Say, article: dict[str, Any], revisions: list[Revision], events: list[dict[str, Any]]
) -> None:
    say.heading(article["title"])
    say.line(article["url"], style="cyan")
    say.line()
    say.table(
        ("", "", ""),
        [
            (day(event["visited_at"]), say.word("outcome", event["outcome"]), event["url"])
            for event in events
        ],
        flexible=[2],
    )
    for number, (old, new) in enumerate(pairwise(revisions), 2):
        say.heading(say("history.revision", number=number, day=day(new.captured_at)))
        for line in drawn(difference(old, new)):
            say.line(line)
    if len(revisions) == 1:
        say.line(say("history.one"), style="dim")


def _dated(say: Say, article: dict[str, Any]) -> Text:
    reason = f"  {say.reason(article['published_reason'])}"
    return Text.assemble(day(article["published_at"]), (reason, "dim"))


def _provinces(say: Say, article: dict[str, Any]) -> str:
    before, after = article["province_before"], article["province_after"]
    return before if before == after else say("show.provinces", before=before, after=after)

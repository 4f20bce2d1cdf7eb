"""The golden set: every page with its truth, the same on every run."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.records import Page, Site, Witness
from archive.text import normalise
from tests.farm.farm import Farm
from tests.farm.ink import CLOCK, COUNT, clock_line
from tests.farm.sites import BY_NAME
from tests.golden import last_papers, old_portals, older_papers, papers, portals, provinces
from tests.golden.sheet import VN, Printed, Sheet
from tests.golden.story import LATER, ORDER, told
from tests.golden.truth import UNSAID, Golden, Origin

SEEN = datetime(2026, 11, 22, 9, 30, tzinfo=VN)
A_LAYOUT = 8
A_FARM_LAYOUT = 10
REAL = Path(__file__).resolve().parents[3] / "shared" / "real-pages"
LAYOUTS: tuple[Callable[[Sheet], Printed], ...] = (
    papers.nhandan, papers.laocai, papers.tuyengiao, papers.angiang, papers.camau,
    papers.binhduong, older_papers.thaibinh, older_papers.langson, older_papers.cand,
    older_papers.laodongthudo, older_papers.laichau, older_papers.dantoc, older_papers.english,
    older_papers.infographic, portals.nukeviet, portals.wordpress, portals.vnpt,
    portals.viewlist, portals.dangcongsan, portals.dcs_post, old_portals.tapchicongsan,
    old_portals.hue, old_portals.hungyen, old_portals.huyenuy, old_portals.thanhdoan,
    old_portals.wordpaste, old_portals.brtext, old_portals.sharepoint, old_portals.kiengiang,
)  # fmt: skip
# Written last: the reader that first read these had been shown only the layouts above.
LATER_LAYOUTS: tuple[Callable[[Sheet], Printed], ...] = (
    provinces.thanhhoa, provinces.bacgiang, provinces.haugiang, provinces.vinhlong,
    provinces.lyluan, provinces.laocaiportal, provinces.quangnam, provinces.quangbinh,
    provinces.tinhdoan, provinces.daklak,
)  # fmt: skip
# And these when it read all of the above right.
LAST_LAYOUTS: tuple[Callable[[Sheet], Printed], ...] = (
    last_papers.nhandanold, last_papers.tagdiv, last_papers.hoabinh, last_papers.danang,
    last_papers.phuyen, last_papers.modernpaper,
)  # fmt: skip
PROTOTYPES = ("laocai", "tuyengiao")


def written() -> list[Golden]:
    """Eight pages of every written layout. Stories go round in one order, so that each
    layout tells other ones, in other words: slots are filled anew on every page."""
    pages: list[Golden] = []
    for layouts, order in (
        (LAYOUTS, ORDER),
        (LATER_LAYOUTS, LATER),
        (LAST_LAYOUTS, (*LATER, *ORDER)),
    ):
        turn = 0
        for layout in layouts:
            for number in range(A_LAYOUT):
                alone = layout.__name__ if layout.__name__ in ("english", "infographic") else ""
                pages.append(_write(layout, number, alone or order[turn % len(order)]))
                turn += 0 if alone else 1
    return pages


def _write(layout: Callable[[Sheet], Printed], number: int, key: str) -> Golden:
    name = f"{layout.__name__}-{number}"
    story = told(key, name)
    rng = random.Random(name)
    year = rng.randint(*story.years)
    # CT05 is of 15 May 2016, KL01 of 18 May 2021: nothing is told before its document.
    first = datetime(year, 6, 20 if year in (2016, 2021) else 1, tzinfo=VN)
    when = first + timedelta(
        days=rng.randrange(150), hours=rng.randrange(5, 23), minutes=rng.randrange(60)
    )
    when += timedelta(seconds=rng.randrange(60))
    sheet = Sheet(layout.__name__, number, story, when, SEEN, rng)
    printed = layout(sheet)
    host = urlsplit(printed.url).hostname or ""
    body = "\n\n".join(normalise(text) for text in sheet.body)
    origin: Origin = "prototype" if layout.__name__ in PROTOTYPES else "written"
    return Golden(
        name=name,
        layout=layout.__name__,
        origin=origin,
        page=Page(
            url=printed.url,
            role="article",
            site=Site(host, printed.organisation, "tinh", host, "generic"),
            status=200,
            headers=(("Content-Type", printed.content_type),),
            body=printed.raw or printed.html.encode(),
            captured_at=SEEN.astimezone(UTC),
        ),
        title=normalise(printed.title or story.title),
        lead=normalise(sheet.lead),
        body=body,
        published_at=printed.published_at,
        modified_at=printed.modified_at,
        authors=printed.by.authors,
        source=printed.source or printed.by.source,
        section=printed.section,
        documents=story.documents,
        verdict=story.verdict,
        captions=tuple(sheet.captions),
        furniture=tuple(dict.fromkeys(sheet.furniture)),
        story=key,
    )


def farm() -> list[Golden]:
    """Ten pages of each of the farm's layouts, spread over its first night."""
    with Farm(night=1) as served:
        web, manifest = served._web, served.manifest
    stories = {
        (layout.site.name, story.path): story
        for layout in web.layouts.values()
        for story in layout.stories
    }
    by_layout: dict[str, list[Golden]] = {}
    for truth in manifest.articles:
        place = (truth.site, urlsplit(truth.url).path)
        if place not in stories:
            continue
        story, site = stories[place], BY_NAME[truth.site]
        answer = web.answer(site, place[1])
        html = answer.body.replace(CLOCK.encode(), clock_line(SEEN).encode())
        heard: tuple[Witness, ...] = ()
        if story.dated_by == "listing" and truth.published_at:
            heard = (Witness(truth.url, "listing", "", truth.published_at, truth.precision),)
        generation = f"-{story.generation}" if truth.site == "baoquangninh" else ""
        hidden = "scrambled" in truth.oddities
        layout = f"farm-{truth.site}{generation}"
        found = by_layout.setdefault(layout, [])
        found.append(
            Golden(
                name=f"{layout}-{len(found)}",
                layout=layout,
                origin="farm",
                page=Page(
                    url=truth.url,
                    role="article",
                    site=Site(site.name, site.organisation, "huyen", site.host, site.family),
                    status=answer.status,
                    headers=(("Content-Type", answer.content_type),),
                    body=html.replace(COUNT.encode(), b"512"),
                    captured_at=SEEN.astimezone(UTC),
                    witnesses=heard,
                ),
                title=truth.title,
                lead=truth.lead,
                body=truth.body,
                published_at=truth.published_at,
                # A scrambled text hides its signature too.
                authors=UNSAID if hidden else truth.authors,
                source=UNSAID if hidden else truth.source,
                section=truth.section,
                documents=truth.documents,
                verdict=truth.verdict,
                captions=tuple(picture.caption for picture in truth.images),
                furniture=(*manifest.furniture, *(p.caption for p in truth.images)),
            )
        )
    chosen: list[Golden] = []
    for pages in by_layout.values():
        step = max(1, len(pages) // A_FARM_LAYOUT)
        chosen += pages[::step][:A_FARM_LAYOUT]
    return chosen


def real() -> list[Golden]:
    """Real saved pages where they are at hand; only what their facts say is known of them."""
    facts = REAL / "facts.json"
    if not facts.exists():
        return []
    noted: list[dict[str, Any]] = json.loads(facts.read_text(encoding="utf-8"))
    return [_real(fact) for fact in noted if fact["kind"] == "article"]


def _real(fact: dict[str, Any]) -> Golden:
    host = urlsplit(fact["url"]).hostname or ""
    edges = ("title_starts", "body_starts", "body_ends")
    return Golden(
        name="real-" + fact["file"].split(".")[0],
        layout="real-" + host.removesuffix(".vn"),
        origin="real",
        page=Page(
            url=fact["url"],
            role="article",
            site=Site(host, "", "trung_uong", host, "generic"),
            status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            body=gzip.decompress((REAL / fact["file"]).read_bytes()),
            captured_at=datetime(2026, 3, 10, tzinfo=UTC),
        ),
        title=fact.get("title", UNSAID),
        published_at=datetime.fromisoformat(fact["published_at"]).strftime("%Y-%m-%dT%H:%M+07:00"),
        authors=tuple(fact["authors"]),
        source=fact["source"],
        documents=tuple(fact["documents"]) if "documents" in fact else UNSAID,
        verdict=fact.get("verdict", UNSAID),
        edges={edge: fact[edge] for edge in edges if edge in fact},
    )


@cache
def golden() -> tuple[Golden, ...]:
    """The whole set, in a fixed order."""
    return (*written(), *farm(), *real())

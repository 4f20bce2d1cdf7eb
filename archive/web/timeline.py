"""Timelines: articles by month, as counts and as shares of all that the sites published."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from archive.web.asked import Answer, Asked, NoSuchPage
from archive.web.calendar import BIRTHDAY_MONTH, OCCASIONS
from archive.web.changes import Mark, by_place, changes, marks, read_by, told, touching
from archive.web.charts import Bars, bars, lanes, pitch
from archive.web.facets import Places
from archive.web.memory import kept
from archive.web.monthly import FEW, Month, Monthly
from archive.web.parts import BY, parts, small_charts

WIDTH, PLOT = 1080, 238
LEFT, BOTTOM = 56, 70
LANE = 20
"""Units that a row of numbered occasions is high, and that two of one row stand apart."""
HEAD = 44
"""Units above the plot: one row of occasions, and a number above a bar that is cut off."""
CUT = 6
"""Months told in words whose bars are cut off; the others are told above their bars, and in the
files."""


def timeline(db: sqlite3.Connection, asked: Asked) -> Answer:
    by = asked.get("by") if asked.get("by") in BY else "province"
    scheme = "63" if asked.get("map") == "63" else "34"
    measure = "count" if asked.get("measure") == "count" else "share"
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    divided = parts(db, by, Places.read(db, scheme), names)
    monthly = Monthly.read(db, (part.document for part in divided.values()))
    changed = changes(db)
    axis = monthly.axis(one.day[:7] for one in changed)
    chosen = asked.get("name")
    if chosen and chosen not in divided:
        raise NoSuchPage(chosen)
    sites, document = divided[chosen][1:] if chosen else (tuple(names), "")
    months = monthly.of(sites, document, monthly.months(axis))
    undated = monthly.undated(sites, document)
    drawn = [month for month in months if axis[0] <= month.month <= axis[-1]]
    here = marks(touching(changed, sites))
    on = calendar(axis, asked)
    small = kept(
        db,
        ("series", by, scheme, measure),
        lambda: small_charts(monthly, divided, axis, measure, changed),
    )
    picture = chart(drawn, measure, on["lanes"])
    cut = [month for month, bar in zip(drawn, picture.bars, strict=True) if bar.cut]
    return Answer(
        "timeline.html",
        context={
            "by": by,
            "scheme": scheme,
            "measure": measure,
            "chosen": chosen,
            "chosen_name": divided[chosen].shown if chosen else "",
            "chart": picture,
            "cut": cut[:CUT],
            "cut_more": max(len(cut) - CUT, 0),
            "calendar": on,
            "changes": here,
            "marks": by_place(here, axis),
            "read_by": read_by(db, sites),
            "months": drawn,
            "nothing": not any(month.articles for month in drawn),
            "undated": undated,
            "beyond": _beyond(months, axis),
            "years": yearly(monthly, sites, months),
            "few": FEW,
            "most_sites": max((month.sites for month in drawn), default=1) or 1,
            "parts": [row for row in small if row["articles"]],
            "silent": [row for row in small if not row["articles"]],
        },
        rows=[_row(month, here) for month in [*months, *_if_any(undated)]],
    )


def _if_any(month: Month) -> list[Month]:
    return [month] if month.articles or month.seen else []


def _row(month: Month, changed: Sequence[Mark]) -> dict[str, Any]:
    return {
        "month": month.month,
        "articles": month.articles,
        "pages_seen": month.seen,
        "share": round(month.share, 6),
        "sites": month.sites,
        **told(changed, month.month),
    }


def _beyond(months: Sequence[Month], axis: Sequence[str]) -> dict[str, Any]:
    """What is of a known month that the chart does not reach."""
    there = [month for month in months if not axis[0] <= month.month <= axis[-1]]
    return {
        "first": axis[0],
        "last": axis[-1],
        "seen": sum(month.seen for month in there),
        "articles": sum(month.articles for month in there),
    }


def chart(months: Sequence[Month], measure: str, rows: int = 1) -> Bars:
    """The bars of the months: how many, or of a hundred pages how many; above them ``rows`` of
    occasions."""
    values = [(m.month, float(m.articles) if measure == "count" else m.share) for m in months]
    # One article of two pages is 50 %: such months are drawn, cut off, and set no scale.
    solid = [m.share for m in months if m.seen >= FEW] if measure == "share" else None
    top = HEAD + LANE * (rows - 1)
    return bars(
        values,
        width=WIDTH,
        height=top + PLOT + BOTTOM,
        left=LEFT,
        bottom=BOTTOM,
        top=top,
        gap=0.15,
        most=max(solid) if solid else None,
        whole=measure == "count",
    )


def yearly(monthly: Monthly, sites: Sequence[str], months: Sequence[Month]) -> list[dict[str, Any]]:
    found: dict[str, list[Month]] = defaultdict(list)
    for month in months:
        found[month.month[:4]].append(month)
    rows = []
    for year, there in found.items():
        articles, seen = sum(m.articles for m in there), sum(m.seen for m in there)
        rows.append(
            {
                "year": year,
                "articles": articles,
                "seen": seen,
                "share": articles / seen if seen else 0.0,
                "sites": monthly.wide(sites, [m.month for m in there]),
            }
        )
    return rows


def calendar(axis: Sequence[str], asked: Asked) -> dict[str, Any]:
    """Occasions and birthdays, each at the number of its month; occasions too close to stand
    side by side stand in rows, of which there are ``lanes``."""
    at = {month: place for place, month in enumerate(axis)}
    drawn = [one for one in OCCASIONS if one.day[:7] in at]
    step = pitch(len(axis), WIDTH, LEFT)
    rows = lanes((at[one.day[:7]] * step for one in drawn), LANE)
    return {
        "occasions": [
            {
                "number": number,
                "at": at[one.day[:7]],
                "y": 14 + LANE * row,
                "day": one.day,
                "said": one.said(asked.lang),
            }
            for number, (one, row) in enumerate(zip(drawn, rows, strict=True), 1)
        ],
        "birthdays": [
            place for place, month in enumerate(axis) if int(month[5:]) == BIRTHDAY_MONTH
        ],
        "lanes": max(rows, default=0) + 1,
    }


PAGES = (("/dong-thoi-gian", timeline),)

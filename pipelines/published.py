"""When an article was published: every witness heard, one believed, with the reason.

A masthead clock shows when a page was fetched, a footer when a licence was
given; neither is evidence. What a page prints beside its title and what it
tells machines are weighed against each other, its feed and its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.records import VIETNAM, Precision, Witness
from pipelines.dates import Label, Stamp, machine_stamp, url_stamp
from pipelines.head import Head

# From most to least to be trusted, all else equal.
LAYOUT, MACHINE, BESIDE, ABOVE, BELOW, FEED, LISTING, URL = range(8)
_NAMES = {
    LAYOUT: "printed where the site keeps its date",
    MACHINE: "",
    BESIDE: "printed under the title",
    ABOVE: "printed above the title",
    BELOW: "printed under the text",
    FEED: "said by the feed",
    LISTING: "said by the listing",
    URL: "in the address",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One date with where it stood; ``place`` is one of the constants above."""

    stamp: Stamp
    place: int
    label: Label = ""
    name: str = ""

    @property
    def reason(self) -> str:
        return self.name or _NAMES[self.place]


@dataclass(frozen=True, slots=True)
class Dated:
    """What was chosen: ISO text in +07:00 or None, its precision, why, and the last change."""

    published_at: str | None
    precision: Precision
    reason: str
    modified_at: str | None = None


def choose(
    printed: Sequence[Evidence],
    head: Head,
    url: str,
    witnesses: Sequence[Witness],
    captured_at: datetime,
) -> Dated:
    """The publication date best borne out by all evidence, or none."""
    evidence = [*printed, *_machine(head), *_witnessed(witnesses)]
    address = url_stamp(url)
    if address is not None:
        evidence.append(Evidence(address, URL))
    today = captured_at.astimezone(VIETNAM)
    latest = (today + timedelta(days=1)).isoformat(timespec="minutes")
    evidence = [item for item in evidence if item.stamp.iso <= latest]
    changes = [item for item in evidence if item.label == "modified"]
    births = [item for item in evidence if item.label != "modified"]
    clocks = [item for item in births if _may_be_clock(item, births, today)]
    births = [item for item in births if item not in clocks]
    if not any(item.place <= LISTING for item in births) and changes:
        # "Cập nhật" alone is how many papers label the publication date.
        alone = [item for item in changes if item.place in (LAYOUT, BESIDE, ABOVE, BELOW)]
        births = [*alone, *births]
        changes = [item for item in changes if item not in alone]
    if not births:
        why = "only the page's clock shows a date" if clocks else "the page gives no date"
        return Dated(None, "none", why)
    best = _best(births, today)
    finest = _refined(best, births)
    reason = best.reason if finest is best else f"{best.reason}; time {finest.reason}"
    stamp = finest.stamp
    return Dated(stamp.iso, stamp.precision, reason, _modified(changes, stamp))


def _machine(head: Head) -> list[Evidence]:
    found = []
    for statements, label in ((head.published, "published"), (head.modified, "modified")):
        for text, name in statements:
            stamp = machine_stamp(text)
            if stamp is not None:
                found.append(
                    Evidence(
                        stamp, MACHINE, "modified" if label == "modified" else "published", name
                    )
                )
    return found


def _witnessed(witnesses: Sequence[Witness]) -> list[Evidence]:
    found = []
    for witness in witnesses:
        if witness.published_at and witness.precision != "none":
            stamp = Stamp(witness.published_at, witness.precision)
            place = LISTING if witness.kind == "listing" else FEED
            # A sitemap's is its news extension's: when a page was published, as in a feed.
            name = "said by the sitemap" if witness.kind == "sitemap" else ""
            found.append(Evidence(stamp, place, name=name))
    return found


def _may_be_clock(item: Evidence, others: Sequence[Evidence], today: datetime) -> bool:
    """Whether a date is the moment of fetching, printed by a clock.

    Above the title a date of the day of capture needs another witness; below it
    only one that shows the very minute is doubted.
    """
    if item.place not in (BESIDE, ABOVE, BELOW) or item.stamp.day != today.date().isoformat():
        return False
    backed = any(
        other.place in (LAYOUT, MACHINE, FEED, LISTING, URL) and other.stamp.agrees(item.stamp)
        for other in others
    )
    if backed:
        return False
    if item.place == ABOVE:
        return True
    if item.stamp.precision != "minute":
        return False
    shown = datetime.fromisoformat(item.stamp.iso)
    return abs(today - shown) <= timedelta(minutes=3)


def _best(births: Sequence[Evidence], today: datetime) -> Evidence:
    ranked = sorted(births, key=lambda item: (item.place, item.label != "published"))
    best = ranked[0]
    if best.place != MACHINE:
        return best
    printed = [item for item in ranked if item.place in (BESIDE, ABOVE)]
    for item in printed:
        # Some systems write local time and call it UTC: seven hours too late.
        if _seven_hours_apart(item.stamp, best.stamp):
            return item
        if best.stamp.day == today.date().isoformat() and item.stamp.day < best.stamp.day:
            return item
    return best


def _seven_hours_apart(printed: Stamp, said: Stamp) -> bool:
    if printed.precision != "minute" or said.precision != "minute":
        return False
    apart = datetime.fromisoformat(said.iso) - datetime.fromisoformat(printed.iso)
    return apart == timedelta(hours=7)


_FINENESS = {"minute": 3, "day": 2, "month": 1, "none": 0}


def _refined(best: Evidence, births: Sequence[Evidence]) -> Evidence:
    """The finest evidence that agrees with the best: a day gains its time of day."""
    finer = [
        item
        for item in births
        if _FINENESS[item.stamp.precision] > _FINENESS[best.stamp.precision]
        and item.stamp.agrees(best.stamp)
    ]
    return max(finer, key=lambda item: (_FINENESS[item.stamp.precision], -item.place), default=best)


def _modified(changes: Sequence[Evidence], published: Stamp) -> str | None:
    later = [item.stamp for item in sorted(changes, key=lambda item: item.place)]
    fitting = [stamp for stamp in later if stamp.precision in ("minute", "day")]
    for stamp in fitting:
        size = min(len(stamp.iso), len(published.iso))
        if stamp.iso[:size] > published.iso[:size]:
            return stamp.iso
    return None

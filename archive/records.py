"""The nouns of the archive, as frozen dataclasses.

Every room speaks these words, and a page travels through the house as one
:class:`Page`: each stop returns a new one with one more field filled, none
changes what an earlier stop said. Nothing here reads, fetches or stores.

Times are aware datetimes. ``captured_at`` is UTC; what a page prints is kept as ISO 8601 text in
+07:00 (Viet Nam keeps one offset all year since 1975), as exact as the page gave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Literal

VIETNAM = timezone(timedelta(hours=7), "+07")  # fixed: it needs no zone data on the machine

Role = Literal["article", "listing", "feed", "sitemap", "robots", "asset"]
"""What a URL is for. The archive owes visits by role."""

Outcome = Literal[
    "archived",
    "unchanged",
    "revised",
    "moved",
    "irrelevant",
    "duplicate",
    "gone",
    "refused",
    "blocked",
    "broken",
    "pending",
]
"""What a visit came to; exactly one per URL and visit. ``pending`` is a visit still owed."""

Verdict = Literal["relevant", "mention", "irrelevant"]
Precision = Literal["minute", "day", "month", "none"]
Status = Literal["unknown", "live", "redirected", "dead", "rehosted"]
"""What a site's file says of its host; rehosted: a stranger serves the domain. That nights leave a
site alone for a while or for good is a decision (:mod:`archive.decisions`), no fact."""
Field = Literal["title", "lead", "body"]


@dataclass(frozen=True, slots=True)
class Section:
    """A place of a site where its articles are announced.

    ``role`` is listing, feed or sitemap; ``name`` is the section's name as the
    site prints it, empty where it announces every section at once.
    """

    url: str
    name: str = ""
    role: Role = "listing"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a site's pages keep their parts, as CSS selectors; each may be empty.

    A selector is a hint: the reader must find every part without any, and
    falls back to its general rules where a selector finds nothing.
    ``remove`` lists what is never text (share bars, related boxes). ``since`` and ``until``
    are the first and last day ("2021-06-30") on which pages are known to have been served so,
    "" where none is: a capture is read by the layouts of its own day first.
    """

    title: str = ""
    lead: str = ""
    body: str = ""
    date: str = ""
    authors: str = ""
    source: str = ""
    section: str = ""
    remove: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class HostSpan:
    """When a host served a site: ``since`` and ``until`` are days, months or years
    (ISO 8601, as exact as it is known), "" where it is not."""

    host: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class TlsException:
    """Why a site is fetched although its certificate does not verify.

    ``until`` is the last day in Viet Nam ("2027-03-31") on which it holds, ``reason`` what
    is wrong with the certificate, ``by`` who decided so, or the document that does.

    :raises ValueError: a day that is none, or nothing said: no exception is for ever or
        without a reason.
    """

    until: str
    reason: str
    by: str

    def __post_init__(self) -> None:
        date.fromisoformat(self.until)
        if not (self.reason.strip() and self.by.strip()):
            raise ValueError(f"a TLS exception until {self.until} without reason or author")

    def holds(self, moment: datetime) -> bool:
        """Whether it is in force at an aware ``moment``."""
        there = moment.astimezone(VIETNAM)
        return there.date() <= date.fromisoformat(self.until)


@dataclass(frozen=True, slots=True)
class Site:
    """The facts of one site, as its file in ``spiders/`` states them.

    ``level`` is tinh, huyen, xa or trung_uong. ``province_before`` names one
    of the 63 provinces until 30/6/2025, ``province_after`` one of the 34 since
    1/7/2025 (Nghị quyết 202/2025/QH15). ``verified`` is the day a trial
    on the live site passed, or "never". ``places`` are the names of
    units the site itself speaks for (its district, ward). ``home`` is the front page, where
    discovery starts; "" is the host's own. ``evidence`` is the URL of a page that
    showed the site carries the campaign, "" where none is known. ``rights`` says
    who holds them and what they allow, as the site prints it. ``tls_exception`` is None
    where the certificate must verify. ``more_sections``: whether the site has listings its
    file does not name.
    """

    name: str
    organisation: str
    level: str
    host: str
    family: str
    sections: tuple[Section, ...] = ()
    aliases: tuple[str, ...] = ()
    province_before: str = ""
    province_after: str = ""
    district: str = ""
    host_confirmed: bool = False
    verified: str = "never"
    status: Status = "unknown"
    successor: str = ""
    rights: str = ""
    layouts: tuple[Layout, ...] = ()
    places: tuple[str, ...] = ()
    home: str = ""
    evidence: str = ""
    host_spans: tuple[HostSpan, ...] = ()
    tls_exception: TlsException | None = None
    more_sections: bool = False

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that are the site's own."""
        return (self.host, *self.aliases)

    @property
    def is_closed(self) -> bool:
        """Whether its file says that it is over, or that a stranger answers under its host."""
        return self.status in ("dead", "rehosted")

    @property
    def discovered(self) -> bool:
        """Whether listings of it are left to be found, from its front page on: its file names
        none, or says that there are more."""
        return self.more_sections or not any(one.role == "listing" for one in self.sections)

    @property
    def enrolled(self) -> bool:
        """Whether its file alone has a night without named sites visit it: it was seen live.
        A trial of this archive does the same (:meth:`archive.decisions.Standing.visits`)."""
        return self.host_confirmed and self.verified != "never" and not self.is_closed


@dataclass(frozen=True, slots=True)
class Witness:
    """What a captured listing, feed or sitemap said of a URL.

    ``published_at`` is ISO 8601 as in :class:`Reading`, "" when it said nothing.
    """

    url: str
    kind: Role
    title: str = ""
    published_at: str = ""
    precision: Precision = "none"


@dataclass(frozen=True, slots=True)
class Link:
    """A URL discovered on a captured page, with what the page said of it."""

    url: str
    role: Role
    section: str = ""
    title: str = ""
    published_at: str = ""
    precision: Precision = "none"


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place an article speaks of or from: ``role`` is publisher or subject."""

    name: str
    role: Literal["publisher", "subject"]
    province_before: str = ""
    province_after: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP exchange as it lies in a WARC file, or the record of why there was none.

    ``id`` is the UUID of the WARC-Record-ID of the response (or of the
    metadata record when ``record_type`` is "metadata": then ``status`` is 0 and
    ``failure`` says what happened). ``digest`` is the payload's "sha1:BASE32";
    ``offset`` and ``length`` are bytes of the compressed record in ``warc_file``. ``asked`` is
    the record's WARC-Target-URI where that is not ``url``, by which the page is known; else "".
    """

    id: str
    url: str
    warc_file: str
    offset: int
    length: int
    record_type: Literal["response", "revisit", "metadata"]
    status: int
    digest: str
    fetched_at: datetime
    run_id: str
    site: str
    content_type: str = ""
    failure: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """The cheap look at the bytes: can this page be ours at all?"""

    passed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article page says.

    ``body`` is paragraphs joined by a blank line ("\\n\\n"), in NFC, without lead,
    captions, bylines, furniture or related titles; "" when the page carries
    none that can be read, and ``body_state`` then says why ("scrambled",
    "empty"). ``published_at`` is ISO 8601 in +07:00: "2020-12-19T16:25+07:00"
    (minute), "2020-12-19" (day), "2020-12" (month) or None;
    ``published_reason`` says which evidence chose it.
    """

    url: str
    title: str
    lead: str
    body: str
    authors: tuple[str, ...] = ()
    source: str | None = None
    section: str | None = None
    published_at: str | None = None
    published_precision: Precision = "none"
    published_reason: str = ""
    modified_at: str | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    places: tuple[PlaceName, ...] = ()
    body_state: Literal["ok", "scrambled", "empty"] = "ok"


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in a text: ``text`` is ``field[start:end]`` of the reading."""

    document: str
    field: Field
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an article is about the campaign, and why.

    ``documents`` are keys of documents.toml in order of first mention, without
    repeats; ``evidence`` are short sentences a researcher can check against
    the text; ``score`` is between 0 and 1.
    """

    verdict: Verdict
    documents: tuple[str, ...]
    mentions: tuple[Mention, ...]
    evidence: tuple[str, ...]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One captured response on its way through the house.

    ``body`` is the payload after content decoding (gzip, br …), bytes as sent
    otherwise. ``url`` is the URL asked for. ``headers`` are (name, value)
    pairs as received. ``section`` is the name under which the archive knows a listing. The
    fields from ``links`` on are filled by the stops;
    ``trouble`` says which stop failed on this page and how, "" when none did.
    """

    url: str
    role: Role
    site: Site
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    captured_at: datetime
    capture: Capture | None = None
    witnesses: tuple[Witness, ...] = ()
    section: str = ""
    links: tuple[Link, ...] = ()
    next_page: str = ""
    gate: Gate | None = None
    reading: Reading | None = None
    judgement: Judgement | None = None
    signature: tuple[int, ...] = ()
    trouble: str = ""

    @property
    def moment(self) -> str:
        """``captured_at`` as rows hold it: ISO 8601 in UTC, comparable as text."""
        return self.captured_at.isoformat(timespec="microseconds")

    def header(self, name: str) -> str:
        """The first value of a header, whatever its case; "" when absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Ingested:
    """What the one door said of a page: its outcome, the reason, and new URLs found."""

    url: str
    role: Role
    outcome: Outcome
    reason: str
    article_id: str = ""
    new_links: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the archive should hold and does not, or cannot know."""

    site: str
    cause: str
    detail: str
    section: str = ""
    window_from: str = ""
    window_to: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A Party document the campaign stands on; one row of documents.toml."""

    key: str
    number: str
    kind: str
    title: str
    issued_on: str
    issuer: str
    term: str
    role: Literal["campaign", "predecessor", "neighbour"]
    aliases: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

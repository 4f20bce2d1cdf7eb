"""Which content system a site runs on, and what its pages say of whose it is. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.places import province_after, provinces_before
from archive.records import Page, Section
from archive.text import fold, normalise
from crawler.anchors import decode_html, parse_html, read_anchors, words_in
from crawler.families import FAMILIES
from crawler.site import SiteSpider
from pipelines.compare import UPPER

HEADLINE = 5
"""Words from which the text of a link outside the menus is a headline."""

FEW = 10
"""Headlines up to which it may be chance that none leads to an article: a single page's."""

FIRST_SIGN, MORE_SIGNS, BY_LINKS = 0.5, 0.2, 0.3
"""What a score is made of: a mark of the system in the source, a second one, and the share of
headlines whose address is an article's there. Addresses alone are alike in many systems."""

GENERIC = 0.25
"""The score of no known system: what must be beaten by more than alike addresses."""

LONGEST_NAME = 80
"""Characters of an organisation's name; the longest of the known sites has 65."""

# The mark within "M'Đrắk" is a letter's, any other is a quotation's.
_NO_NAME = re.compile(r"[\"`\\<>“”]|(?<!\w)['‘’]|['‘’](?!\w)")

_NAME = re.compile(
    r"<meta[^>]+(?:og:site_name|application-name)[^>]+content=[\"']([^\"']{3,120})[\"']"
    r"|<meta[^>]+content=[\"']([^\"']{3,120})[\"'][^>]+(?:og:site_name|application-name)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_IDLE = re.compile(r"^(?:trang chu|home|trang nhat|tin tuc|default|index|homepage|trang nhất)$")
_UNIT = re.compile(
    r"\b((?i:thị xã|huyện|thị(?= [uủ][ỷy])|quận|thành phố|phường|thị trấn|xã))(?i:\s+(?:ủy|uỷ))?"
    rf"\s+([{UPPER}][\w'’]*(?:\s+[{UPPER}][\w'’]*){{0,3}})"
)
_COMMUNE = re.compile(r"^(?:xa|phuong|thi tran)\b")


@dataclass(frozen=True, slots=True)
class Guess:
    """One family: its score in [0, 1], the marks of it in the source, and of the headlines
    linked how many lead to what would be articles there."""

    family: str
    score: float
    signs: tuple[str, ...]
    matched: int
    headlines: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose site it may be; ``unsure`` names the facts that are only guessed."""

    organisation: str
    level: str
    province_before: str
    province_after: str
    district: str
    places: tuple[str, ...]
    unsure: tuple[str, ...]


def families(pages: Sequence[Page], home: str) -> list[Guess]:
    """Every family by how well the pages of one site fit it, best first."""
    guesses = [_guess(name, base, pages, home) for name, base in FAMILIES.items()]
    return sorted(guesses, key=lambda one: -one.score)


def of_family(base: type[SiteSpider], name: str, **facts: object) -> type[SiteSpider]:
    """A site of a family, as its file in ``spiders/`` would state it."""
    made = type(name.capitalize(), (base,), {"name": name, **facts})
    assert issubclass(made, SiteSpider)
    return made


def _guess(name: str, base: type[SiteSpider], pages: Sequence[Page], home: str) -> Guess:
    host = urlsplit(home).hostname or ""
    # Some systems tell their articles by where their sections lie.
    listed = tuple(Section(p.url) for p in pages if p.role == "listing" and p.url != home)
    site = of_family(base, "unknown", host=host, home=home, sections=listed)
    signs: dict[str, None] = {}
    matched, headlines = set[str](), set[str]()
    for page in pages:
        source = decode_html(page.body, page.header("content-type"))
        signs |= dict.fromkeys(
            found[0][:60] for sign in base.signs if (found := sign.search(source))
        )
        root = parse_html(page.body, page.header("content-type"))
        if root is None:
            continue
        for anchor in read_anchors(root, page.url, site.canonical).anchors:
            if anchor.menu or words_in(anchor.text) < HEADLINE or not site.is_ours(anchor.url):
                continue
            headlines.add(anchor.url)
            if site.role_of(anchor.url) == "article":
                matched.add(anchor.url)
    share = len(matched) / len(headlines) if headlines else 0.0
    if name == "generic":
        score = GENERIC
    else:
        score = share * BY_LINKS + bool(signs) * FIRST_SIGN + (len(signs) > 1) * MORE_SIGNS
        # A system that is known by its marks and shows none, or whose addresses are none of
        # many headlines': what speaks for it is chance, or a template's leftover.
        chance = (base.signs and not signs) or (len(headlines) > FEW and not matched)
        score = score / 3 if chance else score
    return Guess(name, round(score, 3), tuple(signs), len(matched), len(headlines))


def whose(front: Page, host: str) -> Whose:
    """What a front page and its host say of who speaks there."""
    source = html.unescape(decode_html(front.body, front.header("content-type")))
    named = _NAME.search(source)
    title = _TITLE.search(source)
    unsure = ["level"]
    organisation = _name(named[1] or named[2]) if named else ""
    if not organisation or len(organisation.split()) < 2:
        organisation = _own_part(title[1] if title else "") or organisation or host
        unsure.append("organisation")
    province, sure = _province(organisation, host)
    if not sure:
        unsure.append("province")
    unit = _UNIT.search(organisation) or _UNIT.search(_own_part(title[1] if title else ""))
    district, places = "", ((province,) if province else ())
    if unit and fold(unit[2]) != fold(province):
        kind = {"thị": "Thị xã"}.get(unit[1].lower(), unit[1].capitalize())
        district = f"{kind} {unit[2]}"
        places = (unit[2],)
        unsure.append("district")
    level = "tinh"
    if district:
        level = "xa" if _COMMUNE.match(fold(district)) else "huyen"
    return Whose(
        organisation, level, province, province_after(province), district, places, tuple(unsure)
    )


def _name(text: str) -> str:
    """What a page calls somebody, as one line without quotes, backslashes or anything that
    cannot be printed; nobody's name is as long as a page's title may be."""
    shown = "".join(char if char.isprintable() else " " for char in normalise(text))
    return " ".join(_NO_NAME.sub(" ", shown).split())[:LONGEST_NAME].strip()


def _own_part(title: str) -> str:
    """The site's part of a page's title: the longest that is no label of a front page."""
    parts = [_name(part) for part in re.split(r"\s[-|–»:]\s|\n", title)]
    return max((part for part in parts if not _IDLE.match(fold(part))), key=len, default="")


def _province(organisation: str, host: str) -> tuple[str, bool]:
    """A province until 30/6/2025 that name and host speak of, and whether both do."""
    said = f" {fold(organisation)} "
    spelt = re.sub(r"[^a-z]", "", host)
    by_name = [one for one in provinces_before() if f" {fold(one)} " in said]
    by_host = [one for one in provinces_before() if re.sub(r"[^a-z]", "", fold(one)) in spelt]
    both = [one for one in by_name if one in by_host]
    found = _longest(both) or _longest(by_name) or _longest(by_host)
    return found, bool(both)


def _longest(names: Iterable[str]) -> str:
    return max(names, key=len, default="")

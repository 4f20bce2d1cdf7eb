"""The file of a site in ``spiders/``, written from its facts. Pure.

Every later command runs that file, and its facts are what strangers' pages say: a string
enters it as a literal, and as words in the docstring.
"""

from __future__ import annotations

import re

from archive.records import Section
from archive.text import fold
from crawler.site import SiteSpider

LINES = 20
"""Lines of a site's file: more is behaviour, or listings that would be found anyway."""

SECTIONS = 2
"""Sections that a proposed file names; the rest is found from the front page each night."""

_CAMPAIGN = re.compile(r"hoc tap|lam theo|guong bac|loi bac|hoc bac|ho chi minh|chi thi 0?5")
_WORDS = re.compile(r"[\w,.()&/'’–-]+")
_WIDTH = 100


def campaign(name: str) -> bool:
    """Whether a section's name is the campaign's."""
    return bool(_CAMPAIGN.search(fold(name)))


def file_of(site: type[SiteSpider], sure: set[str]) -> str:
    """The source of a site's file; a fact that is no more than a guess says so at its end.
    ``sure`` names those that are not: family, organisation, province …"""
    base = next(cls for cls in site.__mro__[1:] if cls.__dict__.get("family"))
    facts = site.facts()
    lines = [_docstring(facts.organisation), "", f"from crawler.families import {base.__name__}"]
    if facts.sections:
        lines.append("from crawler.site import Section")
    head = f"class {site.__name__}({base.__name__}):"
    lines += ["", "", _said(head, "family" in sure)]
    stated: list[tuple[str, object, bool]] = [
        ("name", facts.name, True),
        ("organisation", facts.organisation, "organisation" in sure),
        ("level", facts.level, False),
        ("host", facts.host, True),
        ("host_confirmed", facts.host_confirmed, True),
        ("province_before", facts.province_before, "province" in sure),
        ("province_after", facts.province_after, "province" in sure),
        ("district", facts.district, not facts.district or "district" in sure),
        ("places", facts.places, True),
        ("home", facts.home, True),
        ("more_sections", site.more_sections, True),
    ]
    lines += [
        _said(f"    {key} = {_literal(value)}", known)
        for key, value, known in stated
        if value or key.startswith("province_")  # every site has one, to be filled in
    ]
    if facts.sections:
        lines += _sections(facts.sections)
    return "\n".join(lines) + "\n"


def _said(line: str, known: bool) -> str:
    return line if known else f"{line}  # unsure"


def _docstring(text: str) -> str:
    """One line of words: no double quote, backslash or control character is among them."""
    words = " ".join(_WORDS.findall(text)) or "A site"
    return f'"""{words}."""'


def _literal(value: object) -> str:
    if isinstance(value, tuple):
        parts = ", ".join(_literal(one) for one in value)
        return f"({parts},)" if len(value) == 1 else f"({parts})"
    if isinstance(value, str):
        # An apostrophe has repr() choose double quotes where it can, as the formatter does.
        quoted = repr("'" + value)
        return '"' + quoted[2:] if quoted.startswith('"') else repr(value)
    return repr(value)


def _sections(sections: tuple[Section, ...]) -> list[str]:
    rows = [
        "Section("
        + ", ".join(
            [_literal(one.url), _literal(one.name)]
            + ([_literal(one.role)] if one.role != "listing" else [])
        )
        + ")"
        for one in sections
    ]
    short = f"    sections = ({rows[0]},)"
    if len(rows) == 1 and len(short) <= _WIDTH:
        return [short]
    return ["    sections = (", *(f"        {row}," for row in rows), "    )"]

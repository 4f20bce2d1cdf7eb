"""What a page of 20,000 links costs: a listing is read between two fetches, while a whole night
waits."""

from __future__ import annotations

import sys

import pytest

from archive.records import Page, Section
from crawler.families import Generic, SlugId
from tests.bombs import one_list
from tests.pages import CAPTURED


class Known(SlugId):
    name = host = "mau.vn"
    sections = (Section("https://mau.vn/tin", "Tin"),)


class Learned(Generic):
    name = host = "mau.vn"


def calls(site: type[SlugId | Generic], count: int) -> int:
    """How many calls, Python's own included, finding what one list of links announces takes."""
    page = Page("https://mau.vn/tin", "listing", site.facts(), 200, (), one_list(count), CAPTURED)
    made = 0

    def counting(_frame: object, event: str, _of: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        found = site.read_links(page).links
    finally:
        sys.setprofile(None)
    assert sum(link.role == "article" for link in found) == count
    return made


@pytest.mark.parametrize("site", [Known, Learned])
def test_a_list_costs_what_its_links_do_and_no_more(site: type[SlugId | Generic]) -> None:
    calls(site, 10)  # what is looked up once
    few, many = calls(site, 300), calls(site, 1200)
    assert many < 5 * few  # four times the links; sixteen, were each compared with each

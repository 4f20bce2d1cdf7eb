"""Refusals that answer 200 or lead to a form, told from pages that only carry their marks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive import vitals
from archive.challenges import challenge
from archive.records import Link, Page, Role
from tests.farm.faults import CASINO, CHALLENGE, FOREIGN, LOGIN, PARKED
from tests.visits import SITE

PROSE = "<p>Chi bộ thôn họp bàn việc làm theo Bác và giao việc cho từng đảng viên.</p>" * 12
BOX = "<form><input name='u'><input type=\"password\" name='p'></form>"
JSD = "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"


def page(
    body: str,
    role: Role = "article",
    status: int = 200,
    links: tuple[Link, ...] = (),
    **headers: str,
) -> Page:
    pairs = tuple(headers.items())
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return Page(SITE.sections[0].url, role, SITE, status, pairs, body.encode(), now, links=links)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (page(CHALLENGE), "Cloudflare challenge"),
        (page(PROSE + JSD), ""),  # Cloudflare's own script on a page it let through
        (page("<script>document.cookie='D1N=4f'</script>"), "cookie challenge"),
        (page(LOGIN), "login wall"),
        (page(LOGIN, "listing"), "login wall"),
        (page(PROSE + BOX), ""),  # a login box beside an article
        (page("", status=302, location="/c/portal/login?p_l_id=1"), "login wall"),
        (page("", status=302, location="https://sso.mau.example/dang-nhap.aspx"), "login wall"),
        (page("", status=302, location="/tin/chuyen-doi-login-thanh-vneid.html"), ""),
        (page("", status=302, location="http://["), ""),
        (page(CASINO, "listing"), "replaced"),
        (page(PARKED, "listing"), "replaced"),
        (page(CASINO), ""),  # an article may be about a betting ring
        (page(CASINO, "listing", links=(Link(SITE.sections[0].url + "/1", "article"),)), ""),
        (page(FOREIGN, "listing"), ""),  # judged by its letters, with the rest of the night
        (page("<p>Không có tin.</p>", "listing"), ""),
    ],
)
def test_what_a_page_is(seen: Page, expected: str) -> None:
    assert challenge(seen) == expected


def test_the_vitals_of_sound_and_spoilt_pages() -> None:
    sound = vitals.take(page(PROSE))
    assert (sound.prose or 0) > 500
    assert 200 < (sound.marked or 0) < 420
    assert sound.lost == 0
    spoilt = vitals.take(page(PROSE.encode("ascii", "replace").decode()))
    assert (spoilt.lost or 0) > 100
    assert spoilt.marked == 0
    asked = "<p>Ai học? Ai làm? Xem thêm tại https://mau.example/x?a=1</p>" * 5
    assert (vitals.take(page(PROSE + asked)).lost or 0) < vitals.LOST
    menu = f"<a href='/'>{PROSE}</a><script>{PROSE}</script>"
    assert vitals.take(page(menu)).prose == 0
    assert vitals.take(page(menu, "listing")).prose == sound.prose
    assert vitals.take(page(PROSE, status=404)) == vitals.NONE
    legacy = Page(**{**{f: getattr(page(""), f) for f in Page.__slots__}, "body": b"\xe6\xf0 ng"})
    assert vitals.take(legacy).marked is None

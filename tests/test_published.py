"""Which of a page's dates is believed, on whole pages and among bare evidence."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.records import Witness
from pipelines.clean import read_article
from pipelines.dates import Stamp
from pipelines.head import Head
from pipelines.published import ABOVE, BESIDE, Evidence, choose
from tests.pages import FOOT, ONE, THREE, TITLE, TWO, article, page, paragraphs

CAPTURED = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
TODAY = Stamp("2026-05-20T09:59+07:00", "minute")
BEFORE = Stamp("2020-12-19T16:25+07:00", "minute")


def test_a_clock_above_the_title_is_refused_with_a_reason() -> None:
    dated = choose([Evidence(TODAY, ABOVE)], Head(), "https://b.vn/a.html", (), CAPTURED)
    assert (dated.published_at, dated.precision) == (None, "none")
    assert "clock" in dated.reason


def test_a_clock_that_a_listing_confirms_is_a_date() -> None:
    heard = Witness("https://b.vn/a.html", "listing", "", "2026-05-20", "day")
    dated = choose([Evidence(TODAY, ABOVE)], Head(), "https://b.vn/a.html", (heard,), CAPTURED)
    assert dated.published_at == TODAY.iso


def test_a_day_gains_the_time_another_witness_knows() -> None:
    head = Head(published=[("2020-12-19", "JSON-LD datePublished")])
    dated = choose([Evidence(BEFORE, BESIDE)], head, "https://b.vn/a.html", (), CAPTURED)
    assert dated.published_at == BEFORE.iso
    assert "JSON-LD" in dated.reason


def test_a_machine_date_of_the_fetch_yields_to_the_printed_one() -> None:
    head = Head(published=[("2026-05-20T10:00:00+07:00", "meta pubdate")])
    dated = choose([Evidence(BEFORE, BESIDE)], head, "https://b.vn/a.html", (), CAPTURED)
    assert dated.published_at == BEFORE.iso


def test_a_sitemaps_news_date_is_a_birth_as_a_feeds_is() -> None:
    heard = Witness("https://b.vn/a.html", "sitemap", "", "2024-01-02", "day")
    alone = choose([], Head(), "https://b.vn/a.html", (heard,), CAPTURED)
    assert (alone.published_at, alone.modified_at) == ("2024-01-02", None)
    assert alone.reason == "said by the sitemap"
    listed = Witness("https://b.vn/a.html", "listing", "", "2024-01-05", "day")
    both = choose([], Head(), "https://b.vn/a.html", (listed, heard), CAPTURED)
    assert both.published_at == "2024-01-02"
    dated = choose([Evidence(BEFORE, BESIDE)], Head(), "https://b.vn/a.html", (heard,), CAPTURED)
    assert (dated.published_at, dated.modified_at) == (BEFORE.iso, None)


class TestDates:
    def published(self, html: str, **fields: object) -> tuple[str | None, str]:
        reading = read_article(page(html, **fields))
        return reading.published_at, reading.published_precision

    def test_the_masthead_clock_is_no_date(self) -> None:
        clock = "<p>Thứ Tư, 20/05/2026, 10:00 [GMT+7]</p>"
        html = (
            f"<html><body>{clock}<h1>{TITLE}</h1>"
            f"<div>{paragraphs(ONE, TWO, THREE)}</div>{FOOT}</body></html>"
        )
        assert self.published(html) == (None, "none")

    def test_a_date_above_the_title_is_one(self) -> None:
        html = (
            f"<html><body><div><span>12/03/2024 08:15</span>"
            f"<h1>{TITLE}</h1>{paragraphs(ONE, TWO)}</div></body></html>"
        )
        assert self.published(html) == ("2024-03-12T08:15+07:00", "minute")

    def test_days_told_in_the_text_are_not_the_articles(self) -> None:
        html = article(paragraphs(f"Chiều ngày 11/3, {ONE}", f"Ngày 17/5/2018, {TWO}"))
        assert self.published(html) == (None, "none")

    def test_updated_alone_is_published(self) -> None:
        html = article(
            paragraphs(ONE, TWO),
            f"<h1>{TITLE}</h1><div>Cập nhật lúc 00:16, Chủ Nhật, 05/04/2020 (GMT+7)</div>",
        )
        assert self.published(html) == ("2020-04-05T00:16+07:00", "minute")

    def test_updated_beside_a_date_is_a_change(self) -> None:
        html = article(
            paragraphs(ONE, TWO),
            f"<h1>{TITLE}</h1><div>Đăng ngày 05/04/2020 07:00</div>"
            f"<div>Cập nhật: 06/04/2020 08:30</div>",
        )
        reading = read_article(page(html))
        assert reading.published_at == "2020-04-05T07:00+07:00"
        assert reading.modified_at == "2020-04-06T08:30+07:00"

    def test_midnight_in_json_is_a_day(self) -> None:
        head = (
            '<script type="application/ld+json">{"@type":"NewsArticle",'
            '"datePublished":"2021-03-04T00:00:00+07:00"}</script>'
        )
        assert self.published(article(paragraphs(ONE, TWO), head=head)) == ("2021-03-04", "day")

    def test_local_time_called_utc_is_read_as_printed(self) -> None:
        head = '<meta property="article:published_time" content="2021-03-04T09:30:00Z">'
        html = article(paragraphs(ONE, TWO), f"<h1>{TITLE}</h1><div>04/03/2021 09:30</div>", head)
        assert self.published(html) == ("2021-03-04T09:30+07:00", "minute")

    def test_the_future_is_refused(self) -> None:
        html = article(paragraphs(ONE, TWO), f"<h1>{TITLE}</h1><div>04/03/2031 09:30</div>")
        assert self.published(html) == (None, "none")

    def test_the_address_gives_what_it_carries(self) -> None:
        html = article(paragraphs(ONE, TWO))
        assert self.published(html, url="https://baomau.vn/chinh-tri/202104/bai-12/") == (
            "2021-04",
            "month",
        )
        assert self.published(html, url="https://baomau.vn/portal/pages/2021-4-7/bai.aspx") == (
            "2021-04-07",
            "day",
        )

    def test_listings_and_feeds_are_witnesses(self) -> None:
        heard = Witness(
            "https://baomau.vn/bai-viet-123.html", "feed", TITLE, "2022-07-01T06:05+07:00", "minute"
        )
        html = article(paragraphs(ONE, TWO))
        assert self.published(html, witnesses=(heard,)) == ("2022-07-01T06:05+07:00", "minute")

    def test_related_items_dates_are_not_the_articles(self) -> None:
        html = article(paragraphs(ONE, TWO, THREE, "Các tin khác", "Bài khác (12/04/2020)"))
        assert self.published(html) == (None, "none")

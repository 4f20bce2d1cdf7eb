"""The reader on whole pages, in the markups Vietnamese portals and papers are made with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Gate, Layout, Link, Site
from pipelines.clean import Clean, clean, read_article
from tests.pages import (
    BODY,
    EPI,
    LEAD,
    LINES,
    NUKEVIET,
    ONE,
    TABLES,
    THREE,
    TITLE,
    TWO,
    WORDPRESS,
    article,
    page,
    paragraphs,
)


@pytest.mark.parametrize(
    ("html", "lead", "published", "authors", "source", "section"),
    [
        (EPI, LEAD, "2020-12-19T16:25+07:00", ("Thu Hường",), "BMĐT", "Chính trị"),
        (NUKEVIET, LEAD, "2025-08-03T22:57+07:00", ("Lê Vân",), None, None),
        (WORDPRESS, "", "2021-06-06T00:30+07:00", ("Hà My",), None, None),
        (TABLES, LEAD, "2023-03-10", ("Đức Cường",), "Huyện ủy Mẫu", None),
        (LINES, "", "2020-10-15T16:21+07:00", ("Lê Ngân",), None, "Học tập và làm theo Bác"),
    ],
    ids=["epi", "nukeviet", "wordpress", "tables", "lines"],
)
def test_a_page_is_read_without_selectors(
    html: str,
    lead: str,
    published: str,
    authors: tuple[str, ...],
    source: str | None,
    section: str | None,
) -> None:
    reading = read_article(page(html))
    assert reading.title == TITLE
    assert reading.lead == lead
    assert reading.body == BODY
    assert reading.published_at == published
    assert reading.authors == authors
    assert reading.source == source
    assert reading.section == section
    assert reading.body_state == "ok"


class TestTitle:
    def test_a_breadcrumb_in_h1_is_not_the_title(self) -> None:
        html = article(
            paragraphs(ONE, TWO, THREE),
            f'<div class="breadcrumbs"><h1><a href="/c">Chính trị</a></h1></div>'
            f'<div class="article__title">{TITLE}</div>',
        )
        assert read_article(page(html)).title == TITLE
        assert read_article(page(html)).section == "Chính trị"

    def test_a_section_name_in_h1_is_not_the_title(self) -> None:
        html = article(paragraphs(ONE, TWO), f"<h1>Chính trị</h1><h2 class='tieude'>{TITLE}</h2>")
        assert read_article(page(html)).title == TITLE

    @pytest.mark.parametrize("printed", [f"null {TITLE}", f"{{title}} {TITLE}"])
    def test_template_leaks_are_taken_off(self, printed: str) -> None:
        assert (
            read_article(page(article(paragraphs(ONE, TWO), f"<h1>{printed}</h1>"))).title == TITLE
        )

    def test_without_a_heading_the_head_tells(self) -> None:
        head = f'<meta property="og:title" content="{TITLE} - Báo Mẫu">'
        assert read_article(page(article(paragraphs(ONE, TWO), "", head))).title == TITLE

    def test_nothing_that_is_a_title_gives_none(self) -> None:
        reading = read_article(page(article(paragraphs(ONE, TWO, THREE), "")))
        assert reading.title == ""
        assert reading.body == BODY


class TestLead:
    def test_printed_twice_is_kept_once(self) -> None:
        inside = f'<div class="sapo">{LEAD}</div>' + paragraphs(LEAD, ONE, TWO, THREE)
        reading = read_article(page(article(inside)))
        assert (reading.lead, reading.body) == (LEAD, BODY)

    def test_the_agencys_code_is_the_source(self) -> None:
        inside = f'<p class="sapo">(QBĐT) - {LEAD}</p>' + paragraphs(ONE, TWO, THREE)
        reading = read_article(page(article(inside)))
        assert (reading.lead, reading.source) == (LEAD, "QBĐT")

    def test_a_fuller_source_line_wins_over_the_code(self) -> None:
        inside = paragraphs(f"BHG - {ONE}", TWO, THREE, "Nguồn: Báo Hà Giang")
        reading = read_article(page(article(inside)))
        assert (reading.body, reading.source) == (BODY, "Báo Hà Giang")

    def test_a_paper_is_not_its_own_source(self) -> None:
        inside = paragraphs(f"(Baomau.vn) - {ONE}", TWO, THREE)
        reading = read_article(page(article(inside)))
        assert (reading.body, reading.source) == (BODY, None)


class TestBody:
    def test_related_titles_amid_the_text_are_left_out(self) -> None:
        related = paragraphs(
            "Tin liên quan",
            '<a href="/1">Xã Đồng Tâm đón chuẩn nông thôn mới nâng cao</a>',
            "Hội thi kể chuyện ở huyện Mẫu",
        )
        html = article(paragraphs(ONE) + related + paragraphs(TWO, THREE))
        assert read_article(page(html)).body == BODY

    @pytest.mark.parametrize(
        "line", ["Phản hồi", "Các tin khác", "Mới nhất", "Liên kết website", "Bình luận (0)"]
    )
    def test_the_text_ends_where_the_site_begins(self, line: str) -> None:
        html = article(
            paragraphs(ONE, TWO, THREE, line, "Bài khác của chuyên mục", "Sở, Ban, Ngành")
        )
        assert read_article(page(html)).body == BODY

    def test_a_link_list_above_the_text_does_not_end_it(self) -> None:
        html = article(paragraphs("Liên kết website", "Sở, Ban, Ngành", ONE, TWO, THREE))
        assert read_article(page(html)).body.endswith(BODY)

    def test_short_true_lines_stay(self) -> None:
        quote = "“Dân tin thì việc gì cũng xong”, ông nói."
        listed = "- Một là, họp đúng giờ;"
        html = article(paragraphs(ONE, quote, listed, TWO, THREE))
        assert read_article(page(html)).body == "\n\n".join((ONE, quote, listed, TWO, THREE))

    def test_tables_of_figures_are_text(self) -> None:
        table = (
            "<table><tr><td>Xã</td><td>Số hộ</td></tr><tr><td>Tân An</td><td>120</td></tr></table>"
        )
        body = read_article(page(article(paragraphs(ONE) + table + paragraphs(TWO, THREE)))).body
        assert "Xã | Số hộ\n\nTân An | 120" in body

    def test_glued_sentences_are_parted(self) -> None:
        html = article(
            paragraphs(
                "Hội nghị bàn Kết luận số 01-KL/TW.Theo đó,qua ba năm đã có 1.000 mô hình.",
                ONE,
                TWO,
            )
        )
        assert (
            "Kết luận số 01-KL/TW. Theo đó, qua ba năm đã có 1.000 mô hình."
            in read_article(page(html)).body
        )

    def test_scrambled_text_is_said_to_be_so(self) -> None:
        blob = "QmFuIHRoYW5nIGhhaSBuYW0g" * 40
        reading = read_article(
            page(article(f'<div class="sapo">{LEAD}</div><div id="enc">{blob}</div>'))
        )
        assert (reading.body, reading.body_state, reading.lead) == ("", "scrambled", LEAD)
        assert reading.title == TITLE

    def test_an_empty_text_is_said_to_be_so(self) -> None:
        assert read_article(page(article(""))).body_state == "empty"

    def test_doubly_escaped_text_is_opened(self) -> None:
        inside = f"&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;&lt;p&gt;{THREE}&lt;/p&gt;"
        assert read_article(page(article(inside))).body == BODY


class TestPictures:
    @pytest.mark.parametrize(
        "markup",
        [
            '<figure><img src="a.jpg"><figcaption>Đường hoa. Ảnh: Hải Lê</figcaption></figure>',
            '<table><tr><td><img src="a.jpg"></td></tr><tr>'
            "<td>Đường hoa. Ảnh: Hải Lê</td></tr></table>",
            '<p style="text-align:center"><img src="a.jpg"></p>'
            '<p style="text-align:center"><em>Đường hoa. Ảnh: Hải Lê</em></p>',
            '<div class="pic"><img src="a.jpg"></div><p>Đường hoa. Ảnh: Hải Lê</p>'
            "<p>Đường hoa. Ảnh: Hải Lê</p>",
            '<p align="center">'
            '<img data-src="/a.jpg" src="data:image/gif;base64,R0"><br>Đường hoa. Ảnh: Hải Lê</p>',
        ],
    )
    def test_captions_go_with_pictures(self, markup: str) -> None:
        reading = read_article(
            page(
                article(paragraphs(ONE) + markup + paragraphs(TWO, THREE)), url="https://baomau.vn/"
            )
        )
        assert reading.body == BODY
        [image] = reading.images
        assert (image.url, image.caption, image.credit) == (
            "https://baomau.vn/a.jpg",
            "Đường hoa.",
            "Hải Lê",
        )

    def test_a_photographer_is_no_author(self) -> None:
        html = article(paragraphs(ONE, TWO, THREE, "Ảnh: Hải Lê"))
        assert read_article(page(html)).authors == ()


def test_a_layout_is_a_hint_and_the_first_that_fits_counts() -> None:
    html = f"""<html><body><h1>Cổng thông tin</h1><div class="a1">{TITLE}</div>
<div class="a2">{LEAD}</div>

    <div class="a3">{paragraphs(ONE, TWO, THREE)}
    <div class="rac">Xin mời đọc thêm những bài hay khác của chúng tôi.</div></div>
    <div class="a4">Đăng 01/02/2022 10:20</div><div class="a5">Lê Hà</div>
<div class="a6">Huyện ủy Mẫu</div></body></html>"""
    layouts = (
        Layout(body=".khong-co"),
        Layout(".a1", ".a2", ".a3", ".a4", ".a5", ".a6", remove=(".rac",)),
    )
    site = Site("mau", "Báo Mẫu", "tinh", "baomau.vn", "generic", layouts=layouts)
    reading = read_article(page(html, site=site))
    assert (reading.title, reading.lead, reading.body) == (TITLE, LEAD, BODY)
    assert (reading.published_at, reading.authors, reading.source) == (
        "2022-02-01T10:20+07:00",
        ("Lê Hà",),
        "Huyện ủy Mẫu",
    )


def test_the_address_is_what_the_page_was_found_to_call_its_own() -> None:
    html = article(paragraphs(ONE))
    named = (Link("https://baomau.vn/that.html", "article"),)
    assert read_article(page(html)).url == "https://baomau.vn/bai-viet-123.html"
    assert read_article(page(html, links=named)).url == "https://baomau.vn/that.html"


def test_documents_linked_from_the_text_are_attachments() -> None:
    html = article(paragraphs(ONE, TWO, THREE, '<a href="/tai/KH-12.pdf">Kế hoạch số 12</a>'))
    [attachment] = read_article(page(html)).attachments
    assert (attachment.url, attachment.name) == (
        "https://baomau.vn/tai/KH-12.pdf",
        "Kế hoạch số 12",
    )
    assert read_article(page(html)).body == BODY


def test_only_articles_that_were_answered_are_read() -> None:
    html = article(paragraphs(ONE, TWO))
    assert clean(page(html)).reading is not None
    assert clean(page(html, role="listing")).reading is None
    assert clean(page(html, status=404)).reading is None
    assert clean(page(html, gate=Gate(False, "no word of ours"))).reading is None
    assert Clean().process_item(page(html)) == clean(page(html))
    assert Clean().process_item({"other": 1}) == {"other": 1}


def test_reading_twice_gives_the_same() -> None:
    assert read_article(page(EPI)) == read_article(page(EPI))


PIECES = st.sampled_from(
    [
        b"<div>",
        b"</div>",
        b"<p>",
        b"</p>",
        b"<table><tr><td>",
        b"<!--",
        b"-->",
        b"<script>",
        b"\x00",
        b"\xff\xfe",
        b"<h1>",
        b"&amp;#7885;",
        b"<br>" * 20,
        b'<a href="http://[">',
        b'<link rel=canonical href="http://[::1">',
        b'<time datetime="2020-13-45T99:99Z">',
        b"99/99/9999",
        b"<figure><img src=//[>",
        b'<script type="application/ld+json">{"@type":"Article","author":[1,{"name":3}]}</script>',
    ]
)


@settings(max_examples=150, deadline=2000)
@given(st.data())
def test_no_damage_to_a_page_raises(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([EPI, NUKEVIET, WORDPRESS, TABLES, LINES])).encode()
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(source)))
        cut = data.draw(st.integers(0, 400))
        source = (
            source[:at] + data.draw(st.one_of(PIECES, st.binary(max_size=8))) + source[at + cut :]
        )
    reading = read_article(page("", body=source))
    assert reading.body_state in ("ok", "empty", "scrambled")
    assert (reading.body_state == "ok") == bool(reading.body)


class TestLeadWithoutMarkup:
    @pytest.mark.parametrize("tag", ["h2", "h3", "b", "p"])
    def test_what_stands_between_title_and_text_is_the_lead(self, tag: str) -> None:
        heading = f"<h1>{TITLE}</h1><div>12/03/2024 08:15</div><{tag}>{LEAD}</{tag}>"
        reading = read_article(page(article(paragraphs(ONE, TWO, THREE), heading)))
        assert (reading.lead, reading.body) == (LEAD, BODY)

    @pytest.mark.parametrize("tag", ["h2", "h4", "strong"])
    def test_a_heading_or_bold_line_atop_the_text_is_the_lead(self, tag: str) -> None:
        html = article(f"<{tag}>{LEAD}</{tag}>" + paragraphs(ONE, TWO, THREE))
        assert (read_article(page(html)).lead, read_article(page(html)).body) == (LEAD, BODY)

    def test_a_heading_that_says_nothing_is_no_lead(self) -> None:
        html = article("<h2>Việc nhỏ làm trước</h2>" + paragraphs(ONE, TWO, THREE))
        assert (read_article(page(html)).lead, read_article(page(html)).body) == ("", BODY)


@pytest.mark.parametrize("line", ["VĂN HÀO |", "Lê Ngân", "PV - 10:56, 18/12/2020"])
def test_a_name_under_the_title_is_its_author(line: str) -> None:
    reading = read_article(
        page(article(paragraphs(ONE, TWO, THREE), f"<h1>{TITLE}</h1><div>{line}</div>"))
    )
    assert reading.authors == tuple(name for name in ("VĂN HÀO", "Lê Ngân") if name in line)
    assert reading.body == BODY


def test_a_list_of_names_is_text_and_not_signatures() -> None:
    names = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thu Dung")
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE, "Được khen:", *names))))
    assert reading.authors == ()
    assert all(name in reading.body for name in names)


@pytest.mark.parametrize(
    "printed",
    [f"{TITLE} - Tin tức - Báo Mẫu", f"Báo Mẫu | {TITLE}", f"{TITLE} | Cổng thông tin huyện Mẫu"],
)
def test_the_sites_name_is_taken_off_the_heads_title(printed: str) -> None:
    html = article(paragraphs(ONE, TWO), "", f"<title>{printed}</title>")
    assert read_article(page(html)).title == TITLE


def test_pictures_are_completed_by_the_base_address() -> None:
    head = '<base href="https://baomau.vn/goc/">'
    html = article(paragraphs(ONE) + '<img src="a.jpg">' + paragraphs(TWO), head=head)
    assert [image.url for image in read_article(page(html)).images] == [
        "https://baomau.vn/goc/a.jpg"
    ]


def test_answers_in_an_interview_are_text() -> None:
    asked = "Điều gì khó nhất, thưa ông?"
    html = article(paragraphs(ONE, TWO, "Hỏi:", asked, "Trả lời:", THREE))
    assert read_article(page(html)).body.endswith("\n\n".join((asked, "Trả lời:", THREE)))


def test_a_stray_heading_amid_sentences_does_not_end_the_text() -> None:
    html = article(paragraphs(ONE, TWO, "Mới nhất", ONE.replace("thôn", "xóm"), THREE))
    assert read_article(page(html)).body.endswith(THREE)
    assert "Mới nhất" not in read_article(page(html)).body

"""Habits of templates seen on live pages: bylines among buttons, broken titles, polls, pointers."""

from __future__ import annotations

from pipelines.clean import read_article
from tests.pages import BODY, LEAD, ONE, THREE, TITLE, TWO, article, page, paragraphs


def test_a_bar_of_buttons_may_hold_the_byline() -> None:
    bar = (
        '<div class="author-share-top"><a class="author" href="">Thu Hường</a>'
        '<span class="post-time"> - 19/12/2020 16:25</span><div class="fb-share">Thích 3</div>'
        "</div>"
    )
    tools = (
        '<div class="article__tool"><div class="meta"><time>19/12/2020 16:25</time></div>'
        '<span>Lưu lại để đọc sau khi rảnh rỗi hơn</span><p class="author">Thu Hường</p></div>'
    )
    for above in (bar, tools):
        reading = read_article(
            page(article(paragraphs(ONE, TWO, THREE), title=f"<h1>{TITLE}</h1>{above}"))
        )
        assert reading.published_at == "2020-12-19T16:25+07:00"
        assert reading.authors == ("Thu Hường",)
        assert reading.body == BODY
        assert reading.lead == ""


def test_a_title_its_page_breaks_is_whole() -> None:
    heading = "<h1 class='title'>Chi bộ Đồng Tâm<br>học Bác từ<br>việc nhỏ</h1>"
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE), title=heading)))
    assert (reading.title, reading.body) == (TITLE, BODY)


def test_a_file_name_is_no_title() -> None:
    html = article(
        paragraphs(ONE, TWO, THREE),
        title=f"<div><h3>{TITLE}</h3></div>",
        head="<title>chi-tiet-tin.html</title>",
    )
    assert read_article(page(html)).title == TITLE


def test_a_linked_title_that_asks_is_left_out_and_a_linked_sentence_stays() -> None:
    sentence = "Nghị quyết của chi bộ được dán ở cổng nhà văn hóa để ai cũng đọc được."
    inside = (
        paragraphs(ONE)
        + '<h4><a href="/khac">Vì sao xóm Bãi bỏ được ba tục cũ trong một năm?</a></h4>'
        + f'<p><a href="/nghi-quyet">{sentence}</a></p>'
        + paragraphs(TWO, THREE)
    )
    reading = read_article(page(article(inside)))
    assert reading.body == "\n\n".join((ONE, sentence, TWO, THREE))


def test_a_poll_amid_the_text_is_no_text() -> None:
    poll = (
        '<div class="poll-box"><h5>Bạn thấy con đường hoa của thôn thế nào so với năm trước?</h5>'
        "<label>Rất đẹp</label><label>Bình thường</label></div>"
    )
    reading = read_article(page(article(paragraphs(ONE) + poll + paragraphs(TWO, THREE))))
    assert reading.body == BODY


def test_theo_names_the_writer_where_the_source_stands_apart() -> None:
    end = '<p class="author">Theo Thu Hường</p><p class="source">Báo Mẫu Mới</p>'
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE) + end)))
    assert (reading.authors, reading.source) == (("Thu Hường",), "Báo Mẫu Mới")
    alone = '<p class="author">Theo Nhân Dân</p>'
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE) + alone)))
    assert (reading.authors, reading.source) == ((), "Nhân Dân")


def test_a_paper_named_like_a_person_did_not_write_it() -> None:
    head = '<meta name="author" content="Bảo Mẫu"><meta property="og:site_name" content="Báo Mẫu">'
    html = article(paragraphs(ONE, TWO, THREE), head=head)
    assert read_article(page(html)).authors == ()
    head = head.replace("Bảo Mẫu", "Thu Hường")
    assert read_article(page(article(paragraphs(ONE, TWO, THREE), head=head))).authors == (
        "Thu Hường",
    )


def test_a_date_and_its_clock_stand_apart() -> None:
    apart = '<div><span class="date">24/08/2021</span><span class="time">16:51</span></div>'
    for above in (f"{apart}<h1>{TITLE}</h1>", f"<h1>{TITLE}</h1>{apart}"):
        reading = read_article(page(article(paragraphs(ONE, TWO, THREE), title=above)))
        assert reading.published_at == "2021-08-24T16:51+07:00"
        assert reading.body == BODY


def test_the_lead_is_the_description_whether_or_not_the_agency_is_named() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    inside = f'<div class="x">(BMĐT) {LEAD}</div>' + paragraphs(ONE, TWO, THREE)
    reading = read_article(page(article(inside, head=head)))
    assert (reading.lead, reading.body, reading.source) == (LEAD, BODY, "BMĐT")


def test_tags_and_buttons_after_the_signature() -> None:
    end = (
        '<div class="sign"><b>Thu Hường - Lê Vân</b></div>'
        '<ul><li><a href="/t/1">người tốt việc tốt</a></li>'
        '<li><a href="/t/2">thôn Đồng Tâm</a></li>'
        '</ul><div><a href="#">Lưu lại</a></div>'
    )
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE) + end)))
    assert reading.authors == ("Thu Hường", "Lê Vân")
    assert reading.body == BODY


def test_a_table_of_figures_keeps_every_cell() -> None:
    """ "Đăng ký" is a button elsewhere, and two equal figures are no caption printed twice."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row in (("Cụm", "Đăng ký", "Xong"), ("Trên", "13", "5"), ("Dưới", "18", "18"))
    )
    reading = read_article(page(article(paragraphs(ONE, TWO) + f"<table>{rows}</table>")))
    assert reading.body.endswith("Cụm | Đăng ký | Xong\n\nTrên | 13 | 5\n\nDưới | 18 | 18")


def test_a_page_laid_out_in_one_table_keeps_the_text_after_its_picture() -> None:
    picture = '<p style="text-align:center"><img src="/a.jpg"></p><p><em>Ngõ mới.</em></p>'
    text = paragraphs(ONE) + picture + paragraphs(TWO, THREE)
    html = (
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td width='200'>Menu</td>"
        f"<td><h1>{TITLE}</h1><div class='noidung'>{text}</div></td></tr></table></body></html>"
    )
    assert read_article(page(html)).body == BODY


def test_a_signature_may_name_its_source_and_is_no_caption() -> None:
    end = '<p><img src="/a.jpg"></p><p align="right"><b>Thu Hường (Nguồn: Báo Mẫu Mới)</b></p>'
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE) + end)))
    assert (reading.authors, reading.source) == (("Thu Hường",), "Báo Mẫu Mới")
    assert reading.body == BODY
    assert [image.caption for image in reading.images] == [""]


def test_a_labelled_author_below_the_text() -> None:
    below = "<div><p><strong>Tác giả: </strong>Thu Hường</p><p>Nguồn tin: Báo Mẫu Mới</p></div>"
    html = article(paragraphs(ONE, TWO, THREE)).replace("</div></div>", f"</div>{below}</div>", 1)
    reading = read_article(page(html))
    assert (reading.authors, reading.source) == (("Thu Hường",), "Báo Mẫu Mới")


def test_a_title_in_a_header_made_for_it() -> None:
    html = article(
        paragraphs(ONE, TWO, THREE),
        title=f'<div class="ArticleHeader">{TITLE}</div><div>Đăng ngày 27 - 06 - 2023</div>',
        head="<title>Cổng Thông tin điện tử</title>",
    )
    reading = read_article(page(html))
    assert (reading.title, reading.published_at) == (TITLE, "2023-06-27")

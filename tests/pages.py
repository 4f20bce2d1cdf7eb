"""Pages in the markups Vietnamese portals and papers are made with, all telling one story."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.records import Page, Section, Site

CAPTURED = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
SITE = Site(
    name="mau",
    organisation="Báo Mẫu",
    level="tinh",
    host="baomau.vn",
    family="generic",
    sections=(Section("https://baomau.vn/chinh-tri", "Chính trị"),),
)
ONE = (
    "Những năm qua, chi bộ thôn Đồng Tâm chọn việc nhỏ để làm trước, từ con ngõ sạch đến "
    "buổi sinh hoạt đúng giờ, và ghi lại kết quả từng tháng."
)
TWO = (
    "Bà con góp hơn ba trăm ngày công sửa đường, trồng thêm hai hàng cây và lắp đèn ở những "
    "đoạn tối; mọi khoản thu chi đều được đọc trước dân."
)
THREE = "Đến nay, cả thôn không còn hộ nghèo."
LEAD = (
    "Không ồn ào, mỗi đảng viên ở thôn Đồng Tâm nhận một phần việc cụ thể và làm đến nơi đến chốn."
)
TITLE = "Chi bộ Đồng Tâm học Bác từ việc nhỏ"
BODY = "\n\n".join((ONE, TWO, THREE))


def page(html: str, url: str = "https://baomau.vn/bai-viet-123.html", **fields: object) -> Page:
    given_fields: dict[str, object] = {
        "url": url,
        "role": "article",
        "site": SITE,
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": html.encode(),
        "captured_at": CAPTURED,
    }
    return Page(**{**given_fields, **fields})  # type: ignore[arg-type]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


MAST = """<div class="header"><div class="clock">Thứ Tư, 20/05/2026, 10:00 [GMT+7]</div>
<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/chinh-tri">Chính trị</a></li>
</ul></div>"""
FOOT = """<div class="footer"><p>Giấy phép số 12/GP-TTĐT ngày 03/02/2014 của Sở Thông tin</p>
<p>Địa chỉ: số 1 đường Trần Phú. Điện thoại: 0203 111 222</p></div>"""

EPI = f"""<html><head><title>{TITLE} - Báo Mẫu điện tử</title></head><body>{MAST}
<div id="left"><div class="breadcrumb">
<a href="/">Trang chủ</a> » <a href="/chinh-tri">Chính trị</a></div>
<h1 class="title">{TITLE}</h1><div id="date">Thứ Bảy, 19/12/2020, 16:25 [GMT+7]</div>
<p>.</p><p>.</p><div id="content" class="content"><p><strong>(BMĐT) - {LEAD}</strong></p>
<table class="rl center"><tr><td><img src="/dataimages/202012/a.jpg"></td></tr>
<tr><td><p class="image_desc">Con đường mới của thôn. Ảnh: Hải Lê</p></td></tr></table>
{paragraphs(ONE, TWO, THREE)}<p style="text-align:right"><strong>Thu Hường</strong></p></div>
<div class="related"><h3>Tin liên quan</h3><ul><li>
<a href="/x">Một bài báo khác về xã Đồng Tâm</a></li></ul></div>
</div>{FOOT}</body></html>"""

NUKEVIET = f"""<html><head><title>{TITLE} - Tin tức - Ban Tuyên giáo</title>
<meta property="og:title" content="{TITLE}"></head><body>{MAST}
<div class="news_column panel panel-default"><div class="panel-body">
<h1 class="title margin-bottom-lg" itemprop="headline">{TITLE}</h1>
<div class="margin-bottom-lg"><span class="h5">Chủ nhật - 03/08/2025 22:57</span></div>
<div class="clearfix"><div class="hometext m-bottom" itemprop="description">{LEAD}</div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{paragraphs(ONE, TWO, THREE)}
<p style="text-align: right;"><em>Tin, ảnh: Lê Vân</em></p></div></div></div></div>
<div class="news_column panel"><div class="panel-body">
<p>Tổng số điểm của bài viết là: 5 trong 1 đánh giá</p>
<p>Click để đánh giá bài viết</p></div></div>
<div class="news_column"><p class="h3"><strong>Những tin mới hơn</strong></p><ul class="related">
<li><a href="/y">Bài khác</a> <em>(05/08/2025)</em></li></ul></div>{FOOT}</body></html>"""

WORDPRESS = f"""<html><head><title>{TITLE} | Cổng thông tin</title>
<meta property="article:published_time" content="2021-06-05T17:30:00+00:00"></head><body>
<div id="masthead" class="site-header">{MAST}</div><main><article class="post type-post">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1>
<div class="entry-meta"><span class="posted-on">Đăng ngày 06/06/2021</span>
<span class="byline">bởi <a class="url fn" href="/author/admin">admin</a></span></div></header>

<div class="entry-content">{paragraphs(ONE, TWO, THREE)}
<p style="text-align:right">Bài, ảnh: Hà My</p></div>
</article><div id="comments"><h3 id="reply-title">Trả lời</h3>
<p>Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh dấu *</p></div>
</main>
<aside><h2>Bài viết mới</h2><ul><li><a href="/z">Bài mới</a></li></ul></aside>{FOOT}</body>
</html>"""

TABLES = f"""<html><head><title>Trang thông tin</title></head><body><table width="1000"><tr>
<td>{MAST}</td></tr>
<tr><td><table><tr><td width="200"><table><tr><td><a href="/a">Giới thiệu</a></td></tr>
<tr><td><a href="/b">Tin tức</a></td></tr></table></td><td>
<span class="tieude">{TITLE}</span><br><span>Ngày cập nhật 10/03/2023</span><br><br>
<div align="justify"><b>{LEAD}</b><br><br>{ONE}<br><br>{TWO}<br><br>{THREE}<br>
<div align="right"><b>Đức Cường</b></div></div>
<table><tr><td>Nguồn tin: Huyện ủy Mẫu |</td></tr><tr><td>File đính kèm |</td></tr></table>
</td></tr></table></td></tr><tr><td>Bản quyền thuộc Huyện ủy Mẫu</td></tr></table></body>
</html>"""

LINES = f"""<html><body><div class="detail"><p>Học tập và làm theo Bác</p><p></p><p>{TITLE}</p>
<p>Thứ Năm, 15/10/2020, 16:21 (GMT+7)</p><p>.</p><p>.</p>
{paragraphs(ONE, "Đường hoa thôn Đồng Tâm.", "Đường hoa thôn Đồng Tâm.", TWO, THREE)}
<p>Lê Ngân</p><p>Tin liên quan</p><p>.</p><p>.</p></div></body></html>"""


def article(inside: str, title: str = f"<h1>{TITLE}</h1>", head: str = "") -> str:
    return (
        f"<html><head>{head}</head>"
        f"<body>{MAST}<div class='box-detail'>{title}<div class='noidung'>{inside}</div></div>"
        f"{FOOT}</body></html>"
    )

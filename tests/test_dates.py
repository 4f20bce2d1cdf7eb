"""Every way a page was seen to print a date, and ways it must not be misread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import VIETNAM
from pipelines.dates import Stamp, date_line, machine_stamp, stamps, url_stamp

PRINTED = {
    "Thứ Bảy, 19/12/2020, 16:25 [GMT+7]": "2020-12-19T16:25",
    "Thứ Tư, 08/04/2015, 08:11 [GMT+7]": "2015-04-08T08:11",
    "10:54, Chủ Nhật, 02/09/2018 (GMT+7)": "2018-09-02T10:54",
    "Thứ Năm, 15/10/2020, 16:21 (GMT+7)": "2020-10-15T16:21",
    "08:33 | Thứ Bảy, 13/11/2021": "2021-11-13T08:33",
    "Cập nhật, 05:40, Thứ Năm, 03/06/2021 (GMT+7)": "2021-06-03T05:40",
    "Cập nhật lúc 00:16, Chủ Nhật, 05/04/2020 (GMT+7)": "2020-04-05T00:16",
    "08:10, 23/10/2014": "2014-10-23T08:10",
    "Cập nhật: 18-07-2015 | 10:10:14": "2015-07-18T10:10",
    "08/07/2015 - 10:34": "2015-07-08T10:34",
    "Thứ Ba, ngày 16/05/2023 | 08:32": "2023-05-16T08:32",
    "Thứ 2, 18/11/2013 | 16:16:48": "2013-11-18T16:16",
    "Thứ hai, 18/12/2023 - 14:40'": "2023-12-18T14:40",
    "Thứ Bảy, 16/5/2015 13:17'(GMT+7)": "2015-05-16T13:17",
    "Chủ nhật - 03/08/2025 22:57": "2025-08-03T22:57",
    "Ngày xuất bản: 12/06/2019 10:56:00 SA": "2019-06-12T10:56",
    "Ngày xuất bản: 12/06/2019 02:05:00 CH": "2019-06-12T14:05",
    "Thời gian đăng: 22/07/2020 10:02:18 AM": "2020-07-22T10:02",
    "Đăng ngày: 20/01/2020 - 8:28:04 AM": "2020-01-20T08:28",
    "Đăng lúc: 01:56:05 08/05/2019 (GMT+7)": "2019-05-08T01:56",
    "Ngày cập nhật 10/03/2023": "2023-03-10",
    "Đăng ngày 17/05/2024": "2024-05-17",
    "Đăng ngày 17 - 05 - 2024": "2024-05-17",
    "Ngày xuất bản: 19-05-2023": "2023-05-19",
    "(10:06 | 12/10/2017)": "2017-10-12T10:06",
    "(01/06/2020)": "2020-06-01",
    "(03/02/2019 21:20)": "2019-02-03T21:20",
    "04/01/2024 09:35 Số lượt xem: 41": "2024-01-04T09:35",
    "21:27 27/06/2020": "2020-06-27T21:27",
    "16/12/2016 07:53:54": "2016-12-16T07:53",
    "11:13 | 20/05/2016": "2016-05-20T11:13",
    "21:30, ngày 06-11-2018": "2018-11-06T21:30",
    "Chủ nhật, 26 Tháng 11 2023 15:06": "2023-11-26T15:06",
    "Thu, Day 04/08/2016 09:13 AM": "2016-08-04T09:13",
    "31/05/2018 10:33 G5T+7": "2018-05-31T10:33",
    "Thứ tư, 7-5-25 11:40:35": "2025-05-07T11:40",
    "07-03-2026 - 00:01 AM": "2026-03-07T00:01",
    "13:05 PM 20/05/2016": "2016-05-20T13:05",
    "12:30 SA 20/05/2016": "2016-05-20T00:30",
    "PV - 10:56, 18/12/2020": "2020-12-18T10:56",
    "Lượt xem: 1231 | Trần Thị Thanh Thủy | 12/03/2020": "2020-03-12",
}


@pytest.mark.parametrize(("line", "iso"), PRINTED.items())
def test_every_printed_form(line: str, iso: str) -> None:
    found = date_line(line)
    assert found is not None
    assert found.stamp == Stamp(
        f"{iso}+07:00" if "T" in iso else iso, "minute" if "T" in iso else "day"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Chiều ngày 11/3, Đảng ủy phường họp",
        "Sáng 19.5",
        "tối 7/11",
        "Ngày 17/5/2018, Đảng ủy phường tổ chức hội nghị sơ kết năm đầu",
        "Giấy phép số 123/GP-TTĐT ngày 12/3/2018 của Sở Thông tin",
        "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị khóa XII",
        "31/02/2020",
        "99/99/9999 25:61",
        "giai đoạn 2021-2023",
        "",
    ],
)
def test_what_is_no_date_line(line: str) -> None:
    assert date_line(line) is None


def test_the_rest_of_a_line_is_kept() -> None:
    found = date_line("Lượt xem: 1231 | Trần Thị Thanh Thủy | 12/03/2020")
    assert found is not None
    assert found.rest == "Trần Thị Thanh Thủy"


def test_two_dates_on_a_line_are_birth_and_change() -> None:
    found = date_line("Ngày đăng: 10/02/2020 08:00 | Cập nhật: 12/02/2020 09:15")
    assert found is not None
    assert (found.stamp.iso, found.label) == ("2020-02-10T08:00+07:00", "published")
    assert found.second == Stamp("2020-02-12T09:15+07:00", "minute")


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2029, 12, 31)),
    st.sampled_from(
        [
            "{d:%d/%m/%Y} - {d:%H:%M}",
            "{d:%H:%M}, ngày {d:%d-%m-%Y}",
            "Thứ Ba, {d:%d/%m/%Y}, {d:%H:%M} [GMT+7]",
            "Đăng lúc: {d:%H:%M:%S} {d:%d.%m.%Y} (GMT+7)",
            "Cập nhật: {d:%d/%m/%Y} {d:%I:%M} {half}",
            "{d:%H}h{d:%M} ngày {d.day} tháng {d.month} năm {d.year}",
        ]
    ),
)
def test_what_is_printed_is_read(moment: datetime, form: str) -> None:
    line = form.format(d=moment, half="SA" if moment.hour < 12 else "CH")
    found = date_line(line)
    assert found is not None
    assert found.stamp.iso == moment.strftime("%Y-%m-%dT%H:%M+07:00")


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    date_line(text)
    machine_stamp(text)
    url_stamp(text)
    assert all(stamp.precision in ("minute", "day") for stamp, _, _ in stamps(text))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-06-05T17:30Z", "2025-06-06T00:30+07:00"),
        ("2025-11-02T17:15:00.000Z", "2025-11-03T00:15+07:00"),
        ("2026-03-07T00:01:00", "2026-03-07T00:01+07:00"),
        ("2021-03-04T00:00:00+07:00", "2021-03-04"),
        ("2020-12-18T17:00:00Z", "2020-12-19"),
        ("2025-06-05", "2025-06-05"),
        ("19/12/2020 16:25", "2020-12-19T16:25+07:00"),
    ],
)
def test_machine_dates_are_told_in_vietnam(text: str, iso: str) -> None:
    stamp = machine_stamp(text)
    assert stamp is not None
    assert stamp.iso == iso


@given(st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1)), st.integers(-12, 12))
def test_every_offset_is_the_same_moment(moment: datetime, hours: int) -> None:
    aware = moment.replace(tzinfo=UTC, microsecond=0) + timedelta(hours=hours)
    stamp = machine_stamp(aware.isoformat())
    assert stamp is not None
    local = aware.astimezone(VIETNAM)
    expected = (
        local.isoformat(timespec="minutes")
        if local.time() != local.time().min
        else local.date().isoformat()
    )
    assert stamp.iso == expected


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://b.vn/chinh-tri/202012/suc-lan-toa-2400123/", "2020-12"),
        ("https://b.vn/bai/d20211105082556877.htm", "2021-11-05T08:25+07:00"),
        ("https://b.vn/bai-20260307075519174.htm", "2026-03-07"),
        ("https://b.vn/portal/pages/2022-1-7/bai-22174.aspx", "2022-01-07"),
        ("https://b.vn/tuyen-duong-28052013-a27552.html", "2013-05-28"),
        ("https://b.vn/hoi-thi-12-05-2020/", "2020-05-12"),
        ("https://b.vn/bai-1608261876412.htm", "2020-12-18"),
    ],
)
def test_dates_in_addresses(url: str, iso: str) -> None:
    stamp = url_stamp(url)
    assert stamp is not None
    assert stamp.iso == iso


@pytest.mark.parametrize(
    "url",
    [
        "https://b.vn/bai-viet-3239662.html",
        "https://b.vn/2021/bai.html",
        "https://b.vn/202013/bai-1/",
        "",
    ],
)
def test_numbers_in_addresses_are_not_dates(url: str) -> None:
    assert url_stamp(url) is None


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("20:00 08-Oct-2019", "2019-10-08T20:00+07:00"),
        ("Tuesday, May 19, 2020, 10:30", "2020-05-19T10:30+07:00"),
        ("January 12th, 2011", "2011-01-12"),
        ("12 December 2020", "2020-12-12"),
        ("Sept 2 2021", "2021-09-02"),
    ],
)
def test_english_editions_name_their_months(line: str, iso: str) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.stamp.iso, found.rest) == (iso, "")


def test_a_month_inside_a_word_is_none() -> None:
    assert stamps("mayor 12 2020") == []
    assert stamps("năm 2020 may 12 bộ") == []

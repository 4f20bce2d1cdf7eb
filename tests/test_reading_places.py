"""Which places an article speaks from and of."""

from __future__ import annotations

import pytest

from archive.places import province_after
from archive.records import Site
from pipelines.places import places_of

PAPER = Site(
    "bg", "Báo Bắc Giang", "tinh", "baobacgiang.vn", "epi",
    province_before="Bắc Giang", province_after="Bắc Ninh",
)  # fmt: skip
TEXT = (
    "Phường Ngô Quyền họp dân về nếp sống mới. Ông Hải ở xã Tân Mỹ góp ý. "
    "Đảng ủy phường Ngô Quyền tiếp thu."
)


def test_the_publisher_is_the_sites() -> None:
    publisher, *_ = places_of(PAPER, "", "", "")
    assert (publisher.name, publisher.role) == ("Bắc Giang", "publisher")
    assert (publisher.province_before, publisher.province_after) == ("Bắc Giang", "Bắc Ninh")


def test_a_unit_named_again_is_a_subject_and_one_named_in_passing_is_not() -> None:
    subjects = places_of(PAPER, "", "", TEXT)[1:]
    assert [place.name for place in subjects] == ["Phường Ngô Quyền"]
    assert (subjects[0].province_before, subjects[0].province_after) == ("Bắc Giang", "Bắc Ninh")
    assert subjects[0].evidence == "text, named 2×"


def test_a_title_needs_no_unit_when_the_text_has_it() -> None:
    _, subject = places_of(PAPER, "Nếp mới ở Tân Mỹ", "", TEXT.replace("Ngô Quyền", "bên"))
    assert (subject.name, subject.evidence) == ("xã Tân Mỹ", "title, named 2×")


def test_the_province_the_text_names_is_the_subjects() -> None:
    text = "Đoàn công tác thăm huyện Đồng Văn, tỉnh Hà Giang và trao quà ở Đồng Văn."
    _, subject = places_of(PAPER, "", "", text)
    assert (subject.province_before, subject.province_after) == ("Hà Giang", "Tuyên Quang")


@pytest.mark.parametrize(
    ("title", "text", "named", "maps"),
    [
        ("Cán bộ tỉnh Hà Giang nêu gương", "", "tỉnh Hà Giang", ("Hà Giang", "Tuyên Quang")),
        ("", "Tỉnh Cao Bằng họp. Ở Cao Bằng, dân góp đất.", "Tỉnh Cao Bằng", ("Cao Bằng",) * 2),
        ("", "Về tỉnh Bà Rịa - Vũng Tàu. Bà Rịa - Vũng Tàu có biển.", "tỉnh Bà Rịa - Vũng Tàu",
         ("Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh")),
        ("TP.HCM nêu gương", "", "TP. HCM", ("Thành phố Hồ Chí Minh",) * 2),
        ("", "Ở tỉnh Lào Cai Nguyễn Thị Na kể. Lào Cai mưa.", "tỉnh Lào Cai", ("Lào Cai",) * 2),
    ],
)  # fmt: skip
def test_a_province_is_a_subject_too(
    title: str, text: str, named: str, maps: tuple[str, str]
) -> None:
    _, subject = places_of(PAPER, title, "", text, "2024-05-19")
    assert subject.name == named
    assert (subject.province_before, subject.province_after) == maps


def test_a_province_named_in_passing_is_none() -> None:
    assert len(places_of(PAPER, "", "", "Đoàn tỉnh Cao Bằng đến thăm.")) == 1


@pytest.mark.parametrize(
    ("name", "day", "before"),
    [
        ("Bắc Ninh", "2025-06-30", "Bắc Ninh"),
        ("Bắc Ninh", "2025-07-01", "Bắc Giang"),  # the site is one of the old Bắc Giang
        ("Phú Thọ", "2025-07", "Phú Thọ"),  # the month's first days were still of the 63
        ("Phú Thọ", "2026-01-05", ""),  # one of three, and nothing tells which
        ("Cao Bằng", "2026-01-05", "Cao Bằng"),
        ("Vĩnh Phúc", "2026-01-05", "Vĩnh Phúc"),  # a name that means only the old one
        ("Phú Thọ", "", "Phú Thọ"),
    ],
)
def test_a_name_that_means_more_since_the_reform_goes_by_the_articles_day(
    name: str, day: str, before: str
) -> None:
    _, subject = places_of(PAPER, f"Nếp mới ở tỉnh {name}", "", "", day)
    assert (subject.province_before, subject.province_after) == (before, province_after(name))


def test_a_ward_of_a_site_whose_old_province_is_unknown_is_of_todays() -> None:
    site = Site("w", "Phường Mới", "xa", "phuongmoi.vn", "vnpt", province_after="Bắc Ninh")
    publisher, subject = places_of(site, "Phường Mới họp dân", "", "")
    assert (publisher.name, publisher.province_after) == ("Bắc Ninh", "Bắc Ninh")
    assert (subject.province_before, subject.province_after) == ("", "Bắc Ninh")


def test_the_man_is_not_the_city() -> None:
    text = "Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh; noi gương Hồ Chí Minh."
    assert len(places_of(PAPER, "", "", text)) == 1

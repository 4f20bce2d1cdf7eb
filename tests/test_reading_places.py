"""Which places an article speaks from and of."""

from __future__ import annotations

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


def test_the_man_is_not_the_city() -> None:
    text = "Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh; noi gương Hồ Chí Minh."
    assert len(places_of(PAPER, "", "", text)) == 1

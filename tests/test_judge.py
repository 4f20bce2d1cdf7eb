"""The verdict: on the labelled texts, by place and date, and its score and evidence."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Page, Reading, Site
from pipelines.judge import MENTION, RELEVANT, Judge, judge, judge_text

LABELLED = Path(__file__).parent / "data" / "labelled.jsonl"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
ROWS = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def test_the_labelled_texts_are_judged_as_a_careful_reader_does() -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    right = missed = invented = 0
    wrong = []
    for row in ROWS:
        told = judge_text(row["title"], "", row["text"], row["published_at"])
        pairs[row["verdict"], told.verdict] += 1
        want, got = set(row["documents"]), set(told.documents)
        right, missed = right + len(want & got), missed + len(want - got)
        invented += len(got - want)
        if row["verdict"] != told.verdict or want != got:
            wrong.append(f"{row['id']} {told.verdict} {told.documents} {told.score}: {row['why']}")
    hit = pairs["relevant", "relevant"]
    report = [
        f"relevant: precision {hit / sum(n for (_, b), n in pairs.items() if b == 'relevant'):.3f}"
        f" recall {hit / sum(n for (a, _), n in pairs.items() if a == 'relevant'):.3f}",
        f"documents: precision {right / (right + invented):.3f}"
        f" recall {right / (right + missed):.3f}",
        *wrong,
    ]
    assert len(ROWS) >= 200
    assert pairs["relevant", "irrelevant"] == 0, report
    assert not wrong, "\n".join(report)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "documents"),
    [
        ("000_98c2fc406bab2c69", {"KL01"}),
        ("001_eaba3857a63ae6c0", {"CT05"}),
        ("002_00fe6f6336471c3c", {"KL01", "CT05"}),
        ("003_b6162edb66d1b8a4", {"KL01", "CT05"}),
        ("004_d6dbdd2ddfa3846f", {"KL01"}),
    ],
)
def test_the_five_seed_articles_are_relevant(name: str, documents: set[str]) -> None:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    told = judge_text("", "", text, None)
    assert told.verdict == "relevant"
    assert set(told.documents) == documents


@pytest.mark.parametrize("row", ROWS[::7], ids=lambda row: row["id"])
def test_verdict_and_score_agree(row: dict[str, str]) -> None:
    told = judge_text(row["title"], "", row["text"], row["published_at"])
    bands = {
        "irrelevant": (0, MENTION),
        "mention": (MENTION, RELEVANT),
        "relevant": (RELEVANT, 1.01),
    }
    low, high = bands[told.verdict]
    assert low <= told.score < high
    assert told.reason
    assert "\n" not in told.reason
    assert told.verdict == "irrelevant" or told.evidence


def test_evidence_can_be_checked_against_the_text() -> None:
    told = judge_text(
        "Học và làm theo Bác ở xã đảo",
        "",
        "Thực hiện Chỉ thị số 05-CT/TW, xã lập đội cứu hộ. Chỉ thị 05 được đọc trên loa.",
        None,
    )
    assert told.evidence[0] == "tiêu đề: “Học và làm theo Bác”"
    assert "Chỉ thị số 05-CT/TW ×2 trong bài" in told.evidence


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("Hoc tap va lam theo Bac o xa dao", "relevant"),
        ("PHONG TRAO HOC TAP VA LAM THEO TU TUONG, DAO DUC, PHONG CACH HO CHI MINH", "relevant"),
        ("Học Bác Nam cách ghép mai", "irrelevant"),
        ("Hoc bac si o que nha", "irrelevant"),
        ("Học bậc cao đẳng, làm theo bậc thợ", "irrelevant"),
        ("Học Bác Hồ", "relevant"),
        ("Thợ mỏ học ở Bác chữ kiệm", "relevant"),
        ("Theo lời Bác dạy, xóm Đoài giữ làng", "relevant"),
        ("Làm theo lời bác sĩ để khỏi bệnh", "irrelevant"),
        ("Theo lời Bác Ba kể lại", "irrelevant"),
        ("Chiến sĩ noi theo tấm gương của Người", "relevant"),
        ("LÀM THEO GƯƠNG NGƯỜI TỐT, VIỆC TỐT", "irrelevant"),
        ("Không gian văn hóa HCM ở khu nhà trọ", "relevant"),
        ("Following Ho Chi Minh City, Da Nang raises bus fares", "irrelevant"),
    ],
)
def test_phrases_without_marks_and_other_uncles(title: str, verdict: str) -> None:
    assert judge_text(title, "", "Cả xóm vui.", None).verdict == verdict


def test_a_document_in_a_list_is_not_what_the_list_is_about() -> None:
    listed = (
        "Nghị quyết 35-NQ/TW; Chỉ thị 05-CT/TW ngày 15/5/2016; Quy định 85-QĐ/TW; Luật Báo chí."
    )
    told = judge_text("Văn bản mới cập nhật", "", listed, "2023-04-01")
    assert (told.verdict, told.documents) == ("mention", ("CT05",))


def test_a_page_that_sells_a_book_reports_nothing() -> None:
    told = judge_text(
        "Sách Chỉ thị 05-CT/TW", "", "Bìa mềm, giá bán 50.000 đồng. Giao hàng tận nơi.", None
    )
    assert told.verdict == "mention"
    assert "trang bán sách" in told.reason


def test_evidence_quotes_the_body_where_only_the_body_speaks() -> None:
    body = "Lúa được mùa. " * 12 + "Xã còn vận động học tập và làm theo Bác."
    assert "thân bài: “học tập và làm theo Bác”" in judge_text("Tin", "", body, None).evidence


def test_mentions_point_into_their_own_field() -> None:
    fields = {
        "title": "Sau năm năm thực hiện Chỉ thị 05",
        "lead": "Kết luận số 01-KL/TW tiếp sức cho phong trào.",
        "body": "Xã đã học Chỉ thị số 05-CT/TW.\n\nChỉ thị 05 và Kết luận 01 đi vào đời sống.",
    }
    told = judge_text(fields["title"], fields["lead"], fields["body"], "2022-01-01T08:00+07:00")
    assert [row.field for row in told.mentions] == ["title", "lead", "body", "body", "body"]
    for row in told.mentions:
        assert fields[row.field][row.start : row.end] == row.text
    assert told.documents == ("CT05", "KL01")


@pytest.mark.parametrize(
    "published_at", ["2016-05-14", "2016-04", "2015", "2016-05-14T23:59+07:00"]
)
def test_nothing_before_the_directive_is_relevant(published_at: str) -> None:
    told = judge_text("Học tập và làm theo Bác ở chi bộ 4", "", "Việc tốt mỗi ngày.", published_at)
    assert told.verdict == "irrelevant"
    assert "trước 15/05/2016" in told.reason


@pytest.mark.parametrize(
    "published_at", [None, "", "hôm qua", "2016-05", "2016", "2016-05-15", "2024"]
)
def test_an_unknown_or_later_date_decides_nothing(published_at: str | None) -> None:
    told = judge_text("Học tập và làm theo Bác ở chi bộ 4", "", "Việc tốt mỗi ngày.", published_at)
    assert told.verdict == "relevant"


def test_more_of_the_campaign_never_lowers_the_score() -> None:
    other = "Giá lúa năm nay tăng khá. "
    ours = "Chi bộ sơ kết Chỉ thị số 05-CT/TW. "
    scores = [
        judge_text("Tin huyện", "", ours * n + other * (12 - n), None).score for n in range(13)
    ]
    assert scores == sorted(scores)
    assert scores[0] == 0


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_text_is_judged(title: str, lead: str, body: str) -> None:
    told = judge_text(title, lead, body, None)
    assert 0 <= told.score <= 1


def test_the_stop_judges_articles_that_were_read() -> None:
    site = Site(name="x", organisation="x", level="xa", host="x.vn", family="generic")
    page = Page(
        url="http://x.vn/1", role="article", site=site, status=200, headers=(), body=b"",
        captured_at=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    assert judge(page) is page
    reading = Reading(url=page.url, title="Học và làm theo Bác", lead="", body="Việc nhỏ.")
    read = Page(**{name: getattr(page, name) for name in Page.__slots__} | {"reading": reading})
    told = Judge().process_item(read)
    assert told.judgement.verdict == "relevant"
    assert told.reading is reading
    assert Judge().process_item({"other": 1}) == {"other": 1}

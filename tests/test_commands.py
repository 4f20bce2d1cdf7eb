"""What the commands answer, to people and to programs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from archive.articles import article_id
from tests.small_archive import GONE, NEW, OLD, alone, answer, small_archive, told


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_archive(tmp_path / "data")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


def test_show_gives_the_article_and_evidence_that_checks(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, "--data", data, "show", article_id(NEW), "--json")
    assert (said["url"], said["title"]) == (NEW, "Học tập đạo đức Bác")
    assert said["authors"] == ["Lê An"]
    assert said["capture"]["ok"] is True
    assert said["capture"]["found"] == said["capture"]["digest"]
    path = data / "warc" / said["capture"]["warc_file"]
    with path.open("rb") as stream:
        stream.seek(said["capture"]["offset"])
        assert "4,6 tỷ" in gzip.decompress(stream.read(said["capture"]["length"])).decode()
    code, out, _ = told(capsys, "--data", data, "show", NEW)
    assert code == 0
    assert "✓" in out
    assert "Hà Tĩnh" in out


@pytest.mark.parametrize("name", [article_id(OLD), article_id(NEW)[:6], OLD, NEW])
def test_an_article_goes_by_older_ids_urls_and_beginnings(
    name: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, "--data", data, "show", name, "--json")["id"] == article_id(NEW)


def test_a_capture_that_was_changed_is_damage(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = answer(capsys, "--data", data, "show", NEW, "--json")["capture"]
    path = data / "warc" / where["warc_file"]
    whole = bytearray(path.read_bytes())
    member = bytes(whole[where["offset"] : where["offset"] + where["length"]])
    changed = gzip.compress(gzip.decompress(member).replace(b"4,6", b"9,6"), 9)
    whole[where["offset"] : where["offset"] + where["length"]] = changed
    path.write_bytes(whole)
    code, out, _ = told(capsys, "--data", data, "show", NEW)
    assert code == 5
    assert "✗" in out
    path.unlink()
    assert told(capsys, "--data", data, "show", NEW)[0] == 5


def test_history_shows_what_changed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, "--data", data, "history", OLD, "--json")
    assert [len(revision["diff"]) for revision in said["revisions"]] == [0, 2]
    assert said["revisions"][1]["diff"] == [
        "- Đoạn hai có 4,2 tỷ đồng.",
        "+ Đoạn hai có 4,6 tỷ đồng.",
    ]
    assert [event["outcome"] for event in said["events"]] == ["archived", "revised", "moved"]
    code, out, _ = told(capsys, "--data", data, "history", OLD)
    assert code == 0
    assert "- Đoạn hai có 4,2 tỷ đồng." in out
    assert "chuyển địa chỉ" in out


def test_a_gone_article_is_shown_with_its_last_good_copy(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = told(capsys, "--data", data, "show", GONE)
    assert code == 0
    assert "Đã bị gỡ" in out
    assert "Một bài khác hẳn." in out


def test_search_answers_people_and_programs(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "--data", data, "search", "dao", "duc")
    assert code == 0
    assert "«đạo đức»" in out
    code, out, _ = told(capsys, "--data", data, "search", "đạo đức", "--json", "--limit", 1)
    (hit,) = map(json.loads, out.splitlines())
    assert hit["title"] == "Học tập đạo đức Bác"
    assert told(capsys, "--data", data, "search", "đào đức", "--json") == (0, "", "")
    assert "Có phải bạn tìm" in told(capsys, "--data", data, "search", "đào đức")[1]


def test_status_says_how_things_are(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, "--data", data, "status", "--json")
    assert said["runs"][0]["state"] == "done"
    assert said["disk"]["warc_files"] == 1
    assert told(capsys, "--data", data, "status")[0] == 0


def test_a_folder_without_an_archive_says_so_and_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["search", "x"], ["show", "x"], ["status"], ["rebuild"], ["serve"]):
        code, out, err = told(capsys, "--data", tmp_path / "none", *command)
        assert (code, out) == (1, "")
        assert str(tmp_path / "none") in err
        assert len(err.splitlines()) == 1
    assert not (tmp_path / "none").exists()


def test_site_list_says_what_is_confirmed_and_enrolled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sites = {site["name"]: site for site in answer(capsys, "site", "list", "--json")}
    wanted = {"name", "organisation", "level", "province_before", "province_after", "family",
              "host", "status", "verified", "enrolled"}  # fmt: skip
    assert all(wanted <= site.keys() for site in sites.values())
    assert sites["bimson"]["host"] == "unconfirmed"
    assert sites["bimson"]["enrolled"] is False
    assert sites["baoquangninh"]["host"] == "baoquangninh.vn"
    assert sites["baoquangninh"]["enrolled"] is False  # no trial has passed yet
    samples = {name for name, site in sites.items() if site["sample"]}
    assert samples == {"baoquangninh", "bimson", "honglinh", "quevo", "tuson"}
    assert all(site["verified"] == "never" for site in sites.values())
    assert told(capsys, "site", "list")[0] == 0


def test_judge_answers_every_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = {"id": "a", "title": "Thực hiện Chỉ thị 05-CT/TW", "text": "Chỉ thị 05-CT/TW. " * 3}
    lines = [
        *(json.dumps(about).encode(), b"", b"{", b'{"id":2}', b'{"id":3,"text":"x"}', b"\xff"),
        *(b'{"id":4,"text":["x"]}', b"[]", b'{"id":5,"text":"Tr\xc3\xa2u","title":null}'),
    ]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    code, out, err = told(capsys, "judge", "in.jsonl")
    said = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [row["id"] for row in said] == ["a", 3, 2, 3, 6, 4, 8, 5]
    assert [("error" in row) for row in said] == [False, True, True, False, True, True, True, False]
    assert said[0]["verdict"] == "relevant"
    assert said[0]["documents"] == ["CT05"]
    assert "5" in err


PAGE = """<html><head><title>Hội thi kể chuyện</title></head><body><h1>Hội thi kể chuyện về Bác</h1>
<p>Ngày 19/05/2023, phường tổ chức hội thi kể chuyện tấm gương đạo đức Hồ Chí Minh.</p>
<p>Đây là dịp sơ kết việc thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị tại phường.</p>
<p>Hội thi có sự tham gia của tám đội đến từ các khu phố trong toàn phường.</p></body></html>"""


def test_read_says_what_a_saved_page_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    url = "https://baoquangninh.vn/hoi-thi-ke-chuyen-3100001.html"
    said = answer(capsys, "read", "page.html.gz", "--url", url, "--json")
    wanted = {"url", "title", "lead", "body", "published_at", "published_precision", "modified_at",
              "authors", "source", "section", "images", "attachments", "documents", "verdict",
              "reason", "places"}  # fmt: skip
    assert wanted <= said.keys()
    assert said["title"] == "Hội thi kể chuyện về Bác"
    assert said["documents"] == ["CT05"]
    assert said["places"]["publisher"]["province_before"] == "Quảng Ninh"
    assert told(capsys, "read", "page.html.gz", "--url", url)[0] == 0


def test_init_writes_a_file_that_is_read_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["--organisation", "Tổ Mẫu", "--contact", "to@mau.vn", "--quiet-hours", "07:00-11:30"]
    assert told(capsys, "init", "--yes", *args)[0] == 0
    text = Path("lamtheo.toml").read_text(encoding="utf-8")
    assert 'contact = "to@mau.vn"' in text
    code, _, err = told(capsys, "init", "--yes")
    assert code == 2
    assert "lamtheo.toml" in err
    assert Path("lamtheo.toml").read_text(encoding="utf-8") == text
    code, _, err = told(capsys, "--config", "other.toml", "init", "--yes", "--contact", "nobody")
    assert (code, Path("other.toml").exists()) == (2, False)
    assert "contact" in err

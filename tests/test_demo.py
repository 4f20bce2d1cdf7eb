"""The demo, as whoever clones the project meets it: two nights, then a look round."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parent.parent
TEXT = """Tổ dân phố số 4 làm theo Bác

Sáng 12/8, tổ dân phố số 4 thị xã Quế Võ sơ kết ba năm thực hiện Kết luận số 01-KL/TW.

Các hộ trong tổ kể lại việc tiết kiệm nước và giữ sạch lối đi chung theo gương Bác.

Tổ trưởng đề nghị mỗi hộ đăng ký một việc tốt cho năm sau, ghi vào sổ của tổ.

Minh Châu
"""


def lamtheo(data: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("LAMTHEO_")}
    return subprocess.run(
        [sys.executable, "-m", "crawler.commands", "--data", str(data), *args],
        cwd=HOUSE,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_two_nights_go_as_foretold(tmp_path: Path) -> None:
    data, texts = tmp_path / "demo", tmp_path / "texts"
    texts.mkdir()
    (texts / "to4.txt").write_text(TEXT, encoding="utf-8")
    started = time.monotonic()
    done = lamtheo(data, "demo", "--texts", str(texts), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert time.monotonic() - started < 60
    told = json.loads(done.stdout)
    assert told["ok"]
    assert [check for check in told["checks"] if not check["ok"]] == []
    seen = told["scenes"]

    assert len(told["nights"][0]["sites"]) == 5
    assert told["nights"][0]["gaps"] == []
    assert "đạo đức" in seen["search"]["words"]
    assert seen["trace"]["digest"] == seen["trace"]["found"]

    (gap,) = told["nights"][1]["gaps"]
    assert gap["cause"] == "empty-section"
    assert len(seen["edited"]["revisions"]) == 2
    assert {line[0] for line in seen["edited"]["revisions"][1]["diff"]} == {"-", "+"}
    assert seen["deleted"]["gone"]
    assert seen["moved"]["url"] == seen["moved"]["wanted"] != seen["moved"]["old"]
    assert len(seen["new"]) == 3

    (text,) = seen["texts"]
    assert (text["title"], text["verdict"]) == ("Tổ dân phố số 4 làm theo Bác", "relevant")
    assert text["documents"] == ["KL01"]
    look_round(data, seen)


def look_round(data: Path, seen: dict[str, Any]) -> None:
    """What the demo proposes to try next works, and the rows are those of a rebuild."""
    found = lamtheo(data, "search", "dao duc", "--limit", "2")
    assert found.returncode == 0
    assert "đạo đức" in found.stdout
    assert "\x1b" not in found.stdout
    history = lamtheo(data, "history", seen["edited"]["id"])
    assert history.returncode == 0
    assert "\n- " in history.stdout
    assert "\n+ " in history.stdout
    old = json.loads(lamtheo(data, "show", seen["moved"]["old"], "--json").stdout)
    assert old["url"] == seen["moved"]["url"]
    assert "chuyên mục trả lời nhưng không có bài nào" in lamtheo(data, "status").stdout
    again = json.loads(lamtheo(data, "rebuild", "--json").stdout)
    assert again["pages"] > 500
    assert again["differences"] == []


@pytest.mark.long
def test_a_night_can_be_played_alone_and_the_next_goes_on_from_it(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    one = lamtheo(data, "--lang", "en", "demo", "--night", "1")
    assert one.returncode == 0, one.stdout + one.stderr
    assert "190 of 190 articles are kept" in one.stdout
    two = lamtheo(data, "demo", "--night", "2")
    assert two.returncode == 0, two.stdout + two.stderr
    assert "Khoảng trống thu thập (1)" in two.stdout
    assert "\x1b" not in two.stdout


def test_a_farm_can_be_crawled_by_what_it_announces(tmp_path: Path) -> None:
    from tests.farm import Farm

    with Farm(faults=("silent:honglinh",)) as farm:
        announced = tmp_path / "farm.json"
        announced.write_text(json.dumps(farm.announce()))
        args = ("crawl", "--farm", str(announced), "quevo", "--max-pages", "3", "--json", "--quiet")
        done = lamtheo(tmp_path / "data", *args)
    assert done.returncode in (0, 3), done.stderr
    (site,) = json.loads(done.stdout)["sites"]
    assert site["site"] == "quevo"
    assert site["outcomes"].keys() <= {"archived", "irrelevant", "pending"}


def test_a_crawl_beyond_loopback_needs_a_contact(tmp_path: Path) -> None:
    done = lamtheo(tmp_path / "data", "crawl", "baoquangninh")
    assert done.returncode == 2
    assert "contact" in done.stderr
    assert not (tmp_path / "data").exists()

"""A site's TLS exception is shown wherever sites are: in force with its day, and ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.records import TlsException
from spiders.quevo import Quevo
from tests.small_archive import alone, answer, small_archive, told

HOLDS = TlsException("2999-03-31", "chuỗi chứng chỉ thiếu", "CV 12/2026")
ENDED = TlsException("2025-03-31", "chuỗi chứng chỉ thiếu", "CV 12/2026")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(tmp_path, monkeypatch)
    return small_archive(tmp_path / "data")


@pytest.mark.parametrize(
    ("exception", "said", "mend"),
    [
        (HOLDS, "quevo: đến hết ngày 31/03/2999 được thu thập dù chứng chỉ", "đề nghị"),
        (ENDED, "quevo: ngoại lệ TLS đã hết hạn ngày 31/03/2025", "bỏ tls_exception"),
    ],
    ids=["in force", "ended"],
)
def test_list_status_and_doctor_show_it(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    exception: TlsException,
    said: str,
    mend: str,
) -> None:
    monkeypatch.setattr(Quevo, "tls_exception", exception)
    for command in (("site", "list"), ("status",)):
        screen = told(capsys, *command)[1]
        assert said in screen
        assert "chuỗi chứng chỉ thiếu" in screen
    row = {
        "until": exception.until, "reason": exception.reason, "by": exception.by,
        "in_force": exception is HOLDS,
    }  # fmt: skip
    listed = {site["name"]: site for site in answer(capsys, "site", "list", "--json")}
    assert listed["quevo"]["tls_exception"] == row
    assert listed["bimson"]["tls_exception"] is None
    assert answer(capsys, "status", "--json")["tls_exceptions"] == {"quevo": row}
    monkeypatch.setenv("LAMTHEO_CONTACT", "a@b.vn")
    (tls,) = [c for c in answer(capsys, "doctor", "--json")["checks"] if c["check"] == "tls"]
    assert tls["state"] == "hint"
    assert f"quevo (31/03/{exception.until[:4]})" in tls["said"]
    assert mend in tls["mend"]
    assert data.exists()


def test_nothing_is_said_where_every_certificate_must_verify(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (("site", "list"), ("status",)):
        code, screen, _ = told(capsys, *command)
        assert code == 0
        assert "TLS" not in screen
    assert data.exists()

"""The notebook runs, draws, and draws what SQL says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest

from archive.writer import DATABASE, connect_readonly
from tests import take_archive as made

NOTEBOOK = Path(__file__).parent.parent / "docs" / "plots.ipynb"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.build(tmp_path_factory.mktemp("plots") / "data")


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that the notebook leaves, after all its cells."""
    plt.switch_backend("Agg")
    monkeypatch.setenv("LAMTHEO_DATABASE", str(folder / DATABASE))
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    return names


def test_the_notebook_stores_no_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) == 5
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_its_numbers_are_those_of_the_rows(run: dict[str, Any], folder: Path) -> None:
    db = connect_readonly(folder)
    rows = db.execute(
        "SELECT published_at, province_before, province_after FROM articles a"
        " JOIN sites s ON s.name = a.site WHERE verdict = 'relevant'"
    ).fetchall()
    assert run["counts"] == Counter(at[:7] for at, *_ in rows if at)
    assert run["counts"] == {"2021-06": 2, "2022-05": 2, "2023-01": 1}
    assert run["before"] == Counter(before for _, before, _ in rows)
    assert run["after"] == Counter(after for *_, after in rows)
    assert sum(run["before"].values()) == sum(run["after"].values()) == made.RELEVANT
    # In July and August 2022 a mention and an article off the topic were seen.
    assert run["shares"] == {"2021-06": 1.0, "2022-05": 1.0, "2022-07": 0.0, "2022-08": 0.0}


def test_it_draws_what_it_counts(run: dict[str, Any]) -> None:
    bars = [patch.get_height() for patch in run["above"].patches]
    assert bars == [run["counts"].get(month, 0) for month in run["months"]]
    assert run["months"][:3] == ["2021-06", "2021-07", "2021-08"]
    assert len(run["months"]) == 20  # to 2023-01, without a hole
    widths = [patch.get_width() for patch in run["right"].patches]
    assert widths == list(run["after"].values())
    assert str(made.RELEVANT) in run["left"].get_title()
    plt.close("all")

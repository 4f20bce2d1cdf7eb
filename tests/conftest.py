"""Settings every test shares."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

from tests import visits

pytest_plugins = ["tests.web_fixtures"]

# No deadline: on two loaded cores the first example pays for imports. On CI the
# examples are the same each time, so a red run can be run again.
settings.register_profile("lamtheo", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("lamtheo")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nothing-missing",
        action="store_true",
        help="a test that cannot run here fails instead of being skipped",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--nothing-missing"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {call.excinfo and call.excinfo.value}"
    return report


@pytest.fixture(autouse=True)
def _clock_of_visits() -> None:
    """A test that moves the clock of :mod:`tests.visits` moves it for itself alone."""
    visits.clock.now = visits.START

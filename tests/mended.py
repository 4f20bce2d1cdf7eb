"""Quế Võ's site as its maintainer leaves it in ``tests/test_repair.py``: a new layout, dated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from archive.records import Layout
from spiders import quevo

CHANGED = 21
"""Days ago on which the site got its new layout."""

SINCE = (datetime.now(UTC) - timedelta(days=CHANGED)).date().isoformat()
MENDED = Layout(title=".bai-ten", lead=".tom-tat", body=".khung-tin", date=".moc", since=SINCE)


class Quevo(quevo.Quevo):
    layouts: tuple[Layout, ...] = (*quevo.Quevo.layouts, MENDED)  # type: ignore[assignment]

"""What lamtheo's reader says of a golden page, in the names of the truth."""

from __future__ import annotations

from typing import Any

from pipelines.clean import read_article
from pipelines.read import read
from tests.golden.truth import Golden


def said(golden: Golden) -> dict[str, Any]:
    """Reading and judgement. What the gate turned away is read all the same, so that
    the reading is measured on every page; its verdict and documents stay the gate's."""
    page = read(golden.page)
    reading, judgement = page.reading or read_article(golden.page), page.judgement
    day = (reading.published_at or "")[:10]
    return {
        "title": reading.title,
        "lead": reading.lead,
        "body": reading.body,
        "published_at": reading.published_at,
        "published_day": day,
        "modified_at": reading.modified_at,
        "authors": reading.authors,
        "source": reading.source,
        "section": reading.section,
        "documents": judgement.documents if judgement else (),
        "verdict": judgement.verdict if judgement else "irrelevant",
        "captions": [(image.caption, image.credit) for image in reading.images],
    }

"""One peer's reading of pages: JSON Lines in, JSON Lines out. Runs in build/peers alone.

In: ``{"name", "url", "html"}``, html decoded as a browser would. Out: the names of the
truth's fields, those the peer has; dates as "YYYY-MM-DDTHH:MM+07:00" where it gives a time
(a time without offset is Viet Nam's).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

VN = timezone(timedelta(hours=7))


def trafilatura(html: str, url: str) -> dict[str, Any]:
    from trafilatura import bare_extraction

    found = bare_extraction(html, url=url, with_metadata=True)
    said: dict[str, Any] = found.as_dict() if found else {}  # type: ignore[union-attr]
    return {
        "title": said.get("title"),
        "lead": said.get("description"),
        "body": said.get("text"),
        "published_day": said.get("date"),
        "authors": [name for name in (said.get("author") or "").split("; ") if name],
        "section": next(iter(said.get("categories") or []), None),
    }


def newspaper4k(html: str, url: str) -> dict[str, Any]:
    from newspaper import Article  # type: ignore[import-not-found]

    article = Article(url, language="vi")
    article.download(input_html=html)
    article.parse()
    return {
        "title": article.title,
        "lead": article.meta_description,
        "body": article.text,
        **_when(article.publish_date),
        "authors": list(article.authors),
    }


def newsplease(html: str, url: str) -> dict[str, Any]:
    from newsplease import NewsPlease  # type: ignore[import-not-found]

    article = NewsPlease.from_html(html, url=url, fetch_images=False)
    return {
        "title": article.title,
        "lead": article.description,
        "body": article.maintext,
        **_when(article.date_publish),
        "authors": list(article.authors or []),
    }


def _when(date: datetime | str | None) -> dict[str, Any]:
    if not isinstance(date, datetime):
        return {"published_at": None, "published_day": date}
    local = date if date.tzinfo is None else date.astimezone(VN)
    day = local.strftime("%Y-%m-%d")
    # Midnight is how both write a date without a time.
    minute = local.strftime("%Y-%m-%dT%H:%M+07:00")
    return {
        "published_at": day if minute.endswith("T00:00+07:00") else minute,
        "published_day": day,
    }


PEERS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "news-please": newsplease,
}


def main(peer: str) -> None:
    read = PEERS[peer]
    for line in sys.stdin:
        page = json.loads(line)
        start = time.perf_counter()
        try:
            said = read(page["html"], page["url"])
            failure = ""
        except Exception as error:
            said, failure = {}, f"{type(error).__name__}: {error}"
        said = {key: value if value is not None else "" for key, value in said.items()} | {
            key: None for key in ("published_at", "section") if key in said and not said[key]
        }
        said.setdefault("body", "")
        said.setdefault("title", "")
        said.setdefault("published_day", "")
        said["whole_text"] = True
        spent = time.perf_counter() - start
        print(json.dumps({"name": page["name"], "said": said, "s": spent, "failure": failure}))


if __name__ == "__main__":
    main(sys.argv[1])

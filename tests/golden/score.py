"""Scores of one reading against its truth, and intervals over many."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.text import normalise
from tests.golden.truth import Golden, Unsaid

Scores = dict[str, float]
EXACT = (
    "title", "lead", "minute", "day", "modified", "authors", "source", "section", "documents",
    "verdict", "edges",
)  # fmt: skip
SOFT = ("lead F1", "body F1", "body ROUGE-L", "captions")
COUNTS = ("furniture",)
_FIELD = {"minute": "published_at", "modified": "modified_at"}


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean over ``pages`` pages and its 95 % interval."""

    value: float
    low: float
    high: float
    pages: int


def words(text: str) -> list[str]:
    return re.findall(r"\w+", normalise(text).lower())


def bag_f1(said: str, true: str) -> float:
    ours, truth = Counter(words(said)), Counter(words(true))
    if not ours and not truth:
        return 1.0
    common = sum((ours & truth).values())
    return 2 * common / (ours.total() + truth.total())


def rouge_l(said: str, true: str) -> float:
    """F1 of the longest common subsequence of words."""
    ours, truth = words(said), words(true)
    if not ours and not truth:
        return 1.0
    # Hyyrö's bit-parallel LCS: one big integer a row instead of a table.
    places: dict[str, int] = {}
    for place, word in enumerate(truth):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(truth)) - 1
    row = full
    for word in ours:
        match = row & places.get(word, 0)
        row = (row + match | row - match) & full
    length = len(truth) - row.bit_count()
    return 2 * length / (len(ours) + len(truth))


def flat(line: str) -> str:
    return " ".join(words(line))


def furniture_left(body: str, page: Golden) -> list[str]:
    """Furniture lines of the page found in a body."""
    lines = [flat(line) for line in re.split(r"\n+", body)]
    true = "" if isinstance(page.body, Unsaid) else flat(page.body)
    true_lines = (
        set() if isinstance(page.body, Unsaid) else {flat(line) for line in page.body.split("\n")}
    )
    left: list[str] = []
    for piece in dict.fromkeys(page.furniture):
        bare = flat(piece)
        if not bare or bare in true_lines:
            continue
        glued = len(bare) >= 25 and bare not in true
        if bare in lines or (glued and any(bare in line for line in lines)):
            left.append(piece)
    return left


def scored(said: Mapping[str, Any], page: Golden) -> Scores:
    """Scores of the fields both sides give. ``said`` has the names of ``Golden``'s fields;
    an absent field is one the reader has no place for."""
    out: Scores = {}
    for name in EXACT:
        field = _FIELD.get(name, name)
        true = getattr(page, field, None)
        if name in ("day", "edges") or isinstance(true, Unsaid) or field not in said:
            continue
        if name == "modified" and true is None:
            continue
        out[name] = float(_same(said[field], true))
    if not isinstance(page.published_at, Unsaid):
        out["day"] = float((said["published_day"] or "") == (page.published_at or "")[:10])
    if page.edges:
        out["edges"] = float(_edges(said, page))
    if not isinstance(page.lead, Unsaid) and page.lead and "lead" in said:
        out["lead F1"] = bag_f1(str(said["lead"]), page.lead)
    if not isinstance(page.body, Unsaid):
        texts = [page.body]
        if "whole_text" in said and not isinstance(page.lead, Unsaid):
            texts.append(f"{page.lead}\n\n{page.body}")
        body = str(said["body"])
        out["body F1"] = max(bag_f1(body, text) for text in texts)
        out["body ROUGE-L"] = max(rouge_l(body, text) for text in texts)
    if not isinstance(page.captions, Unsaid) and page.captions and "captions" in said:
        found = [(flat(text), flat(credit)) for text, credit in said["captions"]]
        out["captions"] = sum(_captioned(flat(line), found) for line in page.captions) / len(
            page.captions
        )
    if page.furniture:
        out["furniture"] = len(furniture_left(str(said["body"]), page))
    return out


def _same(said: object, true: object) -> bool:
    if isinstance(true, str) and isinstance(said, str):
        return normalise(said) == normalise(true)
    if isinstance(true, tuple) and isinstance(said, list | tuple):
        return [normalise(str(one)) for one in said] == [normalise(str(one)) for one in true]
    return said == true


def _captioned(line: str, found: Iterable[tuple[str, str]]) -> bool:
    """Whether a printed caption line came out, whole or as caption and credit."""
    return any(
        text == line or (text and line.startswith(text) and credit and line.endswith(credit))
        for text, credit in found
    )


def _edges(said: Mapping[str, Any], page: Golden) -> bool:
    body, title = normalise(str(said["body"])), normalise(str(said["title"]))
    return (
        title.startswith(page.edges.get("title_starts", ""))
        and body.startswith(page.edges.get("body_starts", ""))
        and body.endswith(page.edges.get("body_ends", ""))
    )


def measured(name: str, values: Sequence[float], clusters: Sequence[str]) -> Measured:
    """The mean and its interval. Pages of one layout (or story) stand or fall together, so
    whole clusters are resampled; Wilson's interval where that is wider, as with no error."""
    if not values:
        return Measured(math.nan, math.nan, math.nan, 0)
    if name in COUNTS:
        total = sum(values)
        return Measured(total, total, total, len(values))
    mean = sum(values) / len(values)
    low, high = _bootstrap(values, clusters)
    if name not in SOFT:
        wilson = _wilson(mean, len(values))
        low, high = min(low, wilson[0]), max(high, wilson[1])
    return Measured(mean, low, high, len(values))


def _wilson(share: float, count: int, z: float = 1.96) -> tuple[float, float]:
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _bootstrap(
    values: Sequence[float], clusters: Sequence[str], rounds: int = 2000
) -> tuple[float, float]:
    rng = random.Random(2016)
    grouped: dict[str, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        grouped.setdefault(cluster, []).append(value)
    sums = [(sum(group), len(group)) for group in grouped.values()]
    means = []
    for _ in range(rounds):
        drawn = rng.choices(sums, k=len(sums))
        means.append(sum(total for total, _ in drawn) / sum(count for _, count in drawn))
    means.sort()
    return means[rounds // 40], means[-rounds // 40 - 1]

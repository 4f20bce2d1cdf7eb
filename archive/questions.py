"""Ten worked questions: SQL that answers something, to read, to run and to change."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Question:
    """A question of questions.toml: ``name`` is its address on the web, the titles ask what
    ``sql`` answers, and what is said about it warns of what the answer does not say."""

    name: str
    title_vi: str
    title_en: str
    about_vi: str
    about_en: str
    sql: str


@cache
def questions() -> tuple[Question, ...]:
    said = files("archive").joinpath("questions.toml").read_text(encoding="utf-8")
    return tuple(
        Question(**found | {"sql": found["sql"].strip()})
        for found in tomllib.loads(said)["question"]
    )


def markdown() -> str:
    """``docs/questions.md``."""
    head = """\
# Ten questions in SQL

Each runs in any SQLite client, and is a page of `lamtheo serve` under the address given. Made
from `archive/questions.toml` and run by `tests/test_questions.py`.

Mười câu hỏi, chạy được trong mọi chương trình SQLite và có sẵn trên trang của `lamtheo serve`.
"""
    return head + "".join(
        f"\n## {number}. {asked.title_vi}\n\n*{asked.title_en}* · `/archive/{asked.name}`\n\n"
        f"{asked.about_vi}\n\n{asked.about_en}\n\n```sql\n{asked.sql}\n```\n"
        for number, asked in enumerate(questions(), 1)
    )

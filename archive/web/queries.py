"""The worked questions as Datasette's canned queries."""

from __future__ import annotations

from archive.questions import Question, questions

__all__ = ["QUERIES", "Question"]

QUERIES = questions()

"""Vietnamese letters, and whether two printed lines say the same, whatever their marks, case and Đ.

A site's menus and labels come back on every page: their folded forms are kept.
"""

from __future__ import annotations

from functools import lru_cache

from archive.text import fold

# Vietnamese letters by case, to stand inside a regular expression's brackets: Unicode
# interleaves them, so that a range such as Ạ-Ỹ would hold both.
UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zà-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_LONGEST_KEPT = 300
_kept = lru_cache(maxsize=20_000)(fold)


def folded(text: str) -> str:
    """``archive.text.fold``, remembered for short lines."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else fold(text)


def same(one: str, other: str) -> bool:
    """Whether two lines are the same but for marks and case; empty lines are never."""
    # Folding NFC text changes no lengths: most pairs are told apart without it.
    return bool(one) and len(one) == len(other) and (one == other or folded(one) == folded(other))

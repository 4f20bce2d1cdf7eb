"""How to search by plain SQL: what ``docs/schema.md`` says of the two indexes."""

from __future__ import annotations

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _placed(before: str, pair: str, tone: str, *, on_first: bool) -> str:
    letters = pair[0] + tone + pair[1] if on_first else pair + tone
    return unicodedata.normalize("NFC", f"{before}{letters} ")


def as_indexed(words: str) -> str:
    """An SQL expression: ``words`` in lower case, with single spaces, as ``articles_exact`` spells
    them."""
    sql = f"{words} || ' '"
    moved = [(pair, "", False) for pair in ("oa", "oe", "uy")] + [("uy", "q", True)]
    for pair, before, on_first in moved:
        for tone in _TONES:
            source = _placed(before, pair, tone, on_first=on_first)
            target = _placed(before, pair, tone, on_first=not on_first)
            sql = f"replace({sql}, '{source}', '{target}')"
    return f"trim({sql})"


FOLDED = """\
SELECT a.published_at, a.site, a.title FROM articles_fts f JOIN articles a ON a.n = f.rowid
WHERE articles_fts MATCH '"' || replace(replace('đạo đức', 'đ', 'd'), 'Đ', 'D') || '"'
ORDER BY bm25(articles_fts, 8, 4, 1)"""
EXACT = """\
SELECT a.published_at, a.site, a.title FROM articles_exact f JOIN articles a ON a.n = f.rowid
WHERE articles_exact MATCH '"đảng ủy" AND "hoàn thành"'
ORDER BY bm25(articles_exact, 8, 4, 1)"""
EITHER = f"""\
SELECT a.published_at, a.site, a.title FROM articles_exact f JOIN articles a ON a.n = f.rowid
WHERE articles_exact MATCH '"' || {as_indexed("'đảng uỷ'")} || '"'"""

NOTE = f"""\
### Tìm bằng SQL · Searching by SQL

`articles_fts` bỏ dấu, chữ đ viết là d: đổi đ trong câu hỏi thành d như dưới đây.

`articles_fts` has no diacritics and d for đ: turn the đ of what you ask for into d, as here.

```sql
{FOLDED}
```

`articles_exact` giữ dấu như bài viết. Riêng âm tiết tận cùng bằng oa, oe, uy thì dấu thanh ở chữ
đầu: viết “hòa”, “khỏe”, “đảng ủy”, không viết “hoà”, “khoẻ”, “đảng uỷ”. “hoàn”, “quý” viết như
thường.

`articles_exact` has the diacritics of the page. Only where a syllable ends in oa, oe or uy does the
tone stand on the first letter: ask for "hòa", "khỏe", "đảng ủy", not for "hoà", "khoẻ", "đảng uỷ".
"hoàn" and "quý" are written as always.

```sql
{EXACT}
```

Muốn nhận cả hai cách đặt dấu, viết chữ thường và để biểu thức này đổi.

To take either way, write in lower case and let this expression turn it.

```sql
{EITHER}
```

Đừng chạy lệnh `rebuild` của FTS5 trên hai bảng này: nó đọc bài viết như đang lưu, không bỏ đ và
không đổi chỗ dấu, mà không báo gì. `articles_exact` không tìm thấy chữ viết ở dạng NFD (dấu tách
rời); kho luôn viết NFC, chương trình khác ghi vào cũng nên vậy.

Never give these two FTS5's command `rebuild`: it reads the articles as they are stored, with đ and
either tone placement, and says nothing. `articles_exact` does not find what is written in NFD
(marks apart from their letters); the archive writes NFC, and so should any other program.
"""

"""Numbers, days and names as people read them, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from archive.records import VIETNAM
from archive.text import vietnamese
from archive.web.asked import Lang
from archive.web.words import word


class Show:
    """How one language writes; templates know it as ``f``. ``words`` are those of rooms the
    archive knows nothing of: what causes a gap, why a date was believed."""

    def __init__(self, lang: Lang, words: Mapping[str, str] | None = None) -> None:
        self.lang = lang
        self.words = words or {}

    def num(self, number: float) -> str:
        """1.234 in Vietnamese, 1,234 in English."""
        text = f"{number:,.0f}"
        return text.replace(",", ".") if self.lang == "vi" else text

    def pct(self, share: float, digits: int = 1) -> str:
        """A share from 0 to 1: 12,5 % in Vietnamese, 12.5% in English."""
        text = f"{share * 100:.{digits}f}"
        return text.replace(".", ",") + "\u00a0%" if self.lang == "vi" else text + "%"

    def size(self, number: float) -> str:
        """Bytes: 3,4 MB."""
        for unit in ("B", "kB", "MB", "GB"):
            if number < 1000 or unit == "GB":
                break
            number /= 1000
        text = f"{number:.0f}" if unit == "B" else f"{number:.1f}"
        return (text.replace(".", ",") if self.lang == "vi" else text) + " " + unit

    def day(self, iso: str | None) -> str:
        """A day, month or moment as a day: dd/mm/yyyy, mm/yyyy; "–" for none."""
        if not iso:
            return "–"
        if "T" in iso:
            try:
                iso = datetime.fromisoformat(iso).astimezone(VIETNAM).date().isoformat()
            except (ValueError, OverflowError):
                return iso
        return "/".join(reversed(iso.split("-")))

    def when(self, iso: str | None) -> str:
        """A moment by the clock of Viet Nam: dd/mm/yyyy, HH:MM; a day alone stays a day."""
        if not iso or "T" not in iso:
            return self.day(iso)
        try:
            return f"{datetime.fromisoformat(iso).astimezone(VIETNAM):%d/%m/%Y, %H:%M}"
        except (ValueError, OverflowError):
            return iso

    def names(self, names: Iterable[str]) -> list[str]:
        """Names in the order of Vietnamese dictionaries."""
        return sorted(names, key=vietnamese)

    def __call__(self, group: str, name: str) -> str:
        """The word for one of a closed set (a verdict, a cause); the name itself if none."""
        key = f"{group}.{name}"
        return word(key, self.lang) or self.words.get(key, name)

    def reason(self, text: str) -> str:
        """Why a date was believed: "printed under the title; time in the head"."""
        said = [self.words.get(f"reason.{part}", part) for part in text.split("; time ") if part]
        return "; ".join(said)

    def href(self, url: str | None) -> str:
        """An address of the web that may be linked to; "" for any other: a page's ``href`` may
        hold a script."""
        return url if url and url.lower().startswith(("http://", "https://")) else ""

"""The two maps of Viet Nam's provinces: 63 until 30 June 2025, 34 since 1 July 2025.

Facts of our own in ``places.toml``. Names are given and taken without "tỉnh" or
"thành phố" (but "Thành phố Hồ Chí Minh"), in either place of the tone mark.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from archive.text import fold, normalise, settle_tones

_LOOSE_KIND = re.compile("^(?:tinh|thudo|(?:thanhpho|tp)(?=.))")
_KIND = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("archive").joinpath("places.toml").read_text(encoding="utf-8"))


@cache
def reform_day() -> str:
    """The first day of the 34 (ISO 8601): from then on a name that stayed may mean more."""
    found: str = _table()["since"].isoformat()
    return found


@cache
def provinces_before() -> tuple[str, ...]:
    """The 63 provinces and cities until 30 June 2025."""
    return tuple(old for olds in _table()["from"].values() for old in olds)


@cache
def provinces_after() -> tuple[str, ...]:
    """The 34 provinces and cities since 1 July 2025."""
    return tuple(_table()["from"])


def province_after(before: str) -> str:
    """The province of today that holds a province of the 63; "" when there was none of that name.

    >>> province_after("Tỉnh Hoà Bình")
    'Phú Thọ'
    """
    return _successors().get(_province_key(before), "")


def provinces_within(after: str) -> tuple[str, ...]:
    """The provinces of the 63 that one of the 34 was formed from; () for any other name."""
    found: list[str] = _table()["from"].get(_canonical().get(_province_key(after), ""), [])
    return tuple(found)


def province_name(name: str) -> str:
    """A province of either map as this archive writes it; "" when it is none."""
    return _canonical().get(_province_key(name), "")


def province_of(typed: str) -> str:
    """A province of either map as people type it, without marks, hyphens or spaces as well; ""
    when it is none.

    >>> province_of("tp hcm"), province_of("Ba Ria Vung Tau"), province_of("Đắc Lắc")
    ('Thành phố Hồ Chí Minh', 'Bà Rịa - Vũng Tàu', 'Đắk Lắk')
    """
    return province_name(typed) or _loosely().get(_loose(typed), "")


@cache
def _loosely() -> dict[str, str]:
    names = {_loose(other): name for other, name in _table()["typed"].items()}
    return names | {_loose(key): name for key, name in _canonical().items()}


def _loose(name: str) -> str:
    said = re.sub(r"[\W_]", "", fold(normalise(name)))
    return _LOOSE_KIND.sub("", said)


@cache
def _successors() -> dict[str, str]:
    after_of = {old: new for new, olds in _table()["from"].items() for old in olds}
    return {key: after_of[name] for key, name in _canonical().items()}


@cache
def _canonical() -> dict[str, str]:
    names = {_province_key(name): name for name in provinces_before()}
    return names | {_province_key(other): name for other, name in _table()["aliases"].items()}


def _province_key(name: str) -> str:
    return settle_tones(_KIND.sub("", normalise(name))).casefold()

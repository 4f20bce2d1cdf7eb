"""Words that stand in for others: of the same length, capitals and marks, and of no meaning.

The same word always becomes the same one, that a title is the same in the heading, the
head and the feed; many words become one, so that none can be told from what it became.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import blake2b

WORD = re.compile(r"[^\W\d_]+")

# Syllables of no story: none of them is a label, a date, a document or a name of ours.
_PLAIN = (
    "ba be bi ca co da do ga gu ke la le lu me mu na no ra ro sa so te va vo xa"
    " bay bec bom cam can cay che chu dan day deo dua gai gan gom hai hen hoa keo khe lam leo lim"
    " lon lua may mau men mua nau nem non oai ong pha phu que rau reo roi sao sen soi tam tay tha"
    " tre tua voi vua xay xem xoa yen"
    " banh beng biec bong cang chai chan chim chua deng dong gian giao giun gong hanh hoai"
    " keng khoa khua kien lang leng loan long mang meng mien ngan ngoi nhai nhen nong phai phen"
    " quay quen rang ruou sang thau them thon tong trai treo tung vang vung xanh xong"
    " chang cheng chieu chuon giang giong hoang khang khieu khoan ngang nghia nhanh nhien nuong"
    " phang phien quang quyen ruong thien thuan trang truon vuong xuong"
    " chuong choang giuong khoang khuong ngoang nguyen nhuong phuong thuong truong"
    " nghieng chuyenh nghuyen"
)
_MARKED = (
    "bé bò cá cỏ dế dù đò ổi gà gỗ kẻ lá lò mẻ mũ nè nỏ rẽ rổ sò sẽ té tủ ví vò xế"
    " bãi bẫy bếp bốn bụi cầu cẩm chè cói cửa dải dâu đào đũa đèo gấu gạo giỏ gốm gừng hái hẹp hến"
    " kéo khế khố lạc lều lụa lúa mận máy mèo muỗ mướ nấm nếp nón nồi ổng phà phễ quả quế rạp rổi"
    " sậy sỏi suố tằm thú thỏ trà tảo tựu vải vẹt vịt voọ xẻo xới"
    " bánh bống buồm bưởi cánh chài chậu chảo chẽn dưới đánh đũng đồng gánh giấy giần gương"
    " hoẵng kèng khăn khói kiến kính lạnh lạng lưới lược miến mướp nắng ngựa ngói nhãn nhện nứa"
    " phấn phên quạt quảy quýt rạng ruộm sáng sóng suốt thảm thềm thuổ trám trâu trầu trốn tưới"
    " vườn vượn xoài xuồng"
    " chiếu chuồn chuối chuông giếng giọng hương khoảng khiếu khoáy lượng ngẫng nghiêm ngoằng nhãnh"
    " nhuộm nứơng phướng quặng ruộng sườn thạch thềnh thiếc thuyền thưởng trắng trướng tuồng vưỡng"
    " xuống"
    " chuộng giường giượng khoảnh khướng ngoạnh nguyến nhuyễn nhượng phượng thường trường"
    " nghiêng nghiễng nguyệng"
)


@cache
def _pools() -> dict[tuple[int, bool], tuple[str, ...]]:
    """The words by length and by whether they bear marks."""
    pools: dict[tuple[int, bool], list[str]] = {}
    for marked, words in ((False, _PLAIN), (True, _MARKED)):
        for word in dict.fromkeys(words.split()):
            pools.setdefault((len(word), marked), []).append(word)
    return {key: tuple(words) for key, words in pools.items()}


def stand_in(word: str, salt: str) -> str:
    """What stands for a word: as long, capital where it is, with marks if it has any.

    A single letter stands for itself. Decomposed words (NFD) stay decomposed.
    """
    whole = unicodedata.normalize("NFC", word)
    if len(whole) < 2:
        return word
    found = _found(whole.casefold(), salt)
    if whole.isupper():
        found = found.upper()
    elif whole[0].isupper():
        found = found[0].upper() + found[1:]
    return found if whole == word else unicodedata.normalize("NFD", found)


@cache
def _found(word: str, salt: str) -> str:
    marked = not word.isascii()
    digest = int.from_bytes(blake2b(f"{salt}\0{word}".encode(), digest_size=8).digest(), "big")
    # Longer than any syllable: foreign words, and words a page has run together.
    sizes = [7] * (len(word) // 7) + ([len(word) % 7] if len(word) % 7 > 1 else [])
    sizes[0] += len(word) - sum(sizes)
    parts = []
    for size in sizes:
        pool = _pools().get((size, marked)) or _pools()[(7, marked)]
        pick = pool[digest % len(pool)]
        if pick == word:
            pick = pool[(digest + 1) % len(pool)]
        parts.append((pick * 2)[:size])
        digest //= len(pool)
    return "".join(parts)


def digits_in_place_of(text: str, salt: str) -> str:
    """Digits for digits: of a telephone number, an account, an identity card."""
    digest = blake2b(f"{salt}\0{text}".encode(), digest_size=32).digest()
    return "".join(
        str(digest[place % 32] % 10) if char.isdigit() else char for place, char in enumerate(text)
    )

"""Tell whether a text needs a close look: fast enough for every value of every agency.

A text is brought down to bytes in lower case without accented letters; then a few dozen plain
searches tell whether any rule could find anything. Of a value, what is found so is looked for again
with the accents taken off. It may say yes for nothing, never no for something: `tests/safety` proves
that over the corpus.
"""

from __future__ import annotations

import functools
import re

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.people.glance import may_name

_ACCENTED = bytes(range(128, 256))
_SIGNS = b"\"'():;,.-/[]{}_|=@<>*\t"
# For whole words: signs and digits become spaces.
_TO_WORDS = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + _SIGNS,
    b"abcdefghijklmnopqrstuvwxyz" + b" " * (10 + len(_SIGNS)),
)
_TO_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_TO_ZEROS = bytes.maketrans(b"123456789", b"000000000")
# Identity, telephone, insurance, account, card: nine digits or more, whatever stands between them.
_LONG_NUMBER = b"0" * 9
_WORDS = frozenset(
    b"gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud me aol gmx mail proton "
    b"protonmail yandex zoho zohomail tutanota passport chieu stk khoan account atm bks hktt tru ngu khau "
    b"password passwd pwd pass mk pin otp mat lieu luu xong boc ktt khktt dktt dkhktt dob birth".split()
)


def _without_accented(text: str) -> bytes:
    """Return words, or a pattern, as they look once letters with accents are left out of a text."""
    return "".join(char for char in text if char.isascii()).encode()


class _Clue:
    """Hold a pattern in two forms: one to pass over most texts, one to tell of those that are left.

    “tước” is “tc” without its accented letters, and so is “tục”; with bare letters the two differ.
    """

    __slots__ = ("_accented", "search")

    def __init__(self, accented: str) -> None:
        """Compile the form that every text is looked at with.

        Args:
            accented: The pattern, in lower case.
        """
        self._accented = accented
        self.search = re.compile(_without_accented(accented)).search

    def confirmed(self, plain: str) -> bool:
        """Tell whether a text without accents (`NormalizedText.plain`) has it."""
        return _compiled_plain(self._accented).search(plain) is not None


@functools.cache
def _compiled_plain(accented: str) -> re.Pattern[str]:
    # What may stand between two words counted letters without accents: with them there are more.
    wider = re.sub(r"\{0,(\d+)\}", lambda limit: f"{{0,{2 * int(limit[1])}}}", accented)
    return re.compile(NormalizedText(wider).plain)


_CLUES = tuple(
    _Clue(pattern)
    for pattern in (
        *("hộ chiếu", "trú tại ", "tạm trú", " ngụ tại ", "mật khẩu", "liệu thu hồi"),
        *("hành nội bộ", "dụng nội bộ", "dụng trong nội bộ", "hành trong ", "không phổ biến"),
        "không được phổ biến",
        # “sinh năm 1990”, “Ngày sinh của ông Mẫu: 5/9/1990”, “SN: 1990”, “s. 1990”.
        r"sinh(?: của [^0-9\n]{0,45}|[^0-9\n]{0,12})[0-9]",
        # One pattern for each beginning: letters that all matches begin with are found much faster.
        *(r"s/n[ :.]{1,3}[0-9]", r"sn[ :.]{1,3}[0-9]", r"ns[ :.]{1,3}[0-9]", r" s[.] ?[0-9]"),
        # “tài khoản ngân hàng số 0123”, “biển số 29A”, “biển kiểm soát: 29A”.
        r"tài khoản[^0-9\n]{0,45}[0-9]",
        r"bi(?:ển [0-9]|ển số|ển kiểm|ển xe|en so|en kiem)[^0-9;\n]{0,20}[0-9]",
        # “địa chỉ: số 5”, “địa chỉ của bà Mẫu”, “thường trú:”, “nơi cư trú ”, “trú: thôn 2”, “nhà ở số”.
        r"ịa chỉ[ :]+(?:nhà|tại |thôn|xóm|ấp |khóm|tổ |số |khu|bản |buôn|làng|ngõ|hẻm|[0-9])",
        r"ịa chỉ của (?:ông|bà|anh|chị) ",
        r"thường trú[ :]",
        r" cư trú[ :]",
        r"trú:? (?:thôn|xóm|ấp |khóm|tổ |số |khu|xã |phường)",
        r"nhà ở (?:số|tổ|tại) ",
        # “xe ô tô 29A”, “BS: 29”.
        r" tô [0-9]{2} ?-?[a-z]",
        r"bs:? ?[0-9]",
        # “ở tại thôn 2”, “chỗ ở hiện nay”, “nơi ở:”.
        r" ở (?:tại )?(?:thôn|xóm|ấp |khóm|số nhà|khu phố)",
        r"chỗ (?:ở hiện|ở tạ|ở số|ở của |ở:)",
        r"nơi (?:ở hiện|ở của |ở:)",
        r"xe[^0-9;\n]{0,12}[0-9]{2} ?-?[a-z]",
        # “tôi ở số 5”, “nhà tôi: thôn 2”.
        r"tôi ở:? (?:tại )?(?:thôn|xóm|tổ |số |[0-9])",
        r"nhà tôi:? (?:tại )?(?:thôn|xóm|tổ |số |[0-9])",
    )
)
_HARD_SPACE = "\u00a0".encode()
# “https://tep.mau.example/2026/chi-tieu.signed580211257371338496.pdf”: no rule takes its numbers for a
# person's, and its words have hyphens between them. Not a link that gives values, “…?dien-thoai=…”.
_LINK = re.compile(rb"https?://[\w.~%/?&+:#-]++(?![^\s)\]>\"'])")
# Said with one word, a link may say it too: “/mk:1234”, “Ông Mẫu: …/adn.pdf”.
_WORDS_OF_LINKS = re.compile(rb"(?<![a-z])(?:adn|birth|dob|mk|otp|pass|pwd)", re.IGNORECASE)
# As typed, where bare letters are too many words': stamps; papers; the last one begins digits of full width.
_MARKS = tuple(
    re.compile(re.escape(mark.encode() if isinstance(mark, str) else mark))
    for mark in ("mật", "Mật", "MẬT", "HC số", "HC:", "PP No", b"\xef\xbc")
)


class Suspicion:
    """Hold what in a text (NFC) makes a closer look at it, or at its parts, worth while."""

    __slots__ = ("_clues", "_long", "_marks", "_named", "_words")

    def __init__(self, text: str) -> None:
        """Look for everything that any rule needs."""
        raw = _bytes(text)
        self._named = may_name(text)
        self._long = _LONG_NUMBER in raw.translate(_TO_ZEROS, _ACCENTED + b" .-()")
        self._marks = tuple(mark for mark in _MARKS if mark.search(raw))
        self._words = _WORDS.intersection(raw.translate(_TO_WORDS, _ACCENTED).split())
        lower = raw.translate(_TO_LOWER, _ACCENTED)
        self._clues = tuple(clue for clue in _CLUES if clue.search(lower))

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self._named or self._long or self._marks or self._words or self._clues)

    def within(self, part: str) -> bool:
        """Tell whether a part of the text holds any of it: asked of every value of a suspicious file."""
        if self._named and may_name(part):
            return True
        raw = _bytes(part)
        if self._long and _LONG_NUMBER in raw.translate(_TO_ZEROS, _ACCENTED + b" .-()"):
            return True
        if any(mark.search(raw) for mark in self._marks):
            return True
        if self._words and not self._words.isdisjoint(raw.translate(_TO_WORDS, _ACCENTED).split()):
            return True
        if not self._clues:
            return False
        lower = raw.translate(_TO_LOWER, _ACCENTED)
        clues = [clue for clue in self._clues if clue.search(lower)]
        if not clues:
            return False
        plain = NormalizedText(part).plain
        return any(clue.confirmed(plain) for clue in clues)


def suspicious(text: str) -> bool:
    """Tell whether any rule might find something in a text (NFC)."""
    return bool(Suspicion(text))


def _bytes(text: str) -> bytes:
    raw = text.encode()
    if _HARD_SPACE in raw:
        raw = raw.replace(_HARD_SPACE, b" ")
    return _LINK.sub(_without_link, raw) if b"://" in raw else raw


def _without_link(link: re.Match[bytes]) -> bytes:
    return link[0] if _WORDS_OF_LINKS.search(link[0]) else b""

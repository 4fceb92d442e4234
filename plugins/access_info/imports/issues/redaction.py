"""Takes the name and the contacts of whoever wrote a text out of it.

A form is filled in by anybody, and what it says becomes public data. Contacts of the agency itself
are what many reports are about; so whatever stands in the agency's own files already is kept, and
so are land lines and addresses of the state.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TAKEN = "[đã lược]"
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# Mobile numbers begin with 03, 05, 07, 08, 09 (Circular 22/2014/TT-BTTTT as amended).
_MOBILE = re.compile(r"(?<!\d)(?:\+?84|0)[\s.-]?[35789](?:[\s.-]?\d){8}(?!\d)")
# Twelve digits that begin with a province's code; nine only where a word says what they are.
_CITIZEN = re.compile(r"(?<!\d)0(?:\s?\d){11}(?!\d)")
_OLD_CARD = re.compile(
    r"(?P<ahead>(?:cmnd|cmtnd|cccd|căn cước|chứng minh)[^\d\n]{0,30})\d{3}\s?\d{3}\s?\d{3}(?!\d)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?<![\w.])@[A-Za-z0-9][A-Za-z0-9-]{0,38}\b")
_NAME = re.compile(
    r"\b(?:tên (?:của )?tôi là|tôi tên(?: là)?|tôi là|em là|cháu là|họ và tên|họ tên|ký tên|"
    r"người (?:gửi|viết|báo|phản ánh|kiến nghị)(?: là)?)\b[ \t]*:?(?P<rest>[^\n.;,]*)",
    re.IGNORECASE,
)
_MOST_NAME = 6
_CLOSING = re.compile(
    r"(?P<ahead>\n)[ \t]*(?:xin )?(?:trân trọng|chân thành)?[ \t]*(?:cảm ơn|cám ơn|kính chào|trân trọng)"
    r"[ \t.,!]*\n[\s\S]*\Z",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:địa chỉ nhà|nhà tôi(?: ở)?|tôi ở|thường trú|tạm trú)\b[^\n.;]*", re.IGNORECASE
)


def without_sender(text: str, *, known: str = "") -> tuple[str, list[str]]:
    """A text without its writer.

    Args:
        text: As typed.
        known: Text of the agency's files; contacts that stand there are no secret.

    Returns:
        The text with `[đã lược]` in place of what was taken out, and what that was, in words.
    """
    bare = re.sub(r"[\s.-]", "", known)

    def official(address: str) -> bool:
        domain = address.rpartition("@")[2].lower()
        return domain.endswith(".gov.vn") or address in known

    def public(number: str) -> bool:
        return re.sub(r"[\s.-]", "", number) in bare

    removed: dict[str, None] = {}
    steps: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
        (_CLOSING, "lời chào và tên ở cuối", _never),
        (_NAME, "tên người gửi", _never),
        (_HOME, "nơi ở", _never),
        (_MAIL, "thư điện tử", official),
        (_MOBILE, "số điện thoại di động", public),
        (_OLD_CARD, "số giấy tờ", _never),
        (_CITIZEN, "số giấy tờ", _never),
        (_ACCOUNT, "tên tài khoản", _never),
    )
    for pattern, what, stays in steps:
        pieces, end = [], 0
        for match in pattern.finditer(text):
            if not stays(match[0]):
                removed[what] = None
                named = match.groupdict()
                retained = named.get("ahead", ""), _after_name(named.get("rest", ""))
                pieces += [text[end : match.start()], retained[0], _TAKEN, retained[1]]
                end = match.end()
        text = "".join((*pieces, text[end:]))
    return text.strip(), list(removed)


def _after_name(rest: str) -> str:
    """What follows a name: the words after its capitals, or after as many as a name may have."""
    words = rest.split()
    capitals = next((at for at, word in enumerate(words) if not word[0].isupper()), len(words))
    left = words[min(capitals or _MOST_NAME, _MOST_NAME) :]
    return f" {' '.join(left)}" if left else ""


def _never(_: str) -> bool:
    return False

"""Take the name and the contacts of whoever wrote a text out of it.

A form is filled in by anybody, and what it says becomes public data. Contacts of the agency itself
are what many reports are about; so whatever stands in the agency's own files already is kept, and
so are land lines and addresses of the state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from access_info.checks.safety import rules as gate
from access_info.checks.safety.detections import Detection, TextPlace
from access_info.checks.safety.numbers import numbers_in
from access_info.checks.safety.personal_facts import persons_in
from access_info.checks.safety.shapes import (
    CAPITAL,
    EXACT_HOUSE,
    IDENTITY_SHAPE,
    MAILBOX,
    MOBILE_SHAPE,
    NAME_LABELS,
    NAMING_ONESELF,
    OF_THE_WRITER,
    OLD_IDENTITY_SHAPE,
    SENDERS,
    STRONG_HOME,
    either,
)
from access_info.checks.safety.texts import NormalizedText

_TAKEN = "[đã lược]"
_PAPERS, _MOBILE, _MAIL = "số giấy tờ", "số điện thoại di động", "thư điện tử"
_HOME = "nơi ở"
# “@nguoi-gui”: whoever is named so on the site of the forms gets a letter.
_USER_NAME = re.compile(r"(?<![\w.])@[A-Za-z0-9][A-Za-z0-9-]{0,38}\b")
# “tôi là nguyễn văn mẫu”, “Họ và tên: Trần Thị Mẫu”, “người gửi Mẫu”: the rest of the clause. Of those
# who complain it is a name only where it has capitals.
_NAME = re.compile(
    rf"\b(?i:{either(f'{NAMING_ONESELF}|{NAME_LABELS}|người (?:gửi|viết|báo|phản ánh|kiến nghị)(?: là)?')})\b"
    rf"[ \t]*:?(?P<rest>[^\n.;,]*)"
    rf"|\b(?i:{either(f'{SENDERS}(?: là)?')})[ \t]*:?[ \t]*(?P<capitals>(?=[{CAPITAL}])[^\n.;,]*)"
)
_MOST_NAME = 6
# “Trân trọng cảm ơn!” on a line of its own, and all that follows.
_CLOSING = re.compile(
    r"(?P<ahead>\n)[ \t]*(?:xin )?(?:trân trọng|chân thành)?[ \t]*(?:cảm ơn|cám ơn|kính chào|trân trọng)"
    r"[ \t.,!]*\n[\s\S]*\Z",
    re.IGNORECASE,
)
# “Nhà tôi ở số 5 đường Mẫu”: the rest of the sentence.
_HOME_OF_WRITER = re.compile(rf"\b{OF_THE_WRITER}\b[^\n.;]*", re.IGNORECASE)
# What the gate stops on a page may not come in by a form; papers, whatever the agency's files say.
_OF_THE_GATE = {
    gate.IDENTITY: _PAPERS,
    gate.OLD_IDENTITY: _PAPERS,
    gate.PASSPORT: _PAPERS,
    gate.INSURANCE: "số bảo hiểm",
    gate.MOBILE: _MOBILE,
    gate.EMAIL: _MAIL,
    gate.ACCOUNT: "số tài khoản",
    gate.PLATE: "biển số xe",
    gate.CONTACT: "số liên hệ",
    gate.BIRTH: "ngày sinh",
    gate.HOME: _HOME,
}


def without_sender(text: str, *, known: str = "") -> tuple[str, list[str]]:
    """Return a text without its writer.

    Args:
        text: As typed.
        known: Text of the agency's files; contacts that stand there are no secret.

    Returns:
        The text with `[đã lược]` in place of what was taken out, and what that was, in words.
    """
    bare = _bare(known)

    def official(address: str) -> bool:
        domain = address.rpartition("@")[2].lower()
        return domain.endswith(".gov.vn") or address in known

    def public(number: str) -> bool:
        return _bare(number) in bare

    removed: dict[str, None] = {}
    steps: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
        (_CLOSING, "lời chào và tên ở cuối", _never),
        (_NAME, "tên người gửi", _never),
        (_HOME_OF_WRITER, _HOME, _never),
        (MAILBOX, _MAIL, official),
        (MOBILE_SHAPE, _MOBILE, public),
        (OLD_IDENTITY_SHAPE, _PAPERS, _never),
        (IDENTITY_SHAPE, _PAPERS, _never),
        (_USER_NAME, "tên tài khoản", _never),
    )
    for pattern, what, stays in steps:
        pieces, end = [], 0
        for match in pattern.finditer(text):
            if not stays(match[0]):
                removed[what] = None
                named = match.groupdict()
                rest = named.get("rest") or named.get("capitals") or ""
                retained = named.get("ahead", ""), _after_name(rest)
                pieces += [text[end : match.start()], retained[0], _TAKEN, retained[1]]
                end = match.end()
        text = "".join((*pieces, text[end:]))
    text, more = _without_hits(text, public)
    return text.strip(), list(removed | dict.fromkeys(more))


def _without_hits(text: str, public: Callable[[str], bool]) -> tuple[str, list[str]]:
    """Return a text without what the gate would stop, and what that was, in words.

    A number that is taken out may have stood between a word and another number; so look again.
    """
    removed: list[str] = []
    while spans := [
        (start, end, what)
        for start, end, what in sorted(_hits(text))
        if what == _PAPERS or not public(text[start:end])
    ]:
        pieces, at = [], 0
        for start, end, what in spans:
            if start >= at:
                pieces += [text[at:start], _TAKEN]
                removed.append(what)
                at = end
        text = "".join((*pieces, text[at:]))
    return text, removed


def _hits(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield first and last character, and the word for it, of what the gate would stop in a text."""
    aligned = NormalizedText(text)
    detections: tuple[Detection, ...] = (
        *numbers_in(aligned, TextPlace.VALUE),
        *persons_in(aligned),
    )
    for detection in detections:
        if detection.rule in _OF_THE_GATE:
            yield detection.start, detection.end, _OF_THE_GATE[detection.rule]
    for match in STRONG_HOME.finditer(aligned.plain):
        if EXACT_HOUSE.match(match["house"]):
            yield *aligned.span(*match.span("house")), _HOME


def _bare(text: str) -> str:
    """Return a text without what people put between digits."""
    return re.sub(r"[\s.-]", "", text)


def _after_name(rest: str) -> str:
    """Return what follows a name: the words after its capitals, or after as many as a name may have."""
    words = rest.split()
    capitals = next((at for at, word in enumerate(words) if not word[0].isupper()), len(words))
    left = words[min(capitals or _MOST_NAME, _MOST_NAME) :]
    return f" {' '.join(left)}" if left else ""


def _never(_: str) -> bool:
    return False

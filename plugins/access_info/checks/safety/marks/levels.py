"""Stretches of text that say nothing but what a stamp of secrecy says.

A stamp seldom stands alone: beside it are the number of the document or of the copy, the urgency, the
page, the kind of paper, "draft", "đã được xác định độ mật". A stretch made of such words only, with one
level among them, is a stamp; a title that speaks about secrecy always holds another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.rule_files import rule_file

_LEVEL = r"(?:tuyệt\s*mật|tối\s*mật|mật)(?!\w)(?!\s+độ(?!\w))"
_COLUMNS = re.compile(r"\t| {3,}")
_MENTIONED = re.compile("mật", re.IGNORECASE)
_GAP = re.compile(r"(?i:t|u|y|ệ|ố|i|m|ậ)[\W_]+(?i:u|y|ệ|t|ố|i|ậ)")
# A level at the end of a line that is about something else, behind a dash, a comma, a stroke.
_WRITTEN = r"(?P<{}>(?:(?:TUYỆT|TỐI)\s*)?MẬT|Tuyệt [Mm]ật|Tối [Mm]ật|Mật)(?!\w)(?!\s+[Đđ][Ộộ])"
_FIRST = re.compile(rf"^[\W_]*{_WRITTEN.format('level')}\s*[-|/,;+]\s*[^\W_]")
_LAST = re.compile(rf"(?P<sign>[-|/,;:+])\s*{_WRITTEN.format('level')}[\W_]*$")
# What a lone stamp in the middle of a page stands under: the letterhead of a document within the file.
_LETTERHEAD = re.compile(
    r"^\W*(?:UBND|HĐND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ |PHÒNG |BAN |BỘ |CÔNG AN|ĐẢNG |HUYỆN |TỈNH |XÃ "
    r"|PHƯỜNG |VĂN PHÒNG|CHI CỤC|CỤC |TRUNG TÂM|[Ss][Ốố]\s*:?\s*\d)"
)
_LISTED = re.compile(rf"(?<!bí )(?<!bảo )(?<!giải )(?<!\w){_LEVEL}", re.IGNORECASE)
_NAMED = frozenset({"level", "label"})
_FIELD = re.compile(r"mật\s*[:=.…_]", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:độ|mức|cấp)\s+mật\s*(?:[:=]|của|được|là|-|(?=(?:tuyệt|tối)\s+mật))", re.IGNORECASE
)
_BRACKET = re.compile(r"[(\[{]([^()\[\]{}\n]{3,60})[)\]}]")
_AFTER_A_DASH = re.compile(r"(?:\s-|[;,.])\s+([^;,.\n]{3,60})$")
_LEAD = re.compile(r"^([^:\n]{3,60}?)(?:\s*:\s|,\s|\s+-\s|\s+về(?!\w)|\s+v/v(?!\w))", re.IGNORECASE)
_COUNTED = re.compile(r"\W*(?:\d|không|0|chưa|có )", re.IGNORECASE)


class _LevelReading(NamedTuple):
    """Hold what a stretch of nothing but a stamp's words says.

    Attributes:
        strong: Its level, as written, where it is not the word of a label ("độ mật").
        weak: The "mật" of a label.
        kinds: Kinds of words in it.
        upper: Nothing of it is in lower case.
    """

    strong: str | None
    weak: str | None
    kinds: frozenset[str]
    upper: bool

    @property
    def stamped(self) -> bool:
        """Tell whether the level is written as one writes a stamp: with capitals."""
        level = self.strong or self.weak
        return level is not None and level[0].isupper()


def _words_of(name: str) -> re.Pattern[str]:
    return rule_file("secrecy").typed(name)


def several_levels(text: str) -> bool:
    """Tell whether a text lists levels: then it speaks about secrecy."""
    return len({level[0].casefold() for level in _LISTED.finditer(_LABEL.sub("", text))}) > 1


def level_of(text: str) -> str | None:
    """Return the level that a stretch of nothing but a stamp's words names, as written.

    A bare word is none; “độ mật” is the label of one, unless a paper bears it: “văn bản đóng dấu độ Mật”.
    """
    reading = _read(text)
    if reading is None or reading.kinds <= {"level", "gap"}:
        return None
    return reading.strong or (reading.weak if "paper" in reading.kinds else None)


def levels_in(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[int, int]]:
    """Yield where a stretch says that the text is secret.

    Args:
        aligned: The text.
        place: Where it stands.

    Yields:
        First character and the one after the last, in the clean form.
    """
    if not _MENTIONED.search(aligned.clean) and not _words_of("letters_apart").search(aligned.low):
        return
    if place in (TextPlace.TOP, TextPlace.BODY):
        yield from _on_lines(aligned.clean, place)
    else:
        yield from _in_value(aligned)


def _on_lines(clean: str, place: TextPlace) -> Iterator[tuple[int, int]]:
    before = ""
    for line in re.finditer(r"[^\n]+", clean):
        start, end = line.span()
        text = line[0]
        if not text.strip():
            continue
        mentioned = _MENTIONED.search(text) is not None
        whole = _whole(text, before, place, first=not before, alone=end - start == len(clean))
        edge = _at_an_edge(text, place)
        if mentioned and whole:
            yield start, end
        elif place is TextPlace.TOP and _noted(text):
            yield start + text.index(":") + 1, end
        elif edge is not None:
            yield start + edge.start("level"), start + edge.end("level")
        elif mentioned:
            at = start
            for part in _parted(text):
                if len(part) < len(text) and _whole(
                    part, "", TextPlace.BODY, first=False, alone=True
                ):
                    yield at, at + len(part)
                at += len(part)
        if not mentioned or not whole:
            apart = _words_of("letters_apart").search(text.lower())
            if (
                apart
                and place is TextPlace.TOP
                and _GAP.search(apart[0])
                and not re.search(r"[^\W_]", text[: apart.start()] + text[apart.end() :])
            ):
                yield start + apart.start(), start + apart.end()
            for box in _BRACKET.finditer(text) if not whole else ():
                reading = _read(box[1])
                if reading is not None and _in_brackets(reading, text[: box.start()]):
                    yield start + box.start(), start + box.end()
        before = text


def _noted(text: str) -> bool:
    """Tell whether a line says of its paper, behind a colon, that it is secret: "Lưu ý: tài liệu độ Mật"."""
    reading = _read(text.partition(":")[2])
    return reading is not None and reading.stamped and "paper" in reading.kinds


def _at_an_edge(text: str, place: TextPlace) -> re.Match[str] | None:
    """Match a level that begins or ends a line of other words, if it is the only one there."""
    for pattern in (_FIRST, _LAST):
        edge_match = pattern.search(text)
        if edge_match is None:
            continue
        level = edge_match["level"]
        sign = edge_match["sign"] if pattern is _LAST else ""
        if place is TextPlace.BODY:
            plain = level.isupper() and sign in ("", "-", "|", "/")
        else:
            plain = level.isupper() or " " in level or (sign not in ("", ",", ":"))
        levels = {match[0].casefold() for match in _LISTED.finditer(_LABEL.sub("", text))}
        if plain and len(levels) == 1:
            return edge_match
    return None


def _parted(text: str) -> list[str]:
    """Return columns of a line, each with the gap behind it."""
    parts = []
    at = 0
    for gap in _COLUMNS.finditer(text):
        parts.append(text[at : gap.end()])
        at = gap.end()
    return [*parts, text[at:]]


def _whole(text: str, before: str, place: TextPlace, *, first: bool, alone: bool) -> bool:
    """Tell whether a line is a stamp and no part of a title that runs over several lines."""
    reading = _read(text)
    if reading is None:
        return False
    strong, bare = reading.strong, reading.kinds <= {"level", "gap"}
    if place is TextPlace.TOP:
        if bare:
            return False  # seen by the patterns of lone stamps
        starts = first or text.lstrip(" \t([{-*.|<«“\"'")[:1].isupper()
        return starts and (reading.stamped or bool(reading.kinds & {"paper", "numbered"}))
    if strong is None or not strong.isupper():
        return False
    if bare:
        return not alone and (first or _LETTERHEAD.match(before) is not None)
    return "filler" not in reading.kinds or reading.upper


def _in_value(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    clean = aligned.clean
    if several_levels(clean):
        return
    reading = _read(clean)
    if reading is not None and (reading.kinds & {"paper", "numbered"} or reading.upper):
        yield 0, len(clean)
        return
    for box in _BRACKET.finditer(clean):
        reading = _read(box[1])
        if reading is not None and _in_brackets(reading, clean[: box.start()]):
            yield box.span()
    for part in (_AFTER_A_DASH.search(clean), _LEAD.match(clean)):
        if part is None:
            continue
        reading = _read(part[1])
        if reading is None or (reading.kinds <= {"level", "gap"} and not reading.stamped):
            continue
        # "Hồ sơ mật: 0" counts them.
        if not reading.stamped and _COUNTED.match(clean, part.end()):
            continue
        rest = aligned.plain[: part.start(1)] + aligned.plain[part.end(1) :]
        if not rule_file("secrecy").plain("talks").search(rest) and (
            reading.stamped or part.start() == 0
        ):
            yield part.span(1)


def _in_brackets(reading: _LevelReading, before: str) -> bool:
    """Accept a level in brackets: with capitals, among other words of a stamp, or after a number."""
    return (
        reading.stamped
        or bool(reading.kinds - {"level", "label", "gap"})
        or re.search(r"\d[\w\-]*/[\w\-/]+\s*$", before) is not None
    )


def _read(text: str) -> _LevelReading | None:
    """Return what a stretch says, if it is made of a stamp's words only and holds one level."""
    words = _words(text)
    if words is None:
        return None
    strong = [word for kind, word in words if kind == "level"]
    weak = next((word for kind, word in words if kind == "label"), None)
    if not strong and weak is not None:
        strong = [word for kind, word in words if kind == "sign"]
    if len({level.casefold() for level in strong}) > 1 or not (strong or weak):
        return None
    kinds = frozenset(kind for kind, _ in words)
    upper = text.isupper()
    # "Độ mật" is a field's label or a column's head; "Độ Mật", "TÀI LIỆU … ĐỘ MẬT" is a stamp.
    if not strong and (
        (weak or "").islower()
        or _FIELD.search(text) is not None
        or (upper and not kinds & {"paper", "state", "numbered"})
    ):
        return None
    return _LevelReading(strong[0] if strong else None, weak, kinds, upper)


def _words(text: str) -> list[tuple[str, str]] | None:
    """Return a stretch's words with their kinds; nothing if any is not of a stamp."""
    words: list[tuple[str, str]] = []
    at = 0
    previous = ""
    low = NormalizedText(text).low
    while at < len(text):
        match = _words_of("stamp_word").match(low, at)
        if match is None or not match[0]:
            return None
        kind, word = match.lastgroup or "", text[at : match.end()]
        if kind == "level" and previous in ("độ", "dấu", "mức") and word.casefold() == "mật":
            kind = "label"
        named = previous == "ký hiệu" or any(word_kind in _NAMED for word_kind, _ in words)
        if kind == "sign" and not (word.isupper() and named):
            return None
        # A village: "Bản Mật".
        if kind == "level" and word in ("Mật", "mật") and previous == "bản":
            return None
        # "Danh mục bí mật nhà nước độ Mật" is a title.
        if kind == "state" and word[0] in "Dd" and "này" not in text:
            return None
        if kind != "gap":
            previous = word.casefold()
        elif ":" in word:
            previous = ""
        words.append((kind, word))
        at = match.end()
    return words

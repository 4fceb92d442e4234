"""Papers that are not for everybody: stamps, and sentences that say what a stamp says."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace, lowered
from access_info.checks.safety.rule_files import RuleFile, rule_file
from access_info.checks.safety.texts import NormalizedText
from access_info.problems import Rule

_APART = re.compile(r"(?<!\w)[^\W\d_](?:\s+[^\W\d_]){2,}(?!\w)")


def with_letters_joined(aligned: NormalizedText) -> NormalizedText | None:
    """Return a text with runs of single letters joined, each still at its place; `None` if it has none."""
    runs = [match.span() for match in _APART.finditer(aligned.clean)]
    if not runs:
        return None
    chosen: list[int] = []
    at = 0
    for start, end in runs:
        chosen += range(at, start)
        chosen += (place for place in range(start, end) if not aligned.clean[place].isspace())
        at = end
    chosen += range(at, len(aligned.clean))
    return aligned.picked(chosen)


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
    """What a stretch of nothing but a stamp's words says.

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


# They say it of no paper unless one is named in the text.
_OF_A_PAPER = (
    *("only_to", "only_they", "returned_after", "left_behind", "taken_after", "at_the_end"),
    *("after_returned", "behind_doors", "only_read", "not_carried", "kept_quiet", "for_no_one"),
    *("for_no_reader", "disposed", "undisclosed", "closed_paper", "kept_from_press"),
    "numbered_copy",
)
_CLEAR = (
    *("uncopied", "unspread", "held_inside", "opened_by", "house_closed", "own_copy", "sent_to"),
    *("in_house", "house_first", "talked_in_house", "only_for", "kept_for", "unissued"),
    *("not_others", "by_name", "called_back", "closed_until"),
)
# Of a handbook or a draft: it may well be published.
_SIGNS = " ()[]|,;-"
_ENDS = (". ", "\n", "|")
_DOUBTFUL = (
    *("house_paper", "for_the_house", "within_the_house", "used_here", "not_final"),
    *("for_a_course", "draft_in_house", "sent_within", "house_asked", "house_notice"),
)
# What a clerk calls a group of rows.
_NAME_OF_GROUP = "Nội bộ"
_NAMES_A_PAPER = ("names_a_paper", "handed_round")
# Of these whatever is said is a warning.
_MILD = ("is_handbook", "is_unfinished")


def readership_in(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield where a text says that it is for few: rule, first character, the one after the last."""
    words = rule_file("readers")
    if aligned.clean.strip() == _NAME_OF_GROUP:
        return

    clear, of_a_paper, doubtful = (
        [
            match
            for match in words.matches(aligned, *names)
            if not _is_rule_for_others(aligned, *match.span())
        ]
        for names in (_CLEAR, _OF_A_PAPER, _DOUBTFUL)
    )
    if of_a_paper and not words.has(aligned, *_NAMES_A_PAPER):
        of_a_paper = []
    if clear or of_a_paper:
        is_mild = words.has(aligned, *_MILD)
        rule = rules.REVIEW_MARK if is_mild else rules.INTERNAL
        yield from ((rule, *match.span()) for match in clear)
        for match in of_a_paper:
            if not words.typed("of_goods").search(match[0]):
                yield rule, *match.span()
    for match in doubtful:
        written = aligned.clean[match.start() : match.end()]
        shouted = written.strip(_SIGNS).isupper() and not aligned.clean.isupper()
        yield (rules.INTERNAL if shouted else rules.REVIEW_MARK), *match.span()


def _is_rule_for_others(aligned: NormalizedText, start: int, end: int) -> bool:
    """Tell whether the sentence speaks of citizens, staff or papers in general."""
    first, last = _sentence(aligned.clean, start, end)
    return rule_file("readers").has(aligned.part(first, last), "speaks_to_others")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence, the line or the cell begins and ends that holds a part of a text."""
    before = [text.rfind(sign, 0, start) for sign in _ENDS]
    after = [at for sign in _ENDS if (at := text.find(sign, end)) >= 0]
    return max(before) + 1, min(after, default=len(text))


_SURE = ("number_with_sign", "sign_first", "grade_sign", "letter_stamp")
_IN_CAPITALS = ("number_with_sign", "sign_first", "letter_stamp")
# With accents or without, unless the text speaks about secrecy.
_ANYHOW = ("labelled", "long_secret_paper", "numbered_secret", "secret_of_force", "secret_here")
_MENTIONS = (
    *("has_level", "number_with_sign", "sign_first", "secret_here", "state_paper", "opens"),
    *("letter_stamp", "sign_cell", "still_secret"),
)
_REGISTERS = ("registers", "list_of_stamped", "opens")
_LONG = ("tối mật", "tuyệt mật", "toi mat", "tuyet mat")
_PART = re.compile(r"(?:(?!\s-\s)[^,;()\[\]|\n])+")
# A row of a list of papers: the number of one, “45/BC-BCH”, “02-CV/TU”.
_NUMBER_OF_PAPER = re.compile(r"(?<!\w)\d[\w]*[/-][\w-]*[A-ZĐ]{2}")


def statements_in(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    """Yield where a text gives itself a level, or says that it had one.

    Args:
        aligned: The text.
        place: Where it stands.
    """
    words = rule_file("secrecy")
    if place is TextPlace.TOP or not words.has(aligned, *_MENTIONS):
        return
    clean = aligned.clean
    for match in words.matches(aligned, *_REGISTERS):
        yield rules.DECLASSIFIED, *match.span()
    opened = next(words.matches(aligned, "was_opened"), None)
    if opened is not None:
        if any(words.matches(aligned, "names_a_level")):
            yield rules.DECLASSIFIED, *opened.span()
        return
    yield from ((rules.SECRET, start, end) for start, end in _anyhow(aligned))
    yield from ((rules.SECRET, start, end) for start, end in _of_copies(aligned))
    if clean.isascii():
        yield from ((rules.SECRET, start, end) for start, end in _typed_bare(aligned))
        if not clean.isupper():
            return
    yield from ((rules.SECRET, start, end) for start, end in _levels(aligned))


def _typed_bare(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels in a text without accents, where “mat” is “mặt” and “mất” too unless it stands as a stamp does."""
    words, clean = rule_file("secrecy"), aligned.clean
    for match in words.matches(aligned, "secret_paper"):
        yield match.span("level")
    for name in ("bare_level", "bare_paper", "bare_boxed"):
        for match in words.matches(aligned, name):
            level = clean[slice(*match.span("level"))]
            if level.isupper() or (name == "bare_boxed" and level[0].isupper()):
                yield match.span("level")


def _anyhow(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels that a text gives its own paper, typed with accents or without."""
    words = rule_file("secrecy")
    this = [
        match.span("level")
        for match in words.matches(aligned, "this_is_graded")
        if match["level"].endswith(_LONG) or not aligned.clean.isascii()
    ]
    spans = [match.span("level") for match in words.matches(aligned, *_ANYHOW)]
    seen = list(words.matches(aligned, "stamp_seen"))
    handed = list(words.matches(aligned, "secret_paper_handed"))
    if not (this or spans or seen or handed) or words.has(aligned, "lists_levels"):
        return
    yield from this
    mishap, speaks = words.has(aligned, "has_mishap"), words.has(aligned, "speaks")
    if not speaks:
        yield from spans
    if (speaks and not mishap) or not (mishap or words.has(aligned, "in_hand")):
        return
    on_page = words.has(aligned, "on_page")
    for match in seen:
        level = aligned.clean[slice(*match.span("level"))].split()[-1]
        long = match["level"].endswith(_LONG)
        if mishap or long or on_page or level[0].isupper():
            yield match.span("level")
    if not (speaks or aligned.clean.isascii()):
        yield from (match.span("level") for match in handed)


def _of_copies(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels in a text that says what is done with the copies of its paper: no rule about secrecy does."""
    words = rule_file("secrecy")
    if several_levels(aligned.clean) or not words.has(aligned, "has_copies"):
        return
    for match in words.matches(aligned, "state_paper"):
        yield match.span()
    for match in words.matches(aligned, "grade_said", "long_level"):
        if aligned.clean[match.start("level")].isupper():
            yield match.span("level")


def _levels(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    words = rule_file("secrecy")
    if several_levels(aligned.clean):
        return
    for name in _SURE:
        for match in words.matches(aligned, name):
            if name not in _IN_CAPITALS or aligned.clean[slice(*match.span("level"))].isupper():
                yield match.span("level")
    numbered = _NUMBER_OF_PAPER.search(aligned.clean) is not None
    if numbered or words.has(aligned, "begins_with_paper"):
        for match in words.matches(aligned, "own_cell"):
            in_row = match[0].startswith("|") and aligned.clean[match.start("level")].isupper()
            if numbered or in_row:
                yield match.span("level")
    if numbered:
        for match in words.matches(aligned, "sign_cell"):
            if aligned.clean[slice(*match.span("level"))].isupper():
                yield match.span("level")
    if not words.has(aligned, "speaks"):
        yield from _unless_spoken_of(aligned)


def _unless_spoken_of(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels that count only in a text that does not speak about secrecy."""
    words = rule_file("secrecy")
    for match in words.matches(aligned, "first_words", "in_brackets", "between_dashes"):
        if _is_stamped(aligned.clean[slice(*match.span("level"))]):
            yield match.span("level")
    if _NUMBER_OF_PAPER.search(aligned.clean):
        for match in words.matches(aligned, "boxed_low"):
            yield match.span("level")
    for match in words.matches(
        aligned,
        "after_urgency",
        "after_number",
        "secret_paper",
        "state_secret",
        "secret_until",
        "still_secret",
    ):
        yield match.span("level")
    yield from _parts(aligned.clean)
    mishap = words.has(aligned, "has_mishap")
    if mishap or words.has(aligned, "said_of_this", "in_hand"):
        for match in words.matches(aligned, "grade_said"):
            if mishap or aligned.clean[match.start("level")].isupper() or " " in match["level"]:
                yield match.span("level")


def _parts(clean: str) -> Iterator[tuple[int, int]]:
    """Yield parts of a sentence that hold a stamp's words and nothing else: “…, cấp độ: Tối mật, …”."""
    for part in _PART.finditer(clean):
        level = level_of(part[0])
        if level is not None and level[0].isupper():
            yield part.span()


def _is_stamped(level: str) -> bool:
    """Tell whether a level is written as stamps are: in capitals, or of two words with a first one."""
    return level.isupper() or (" " in level and level[0].isupper())


_ON_LINES = (TextPlace.TOP, TextPlace.BODY)
# Whole lines, or what stands in brackets; the last one only in attachments: in data a draft is a kind of
# document and the name of a group.
_OTHERS = (
    (rules.RECALLED, "recalled_mark"),
    (rules.INTERNAL, "internal_mark"),
    (rules.INTERNAL, "unspread_mark"),
    (rules.INTERNAL, "within_mark"),
    (rules.REVIEW_MARK, "return_mark"),
    (rules.DECLASSIFIED, "opened_mark"),
    (rules.REVIEW_MARK, "draft_mark"),
)
_LEVEL_RULE = re.compile(r"m\s*a\s*t")
_CATALOGUE = "bi mat nha nuoc"
# A title or a note says one thing; a document may declassify one paper and be a secret itself.
_MAX_STATEMENT_LENGTH = 320


def marks_in(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield stamps of secrecy and of distribution."""
    statements = list(statements_in(aligned, place))
    stamps = [_of_handbook(aligned, stamp) for stamp in _stamps(aligned, place)]
    is_opened = any(rule is rules.DECLASSIFIED for rule, _, _ in statements)
    if is_opened and len(aligned.clean) <= _MAX_STATEMENT_LENGTH:
        stamps = [_of_former_level(stamp) for stamp in stamps]
    yield from stamps
    for start, end in levels_in(aligned, place):
        yield _between(aligned, rules.SECRET, start, end)
    yield from (_between(aligned, *statement) for statement in statements)
    internal = any(stamp.rule is rules.INTERNAL for stamp in stamps)
    for rule, start, end in readership_in(aligned):
        found = _between(aligned, rule, start, end)
        # Where a stamp says so already, a doubt adds nothing; “XEM XONG TRẢ LẠI” alone is a stamp to look at.
        if not internal if rule is not rules.INTERNAL else not _is_return_stamp(found, stamps):
            yield found
    joined = with_letters_joined(aligned)
    if joined is not None:
        yield from _stamps(joined, place)


def _of_cited(aligned: NormalizedText, rule: Rule, start: int) -> Rule:
    """Warn of the level of another paper, on which this one is based."""
    if rule is not rules.SECRET:
        return rule
    cites = rule_file("secrecy").typed("cites").search(aligned.low[:start])
    return rule if cites is None else rules.REVIEW_MARK


def _of_former_level(stamp: Detection) -> Detection:
    """Warn of the level that a paper had before it was declassified: “giải mật tài liệu đóng dấu Mật”."""
    if stamp.rule is not rules.SECRET:
        return stamp
    return dataclasses.replace(stamp, rule=rules.DECLASSIFIED, code=rules.DECLASSIFIED.code)


def _of_handbook(aligned: NormalizedText, stamp: Detection) -> Detection:
    """Warn of a handbook, a newsletter, rules of a house: it may well be published."""
    if stamp.rule is not rules.INTERNAL or not rule_file("readers").has(aligned, "is_handbook"):
        return stamp
    return dataclasses.replace(stamp, rule=rules.REVIEW_MARK, code=rules.REVIEW_MARK.code)


def _is_return_stamp(found: Detection, stamps: Sequence[Detection]) -> bool:
    return any(
        stamp.rule is rules.REVIEW_MARK and stamp.start <= found.start and found.end <= stamp.end
        for stamp in stamps
    )


def _stamps(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    words = rule_file("marks")
    yield from _secret(aligned, place)
    for rule, name in _OTHERS if place in _ON_LINES else _OTHERS[:-1]:
        for pattern in _alone(name)[: 1 if place is TextPlace.BODY else 2]:
            yield from _hits(aligned, rule, pattern.finditer(aligned.plain))
    if place is TextPlace.TOP:
        for rule, name in (
            (rules.RECALLED, "recalled_column"),
            (rules.INTERNAL, "internal_column"),
        ):
            yield from _hits(aligned, rule, words.stamped(name).finditer(aligned.clean))
    names = ["internal_box"]
    if place in (TextPlace.VALUE, TextPlace.TOP):
        names += ["internal_end", "internal_head"]
    for name in names:
        yield from _hits(aligned, rules.INTERNAL, words.plain(name).finditer(aligned.plain))
    for match in words.stamped("internal_tail").finditer(aligned.clean):
        if match[0].isupper():
            yield _hit(aligned, rules.INTERNAL, match)


@functools.cache
def _alone(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a mark's pattern for a line of its own, and in brackets."""
    mark = rule_file("marks").plain_source(name)
    return (
        re.compile(rf"^[^\w\n]*(?:{mark})[^\w\n]*$", re.MULTILINE),
        re.compile(rf"[(\[{{|]\s*(?:{mark})\s*[)\]}}|]"),
    )


def _secret(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    clean, low, words = aligned.clean, aligned.low, rule_file("marks")
    if not _LEVEL_RULE.search(aligned.plain):
        return
    matches: list[Iterator[re.Match[str]]] = [
        words.typed(name).finditer(aligned.low)
        for name in ("grade_line", "grade_stated", "boxed_grade")
    ]
    if place is TextPlace.TOP or not several_levels(clean):
        matches.append(words.typed("boxed_long").finditer(aligned.low))
    if place in (TextPlace.VALUE, TextPlace.CONTACT):
        whole = words.typed("whole_level").fullmatch(low) or words.typed("whole_paper").fullmatch(
            low
        )
        if whole is not None:
            yield _hit(aligned, rules.SECRET, whole)
            return
        matches += _stamps_in_value(aligned, words)
    elif place is TextPlace.TOP or words.stamped("head").search(clean):
        matches += [
            words.stamped(name).finditer(clean) for name in ("secret_column", "boxed_level")
        ]
        if place is TextPlace.TOP:
            matches.append(words.typed("level_line").finditer(aligned.low))
            matches.append(words.typed("beside_date").finditer(aligned.low))
    else:
        matches.append(words.stamped("long_secret_line").finditer(clean))
    for match in itertools.chain.from_iterable(matches):
        if not _is_parted(clean, match):
            yield _hit(aligned, rules.SECRET, match)
    for match in words.plain("bare_lines").finditer(aligned.plain):
        if clean[match.start() : match.end()].isascii():
            yield _hit(aligned, rules.SECRET, match)


def _stamps_in_value(aligned: NormalizedText, words: RuleFile) -> Iterator[Iterator[re.Match[str]]]:
    clean, plain = aligned.clean, aligned.plain
    yield words.stamped("boxed_level").finditer(clean)
    yield words.stamped("at_an_end").finditer(clean)
    if not words.plain("puts_stamps").search(plain):
        yield words.typed("stamped").finditer(aligned.low)
    if not clean.isupper():
        papers = words.typed("secret_paper").finditer(aligned.low)
        yield (
            match for match in papers if clean[match.start() : match.end()].split()[-1].isupper()
        )
    if _CATALOGUE not in plain:
        yield words.typed("boxed_paper").finditer(aligned.low)
        for name in ("boxed_named", "named_at_end"):
            named = words.typed(name).finditer(aligned.low)
            yield (match for match in named if clean[match.start("level")].isupper())


def _is_parted(clean: str, match: re.Match[str]) -> bool:
    """Tell whether a lone "MẬT" is the end of a word that begins on the line before."""
    alone = match[0].strip().casefold() == "mật"
    return alone and bool(rule_file("marks").typed("parted").search(clean[: match.start()].lower()))


def _hits(
    aligned: NormalizedText, rule: Rule, matches: Iterator[re.Match[str]]
) -> Iterator[Detection]:
    for match in matches:
        yield _hit(aligned, rule, match)


def _hit(aligned: NormalizedText, rule: Rule, match: re.Match[str]) -> Detection:
    return _between(aligned, rule, *match.span())


def _between(aligned: NormalizedText, rule: Rule, start: int, end: int) -> Detection:
    rule = lowered(aligned, _of_cited(aligned, rule, start), start, end)
    text = aligned.clean[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    first, last = aligned.span(start, end)
    shown = " ".join(aligned.clean[start:end].split()).strip("()[]{}|. ")
    return Detection(first, last, rule.code, shown, rule)

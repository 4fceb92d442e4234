"""Find marks of papers that are not for everybody: stamps, and sentences that say what a stamp says.

A “level” is the level of a state secret (“Mật”, “Tối mật”, “Tuyệt mật”) as it is written in a text;
a “span” is the offset of the first character of a stretch and the offset behind its last one.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace, lowered
from access_info.checks.safety.rule_files import TextForm, rule_file
from access_info.checks.safety.texts import NormalizedText, with_letters_joined
from access_info.problems import Rule

# Not “mật độ” (density).
_LEVEL = r"(?:tuyệt\s*mật|tối\s*mật|mật)(?!\w)(?!\s+độ(?!\w))"
# Blanks that part the columns of a line.
_COLUMN_GAP = re.compile(r"\t| {3,}")
_MENTIONED = re.compile("mật", re.IGNORECASE)
# Two letters of a level with a sign or blank between them: “M Ậ”, “t-u”.
_GAP = re.compile(r"(?i:t|u|y|ệ|ố|i|m|ậ)[\W_]+(?i:u|y|ệ|t|ố|i|ậ)")
# A level written as on stamps, at the start (`_FIRST`) or the end (`_LAST`) of a line about something else,
# parted from it by a sign: “MẬT - Kế hoạch A”, “Kế hoạch A / MẬT”.
_WRITTEN = r"(?P<{}>(?:(?:TUYỆT|TỐI)\s*)?MẬT|Tuyệt [Mm]ật|Tối [Mm]ật|Mật)(?!\w)(?!\s+[Đđ][Ộộ])"
_FIRST = re.compile(rf"^[\W_]*{_WRITTEN.format('level')}\s*[-|/,;+]\s*[^\W_]")
_LAST = re.compile(rf"(?P<sign>[-|/,;:+])\s*{_WRITTEN.format('level')}[\W_]*$")
# What a lone stamp in the middle of a page stands under: the letterhead of a document within the file.
_LETTERHEAD = re.compile(
    r"^\W*(?:UBND|HĐND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ |PHÒNG |BAN |BỘ |CÔNG AN|ĐẢNG |HUYỆN |TỈNH |XÃ "
    r"|PHƯỜNG |VĂN PHÒNG|CHI CỤC|CỤC |TRUNG TÂM|[Ss][Ốố]\s*:?\s*\d)"
)
# A level; not the second half of “bí mật”, “bảo mật”, “giải mật”.
_LISTED = re.compile(rf"(?<!bí )(?<!bảo )(?<!giải )(?<!\w){_LEVEL}", re.IGNORECASE)
_LEVEL_KINDS = frozenset({"level", "label"})
# “Độ mật: …”: a form's field for the level, to be filled in.
_FIELD = re.compile(r"mật\s*[:=.…_]", re.IGNORECASE)
# “độ mật:”, “mức mật của”: words that announce a level.
_LABEL = re.compile(
    r"(?:độ|mức|cấp)\s+mật\s*(?:[:=]|của|được|là|-|(?=(?:tuyệt|tối)\s+mật))", re.IGNORECASE
)
# Where a stamp may stand in a value: in brackets, behind a dash at its end, before a colon or dash at its start.
_BRACKET = re.compile(r"[(\[{]([^()\[\]{}\n]{3,60})[)\]}]")
_AFTER_A_DASH = re.compile(r"(?:\s-|[;,.])\s+([^;,.\n]{3,60})$")
_LEAD = re.compile(r"^([^:\n]{3,60}?)(?:\s*:\s|,\s|\s+-\s|\s+về(?!\w)|\s+v/v(?!\w))", re.IGNORECASE)
# What follows a heading that counts secret papers: “Hồ sơ mật: 0”.
_COUNTED = re.compile(r"\W*(?:\d|không|0|chưa|có )", re.IGNORECASE)


class _LevelReading(NamedTuple):
    """The level named by a stretch of text that consists only of words that stamps are made of.

    Attributes:
        strong: The level as written: “Tối mật”.
        weak: The “mật” of a label such as “độ mật”, which by itself names no level.
        kinds: Kinds of the words, as `data/secrecy.yml` names them (`stamp_word`).
        upper: Whether nothing is in lower case.
    """

    strong: str | None
    weak: str | None
    kinds: frozenset[str]
    upper: bool

    @property
    def stamped(self) -> bool:
        """Whether the level begins with a capital, as on a stamp."""
        level = self.strong or self.weak
        return level is not None and level[0].isupper()


_Span: TypeAlias = tuple[int, int]
_Finding: TypeAlias = tuple[Rule, int, int]


def _level_spans(
    aligned: NormalizedText, *names: str, written: Callable[[str], bool] = bool
) -> Iterator[_Span]:
    """Yield the spans of the levels that patterns of `data/secrecy.yml` find.

    Args:
        aligned: The text.
        names: Names of the patterns.
        written: Tells of the level as written whether to take it: `str.isupper` for capitals only;
            by default every level.
    """
    for match in rule_file("secrecy").matches(aligned, *names):
        start, end = match.span("level")
        if written(aligned.clean[start:end]):
            yield start, end


def several_levels(text: str) -> bool:
    """Tell whether a text names two levels or more: “Mật, Tối mật”.

    Such a text speaks about secrecy, as rules and guides do, and is no secret itself.
    """
    return len(_levels_listed(text)) > 1


def _levels_listed(text: str) -> set[str]:
    """Return the levels that a text names, in lower case; the “mật” of a label (“độ mật:”) is none."""
    return {level[0].casefold() for level in _LISTED.finditer(_LABEL.sub("", text))}


def level_of(text: str) -> str | None:
    """Return the level as written, if the text consists of the words of a stamp; `None` otherwise.

    “Tài liệu Tối mật” → “Tối mật”. A level without any other word (“Mật”) gives `None`, and so does
    the mere label “độ mật”, unless a paper bears it: “văn bản đóng dấu độ Mật”.
    """
    reading = _read_level(text)
    if reading is None or reading.kinds <= {"level", "gap"}:
        return None
    return reading.strong or (reading.weak if "paper" in reading.kinds else None)


def levels_in(aligned: NormalizedText, place: TextPlace) -> Iterator[_Span]:
    """Yield the spans of `aligned.clean` where a stamp says that the paper itself is secret.

    In attachments stamps stand on lines of their own; in values of data beside a title.
    """
    if place in (TextPlace.TOP, TextPlace.BODY):
        yield from _level_spans_on_lines(aligned.clean, place)
    else:
        yield from _level_spans_in_value(aligned)


def _level_spans_on_lines(clean: str, place: TextPlace) -> Iterator[_Span]:
    """Yield the spans of secrecy stamps in an attachment, line by line.

    A stamp is a whole line, the start or end of one, a column of one, or in brackets. At the top of
    a file, where stamps are put, weaker signs are enough than in the middle of a page.
    """
    before = ""
    for line in re.finditer(r"[^\n]+", clean):
        start, end = line.span()
        text = line[0]
        if not text.strip():
            continue
        mentioned = _MENTIONED.search(text) is not None
        # `alone`: the text is this line only.
        is_stamp = _is_stamp_line(text, before, place, alone=end - start == len(clean))
        edge = _level_at_edge(text, place)
        if mentioned and is_stamp:
            yield start, end
        elif place is TextPlace.TOP and _notes_secrecy(text):
            yield start + text.index(":") + 1, end
        elif edge is not None:
            yield start + edge.start("level"), start + edge.end("level")
        elif mentioned:
            at = start
            for part in _columns_of(text):
                is_column = len(part) < len(text)
                if is_column and _is_stamp_line(part, "", TextPlace.BODY, alone=True):
                    yield at, at + len(part)
                at += len(part)
        if not mentioned or not is_stamp:
            # “T Ố I  M Ậ T” at the top, on a line with no other letter.
            apart = rule_file("secrecy").typed("letters_apart").search(text.lower())
            if (
                apart
                and place is TextPlace.TOP
                and _GAP.search(apart[0])
                and not re.search(r"[^\W_]", text[: apart.start()] + text[apart.end() :])
            ):
                yield start + apart.start(), start + apart.end()
            for box in _BRACKET.finditer(text) if not is_stamp else ():
                if _is_boxed_level(box):
                    yield start + box.start(), start + box.end()
        before = text


def _notes_secrecy(text: str) -> bool:
    """Tell whether a line says behind its colon that its paper is secret: “Lưu ý: tài liệu độ Mật”."""
    reading = _read_level(text.partition(":")[2])
    return reading is not None and reading.stamped and "paper" in reading.kinds


def _level_at_edge(text: str, place: TextPlace) -> re.Match[str] | None:
    """Match a level that begins or ends a line of other words: “Kế hoạch năm 2026 - MẬT”.

    `None` where the line names further levels. In the middle of a page only capitals count, for
    running text may end with “mật” too.
    """
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
        if plain and len(_levels_listed(text)) == 1:
            return edge_match
    return None


def _columns_of(text: str) -> list[str]:
    """Return the columns of a line, each with the gap that ends it, so that offsets add up."""
    ends = [0, *(gap.end() for gap in _COLUMN_GAP.finditer(text)), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(ends)]


def _is_stamp_line(text: str, before: str, place: TextPlace, *, alone: bool) -> bool:
    """Tell whether a line consists of the words of a stamp, and is no line of a longer title or sentence.

    At the top of a file “Tài liệu mật” is a stamp. In the middle of a page the level must be in
    capitals, and a lone “MẬT” must be the first line or stand under the letterhead of a further paper.

    Args:
        text: The line, or one column of it.
        before: The line before; "" for the first line.
        place: `TextPlace.TOP` or `TextPlace.BODY`.
        alone: Whether the text has no other line or column.
    """
    reading = _read_level(text)
    if reading is None:
        return False
    strong, bare = reading.strong, reading.kinds <= {"level", "gap"}
    if place is TextPlace.TOP:
        if bare:
            return False  # seen by the patterns of lone stamps
        starts = not before or text.lstrip(" \t([{-*.|<«“\"'")[:1].isupper()
        return starts and (reading.stamped or bool(reading.kinds & {"paper", "numbered"}))
    if strong is None or not strong.isupper():
        return False
    if bare:
        return not alone and (not before or _LETTERHEAD.match(before) is not None)
    # With small words between (“tài liệu thuộc độ MẬT”) it may be a part of a sentence.
    return "filler" not in reading.kinds or reading.upper


def _level_spans_in_value(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield the spans of secrecy stamps in a value of the data, such as a title.

    A stamp is the whole value, or stands in brackets, behind a dash or before a colon: “Kế hoạch
    diễn tập - Mật”. A value that names two levels speaks about secrecy, and so has none.
    """
    clean = aligned.clean
    if several_levels(clean):
        return
    reading = _read_level(clean)
    if reading is not None and (reading.kinds & {"paper", "numbered"} or reading.upper):
        yield 0, len(clean)
        return
    for box in _BRACKET.finditer(clean):
        if _is_boxed_level(box):
            yield box.span()
    for part in filter(None, (_AFTER_A_DASH.search(clean), _LEAD.match(clean))):
        rest = aligned.plain[: part.start(1)] + aligned.plain[part.end(1) :]
        if _marks_paper(part) and not rule_file("secrecy").plain("talks").search(rest):
            yield part.span(1)


def _marks_paper(part: re.Match[str]) -> bool:
    """Tell whether words behind a dash or before a colon are a stamp: they say that the paper is secret.

    They are if the level has a capital (“ - Mật”). In small letters they are only at the start, with
    further words (“tài liệu mật: …”), and unless they count secret papers (“hồ sơ mật: 0”).
    """
    reading = _read_level(part[1])
    return reading is not None and (
        reading.stamped
        or not (
            part.start()
            or reading.kinds <= {"level", "gap"}
            or _COUNTED.match(part.string, part.end())
        )
    )


def _is_boxed_level(box: re.Match[str]) -> bool:
    """Tell whether brackets hold a stamp.

    The level has a capital (“(Mật)”), a word for a paper is beside it (“[tài liệu mật]”), or the
    brackets stand behind a paper's number (“12/BC-UBND (mật)”).
    """
    reading = _read_level(box[1])
    return reading is not None and (
        reading.stamped
        or bool(reading.kinds - {"level", "label", "gap"})
        or re.search(r"\d[\w\-]*/[\w\-/]+\s*$", box.string[: box.start()]) is not None
    )


def _read_level(text: str) -> _LevelReading | None:
    """Return the level that a stretch of text names, if it consists of the words of a stamp.

    “TÀI LIỆU TỐI MẬT” is read. `None` where a word is none of a stamp (“quản lý tài liệu mật”),
    for two levels or none, and for the mere label or field “Độ mật: …”.
    """
    words = _stamp_words(text)
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


def _stamp_words(text: str) -> list[tuple[str, str]] | None:
    """Return each word of a stretch as (kind, word); `None` if one of them is no word of a stamp.

    Kinds are the named groups of the pattern `stamp_word` in `data/secrecy.yml`: `level`, `label`,
    `paper`, `gap` (blanks and signs) … A “mật” behind “độ”, “dấu” or “mức” is a `label`.
    """
    words: list[tuple[str, str]] = []
    at = 0
    previous = ""
    low = NormalizedText(text).low
    while at < len(text):
        match = rule_file("secrecy").typed("stamp_word").match(low, at)
        if match is None or not match[0]:
            return None
        kind, word = match.lastgroup or "", text[at : match.end()]
        if kind == "level" and previous in ("độ", "dấu", "mức") and word.casefold() == "mật":
            kind = "label"
        is_announced = previous == "ký hiệu" or any(earlier in _LEVEL_KINDS for earlier, _ in words)
        if kind == "sign" and not (word.isupper() and is_announced):
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


# Names of patterns of `data/readers.yml` for words that say who may read something. The first ones count only
# where the text names a paper or hands one out.
_FOR_FEW_IF_PAPER_NAMED = (
    *("only_to", "only_they", "returned_after", "left_behind", "taken_after", "at_the_end"),
    *("after_returned", "behind_doors", "only_read", "not_carried", "kept_quiet", "for_no_one"),
    *("for_no_reader", "disposed", "undisclosed", "closed_paper", "kept_from_press"),
    "numbered_copy",
)
_SURELY_FOR_FEW = (
    *("uncopied", "unspread", "held_inside", "opened_by", "house_closed", "own_copy", "sent_to"),
    *("in_house", "house_first", "talked_in_house", "only_for", "kept_for", "unissued"),
    *("not_others", "by_name", "called_back", "closed_until"),
)
_SIGNS = " ()[]|,;-"
# What ends a sentence, a line or a cell.
_ENDS = (". ", "\n", "|")
# These may be said of a handbook or a draft too, which may well be published.
_PERHAPS_FOR_FEW = (
    *("house_paper", "for_the_house", "within_the_house", "used_here", "not_final"),
    *("for_a_course", "draft_in_house", "sent_within", "house_asked", "house_notice"),
)
# A value that is only this word is the name of a group of rows, and says nothing of readers.
_NAME_OF_GROUP = "Nội bộ"
_NAMES_A_PAPER = ("names_a_paper", "handed_round")
# In a handbook or a draft the other patterns are a warning only.
_HANDBOOK_OR_DRAFT = ("is_handbook", "is_unfinished")


def readership_in(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield (rule, start, end) where a text says that only few may read it: “chỉ lưu hành nội bộ”.

    The rule is `INTERNAL`, or the warning `REVIEW_MARK` where the words may be those of a handbook
    or a draft.
    """
    words = rule_file("readers")
    if aligned.clean.strip() == _NAME_OF_GROUP:
        return

    clear, of_a_paper, doubtful = (
        [
            match
            for match in words.matches(aligned, *names)
            if not _is_general_rule(aligned, *match.span())
        ]
        for names in (_SURELY_FOR_FEW, _FOR_FEW_IF_PAPER_NAMED, _PERHAPS_FOR_FEW)
    )
    if of_a_paper and not words.has(aligned, *_NAMES_A_PAPER):
        of_a_paper = []
    if clear or of_a_paper:
        is_mild = words.has(aligned, *_HANDBOOK_OR_DRAFT)
        rule = rules.REVIEW_MARK if is_mild else rules.INTERNAL
        yield from ((rule, *match.span()) for match in clear)
        for match in of_a_paper:
            if not words.typed("of_goods").search(match[0]):
                yield rule, *match.span()
    for match in doubtful:
        # In capitals within a text of small letters it is meant as a stamp.
        written = aligned.clean[match.start() : match.end()]
        shouted = written.strip(_SIGNS).isupper() and not aligned.clean.isupper()
        yield (rules.INTERNAL if shouted else rules.REVIEW_MARK), *match.span()


def _is_general_rule(aligned: NormalizedText, start: int, end: int) -> bool:
    """Tell whether the sentence around a span is a rule for people in general and not about this paper.

    “Cán bộ không được sao chụp tài liệu” restricts no reader of the paper in which it stands.
    """
    first, last = _sentence(aligned.clean, start, end)
    return rule_file("readers").has(aligned.part(first, last), "speaks_to_others")


def _sentence(text: str, start: int, end: int) -> _Span:
    """Return the span of the sentence, line or table cell around a part of a text."""
    before = [text.rfind(sign, 0, start) for sign in _ENDS]
    after = [at for sign in _ENDS if (at := text.find(sign, end)) >= 0]
    return max(before) + 1, min(after, default=len(text))


# Names of patterns of `data/secrecy.yml`, by when they count.
_ONLY_IN_CAPITALS = ("number_with_sign", "sign_first", "letter_stamp")
_AS_A_STAMP = ("first_words", "in_brackets", "between_dashes")
_UNLESS_SPOKEN_OF = (
    *("after_urgency", "after_number", "secret_paper", "state_secret"),
    *("secret_until", "still_secret"),
)
# With accents or without, unless the text speaks about secrecy.
_WITH_ANY_ACCENTS = (
    "labelled",
    "long_secret_paper",
    "numbered_secret",
    "secret_of_force",
    "secret_here",
)
_MENTIONS = (
    *("has_level", "number_with_sign", "sign_first", "secret_here", "state_paper", "opens"),
    *("letter_stamp", "sign_cell", "still_secret"),
)
_REGISTERS = ("registers", "list_of_stamped", "opens")
_LONG_LEVELS = ("tối mật", "tuyệt mật", "toi mat", "tuyet mat")
_PART = re.compile(r"(?:(?!\s-\s)[^,;()\[\]|\n])+")
# A row of a list of papers: the number of one, “45/BC-BCH”, “02-CV/TU”.
_NUMBER_OF_PAPER = re.compile(r"(?<!\w)\d[\w]*[/-][\w-]*[A-ZĐ]{2}")


def statements_in(aligned: NormalizedText, place: TextPlace) -> Iterator[_Finding]:
    """Yield (rule, start, end) where a text says that it is secret, or that it once was.

    The rule is `SECRET`, or `DECLASSIFIED` for registers of secret papers and for papers
    declassified since. The top of a file is left to the patterns of stamps.
    """
    words = rule_file("secrecy")
    if place is TextPlace.TOP or not words.has(aligned, *_MENTIONS):
        return
    clean = aligned.clean
    for match in words.matches(aligned, *_REGISTERS):
        yield rules.DECLASSIFIED, *match.span()
    # “Opened” is declassified: what is said of the level is then of the past.
    opened = next(words.matches(aligned, "was_opened"), None)
    if opened is not None:
        if any(words.matches(aligned, "names_a_level")):
            yield rules.DECLASSIFIED, *opened.span()
        return
    spans = [*_levels_of_own_paper(aligned), *_levels_near_copies(aligned)]
    if clean.isascii():
        spans += _levels_typed_bare(aligned)
    if not clean.isascii() or clean.isupper():
        spans += _levels_of_stamps(aligned)
    yield from ((rules.SECRET, start, end) for start, end in spans)


def _levels_typed_bare(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield spans of levels in a text typed without accents.

    There “mat” may also be “mặt” or “mất”: it counts only where it stands as a stamp does, “tai
    lieu MAT”, “(Mat)”.
    """
    yield from _level_spans(aligned, "secret_paper")
    yield from _level_spans(aligned, "bare_level", "bare_paper", written=str.isupper)
    yield from _level_spans(aligned, "bare_boxed", written=_has_capital_first)


def _has_capital_first(level: str) -> bool:
    """Tell whether a level begins with a capital: “Mật”; in running text it does not."""
    return level[0].isupper()


def _levels_of_own_paper(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield spans of levels that a text gives to the very paper it is or sends: “Công văn này thuộc độ mật”.

    A text that lists levels gives none; nor does one that speaks about secrecy in general
    (`speaks`), but for the level that it gives itself (“văn bản này thuộc độ mật”). If it tells of a
    mishap (“đăng nhầm”), or does not speak in general but of a paper at hand, even “có dấu Mật ở góc
    trái” is about a paper that has got out.
    """
    words, typed_bare = rule_file("secrecy"), aligned.clean.isascii()
    this = [
        match.span("level")
        for match in words.matches(aligned, "this_is_graded")
        if match["level"].endswith(_LONG_LEVELS) or not typed_bare
    ]
    spans = list(_level_spans(aligned, *_WITH_ANY_ACCENTS))
    stamps_seen = list(words.matches(aligned, "stamp_seen"))
    handed = list(_level_spans(aligned, "secret_paper_handed"))
    if not (this or spans or stamps_seen or handed) or words.has(aligned, "lists_levels"):
        return
    yield from this
    mishap, speaks = words.has(aligned, "has_mishap"), words.has(aligned, "speaks")
    if not speaks:
        yield from spans
    if (speaks and not mishap) or not (mishap or words.has(aligned, "in_hand")):
        return
    is_sure = mishap or words.has(aligned, "on_page")
    for match in stamps_seen:
        start, end = match.span("level")
        last_word = aligned.clean[start:end].split()[-1]
        if is_sure or match["level"].endswith(_LONG_LEVELS) or last_word[0].isupper():
            yield start, end
    if not (speaks or typed_bare):
        yield from handed


def _levels_near_copies(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield spans of levels in a text that speaks of its own copies: “… Tối mật, bản số 2/5”.

    Rules about secrecy never number their copies, so the level is the paper's own.
    """
    words = rule_file("secrecy")
    if not several_levels(aligned.clean) and words.has(aligned, "has_copies"):
        yield from (match.span() for match in words.matches(aligned, "state_paper"))
        yield from _level_spans(aligned, "grade_said", "long_level", written=_has_capital_first)


def _levels_of_stamps(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield spans of levels that stand where stamps are put: beside a number, in a cell, in brackets.

    Nothing where the text names several levels: then it speaks about them. In a text that speaks
    about secrecy (`speaks`) only the surest places count.
    """
    words = rule_file("secrecy")
    if several_levels(aligned.clean):
        return
    yield from _level_spans(aligned, "grade_sign")
    yield from _level_spans(aligned, *_ONLY_IN_CAPITALS, written=str.isupper)
    is_numbered = _NUMBER_OF_PAPER.search(aligned.clean) is not None
    if is_numbered:
        yield from _level_spans(aligned, "own_cell")
        yield from _level_spans(aligned, "sign_cell", written=str.isupper)
    elif words.has(aligned, "begins_with_paper"):
        for match in words.matches(aligned, "own_cell"):
            if match[0].startswith("|") and aligned.clean[match.start("level")].isupper():
                yield match.span("level")
    if words.has(aligned, "speaks"):
        return
    # The others count only in a text that does not speak about secrecy.
    yield from _level_spans(aligned, *_AS_A_STAMP, written=_is_written_as_stamp)
    yield from _level_spans(aligned, *_UNLESS_SPOKEN_OF, *(("boxed_low",) if is_numbered else ()))
    yield from _levels_in_parts(aligned.clean)
    mishap = words.has(aligned, "has_mishap")
    if mishap or words.has(aligned, "said_of_this", "in_hand"):
        yield from _level_spans(
            aligned,
            "grade_said",
            written=lambda level: mishap or level[0].isupper() or " " in level,
        )


def _levels_in_parts(clean: str) -> Iterator[_Span]:
    """Yield spans of parts between commas, brackets or dashes that are a stamp: “…, cấp độ: Tối mật, …”."""
    for part in _PART.finditer(clean):
        level = level_of(part[0])
        if level is not None and level[0].isupper():
            yield part.span()


def _is_written_as_stamp(level: str) -> bool:
    """Tell whether a level is written as on a stamp: “MẬT”, or two words as in “Tối mật”."""
    return level.isupper() or (" " in level and level[0].isupper())


_ON_LINES = (TextPlace.TOP, TextPlace.BODY)
_SHORT_TEXTS = (TextPlace.VALUE, TextPlace.TOP)
# Marks other than levels, with their patterns in `data/marks.yml`. The last one counts only in attachments:
# in data “dự thảo” is a kind of document and the name of a group.
_OTHER_MARKS = (
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
    """Yield detections of secrecy (`SECRET`), of restricted reading (`INTERNAL`) and of milder marks.

    They come from stamps and from sentences that say what a stamp says. A stamp becomes milder
    where the text is a handbook, or a short one that tells of the level that a paper had before.
    """
    statements = list(statements_in(aligned, place))
    milder = {}
    if rule_file("readers").has(aligned, "is_handbook"):
        # A handbook, a newsletter, house rules: these may well be published.
        milder[rules.INTERNAL] = rules.REVIEW_MARK
    is_opened = any(rule is rules.DECLASSIFIED for rule, _, _ in statements)
    if is_opened and len(aligned.clean) <= _MAX_STATEMENT_LENGTH:
        # The level that a paper had before: “giải mật tài liệu đóng dấu Mật”.
        milder[rules.SECRET] = rules.DECLASSIFIED
    stamps = [
        dataclasses.replace(stamp, rule=milder[stamp.rule], code=milder[stamp.rule].code)
        if stamp.rule in milder
        else stamp
        for stamp in _stamps(aligned, place)
    ]
    yield from stamps
    for start, end in levels_in(aligned, place):
        yield _detection(aligned, rules.SECRET, start, end)
    yield from (_detection(aligned, *statement) for statement in statements)
    is_internal = any(stamp.rule is rules.INTERNAL for stamp in stamps)
    for rule, start, end in readership_in(aligned):
        detection = _detection(aligned, rule, start, end)
        # Where a stamp says so already, a doubt adds nothing; “XEM XONG TRẢ LẠI” alone is a stamp to look at.
        adds = (
            not _lies_in_mild_stamp(detection, stamps)
            if rule is rules.INTERNAL
            else not is_internal
        )
        if adds:
            yield detection
    joined = with_letters_joined(aligned)
    if joined is not None:
        yield from _stamps(joined, place)


def _milder_if_cited(aligned: NormalizedText, rule: Rule, start: int) -> Rule:
    """Return `REVIEW_MARK` for `SECRET` where the level is that of another paper, cited here.

    “Căn cứ Công văn số 77-CV/HU (Mật)” says nothing of the paper itself.
    """
    if rule is not rules.SECRET:
        return rule
    cites = rule_file("secrecy").typed("cites").search(aligned.low[:start])
    return rule if cites is None else rules.REVIEW_MARK


def _lies_in_mild_stamp(detection: Detection, stamps: Iterable[Detection]) -> bool:
    """Tell whether a detection lies within a stamp of the mild rule `REVIEW_MARK`.

    Such a stamp, “XEM XONG TRẢ LẠI”, is only to be looked at: the same words must not give the
    stronger `INTERNAL` too.
    """
    return any(
        stamp.rule is rules.REVIEW_MARK
        and stamp.start <= detection.start
        and detection.end <= stamp.end
        for stamp in stamps
    )


def _stamps(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield stamps of all kinds: secret, recalled, internal, to be returned, declassified, draft.

    A mark is a stamp on a line or in a cell of its own, in brackets, or at a line's end; in the
    middle of a page only a line of its own counts for marks other than “MẬT” and “NỘI BỘ”.
    """
    find = functools.partial(rule_file("marks").find, aligned)
    yield from _detections(aligned, rules.SECRET, _secrecy_stamps(aligned, place))
    for rule, name in _OTHER_MARKS if place in _ON_LINES else _OTHER_MARKS[:-1]:
        for pattern in _alone_patterns(name)[: 1 if place is TextPlace.BODY else 2]:
            yield from _detections(aligned, rule, pattern.finditer(aligned.plain))
    if place is TextPlace.TOP:
        recalled = find(TextForm.CAPITALS, "recalled_column")
        yield from _detections(aligned, rules.RECALLED, recalled)
        internal = find(TextForm.CAPITALS, "internal_column")
        yield from _detections(aligned, rules.INTERNAL, internal)
    at_ends = ("internal_end", "internal_head") if place in _SHORT_TEXTS else ()
    internal = find(TextForm.PLAIN, "internal_box", *at_ends)
    yield from _detections(aligned, rules.INTERNAL, internal)
    tails = (match for match in find(TextForm.CAPITALS, "internal_tail") if match[0].isupper())
    yield from _detections(aligned, rules.INTERNAL, tails)


@functools.cache
def _alone_patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return two patterns for a mark of `data/marks.yml`: alone on its line; alone in brackets or a cell."""
    mark = rule_file("marks").source(name, TextForm.PLAIN)
    return (
        re.compile(rf"^[^\w\n]*(?:{mark})[^\w\n]*$", re.MULTILINE),
        re.compile(rf"[(\[{{|]\s*(?:{mark})\s*[)\]}}|]"),
    )


def _secrecy_stamps(aligned: NormalizedText, place: TextPlace) -> Iterator[re.Match[str]]:
    """Yield matches of stamps that give a level of secrecy, by patterns of `data/marks.yml`.

    Which patterns are tried depends on the place; a value that is a stamp as a whole gives that
    match only.
    """
    if not _LEVEL_RULE.search(aligned.plain):
        return
    clean, words = aligned.clean, rule_file("marks")
    find = functools.partial(words.find, aligned)
    anywhere = ["grade_line", "grade_stated", "boxed_grade"]
    if place is TextPlace.TOP or not several_levels(clean):
        anywhere.append("boxed_long")
    matches = [find(TextForm.TYPED, *anywhere)]
    if place in (TextPlace.VALUE, TextPlace.CONTACT):
        for name in ("whole_level", "whole_paper"):
            whole = words.typed(name).fullmatch(aligned.low)
            if whole is not None:
                yield whole
                return
        matches.append(_stamps_in_value(aligned))
    elif place is TextPlace.TOP or any(find(TextForm.CAPITALS, "head")):
        # At the head of a paper, within the file too, even a lone level in a column is a stamp.
        matches.append(find(TextForm.CAPITALS, "secret_column", "boxed_level"))
        if place is TextPlace.TOP:
            matches.append(find(TextForm.TYPED, "level_line", "beside_date"))
    else:
        # In running text only a whole line in capitals is.
        matches.append(find(TextForm.CAPITALS, "long_secret_line"))
    for match in itertools.chain.from_iterable(matches):
        if not _continues_word(clean, match):
            yield match
    # “TAI LIEU MAT”, typed without accents.
    for match in find(TextForm.PLAIN, "bare_lines"):
        if clean[match.start() : match.end()].isascii():
            yield match


def _stamps_in_value(aligned: NormalizedText) -> Iterator[re.Match[str]]:
    """Yield matches of levels that stand as stamps do in a value of the data: “Kế hoạch A (MẬT)”.

    Titles about secrecy itself (“Danh mục bí mật nhà nước”, “Quy định đóng dấu mật”) are tried with
    fewer patterns, since the level in them is their subject.
    """
    clean, words = aligned.clean, rule_file("marks")
    find = functools.partial(words.find, aligned)
    yield from find(TextForm.CAPITALS, "boxed_level", "at_an_end")
    if not words.plain("puts_stamps").search(aligned.plain):
        yield from find(TextForm.TYPED, "stamped")
    if not clean.isupper():
        for match in find(TextForm.TYPED, "secret_paper"):
            if clean[match.start() : match.end()].split()[-1].isupper():
                yield match
    if _CATALOGUE not in aligned.plain:
        yield from find(TextForm.TYPED, "boxed_paper")
        for match in find(TextForm.TYPED, "boxed_named", "named_at_end"):
            if clean[match.start("level")].isupper():
                yield match


def _continues_word(clean: str, match: re.Match[str]) -> bool:
    """Tell whether a lone “MẬT” is the second half of a word that the line before begins: “BÍ⏎MẬT”."""
    alone = match[0].strip().casefold() == "mật"
    return alone and bool(rule_file("marks").typed("parted").search(clean[: match.start()].lower()))


def _detections(
    aligned: NormalizedText, rule: Rule, matches: Iterable[re.Match[str]]
) -> Iterator[Detection]:
    """Yield the detection of a rule at each match."""
    return (_detection(aligned, rule, *match.span()) for match in matches)


def _detection(aligned: NormalizedText, rule: Rule, start: int, end: int) -> Detection:
    """Return the detection of a rule at a span, without the blanks at its ends.

    The rule becomes `REVIEW_MARK` where the level is cited from another paper, and `STATED_GROUND`
    where the text says why something is public.
    """
    rule = lowered(aligned, _milder_if_cited(aligned, rule, start), start, end)
    text = aligned.clean[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    first, last = aligned.span(start, end)
    shown = " ".join(aligned.clean[start:end].split()).strip("()[]{}|. ")
    return Detection(first, last, rule.code, shown, rule)

"""Stamps: words that count only where a stamp stands, alone on a line or in brackets."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace
from access_info.checks.safety.grounds import lowered
from access_info.checks.safety.marks.letters_apart import with_letters_joined
from access_info.checks.safety.marks.levels import levels_in, several_levels
from access_info.checks.safety.marks.readership import readership_in
from access_info.checks.safety.marks.statements import statements_in
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.rule_files import RuleFile, rule_file
from access_info.problems import Rule

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
_LEVEL = re.compile(r"m\s*a\s*t")
_CATALOGUE = "bi mat nha nuoc"
# A title or a note says one thing; a document may declassify one paper and be a secret itself.
_LONGEST_STATEMENT = 320


def marks_in(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield stamps of secrecy and of distribution."""
    statements = list(statements_in(aligned, place))
    stamps = [_of_handbook(aligned, stamp) for stamp in _stamps(aligned, place)]
    is_opened = any(rule is rules.DECLASSIFIED for rule, _, _ in statements)
    if is_opened and len(aligned.clean) <= _LONGEST_STATEMENT:
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
    if stamp.rule is not rules.INTERNAL or not rule_file("readers").has("is_handbook", aligned):
        return stamp
    return dataclasses.replace(stamp, rule=rules.REVIEW_MARK, code=rules.REVIEW_MARK.code)


def _is_return_stamp(found: Detection, stamps: Sequence[Detection]) -> bool:
    return any(
        stamp.rule is rules.REVIEW_MARK and stamp.start <= found.start and found.end <= stamp.end
        for stamp in stamps
    )


def _stamps(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    words, letters = rule_file("marks"), "".join(aligned.plain.split())
    yield from _secret(aligned, place)
    for rule, name in _OTHERS if place in _ON_LINES else _OTHERS[:-1]:
        if words.lacks(name, letters):
            continue
        for pattern in _alone(name)[: 1 if place is TextPlace.BODY else 2]:
            yield from _hits(aligned, rule, pattern.finditer(aligned.plain))
    if place is TextPlace.TOP:
        for rule, name in (
            (rules.RECALLED, "recalled_column"),
            (rules.INTERNAL, "internal_column"),
        ):
            yield from _hits(aligned, rule, words.stamped(name).finditer(aligned.clean))
    if words.lacks("internal_mark", letters):
        return
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
    if not _LEVEL.search(aligned.plain):
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
        matches += _in_value(aligned, words)
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


def _in_value(aligned: NormalizedText, words: RuleFile) -> Iterator[Iterator[re.Match[str]]]:
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

"""Attachments of an agency in two states: which came, went or were replaced, and what changed in their text."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from access_info.changes.difference import (
    FieldChange,
    FileChange,
    FileChangeKind,
    RowChange,
    TextChange,
    TextLine,
    TextState,
)
from access_info.changes.hiding import redact_spans, spans_in
from access_info.changes.rows import rows_of
from access_info.changes.sequences import GONE, NEW, stretches, without_equals
from access_info.changes.states import AgencySides
from access_info.checks.context import attachment_path
from access_info.checks.safety.detections import TextPlace
from access_info.loading import LoadedAgency, folders
from access_info.model.matching import RowMatcher
from access_info.model.registry import Attachment
from access_info.scanning import AttachmentScan, MarkKind, ScannedText

_FILE_KEY = "tep"
_SHOWN_HASH = 12
_FILES = {folders.PROFILE: "thông tin cơ quan (co-quan.yml)"}


def attachments_named(data: Any, *, without: Collection[str] = (), key: str = "") -> Iterator[str]:  # noqa: ANN401 - plain data
    """Yield the attachments that data name, by path below the agency's folder.

    A name that would lead out of the folder of attachments (`../../b/co-quan.yml`) is none.

    Args:
        data: Plain data of a file, or a part of it.
        without: Keys below which nothing is looked for.
        key: The key under which the data stand.
    """
    if isinstance(data, Mapping):
        for name, below in data.items():
            if name not in without:
                yield from attachments_named(below, without=without, key=name)
    elif isinstance(data, list):
        for below in data:
            yield from attachments_named(below, without=without, key=key)
    elif key == _FILE_KEY and isinstance(data, str) and (path := attachment_path(data.strip())):
        yield path


def named_files(loaded: LoadedAgency) -> dict[str, list[str]]:
    """Map attachments that data name, by path below the folder, to the files that name them."""
    files_by_path: dict[str, list[str]] = {}
    for file, document in loaded.documents.items():
        for path in attachments_named(document.data):
            files_by_path.setdefault(path, []).append(file)
    for page in loaded.agency.pages if loaded.agency else ():
        for path in loaded.folder.attachments:
            if path.rpartition("/")[2] in page.body:
                files_by_path.setdefault(path, []).append(f"trang/{page.name}.md")
    return files_by_path


def users_of(loaded: LoadedAgency) -> dict[str, list[str]]:
    """Map each attachment to the names of what leads to it: rows by id and title, else data files."""
    users: dict[str, list[str]] = {}
    listed: set[tuple[str, str]] = set()
    for row in rows_of(loaded):
        for path in row.files:
            users.setdefault(path, []).append(row.label)
            listed.add((row.file, path))
    for path, files in named_files(loaded).items():
        others = [_FILES.get(file, file) for file in files if (file, path) not in listed]
        users.setdefault(path, []).extend(dict.fromkeys(others))
    return users


def text_changes(
    files: Iterable[FileChange],
    fields: Iterable[FieldChange],
    rows: Iterable[RowChange],
    before: LoadedAgency,
    after: LoadedAgency,
) -> Iterator[TextChange]:
    """Yield a change for each attachment that replaces another, be it under another name.

    Their texts are compared later, by `compared`.

    Args:
        files: Changes of attachments.
        fields: Changes of the profile.
        rows: Changes of rows: one may lead to another file now.
        before: The agency before.
        after: The agency now.
    """
    old, new = before.folder.attachments, after.folder.attachments
    renamed = {(file.was, file.name) for file in files if file.kind is FileChangeKind.RENAMED}
    users = users_of(after)
    replaced = [("", file.name) for file in files if file.kind is FileChangeKind.REPLACED]
    for change in (*fields, *(field for row in rows for field in row.fields)):
        if change.keys[-1] == "tep":
            was, now = (_paths_in_words(text) for text in (change.before, change.after))
            gone = [path for path in was if path not in now and path in old]
            come = [path for path in now if path not in was and path in new]
            replaced += [pair for pair in zip(gone, come, strict=False) if pair not in renamed]
    for was_path, path in dict.fromkeys(replaced):
        yield TextChange(path, was_path, tuple(users.get(path, ())))


def _paths_in_words(words: str) -> list[str]:
    """Split the reported value of `tep`, names joined by “; ”, into paths of attachments."""
    paths = (attachment_path(part) for part in words.split("; ") if part)
    return [path for path in paths if path is not None]


def file_changes(
    before: LoadedAgency, after: LoadedAgency, sides: AgencySides
) -> Iterator[FileChange]:
    """Yield the change of each attachment.

    Args:
        before: The agency before.
        after: The agency now.
        sides: The bytes of its files.
    """
    old, new = before.folder.attachments, after.folder.attachments
    users = users_of(after)
    gone = [path for path in old if path not in new]
    come = [path for path in new if path not in old]
    renamed = dict(_renamed(gone, come, old, new, sides))
    for path in gone:
        if path not in renamed:
            was = sides.hash_before(path)[:_SHOWN_HASH]
            yield FileChange(FileChangeKind.REMOVED, path, before=old[path].size, hash_before=was)
    for path, now in renamed.items():
        short = sides.hash_after(now)[:_SHOWN_HASH]
        size = new[now].size
        yield FileChange(FileChangeKind.RENAMED, now, path, size, size, short, short)
    for path in come:
        if path not in renamed.values():
            short = sides.hash_after(path)[:_SHOWN_HASH]
            yield FileChange(FileChangeKind.ADDED, path, after=new[path].size, hash_after=short)
    for path in old:
        if path in new and not sides.are_same(path):
            sizes = old[path].size, new[path].size
            was, short = (of(path)[:_SHOWN_HASH] for of in (sides.hash_before, sides.hash_after))
            used_by = tuple(users.get(path, ()))
            yield FileChange(FileChangeKind.REPLACED, path, "", *sizes, was, short, used_by)
    # Those that are still there and that no data or page names any more.
    named_before, named_now = named_files(before), named_files(after)
    for path, attachment in new.items():
        if path in named_before and path not in named_now:
            yield FileChange(FileChangeKind.ORPHANED, path, after=attachment.size)


def _renamed(
    gone: list[str],
    come: list[str],
    old: Mapping[str, Attachment],
    new: Mapping[str, Attachment],
    sides: AgencySides,
) -> Iterator[tuple[str, str]]:
    """Pair attachments whose name changed and whose bytes are equal: old and new path."""
    left = list(come)
    for path in gone:
        alike = [candidate for candidate in left if new[candidate].size == old[path].size]
        digest = sides.hash_before(path) if alike else ""
        heir = next((other for other in alike if digest == sides.hash_after(other) != ""), None)
        if heir is not None:
            left.remove(heir)
            yield path, heir


# Compares the texts of an attachment before and now, as a file's hash tells a reviewer nothing. Anybody may
# write an attachment: its text is shown as plain text, with what the gate detects hidden.

MAX_LINES = 40
# Of another document a reviewer needs only the beginning.
_MAX_LINES_OF_ANOTHER = 12
# Share of words below which it is another document: a letterhead is in all of an office's.
_MIN_SHARE_LEFT = 1 / 3
# With fewer changed lines on either side it is the same document.
_MIN_UNITS = 3
_MAX_LINE = 240
_MAX_IN_ORDER = 4_000
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"(?<=[.;!?…])\s+")
# Of these a row is shown in one line, each cell with its heading.
_TABLES = frozenset({"csv", "tsv", "xlsx", "xlsm", "xls", "ods"})
# The top of a file is scanned once more by itself, at places such as “đầu tệp”, “trang 1”,
# “Sheet1!A1”.
_REPEATED = re.compile(r"đầu tệp|đầu văn bản|trang \d+|.*!A1", re.DOTALL)


def compared(change: TextChange, before: AttachmentScan, after: AttachmentScan) -> TextChange:
    """Return the change of an attachment with the result of comparing its old and new text.

    Args:
        change: The attachment.
        before: The scan of the replaced file; published, or fit to be.
        after: The scan of the file now; published, or fit to be.
    """
    old, new = _texts_without_repeats(before), _texts_without_repeats(after)
    if not old and not new:
        return dataclasses.replace(change, state=TextState.NO_TEXT)
    for scan, texts in ((before, old), (after, new)):
        # A file without text that has marks (a picture …) may hold words; without marks, none.
        if not texts and scan.size and scan.marks:
            return dataclasses.replace(change, state=TextState.NO_TEXT)
    # A row that only moved is no change.
    was = list(_units(without_equals(old, new, _text), table=before.kind in _TABLES))
    now = list(_units(without_equals(new, old, _text), table=after.kind in _TABLES))
    pairs = sorted(_differing_pairs(was, now), key=_rank)
    # A title is on a page, in the table of contents and in the file's properties: show it once.
    by_words = {_marks_and_words(pair): pair for pair in reversed(pairs)}
    lines = [
        line for pair in pairs if by_words.get(_marks_and_words(pair)) is pair for line in pair
    ]
    another = _is_other_text(old, was, now)
    most = _MAX_LINES_OF_ANOTHER if another else MAX_LINES
    # Detection takes long, so only the lines that are shown are searched.
    hidden: dict[str, list[tuple[int, int]]] = {}
    return dataclasses.replace(
        change,
        state=TextState.CHANGED if lines else TextState.SAME,
        lines=tuple(_as_line(line, hidden) for line in lines[:most]),
        left_out=max(len(lines) - most, 0),
        another=another,
        partly=any(
            mark.kind is MarkKind.UNREADABLE for scan in (before, after) for mark in scan.marks
        ),
        emptied=bool(old and after.size) and not new and not after.marks,
    )


@dataclasses.dataclass(frozen=True, eq=False, slots=True)
class _Unit:
    """A stretch of a file's text that is compared and shown as one line.

    Attributes:
        part: The part of the file that it belongs to.
        start: Index of its first character in the part.
        end: Index after its last character.
        text: The unit's words, spaces squeezed.
        mark: `-` or `+`; "" until it is known to be gone or new.
    """

    part: ScannedText
    start: int
    end: int
    text: str
    mark: str = ""


def _as_line(unit: _Unit, hidden: dict[str, list[tuple[int, int]]]) -> TextLine:
    """Return a unit as a line of the report, with what the safety gate detects redacted.

    Args:
        unit: The unit.
        hidden: Stretches detected so far, by text: a whole part of the file is searched once,
            since a detection may begin before the unit.
    """
    part_text = unit.part.text
    if part_text not in hidden:
        hidden[part_text] = spans_in(part_text, (TextPlace.TOP, TextPlace.BODY))
    spans = [
        (max(start, unit.start) - unit.start, min(end, unit.end) - unit.start)
        for start, end in hidden[part_text]
        if start < unit.end and end > unit.start
    ]
    text = redact_spans(part_text[unit.start : unit.end], spans)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return TextLine(unit.mark, unit.part.where, "; ".join(filter(None, lines)))


def _texts_without_repeats(scan: AttachmentScan) -> list[ScannedText]:
    """Return the texts of a scanned file without its top, which the scan holds a second time."""
    return [text for text in scan.texts if not (text.first and _REPEATED.fullmatch(text.where))]


def _text(part: ScannedText | _Unit) -> str:
    return part.text


def _units(texts: Iterable[ScannedText], *, table: bool) -> Iterator[_Unit]:
    """Split a file's texts into units to compare: lines, long ones by sentences.

    Args:
        texts: The texts.
        table: Whether each text is a row of a table, which is one line whatever is in it.
    """
    for scanned in texts:
        start = 0
        for line in (scanned.text,) if table else scanned.text.split("\n"):
            for begin, end in _line_pieces(line):
                text = " ".join(line[begin:end].split())
                if text:
                    yield _Unit(scanned, start + begin, start + end, text)
            start += len(line) + 1


def _line_pieces(line: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each piece of a line that is short enough to be shown in full.

    So no change is hidden behind a long beginning.
    """
    if len(line) <= _MAX_LINE:
        yield 0, len(line)
        return
    stops = [*(match.end() for match in _SENTENCE.finditer(line)), len(line)]
    start = 0
    for stop in stops:
        while stop - start > _MAX_LINE:
            space = line.rfind(" ", start, start + _MAX_LINE)
            end = space if space > start else start + _MAX_LINE
            yield start, end
            start = end
        if start < stop:
            yield start, stop
        start = stop


_Pair = tuple[_Unit, ...]


def _differing_pairs(old: Sequence[_Unit], new: Sequence[_Unit]) -> Iterator[_Pair]:
    """Yield the lines that are gone or new: an old one with the new one in its place, else alone."""
    if len(old) + len(new) > _MAX_IN_ORDER:
        yield from _pair_lines(old, new)
        return
    at_old, at_new = 0, 0
    for stretch in stretches([line.text for line in old], [line.text for line in new]):
        was = old[at_old : at_old + len(stretch.before)]
        now = new[at_new : at_new + len(stretch.after)]
        at_old += len(was)
        at_new += len(now)
        if not stretch.same:
            yield from _pair_lines(was, now)


def _pair_lines(old: Sequence[_Unit], new: Sequence[_Unit]) -> Iterator[_Pair]:
    """Yield lines that are gone or new, in pairs as far as there are lines on both sides.

    Lines that only moved are left out. Lines that differ in numbers alone are paired first.
    """
    gone, come = (
        [dataclasses.replace(line, mark=mark) for line in without_equals(lines, others, _text)]
        for lines, others, mark in ((old, new, GONE), (new, old, NEW))
    )
    matcher = RowMatcher(gone, come)
    for was, now in matcher.by(_without_numbers, _without_numbers):
        yield gone[was], come[now]
    rest = [gone[was] for was in matcher.left], [come[now] for now in matcher.right]
    for pair in itertools.zip_longest(*rest):
        yield tuple(line for line in pair if line is not None)


def _without_numbers(line: _Unit) -> str:
    """Return a unit's text with 0 for each number: texts that differ in numbers alone are alike."""
    return _DIGITS.sub("0", line.text)


def _marks_and_words(pair: _Pair) -> tuple[tuple[str, str], ...]:
    """Return the marks and words of a pair, without its place."""
    return tuple((line.mark, line.text) for line in pair)


def _is_other_text(old: Sequence[ScannedText], was: Sequence[_Unit], now: Sequence[_Unit]) -> bool:
    """Tell whether so little of the earlier text is left that the file is another document.

    Numbers do not count.

    Args:
        old: All of the earlier text.
        was: Units of the earlier text that are in no equal part of the later one.
        now: Units of the later text that are in no equal part of the earlier one.
    """
    if min(len(was), len(now)) < _MIN_UNITS:
        return False
    every = sum(len(text.text.split()) for text in old)
    gone = sum((_phrases(was) - _phrases(now)).values())
    return every - gone < _MIN_SHARE_LEFT * every


def _phrases(units: Iterable[_Unit]) -> Counter[tuple[str, str]]:
    """Count pairs of neighbouring words, which two documents seldom share, in any order."""
    words = [word for unit in units for word in _without_numbers(unit).split()]
    return Counter(itertools.pairwise(words))


def _rank(pair: _Pair) -> int:
    """Return a pair's rank in the report, since changed numbers are what a reviewer must see first.

    0: the same words with other numbers; 1: both differ, or a single line with numbers; 2: the rest.
    """
    numbers = [_DIGITS.findall(line.text) for line in pair]
    if len(pair) == 1:
        return 2 if not numbers[0] else 1
    if numbers[0] == numbers[1]:
        return 2
    return 0 if _without_numbers(pair[0]) == _without_numbers(pair[1]) else 1

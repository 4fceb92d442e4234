"""Compare a file's rows with an agency's existing items: which item each row is, what would change."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from access_info.imports.lists import rules
from access_info.imports.lists.cells import CODED, code_of_label, label_of, split_mark
from access_info.imports.lists.headings import FIELDS, LABELS, ListName
from access_info.imports.lists.items import NewItem
from access_info.imports.lists.places import quoted
from access_info.imports.lists.reading import ReadFile, ReadTable
from access_info.imports.lists.wordings import folded
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import CitedPlace, parse_citation, places_in_law
from access_info.loading import LoadedAgency
from access_info.model.items import list_of_file
from access_info.model.matching import RowMatcher
from access_info.model.registry import PlacedRow, PlainRow, plain_rows
from access_info.model.vocabularies import ENDED_STATUSES
from access_info.problems import Problem, quotable
from access_info.source.events import Plain

# An agency's existing lists, as they are compared with what a file has.

_JOIN = "; "


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExistingItem(PlacedRow[Mapping[str, Plain]]):
    """An item of a list, or a document under an item, that stands in the agency's data already.

    Attributes:
        fields: The text of each field of the list, as people read it; "" for an empty field.
        ended: Whether the data marks the item as ended or withdrawn.
    """

    fields: Mapping[str, str]
    ended: bool

    @property
    def id(self) -> str:
        """The item's id, as typed in the data; "" for none."""
        return in_line(self.record.get("ma"))

    @property
    def parent(self) -> tuple[str, tuple[str | int, ...]]:
        """File and path in the data of the item above a document; for an item, its own."""
        return self.file, self.keys[:2]

    @property
    def label(self) -> str:
        """The item's name for people: its title, else its number, else its id."""
        return self.fields.get("ten") or self.fields.get("so_ky_hieu") or self.id


class CodeWords:
    """Translator between codes of the data and the laws' words: forms of disclosure, kinds of access."""

    def __init__(self, framework: Framework) -> None:
        """Gather the words of all laws; where two laws word a code, the newest law's words win."""
        self._framework = framework
        packs = (*framework.supplements, *framework.packs)
        forms = [form for pack in packs for form in pack.disclosure_forms]
        kinds = [kind for pack in packs for kind in pack.conditional_kinds]
        self._labels = {form.id: form.label for form in forms}
        self._kinds = {kind.id: kind.title for kind in kinds}
        for pack in packs:
            self._kinds |= {f"{pack.id}-{kind.id}": kind.title for kind in pack.conditional_kinds}
        self._form_of = {folded(text): form.id for form in forms for text in (form.label, form.id)}
        self._kind_of = {folded(text): kind.id for kind in kinds for text in (kind.title, kind.id)}

    def forms(self, text: str) -> list[str]:
        """Return the codes of the disclosure forms that a cell names, each once.

        Words that name no known form stay as they are.

        Args:
            text: The cell's text; forms are parted by lines or semicolons.
        """
        only = self._form_of.get(folded(text))
        if only:
            return [only]
        parts = [
            in_line(part).lstrip("-–+•*").strip() for part in text.replace("\n", ";").split(";")
        ]
        named = [self._form_of.get(folded(part), part) for part in parts if part]
        return list(dict.fromkeys(named))

    def form_text(self, forms: Iterable[str]) -> str:
        """Return the labels of disclosure forms on one line, as people read them."""
        return _JOIN.join(self._labels.get(form, form) for form in forms)

    def points(self, text: str) -> list[str]:
        """Return the ids of the law's points in a text of codes, parted by “; ”.

        An alias becomes the id that it stands for; a code that is no point stays as typed.
        """
        return [_point_id(self._framework, code) or code for code in text.split(_JOIN) if code]

    def kind(self, text: str) -> str:
        """Return the code of a kind of conditional access; "" where the words name none."""
        return self._kind_of.get(folded(text), "")

    def kind_text(self, code: str) -> str:
        """Return the law's words for the code of a kind of conditional access; an unknown code as it is."""
        return self._kinds.get(code, code)


def existing_items(
    loaded: LoadedAgency, name: ListName, words: CodeWords
) -> Iterator[ExistingItem]:
    """Yield an agency's items of a list, and the documents under them, as the data holds them.

    Args:
        loaded: The agency.
        name: The list.
        words: The words of the laws.
    """
    for file in list_files(loaded, name):
        for row in plain_rows(file, loaded.documents[file].data):
            yield _existing_item(row, name, words)


def list_files(loaded: LoadedAgency, name: ListName) -> list[str]:
    """Return an agency's data files of a list."""
    return [file for file in loaded.documents if list_of_file(file) == name]


def in_line(value: object) -> str:
    """Return text on one line; "" for a value that is no text, such as a number in broken data."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def texts_of(value: object) -> list[str]:
    """Return the filled texts of a list; a value that is no list counts as a list of one."""
    many = value if isinstance(value, list) else [value]
    return [text for entry in many if (text := in_line(entry))]


def _value_at(row: Mapping[str, Any], field: str) -> object:
    """Return the value of a row's field; `niem_yet.tu` means key `tu` inside `niem_yet`."""
    outer, _, inner = field.partition(".")
    value = row.get(outer)
    return value.get(inner) if inner and isinstance(value, Mapping) else value


def _existing_item(placed: PlainRow, name: ListName, words: CodeWords) -> ExistingItem:
    """Return a row of the data ready to be compared with a file: codes as labels, lists as one text."""
    row = placed.record
    fields = {field: in_line(_value_at(row, field)) for field in FIELDS[name]}
    fields |= {field: label_of(field, fields[field]) for field in CODED if fields.get(field)}
    if name == "cong-khai":
        fields["hinh_thuc"] = words.form_text(texts_of(row.get("hinh_thuc")))
        fields["dia_chi"] = _JOIN.join(texts_of(row.get("dia_chi")))
        fields["diem"] = _JOIN.join(texts_of(row.get("diem")))
    elif fields["loai"]:
        fields["loai"] = words.kind_text(fields["loai"])
    ended = in_line(row.get("tinh_trang")) in ENDED_STATUSES or row.get("rut") is not None
    return ExistingItem(row, placed.file, placed.keys, fields=fields, ended=ended)


# Pairs of a file's rows and existing items, one to one, whatever the order of either.

# Fields that distinguish documents of the same title.
_DISTINGUISHING = ("so_ky_hieu", "ngay_ban_hanh")
# How alike two titles must be (0 to 1): by letters, by words; and by letters where the document number is one.
_MIN_LIKENESS = 0.86
_MIN_SHARED_WORDS = 0.6
_MIN_LIKENESS_OF_NUMBER = 0.45
# Above this, similar titles are not looked for: each row is compared with each item.
_MAX_PAIRS = 1_000_000
_WHOLE_DAY = len("2026-09-03")
_DIGITS = re.compile(r"\d+")
# What a folded number may begin with: “Số 03/QĐ-UBND” and “3/QĐ-UBND” are the same number.
_PADDED = re.compile(r"^(?:so-)?0*")


class _DocumentKey(NamedTuple):
    """The texts by which a row of the file and an existing item are compared: "" for one that is missing.

    Attributes:
        id: The id as typed.
        title: The title, folded.
        number: The document number, folded, without “Số” and noughts before it.
        day: The day of issue, or its month or year.
    """

    id: str
    title: str
    number: str
    day: str

    @classmethod
    def of(cls, item: NewItem | ExistingItem) -> _DocumentKey:
        """Return the key of a row of the file or of an existing item."""
        title, number, day = (item.fields.get(key, "") for key in ("ten", *_DISTINGUISHING))
        return cls(item.id, folded(title), _PADDED.sub("", folded(number)), day.strip())


class _Matcher:
    """The matcher that pairs a file's rows with existing items, each row with one item at most."""

    def __init__(self, new: Sequence[NewItem], existing: Sequence[ExistingItem]) -> None:
        self._new, self._existing = (list(map(_DocumentKey.of, side)) for side in (new, existing))
        self._matcher = RowMatcher(self._new, self._existing)
        self._known = {document.id for document in self._existing}
        sides = self._new, self._existing
        self._titles = [Counter(document.title for document in side) for side in sides]
        self._matches: dict[int, tuple[int, bool]] = {}

    def matches(self) -> dict[int, tuple[int, bool]]:
        """Pair rows with existing items, by the surest likeness first.

        By id, then by number and title, by title, by number (whatever the title where the day of issue is
        the same too), and last by a title that is nearly the same and names the same years and numbers.
        Rows of another number or day are left unpaired: documents that are renewed year after year keep
        their title, and the import must not overwrite the old document with the new one.

        Returns:
            Index of each paired row → index of its item, and whether their titles are only alike.
        """
        self._pair_by(lambda doc: doc.id or None)
        # Title and number; title, number and day.
        self._pair_by(lambda doc: doc[1:3] if doc.title and doc.number else None)
        self._pair_by(lambda doc: doc[1:] if doc.title else None)
        self._pair_by(lambda doc: doc.title or None)
        self._pair_by_number()
        self._pair_by_similar_title()
        return dict(sorted(self._matches.items()))

    def _pair_by(self, key: Callable[[_DocumentKey], Hashable | None]) -> None:
        """Pair rows and items of equal key, in order, unless ids, numbers or days contradict.

        Args:
            key: The key of a document; `None` leaves it unpaired.
        """
        for row, number in self._matcher.by(key, key, when=self._may_be_same):
            self._matches[row] = number, False

    def _pair_by_number(self) -> None:
        """Pair row and item of the same document number, where each is the only one of that number.

        Their titles must be alike or one of them absent; or their days of issue the same.
        """
        rows = Counter(self._new[row].number for row in self._matcher.left)
        items = Counter(self._existing[number].number for number in self._matcher.right)
        unique = {number for number in rows if number and rows[number] == items[number] == 1}

        def key(document: _DocumentKey) -> str | None:
            return document.number if document.number in unique else None

        for row, number in self._matcher.by(key, key, when=self._are_alike):
            near = self._new[row].title and self._existing[number].title
            self._matches[row] = number, bool(near)

    def _are_alike(self, mine: _DocumentKey, item: _DocumentKey) -> bool:
        """Tell whether a row and an item of the same document number are the same document.

        Other documents may have that number: of another year, or of another office.
        """
        # One number of one day is one document: its title was corrected.
        same_day = len(mine.day) == _WHOLE_DAY and mine.day == item.day
        alike = same_day or not (mine.title and item.title)
        alike = alike or _likeness_of(mine.title, item.title) >= _MIN_LIKENESS_OF_NUMBER
        return alike and self._may_be_same(mine, item)

    def _pair_by_similar_title(self) -> None:
        """Pair rows and items whose titles are nearly equal, the most similar pairs first.

        Titles must hold the same numbers: “Báo cáo năm 2025” is not “Báo cáo năm 2026”.
        """
        pairs: list[tuple[float, int, int]] = []
        rows = [(row, *_title_parts(self._new[row])) for row in self._matcher.left]
        items = [(number, *_title_parts(self._existing[number])) for number in self._matcher.right]
        if len(rows) * len(items) > _MAX_PAIRS:
            return
        for row, title, words, digits in rows:
            for number, other, other_words, other_digits in items:
                if not title or not other or digits != other_digits:
                    continue
                union = words | other_words
                few = len(words & other_words) / len(union) < _MIN_SHARED_WORDS
                # Of very short titles a mistyped word is a large share: only letters count.
                if few and len(union) > 4:  # noqa: PLR2004
                    continue
                likeness = _likeness_of(title, other)
                if likeness >= _MIN_LIKENESS:
                    pairs.append((-likeness, row, number))
        for _, row, number in sorted(pairs):
            unmatched = row in self._matcher.left and number in self._matcher.right
            if unmatched and self._may_be_same(self._new[row], self._existing[number]):
                self._matcher.take(row, number)
                self._matches[row] = number, True

    def renewed(self) -> list[tuple[int, int]]:
        """Return (row, item) indexes of each unpaired row that has the title of an unpaired item.

        Such a row is perhaps the document renewed, under another number or day of issue. Of several
        items of one title the first counts.
        """
        by_title = {
            self._existing[number].title: number for number in reversed(self._matcher.right)
        }
        by_title.pop("", None)
        titles = ((row, self._new[row].title) for row in self._matcher.left)
        return [(row, by_title[title]) for row, title in titles if title in by_title]

    def _may_be_same(self, mine: _DocumentKey, item: _DocumentKey) -> bool:
        """Tell whether ids, numbers and days of issue let a row and an item be the same document."""
        if mine.id and mine.id == item.id:
            return True
        if mine.id and mine.id in self._known:
            return False
        if mine.number and item.number and mine.number != item.number:
            # Titles that occur once, and equal days of issue: the number was mistyped.
            alone = self._titles[0][mine.title] <= 1 and self._titles[1][item.title] <= 1
            return alone and mine.title == item.title and mine.day == item.day != ""
        if not mine.day or not item.day:
            return True
        if mine.day.startswith(item.day) or item.day.startswith(mine.day):
            return True
        # Numbers begin anew each year; within a year, one number is one document.
        return mine.number == item.number != "" and mine.day[:4] == item.day[:4]


def _title_parts(document: _DocumentKey) -> tuple[str, frozenset[str], list[str]]:
    """Return a document's title, the words in the title and the numbers in it."""
    title = document.title
    return title, frozenset(title.split("-")), sorted(_DIGITS.findall(title))


def _likeness_of(text: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1.

    Return 0 without the slow comparison where the texts are surely too far apart to be paired.
    """
    matcher = difflib.SequenceMatcher(None, text, other, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio)
    is_far = any(bound() < _MIN_LIKENESS_OF_NUMBER for bound in bounds)
    return 0.0 if is_far else matcher.ratio()


# Plan of an import: the new, changed, unchanged and vanished items of a list.

# Marks of rows that stand under a numbered item: `a`, `-`.
_MARK_UNDER_ITEM = re.compile(r"[a-zđ]|[-–+*•]")
_GROUP_WORDS = ("linh-vuc-", "nhom-")


@dataclasses.dataclass(frozen=True)
class PlannedChange:
    """A field of an existing item that the import would change.

    Attributes:
        field: The field's key.
        old: The present value, as people read it.
        new: The value after the import, as people read it.
        data: The value that would be written to the data file; `None` empties the field.
    """

    field: str
    old: str
    new: str
    data: Plain


@dataclasses.dataclass(frozen=True)
class Matched:
    """A row of the file paired with the existing item that it updates.

    Attributes:
        row: The row.
        existing: The item.
        near: Whether their titles are only alike, so that people should check the pair.
        changes: The fields that would change.
        retained: Fields that the file leaves empty and whose present value stays.
        beyond: Fields that the file has no column for and whose present value stays.
    """

    row: NewItem
    existing: ExistingItem
    near: bool
    changes: tuple[PlannedChange, ...]
    retained: tuple[str, ...]
    beyond: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What would change in one list by an import.

    Attributes:
        name: The list.
        new: Rows that match no existing item, each with the row that it stands under, if any.
        matched: Rows that match an existing item.
        vanished: Existing items that are missing from the file.
        ended: Existing items that are missing from the file and were ended or withdrawn anyway.
        renewed: New rows, each with an existing item of the same title that matches no row.
    """

    name: ListName
    new: tuple[tuple[NewItem, NewItem | None], ...]
    matched: tuple[Matched, ...]
    vanished: tuple[ExistingItem, ...]
    ended: tuple[ExistingItem, ...]
    renewed: tuple[tuple[NewItem, ExistingItem], ...]

    @property
    def changed(self) -> list[Matched]:
        """The matched rows with a field that would change."""
        return [match for match in self.matched if match.changes]

    @property
    def unchanged(self) -> list[Matched]:
        """The matched rows whose fields all stay the same."""
        return [match for match in self.matched if not match.changes]


def compare(
    rows: Sequence[NewItem],
    existing: Sequence[ExistingItem],
    name: ListName,
    words: CodeWords,
    *,
    allow_removal: bool,
) -> ImportPlan:
    """Return what an import of a file's rows would change in a list: new, changed, vanished items.

    Args:
        rows: The rows.
        existing: The existing list, documents under items included.
        name: The list.
        words: The words of the laws.
        allow_removal: Whether an empty cell empties the field of its item; else the field stays.
    """
    matcher = _Matcher(rows, existing)
    matches = matcher.matches()
    matched = tuple(
        _compared(rows[row], existing[number], name, words, near=near, allow_removal=allow_removal)
        for row, (number, near) in matches.items()
    )
    new = tuple((row, _parent_row(rows, at)) for at, row in enumerate(rows) if at not in matches)
    numbers = {number for number, _ in matches.values()}
    gone = [item for number, item in enumerate(existing) if number not in numbers]
    # A document has vanished only where the file lists others beside it.
    parents = {match.existing.parent for match in matched if match.existing.is_document}
    vanished = [item for item in gone if not item.is_document or item.parent in parents]
    return ImportPlan(
        name=name,
        new=new,
        matched=matched,
        vanished=tuple(item for item in vanished if not item.ended),
        ended=tuple(item for item in vanished if item.ended),
        renewed=tuple((rows[row], existing[number]) for row, number in matcher.renewed()),
    )


def _parent_row(rows: Sequence[NewItem], number: int) -> NewItem | None:
    """Return the numbered row that a row stands under; `None` for none.

    Rows marked `1.2`, `a)` or `-` stand under the last row `1` above them, in the same table and group.

    Args:
        rows: The file's rows.
        number: Index of the row.
    """
    row = rows[number]
    top, _, below = row.mark.partition(".")
    if not (below or _MARK_UNDER_ITEM.fullmatch(row.mark)):
        return None
    for other in reversed(rows[:number]):
        if other.grid != row.grid or other.groups != row.groups:
            return None
        if other.mark.isdigit():
            return other if not below or other.mark == top else None
    return None


def _compared(
    row: NewItem,
    existing: ExistingItem,
    name: ListName,
    words: CodeWords,
    *,
    near: bool,
    allow_removal: bool,
) -> Matched:
    """Return a row and its item as a pair, with the fields that would change or stay.

    A field without a column stays; an empty cell leaves the field too, unless removal is allowed.
    Remarks from columns without a field are added to such a note.
    """
    note, remarks = existing.fields[_NOTE], row.fields[_NOTE]
    if note and remarks and not (row.noted or allow_removal):
        row = dataclasses.replace(row, fields={**row.fields, _NOTE: _with_remarks(note, remarks)})
    changes: list[PlannedChange] = []
    retained: list[str] = []
    beyond: list[str] = []
    for field in FIELDS[name]:
        old, new = existing.fields[field], row.fields[field]
        if field not in row.given:
            if old and not existing.is_document:
                beyond.append(field)
        elif field == "nhom" and existing.is_document:
            continue
        elif not new and old and not allow_removal:
            retained.append(field)
        elif not _is_same_value(field, old, new, row=row, data=existing.record, words=words):
            data = value_of(row, field, words)
            shown_new = words.form_text(texts_of(data)) if field == "hinh_thuc" else new
            changes.append(PlannedChange(field, old, shown_new, data))
    return Matched(row, existing, near, tuple(changes), tuple(retained), tuple(beyond))


def _with_remarks(note: str, remarks: str) -> str:
    """Return a note with a row's remarks; one of the same heading, `Kho: 1`, replaces the earlier one."""
    old, new = note.split(_JOIN), remarks.split(_JOIN)
    if {*new} <= {*old}:
        return note
    headings = {heading for heading, colon, _ in (part.partition(": ") for part in new) if colon}
    kept = [part for part in old if part not in new and part.partition(": ")[0] not in headings]
    return _JOIN.join([*kept, *new])


def value_of(row: NewItem, field: str, words: CodeWords) -> Plain:
    """Return the value of a row's field in the form of the data file: codes, lists; `None` if empty."""
    if field == "hinh_thuc":
        return list(words.forms(row.forms)) or None
    if field == "dia_chi":
        return list(row.addresses) or None
    if field == "diem":
        return [code for code in row.fields[field].split("; ") if code] or None
    if field == "loai":
        return words.kind(row.fields[field]) or None
    if field in CODED:
        return code_of_label(field, row.fields[field]) or None
    return row.fields[field] or None


def _is_same_value(
    field: str, old: str, new: str, *, row: NewItem, data: Mapping[str, Plain], words: CodeWords
) -> bool:  # fmt: skip
    """Tell whether old and new text of a field mean the same value, so that nothing would change.

    Args:
        field: The field's key.
        old: The text of the existing item.
        new: The text of the row.
        row: The row.
        data: The existing item, as the data holds it.
        words: The words of the laws.
    """
    if old == new:
        return True
    if field == "hinh_thuc":
        named = words.forms("\n".join(texts_of(data.get(field))))
        return words.forms(row.forms) == named or folded(old) == folded(new)
    if field == "dia_chi":
        return list(row.addresses) == texts_of(data.get(field))
    if field == "diem":
        return words.points(old) == words.points(new)
    if field == "nhom":
        return _folded_group(old) == _folded_group(new)
    if field == "loai":
        code = words.kind(new)
        return not code or code == words.kind(in_line(data.get(field)))
    return False


def _folded_group(text: str) -> str:
    """Return a group's name in the form in which groups are compared: `II. Lĩnh vực Đất đai` → `dat-dai`."""
    plain = folded(split_mark(text)[1])
    for word in _GROUP_WORDS:
        plain = plain.removeprefix(word)
    return plain


# New items without a name, or with an existing item's name: questions to the owner of the file.

_MAX_PROBLEMS = 50
_MAX_HEADINGS = 6
_MAX_TITLE = 90


def nameless(read: ReadFile, plans: Iterable[ImportPlan]) -> Iterator[Problem]:
    """Yield a problem for each new item without a name (TT784), or for a table without names (TT791).

    An existing item without a name stays so: the signed annex may have it like that.
    """
    new = ((plan.name, row) for plan in plans for row, _ in plan.new)
    nameless_rows = {(name, row.place) for name, row in new if not row.fields.get("ten")}
    for table in read.tables:
        rows = [item.row for item in table.items if (table.list, item.place) in nameless_rows]
        if rows and all(column.field != "ten" for column in table.columns):
            what = {"table": table.grid.title, "seen": _unknown_headings(table), "count": len(rows)}
            yield table.grid.problem(rules.NO_NAMES, table.items[0].row, **what)
            continue
        for row in rows[:_MAX_PROBLEMS]:
            yield table.grid.problem(rules.NAMELESS_ITEM, row)


def same_names(read: ReadFile, plans: Iterable[ImportPlan]) -> Iterator[Problem]:
    """Yield a problem (TT795) for each new item named like an existing one of another number or day.

    People must say whether the new document replaces the existing one.
    """
    grids = {table.grid.number: table.grid for table in read.tables}
    for plan in plans:
        for row, item in plan.renewed[:_MAX_PROBLEMS]:
            both = ((key, row.fields.get(key), item.fields.get(key)) for key in _DISTINGUISHING)
            field = next((key for key, new, old in both if new and old and new != old), "")
            if field:
                yield grids[row.grid].problem(
                    rules.SAME_NAME,
                    row.row,
                    title=quotable(row.fields["ten"], longest=_MAX_TITLE),
                    id=item.id,
                    what=LABELS[field],
                    old=item.fields[field],
                    new=row.fields[field],
                )


def _unknown_headings(table: ReadTable) -> str:
    """Return “ (cột chưa hiểu: …)” with the headings of a table that match no field; "" for none."""
    headings = [column.heading for column in table.columns if column.heading and not column.field]
    named = ", ".join(map(quoted, headings[:_MAX_HEADINGS]))
    return f" (cột chưa hiểu: {named})" if named else ""


# The points of the law in a file's column of points: codes or citations → codes.

POINTS, _NOTE = "diem", "ghi_chu"
_PARTS = re.compile(r"[;\n]")
_CODES = re.compile(r"[,\s]+")


def _point_id(framework: Framework, text: str) -> str:
    """Return the id that a code stands for: of a law's point or of a kind under a point; "" for none."""
    named = framework.point(text)
    return (named[2] or named[1]).id if named is not None else ""


class PointWords:
    """Translator of what people write for points of the laws, into codes."""

    def __init__(self, framework: Framework, as_of: datetime.date) -> None:
        """Take the laws.

        Args:
            framework: The laws.
            as_of: A citation that names no law means the one in force on this day.
        """
        self._framework = framework
        self._usual = framework.in_force(as_of)

    def codes(self, text: str) -> tuple[list[str], list[str]]:
        """Return the codes of the points that a cell surely names, and the parts of its text that name none.

        Args:
            text: The cell's text; parts are divided by semicolons or lines.
        """
        codes: list[str] = []
        unknown: list[str] = []
        for part in filter(None, map(str.strip, _PARTS.split(text))):
            named = self._codes_in(part)
            codes += named
            unknown += [] if named else [part]
        return list(dict.fromkeys(codes)), unknown

    def _codes_in(self, text: str) -> list[str]:
        """Return the codes in one part of a cell, typed as codes or as a citation; none in doubt.

        `điểm a khoản 1 Điều 17` → `["l01-d17k1a"]`
        """
        named = [_point_id(self._framework, word) for word in _CODES.split(text) if word]
        if all(named):
            return named
        codes = []
        for citation in parse_citation(text, law_number=self._usual.number):
            pack = self._law_named(citation.instrument)
            for place in citation.places:
                code = _point_at(pack, place) if pack is not None else ""
                if not code:
                    return []
                codes.append(code)
        return codes

    def _law_named(self, instrument: str) -> LawPack | None:
        """Return the law that a citation names, the law in force where it names none; `None` in doubt."""
        if not instrument:
            return self._usual
        named = [pack for pack in self._framework.packs if pack.number in instrument]
        return named[0] if len(named) == 1 else None


def with_points(read: ReadFile, words: PointWords) -> tuple[ReadFile, list[Problem]]:
    """Translate a file's column of points of the law into codes; return the file and the problems.

    Words that name no point move to the item's remarks, with a problem for each.
    """
    problems: list[Problem] = []
    tables = []
    for table in read.tables:
        if all(column.field != POINTS for column in table.columns):
            tables.append(table)
            continue
        items = []
        for item in table.items:
            codes, unknown = words.codes(item.fields.get(POINTS, ""))
            fields, given = {**item.fields, POINTS: _JOIN.join(codes)}, item.given
            problems += [
                table.problem(rules.POINT_UNKNOWN, item.row, POINTS, text=text) for text in unknown
            ]
            if unknown:
                remark = f"{LABELS[POINTS].capitalize()}: {_JOIN.join(unknown)}"
                fields[_NOTE] = _JOIN.join(filter(None, (fields[_NOTE], remark)))
                given |= {_NOTE}
            items.append(dataclasses.replace(item, fields=fields, given=given))
        tables.append(dataclasses.replace(table, items=tuple(items)))
    return dataclasses.replace(read, tables=tuple(tables)), problems


def _point_at(pack: LawPack, place: CitedPlace) -> str:
    """Return the id of the only point that a law has at a cited place; "" for none or several."""
    points = [
        point.id
        for point in pack.points
        if places_in_law(point.citation, law_number=pack.number) == (place,)
    ]
    return points[0] if len(points) == 1 else ""

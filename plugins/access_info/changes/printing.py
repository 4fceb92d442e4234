"""Reports a difference: as text for a terminal, as Markdown for a forge's job summary, as JSON.

The report is walked once: which sections there are, in which order, with which words. A format says only
how a heading, a line, a changed value and a row of a table are written. In Markdown, data is nothing but
text; on a terminal, no character of it moves the cursor.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from access_info.assessment.findings import STATUSES
from access_info.changes.difference import (
    MAX_NOTICE,
    MAX_SHOWN,
    AgencyChange,
    CommentChange,
    Difference,
    DutyChange,
    FieldChange,
    FileChange,
    FileChangeKind,
    ListKind,
    Loss,
    NamedRow,
    Notice,
    RowChange,
    RowKind,
    TextChange,
    TextLine,
    TextState,
    cut,
    fallen,
    first_of,
    row_name,
    title_in_quotes,
)
from access_info.changes.sequences import GONE, NEW, SAME, stretches
from access_info.model.types import vn_date
from access_info.problems import Problem, quotable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

JSON_VERSION = 1
_NO_CHANGE = "Không đổi nội dung"
_EMPTY = "(trống)"
# Longest value that is shown in full without marks, and longest beginning of a lost entry.
_MAX_UNMARKED = 100
# Words, spaces counted, that are shown on either side of a change within a text.
_MAX_CONTEXT = 8
# Share of equal text below which the marks would hide the words.
_MIN_SAME = 0.3
_WORD = re.compile(r"\s+|\S+")
_MAX_LISTED = 240
_MAX_USERS = 4
_MAX_EXCERPT = 160
_TITLE_KEYS = frozenset({"ten", "nam"})
_CHANGE_WORDS = {"them": "thêm", "go": "gỡ", "sua": "sửa"}


class TextPiece(NamedTuple):
    """A piece of a changed text, with its mark: `SAME`, `GONE` or `NEW`."""

    mark: str
    text: str


def pieces(change: FieldChange) -> list[TextPiece]:
    """Return a long changed text in pieces: changed words with a mark, and the words near them.

    Returns:
        Empty for short texts or texts with little in common: these are better shown in full,
        one after the other.
    """
    before, after = change.before, change.after
    if not before or not after or max(len(before), len(after)) <= _MAX_UNMARKED:
        return []
    parts = stretches(_WORD.findall(before), _WORD.findall(after))
    unchanged_length = sum(len("".join(part.before)) for part in parts if part.same)
    if unchanged_length < _MIN_SAME * max(len(before), len(after)):
        return []
    marked: list[TextPiece] = []
    for number, part in enumerate(parts):
        if part.same:
            last = number == len(parts) - 1
            marked.append(TextPiece(SAME, _context(part.before, first=number == 0, last=last)))
            continue
        sides = ((GONE, part.before), (NEW, part.after))
        marked += (TextPiece(mark, cut("".join(words))) for mark, words in sides if words)
    return marked


def _context(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Return the words of an unchanged stretch that are near a change, with “…” for the others.

    Args:
        words: The stretch, words and spaces.
        first: Whether the text begins with it: only its end is near a change.
        last: Whether the text ends with it: only its beginning is near a change.
    """
    start, end = "".join(words[:_MAX_CONTEXT]).rstrip(), "".join(words[-_MAX_CONTEXT:]).lstrip()
    if first:
        return f"… {end}" if len(words) > _MAX_CONTEXT else end
    if last:
        return f"{start} …" if len(words) > _MAX_CONTEXT else start
    return f"{start} … {end}" if len(words) > 2 * _MAX_CONTEXT else "".join(words)


def _size(count: int) -> str:
    """Write a number of bytes as people read it: `2,5 MB`."""
    if count < 1 << 10:
        return f"{count} byte"
    if count < 1 << 20:
        return f"{count / (1 << 10):.1f} KB".replace(".", ",")
    return f"{count / (1 << 20):.1f} MB".replace(".", ",")


def _row_line(row: RowChange) -> str:
    """Write a row's change in a line, without its fields."""
    words = row.kind.label
    if row.list is ListKind.CORRECTIONS:
        words += " lần đính chính"
    elif row.list is ListKind.CONDITIONAL and not row.moved:
        words += " mục có điều kiện"
    number = f"{row.was} → {row.id}" if row.was else row.id
    moved = f" ({row.moved})" if row.moved else ""
    return f"{words} {number}{title_in_quotes(row)}{moved}"


def _content_line(fields: Iterable[FieldChange]) -> str:
    """Write the values of a row or year that came or went in one line, without its title."""
    parts = (
        f"{field.label}: {cut(field.after or field.before, 200)}"
        for field in fields
        if field.keys[0] not in _TITLE_KEYS
    )
    return cut("; ".join(parts), _MAX_LISTED)


def _file_line(change: FileChange) -> str:
    """Write an attachment's change in a line."""
    name = f"{change.was} → {change.name}" if change.was else change.name
    old, new = (
        ", ".join(filter(None, (_size(count) if count is not None else "", digits)))
        for count, digits in (
            (change.before, change.hash_before),
            (change.after, change.hash_after),
        )
    )
    detail = f"{old} → {new}" if change.kind is FileChangeKind.REPLACED else new or old
    used = f", tệp của {_used_by(change.used_by)}" if change.used_by else ""
    signed = f". {change.signed}" if change.signed else ""
    return f"{change.kind.label} {name}{f' ({detail})' if detail else ''}{used}{signed}"


def _used_by(names: Sequence[str]) -> str:
    """Join the names of the rows and files that lead to an attachment; the first few only."""
    return first_of(names, _MAX_USERS, separator="; ", more="chỗ nữa")


def _text_title(change: TextChange) -> str:
    """Write a line that names an attachment whose text was compared."""
    name = f"{change.name} (thay cho {change.was})" if change.was else change.name
    users = _used_by(change.used_by)
    another = ": GẦN HẾT CHỮ ĐÃ KHÁC BẢN TRƯỚC" if change.another else ""
    return f"{name}, {f'tệp của {users}' if users else 'không mục nào dẫn tới'}{another}"


def _text_remark(change: TextChange) -> str:
    """Say what is left out below an attachment's lines, or why there are none; else ""."""
    if change.state is not TextState.CHANGED:
        return change.state.label
    left = f"còn {change.left_out} dòng đổi nữa: mở tệp để xem" if change.left_out else ""
    return "; ".join(filter(None, (left, "chỉ so được phần đầu của tệp" if change.partly else "")))


def _named_line(agency: str, row: NamedRow) -> str:
    """Write a row whose people may now be named as a line: its title and note hold the names."""
    note = f"; ghi chú: “{cut(row.note, MAX_NOTICE)}”" if row.note else ""
    return f"{agency}: {row_name(row)}{note}"


def _notice_line(notice: Notice) -> str:
    """Write a notice as `before → after (detail)`, or its detail alone if it has no values."""
    if not notice.before and not notice.after:
        return notice.detail
    before, after = (cut(text, MAX_NOTICE) or _EMPTY for text in (notice.before, notice.after))
    detail = f" ({notice.detail})" if notice.detail else ""
    return f"{before} → {after}{detail}"


def _agency_line(change: AgencyChange) -> str:
    """Sum up an agency's change in a line: `cơ quan mới, thêm 12 mục`."""
    if change.kind == "go" and change.into:
        return f"gỡ thư mục, địa chỉ cũ dẫn tới “{change.into}”"
    ways = {
        "them": ["cơ quan mới"],
        "go": ["gỡ cả cơ quan"],
        "doi-ten": [f"đổi mã thư mục từ “{change.was}”"],
    }
    parts = [*ways.get(change.kind, ()), *_counted([change])]
    return ", ".join(parts) or ("không so được" if change.unread else "không đổi nội dung")


def _counted(changes: Sequence[AgencyChange]) -> Iterator[str]:
    """Yield counts of changed rows, fields, years, files and pages in words: `thêm 12 mục`."""
    rows = [row for change in changes for row in change.rows]
    counts = Counter(row.kind for row in rows if row.list is not ListKind.CORRECTIONS)
    for words, count in (
        *((f"{kind.label} {{}} mục", counts[kind]) for kind in RowKind),
        ("{} lần đính chính", len(rows) - counts.total()),
        ("sửa {} chỗ trong thông tin cơ quan", sum(len(change.fields) for change in changes)),
        ("số liệu {} năm", sum(len(change.years) for change in changes)),
        ("{} tệp đính kèm", sum(len(change.files) for change in changes)),
        ("{} trang tự do", sum(len(change.pages) for change in changes)),
    ):
        if count:
            yield words.format(count)


def _day(text: str) -> str:
    """Write an ISO day as people do: `2026-03-02` → `02/3/2026`; another text as it is."""
    try:
        return vn_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _status(value: str) -> str:
    """Return the label of a duty's status in small letters, as it stands within a sentence."""
    label = STATUSES.get(value, "không xét")
    return label[:1].lower() + label[1:]


def _summary(difference: Difference) -> str:
    """Sum up a difference in a sentence: `2 cơ quan có thay đổi, thêm 3 mục, 1 điều bị mất`."""
    parts: list[str] = []
    comments = sum(len(part.comments_lost) for part in difference.parts)
    if difference.is_empty:
        parts.append(_NO_CHANGE)
    else:
        changed = [agency for agency in difference.agencies if agency.says_something]
        parts += [f"{len(changed)} cơ quan có thay đổi"] if changed else []
        parts += _counted(changed)
        for words, count in (
            ("{} chỗ trong _dia-ban.yml", len(difference.place.fields)),
            ("{} điều bị mất", len(difference.losses)),
            ("có tệp không so được", int(not difference.is_whole)),
        ):
            parts += [words.format(count)] if count else []
    if comments:
        parts.append(f"mất {comments} lời chú")
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _remarks(difference: Difference) -> Iterator[str]:
    """Yield a sentence for each thing that could not be compared."""
    yield from difference.remarks
    yield from (f"Bỏ qua tệp “{path}” vì tên không dùng được." for path in difference.skipped)
    if difference.place.unread:
        yield "_dia-ban.yml không đọc được ở một phía nên không so được tệp này."
    for agency in difference.agencies:
        for file, side in agency.unread:
            where = "bản trước" if side == "before" else "bản sau"
            yield (
                f"{agency.id}/{file} ở {where} không đọc được nên không so được tệp này và nghĩa vụ của "
                "cơ quan."
            )
    if difference.duties_unknown:
        yield f"Không so được nghĩa vụ: {difference.duties_unknown}."


class _Report:
    """A report of a difference as indented lines for a terminal; other formats override how things are written.

    Attributes:
        place_title: Heading of the changes of the jurisdiction's file.
        marks: How a piece of a changed text is written, by its mark.
        values: How an earlier value and a value of now are written, by their mark.
    """

    place_title = "Địa bàn (_dia-ban.yml)"
    marks: ClassVar = {SAME: "{}", GONE: "[-{}-]", NEW: "[+{}+]"}
    values: ClassVar = {GONE: "{}", NEW: "{}"}

    def __init__(self, difference: Difference, base: Path) -> None:
        self.difference, self._base = difference, base

    def parts(self) -> Iterator[str]:
        """Yield the whole report in pieces; what a reviewer must look at comes first."""
        yield from self.head(_summary(self.difference))
        for title, urgent, lines in self._sections():
            yield from self.title(title, urgent=urgent)
            yield from lines
        yield from self.agencies()
        if remarks := [*_remarks(self.difference)]:
            yield from self.remarks(remarks)

    def _sections(self) -> Iterator[tuple[str, bool, Iterable[str]]]:
        """Yield each section that there is: title, whether it is urgent, and its lines."""
        change, place = self.difference, self.difference.place
        if change.losses:
            yield "Phải xem trước", True, self.losses(change.losses)
        if change.notices:
            yield "Cần đối chiếu", True, self.notices(change.notices)
        if change.named:
            lines = (self.line(1, self.escape(_named_line(*named))) for named in change.named)
            yield "Tên người được nêu, người nhập đã xác nhận", True, lines
        if change.duties:
            day = self.escape(_day(change.as_of))
            yield f"Nghĩa vụ (xét tại ngày {day})", False, self.duties(change.duties)
        for title, problems in (
            ("Lỗi, cảnh báo mới", change.problems_new),
            ("Lỗi, cảnh báo không còn nữa", change.problems_gone),
        ):
            if problems:
                yield title, False, (self.line(1, self._problem(each)) for each in problems)
        if change.texts:
            texts = (self._text(*text) for text in change.texts)
            yield "Tệp đính kèm bị thay", True, itertools.chain.from_iterable(texts)
        if place.fields or place.layout or place.comments_lost:
            yield self.place_title, False, self._place()

    def _place(self) -> Iterator[str]:
        """Yield the lines of all that changed in the jurisdiction's file."""
        yield from self._fields(1, self.difference.place.fields)
        if self.difference.place.layout:
            yield self.line(1, "chỉ đổi cách trình bày, không đổi nội dung")
        yield from self.comments(1, "mất lời chú", self.difference.place.comments_lost)

    def _problem(self, problem: Problem) -> str:
        """Write a problem in a line: file, line number and message."""
        at = f"{problem.location.relative_to(self._base)}:{problem.location.line}"
        return f"{self.escape(at)}: {self.escape(self.problem_words(problem))}"

    def _text(self, agency: str, change: TextChange) -> Iterator[str]:
        """Yield the lines on an attachment's changed text; a short report keeps all or none."""
        lines = [self.line(1, self.escape(f"{agency}: {_text_title(change)}"))]
        lines += (self.line(2, self.text_line(line)) for line in change.lines)
        if remark := _text_remark(change):
            lines.append(self.line(2, self.text_remark(remark)))
        yield from self.together(lines)

    def details(self, agency: AgencyChange) -> Iterator[str]:
        """Yield the lines of all that changed in an agency."""
        yield from self._fields(1, agency.fields)
        for row in agency.rows:
            yield self.line(1, self.escape(_row_line(row)))
            whole = row.kind in {RowKind.ADDED, RowKind.REMOVED}
            yield from self._fields(2, row.fields, whole=whole)
        for year in agency.years:
            yield self.line(1, f"{_CHANGE_WORDS[year.kind]} số liệu năm {self.escape(year.year)}")
            yield from self._fields(2, year.fields, whole=year.kind != "sua", figures=True)
        for file in agency.files:
            yield self.line(1, f"tệp: {self.escape(_file_line(file))}")
        for page in agency.pages:
            named = self.escape(f"“{page.title}” ({page.name})")
            counted = f"thêm {page.added} dòng, bỏ {page.removed} dòng"
            yield self.line(1, f"{_CHANGE_WORDS[page.kind]} trang {named}: {counted}")
            yield from self._fields(2, page.fields)
            for line in page.excerpt:
                yield self.line(2, self.escape(cut(line, _MAX_EXCERPT)))
        yield from self.comments(1, "mất lời chú", agency.comments_lost)
        yield from self.comments(1, "thêm lời chú", agency.comments_new)
        if agency.layout:
            yield self.line(1, f"chỉ đổi cách trình bày: {self.escape(', '.join(agency.layout))}")

    def comments(self, depth: int, what: str, comments: Iterable[CommentChange]) -> Iterator[str]:
        """Yield a line for each comment that came or went.

        Args:
            depth: The lines' depth below the heading.
            what: The words before each comment: `mất lời chú`.
            comments: The comments.
        """
        for comment in comments:
            words = f"{comment.file}:{comment.line}: # {cut(comment.text, _MAX_EXCERPT)}"
            yield self.line(depth, f"{what} {self.escape(words)}")

    def _fields(
        self,
        depth: int,
        fields: Sequence[FieldChange],
        *,
        whole: bool = False,
        figures: bool = False,
    ) -> Iterator[str]:
        """Yield a line for each changed field.

        Args:
            depth: The lines' depth below the heading.
            fields: The changed fields.
            whole: Whether the row or year came or went with them: one line holds them all.
            figures: Whether they are figures of a year: one that fell is marked.
        """
        if whole and fields:
            yield self.line(depth, self.escape(_content_line(fields)))
        for field in () if whole else fields:
            mark = fallen(field) if figures else ""
            yield self.line(depth, f"{self.escape(field.label)}: {self._values(field)}{mark}")

    def _values(self, change: FieldChange) -> str:
        """Write the values of a field before and now, or a long text with its changed words marked."""
        if marked := pieces(change):
            return "".join(self.marks[mark].format(self.piece(text)) for mark, text in marked)
        # Of a lost entry only the beginning is shown.
        most = _MAX_UNMARKED if change.whole and not change.after else MAX_SHOWN
        return " → ".join(
            self.values[mark].format(self.escape(cut(value, most))) if value else _EMPTY
            for mark, value in ((GONE, change.before), (NEW, change.after))
        )

    def escape(self, text: str) -> str:
        """Escape data for the format; a terminal's lines are escaped as a whole, later."""
        return text

    def piece(self, text: str) -> str:
        """Escape a piece of a changed text; spaces at its ends stay, as words join there."""
        return text

    def line(self, depth: int, words: str) -> str:
        """Write a line, indented by its depth below a heading."""
        return "  " * depth + words

    def together(self, lines: list[str]) -> Iterable[str]:
        """Return lines as pieces of the report; a format that joins them keeps all or none.

        A report that would be too long leaves out pieces (`as_markdown`).
        """
        return lines

    def head(self, summary: str) -> Iterator[str]:
        """Yield the report's beginning: the names of both states, and the summary."""
        yield f"So sánh {self.difference.base} → {self.difference.head}"
        yield summary

    def title(self, words: str, *, urgent: bool) -> Iterator[str]:
        """Yield the heading of a section."""
        yield from ("", words.upper() if urgent else words)

    def losses(self, losses: Iterable[Loss]) -> Iterator[str]:
        """Yield the lines on losses, each with its reason or a line that the author completes."""
        for loss in losses:
            at = f"{loss.agency}: " if loss.agency else ""
            yield f"  ! {at}{loss.kind.label}: {loss.what}"
            line = f": ghi “{loss.line}”" if loss.line else ""
            yield f"      lý do: {loss.reason}" if loss.reason else f"      CHƯA NÓI LÝ DO{line}"

    def notices(self, notices: Iterable[Notice]) -> Iterator[str]:
        """Yield the lines on notices: changes that are easily overlooked."""
        for notice in notices:
            at = f"{notice.agency}: " if notice.agency else ""
            yield f"  ~ {at}{notice.kind.label}: {notice.where}: {_notice_line(notice)}"

    def duties(self, duties: Iterable[DutyChange]) -> Iterator[str]:
        """Yield the lines on duties whose status changed."""
        for duty in duties:
            change = f"{_status(duty.before)} → {_status(duty.after)}"
            why = f", vì {duty.reason}" if duty.reason else ""
            yield f"  {duty.agency}: {duty.duty} {duty.title}: {change}{why}"

    def problem_words(self, problem: Problem) -> str:
        """Write a problem's severity, code and message."""
        return f"{problem.severity.label} [{problem.code}] {problem.message}"

    def text_line(self, line: TextLine) -> str:
        """Write one line of an attachment's text that is gone or new, with its mark and place."""
        return f"{line.mark} {line.where}: {line.text}"

    def text_remark(self, words: str) -> str:
        """Write the remark below an attachment's lines: what is left out, or why there are none."""
        return f"({words})"

    def agencies(self) -> Iterator[str]:
        """Yield the lines on each agency: a summary, then its details."""
        for agency in self.difference.agencies:
            yield from ("", f"{agency.id} ({agency.name}): {_agency_line(agency)}")
            yield from self.details(agency)

    def remarks(self, remarks: Iterable[str]) -> Iterator[str]:
        """Yield the lines at the report's end on what could not be compared."""
        yield ""
        yield from (f"Lưu ý: {remark}" for remark in remarks)


_MAX_TERMINAL_LINE = 2_000


def terminal_text(lines: Iterable[str]) -> str:
    """Write lines for a terminal; no character in them can move its cursor."""
    return "".join(f"{quotable(line, longest=_MAX_TERMINAL_LINE)}\n" for line in lines)


def as_text(difference: Difference, *, base: Path) -> str:
    """Write a difference for a terminal.

    Args:
        difference: The difference, with reasons put to its losses.
        base: The folder that paths of mistakes are shown relative to.
    """
    return terminal_text(_Report(difference, base).parts())


# A job's summary may hold 1 MiB (GitHub's workflow commands); the closing words need some.
MAX_BYTES = 1_000_000
_CLOSING = 600
_MAX_FOLDED = 60_000
_MAX_OPEN = 12
_MAX_MARKDOWN = 4_000
_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
_PLAIN = frozenset(",:;?%/()'=")
# Within words “.” and “-” begin no markup: “a.b”, “so-tu-phap”, “chữ.”.
_INNER = re.compile(r"(?<=\w)[.-](?=\w)|(?<=[^\W\d])\.")
# Forges look for these after Markdown is done, so that entities do not help: “https:”, “www.”,
# “@ten”, “#12”, “GH-12”, “:smile:”; not “12:30”. A word joiner parts them unseen.
_LINKED_LATER = re.compile(
    r"(?i)\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)|[@#](?=\w)|\bGH(?=-\d)|:(?=[\w+-]+:)"
)
# Hexadecimal words that a forge links as commits: “3f9a2c1”, 16 digits; not “12000000” (money).
_COMMIT = re.compile(r"(?i)\b(?=[0-9a-f]*\d)(?:(?=\d*[a-f])[0-9a-f]{7,}|\d{16,})\b")
# Fewer hexadecimal digits name no commit.
_NO_COMMIT = 6
_JOINER = "&#8288;"


def escaped(text: str) -> str:
    """Return data as Markdown that shows the same characters on one line and does nothing else.

    `a_b @c` → `a&#95;b &#64;&#8288;c`: an entity never begins markup (CommonMark 2.5), and an
    unseen joiner keeps a forge from making links of `@name`, `#12`, `www.` and commit ids.
    """
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) > _MAX_MARKDOWN or not line.isprintable():
        line = quotable(line, longest=_MAX_MARKDOWN)
    inner = {match.start() for match in _INNER.finditer(line)}
    joined = {match.end() for match in _LINKED_LATER.finditer(line)}
    for match in _COMMIT.finditer(line):
        joined.update(range(match.start() + _NO_COMMIT, match.end(), _NO_COMMIT))
    parts: list[str] = []
    begin = 0
    for end in (*sorted(joined), len(line)):
        for match in _SPECIAL.finditer(line, begin, end):
            if match.start() not in inner and match[0] not in _PLAIN:
                parts += [line[begin : match.start()], f"&#{ord(match[0])};"]
                begin = match.end()
        parts += [line[begin:end], _JOINER if end in joined else ""]
        begin = end
    return "".join(parts)


def as_markdown(difference: Difference, *, base: Path, most: int = MAX_BYTES) -> str:
    """Write a difference as Markdown of limited size; the last line counts the parts left out.

    Args:
        difference: The difference, with reasons put to its losses.
        base: The folder that paths of mistakes are shown relative to.
        most: Largest size in bytes.
    """
    parts: list[str] = []
    used = 0
    left_out = 0
    for part in _MarkdownReport(difference, base).parts():
        need = len(part.encode())
        if used + need > most - _CLOSING:
            left_out += 1
            continue
        parts.append(part)
        used += need
    if left_out:
        parts.append(
            f"\n> Còn {left_out} phần không hiện ở đây vì quá dài. Xem đủ bằng "
            "`access-info diff --format text` trên máy.\n"
        )
    return "".join(parts)


class _MarkdownReport(_Report):
    """The report in Markdown: tables and lists, details of an agency folded away.

    Every piece ends with a line break, so that pieces can be left out.
    """

    place_title = "Địa bàn (&#95;dia&#45;ban.yml)"
    marks: ClassVar = {SAME: "{}", GONE: "<del>{}</del>", NEW: "<ins>{}</ins>"}
    values = marks

    def escape(self, text: str) -> str:
        return escaped(text)

    def piece(self, text: str) -> str:
        """Escape a piece of a changed text; one space at its ends stays."""
        start = " " if text[:1].isspace() else ""
        end = " " if text[-1:].isspace() and text.strip() else ""
        return f"{start}{escaped(text)}{end}"

    def line(self, depth: int, words: str) -> str:
        return f"{'  ' * (depth - 1)}- {words}\n"

    def together(self, lines: list[str]) -> Iterable[str]:
        return ["".join(lines)]

    def head(self, summary: str) -> Iterator[str]:
        """Yield the report's heading, the names of both states, and the summary."""
        yield "## Thay đổi về nội dung\n\n"
        yield f"{escaped(self.difference.base)} → {escaped(self.difference.head)}. "
        yield f"**{escaped(summary)}**\n"

    def title(self, words: str, *, urgent: bool = False) -> Iterator[str]:  # noqa: ARG002 - all look alike
        yield f"\n### {words}\n\n"

    def losses(self, losses: Iterable[Loss]) -> Iterator[str]:
        """Yield the table of losses, each with its reason or a line that the author completes."""
        yield from _table_head("Cơ quan", "Điều bị mất", "Lý do")
        for loss in losses:
            what = f"**{loss.kind.label}**: {escaped(loss.what)}"
            line = f": ghi “{escaped(loss.line)}”" if loss.line else ""
            reason = escaped(loss.reason) if loss.reason else f"**Chưa nói lý do**{line}"
            yield _table_row(escaped(loss.agency), what, reason)

    def notices(self, notices: Iterable[Notice]) -> Iterator[str]:
        """Yield the table of notices: changes that are easily overlooked."""
        yield from _table_head("Cơ quan", "Chỗ đổi", "Trước → sau")
        for notice in notices:
            where = f"**{notice.kind.label}**: {escaped(notice.where)}"
            yield _table_row(escaped(notice.agency), where, escaped(_notice_line(notice)))

    def duties(self, duties: Iterable[DutyChange]) -> Iterator[str]:
        """Yield the table of duties whose status changed."""
        yield from _table_head("Cơ quan", "Nghĩa vụ", "Trước", "Sau", "Vì sao")
        for duty in duties:
            statuses = _status(duty.before), _status(duty.after)
            cells = (duty.agency, f"{duty.duty} {duty.title}", *statuses, duty.reason)
            yield _table_row(*map(escaped, cells))

    def problem_words(self, problem: Problem) -> str:
        return f"{problem.severity.label} {problem.code}: {problem.message}"

    def text_line(self, line: TextLine) -> str:
        """Write one line of an attachment's text, struck out or underlined by its mark."""
        side = "trước" if line.mark == GONE else "sau"
        return f"{escaped(line.where)}: {side}: {self.marks[line.mark].format(escaped(line.text))}"

    def text_remark(self, words: str) -> str:
        return escaped(words)

    def agencies(self) -> Iterator[str]:
        """Yield each changed agency, folded away, then those of which only the layout changed."""
        changed: list[AgencyChange] = []
        quiet: list[AgencyChange] = []
        for agency in self.difference.agencies:
            (changed if agency.says_something or agency.unread else quiet).append(agency)
        if changed:
            yield from self.title("Từng cơ quan")
        mark = "<details open>" if self._may_stay_open(changed) else "<details>"
        yield from (self._folded(agency, mark) for agency in changed)
        if quiet:
            yield from self.title("Không đổi nội dung")
        for agency in quiet:
            files = escaped(", ".join(agency.layout)) or "tệp không phải dữ liệu"
            line = self.line(1, f"{escaped(f'{agency.id} ({agency.name})')}: {files}")
            yield "".join((line, *self.comments(2, "mất lời chú", agency.comments_lost)))

    def remarks(self, remarks: Iterable[str]) -> Iterator[str]:
        """Yield the list of what could not be compared."""
        yield from self.title("Lưu ý")
        yield from (self.line(1, escaped(remark)) for remark in remarks)

    def _may_stay_open(self, changed: Iterable[AgencyChange]) -> bool:
        """Tell whether the agencies' details may be shown unfolded.

        They may if they are few lines, and no losses, notices or new problems stand above them.
        """
        difference = self.difference
        if difference.losses or difference.to_compare or difference.problems_new:
            return False
        return sum(len([*self.details(agency)]) for agency in changed) <= _MAX_OPEN

    def _folded(self, agency: AgencyChange, mark: str) -> str:
        """Write one agency: a summary line, and its details folded under it, cut if too long.

        Args:
            agency: The agency's change.
            mark: The opening tag: `<details>`, or `<details open>` to show them at once.
        """
        name = escaped(f"{agency.id} ({agency.name})")
        head = f"{mark}<summary>{name}: {escaped(_agency_line(agency))}</summary>\n\n"
        every = list(self.details(agency))
        sizes = itertools.accumulate(len(line.encode()) for line in every)
        fitting = sum(size <= _MAX_FOLDED for size in sizes)
        lines = every[:fitting]
        if fitting < len(every):
            lines.append(f"- … và {len(every) - fitting} dòng nữa\n")
        return f"{head}{''.join(lines)}\n</details>\n\n"


def _table_head(*names: str) -> Iterator[str]:
    """Yield the head of a Markdown table."""
    yield f"{_table_row(*names)}|{'---|' * len(names)}\n"


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def as_json(difference: Difference, *, base: Path) -> str:
    """Write a difference as JSON.

    The shape: `version`, `base`, `head`, `as_of`, `empty`, then lists `losses`, `notices`,
    `agencies`, `place`, `duties`, `problems_new`, `problems_gone`, `remarks`, each of objects
    whose keys are the attributes of the classes in `changes.difference`. Keys are only ever added.

    Args:
        difference: The difference, with reasons put to its losses.
        base: The folder that paths of mistakes are shown relative to.
    """

    def listed(changes: Iterable[DataclassInstance]) -> list[dict[str, object]]:
        """Return changes as plain data."""
        return [dataclasses.asdict(change) for change in changes]

    data = {
        "version": JSON_VERSION,
        "base": difference.base,
        "head": difference.head,
        "as_of": difference.as_of,
        "empty": difference.is_empty,
        "losses": listed(difference.losses),
        "notices": listed(difference.notices),
        "agencies": listed(difference.agencies),
        "place": {
            "fields": listed(difference.place.fields),
            "layout": difference.place.layout,
            "comments_lost": listed(difference.place.comments_lost),
        },
        "duties": listed(difference.duties),
        "problems_new": [problem.as_json(base) for problem in difference.problems_new],
        "problems_gone": [problem.as_json(base) for problem in difference.problems_gone],
        "remarks": [*_remarks(difference)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

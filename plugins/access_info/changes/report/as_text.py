"""Reports a difference on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from access_info.changes.compare import labels
from access_info.changes.compare.difference import AgencyChange, Difference
from access_info.changes.compare.records import CommentChange, FieldChange
from access_info.changes.report import wording
from access_info.changes.report.wording import WHOLE, PieceMark
from access_info.problems import Problem, quotable

_LONGEST = 2_000
_MARKED = {PieceMark.SAME: "{}", PieceMark.GONE: "[-{}-]", PieceMark.NEW: "[+{}+]"}


def as_text(difference: Difference, *, base: Path) -> str:
    """Write lines for a terminal; no character in them can move its cursor.

    Args:
        difference: The difference, with reasons put to its losses.
        base: The folder that paths of mistakes are shown relative to.
    """
    return "\n".join(_safe(line) for line in _lines(difference, base)) + "\n"


def _safe(line: str) -> str:
    return quotable(line, longest=_LONGEST)


def _lines(difference: Difference, base: Path) -> Iterator[str]:
    yield f"So sánh {difference.base} → {difference.head}"
    yield wording.summary(difference)
    if difference.losses:
        yield ""
        yield "PHẢI XEM TRƯỚC"
        for loss in difference.losses:
            at = f"{loss.agency}: " if loss.agency else ""
            yield f"  ! {at}{loss.kind.label}: {loss.what}"
            line = f": ghi “{loss.line}”" if loss.line else ""
            yield f"      lý do: {loss.reason}" if loss.reason else f"      CHƯA NÓI LÝ DO{line}"
    yield from _notices(difference)
    if difference.named:
        yield from ("", wording.NAMED_HEAD.upper())
        yield from (f"  {wording.named_line(*named)}" for named in difference.named)
    yield from _effects(difference, base)
    yield from _texts(difference)
    if difference.place or difference.place_layout or difference.place_comments:
        yield ""
        yield "Địa bàn (_dia-ban.yml)"
        yield from _fields(difference.place, "  ")
        if difference.place_layout:
            yield "  chỉ đổi cách trình bày, không đổi nội dung"
        yield from _comments(difference.place_comments, "mất lời chú")
    for agency in difference.agencies:
        yield ""
        yield f"{agency.id} ({agency.name}): {wording.agency_line(agency)}"
        yield from _agency(agency)
    remarks = tuple(wording.remarks(difference))
    if remarks:
        yield ""
        yield from (f"Lưu ý: {remark}" for remark in remarks)


def _notices(difference: Difference) -> Iterator[str]:
    if not difference.notices:
        return
    yield ""
    yield "CẦN ĐỐI CHIẾU"
    for notice in difference.notices:
        at = f"{notice.agency}: " if notice.agency else ""
        yield f"  ~ {at}{notice.kind.label}: {notice.where}: {wording.notice_line(notice)}"


def _texts(difference: Difference) -> Iterator[str]:
    changed = [(agency, text) for agency in difference.agencies for text in agency.texts]
    if not changed:
        return
    yield ""
    yield "TỆP ĐÍNH KÈM BỊ THAY"
    for agency, change in changed:
        yield f"  {agency.id}: {wording.text_head(change)}"
        yield from (f"    {line.mark} {line.where}: {line.text}" for line in change.lines)
        remark = wording.text_remark(change)
        if remark:
            yield f"    ({remark})"


def _effects(difference: Difference, base: Path) -> Iterator[str]:
    if difference.duties:
        yield ""
        yield f"Nghĩa vụ (xét tại ngày {wording.day(difference.as_of)})"
        for duty in difference.duties:
            change = f"{wording.status(duty.before)} → {wording.status(duty.after)}"
            why = f", vì {duty.reason}" if duty.reason else ""
            yield f"  {duty.agency}: {duty.duty} {duty.title}: {change}{why}"
    yield from _problems("Lỗi, cảnh báo mới", difference.problems_new, base)
    yield from _problems("Lỗi, cảnh báo không còn nữa", difference.problems_gone, base)


def _problems(title: str, problems: tuple[Problem, ...], base: Path) -> Iterator[str]:
    if problems:
        yield ""
        yield title
        for problem in problems:
            at = f"{problem.location.relative_to(base)}:{problem.location.line}"
            yield f"  {at}: {problem.severity.label} [{problem.code}] {problem.message}"


def _agency(agency: AgencyChange) -> Iterator[str]:
    yield from _fields(agency.fields, "  ")
    for row in agency.rows:
        yield f"  {wording.row_head(row)}"
        yield from _entry(row.fields, "    ", whole=row.kind in WHOLE)
    for year in agency.years:
        yield f"  {wording.CHANGE_WORDS[year.kind]} số liệu năm {year.year}"
        if year.kind == "sua":
            yield from (
                f"    {field.label}: {_values(field)}{labels.fallen(field)}"
                for field in year.fields
            )
        else:
            yield from _entry(year.fields, "    ", whole=True)
    for file in agency.files:
        yield f"  tệp: {wording.file_line(file)}"
    for page in agency.pages:
        counted = f"thêm {page.added} dòng, bỏ {page.removed} dòng"
        yield f"  {wording.CHANGE_WORDS[page.kind]} trang “{page.title}” ({page.name}): {counted}"
        yield from _fields(page.fields, "    ")
        yield from (f"    {labels.cut(line, 160)}" for line in page.excerpt)
    yield from _comments(agency.comments_lost, "mất lời chú")
    yield from _comments(agency.comments_new, "thêm lời chú")
    if agency.layout:
        yield f"  chỉ đổi cách trình bày: {', '.join(agency.layout)}"


def _comments(comments: tuple[CommentChange, ...], what: str) -> Iterator[str]:
    for comment in comments:
        yield f"  {what} {comment.file}:{comment.line}: # {labels.cut(comment.text, 160)}"


def _entry(fields: tuple[FieldChange, ...], indent: str, *, whole: bool) -> Iterator[str]:
    """Yield the changes in a row or a year, or its content if the whole of it came or went."""
    if not whole:
        yield from _fields(fields, indent)
    elif fields:
        yield f"{indent}{wording.listed(fields)}"


def _fields(fields: tuple[FieldChange, ...], indent: str) -> Iterator[str]:
    for field in fields:
        yield f"{indent}{field.label}: {_values(field)}"


def _values(change: FieldChange) -> str:
    pieces = wording.pieces(change)
    if pieces:
        return "".join(_MARKED[piece.mark].format(piece.text) for piece in pieces)
    before, after = wording.cut_values(change)
    return f"{before or '(trống)'} → {after or '(trống)'}"

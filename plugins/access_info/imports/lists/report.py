"""Report of an import, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from access_info.imports.lists.headings import LABELS
from access_info.imports.lists.items import NewItem
from access_info.imports.lists.kinds import KIND_NAMES
from access_info.imports.lists.matching import ExistingItem, ImportPlan, Matched
from access_info.imports.lists.reading import ReadTable
from access_info.imports.lists.run import Import
from access_info.problems import quotable

_MAX_LINES = 300
_MAX_TITLE = 90
_MAX_VALUE = 160
_MAX_PLACE = 240
_MAX_SAMPLE = 50
_MAX_BEYOND = 5


def as_plain(run: Import, *, written: bool, problems: list[dict[str, str | int]]) -> dict[str, Any]:
    """Return an import as plain data, for programs (JSON).

    Args:
        run: The import.
        written: Whether the files were written.
        problems: The import's problems, as plain data.
    """
    read, file = run.read, run.path.name
    matched = [(plan.name, match) for plan in run.plans for match in plan.matched]
    return {
        "file": file,
        "agency": run.agency,
        "list": read.name if read is not None else None,
        "written": written,
        "tables": [_table_as_plain(table, file) for table in read.tables] if read else [],
        "new": [
            {
                "ma": run.ids.get((plan.name, at), ""),
                **_name_and_number(row),
                "source": _source(row, file),
                "list": plan.name,
            }
            for plan in run.plans
            for at, (row, _) in enumerate(plan.new)
        ],
        "changed": [
            {
                **_match_as_plain(match),
                "changes": [
                    {"field": change.field, "from": change.old, "to": change.new}
                    for change in match.changes
                ],
                "source": _source(match.row, file),
                "list": name,
            }
            for name, match in matched
            if match.changes
        ],
        "unchanged": [
            {**_match_as_plain(match), "list": name} for name, match in matched if not match.changes
        ],
        "vanished": [
            {**_item_as_plain(item), "list": plan.name}
            for plan in run.plans
            for item in plan.vanished
        ],
        "ended": [_item_as_plain(item) for plan in run.plans for item in plan.ended],
        "kept": [
            {"ma": match.existing.id, "fields": list(match.retained)}
            for _, match in matched
            if match.retained
        ],
        "skipped": [_skipped(where, reason) for where, reason in (read.left if read else ())],
        "notes": list(read.notes) if read else [],
        "problems": problems,
    }


def _table_as_plain(table: ReadTable, file: str) -> dict[str, Any]:
    """Return a table that was read as plain data: columns, items, passed-over cells."""
    return {
        "name": table.grid.title,
        "list": table.list,
        "columns": [
            {
                "heading": column.heading,
                "field": column.field or None,
                "confidence": column.confidence,
                "column": column.number,
            }
            for column in table.columns
        ],
        "rows_read": len(table.items),
        "items": [
            {
                **({"ma": item.id} if item.id else {}),
                "fields": dict(item.fields),
                "source": _source(item, file),
            }
            for item in table.items
        ],
        "skipped": [_skipped(where, reason) for where, reason in table.left],
    }


def _source(row: NewItem, file: str) -> dict[str, str | int]:
    """Return where an item stands in the imported file."""
    return {"file": file, "table": row.table, "row": row.row}


def _skipped(where: str, reason: str) -> dict[str, str]:
    return {"where": where, "reason": reason}


def _name_and_number(row: NewItem) -> dict[str, str]:
    return {"ten": row.fields.get("ten", ""), "so_ky_hieu": row.fields.get("so_ky_hieu", "")}


def _match_as_plain(match: Matched) -> dict[str, Any]:
    """Return a matched row as plain data: the item's id, the row's name, whether names are only alike."""
    return {"ma": match.existing.id, **_name_and_number(match.row), "near": match.near}


def _item_as_plain(item: ExistingItem) -> dict[str, str]:
    """Return the id and name of an existing item that is missing from the file."""
    return {"ma": item.id, "ten": item.label}


def as_text(run: Import, *, written: bool, allow_removal: bool) -> Iterator[str]:
    """Yield the lines of an import's report, for people.

    Args:
        run: The import.
        written: Whether the files were written.
        allow_removal: Whether vanished items are removed.
    """
    if run.read is None:
        return
    names = run.read.lists or ((run.read.name,) if run.read.name else ())
    lists = " và ".join(KIND_NAMES[name] for name in names)
    yield f"Đọc {quotable(run.path.name)} thành {lists} của {run.agency}."
    several = len(names) > 1
    for table in run.read.tables:
        yield ""
        yield from _table_lines(table, several=several)
    if run.read.left:
        yield ""
        yield "Không lấy:"
        for name, reason in run.read.left:
            yield f"  {quotable(name, longest=_MAX_PLACE)}: {reason}"
    if run.read.notes:
        yield ""
        yield "Lưu ý:"
        yield from (f"  {quotable(note, longest=500)}" for note in run.read.notes)
    for plan in run.plans:
        yield ""
        yield from _plan_lines(run, plan, allow_removal=allow_removal, several=several)
    if run.plans:
        yield ""
        yield from _closing_lines(run, written=written, allow_removal=allow_removal)


def _table_lines(table: ReadTable, *, several: bool) -> Iterator[str]:
    """Yield how a table was understood: its list, the field of each column, what was passed over."""
    fills = f" của {KIND_NAMES[table.list]}" if several else ""
    yield f"{_short(table.grid.title)}: {len(table.items)} mục{fills}"
    yield "  Các cột:"
    for column in table.columns:
        heading = f"“{_short(column.heading)}”" if column.heading else "(không có tiêu đề)"
        meaning = LABELS.get(column.field, "")
        if not meaning and column.heading:
            yield f"    {heading} → chưa có trường riêng, giữ trong ghi chú (không rõ)"
        elif meaning:
            yield f"    {heading} → {meaning} ({column.confidence})"
        samples = table.samples.get(column.number)
        if samples and meaning:
            quoted = (f"“{quotable(text, longest=_MAX_SAMPLE)}”" for text in samples)
            yield f"        ví dụ: {'; '.join(quoted)}"
    left = [f"    {where}: {reason}" for where, reason in table.left]
    yield from _section(f"  Bỏ qua {len(left)} chỗ:", left)


def _plan_lines(
    run: Import, plan: ImportPlan, *, allow_removal: bool, several: bool
) -> Iterator[str]:
    """Yield the lines on what the import would change in one list."""
    name = KIND_NAMES[plan.name] if several else "danh mục"
    yield (
        f"So với {name} hiện có: {len(plan.new)} mục mới, {len(plan.changed)} mục thay đổi, "
        f"{len(plan.unchanged)} mục giữ nguyên, {len(plan.vanished)} mục không còn trong tệp."
    )
    ids = (run.ids[plan.name, at] for at in range(len(plan.new)))
    new = [f"  + [{id_}] {_title(row)}" for id_, (row, _) in zip(ids, plan.new, strict=True)]
    yield from _section("Mới:", new)
    if plan.changed:
        yield "Thay đổi:"
        for match in plan.changed[:_MAX_LINES]:
            yield from _change_lines(match)
        if len(plan.changed) > _MAX_LINES:
            yield f"  … và {len(plan.changed) - _MAX_LINES} mục nữa"
    near = [f"  = [{m.existing.id}] {_title(m.row)}" for m in plan.unchanged if m.near]
    yield from _section("Coi là cùng một mục vì tên gần giống:", near)
    retained = [
        f"  [{match.existing.id}] {LABELS[field]}: {_quoted_value(match.existing.fields[field])}"
        for match in plan.matched
        for field in match.retained
    ]
    heading = "Trong danh mục còn, ô trong tệp để trống: vẫn giữ (thêm --allow-removal để xóa):"
    yield from _section(heading, retained)
    yield from _beyond_lines(plan)
    fate = "sẽ xóa khỏi danh mục" if allow_removal else "vẫn giữ trong danh mục"
    vanished = [f"  - [{item.id}] {_short(item.label)}" for item in plan.vanished]
    yield from _section(f"Không còn trong tệp ({fate}):", vanished)
    if plan.ended:
        yield (
            f"{len(plan.ended)} mục đã hết hiệu lực, bị thay thế hoặc đã rút không có trong tệp: "
            "giữ nguyên."
        )


def _beyond_lines(plan: ImportPlan) -> Iterator[str]:
    """Yield the lines on fields that are filled in the data and have no column in the file: they stay."""
    fields = dict.fromkeys(field for match in plan.matched for field in match.beyond)
    if not fields:
        return
    yield (
        "Trong danh mục còn, tệp không có cột: vẫn giữ (muốn bỏ thì thêm cột ấy vào tệp, để trống, rồi nhập với "
        "--allow-removal; hoặc xóa dòng ấy trong tệp .yml):"
    )
    for field in fields:
        having = [match.existing for match in plan.matched if field in match.beyond]
        shown = [
            f"[{item.id}] {_quoted_value(item.fields[field])}" for item in having[:_MAX_BEYOND]
        ]
        more = len(having) - len(shown)
        yield f"  {LABELS[field]}: {'; '.join(shown)}{f' và {more} mục nữa' if more else ''}"


def _change_lines(match: Matched) -> Iterator[str]:
    """Yield the lines on one item that would change: old and new value of each field."""
    yield f"  ~ [{match.existing.id}] {_short(match.existing.label)}{_likeness(match)}"
    for change in match.changes:
        old, new = (_quoted_value(text) for text in (change.old, change.new))
        yield f"      {LABELS[change.field]}: {old} → {new}"


def _likeness(match: Matched) -> str:
    """Return why a row counts as an item although their titles differ; "" for equal titles."""
    if not match.near:
        return ""
    mine, its = match.row.fields, match.existing.fields
    agree = all(mine.get(key) and mine[key] == its[key] for key in ("so_ky_hieu", "ngay_ban_hanh"))
    return " (cùng số, ký hiệu và ngày ban hành)" if agree else " (tên gần giống)"


def _closing_lines(run: Import, *, written: bool, allow_removal: bool) -> Iterator[str]:
    """Yield the last lines: what was written, or what to do to have it written."""
    if written:
        names = ", ".join(file.path.name for file in run.files if file.changes)
        yield f"Đã ghi {names}. Kiểm tra lại: access-info check {run.agency}"
    elif not run.files:
        yield "Có lỗi nêu trên nên chưa ghi gì."
    elif not run.changes and any(
        plan.vanished or match.retained or match.beyond
        for plan in run.plans
        for match in plan.matched
    ):
        yield "Không có gì để ghi. Danh mục hiện có còn những điều nêu trên mà tệp không có."
    elif not run.changes:
        yield "Danh mục hiện có đã đúng như tệp, không phải ghi."
    else:
        yield "Mới cho xem, chưa ghi gì. Thêm --apply để ghi."
    if any(plan.vanished for plan in run.plans) and not allow_removal:
        yield (
            "Mục không còn trong tệp thì không tự xóa. Hết hiệu lực thì ghi tinh_trang cho mục ấy; chỉ "
            "khi nhập nhầm mới xóa, bằng --allow-removal."
        )


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    """Yield a heading and its first 300 lines, then how many more there are; nothing without lines."""
    if not lines:
        return
    yield heading
    yield from lines[:_MAX_LINES]
    if len(lines) > _MAX_LINES:
        yield f"{lines[0][: len(lines[0]) - len(lines[0].lstrip())]}… và {len(lines) - _MAX_LINES} nữa"


def _title(row: NewItem) -> str:
    """Return an item's title with its number for the report: `Quy chế … (12/QĐ-UBND)`."""
    number = row.fields.get("so_ky_hieu", "")
    if not row.fields.get("ten"):
        return f"{_short(number)} (chưa có tên)"
    title = _short(row.fields["ten"])
    return f"{title} ({_short(number)})" if number else title


def _short(text: str) -> str:
    """Return a title shortened for a line of the report."""
    return quotable(text, longest=_MAX_TITLE)


def _quoted_value(text: str) -> str:
    """Return a field's value in quotation marks, shortened; “(trống)” for an empty one."""
    return f"“{quotable(text, longest=_MAX_VALUE)}”" if text else "(trống)"

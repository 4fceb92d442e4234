"""Reports a difference in a forge's job summary: Markdown in which data is nothing but text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.changes.compare import labels
from access_info.changes.compare.difference import AgencyChange, Difference
from access_info.changes.compare.records import CommentChange, FieldChange, TextChange
from access_info.changes.report import wording
from access_info.changes.report.wording import WHOLE, PieceMark
from access_info.problems import Problem, quotable

# A job's summary may hold 1 MiB (GitHub's workflow commands); the closing words need some.
MOST_BYTES = 1_000_000
_CLOSING = 600
_MOST_FOLDED = 60_000
_MOST_OPEN = 12
_LONGEST = 4_000
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
_MARKED = {PieceMark.SAME: "{}", PieceMark.GONE: "<del>{}</del>", PieceMark.NEW: "<ins>{}</ins>"}
_JOINER = "&#8288;"


def escaped(text: str) -> str:
    """Escape data: Markdown that shows the same characters on one line and does nothing.

    Punctuation is written as numbers of characters: an entity never begins markup (CommonMark 2.5).
    """
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) > _LONGEST or not line.isprintable():
        line = quotable(line, longest=_LONGEST)
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


def as_markdown(difference: Difference, *, base: Path, most: int = MOST_BYTES) -> str:
    """Write a difference as Markdown of limited size; the end counts what did not fit.

    Args:
        difference: The difference, with reasons put to its losses.
        base: The folder that paths of mistakes are shown relative to.
        most: Largest size in bytes.
    """
    parts: list[str] = []
    used = 0
    left_out = 0
    for part in _parts(difference, base):
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


def _parts(difference: Difference, base: Path) -> Iterator[str]:
    """Yield pieces that are kept or left out as a whole, the most telling first."""
    yield "## Thay đổi về nội dung\n\n"
    yield f"{escaped(difference.base)} → {escaped(difference.head)}. "
    yield f"**{escaped(wording.summary(difference))}**\n"
    yield from _losses(difference)
    yield from _notices(difference)
    if difference.named:
        yield f"\n### {wording.NAMED_HEAD}\n\n"
        yield from _list(escaped(wording.named_line(*named)) for named in difference.named)
    yield from _duties(difference)
    yield from _problems("Lỗi, cảnh báo mới", difference.problems_new, base)
    yield from _problems("Lỗi, cảnh báo không còn nữa", difference.problems_gone, base)
    yield from _texts(difference)
    if difference.place or difference.place_layout or difference.place_comments:
        yield "\n### Địa bàn (&#95;dia&#45;ban.yml)\n\n"
        yield from _list(_fields(difference.place))
        if difference.place_layout:
            yield "- chỉ đổi cách trình bày, không đổi nội dung\n"
        yield from _list(_comments(difference.place_comments, "mất lời chú"))
    changed = [agency for agency in difference.agencies if agency.says_something or agency.unread]
    quiet = [
        agency for agency in difference.agencies if not (agency.says_something or agency.unread)
    ]
    if changed:
        yield "\n### Từng cơ quan\n\n"
    opened = _is_short(difference, changed)
    for agency in changed:
        yield _folded(agency, opened=opened)
    if quiet:
        yield "\n### Không đổi nội dung\n\n"
        for agency in quiet:
            yield _quiet(agency)
    remarks = tuple(wording.remarks(difference))
    if remarks:
        yield "\n### Lưu ý\n\n"
        yield from _list(escaped(remark) for remark in remarks)


def _losses(difference: Difference) -> Iterator[str]:
    if not difference.losses:
        return
    yield "\n### Phải xem trước\n\n"
    yield "| Cơ quan | Điều bị mất | Lý do |\n|---|---|---|\n"
    for loss in difference.losses:
        what = f"**{loss.kind.label}**: {escaped(loss.what)}"
        line = f": ghi “{escaped(loss.line)}”" if loss.line else ""
        reason = escaped(loss.reason) if loss.reason else f"**Chưa nói lý do**{line}"
        yield f"| {escaped(loss.agency)} | {what} | {reason} |\n"


def _notices(difference: Difference) -> Iterator[str]:
    if not difference.notices:
        return
    yield "\n### Cần đối chiếu\n\n"
    yield "| Cơ quan | Chỗ đổi | Trước → sau |\n|---|---|---|\n"
    for notice in difference.notices:
        where = f"**{notice.kind.label}**: {escaped(notice.where)}"
        yield f"| {escaped(notice.agency)} | {where} | {escaped(wording.notice_line(notice))} |\n"


def _texts(difference: Difference) -> Iterator[str]:
    changed = [(agency, text) for agency in difference.agencies for text in agency.texts]
    if changed:
        yield "\n### Tệp đính kèm bị thay\n\n"
    for agency, change in changed:
        yield "".join(_text(agency, change))


def _text(agency: AgencyChange, change: TextChange) -> Iterator[str]:
    """Yield the lines of one attachment's changed text; kept or left out as a whole."""
    yield f"- {escaped(f'{agency.id}: {wording.text_head(change)}')}\n"
    for line in change.lines:
        mark = PieceMark.GONE if line.mark == "-" else PieceMark.NEW
        text = _MARKED[mark].format(escaped(line.text))
        yield f"  - {escaped(line.where)}: {'trước' if mark is PieceMark.GONE else 'sau'}: {text}\n"
    remark = wording.text_remark(change)
    if remark:
        yield f"  - {escaped(remark)}\n"


def _duties(difference: Difference) -> Iterator[str]:
    if not difference.duties:
        return
    yield f"\n### Nghĩa vụ (xét tại ngày {escaped(wording.day(difference.as_of))})\n\n"
    yield "| Cơ quan | Nghĩa vụ | Trước | Sau | Vì sao |\n|---|---|---|---|---|\n"
    for duty in difference.duties:
        cells = (
            duty.agency,
            f"{duty.duty} {duty.title}",
            wording.status(duty.before),
            wording.status(duty.after),
            duty.reason,
        )
        yield f"| {' | '.join(escaped(cell) for cell in cells)} |\n"


def _problems(title: str, problems: tuple[Problem, ...], base: Path) -> Iterator[str]:
    if not problems:
        return
    yield f"\n### {title}\n\n"
    for problem in problems:
        at = f"{problem.location.relative_to(base)}:{problem.location.line}"
        line = f"{problem.severity.label} {problem.code}: {problem.message}"
        yield f"- {escaped(at)}: {escaped(line)}\n"


def _is_short(difference: Difference, changed: Iterable[AgencyChange]) -> bool:
    """Tell whether the details are few and nothing more telling is above them."""
    if difference.losses or difference.to_compare or difference.problems_new:
        return False
    return sum(1 for agency in changed for _ in _details(agency)) <= _MOST_OPEN


def _folded(agency: AgencyChange, *, opened: bool) -> str:
    """Write one agency: a line, and its details, folded under it unless they are few."""
    name = escaped(f"{agency.id} ({agency.name})")
    mark = "<details open>" if opened else "<details>"
    head = f"{mark}<summary>{name}: {escaped(wording.agency_line(agency))}</summary>\n\n"
    lines: list[str] = []
    used = 0
    every = list(_details(agency))
    for line in every:
        used += len(line.encode())
        if used > _MOST_FOLDED:
            lines.append(f"- … và {len(every) - len(lines)} dòng nữa\n")
            break
        lines.append(line)
    return f"{head}{''.join(lines)}\n</details>\n\n"


def _details(agency: AgencyChange) -> Iterator[str]:
    yield from _list(_fields(agency.fields))
    for row in agency.rows:
        yield f"- {escaped(wording.row_head(row))}\n"
        yield from _list(_entry(row.fields, whole=row.kind in WHOLE), "  ")
    for year in agency.years:
        yield f"- {wording.CHANGE_WORDS[year.kind]} số liệu năm {escaped(year.year)}\n"
        if year.kind == "sua":
            figures = (
                f"{escaped(field.label)}: {_values(field)}{labels.fallen(field)}"
                for field in year.fields
            )
            yield from _list(figures, "  ")
        else:
            yield from _list(_entry(year.fields, whole=True), "  ")
    for file in agency.files:
        yield f"- tệp: {escaped(wording.file_line(file))}\n"
    for page in agency.pages:
        named = escaped(f"“{page.title}” ({page.name})")
        counted = f"thêm {page.added} dòng, bỏ {page.removed} dòng"
        yield f"- {wording.CHANGE_WORDS[page.kind]} trang {named}: {counted}\n"
        yield from _list(_fields(page.fields), "  ")
        yield from _list((escaped(labels.cut(line, 160)) for line in page.excerpt), "  ")
    yield from _list(_comments(agency.comments_lost, "mất lời chú"))
    yield from _list(_comments(agency.comments_new, "thêm lời chú"))
    if agency.layout:
        yield f"- chỉ đổi cách trình bày: {escaped(', '.join(agency.layout))}\n"


def _quiet(agency: AgencyChange) -> str:
    """Write a line for an agency without a change of meaning."""
    files = escaped(", ".join(agency.layout)) or "tệp không phải dữ liệu"
    lost = "".join(_list(_comments(agency.comments_lost, "mất lời chú"), "  "))
    return f"- {escaped(f'{agency.id} ({agency.name})')}: {files}\n{lost}"


def _list(lines: Iterable[str], indent: str = "") -> Iterator[str]:
    for line in lines:
        yield f"{indent}- {line}\n"


def _comments(comments: tuple[CommentChange, ...], what: str) -> Iterator[str]:
    for comment in comments:
        yield f"{what} {escaped(f'{comment.file}:{comment.line}: # {labels.cut(comment.text, 160)}')}"


def _entry(fields: tuple[FieldChange, ...], *, whole: bool) -> Iterator[str]:
    """Yield the changes in a row or a year, or its content if the whole of it came or went."""
    if not whole:
        yield from _fields(fields)
    elif fields:
        yield escaped(wording.listed(fields))


def _fields(fields: tuple[FieldChange, ...]) -> Iterator[str]:
    for field in fields:
        yield f"{escaped(field.label)}: {_values(field)}"


def _values(change: FieldChange) -> str:
    pieces = wording.pieces(change)
    if pieces:
        return "".join(_MARKED[piece.mark].format(_spaced(piece.text)) for piece in pieces)
    before, after = wording.cut_values(change)
    old = f"<del>{escaped(before)}</del>" if before else "(trống)"
    return f"{old} → {f'<ins>{escaped(after)}</ins>' if after else '(trống)'}"


def _spaced(text: str) -> str:
    """Escape a piece of a text and keep its outer spaces, which part it from its neighbours."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return f"{start}{escaped(text)}{end}"

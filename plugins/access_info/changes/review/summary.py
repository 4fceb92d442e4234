"""A judged proposal as Markdown for a forge's job summary: what stops it is first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from access_info.changes.compare.difference import Difference
from access_info.changes.report.as_markdown import MOST_BYTES, as_markdown, escaped
from access_info.changes.review.scope import Area, Scope
from access_info.problems import Problem, Severity, failures

_MOST_PROBLEMS = 100
_MOST_AGENCIES = 20
_AREA_REMARKS = {
    Area.PROVINCE: "Có sửa tệp của tỉnh: người duyệt của tỉnh phải xem.",
    Area.OFFICE: "Có tệp văn phòng ngoài thư mục của cơ quan: không được kiểm tra, không được ghép.",
    Area.CODE: "Có sửa tệp ngoài dữ liệu (mã nguồn, cấu hình, gói luật): người quản trị kho phải xem. "
    "Việc kiểm tra ở đây dùng mã của nhánh gốc, không chạy mã của đề nghị; kho của bộ dựng còn "
    "có kết quả “Kiểm tra mã”.",
    Area.CONTENT: "Có sửa trang hướng dẫn: đọc phần so sánh của các tệp trong `content/`.",
}
# The difference needs room too.
_LONGEST_OWNERS = 100_000


def review_summary(
    scope: Scope,
    problems: Sequence[Problem],
    difference: Difference | None,
    *,
    root: Path,
    reason: str = "",
    owners: str = "",
    preview: str = "",
) -> str:
    """Write the summary of a judged proposal; data in it can be nothing but text.

    Args:
        scope: The files that the proposal touches.
        problems: Everything that is wrong, in order.
        difference: The difference of the data; `None` when no data changed.
        root: The folder that paths are shown relative to.
        reason: The author's reason for its scope, or "".
        owners: The right content of `CODEOWNERS`, or "".
        preview: How to look at the pages, one sentence, or "".
    """
    head = "\n".join(
        _head(
            scope,
            problems,
            difference,
            root=root,
            reason=reason,
            owners=owners,
            preview=preview,
        )
    )
    if difference is None:
        return head + "\n"
    return f"{head}\n\n{as_markdown(difference, base=root, most=MOST_BYTES - len(head.encode()))}"


def verdict(problems: Sequence[Problem], difference: Difference | None) -> str:
    """Word the heading: a loss or replacement is never called right, whatever the reason.

    Only the document, no machine, tells whether a replaced number is right.

    Args:
        problems: Everything that is wrong.
        difference: The difference of the data; `None` when no data changed or it must be hidden.
    """
    wrong = len(failures(problems))
    if wrong:
        return f"❌ Còn {wrong} điều phải sửa"
    if difference is None:
        return "✅ Không thấy điều gì phải sửa"
    if difference.losses:
        return f"⚠ Có {len(difference.losses)} điều bị mất, phải xem từng điều và lý do"
    if not difference.is_whole:
        return "⚠ Có tệp không so được, có thể mất mà không thấy"
    to_compare = difference.to_compare
    if difference.replaced:
        return f"⚠ Có {to_compare} chỗ phải đối chiếu với văn bản"
    compare = f", có {to_compare} chỗ cần đối chiếu" if to_compare else ""
    return f"✅ Không thấy điều gì phải sửa{compare}"


def reach(scope: Scope, reason: str, *, shown: Callable[[str], str]) -> Iterator[str]:
    """Yield sentences that say which areas and agencies a proposal touches, and why.

    Args:
        scope: The files that the proposal touches.
        reason: The author's reason for its scope, or "".
        shown: Escapes the author's words, so that they are nothing but text.
    """
    if not scope.files:
        yield "Đề nghị này không đổi tệp nào."
        return
    counted = [(area, sum(1 for _ in scope.of(area))) for area in scope.areas]
    yield (
        "Đề nghị này sửa "
        + "; ".join(f"{area.value} ({count} tệp)" for area, count in counted)
        + "."
    )
    if scope.agencies:
        names = [shown(name) for name in scope.agencies[:_MOST_AGENCIES]]
        more = len(scope.agencies) - len(names)
        yield f"Cơ quan: {', '.join(names)}{f' và {more} nữa' if more else ''}."
    if reason:
        yield f"Lý do người gửi ghi: {shown(reason)}"
    yield from (text for area, text in _AREA_REMARKS.items() if area in scope.areas)


def _head(
    scope: Scope,
    problems: Sequence[Problem],
    difference: Difference | None,
    *,
    root: Path,
    reason: str,
    owners: str,
    preview: str,
) -> Iterator[str]:
    wrong = failures(problems)
    warned = [problem for problem in problems if problem.severity is Severity.WARNING]
    yield f"# {verdict(problems, difference)}"
    yield ""
    yield from _reach(scope, reason)
    yield from _problems("Phải sửa", wrong, root)
    yield from _problems("Nên xem lại", warned, root)
    if owners:
        yield from ("", "### Tệp CODEOWNERS phải là", "")
        if len(owners) > _LONGEST_OWNERS:
            yield "Tệp quá dài để hiện ở đây: chạy `access-info schema`."
        else:
            yield from ("```text", owners.rstrip("\n"), "```")
    if preview:
        yield from ("", "### Xem thử", "", preview)


def _reach(scope: Scope, reason: str) -> Iterator[str]:
    for number, line in enumerate(reach(scope, reason, shown=escaped)):
        yield from ("", line) if number else (line,)


def _problems(title: str, problems: Sequence[Problem], root: Path) -> Iterator[str]:
    if not problems:
        return
    yield from ("", f"### {title}", "")
    for problem in problems[:_MOST_PROBLEMS]:
        place = escaped(f"{problem.location.relative_to(root)}:{problem.location.line}")
        yield f"- **{place}** {escaped(problem.message)} → {escaped(problem.cure)} ({problem.code})"
    if len(problems) > _MOST_PROBLEMS:
        yield f"- … và {len(problems) - _MOST_PROBLEMS} điều nữa; xem đủ bằng `access-info check`."

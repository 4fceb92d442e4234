"""Lays out the figures of a run for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmark import waits
from benchmark.contenders import NAMES

Report = Mapping[str, Any]
Figure = Callable[[Report], float | None]
# What a row says, digits behind the point, and where its figure is.
Line = tuple[str, int, Figure]
_PAGES = (
    *("hugo_default", "hugo_gogc_off", "ours", "unchanged", "one_changed", "mkdocs", "zensical"),
)
_COMPLETE = (
    *(
        "peer_default",
        "peer_gogc_off",
        "complete",
        "complete_unchanged",
        "complete_one_changed",
        "complete_restored",
    ),
    *("complete_fresh", "complete_cold_scan"),
)
_KILO, _MEGA = 1e3, 1e6
_LISTS = {"bench": "dữ liệu đo", "demo": "tỉnh Mẫu", "vinh_bao": "danh mục thật"}


def table(report: Report, earlier: Report | None = None) -> str:
    """Lay out a run.

    Args:
        report: Its figures.
        earlier: Figures of an earlier commit, of the same run or of a record, to compare with; its
            `source` says where they are from.
    """
    size = f"{report['agencies']} cơ quan, {report['pages']} trang HTML, {report['cores']} lõi"
    lines = [
        f"{size}; trung vị của {report['rounds']} vòng",
        "",
        *_costs("Các trang tiếng Việt", report, _PAGES, "hugo"),
        "",
        *_costs("Đủ mọi phần", report, _COMPLETE, "peer"),
        "",
        *_compared("Để so", _COMPARED, report, earlier),
        "",
        waits_table(report, earlier),
        *([f"trước: {earlier['source']}"] if earlier else []),
        "",
        *_parts(report),
        *_data(report["distinctness"]),
    ]
    return "\n".join(lines)


def _costs(title: str, report: Report, names: Sequence[str], base: str) -> Iterator[str]:
    """Lay out what builds took, each beside what the other generator's took."""
    against = report[base]
    rows = [[title, "giây", "×", "giây CPU", "×", "MiB", "×", "MB", "×", "tệp"]]
    for name in names:
        cost = report.get(name)
        if cost is None:
            continue
        cells = [NAMES[name]]
        for figure, form, unit in (
            ("wall_s", "{:.2f}", 1),
            ("cpu_s", "{:.2f}", 1),
            ("peak_mib", "{:.0f}", 1),
            ("bytes", "{:.1f}", _MEGA),
        ):
            cells += [
                form.format(cost[figure] / unit),
                f"{cost[figure] / against[figure]:.2f}",
            ]
        rows.append([*cells, str(report["files"].get(name, ""))])
    yield from _aligned(rows)


def waits_table(report: Report, earlier: Report | None) -> str:
    """Lay out what people wait for, and what an edit and a long list cost.

    Args:
        report: Its figures.
        earlier: Figures of an earlier commit, to compare with.
    """
    return "\n".join(_compared("Người dùng phải chờ, giây CPU", _WAITS, report, earlier))


def _compared(
    title: str, lines: Iterable[Line], report: Report, earlier: Report | None
) -> Iterator[str]:
    """Lay out the figures that a change is judged by, now and before; what was not measured is left out."""
    rows = [[title, "nay", "trước", "nay / trước"]]
    for label, digits, figure in lines:
        now, before = figure(report), figure(earlier) if earlier else None
        if now is not None:
            cells = [f"{value:.{digits}f}" if value is not None else "–" for value in (now, before)]
            rows.append([label, *cells, f"{now / before:.2f}" if before else "–"])
    yield from _aligned(rows)


def _ratio(name: str, base: str, figure: str) -> Figure:
    return lambda figures: figures[name][figure] / figures[base][figure]


def _at(*keys: str, unit: float = 1) -> Figure:
    """Find a figure by its keys; an earlier run may lack it."""

    def figure(figures: Report) -> float | None:
        found: Any = figures
        for key in keys:
            found = (found or {}).get(key)
        return None if found is None else found / unit

    return figure


def _beyond_mkdocs(figures: Report) -> float | None:
    """Return what a build with nothing changed costs beyond MkDocs itself."""
    costs = figures.get("waits")
    return costs and costs["mkdocs_unchanged"]["cpu_s"] - costs["mkdocs_empty"]["cpu_s"]


_COMPARED: tuple[Line, ...] = (
    ("các trang: giây / Hugo", 2, _ratio("ours", "hugo", "wall_s")),
    ("các trang: giây CPU / Hugo", 2, _ratio("ours", "hugo", "cpu_s")),
    ("đủ mọi phần: giây CPU / Hugo + Pagefind", 2, _ratio("complete", "peer", "cpu_s")),
    ("đủ mọi phần: giây / Hugo + Pagefind", 2, _ratio("complete", "peer", "wall_s")),
    ("không đổi gì, đủ mọi phần: giây CPU", 2, _at("complete_unchanged", "cpu_s")),
    ("tiến trình mẹ, MiB", 0, _at("parent_mib")),
    ("mọi tiến trình, MiB", 0, _at("total_mib")),
    ("đủ mọi phần, MB", 1, _at("complete", "bytes", unit=_MEGA)),
    ("tệp lớn nhất mà tìm kiếm tải, kB", 1, _at("largest_search_file", "bytes", unit=_KILO)),
)
_WAITS: tuple[Line, ...] = (
    *((label, 2, _at("waits", name, "cpu_s")) for name, label in waits.NAMES.items()),
    ("mkdocs build, không đổi gì, hơn mức ấy", 2, _beyond_mkdocs),
    ("access-info build, một sửa đổi", 2, _at("edit", "cpu_s")),
    ("… tệp đổi, trung vị", 0, _at("edit", "files_changed")),
    ("… tệp đổi, nhiều nhất", 0, _at("edit", "most_files_changed")),
    ("… kB đổi, trung vị", 0, _at("edit", "bytes_changed", unit=_KILO)),
    ("… kB đổi, nhiều nhất", 0, _at("edit", "most_bytes_changed", unit=_KILO)),
    ("danh mục dài", 2, _at("large_list", "cpu_s")),
    ("… MiB", 0, _at("large_list", "peak_mib")),
    ("… trang lớn nhất, kB", 0, _at("large_list", "largest_page_bytes", unit=_KILO)),
    ("nhiều tệp đính kèm", 2, _at("attachments", "cpu_s")),
    ("… MiB", 0, _at("attachments", "peak_mib")),
    ("… trang lớn nhất, kB", 0, _at("attachments", "largest_page_bytes", unit=_KILO)),
)


def _parts(report: Report) -> Iterator[str]:
    index, assessment, gate = report["index"], report["assessment"], report["gate"]
    yield (
        f"chỉ mục tìm kiếm: {index['records']} mục, {index['cpu_s']:.2f} giây CPU, "
        f"{index['bytes'] / _MEGA:.1f} MB"
    )
    yield f"xét nghĩa vụ: {assessment['findings']} kết quả, {assessment['cpu_s']:.2f} giây CPU"
    each = "; ".join(f"{_LISTS[name]} {seconds * _KILO:.0f}" for name, seconds in gate.items())
    yield f"xét trước khi đăng, mili giây CPU cho 100.000 chữ: {each}"


def _data(distinctness: Report) -> Iterator[str]:
    """Tell how much the made-up data repeats itself, and real lists beside it."""
    rows = [["Dữ liệu", "giá trị", "khác nhau", "dài, khác nhau", "tên (thập phân vị)", "ghi chú"]]
    for name, figures in distinctness.items():
        rows.append(
            [
                _LISTS[name],
                str(figures["values"]),
                f"{figures['distinct']:.0%}",
                f"{figures['distinct_long']:.0%}",
                *(" ".join(map(str, figures[key])) for key in ("titles", "notes")),
            ]
        )
    yield from _aligned(rows)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for first, *rest in rows:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells)).rstrip()

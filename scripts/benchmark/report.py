"""Lays out the figures of a run for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmark import waits
from benchmark.contenders import NAMES

Report = Mapping[str, Any]
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
        *_compared(report, earlier),
        "",
        waits_table(report, earlier),
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


def _compared(report: Report, earlier: Report | None) -> Iterator[str]:
    """Lay out the figures that a change is judged by, now and before."""
    rows = [["Để so", "nay", "trước", "nay / trước"]]
    for label, digits, figure in (
        ("các trang: giây / Hugo", 2, _ratio("ours", "hugo", "wall_s")),
        ("các trang: giây CPU / Hugo", 2, _ratio("ours", "hugo", "cpu_s")),
        ("đủ mọi phần: giây CPU / Hugo + Pagefind", 2, _ratio("complete", "peer", "cpu_s")),
        ("đủ mọi phần: giây / Hugo + Pagefind", 2, _ratio("complete", "peer", "wall_s")),
        ("đủ mọi phần: giây / Hugo", 2, _ratio("complete", "hugo", "wall_s")),
        ("không đổi gì, đủ mọi phần: giây CPU", 2, _cost("complete_unchanged", "cpu_s", 1)),
        ("tiến trình mẹ, MiB", 0, lambda figures: figures["parent_mib"]),
        ("mọi tiến trình, MiB", 0, lambda figures: figures["total_mib"]),
        ("đủ mọi phần, MB", 1, _cost("complete", "bytes", _MEGA)),
        (
            "tệp lớn nhất mà tìm kiếm tải, kB",
            1,
            lambda figures: figures["largest_search_file"]["bytes"] / _KILO,
        ),
    ):
        now, before = figure(report), figure(earlier) if earlier else None
        cells = [f"{value:.{digits}f}" if value is not None else "–" for value in (now, before)]
        share = f"{now / before:.2f}" if now is not None and before else "–"
        rows.append([label, *cells, share])
    yield from _aligned(rows)
    if earlier:
        yield f"trước: {earlier['source']}"


def waits_table(report: Report, earlier: Report | None) -> str:
    """Lay out what people wait for, and what an edit and a long list cost.

    Args:
        report: Its figures.
        earlier: Figures of an earlier commit, to compare with.
    """
    lines = [("waits", name, "cpu_s", label, 1.0) for name, label in waits.NAMES.items()]
    lines += [
        ("edit", "", "cpu_s", "access-info build, một sửa đổi", 1),
        ("edit", "", "files_changed", "… tệp đổi, trung vị", 1),
        ("edit", "", "most_files_changed", "… tệp đổi, nhiều nhất", 1),
        ("edit", "", "bytes_changed", "… kB đổi, trung vị", _KILO),
        ("edit", "", "most_bytes_changed", "… kB đổi, nhiều nhất", _KILO),
    ]
    for part, label in (("large_list", "danh mục dài"), ("attachments", "nhiều tệp đính kèm")):
        lines += [
            (part, "", "cpu_s", f"{label}: giây CPU", 1),
            (part, "", "peak_mib", f"{label}: MiB", 1),
            (part, "", "largest_page_bytes", f"{label}: trang lớn nhất, kB", _KILO),
        ]
    rows = [["Người dùng phải chờ (giây CPU)", "nay", "trước", "nay / trước"]]
    for part, name, figure, label, unit in lines:
        now, before = (
            _figure_of(each, part, name, figure, unit) for each in (report, earlier or {})
        )
        if now is not None:
            cells = [f"{value:.2f}" if value is not None else "–" for value in (now, before)]
            rows.append([label, *cells, f"{now / before:.2f}" if before else "–"])
    return "\n".join(_aligned(rows))


def _figure_of(report: Report, part: str, name: str, figure: str, unit: float) -> float | None:
    """Return a figure of a part that an earlier run may lack."""
    found = report.get(part) or {}
    value = (found.get(name, {}) if name else found).get(figure)
    return value / unit if value is not None else None


def _ratio(name: str, base: str, figure: str) -> Any:  # noqa: ANN401 - a function of a report
    return lambda figures: figures[name][figure] / figures[base][figure]


def _cost(name: str, figure: str, unit: float) -> Any:  # noqa: ANN401 - a function of a report
    return lambda figures: figures[name][figure] / unit


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

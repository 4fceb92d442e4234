"""The made-up agencies as hand-written Markdown pages, the way a site without a plugin has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmark.province import agencies

_ITEM_COLUMNS = (
    *("ten", "so_ky_hieu", "ngay_ban_hanh", "hinh_thuc", "ngay_cong_khai", "dia_chi"),
    *("don_vi", "ngay_cap_nhat"),
)
_CONDITIONAL_COLUMNS = ("ten", "loai", "dieu_kien", "nguoi_dong_y", "mau", "don_vi")
_CORRECTION_COLUMNS = ("ma", "noi_dung_sai", "noi_dung_dung", "ngay_dinh_chinh")
_STEPS = (
    "Xem thông tin cần tìm đã công khai chưa, trong danh mục của cơ quan.",
    "Nếu chưa có, điền phiếu yêu cầu rồi gửi tới đầu mối.",
    "Cơ quan trả lời chậm nhất 12 ngày kể từ ngày nhận được yêu cầu hợp lệ.",
    "Nhận thông tin, hoặc nhận văn bản từ chối có nêu lý do.",
)


def write_pages(folder: Path, count: int) -> None:
    """Write eight pages for each agency and a home page.

    Args:
        folder: MkDocs's folder of documents.
        count: How many agencies.
    """
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("# Tiếp cận thông tin\n", encoding="utf-8")
    for number, agency_id in enumerate(agencies.agency_ids(count), 1):
        below = folder / "co-quan" / agency_id
        below.mkdir(parents=True)
        for name, lines in _pages(agencies.agency(number)):
            text = "".join(f"{line}\n" for line in lines)
            (below / f"{name}.md").write_text(text, encoding="utf-8")


def _pages(files: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[str]]]:
    profile = files["co-quan.yml"]
    items = files["cong-khai.yml"]["muc"]
    corrections = files.get("dinh-chinh.yml", {"muc": []})["muc"]
    years = {name: data for name, data in files.items() if name.startswith("thong-ke/")}
    name = profile["ten"]
    yield "index", (f"# {name}", "", *_facts(profile))
    yield "cong-khai", ("# Thông tin phải được công khai", "", *_by_group(items))
    conditional = files["co-dieu-kien.yml"]["muc"]
    yield (
        "co-dieu-kien",
        ("# Tiếp cận có điều kiện", "", *_table(_CONDITIONAL_COLUMNS, conditional)),
    )
    yield "quy-che", ("# Quy chế nội bộ", *_articles(profile["quy_che"]["dieu"]))
    contacts = [line for entry in profile["dau_moi"] for line in ("", *_facts(entry))]
    channels = [f"- {entry['loai']}: {entry['dia_chi']}" for entry in profile["kenh"]]
    yield "dau-moi", ("# Đầu mối và kênh tiếp nhận", *contacts, "", *channels)
    yield "cach-yeu-cau", ("# Cách yêu cầu thông tin", "", *(f"1. {step}" for step in _STEPS))
    yield "thong-ke", ("# Thống kê", *_figures(years))
    yield "dinh-chinh", ("# Đính chính", "", *_table(_CORRECTION_COLUMNS, corrections))


def _facts(record: Mapping[str, Any]) -> Iterator[str]:
    return (f"- **{key}**: {value}" for key, value in record.items() if isinstance(value, str))


def _by_group(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for group in dict.fromkeys(item.get("nhom", "") for item in items):
        yield f"## {group or 'Khác'}"
        yield ""
        yield from _table(_ITEM_COLUMNS, [item for item in items if item.get("nhom", "") == group])
        yield ""


def _articles(articles: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for article in articles:
        yield from ("", f"## Điều {article['so']}. {article['ten']}", "")
        yield article["van_ban"].replace("\n", "\n\n")


def _figures(years: Mapping[str, Any]) -> Iterator[str]:
    for data in years.values():
        yield from ("", f"## Năm {data['nam']}", "", "| Chỉ tiêu | Số lượng |", "|---|---|")
        for part in ("tiep_nhan", "ket_qua", "thoi_gian"):
            for key, value in data[part].items():
                if isinstance(value, str):
                    yield f"| {key} | {value} |"


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(_cell(row.get(column, '')) for column in columns)} |"


def _cell(value: object) -> str:
    if not isinstance(value, str) and isinstance(value, Sequence):
        return ", ".join(_cell(entry) for entry in value)
    text = str(value)
    return f"<{text}>" if text.startswith("http") else text

"""A made-up province of any size: the same bytes for the same number, on every machine.

An agency has what an exemplary one has: 100 rows that must be disclosed, 50 open under conditions,
a regulation of 12 articles, 8 years of figures, contact points, channels and all the rest, about
95 kB of YAML; an attachment, and up to two pages of its own. Values repeat themselves as seldom,
and titles and notes are as long, as in a real commune's list (`distinctness`). The data passes every
check without a warning.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmark.province import rows
from benchmark.province.attachments import file_bytes, file_kind
from benchmark.province.profile import agency_id, profile
from benchmark.province.prose import free_pages

AS_OF = datetime.date(2026, 11, 24)
ITEMS = 100
CONDITIONAL_ITEMS = 50
# The row, counted from 1, that has a file.
ATTACHED_TO = 10
YEARS = range(2019, 2027)
Data = dict[str, Any]


def agency_ids(count: int) -> list[str]:
    """Folder names of the first so many agencies; the first is the province's own office."""
    return [agency_id(number) for number in range(1, count + 1)]


def write_agencies(folder: Path, count: int) -> int:
    """Write a whole ``agencies/`` folder.

    Args:
        folder: Where; made if it is not there.
        count: How many agencies.

    Returns:
        Bytes of YAML written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = write_data(folder / "_dia-ban.yml", jurisdiction())
    for number in range(1, count + 1):
        below = folder / agency_id(number)
        for name, data in agency(number).items():
            written += write_data(below / name, data)
        for name, content in other_files(number).items():
            (below / name).parent.mkdir(parents=True, exist_ok=True)
            (below / name).write_bytes(content)
    return written


def change_agency(folder: Path, count: int, *, step: int) -> None:
    """Edits one row of the middle agency, as a clerk would."""
    path = folder / agency_id((count + 1) // 2) / "cong-khai.yml"
    first, line, rest = path.read_text(encoding="utf-8").split("\n", 2)
    title = f'  ten: "Thông báo sửa đổi lần {step} về lịch tiếp công dân"'
    old, rest = rest.split("\n", 1)
    if not old.startswith("  ten: "):
        raise ValueError(f"unexpected line in {path}: {old}")
    path.write_text("\n".join((first, line, title, rest)), encoding="utf-8", newline="\n")


def jurisdiction() -> Data:
    """``_dia-ban.yml``."""
    return {
        "ten": "Tỉnh Mẫu",
        "loai": "tinh",
        "thong_bao": "Dữ liệu do máy sinh ra để đo tốc độ dựng trang; không có cơ quan nào là thật.",
        "giam_sat": {
            "ten": "Sở Tư pháp tỉnh Mẫu",
            "dia_chi": "Số 12 đường Mẫu Một, phường Mẫu Trung, tỉnh Mẫu",
            "dien_thoai": "0298 3812 005",
            "email": "giam-sat@so-tu-phap.mau.example",
        },
        "cong_thong_tin": "https://cong.mau.example",
        "giay_phep": "Được sử dụng lại, ghi rõ nguồn và ngày lấy.",
        "thoi_han_rieng": [
            {
                "viec": "Cung cấp thông tin đơn giản, có sẵn",
                "gia_tri": "3",
                "don_vi": "ngay-lam-viec",
                "can_cu": "Quyết định số 233/QĐ-UBND ngày 15/9/2026 của Ủy ban nhân dân tỉnh Mẫu",
            }
        ],
        "ra_soat": {"so_ngay": "180", "ban_sao_cu": "30"},
    }


def agency(number: int) -> dict[str, Data]:
    """Make the data files of one agency, counted from 1, by path below its folder."""
    chance = random.Random(number)  # noqa: S311 - nothing secret: made-up data
    host = f"{agency_id(number)}.mau.example"
    files: dict[str, Data] = {
        "co-quan.yml": profile(number, host),
        "cong-khai.yml": {"muc": rows.items(ITEMS, host, chance)},
        "co-dieu-kien.yml": {
            "muc": [rows.conditional(row, chance) for row in range(1, CONDITIONAL_ITEMS + 1)]
        },
        "dinh-chinh.yml": {
            "muc": [rows.correction(row, chance) for row in range(1, 1 + number % 3)]
        },
    }
    files["cong-khai.yml"]["muc"][ATTACHED_TO - 1]["tep"] = [_attachment(number)]
    if not files["dinh-chinh.yml"]["muc"]:
        del files["dinh-chinh.yml"]
    for year in YEARS:
        files[f"thong-ke/{year}.yml"] = rows.year(year, chance)
    return files


def other_files(number: int) -> dict[str, bytes]:
    """Make an agency's attachment and free pages, by path below its folder."""
    chance = random.Random(number * 7919)  # noqa: S311 - as above
    content = file_bytes(file_kind(number), 2026, chance)
    pages = free_pages(number, chance)
    files = {name: text.encode() for name, text in pages.items()}
    return {f"tep/{_attachment(number)}": content, **files}


def _attachment(number: int) -> str:
    return f"tai-lieu-{number}.{file_kind(number)}"


def write_data(path: Path, data: Data) -> int:
    """Write a data file as the project itself does; return its bytes."""
    content = "".join(f"{line}\n" for line in _lines(data, "")).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return len(content)


def _lines(data: Mapping[str, Any], pad: str) -> Iterator[str]:
    """YAML in the shape that the project itself writes: quoted values, lists not indented."""
    for key, value in data.items():
        if isinstance(value, str):
            yield f"{pad}{key}: {json.dumps(value, ensure_ascii=False)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{key}:"
            yield from _lines(value, pad + "  ")
        else:
            yield f"{pad}{key}:"
            yield from _list_lines(value, pad)


def _list_lines(values: Sequence[Any], pad: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield f"{pad}- {json.dumps(value, ensure_ascii=False)}"
            continue
        first, *rest = _lines(value, pad + "  ")
        yield f"{pad}- {first.lstrip()}"
        yield from rest

"""Pages that the made-up agencies wrote themselves, in Markdown."""

from __future__ import annotations

import random

from benchmark.province.composing import filled, pick, up_to
from benchmark.province.words import UNITS

_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu")


def free_pages(number: int, chance: random.Random) -> dict[str, str]:
    """Write an agency's free pages, by path below its folder; every third agency has none.

    Args:
        number: The agency, counted from 1.
        chance: Where their words come from.
    """
    pages = {"trang/lich-tiep-cong-dan.md": _schedule, "trang/huong-dan-tra-cuu.md": _guide}
    return {name: write(chance) for name, write in list(pages.items())[: number % 3]}


def _schedule(chance: random.Random) -> str:
    rows = "".join(f"| {unit} | {pick(chance, _DAYS)} | 8:00–11:00 |\n" for unit in UNITS)
    return f"""\
---
tieu_de: "Lịch tiếp công dân"
mo_ta: "Lịch tiếp công dân tại trụ sở {filled("{place}", chance)}"
ngay_cap_nhat: "2026-10-{up_to(chance, 28):02d}"
---

{filled("Người đứng đầu cơ quan tiếp công dân tại phòng {count}, trụ sở {place}.", chance)}

| Nơi tiếp | Ngày tiếp | Giờ |
|---|---|---|
{rows}
Nếu ngày tiếp trùng ngày nghỉ thì chuyển sang ngày làm việc kế tiếp.

## Khi đến cần mang gì

- Giấy tờ để ghi sổ tiếp công dân.
- Đơn hoặc phiếu yêu cầu, nếu đã viết sẵn; chưa viết thì có người giúp.
"""


def _guide(chance: random.Random) -> str:
    steps = "".join(f"1. {filled(text, chance)}\n" for text in _STEPS)
    return f"""\
---
tieu_de: "Hướng dẫn tra cứu"
mo_ta: "Cách tìm một thông tin đã công khai"
ngay_cap_nhat: "2026-09-{up_to(chance, 28):02d}"
---

{steps}
Thông tin đã công khai thì xem ngay, không phải viết phiếu. Danh mục: [mở danh mục](../cong-khai/).
"""


_STEPS = (
    "Mở danh mục thông tin phải được công khai.",
    "Tìm theo điểm của luật, hoặc theo nhóm, ví dụ {field}.",
    "Mở địa chỉ truy cập hoặc tải tệp đính kèm ở mục cần tìm, ví dụ {subject}.",
    "Không thấy thì gửi yêu cầu cho {unit} theo một trong các kênh đã công bố.",
)

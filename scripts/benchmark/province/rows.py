"""What the made-up agencies publish: rows of both lists, corrections, yearly figures."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from typing import Any

from benchmark.words import CONDITIONAL, SUBJECTS, TITLES, UNITS

_LAW_2026 = datetime.date(2026, 9, 1)
Data = dict[str, Any]


def item(row: int, host: str, chance: random.Random) -> Data:
    """One row of the mandatory list; a few are over, to come, or filed under the older law only."""
    title = TITLES[(row * 3 + int(chance.random() * 3)) % len(TITLES)]
    issued = _LAW_2026 - datetime.timedelta(days=int(chance.random() * 1500) - 60)
    published = issued + datetime.timedelta(days=1 + int(chance.random() * 6))
    number = 1 + int(chance.random() * 300)
    text = title.text.format(year=issued.year, subject=SUBJECTS[int(chance.random() * 8)])
    data: Data = {"ma": f"{issued.year}-{row:03d}", "ten": text}
    if title.group and chance.random() < 0.7:  # noqa: PLR2004
        data["nhom"] = title.group
    points = [f"l01-d17k1{title.kind}"]
    if title.older and row % 4 != 1:
        points.append(f"l104-d17k1{title.older}")
    if row % 12 == 0:
        points.insert(1, "l01-d17k1b2" if title.kind != "b2" else "l01-d17k1a2")
    data["diem"] = points[1:] if row in _OLDER_ONLY and title.older and row % 12 else points
    data["so_ky_hieu"] = f"{number:02d}/{title.sign}"
    data["ngay_ban_hanh"] = issued.isoformat() if row % 17 else issued.isoformat()[:7]
    if row % 14 == 0:
        data["can_cu"] = "Luật Thực hiện dân chủ ở cơ sở; Luật Tiếp cận thông tin"
    data["hinh_thuc"] = ["cong-tttdt", "niem-yet"] if row % 6 == 0 else ["cong-tttdt"]
    if row % 7 == 0:
        data["thoi_diem"] = "Trong 05 ngày làm việc kể từ ngày ban hành"
    data["ngay_cong_khai"] = published.isoformat()
    if row % 5 == 0:
        data["thoi_han"] = ("05 năm", "Thường xuyên", "02 năm")[row % 3]
    if row % 6 == 0:
        until = published + datetime.timedelta(days=30)
        data["niem_yet"] = {"tu": published.isoformat(), "den": until.isoformat()}
    if row % 5:
        data["don_vi"] = UNITS[int(chance.random() * len(UNITS))]
    slug = f"{number:02d}-{title.sign.lower().replace('đ', 'd')}-{issued.year}"
    data["dia_chi"] = [f"https://{host}/van-ban/{slug}"]
    if row % 4 == 1:
        data["tan_suat"] = ("hang-nam", "hang-quy", "khi-co-thay-doi")[row % 3]
    if row % 2:
        data["ngay_cap_nhat"] = published.isoformat()
    else:
        data["ngay_ra_soat"] = f"2026-{9 + row % 3:02d}-{1 + row % 20:02d}"
    if row % 25 == 0:
        data["ghi_chu"] = "Bản giấy đọc tại nơi tiếp nhận trong giờ làm việc."
    return data | _STANDING.get(row, {})


_OLDER_ONLY = frozenset({20, 34, 58, 70, 82})
# As of the build: over, replaced by a document, by words, to come, run out, still running.
_STANDING: Mapping[int, Data] = {
    21: {"tinh_trang": "het-hieu-luc"},
    42: {"tinh_trang": "thay-the", "thay_the_boi": "15/QĐ-UBND ngày 10/9/2026"},
    63: {"hieu_luc": {"tu": "2027-01-01"}},
    75: {"hieu_luc": {"tu": "2020-01-01", "den": "2025-12-31"}},
    84: {"tinh_trang": "con-hieu-luc", "hieu_luc": {"tu": "2024-01-01", "den": "2029-12-31"}},
    93: {"tinh_trang": "da-rut", "rut": {"ngay": "2026-10-01", "ly_do": "Có thông tin riêng tư"}},
}


def conditional(row: int, chance: random.Random) -> Data:
    """One row of the conditional list."""
    kind, title, consent = CONDITIONAL[row % len(CONDITIONAL)]
    data: Data = {
        "ma": f"2026-{900 + row}",
        "ten": title.format(year=2026 - int(chance.random() * 30)),
        "loai": kind,
        "dieu_kien": f"{consent} đồng ý bằng văn bản"
        if consent
        else "Theo quy định của pháp luật có liên quan",
    }
    if consent and row % 2:
        data["nguoi_dong_y"] = consent
    if kind == "d16k1":
        data["mau"] = "06"
    if row % 3:
        data["don_vi"] = UNITS[int(chance.random() * len(UNITS))]
    if row % 5 == 0:
        data["can_cu"] = "Điều 16 Luật Tiếp cận thông tin"
    data["ngay_cap_nhat"] = f"2026-09-{1 + row % 28:02d}"
    if row % 2:
        data["ngay_ra_soat"] = f"2026-10-{1 + row % 28:02d}"
    return data


def correction(row: int) -> Data:
    """One mistake; only the first is corrected already."""
    data: Data = {
        "ma": f"2026-dc-{row:02d}",
        "muc_lien_quan": f"2026-{900 + row}",
        "noi_dung_sai": "Diện tích thu hồi 1,82 héc-ta",
        "noi_dung_dung": "Diện tích thu hồi 1,28 héc-ta",
        "phat_hien": {"ngay": "2026-09-14", "boi": "Cơ quan tự phát hiện"},
    }
    if row > 1:
        return data | {"ngay_kien_nghi": "2026-09-15"}
    return data | {"ngay_dinh_chinh": "2026-09-16", "hinh_thuc": ["niem-yet", "cong-tttdt"]}


def year(number: int, chance: random.Random) -> Data:
    """Figures that add up."""
    full, partial, refused, moved, pending = (
        int(chance.random() * most) for most in (1500, 4, 3, 2, 2)
    )
    late = int(chance.random() * 2) if full else 0
    total = full + partial + 2 * refused + moved + pending
    in_person, by_post = total * 4 // 10, total // 10
    older = number < 2026  # noqa: PLR2004
    grounds = ("d28k1a", "d28k1c") if older else ("d27k1", "d27k3")
    data: Data = {
        "nam": str(number),
        "tiep_nhan": {
            "truc_tiep": str(in_person),
            "buu_chinh": str(by_post),
            "mang": str(total - in_person - by_post),
        },
        "ket_qua": {
            "day_du": str(full),
            "mot_phan": str(partial),
            "tu_choi": {ground: str(refused) for ground in grounds},
            "chuyen": str(moved),
            "rut": "0",
            "dang_xu_ly": str(pending),
        },
        "thoi_gian": {
            "dung_han": str(full + partial + 2 * refused - late),
            "gia_han": "1",
            "qua_han": str(late),
            "trung_vi": "4,5",
            "dai_nhat": "12",
        },
        "khieu_nai": "0",
        "khoi_kien": "0",
        "chi_phi": str(full * 1000),
        "chu_dong_cong_khai": str(60 + int(chance.random() * 60)),
    }
    if number % 2:
        data["kho_khan"] = "Người làm đầu mối kiêm nhiệm; chưa có phần mềm theo dõi yêu cầu."
    else:
        data["kien_nghi"] = "Cho dùng chung phần mềm theo dõi yêu cầu của tỉnh."
    return data

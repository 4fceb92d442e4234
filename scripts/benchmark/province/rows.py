"""What the made-up agencies publish: rows of both lists, corrections, yearly figures."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from typing import Any

from benchmark.province.composing import (
    addresses,
    document_number,
    filled,
    note,
    pick,
    title,
    up_to,
)
from benchmark.province.words import (
    CONDITIONAL,
    CONDITIONS,
    FIELDS,
    OBJECTS,
    TITLES,
    UNITS,
    VERBS,
    WITHOUT_CONSENT,
)

_LAW_2026 = datetime.date(2026, 9, 1)
Data = dict[str, Any]


def items(count: int, host: str, chance: random.Random) -> list[Data]:
    """Make the mandatory list; a few rows are over, to come, or filed under the older law only.

    Two rows of five are procedures, several to the decision that announced them, as communes list
    them: without a number of their own, with the decision's addresses.

    Args:
        count: How many rows.
        host: The agency's made-up host.
        chance: Where the choices come from.
    """
    rows = []
    decision, pages = "", [""]
    for row in range(1, count + 1):
        if row % 5 not in _PROCEDURES:
            rows.append(_document(row, host, chance))
            continue
        if not decision or chance.random() < _NEW_DECISION:
            decision = document_number(chance)
            pages = addresses(f"Quyết định số {decision}", host, "2026-09-03", chance)
        rows.append(_procedure(row, decision, pages, chance))
    return rows


_PROCEDURES = (1, 3)
_NEW_DECISION = 0.5


def _procedure(row: int, decision: str, pages: list[str], chance: random.Random) -> Data:
    data: Data = {
        "ma": f"2026-{row:03d}",
        "ten": title(f"{pick(chance, VERBS)} {pick(chance, OBJECTS)}", chance),
        "nhom": pick(chance, FIELDS),
        "diem": ["l01-d17k1b4"],
        "can_cu": decision,
        "ngay_cong_khai": f"2026-09-{1 + row % 28:02d}",
        "dia_chi": pages,
        "ma_tthc": filled("{code}", chance),
    }
    if row % 4 == 1:
        data["ngay_ra_soat"] = f"2026-10-{1 + row % 28:02d}"
    if row % 8 == 1:
        data["tan_suat"] = ("hang-nam", "hang-quy", "khi-co-thay-doi")[row % 3]
    return data | _STANDING.get(row, {})


def _document(row: int, host: str, chance: random.Random) -> Data:
    kind = TITLES[(row * 3 + int(chance.random() * 3)) % len(TITLES)]
    issued = _LAW_2026 - datetime.timedelta(days=int(chance.random() * 1500) - 60)
    published = issued + datetime.timedelta(days=up_to(chance, 6))
    words = title(kind.text, chance, year=issued.year)
    data: Data = {"ma": f"{issued.year}-{row:03d}", "ten": words}
    if kind.group and row % 3:
        data["nhom"] = kind.group
    points = [f"l01-d17k1{kind.kind}"]
    if kind.older and row % 4 == 0:
        points.append(f"l104-d17k1{kind.older}")
    if row % 12 == 0:
        points.insert(1, "l01-d17k1b2" if kind.kind != "b2" else "l01-d17k1a2")
    data["diem"] = points[1:] if row in _OLDER_ONLY and len(points) > 1 else points
    data["so_ky_hieu"] = f"{up_to(chance, 9999):02d}/{kind.sign}"
    data["ngay_ban_hanh"] = issued.isoformat() if row % 17 else issued.isoformat()[:7]
    if row % 5 == 0:
        data["can_cu"] = "; ".join(document_number(chance) for _ in range(up_to(chance, 3)))
    data |= _disclosure(row, published)
    if row % 2:
        data["don_vi"] = pick(chance, UNITS)
    data["dia_chi"] = addresses(words, host, issued.isoformat(), chance)
    if row % 5 == _WITH_NOTE:
        data["ghi_chu"] = note(chance)
    return data | _STANDING.get(row, {})


def _disclosure(row: int, published: datetime.date) -> Data:
    """Make what a row says of when, where and how long it is public."""
    day = published.isoformat()
    data: Data = {"ngay_cong_khai": day}
    if row % 3 == 0:
        data["hinh_thuc"] = ["cong-tttdt", "niem-yet"] if row % 6 == 0 else ["cong-tttdt"]
    if row % 7 == 0:
        data["thoi_diem"] = "Trong 05 ngày làm việc kể từ ngày ban hành"
    if row % 10 == 0:
        data["thoi_han"] = ("05 năm", "Thường xuyên", "02 năm")[row % 3]
    if row % 12 == 0:
        until = published + datetime.timedelta(days=30)
        data["niem_yet"] = {"tu": day, "den": until.isoformat()}
    if row % 8 == 0:
        data["tan_suat"] = ("hang-nam", "hang-quy", "khi-co-thay-doi")[row % 3]
    if row % 5 == _WITH_CHANGE:
        data["ngay_cap_nhat"] = day
    elif row % 4 == 0:
        data["ngay_ra_soat"] = f"2026-{9 + row % 3:02d}-{1 + row % 20:02d}"
    return data


_WITH_CHANGE, _WITH_NOTE = 4, 2
_OLDER_ONLY = frozenset({4, 20, 40, 64, 80})
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
    kind, text, consent = CONDITIONAL[row % len(CONDITIONAL)]
    data: Data = {
        "ma": f"2026-{900 + row}",
        "ten": title(text, chance, year=2026 - int(chance.random() * 30)),
        "loai": kind,
        "dieu_kien": filled(
            pick(chance, CONDITIONS) if consent else WITHOUT_CONSENT, chance, consent=consent
        ),
    }
    if consent and row % 2:
        data["nguoi_dong_y"] = consent
    if kind == "d16k1":
        data["mau"] = "06"
    if row % 2:
        data["don_vi"] = pick(chance, UNITS)
    if row % 5 == 0:
        data["can_cu"] = f"Điều 16 Luật Tiếp cận thông tin; {document_number(chance)}"
    if row % 5 == 0:
        data["ngay_cap_nhat"] = f"2026-09-{1 + row % 28:02d}"
    elif row % 2:
        data["ngay_ra_soat"] = f"2026-10-{1 + row % 28:02d}"
    if row % 6 == 0:
        data["ghi_chu"] = note(chance)
    return data


def correction(row: int, chance: random.Random) -> Data:
    """One mistake; only the first is corrected already."""
    place = filled("{place}", chance)
    wrong, right = (f"{up_to(chance, 40)},{up_to(chance, 99):02d}" for _ in range(2))
    data: Data = {
        "ma": f"2026-dc-{row:02d}",
        "muc_lien_quan": f"2026-{900 + row}",
        "noi_dung_sai": f"Diện tích thu hồi tại {place} là {wrong} héc-ta",
        "noi_dung_dung": f"Diện tích thu hồi tại {place} là {right} héc-ta",
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
        "chi_phi": str(full * 1000 + int(chance.random() * 1000)),
        "chu_dong_cong_khai": str(60 + int(chance.random() * 60)),
    }
    if number % 2:
        data["kho_khan"] = "Người làm đầu mối kiêm nhiệm; chưa có phần mềm theo dõi yêu cầu."
    else:
        data["kien_nghi"] = "Cho dùng chung phần mềm theo dõi yêu cầu của tỉnh."
    return data

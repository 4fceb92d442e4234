"""A made-up province of any size: the same bytes for the same number, on every machine.

An agency has what an exemplary one has: 100 rows that must be disclosed, 50 open under conditions,
a regulation of 12 articles, 8 years of figures, contact points, channels and all the rest; about
70 kB of YAML. The data passes every check without a warning.
"""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmark.words import (
    ARTICLES,
    CONDITIONAL,
    FIELDS,
    FIRST,
    SECOND,
    SUBJECTS,
    TITLES,
    UNITS,
)

AS_OF = datetime.date(2026, 11, 24)
ITEMS = 100
CONDITIONAL_ITEMS = 50
YEARS = range(2019, 2027)
_LAW_2026 = datetime.date(2026, 9, 1)
# Of 20 agencies: 12 communes, 4 wards, 2 departments, 2 public service units.
_TYPES: tuple[str, ...] = (*("xa",) * 5, "phuong", "so", "xa", "phuong", "su-nghiep", *("xa",) * 6)
_TYPES += ("phuong", "so", "phuong", "su-nghiep")

Data = dict[str, Any]


def agency_ids(count: int) -> list[str]:
    """Folder names of the first so many agencies; the first is the province's own office."""
    return [_agency_id(number) for number in range(1, count + 1)]


def write_agencies(folder: Path, count: int) -> int:
    """Writes a whole ``agencies/`` folder.

    Args:
        folder: Where; made if it is not there.
        count: How many agencies.

    Returns:
        Bytes of YAML written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = _write(folder / "_dia-ban.yml", jurisdiction())
    for number in range(1, count + 1):
        for name, data in agency(number).items():
            written += _write(folder / _agency_id(number) / name, data)
    return written


def change_one(folder: Path, count: int, *, step: int) -> None:
    """Edits one row of the middle agency, as a clerk would."""
    path = folder / _agency_id((count + 1) // 2) / "cong-khai.yml"
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
    """The data files of one agency, counted from 1, by path below its folder."""
    chance = random.Random(number)  # noqa: S311 - nothing secret: made-up data
    host = f"{_agency_id(number)}.mau.example"
    files: dict[str, Data] = {
        "co-quan.yml": _profile(number, host),
        "cong-khai.yml": {"muc": [_item(row, host, chance) for row in range(1, ITEMS + 1)]},
        "co-dieu-kien.yml": {
            "muc": [_conditional(row, chance) for row in range(1, CONDITIONAL_ITEMS + 1)]
        },
        "dinh-chinh.yml": {"muc": [_correction(row) for row in range(1, 1 + number % 3)]},
    }
    if not files["dinh-chinh.yml"]["muc"]:
        del files["dinh-chinh.yml"]
    for year in YEARS:
        files[f"thong-ke/{year}.yml"] = _year(year, chance)
    return files


def _agency_id(number: int) -> str:
    return f"{_type(number)}-{number:04d}" if number > 1 else "van-phong-0001"


def _type(number: int) -> str:
    return "van-phong-ubnd" if number == 1 else _TYPES[number % len(_TYPES)]


def _names(number: int) -> tuple[str, str]:
    """Full and short name."""
    pair = number * 7
    place = f"{FIRST[pair % len(FIRST)]} {SECOND[pair // len(FIRST) % len(SECOND)]} Mẫu"
    if pair >= len(FIRST) * len(SECOND):
        place += f" {pair // (len(FIRST) * len(SECOND)) + 1}"
    field = FIELDS[number % len(FIELDS)]
    match _type(number):
        case "van-phong-ubnd":
            return "Ủy ban nhân dân tỉnh Mẫu", "UBND tỉnh Mẫu"
        case "xa":
            return f"Ủy ban nhân dân xã {place}", f"Xã {place}"
        case "phuong":
            return f"Ủy ban nhân dân phường {place}", f"Phường {place}"
        case "so":
            return f"Sở {field} {place}", f"Sở {field} {place}"
        case _:
            return f"Trung tâm Dịch vụ công {place}", f"Trung tâm {place}"


def _profile(number: int, host: str) -> Data:
    name, short = _names(number)
    kind = _type(number)
    place = f"{number} đường Mẫu {1 + number % 30}, {short.lower()}, tỉnh Mẫu"
    phone = f"0298 3{number % 1000:03d}"
    data: Data = {"ten": name, "ten_ngan": short, "loai": kind}
    if kind == "su-nghiep":
        data["linh_vuc"] = ("y-te", "giao-duc", "khac")[number % 3]
    data["ma_dinh_danh"] = f"H99.{number}"
    if number > 1:
        data["truc_thuoc"] = _agency_id(1)
    return data | {
        "thanh_lap": {
            "ngay": "2025-07-01",
            "can_cu": "Nghị quyết số 12/NQ-HĐND của Hội đồng nhân dân tỉnh Mẫu năm 2025",
        },
        "huyen_cu": f"Huyện Mẫu {('Giang', 'Sơn', 'Hải', 'Thanh')[number % 4]}",
        "dia_chi": f"Số {place}",
        "dien_thoai": f"{phone} 000",
        "email": f"van-phong@{host}",
        "trang_web": f"https://{host}",
        "gio_lam_viec": "7:30–11:30, 13:30–17:00, thứ Hai đến thứ Sáu",
        "dau_moi": [
            {
                "don_vi": "Trung tâm Phục vụ hành chính công",
                "vai_tro": "Đầu mối cung cấp thông tin",
                "nguoi": "Phó Giám đốc Trung tâm",
                "dien_thoai": f"{phone} 001",
                "email": f"dau-moi@{host}",
                "quyet_dinh": {"so": f"{100 + number}/QĐ-UBND", "ngay": "2026-09-07"},
            },
            {
                "don_vi": "Điểm tiếp nhận tại nhà văn hóa khu dân cư số 4",
                "vai_tro": "Điểm tiếp nhận thứ hai",
                "nguoi": "Công chức trực",
                "dien_thoai": f"{phone} 015",
                "email": f"diem-hai@{host}",
            },
        ],
        "tiep_nhan": {
            "noi": f"Quầy số {1 + number % 6}, Trung tâm Phục vụ hành chính công",
            "thiet_bi": "Bàn viết thấp, máy tính, máy quét, bảng niêm yết ngoài trời có mái che",
            "tu_chup": "có",
        },
        "kenh": [
            {"loai": "truc-tiep", "dia_chi": "Quầy số 1, Trung tâm Phục vụ hành chính công"},
            {"loai": "buu-chinh", "dia_chi": f"{name}, số {place}"},
            {"loai": "thu-dien-tu", "dia_chi": f"dau-moi@{host}"},
            {"loai": "cong-thong-tin", "dia_chi": f"https://{host}/gui-yeu-cau"},
            {"loai": "cong-dich-vu-cong", "dia_chi": "https://dich-vu-cong.mau.example/1.116556"},
        ],
        "phan_anh": {
            "dia_chi": f"Phòng Tiếp công dân, số {place}",
            "dien_thoai": f"{phone} 009",
            "email": f"phan-anh@{host}",
        },
        "tthc": "1.116556",
        "chuyen_muc": {
            "dia_chi": f"https://{host}/tiep-can-thong-tin",
            "ngay_kiem_tra": "2026-11-04",
        },
        "quy_che": {
            "so_ky_hieu": f"{200 + number}/QĐ-UBND",
            "ngay_ban_hanh": "2026-09-22",
            "nguoi_ky": "Người đứng đầu cơ quan",
            "dia_chi": f"https://{host}/van-ban/quy-che-cung-cap-thong-tin",
            "noi_dung": ["dau-moi", "chuyen-giao", "phan-loai", "cap-nhat", "trinh-tu"][
                : 5 - number % 2
            ],
            "dieu": [
                {"so": str(article), "ten": title, "van_ban": text.format(name=name)}
                for article, (title, text) in enumerate(ARTICLES, 1)
            ],
        },
        "ho_tro": [
            {
                "doi_tuong": "nguoi-khuyet-tat",
                "bien_phap": "Lối vào có dốc thoải, bàn tiếp nhận thấp; công chức viết hộ phiếu.",
            },
            {
                "doi_tuong": "dan-toc-thieu-so",
                "bien_phap": "Có người phiên dịch khi hẹn trước một ngày làm việc.",
            },
            {
                "doi_tuong": "vung-kho-khan",
                "bien_phap": "Gửi kết quả qua bưu chính, giảm chi phí sao chụp theo quy định.",
            },
        ],
        "hoat_dong": [
            {
                "ngay": "2026-09-26",
                "loai": "tuyen-truyen",
                "noi_dung": "Truyền thanh năm buổi về quyền tiếp cận thông tin",
            },
            {
                "ngay": "2026-10-17",
                "loai": "tap-huan",
                "noi_dung": "Hướng dẫn cách niêm yết và giữ biên bản niêm yết",
                "so_nguoi": str(20 + number % 50),
            },
        ],
        "khong_phat_sinh": [
            {"diem": "l01-d17k1e", "ly_do": "Không quản lý vốn nhà nước tại doanh nghiệp."},
            {"diem": "l01-d17k1l5", "ly_do": "Không có trường hợp cưỡng chế kiểm đếm."},
            {"diem": "OB-18", "ly_do": "Chưa có đơn vị thuộc diện phải lập danh mục."},
        ],
        "nguoi_phat_ngon": {
            "vai_tro": "Người phát ngôn",
            "nguoi": "Người đứng đầu cơ quan",
            "dien_thoai": f"{phone} 002",
            "email": f"phat-ngon@{host}",
        },
        "cong_cap_tren": f"https://cong.mau.example/co-quan/{host.partition('.')[0]}",
        "bao_cao": [
            {"ky": f"Năm {year}", "noi_nhan": "Sở Tư pháp tỉnh Mẫu", "ngay": f"{year}-12-15"}
            for year in (2025, 2024)
        ],
        "ke_hoach_cong_khai": {
            "so_ky_hieu": f"{1 + number % 20:02d}/KH-UBND",
            "ngay": "2026-01-16",
            "dia_chi": f"https://{host}/van-ban/ke-hoach-cong-khai-2026",
        },
    }


def _item(row: int, host: str, chance: random.Random) -> Data:
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
# As of AS_OF: over, replaced by a document, by words, to come, run out, still running.
_STANDING: Mapping[int, Data] = {
    21: {"tinh_trang": "het-hieu-luc"},
    42: {"tinh_trang": "thay-the", "thay_the_boi": "15/QĐ-UBND ngày 10/9/2026"},
    63: {"hieu_luc": {"tu": "2027-01-01"}},
    75: {"hieu_luc": {"tu": "2020-01-01", "den": "2025-12-31"}},
    84: {"tinh_trang": "con-hieu-luc", "hieu_luc": {"tu": "2024-01-01", "den": "2029-12-31"}},
    93: {"tinh_trang": "da-rut", "rut": {"ngay": "2026-10-01", "ly_do": "Có thông tin riêng tư"}},
}


def _conditional(row: int, chance: random.Random) -> Data:
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


def _correction(row: int) -> Data:
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


def _year(year: int, chance: random.Random) -> Data:
    """Figures that add up."""
    full, partial, refused, moved, pending = (
        int(chance.random() * most) for most in (1500, 4, 3, 2, 2)
    )
    late = int(chance.random() * 2) if full else 0
    total = full + partial + 2 * refused + moved + pending
    in_person, by_post = total * 4 // 10, total // 10
    older = year < 2026  # noqa: PLR2004
    grounds = ("d28k1a", "d28k1c") if older else ("d27k1", "d27k3")
    data: Data = {
        "nam": str(year),
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
    if year % 2:
        data["kho_khan"] = "Người làm đầu mối kiêm nhiệm; chưa có phần mềm theo dõi yêu cầu."
    else:
        data["kien_nghi"] = "Cho dùng chung phần mềm theo dõi yêu cầu của tỉnh."
    return data


def _write(path: Path, data: Data) -> int:
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

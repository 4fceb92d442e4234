"""Who the made-up agencies are: ids, types, names, and how each describes itself."""

from __future__ import annotations

from typing import Any

from benchmark.province.words import ARTICLES, FIELDS, FIRST, SECOND, UNITS

# Of 20 agencies: 12 communes, 4 wards, 2 departments, 2 public service units.
_TYPES: tuple[str, ...] = (*("xa",) * 5, "phuong", "so", "xa", "phuong", "su-nghiep", *("xa",) * 6)
_TYPES += ("phuong", "so", "phuong", "su-nghiep")

Data = dict[str, Any]


def agency_id(number: int) -> str:
    """Folder name of an agency, counted from 1; the first is the province's own office."""
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


def profile(number: int, host: str) -> Data:
    """``co-quan.yml``.

    Args:
        number: The agency, counted from 1.
        host: Its made-up host.
    """
    name, short = _names(number)
    kind = _type(number)
    place = f"{number} đường Mẫu {1 + number % 30}, {short.lower()}, tỉnh Mẫu"
    phone = f"0298 3{number % 1000:03d}"
    data: Data = {"ten": name, "ten_ngan": short, "loai": kind}
    if kind == "su-nghiep":
        data["linh_vuc"] = ("y-te", "giao-duc", "khac")[number % 3]
    data["ma_dinh_danh"] = f"H99.{number}"
    if number > 1:
        data["truc_thuoc"] = agency_id(1)
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
            *(
                {
                    "don_vi": unit,
                    "vai_tro": "Đầu mối của đơn vị giữ thông tin",
                    "nguoi": "Công chức được phân công",
                    "dien_thoai": f"{phone} {20 + line:03d}",
                    "email": f"don-vi-{line}@{host}",
                }
                for line, unit in enumerate(UNITS[1:], 1)
            ),
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

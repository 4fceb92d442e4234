"""`quoc-gia.yml`: the provinces of which the national site is made; owned by the office that runs that site."""

from __future__ import annotations

from typing import Annotated

import pydantic

from access_info.model.fields import Record, field
from access_info.model.jurisdiction import Oversight
from access_info.model.types import Count, Link, Many, PublicKey, RequiredText, Text

KEEP_DAYS = 30
# A count of days; a key typed without a value means the default.
_Days = Annotated[
    Count, pydantic.BeforeValidator(lambda value: KEEP_DAYS if value is None else value)
]


class Member(Record):
    """A jurisdiction that publishes a site of its own."""

    code: RequiredText = field(
        "ma",
        "Mã đơn vị hành chính",
        "Đúng như ma_don_vi_hanh_chinh mà tỉnh ấy ghi trong _dia-ban.yml. Đặt trong ngoặc kép.",
        example="99",
        required=True,
    )
    name: RequiredText = field("ten", "Tên", example="Tỉnh Mẫu", required=True)
    url: RequiredText = field(
        "dia_chi",
        "Địa chỉ trang",
        "Địa chỉ của trang đầu, bắt đầu bằng https://, nơi có tệp manifest.json.",
        example="https://tiep-can-thong-tin.mau.example/",
        required=True,
    )
    source: Text | None = field(
        "nguon",
        "Nguồn",
        "Thư mục của trang đã dựng, hoặc kho dữ liệu của tỉnh, tính từ thư mục của tệp này; bỏ trống thì đọc từ "
        "địa chỉ trang.",
        example="tinh/99",
    )
    key: PublicKey | None = field(
        "khoa",
        "Khóa công khai",
        "Nguyên dòng chữ trong tệp .pub của khóa ký trang, do tỉnh ấy đưa tận tay; có khóa thì chỉ nhận những gì "
        "đã ký.",
        example="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
    )


class Nation(Record):
    """The nation, with all that its file says of it."""

    name: RequiredText = field("ten", "Tên", example="Nước Mẫu", required=True)
    members: Many[Member] = field(
        "thanh_vien", "Các tỉnh", "Mỗi tỉnh một gạch đầu dòng.", many=True
    )
    keep_days: _Days = field(
        "giu_toi_da",
        "Giữ bản cũ nhiều nhất",
        "Số ngày còn hiện bản đọc được lần cuối của một tỉnh không đọc được nữa.",
        example=KEEP_DAYS,
        default=KEEP_DAYS,
    )
    notice: Text | None = field(
        "thong_bao",
        "Thông báo trên mọi trang",
        "Hiện ở đầu mọi trang, ví dụ báo đây là bản thử.",
    )
    main_colour: Text | None = field(
        "mau_chu_dao",
        "Màu chủ đạo",
        "Mã màu sáu chữ số, đủ đậm để chữ trắng đọc được trên nền ấy.",
        example="#0a4f86",
    )
    search_examples: Many[Text] = field(
        "goi_y",
        "Gợi ý tìm kiếm",
        "Vài từ người dân hay tìm, hiện dưới ô tìm ở trang đầu.",
        many=True,
        example=["bảng giá đất"],
    )
    oversight: Oversight | None = field("giam_sat", "Cơ quan giám sát")
    portal: Link | None = field("cong_thong_tin", "Cổng thông tin", example="https://mau.example")
    licence: Text | None = field(
        "giay_phep", "Giấy phép sử dụng lại", example="Được sử dụng lại, ghi rõ nguồn"
    )
    public_keys: Many[PublicKey] = field(
        "khoa_cong_khai",
        "Khóa công khai để kiểm tra chữ ký",
        "Nguyên dòng chữ trong tệp .pub của khóa ký trang cả nước; đổi khóa thì giữ lại cả khóa cũ.",
        many=True,
        example=[
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
        ],
    )

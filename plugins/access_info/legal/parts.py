"""The parts of a duty, declared in the pack; each is judged in one of a few ways."""

from __future__ import annotations

from access_info.legal.vocabularies import PartList, Way
from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Count, Many, Text, YesNo


class DutyPart(Record):
    """One part of a duty, and how data show that it is met.

    `assessment` has one judge for each way; a duty of a known way needs no program.
    """

    title: Text = field(
        "ten", "Phần phải có", "Ghi như điều còn thiếu.", example="người ký quy chế", required=True
    )
    way: Way = field(
        "cach",
        "Cách xét",
        "Một trong các cách mà chương trình biết, ví dụ co-truong.",
        example="co-truong",
        required=True,
    )
    paths: Many[Text] = field(
        "truong",
        "Trường",
        "Một trong các trường này có là đủ. Với danh sách: có ở một mục bất kỳ.",
        example=["quy_che.nguoi_ky"],
        many=True,
    )
    rows: PartList | None = field(
        "danh_sach",
        "Danh sách",
        "cong-khai, co-dieu-kien, quy-che, niem-yet hoặc truyen-thanh, tùy cách xét.",
        example="cong-khai",
    )
    except_kinds: Many[Text] = field(
        "tru_loai",
        "Trừ các loại có điều kiện",
        "Dòng thuộc các loại này (mã như d16k4) thì phần này không xét.",
        many=True,
    )
    values: Many[Text] = field("gia_tri", "Giá trị", "Một trong các giá trị này.", many=True)
    needs: Many[Text] = field(
        "kem_theo", "Trường của từng mục", "Mục thiếu trường nào thì phần này chưa đủ.", many=True
    )
    months: Count | None = field("so_thang", "Trong số tháng", example=36)
    laws: Many[Text] = field("luat", "Chỉ theo luật", "Mã luật; bỏ trống: mọi luật.", many=True)
    is_aside: YesNo = field(
        "di_kem", "Chỉ đi kèm", "Một mình phần này chưa phải bằng chứng.", default=False
    )

"""Checks of `quoc-gia.yml`, with the rules that they break (TT371–TT376)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from access_info.checks.jurisdiction import check_colour
from access_info.model.nation import Nation
from access_info.model.types import is_web_address
from access_info.problems import Problem, Rule, Severity
from access_info.source import SourceDocument

MOST_KEEP_DAYS = 366
# As in `_dia-ban.yml`.
_UNIT_CODE = re.compile(r"\d{2}|\d{3}|\d{5}", re.ASCII)

SAME_MEMBER = Rule(
    code="TT371",
    severity=Severity.ERROR,
    title="Hai thành viên cùng mã",
    message="“ma”: “{text}” đã là mã của một thành viên ở trên.",
    cure="Xóa thành viên ghi hai lần, hoặc sửa mã ở dòng này.",
    why="Mã phân biệt các tỉnh: dữ liệu của hai tỉnh cùng mã sẽ lẫn vào nhau.",
    wrong='- ma: "01"\n  ten: "Tỉnh Mẫu"\n- ma: "01"\n  ten: "Tỉnh Mẫu Hai"',
    right='- ma: "01"\n  ten: "Tỉnh Mẫu"\n- ma: "02"\n  ten: "Tỉnh Mẫu Hai"',
)
NO_UNIT_CODE = Rule(
    code="TT372",
    severity=Severity.ERROR,
    title="Mã thành viên không phải mã đơn vị hành chính",
    message="“ma”: “{text}” không phải mã đơn vị hành chính.",
    cure="Ghi đúng ma_don_vi_hanh_chinh của tỉnh ấy: hai chữ số với tỉnh, thành phố; năm chữ số với xã, phường, "
    "đặc khu; đặt trong ngoặc kép.",
    why="Dữ liệu chỉ được nhận khi chính tỉnh ấy cũng ghi mã này.",
    wrong='ma: "tinh-mau"',
    right='ma: "99"',
)
BAD_ADDRESS = Rule(
    code="TT373",
    severity=Severity.ERROR,
    title="Địa chỉ trang của thành viên chưa dùng được",
    message="“dia_chi”: “{text}” không phải địa chỉ trang đầu bắt đầu bằng https://.",
    cure="Mở trang đầu của tỉnh ấy trong trình duyệt rồi chép địa chỉ, bỏ phần từ dấu ? hay # trở đi.",
    why="Dữ liệu được đọc từ địa chỉ này; chỉ https:// mới biết chắc là máy chủ của tỉnh ấy trả lời.",
    wrong='dia_chi: "http://tiep-can-thong-tin.mau.example/?trang=1"',
    right='dia_chi: "https://tiep-can-thong-tin.mau.example/"',
)
SAME_ADDRESS = Rule(
    code="TT374",
    severity=Severity.ERROR,
    title="Hai thành viên cùng địa chỉ",
    message="“dia_chi”: “{text}” đã là địa chỉ của một thành viên ở trên.",
    cure="Sửa địa chỉ ở dòng này thành địa chỉ trang của đúng tỉnh ấy.",
    why="Mỗi tỉnh có trang riêng; cùng địa chỉ thì có một tỉnh ghi nhầm.",
)
NO_MEMBER = Rule(
    code="TT375",
    severity=Severity.ERROR,
    title="Chưa có thành viên nào",
    message="“thanh_vien”: chưa ghi tỉnh nào.",
    cure="Thêm ít nhất một tỉnh, mỗi tỉnh một gạch đầu dòng với ma, ten, dia_chi.",
    why="Trang cả nước chỉ làm từ những gì các tỉnh đã đăng.",
    wrong="thanh_vien: []",
    right='thanh_vien:\n  - ma: "99"\n    ten: "Tỉnh Mẫu"\n    dia_chi: "https://tiep-can-thong-tin.mau.example/"',
)
BAD_KEEP_DAYS = Rule(
    code="TT376",
    severity=Severity.ERROR,
    title="Số ngày giữ bản cũ ngoài mức",
    message="“giu_toi_da”: {days} ngày không dùng được.",
    cure="Ghi từ 1 đến {most} ngày; bỏ dòng này thì là 30 ngày.",
    why="Bản cũ giữ quá lâu thì còn hiện cả những gì tỉnh đã rút.",
    wrong="giu_toi_da: 9999",
    right="giu_toi_da: 30",
)


def check_nation(nation: Nation, document: SourceDocument) -> Iterator[Problem]:
    """Check what the file of a nation says of it and of its members.

    Args:
        nation: The nation.
        document: Its file, which can locate each value.
    """
    yield from check_colour(nation.main_colour, document)
    if not 1 <= nation.keep_days <= MOST_KEEP_DAYS:
        place = document.locate(("giu_toi_da",))
        yield BAD_KEEP_DAYS.at(place, days=nation.keep_days, most=MOST_KEEP_DAYS)
    if not document.data.get("thanh_vien"):
        yield NO_MEMBER.at(document.locate(("thanh_vien",)))
    codes = [member.code for member in nation.members]
    yield from _each(document, "ma", codes, _is_code, (NO_UNIT_CODE, SAME_MEMBER))
    addresses = [member.url for member in nation.members]
    yield from _each(document, "dia_chi", addresses, is_site_address, (BAD_ADDRESS, SAME_ADDRESS))


def is_site_address(text: str) -> bool:
    """Tell whether a text is the address of a site's root, reached by HTTPS."""
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return False
    plain = parts.scheme == "https" and parts.username is None and not parts.query
    return bool(plain and host and not parts.fragment and is_web_address(text))


def _is_code(text: str) -> bool:
    return bool(_UNIT_CODE.fullmatch(text))


def _each(
    document: SourceDocument,
    key: str,
    texts: list[str],
    is_good: Callable[[str], bool],
    broken: tuple[Rule, Rule],
) -> Iterator[Problem]:
    """Check one field of every member: its shape, and that no two have the same."""
    bad, same = broken
    seen: set[str] = set()
    for number, text in enumerate(texts):
        place = document.locate(("thanh_vien", number, key))
        if not is_good(text):
            yield bad.at(place, text=text)
        elif text in seen:
            yield same.at(place, text=text)
        seen.add(text)

"""What loses nothing and misleads: it stands in the open, before the details."""

from __future__ import annotations

import shutil

import pytest
from province_histories import ITEM, Province, diff, difference

from access_info.changes.difference import FieldChange, NoticeKind
from access_info.changes.losses import field_notices

pytestmark = pytest.mark.sampled


@pytest.fixture(scope="module")
def original_province(tmp_path_factory):
    province_ = Province(tmp_path_factory.mktemp("kho"), agencies=5)
    province_.edit(
        "so-5/cong-khai.yml", '- ma: "2026-001"\n', '- ma: "2026-001"\n  diem: ["l01-d17k1a"]\n'
    )
    province_.edit("so-5/trang/lich.md", "tầng 1", "tầng 1, hỏi ở lich@mau.example")
    more = '  - "https://mau.example/5/2"\n'
    province_.edit("so-5/cong-khai.yml", more, f'{more}  - "https://mau.example/5/2/phu-luc"\n')
    province_.commit("Thêm")
    return province_


@pytest.fixture
def province(original_province, tmp_path):
    shutil.copytree(original_province.top, tmp_path / "kho")
    copy = object.__new__(Province)
    copy.top, copy.agencies = tmp_path / "kho", tmp_path / "kho" / "agencies"
    return copy


PROFILE, LIST = "so-5/co-quan.yml", "so-5/cong-khai.yml"
OFFICE = "Đầu mối cung cấp thông tin › Văn phòng Sở"
FIRST, FOURTH = "2026-001 “Báo cáo số 1 của Sở Mẫu 5”", "2026-004 “Báo cáo số 4 của Sở Mẫu 5”"
WAIVER = (
    '  mien_tru:\n  - quy_tac: "TT614"\n    vai_tro: "Chánh Văn phòng"\n    ly_do: "Số của cơ quan"\n'
    '    ngay: "2026-11-01"\n    het_han: "2027-03-03"\n'
)
# Where, what for what, then the kind, the place and what counts.
EDITS = {
    "domain": (
        PROFILE,
        "dau-moi-5@mau.example",
        "dau-moi-5@mau.example.com",
        ("lien-he", f"{OFFICE} › Thư điện tử", "tên miền mau.example → mau.example.com"),
    ),
    "name before the domain": (
        PROFILE,
        "dau-moi-5@mau.example",
        "dau-moi-6@mau.example",
        ("lien-he", f"{OFFICE} › Thư điện tử", ""),
    ),
    "number": (
        PROFILE,
        "0298 3813 005",
        "0298 3813 999",
        ("lien-he", f"{OFFICE} › Điện thoại", ""),
    ),
    "one number of two": (
        PROFILE,
        '"0298 3812 005"',
        '"0298 3812 005, trực đêm 0298 3812 111"',
        ("lien-he", "Điện thoại", "số (trống) → 0298 3812 111"),
    ),
    "a number of no usual form": (
        PROFILE,
        "0298 3813 005",
        "máy lẻ 105",
        ("lien-he", f"{OFFICE} › Điện thoại", "số 0298 3813 005 → (trống)"),
    ),
    "channel": (
        PROFILE,
        "tiep-nhan-5@mau.example",
        "tiep-nhan-5@khac.example",
        (
            "lien-he",
            "Kênh tiếp nhận yêu cầu › Thư điện tử › Địa chỉ",
            "tên miền mau.example → khac.example",
        ),
    ),
    "postal address": (
        PROFILE,
        "Số 5 đường Mẫu, phường Mẫu",
        "Số 7 đường Mẫu, phường Mẫu",
        ("lien-he", "Địa chỉ", ""),
    ),
    "host": (
        LIST,
        "https://mau.example/5/4",
        "https://khac.example/5/4",
        ("dia-chi", f"{FOURTH} › Địa chỉ truy cập", "máy chủ mau.example → khac.example"),
    ),
    "host behind a name": (
        LIST,
        "https://mau.example/5/4",
        "https://mau.example@khac.example/5/4",
        ("dia-chi", f"{FOURTH} › Địa chỉ truy cập", "máy chủ mau.example → khac.example"),
    ),
    "host of other letters": (
        LIST,
        "https://mau.example/5/4",
        "https://mаu.example/5/4",
        (
            "dia-chi",
            f"{FOURTH} › Địa chỉ truy cập",
            "máy chủ mau.example → mаu.example (xn--mu-7kc.example)",
        ),
    ),
    "status": (
        LIST,
        '- ma: "2026-004"\n',
        '- ma: "2026-004"\n  tinh_trang: "het-hieu-luc"\n',
        ("tinh-trang", f"{FOURTH} › Tình trạng", ""),
    ),
    "superseded": (
        LIST,
        '- ma: "2026-004"\n',
        '- ma: "2026-004"\n  tinh_trang: "thay-the"\n  thay_the_boi: "2026-005"\n',
        ("tinh-trang", f"{FOURTH} › Tình trạng", ""),
    ),
    "one more point of law": (
        LIST,
        '["l01-d17k1a"]',
        '["l01-d17k1a", "l01-d17k1b"]',
        ("diem-luat", f"{FIRST} › Điểm của luật", ""),
    ),
    "a point that is said not to arise": (
        PROFILE,
        "kenh:\n",
        'khong_phat_sinh:\n- diem: "l01-d17k1e"\n  ly_do: "Không có"\nkenh:\n',
        ("diem-luat", "Không phát sinh › l01-d17k1e", ""),
    ),
    "a waiver": (
        LIST,
        '- ma: "2026-004"\n',
        f'- ma: "2026-004"\n{WAIVER}',
        ("mien-tru", f"{FOURTH} › Miễn trừ quy tắc › TT614", ""),
    ),
    "a value that is gone": (
        LIST,
        '  ngay_ban_hanh: "2026-09-05"\n',
        "",
        ("bo-trong", f"{FOURTH} › Ngày ban hành", ""),
    ),
    "an address less": (
        LIST,
        '  - "https://mau.example/5/2"\n',
        "",
        ("dia-chi", "2026-002 “Báo cáo số 2 của Sở Mẫu 5” › Địa chỉ truy cập", "bớt 1 địa chỉ"),
    ),
    "a path": (
        LIST,
        "https://mau.example/5/4",
        "https://mau.example/5/bao-cao-4",
        ("dia-chi", f"{FOURTH} › Địa chỉ truy cập", ""),
    ),
    "a date": (
        LIST,
        '"2026-09-05"',
        '"2026-09-06"',
        ("van-ban", f"{FOURTH} › Ngày ban hành", ""),
    ),
    "a number of a document": (
        LIST,
        "4/BC-SM5",
        "44/BC-SM5",
        ("van-ban", f"{FOURTH} › Số, ký hiệu", ""),
    ),
    "the regulation's number": (
        PROFILE,
        "5/QĐ-SM",
        "6/QĐ-SM",
        ("van-ban", "Quy chế nội bộ › Số, ký hiệu", ""),
    ),
    "another title": (
        LIST,
        "Báo cáo số 4 của Sở Mẫu 5",
        "Lịch công tác tuần",
        ("ten", "2026-004 “Lịch công tác tuần” › Tên thông tin", ""),
    ),
    "fewer requests": (
        "so-5/thong-ke/2025.yml",
        "mang: 7",
        "mang: 6",
        ("so-lieu", "Năm 2025", "Yêu cầu đã tiếp nhận › Mạng điện tử: 7 → 6"),
    ),
    "a page": (
        "so-5/trang/lich.md",
        "lich@mau.example",
        "lich@khac.example",
        ("lien-he", "Trang “Lịch tiếp công dân” (lich)", "tên miền mau.example → khac.example"),
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "wording"), EDITS.values(), ids=EDITS)
def test_a_notice_comes_before_the_details(province, file, old, new, wording):
    province.edit(file, old, new)
    province.commit("Sửa lỗi chính tả")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (notice,) = comparison["notices"]
    assert (notice["kind"], notice["where"], notice["detail"]) == wording
    assert notice["agency"] == "so-5"
    assert comparison["agencies"][0]["notices"] == [notice]
    assert comparison["losses"] == []


def test_a_notice_is_not_folded_away(province):
    province.edit(PROFILE, "dau-moi-5@mau.example", "dau-moi-5@khac.example")
    province.commit("Sửa lỗi chính tả")
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    line = (
        f"  ~ so-5: Đổi liên hệ: {OFFICE} › Thư điện tử: dau-moi-5@mau.example → dau-moi-5@khac.example "
        "(tên miền mau.example → khac.example)"
    )
    assert text.index("CẦN ĐỐI CHIẾU") < text.index(line) < text.index("so-5 (Sở Mẫu 5)")
    _, page, _ = diff(province, "HEAD~1", "HEAD", form="markdown")
    opened = page.partition("<details>")[0]
    assert "### Cần đối chiếu" in opened
    assert "(tên miền mau.example → khac.example)" in opened


QUIET = {
    "spaces in a number": (PROFILE, "0298 3813 005", "0298.3813.005"),
    "a name": (PROFILE, "Chánh Thanh tra", "Phó Chánh Thanh tra"),
    "hours": (PROFILE, "kenh:\n", 'gio_lam_viec: "7:00–11:00"\nkenh:\n'),
    "the same page": (LIST, "https://mau.example/5/4", "http://mau.example/5/4/"),
    "a title in other words": (LIST, "Báo cáo số 4 của Sở", "Báo cáo số 4 (quý I) của Sở"),
    "a status that is told": (
        LIST,
        '- ma: "2026-004"\n',
        '- ma: "2026-004"\n  tinh_trang: "con-hieu-luc"\n',
    ),
    "more requests": ("so-5/thong-ke/2025.yml", "mang: 7", "mang: 8"),
    "capitals of a host": (LIST, "https://mau.example/5/4", "https://MAU.example/5/4"),
    "words of a page": ("so-5/trang/lich.md", "thứ Hai", "thứ Ba"),
    "a new row": (LIST, "muc:\n", f"muc:\n{ITEM.format(k=50, n=5, d=3)}"),
}


@pytest.mark.parametrize(("file", "old", "new"), QUIET.values(), ids=QUIET)
def test_ordinary_edits_stay_in_the_details(province, file, old, new):
    province.edit(file, old, new)
    province.commit("Sửa")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    assert comparison["notices"] == []
    assert not comparison["empty"]


@pytest.mark.parametrize("typed", ["+84 298 3813 005", "+84 (0)298 3813 005", "+84.298.3813.005"])
def test_a_number_with_that_of_the_country_is_the_same_number(province, typed):
    page = "so-5/trang/lich.md"
    province.edit(page, "tầng 1", "tầng 1, gọi 0298 3813 005")
    province.commit("Thêm số")
    province.edit(page, "0298 3813 005", typed)
    province.commit("Viết lại số")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    assert comparison["notices"] == []
    province.edit(page, typed, typed.replace("3813", "3814"))
    province.commit("Đổi số")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    assert comparison["notices"] != []


def test_many_values_that_are_gone_from_a_row_share_a_line(province):
    row = ITEM.format(k=4, n=5, d=5)
    more = '  nhom: "Báo cáo"\n  don_vi: "Văn phòng"\n  ngay_cong_khai: "2026-09-06"\n'
    province.edit(LIST, row, row + more)
    province.commit("Thêm")
    province.edit(LIST, more, "")
    province.commit("Gọn lại")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (notice,) = comparison["notices"]
    assert (notice["kind"], notice["where"]) == ("bo-trong", FOURTH)
    assert notice["detail"] == "3 chỗ: Nhóm, Ngày công khai, Đơn vị chịu trách nhiệm"


NEW_ONLY = {"one number of two", "one more point of law", "a point that is said not to arise"}


@pytest.mark.parametrize(("name", "edit"), EDITS.items(), ids=EDITS)
def test_what_replaces_something_differs_from_what_is_new(province, name, edit):
    file, old, new, _ = edit
    province.edit(file, old, new)
    province.commit("Sửa")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    assert [notice["replaces"] for notice in comparison["notices"]] == [name not in NEW_ONLY]


def test_what_is_lost_is_reported_once(province):
    province.edit(PROFILE, '  dien_thoai: "0298 3813 005"\n')
    province.edit(LIST, '  diem: ["l01-d17k1a"]\n')
    province.commit("Bỏ")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    assert [loss["kind"] for loss in comparison["losses"]] == ["lien-he", "diem-luat"]
    assert comparison["notices"] == []


@pytest.mark.parametrize(
    ("points", "lost"),
    [
        ('"l01-d17k1b"', ["rời khỏi điểm a khoản 1 Điều 17"]),
        ('"l01-d17k1a2"', []),
        ('"l01-d17k1b", "l01-d17k1a"', []),
    ],
)
def test_a_row_that_leaves_a_point_for_another_of_its_article_is_a_loss(province, points, lost):
    province.edit(LIST, '"l01-d17k1a"', points)
    province.commit("Sửa")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    losses = [loss["what"].partition(" Luật")[0] for loss in comparison["losses"]]
    assert losses == [f"{FIRST}: {each}" for each in lost]


def test_the_oversight_office_is_named_too(province):
    province.edit("_dia-ban.yml", "0298 3810 000", "0298 3810 999")
    province.commit("Sửa")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (notice,) = comparison["notices"]
    assert (notice["agency"], notice["after"]) == ("", "0298 3810 999")


def test_a_long_value_is_cut_and_what_counts_is_not():
    before = f"{'Xem hướng dẫn. ' * 60} Thư: hoi@mau.example"
    change = FieldChange(
        ("ghi_chu",), "Ghi chú", before, before.replace("mau.example", "khac.example")
    )
    (notice,) = field_notices("so-5", [change], "2026-001")
    assert notice.kind is NoticeKind.CONTACT
    assert notice.detail == "tên miền mau.example → khac.example"


@pytest.mark.parametrize(
    ("before", "after", "kind", "detail"),
    [
        (
            "Gọi 0298 3813 005 hoặc xem https://mau.example/a",
            "Gọi 0298 3813 999 hoặc xem https://khac.example/a",
            NoticeKind.CONTACT,
            "số 0298 3813 005 → 0298 3813 999; máy chủ mau.example → khac.example",
        ),
        (
            "hoi@mau.example, https://mau.example/a",
            "hoi@khac.example, https://khac.example/a",
            NoticeKind.CONTACT,
            "tên miền mau.example → khac.example; máy chủ mau.example → khac.example",
        ),
        (
            "https://mau.example/a https://hai.example/a",
            "https://khac.example/a https://ba.example/a",
            NoticeKind.ADDRESS,
            "máy chủ mau.example, hai.example → khac.example, ba.example",
        ),
    ],
    ids=["a host and a number", "a host and an email", "hosts alone"],
)
def test_only_hosts_alone_are_an_address(before, after, kind, detail):
    """A number or an email that changes beside a host is a way to reach somebody all the same."""
    change = FieldChange(("ghi_chu",), "Ghi chú", before, after)
    (notice,) = field_notices("so-5", [change], "2026-001")
    assert (notice.kind, notice.detail, notice.replaces) == (kind, detail, True)

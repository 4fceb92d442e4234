"""Each place where a mistake can stand is reported, and its neighbours are not: files that bear the code on the wrong line."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from loaded_program import laws_of_today

from access_info.checks import check_agency, follow
from access_info.checks.items import missing_ids
from access_info.checks.jurisdiction import check_jurisdiction, check_nation
from access_info.loading import load_agency, load_jurisdiction, load_nation
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.source.documents import parse_yaml

FRAMEWORK, _ = laws_of_today()
DAY = datetime.date(2026, 11, 24)
AGENCIES = frozenset({"so-mau", "so-khac"})
# A line that is wrong says so itself: “so: x  # TT301”, with each code as often as it is reported.
MARK = re.compile(r"# (TT\d{3}(?: TT\d{3})*)$")


def marked(files: dict[str, str]) -> list[tuple[str, int, str]]:
    return sorted(
        (name, number, code)
        for name, text in files.items()
        for number, line in enumerate(text.split("\n"), 1)
        if (mark := MARK.search(line))
        for code in mark[1].split()
    )


def reported(folder: Path, problems) -> list[tuple[str, int, str]]:
    return sorted(
        (
            Path(problem.location.path).relative_to(folder).as_posix(),
            problem.location.line,
            problem.code,
        )
        for problem in problems
    )


def checked(folder: Path, files: dict[str, str]):
    for name, text in {"co-quan.yml": 'ten: "Sở Mẫu"\nloai: so\n', **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return check_agency(
        load_agency(read_folder(folder)), framework=FRAMEWORK, agencies=AGENCIES, as_of=AsOf(DAY)
    )


ROWS = {
    "tep/a.pdf": "a",
    "tep/nam/b.pdf": "b",
    "cong-khai.yml": """\
muc:
- ma: "2026-001"
  ten: "Đúng cả"
  diem: ["l01-d17k1a2", "l01-d17k1c"]
  so_ky_hieu: "1/QĐ"
  ngay_ban_hanh: "2026-09-03"
  ngay_cong_khai: "2026-09-03"
  niem_yet: {tu: "2026-09-03", den: "2026-09-03"}
  hieu_luc: {tu: "2026-09-03", den: "2026-09-03"}
  truyen_thanh: {tu: "2026-09-03", den: "2026-09-03"}
  dia_chi: ["https://mau.example/a", "Số 2 đường Mẫu", "ftp"]
  tep: ["a.pdf", "tep/a.pdf", "nam/b.pdf", "da-rut.pdf"]
  tan_suat: "hang-quy"
  ma_tthc: "1.116556.000.00.01.H01"
- ma: "2026-002"
  ten: "Mỗi trường một lỗi"
  diem:
  - "l01-d17k1a2"
  - "l01-d17k9"  # TT311
  - "l16-d17k9"  # TT311
  ngay_ban_hanh: "2026-09-03"
  ngay_cong_khai: "2026-09-02"  # TT322
  niem_yet:
    tu: "2026-09-03"
    den: "2026-09-02"  # TT321
  hieu_luc:
    tu: "2026-09-03"
    den: "2026-09-02"  # TT321
  truyen_thanh:
    tu: "2026-09-03"
    den: "2026-09-02"  # TT321
  dia_chi:
  - "https://mau.example/a"
  - "mau.example/b"  # TT345
  - "www.mau.example"  # TT345
  tep:
  - "a.pdf"
  - "b.pdf"  # TT501
  - "nam/../a.pdf"  # TT502
  - "/a.pdf"  # TT502
  - "~a.pdf"  # TT502
  - "nam\\\\b.pdf"  # TT502
  - "C:a.pdf"  # TT502
  - "nam//b.pdf"  # TT502
  - "./a.pdf"  # TT502
  tan_suat: "mỗi khi"  # TT346
  ma_tthc: "1.11655"  # TT342
- ma: "2026-003"
  ten: "Chỉ có một đầu của thời gian, tháng thay cho ngày"
  ngay_ban_hanh: "2026-09"
  ngay_cong_khai: "2026-09-01"
  niem_yet: {den: "2026-09-02"}
  hieu_luc: {tu: "2026-09-02"}
  ma_tthc: "1.116556.H01"
  tan_suat: "Hằng quý"
- ma: "2026-004"
  ten: "Văn bản nằm dưới"
  van_ban:
  - ma: "2026-005"
    ten: "Đúng"
    tep: ["a.pdf"]
  - ma: "2026-006"
    ten: "Sai"
    diem:
    - "l01-d17k9"  # TT311
    ngay_ban_hanh: "2026-09-03"
    ngay_cong_khai: "2026-09-02"  # TT322
    hieu_luc:
      tu: "2026-09-03"
      den: "2026-09-02"  # TT321
    dia_chi:
    - "mau.example/b"  # TT345
    tep:
    - "a.pdf"
    - "c.pdf"  # TT501
    tinh_trang: thay-the  # TT323
  - ma: "2026-007"  # TT304
    ngay_ban_hanh: "2026-09-03"
  - ma: "2026-008"
    so_ky_hieu: "8/QĐ"
    thay_the_boi: "2026-008"  # TT324
- ma: "2026-009"
  so_ky_hieu: "9/QĐ"
  tinh_trang: thay-the
  thay_the_boi: "2026-005"
- ma: "2026-010"
  ten: "Thay bởi văn bản có tên"
  thay_the_boi: "Nghị quyết số 5"
- ma: "2026-011"
  ten: "Thay bởi số, ký hiệu"
  thay_the_boi: "5/NQ-HĐND"
- ma: "2026-012"
  ten: "Thay bởi mục không có"
  thay_the_boi: "2026-099"  # TT313
- ma: "2026-013"
  ten: "Rút mà không nói vì sao"
  tinh_trang: da-rut  # TT325
- ma: "2026-014"
  ten: "Rút có lý do"
  tinh_trang: da-rut
  rut: {ngay: "2026-10-01", ly_do: "Đăng nhầm"}
- ma: "2026-015"
  ten: "Thay thế mà chưa nói bởi gì"
  tinh_trang: thay-the  # TT323
- ma: "2026-016"
  ten: "Trang của sở kia"
  thay_the_boi: "so-khac/2026-100"
- ma: "2026-001"  # TT302
  ten: "Mã của mục khác"
""",
    "co-dieu-kien.yml": """\
muc:
- ma: "2026-901"
  ten: "Hồ sơ"
  loai: d16k1
- ma: "2026-902"  # TT304
  loai: d7k1
- ma: "2026-903"
  ten: "Loại lạ"
  loai: d16k9  # TT314
- ma: "2026-904"
  ten: "Rút mà không nói vì sao"
  tinh_trang: da-rut  # TT325
- ma: "2026-905"
  ten: "Rút có lý do"
  tinh_trang: da-rut
  rut: {ngay: "2026-10-01", ly_do: "Đăng nhầm"}
- ma: "2026-014"  # TT302
  ten: "Mã của mục ở danh mục kia"
""",
    "dinh-chinh.yml": """\
muc:
- ma: "2026-001"
  muc_lien_quan: "2026-001"
- ma: "dc-2"
  muc_lien_quan: "2026-098"  # TT313
- ma: "dc-3"
  muc_lien_quan: "2026-901"
- ma: "dc-2"  # TT302
  muc_lien_quan: "2026-008"
""",
    "co-quan.yml": """\
ten: "Sở Mẫu"
loai: so
tep_da_rut:
- {tep: "da-rut.pdf", ngay: "2026-10-01", ly_do: "Đăng nhầm"}
- tep: "khac.pdf"  # TT159
  ngay: "2026-10-01"
- tep: "kia.pdf"  # TT159
  ly_do: "Đăng nhầm"
- tep: "a.pdf"  # TT525
  ngay: "2026-10-01"
  ly_do: "Đăng nhầm"
- tep: "../a.pdf"  # TT502
  ngay: "2026-10-01"
  ly_do: "Đăng nhầm"
""",
}


def test_rows_are_reported_where_they_are_wrong(tmp_path):
    result = checked(tmp_path / "so-mau", ROWS)
    assert reported(tmp_path / "so-mau", result.problems) == marked(ROWS)
    # Links to other agencies wait until these are read, and are reported at their place.
    (link,) = result.references
    assert (link.agency, link.item, link.key) == ("so-khac", "2026-100", "thay_the_boi")
    line = ROWS["cong-khai.yml"].split("\n")[link.location.line - 1]
    assert line.strip() == 'thay_the_boi: "so-khac/2026-100"'
    for ids, codes in (
        ({"2026-100"}, []),
        ({"2026-1"}, ["TT512"]),
        ({"*"}, []),
        (set(), ["TT512"]),
    ):
        problems = follow(iter(result.references), {"so-khac": frozenset(ids)})
        assert [problem.code for problem in problems] == codes
    assert {"2026-001", "2026-008", "2026-904"} <= result.item_ids
    assert "dc-2" not in result.item_ids


def test_no_link_is_dead_where_an_id_was_not_typed(tmp_path):
    link = '- ma: "2026-001"\n  ten: "Một"\n  thay_the_boi: "2026-009"'
    for row, codes in (("", ["TT313"]), ('- ten: "Chưa có mã"\n', ["TT301"])):
        result = checked(tmp_path / "so-mau", {"cong-khai.yml": f"muc:\n{link}\n{row}"})
        assert [problem.code for problem in result.problems] == codes
        assert ("*" in result.item_ids) is (codes == ["TT301"])


def test_ids_are_missed_only_where_none_was_typed_under_another_key(tmp_path):
    rows = (
        'muc:\n- ma: "2026-004"\n  ten: "a"\n- ten: "b"\n- mã: "2026-9"\n  ten: "c"\n- ma: 5\n  ten: "d"\n'
        '- ten: "e"\n  ngay_ban_hanh: "2025-02"\n  van_ban:\n  - ten: "g"\n  - ma: "2025-010"\n'
        '- ma: ["x"]\n  ten: "h"\n- ten: "i"\n  ngay_cong_khai: "2024-01-01"\n'
    )
    documents = {
        name: parse_yaml(text.encode(), path=name)
        for name, text in (
            ("cong-khai.yml", rows),
            ("dinh-chinh.yml", "muc:\n- muc_lien_quan: x\n"),
        )
    }
    assert list(missing_ids(documents)) == [
        ("cong-khai.yml", ("muc", 1), "2026-005"),
        ("cong-khai.yml", ("muc", 4), "2025-011"),
        ("cong-khai.yml", ("muc", 4, "van_ban", 0), "2026-006"),
        ("cong-khai.yml", ("muc", 6), "2024-001"),
        ("dinh-chinh.yml", ("muc", 0), "2026-001"),
    ]


def test_who_is_named_is_a_question_at_the_place_of_the_name(tmp_path):
    rows = (
        'muc:\n- ma: "2026-001"\n  ten: "Giải quyết đơn"\n  ghi_chu: "Đơn của ông Nguyễn Văn Mẫu"  # TT624\n'
        '- ma: "2026-002"\n  ten: "Giải quyết đơn của bà Trần Thị Mẫu"\n  ghi_chu: "Một"\n'
        '- ma: "2026-003"\n  ten: "Đơn"\n  van_ban:\n  - ma: "2026-004"\n    ten: "Đơn của bà Trần Thị Mẫu"\n'
    )
    files = {
        "cong-khai.yml": rows,
        "co-dieu-kien.yml": rows.replace("2026-", "2025-").split("- ma", 3)[0],
    }
    files["co-dieu-kien.yml"] += '- ma: "2025-001"\n  ten: "Đơn của bà Lê Thị Mẫu"  # TT624\n'
    problems = checked(tmp_path / "so-mau", files).problems
    assert reported(tmp_path / "so-mau", problems) == marked(files)
    assert "(dòng 4, 6, 12)" in problems[-1].message + problems[0].message


PROFILE = {
    "tep/a.pdf": "a",
    "co-quan.yml": """\
ten: "Sở Mẫu"
loai: so
ma_dinh_danh: "h1"  # TT341
linh_vuc: y-te  # TT348
dien_thoai: "0298 3812 000"
email: "so-mau@mau.example"
trang_web: "mau.example"  # TT345
cong_cap_tren: "tinh.mau.example/so"  # TT345
chuyen_muc:
  dia_chi: "mau.example/tctt"  # TT345
tien_than:
- "so-mau"
- "so-cu-mau"  # TT312
- "Sở Cũ"
ke_thua: ["so-khac", "trungtam"]
don_vi_su_nghiep:
- "Trung tâm Mẫu"
- "trung-tam-mau"  # TT312
truc_thuoc: "uy-ban"  # TT312
dau_moi:
- don_vi: "Văn phòng"
  dien_thoai: "(0298) 3812 000 máy lẻ 12"
  email: "van-phong@mau.example"
- don_vi: "Thanh tra"
  dien_thoai: "máy lẻ 12"  # TT344
  email: "thanh-tra mau.example"  # TT343
- don_vi: "Phòng Mẫu"
  dien_thoai: "0912 000 111"  # TT354
nguoi_phat_ngon:
  dien_thoai: "+84 912.000.111"  # TT354
  email: "a@b"  # TT343
phan_anh:
  dien_thoai: "1"  # TT344
  email: "a@@mau.example"  # TT343
kenh:
- loai: thu-dien-tu
  dia_chi: "tiepnhan@mau.example"
- loai: "bồ câu"  # TT347
  dia_chi: "https://mau.example/@so"
- loai: "Thư điện tử"
  dia_chi: "tiep nhan@mau.example"  # TT343
thanh_lap: {ngay: "2025-07-01"}
cham_dut:
  ngay: "2025-06-30"  # TT333
quy_che:
  tep: "b.pdf"  # TT501
  dia_chi: "mau.example/quy-che"  # TT345
  noi_dung:
  - dau-moi
  - dau-moii  # TT349
ke_hoach_cong_khai:
  tep: "../a.pdf"  # TT502
bao_cao:
- {ky: "2025", tep: "a.pdf"}
- ky: "2026"
  tep: "c.pdf"  # TT501
khong_phat_sinh:
- diem: "l01-d17k9"  # TT311
- diem: "OB-99"  # TT311
- diem: "OB-01"  # TT336
- diem: "OB-18"
- diem: "l01-d17k1a2"  # TT335
- diem: "OB-16"  # TT335
- diem: "l01-d17k1e"
- diem: "l01-d17k1b"
phat_sinh:
- "l01-d17k1c"
- "l01-d17k9"  # TT311
""",
    "cong-khai.yml": """\
muc:
- ma: "2026-001"
  ten: "Kế hoạch công tác năm"
  diem: ["l01-d17k1c", "l01-d17k1a2"]
- ma: "2026-002"
  ten: "Hết hiệu lực"
  diem: ["l01-d17k1e"]
  tinh_trang: het-hieu-luc
""",
    "dinh-chinh.yml": 'muc:\n- ma: "dc-1"\n',
    "thong-ke/2026.yml": """\
nam: "2026"
tiep_nhan: {truc_tiep: "2", buu_chinh: "1", mang: "1"}
ket_qua:  # TT331
  day_du: "2"
  mot_phan: "1"
  chuyen: "1"
  rut: "1"
  tu_choi:
    d27k3: "0"
    d99: "0"  # TT315
thoi_gian:
  dung_han: "2"
  qua_han: "1"
  trung_vi: "5,5"  # TT332
  dai_nhat: "5"
""",
    "thong-ke/2025.yml": """\
nam: "2025"
thoi_gian: {trung_vi: "5", dai_nhat: "5"}
""",
}


def test_a_profile_is_reported_where_wrong(tmp_path):
    problems = checked(tmp_path / "so-mau", PROFILE).problems
    assert reported(tmp_path / "so-mau", problems) == marked(PROFILE)


@pytest.mark.parametrize(
    ("founded", "ended", "codes"),
    [
        ("2025-07-01", "2025-06-30", ["TT333"]),
        ("2025-07-01", "2025-07-01", []),
        ("2025-07-01", "2025-07-02", []),
    ],
)
def test_an_agency_may_end_on_the_day_of_its_founding(tmp_path, founded, ended, codes):
    text = f'ten: "Sở Mẫu"\nloai: so\nthanh_lap: {{ngay: "{founded}"}}\ncham_dut: {{ngay: "{ended}"}}\n'
    problems = checked(tmp_path / "so-mau", {"co-quan.yml": text}).problems
    assert [problem.code for problem in problems] == codes


PAGES = {
    "trang/lich.md": """\
---
tieu_de: "Lịch"
mo_ta: "https://tot.example@la.example/"  # TT350
---
Dòng đầu
[a](https://tot.example@la.example/) và [b](https://mau.example/) # TT350
[b](https://mau.example/), [c](https://10.0.0.1/x) # TT352
<https://10.0.0.1/x> # TT352
![hình]( <//la.example/a.png>) # TT353

[nguon]: https:la.example # TT353

<a href="http://127.0.0.1/">x</a> # TT352

<img alt="" src='http://192.168.1.1/a.png'> # TT352

[d](&#104;ttp://127.0.0.1/) # TT352
[e](https://mau.example/@10) và //khong-phai-lien-ket.example và https://tot.example@la.example
""",
    "trang/rut.md": """\
---
tieu_de: "Rút"
rut:
  ngay: "2026-10-01"
  ly_do: "Nhầm"
---
Còn chữ
""",
    "trang/thieu.md": """\
---
tieu_de: "Thiếu"
rut:
  ly_do: "Nhầm"  # TT159
---
""",
    "trang/sach.md": """\
---
tieu_de: "Rút sạch"
rut: {ngay: "2026-10-01", ly_do: "Nhầm"}
---


""",
    "cong-khai.yml": """muc:
- ma: "2026-001"
  ten: "Một"
  dia_chi:
  - "https://mau.example/"
  - "https://tot.example@la.example/"  # TT350
  - "https://mau.example/ https://b.example/"  # TT353
  ghi_chu: "http://localhost/"  # TT352
  don_vi: "https://m\u0430u.example/"  # TT351
  nhom: "xem https://10.0.0.1/ nhé"
""",
}
# Where in their lines the addresses of the first page stand.
COLUMNS = [8, 5, 32, 2, 11, 10, 10, 18, 5]


def test_pages_and_addresses_are_reported_where_they_are_wrong(tmp_path):
    problems = checked(tmp_path / "so-mau", PAGES).problems
    # What is left of a withdrawn page is reported at the line that ends its fields.
    leftover = ("trang/rut.md", 6, "TT158")
    assert reported(tmp_path / "so-mau", problems) == sorted([*marked(PAGES), leftover])
    first = [problem for problem in problems if problem.location.path.endswith("lich.md")]
    assert [problem.location.column for problem in first] == COLUMNS


PLACE = """\
ten: "Tỉnh Mẫu"
ma_dinh_danh: "H01"
ma_don_vi_hanh_chinh: "1"  # TT360
mau_chu_dao: "#ffff00"  # TT338
van_ban:
  cong_van_rieng:
    chuc_vu_ky:
    - "GIÁM ĐỐC"
    - "GIÁM ĐỐC Nguyễn Văn Mẫu"  # TT340
    kinh_gui: ["ông Nguyễn Văn Mẫu"]  # TT340
    noi_nhan: ["Sở Tư pháp"]
  cong_van_chung:
    chuc_vu_ky: ["GIÁM ĐỐC"]
    kinh_gui: ["Các sở"]
    noi_nhan: ["bà Trần Thị Mẫu"]  # TT340
  bao_cao:
    chuc_vu_ky: ["GIÁM ĐỐC Trần Thị Mẫu"]  # TT340
    kinh_gui:
    - "Ủy ban nhân dân tỉnh"
    - "ông Nguyễn Văn Mẫu"  # TT340
thoi_han_rieng:
- {viec: tra-loi, gia_tri: "3"}
- viec: gia-han
  gia_tri: "3661"  # TT334
phan_cong:
- diem: "l01-d17k1m"
  co_quan: [so-mau]
- diem: "l01-d99"  # TT311
  co_quan:
  - so-khac
  - so-la  # TT312
danh_gia:
- {nghia_vu: OB-02, co_quan: so-mau}
- nghia_vu: OB-99  # TT316
  co_quan: so-la  # TT312
o_luoi:
- {co_quan: so-mau, cot: "1", hang: "1"}
- co_quan: so-la  # TT312
  cot: "1"  # TT358
  hang: "1"
- co_quan: so-khac
  cot: "2"
  hang: "1"
- co_quan: so-mau  # TT359
  cot: "2"
  hang: "2"
nguoi_duyet:
- {co_quan: "*", tai_khoan: ["@mau"]}
- co_quan: so-la  # TT312
  tai_khoan:
  - "@mau"
  - "mau"  # TT851
chuyen_huong:
- {tu: so-cu, den: so-mau}
- tu: "Sở Cũ"  # TT143
  den: so-mau
- tu: so-cu-hon
  den: so-la  # TT312
tu_dong_nghia:
- {goi: ["sổ đỏ"], la: "giấy chứng nhận"}
- goi: ["sổ hồng"]  # TT339
- la: "giấy khai sinh"  # TT339
kiem_chung:
- {ma: "l01-d27k1", gia_tri: cong-bao, vai_tro: "Phòng Mẫu", ngay: "2026-11-01", can_cu: "Công báo số 01"}
- {ma: "l01-d17k1p1", gia_tri: khong-moi, vai_tro: "Phòng Mẫu", ngay: "2026-11-01", can_cu: "Công báo số 01"}
- ma: "l01-d23k3z"  # TT421
  gia_tri: cong-bao
  vai_tro: "Phòng Mẫu"
  ngay: "2026-11-01"
  can_cu: "Công báo số 01"
- ma: "l01-d27k1"  # TT425
  gia_tri: moi
- ma: "l01-d27k3"
  gia_tri: moi  # TT422
  vai_tro: "Phòng Mẫu"
  ngay: "2026-11-01"
  can_cu: "Công báo số 01"
- ma: "l01-d27k6"  # TT424 TT424
  gia_tri: khong  # TT423
  vai_tro: "Phòng Mẫu"
- ma: "l01-d27k5"  # TT424
  vai_tro: "Phòng Mẫu"
  ngay: "2026-11-01"
  can_cu: "Công báo số 01"
- gia_tri: cong-bao  # TT424
  vai_tro: "Phòng Mẫu"
  ngay: "2026-11-01"
  can_cu: "Công báo số 01"
"""


def test_settings_of_a_province_are_reported_where_they_are_wrong(tmp_path):
    (tmp_path / "_dia-ban.yml").write_text(PLACE, encoding="utf-8")
    settings, document, problems = load_jurisdiction(tmp_path)
    problems += check_jurisdiction(settings, document, framework=FRAMEWORK, agencies=AGENCIES)
    assert reported(tmp_path, problems) == marked({"_dia-ban.yml": PLACE})


NATION = """\
ten: "Nước Mẫu"
giu_toi_da: "{days}"{mark}
thanh_vien:
- ma: "91"
  ten: "Tỉnh Mẫu"
  dia_chi: "https://mot.mau.example/"
- ma: "92301"
  ten: "Tỉnh Mẫu"
  dia_chi: "https://hai.mau.example:8080/thu-muc/"
- ma: "923"
  ten: "Tỉnh Mẫu"
  dia_chi: "https://mot.mau.example"  # TT374
- ma: "91"  # TT371
  ten: "Tỉnh Mẫu"
  dia_chi: "https://nam.mau.example/"
- ma: "9"  # TT372
  ten: "Tỉnh Mẫu"
  dia_chi: "http://sau.mau.example/"  # TT373
- ma: "9"  # TT372
  ten: "Tỉnh Mẫu"
  dia_chi: "https://ten:mat@bay.mau.example/"  # TT373
- ma: "9301"  # TT372
  ten: "Tỉnh Mẫu"
  dia_chi: "https://tam.mau.example/?a=b"  # TT373
- ma: "94"
  ten: "Tỉnh Mẫu"
  dia_chi: "https://chin.mau.example/#a"  # TT373
- ma: "95"
  ten: "Tỉnh Mẫu"
  dia_chi: "https://"  # TT373
- ma: "96"
  ten: "Tỉnh Mẫu"
  dia_chi: "https://muoi.mau.example:0/"  # TT373
"""


@pytest.mark.parametrize(
    ("days", "mark"), [(1, ""), (366, ""), (0, "  # TT376"), (367, "  # TT376")]
)
def test_a_file_of_a_nation_is_reported_where_wrong(tmp_path, days, mark):
    text = NATION.format(days=days, mark=mark)
    (tmp_path / "quoc-gia.yml").write_text(text, encoding="utf-8")
    nation, document, problems = load_nation(tmp_path / "quoc-gia.yml")
    problems += check_nation(nation, document)
    assert reported(tmp_path, problems) == marked({"quoc-gia.yml": text})

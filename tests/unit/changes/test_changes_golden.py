"""One proposal with a change of every kind, each in an agency of its own: what its reviewer reads, whole."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from exported_lists import golden_text, plain_text
from lossy_and_honest_edits import HONEST, LOST
from province_histories import DAY, ITEM, Province, agency_files

from access_info.changes.printing import as_json, as_markdown, as_text
from access_info.changes.reasons import explained, read_reasons, unexplained
from access_info.changes.states import folder_state
from access_info.pipeline import Options
from access_info.pipeline.review.comparing import compare_states

GOLDEN = Path(__file__).parent / "golden"
WAIVER = (
    '  mien_tru:\n  - quy_tac: "TT614"\n    vai_tro: "Chánh Văn phòng"\n    ly_do: "Số của cơ quan"\n'
    '    ngay: "2026-11-01"\n    het_han: "2027-03-03"\n'
)


@dataclasses.dataclass(frozen=True)
class _Moved:
    """A province in which edits of `so-5` go to another agency with the same files."""

    province: Province
    name: str

    def _of(self, name):
        return re.sub(r"^so-5(?=/|$)", self.name, name)

    def path(self, name):
        return self.province.path(self._of(name))

    def read(self, name):
        return self.province.read(self._of(name))

    def write(self, name, text):
        self.province.write(self._of(name), text)

    def edit(self, name, *texts):
        self.province.edit(self._of(name), *texts)

    def remove(self, name):
        self.province.remove(self._of(name))


def contacts(p):
    p.edit("so-5/co-quan.yml", "dau-moi-5@mau.example", "dau-moi-5@mau.example.com")
    p.edit("so-5/co-quan.yml", '"0298 3812 005"', '"0298 3812 005, trực đêm 0298 3812 111"')
    p.edit("so-5/co-quan.yml", "tiep-nhan-5@mau.example", "tiep-nhan-5@khac.example")
    p.edit("so-5/co-quan.yml", "Số 5 đường Mẫu", "Số 7 đường <Mẫu>")


def rows(p):
    p.edit("so-5/cong-khai.yml", "https://mau.example/5/4", "https://mau.example@khac.example/5/4")
    p.edit("so-5/cong-khai.yml", '"2026-003"', '"2026-003"\n  diem: ["l01-d17k1a", "l01-d17k1b"]')
    p.edit("so-5/cong-khai.yml", '"2026-005"', '"2026-005"\n  tinh_trang: "het-hieu-luc"')
    p.edit("so-5/cong-khai.yml", '"6/BC-SM5"', '"66/BC-SM5"')
    p.edit("so-5/cong-khai.yml", '"2026-09-08"', '"2026-08-09"')
    p.edit("so-5/cong-khai.yml", "Báo cáo số 8 của Sở Mẫu 5", "Lịch | trực *đêm* của bảo vệ")
    more = '- ma: "2026-200"\n  ten: "Mục mới"\n  tep: ["thu-tuc.txt"]\n  ngay_cong_khai: "2026-11-20"\n'
    p.write("so-5/cong-khai.yml", p.read("so-5/cong-khai.yml") + more)


def waived(p):
    p.edit("so-5/cong-khai.yml", '"2026-002"\n', f'"2026-002"\n{WAIVER}')


def figures_fall(p):
    p.edit("so-5/thong-ke/2025.yml", "day_du: 9", "day_du: 8")
    p.edit("so-5/thong-ke/2025.yml", "mot_phan: 1", "mot_phan: 2\n  dang_xu_ly: 3")
    p.edit("so-5/thong-ke/2025.yml", "khieu_nai: 0\n")
    p.write("so-5/thong-ke/2026.yml", "nam: 2026\ntiep_nhan: {mang: 4}\n")


def words_of_a_page(p):
    p.edit("so-5/trang/lich.md", "thứ Hai", "thứ Ba")
    p.edit("so-5/trang/lich.md", "tieu_de", 'mo_ta: "Lịch của Sở"\ntieu_de')
    p.write("so-5/trang/moi.md", "# Trang <mới>\n\nMột dòng.\n\nHai dòng, số 0912 345 678.\n")


def layout_alone(p):
    text = p.read("so-5/co-quan.yml")
    p.write("so-5/co-quan.yml", text.replace('loai: "so"', "loai: so"))


def comments(p):
    p.edit("so-5/co-quan.yml", "# Ai sửa tệp này thì báo Văn phòng Sở.\n", "# Báo Thanh tra.\n")


def unreadable(p):
    p.edit("so-5/cong-khai.yml", "muc:\n", "muc: [\n")


def texts(p):
    p.write("so-5/tep/quy-che.txt", "quy chế sửa\ndòng hai: 12 ngày\n")
    p.write("so-5/tep/them.txt", "tệp thêm, không ai dẫn tới\n")


def cleared(p):
    p.edit("so-5/dinh-chinh.yml", '  noi_dung_dung: "Thời hạn 12 ngày"\n')
    p.edit("so-5/dinh-chinh.yml", '  ngay_dinh_chinh: "2026-10-10"\n')


def into_a_document(p):
    row = ITEM.format(k=7, n=5, d=8)
    p.edit("so-5/cong-khai.yml", row)
    p.write(
        "so-6/cong-khai.yml", p.read("so-6/cong-khai.yml") + row.replace("2026-007", "2026-707")
    )


def a_file_less(p):
    """The row still has an address, and nothing leads to its file now."""
    p.edit("so-5/cong-khai.yml", '    tep:\n    - "thu-tuc.txt"\n')
    p.remove("so-5/tep/thu-tuc.txt")


def more_exactly(p):
    p.edit("so-5/cong-khai.yml", "l01-d17k1c", "l01-d17k1c3")


def empty_page(p):
    """It had no words before either."""
    p.edit("so-5/trang/rong.md", "Trang rỗng", "Trang trống")


OTHERS = (
    *(empty_page,),
    *(a_file_less, more_exactly),
    *(contacts, rows, waived, figures_fall, words_of_a_page, layout_alone, comments),
    *(unreadable, texts, cleared, into_a_document),
)
EDITS = {
    f"{edit.__name__.replace('_', '-')}-{part}": edit
    for part, edits in (("mat", LOST), ("lanh", HONEST), ("khac", OTHERS))
    for edit in edits
}
PLACE = """\
ten: "Tỉnh Mẫu"
loai: "tinh"
giam_sat:
  ten: "Sở Tư pháp tỉnh Mẫu"
  email: "gs@mau.example"
ra_soat: {so_ngay: 90}
thoi_han_rieng:
- {viec: "Cung cấp", gia_tri: 3, don_vi: "ngay-lam-viec", can_cu: "QĐ 1", tu_ngay: "2026-09-15"}
chuyen_huong:
- {tu: "so-2", den: "so-hai"}
- {tu: "so-3", den: "so-1"}
"""
REASONS = """\
Sửa nhiều cơ quan

Lý do: quy chế của regulation-mat: ban hành lại vào tháng 12
Lý do: so-3: dữ liệu đã nhập vào Sở Mẫu 1
Lý do: item-mat/2026-004: đăng nhầm, đã có ở mục khác
"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """The difference, with reasons, and the folder that paths are written from."""
    folder = tmp_path_factory.mktemp("kho")
    whole = Province(folder / "nay", agencies=6)
    for name in EDITS:
        for file, text in agency_files(5).items():
            whole.write(f"{name}/{file}", text)
        if name.endswith("khac"):
            file = '    tep:\n    - "thu-tuc.txt"\n'
            more = f'{file}    dia_chi:\n    - "https://mau.example/5/101"\n'
            whole.edit(f"{name}/cong-khai.yml", file, more)
            whole.write(f"{name}/trang/rong.md", '---\ntieu_de: "Trang rỗng"\n---\n')
            whole.edit(f"{name}/cong-khai.yml", '"1/BC-SM5"', '"1/BC-SM5"\n  diem: ["l01-d17k1c"]')
    before = shutil.copytree(whole.agencies, folder / "truoc")
    for name, edit in EDITS.items():
        edit(_Moved(whole, name))
    whole.write("_dia-ban.yml", PLACE)
    whole.path("so-2").rename(whole.path("so-hai"))
    whole.remove("so-3")
    whole.remove("so-4")
    for file, text in agency_files(7).items():
        if file != "dinh-chinh.yml":
            whole.write(f"so-7/{file}", text)
    states = folder_state("trước", before), folder_state("nay", whole.agencies)
    day = datetime.date.fromisoformat(DAY)
    difference = compare_states(*states, Options(agencies=whole.agencies, as_of=day, jobs=1))
    reasons = read_reasons([REASONS])
    difference = explained(difference, reasons)
    return difference, list(unexplained(difference, whole.agencies, reasons)), whole.agencies


@pytest.mark.parametrize("form", [as_text, as_markdown, as_json])
def test_a_change_of_every_kind_reads_as_in_the_golden_file(compared, form):
    difference, _, folder = compared
    written, name = form(difference, base=folder), f"moi-kieu.{form.__name__.removeprefix('as_')}"
    if form is as_json:
        data = json.loads(written)
        # What is lost is written in the text whole; of fields and files there are enough in the rest.
        data["agencies"] = [each for each in data["agencies"] if not each["id"].endswith("-mat")]
        written, name = plain_text(data), "moi-kieu.yml"
    golden_text(GOLDEN / name, written)


def test_each_loss_without_a_reason_is_reported_at_its_file(compared):
    _, problems, folder = compared
    golden_text(
        GOLDEN / "thieu-ly-do.text", "".join(f"{each.format(folder)}\n" for each in problems)
    )

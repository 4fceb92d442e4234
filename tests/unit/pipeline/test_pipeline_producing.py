"""What is products of one agency: its records in the catalogue, its letter, its feed, what is gone of it."""

from __future__ import annotations

import datetime

import pytest

from access_info.exports.catalogue.records import Contact
from access_info.pipeline.preparation.agency import AgencyTask, prepare_agency, produce
from access_info.pipeline.preparation.context import Options, read_build_context
from access_info.pipeline.preparation.inspection import inspect_agency

SITE = "https://mau.example/"
PLACE = 'ten: "Tỉnh Mẫu"\nloai: tinh\ngiam_sat:\n  ten: "Sở Tư pháp tỉnh Mẫu"\n'
PROFILE = """\
ten: "Sở Mẫu"
ten_ngan: "Mẫu & \\"Thử\\""
loai: so
email: "chung@mau.example"
dien_thoai: "0298 3812 000"
dau_moi:
- don_vi: "Phòng Một"
- vai_tro: "Văn thư"
  dien_thoai: "0298 3812 001"
- don_vi: "Phòng Hai"
  email: "hai@mau.example"
"""
LIST = """\
muc:
- ma: "2026-001"
  ten: "Một"
  nhom: "A"
  diem: ["l01-d17k1c3"]
  ngay_ban_hanh: "2025-02"
  tep: ["mot.csv", "mot.pdf"]
  tan_suat: "hang-quy"
  ngay_cong_khai: "2026-03-01"
- ma: "2026-002"
  ten: "Hai"
  nhom: "B"
  diem: ["l01-d17k1a"]
  ngay_ban_hanh: "2026-02-03"
  tep: ["hai.csv", "hai.xlsx", "mot.csv"]
  tan_suat: "hang-nam"
  van_ban:
  - ma: "2026-003"
    ten: "Ba"
    ngay_ban_hanh: "2026-04"
    tep: ["ba.ods"]
    ngay_cong_khai: "2026-05-01"
    ngay_cap_nhat: "2026-06-01"
  - ma: "2026-004"
    ten: "Bốn"
    ngay_ban_hanh: "2026-10-04"
    tep: ["bon.csv"]
    rut: {ngay: "2026-11-01", ly_do: "Nhầm"}
- ma: "2026-005"
  ten: "Năm"
  nhom: "C"
  diem: ["l01-d17k1b"]
  ngay_ban_hanh: "2019-01-01"
  tep: ["nam.csv"]
  rut: {ngay: "2026-11-01", ly_do: "Nhầm"}
- ma: "2026-006"
  ten: "Sáu"
  nhom: "B"
  tan_suat: "hang-nam"
"""
CONDITIONAL = """\
muc:
- ma: "2026-901"
  ten: "Hộ tịch"
  loai: "d16k1"
  dieu_kien: "Người có thông tin đồng ý"
"""
PAGE = "---\ntieu_de: Lịch tiếp công dân\n---\n\nThứ Hai.\n"
FILES = {
    "_dia-ban.yml": PLACE,
    "so-tu-phap/co-quan.yml": 'ten: "Sở Tư pháp tỉnh Mẫu"\nloai: so\n',
    "so-tu-phap/cong-khai.yml": (
        'muc:\n- {ma: "2026-001", ten: "Một", ngay_ban_hanh: "2026-05-06"}\n'
        '- {ma: "2026-002", ten: "Hai", ngay_ban_hanh: "2025"}\n'
    ),
    "so-mau/co-quan.yml": PROFILE,
    "so-mau/cong-khai.yml": LIST,
    "so-mau/co-dieu-kien.yml": CONDITIONAL,
    "so-mau/thong-ke/2024.yml": 'nam: "2024"\n',
    "so-mau/thong-ke/2025.yml": 'nam: "2025"\n',
    "so-mau/trang/lich.md": PAGE,
    **{
        f"so-mau/tep/{name}": "a,b\n1,2\n"
        for name in ("mot.csv", "mot.pdf", "hai.csv", "hai.xlsx", "ba.ods", "bon.csv", "nam.csv")
    },
}


def task_of(folder, files, store):
    """What a worker would make an agency with."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    options = Options(
        agencies=folder,
        as_of=datetime.date(2026, 11, 24),
        site_url=SITE,
        papers=True,
        jobs=1,
    )
    context, problems = read_build_context(options)
    assert context is not None, problems
    return AgencyTask(options, context, store)


@pytest.fixture(scope="module")
def products(tmp_path_factory):
    """What is products of each agency, by its folder."""
    folder, store = tmp_path_factory.mktemp("agencies"), tmp_path_factory.mktemp("store")
    task = task_of(folder, FILES, store)

    def of(name):
        inspection = inspect_agency(task.inspections, name)
        assert inspection.agency is not None, inspection.problems
        return produce(
            agency=inspection.agency,
            as_of=inspection.as_of,
            concepts=task.concepts,
            earlier=None,
            framework=task.context.framework,
            inspection=inspection,
            site=task.site,
            translations=task.translations,
        )

    return {name: of(name) for name in ("so-mau", "so-tu-phap")}


def test_a_list_is_catalogued_by_rows_that_are_not_withdrawn(products):
    records = {record.name: record for record in products["so-mau"]["catalogued"].datasets}
    listed = records["cong-khai"]
    # To the end of the month in which the last document was issued.
    assert (listed.start, listed.end) == ("2025-02-01", "2026-04-30")
    (other,) = products["so-tu-phap"]["catalogued"].datasets
    assert (other.start, other.end) == ("2025-01-01", "2026-05-06")
    assert listed.points == ("l01-d17k1a", "l01-d17k1c")
    assert listed.frequency == "hang-nam"
    assert listed.keywords == ("tiếp cận thông tin", "B", "A")
    assert records["co-dieu-kien"].points == ("l01-d16k1",)
    years = records["thong-ke"]
    assert (years.start, years.end, years.rows) == ("2024-01-01", "2025-12-31", 2)


def test_each_table_is_catalogued_once_and_none_that_was_withdrawn(products):
    tables = [
        (record.name, record.title, record.issued, record.modified, record.frequency)
        for record in products["so-mau"]["catalogued"].datasets
        if record.name.startswith("tep/")
    ]
    assert tables == [
        ("tep/mot.csv", "Một", "2026-03-01", "2026-03-01", "hang-quy"),
        ("tep/hai.csv", "Hai (hai.csv)", "2026-02-03", "", "hang-nam"),
        ("tep/hai.xlsx", "Hai (hai.xlsx)", "2026-02-03", "", "hang-nam"),
        ("tep/ba.ods", "Ba", "2026-05-01", "2026-06-01", ""),
    ]


def test_who_answers_for_the_data_is_whoever_can_be_reached_first(products):
    page = f"{SITE}co-quan/so-mau/dau-moi/"
    assert products["so-mau"]["catalogued"].contact == Contact(
        name="Văn thư", phone="0298 3812 001", email="chung@mau.example", page=page
    )
    (itself,) = {products["so-tu-phap"]["catalogued"].contact.name}
    assert itself == "Sở Tư pháp tỉnh Mẫu"


def test_the_office_that_writes_letters_gets_none(products):
    assert [bool(products[name]["letter"]) for name in ("so-mau", "so-tu-phap")] == [True, False]
    assert all(products[name]["calendar"] for name in products)


def test_a_feed_is_named_in_every_head_by_a_name_that_is_only_text(products):
    title = 'title="Mẫu &amp; &quot;Thử&quot;" href="'
    for page in products["so-mau"]["dated"]:
        assert page.head.count(f'type="application/atom+xml" {title}') == 1, page.path


RUT = 'rut: {ngay: "2026-11-02", ly_do: "Nhầm"}\n'
GONE = {
    "a row": {"so-mau/cong-khai.yml": LIST + f"  {RUT}"},
    "a document": {
        "so-mau/cong-khai.yml": LIST.replace('    ten: "Ba"\n', f'    ten: "Ba"\n    {RUT}')
    },
    "another day of it": {"so-mau/cong-khai.yml": LIST.replace("2026-11-01", "2026-11-03", 1)},
    "a conditional row": {"so-mau/co-dieu-kien.yml": CONDITIONAL + f"  {RUT}"},
    "a file": {
        "so-mau/co-quan.yml": f'{PROFILE}tep_da_rut:\n- {{tep: "hai.csv", ngay: 2026-11-02}}\n'
    },
    "a page": {"so-mau/trang/lich.md": PAGE.replace("---\n\n", f"{RUT}---\n\n")},
}


def test_whatever_is_withdrawn_ends_copies_of_earlier_pages(tmp_path):
    def gone(**files):
        folder = tmp_path / str(len([*tmp_path.iterdir()]))
        return prepare_agency(task_of(folder, FILES | files, None), "so-mau").gone

    before = gone()
    assert gone(**{"so-mau/co-quan.yml": PROFILE.replace("Phòng Hai", "Phòng Ba")}) == before
    seen = {name: gone(**files) for name, files in GONE.items()}
    assert len({before, *seen.values()}) == len(GONE) + 1
    without = "".join(line for line in LIST.splitlines(keepends=True) if "rut:" not in line)
    assert gone(**{"so-mau/cong-khai.yml": without}) == ""

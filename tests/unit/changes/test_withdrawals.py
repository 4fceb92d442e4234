"""Rows that are taken down: what stays in the data, of the row and of what is under it."""

from __future__ import annotations

import datetime
import errno
from pathlib import Path

import pytest

from access_info.changes.entries import withdraw
from access_info.source.documents import read_yaml

NAME = "Nguyễn Văn Mẫu"
ROWS = f"""muc:
- ma: "2026-001"
  ten: "Danh sách có {NAME}"
  so_ky_hieu: "1/DS-SM"
  diem: ["l01-d17k1a"]
  ghi_chu: "Hỏi {NAME}"
  van_ban:
  - ma: "2026-002"
    ten: "Đơn của {NAME}"
    so_ky_hieu: "2/Đ"
  - ma: "2026-003"
    so_ky_hieu: "3/{NAME}"
- ma: "2026-004"
  ten: "Mục khác"
"""
DAY = datetime.date(2026, 11, 20)
WITHDRAWN = {"tinh_trang": "da-rut", "rut": {"ngay": "2026-11-20", "ly_do": "Đăng nhầm"}}


@pytest.fixture
def agencies(tmp_path):
    folder = tmp_path / "agencies/so-mau"
    folder.mkdir(parents=True)
    (folder / "co-quan.yml").write_text('ten: "Sở Mẫu"\nloai: so\n', "utf-8")
    (folder / "cong-khai.yml").write_text(ROWS, "utf-8")
    return tmp_path / "agencies"


def test_a_new_title_replaces_every_name_and_number_also_of_documents(agencies):
    withdraw(agencies, "so-mau", "2026-001", reason="Đăng nhầm", day=DAY, title="Danh sách đã rút")
    path = agencies / "so-mau/cong-khai.yml"
    first, other = read_yaml(path).data["muc"]
    assert NAME not in path.read_text("utf-8")
    assert other == {"ma": "2026-004", "ten": "Mục khác"}
    named = {"ten": "Danh sách đã rút", **WITHDRAWN}
    assert first == {
        "ma": "2026-001",
        "diem": ["l01-d17k1a"],
        "van_ban": [{"ma": "2026-002", **named}, {"ma": "2026-003", **named}],
        **named,
    }


def test_a_document_is_withdrawn_without_its_item(agencies):
    withdraw(agencies, "so-mau", "2026-002", reason="Đăng nhầm", day=DAY)
    first, _ = read_yaml(agencies / "so-mau/cong-khai.yml").data["muc"]
    withdrawn, other = first["van_ban"]
    assert withdrawn == {"ma": "2026-002", "ten": f"Đơn của {NAME}", **WITHDRAWN}
    assert other == {"ma": "2026-003", "so_ky_hieu": f"3/{NAME}"}
    assert "tinh_trang" not in first


FILES_ROWS = """muc:
- ma: "2026-001"
  ten: "Bảng kê"
  nhom: "Báo cáo"
  so_ky_hieu: "1/BK"
  tep: ["mot.pdf", "tep/hai.pdf", "ba.pdf"]
  ra_soat_mat: {vai_tro: "Văn phòng", ngay: "2026-11-01", ket_qua: "Không có", tep: [{ten: "mot.pdf"}]}
  van_ban:
  - {ma: "2026-002", so_ky_hieu: "2/BK", tep: ["bon.pdf", "nam.pdf"]}
- {ma: "2026-004", ten: "Mục khác", tep: ["ba.pdf"]}
"""


@pytest.fixture
def filed(agencies):
    """An agency whose files are named by rows, by its profile, by a page, or as gone already."""
    folder = agencies / "so-mau"
    (folder / "cong-khai.yml").write_text(FILES_ROWS, "utf-8")
    (folder / "co-quan.yml").write_text(
        'ten: "Sở Mẫu"\nloai: so\nquy_che:\n  tep: "hai.pdf"\n'
        'tep_da_rut:\n- {tep: "cu.pdf", ngay: "2026-01-02", ly_do: "Cũ"}\n'
        '- {tep: "bon.pdf", ngay: "2026-01-03", ly_do: "Cũ"}\n',
        "utf-8",
    )
    (folder / "co-dieu-kien.yml").write_text(
        'muc:\n- {ma: "2026-901", ten: "Hồ sơ", loai: d16k1, don_vi: "Văn phòng"}\n', "utf-8"
    )
    for name in ("tep", "trang"):
        (folder / name).mkdir()
    (folder / "trang/lich.md").write_text(
        "# Lịch\n\n[nam](../tep/nam.pdf), [sau](../tep/sau.pdf)\n", "utf-8"
    )
    for name in ("mot", "hai", "ba", "bon", "nam", "sau"):
        (folder / f"tep/{name}.pdf").write_text(name, "utf-8")
    return agencies


def left(agencies):
    return sorted(path.stem for path in (agencies / "so-mau/tep").iterdir())


def test_only_files_that_nothing_else_names_go_with_a_row(filed):
    done = withdraw(filed, "so-mau", "2026-001", reason="Đăng nhầm", day=DAY)
    assert (done.label, done.already) == ("Bảng kê", "")
    assert done.removed == ("tep/bon.pdf", "tep/mot.pdf")
    assert done.retained == ("tep/ba.pdf", "tep/hai.pdf", "tep/nam.pdf")
    assert left(filed) == ["ba", "hai", "nam", "sau"]
    first, _ = read_yaml(filed / "so-mau/cong-khai.yml").data["muc"]
    assert first == {
        "ma": "2026-001",
        "ten": "Bảng kê",
        "nhom": "Báo cáo",
        "van_ban": [{"ma": "2026-002", "so_ky_hieu": "2/BK", **WITHDRAWN}],
        **WITHDRAWN,
    }
    again = withdraw(filed, "so-mau", "2026-001", reason="Lần nữa", day=DAY)
    assert (again.already, again.removed) == ("ngày 20/11/2026, Đăng nhầm", ())


def test_files_stay_if_that_is_wanted(filed):
    done = withdraw(filed, "so-mau", "2026-001", reason="Nhầm", day=DAY, keep_files=True)
    assert done.removed == ()
    assert left(filed) == ["ba", "bon", "hai", "mot", "nam", "sau"]
    done = withdraw(filed, "so-mau", "trang/lich", reason="Nhầm", day=DAY, keep_files=True)
    assert (done.label, done.removed, len(left(filed))) == ("Lịch", (), 6)


def test_a_page_takes_along_files_that_no_other_place_names(filed):
    done = withdraw(filed, "so-mau", "trang/lich.md", reason="Nhầm", day=DAY, title="Trang khác")
    assert (done.removed, done.retained) == (("tep/sau.pdf",), ("tep/nam.pdf",))
    text = (filed / "so-mau/trang/lich.md").read_text("utf-8")
    assert text == (
        '---\ntieu_de: "Trang khác"\nrut:\n  ngay: "2026-11-20"\n  ly_do: "Nhầm"\n---\n'
    )


def test_a_page_stays_whole_if_one_of_its_files_cannot_be_deleted(filed, monkeypatch):
    page = filed / "so-mau/trang/lich.md"
    page.write_text("# Lịch\n\n[sáu](../tep/sau.pdf), [bảy](../tep/bay.pdf)\n", "utf-8")
    (filed / "so-mau/tep/bay.pdf").write_text("bay", "utf-8")
    before = page.read_bytes()
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name)))
    with pytest.raises(PermissionError) as refused:
        withdraw(filed, "so-mau", "trang/lich", reason="Nhầm", day=DAY)
    assert refused.value.filename.endswith("tep/sau.pdf")
    monkeypatch.undo()
    assert page.read_bytes() == before
    assert left(filed) == ["ba", "bay", "bon", "hai", "mot", "nam", "sau"]
    done = withdraw(filed, "so-mau", "trang/lich", reason="Nhầm", day=DAY)
    assert done.removed == ("tep/bay.pdf", "tep/sau.pdf")
    assert left(filed) == ["ba", "bon", "hai", "mot", "nam"]


def refusing(change):
    """A change of a file that the system refuses for one of them."""

    def changed(path, *values, **options):
        if path.name == "sau.pdf":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return change(path, *values, **options)

    return changed


def test_a_row_of_the_conditional_list_keeps_its_kind(filed):
    withdraw(filed, "so-mau", "2026-901", reason="Đăng nhầm", day=DAY)
    (row,) = read_yaml(filed / "so-mau/co-dieu-kien.yml").data["muc"]
    assert row == {"ma": "2026-901", "ten": "Hồ sơ", "loai": "d16k1", **WITHDRAWN}


def test_a_file_with_a_new_title_bears_a_name_that_no_other_has(filed):
    folder = filed / "so-mau"
    done = withdraw(filed, "so-mau", "tep/mot.pdf", reason="Nhầm", day=DAY, title="Ba!")
    assert (done.label, done.removed) == ("mot.pdf", ("tep/mot.pdf",))
    gone = read_yaml(folder / "co-quan.yml").data["tep_da_rut"]
    assert [(row["tep"], row.get("ten"), row["ly_do"]) for row in gone] == [
        ("cu.pdf", None, "Cũ"),
        ("bon.pdf", None, "Cũ"),
        ("ba-2.pdf", "Ba!", "Nhầm"),
    ]
    first, _ = read_yaml(folder / "cong-khai.yml").data["muc"]
    assert first["tep"] == ["ba-2.pdf", "tep/hai.pdf", "ba.pdf"]
    assert first["ra_soat_mat"]["tep"] == [{"ten": "ba-2.pdf"}]
    withdraw(filed, "so-mau", "tep/bon.pdf", reason="Lại nhầm", day=DAY)
    gone = read_yaml(folder / "co-quan.yml").data["tep_da_rut"]
    assert [(row["tep"], row["ly_do"]) for row in gone] == [
        ("cu.pdf", "Cũ"),
        ("ba-2.pdf", "Nhầm"),
        ("bon.pdf", "Lại nhầm"),
    ]
    assert left(filed) == ["ba", "hai", "nam", "sau"]
    again = withdraw(filed, "so-mau", "tep/bon.pdf", reason="Nữa", day=DAY)
    assert again.already == "ngày 20/11/2026, Lại nhầm"

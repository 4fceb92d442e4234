"""Rows that are taken down: what stays in the data, of the row and of what is under it."""

from __future__ import annotations

import datetime

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

"""Small histories of a province's data, with real git, for tests of what a change means."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

from access_info.cli import main

DAY = "2026-11-24"
PLACE = """\
ten: "Tỉnh Mẫu"
loai: "tinh"
giam_sat:
  ten: "Sở Tư pháp tỉnh Mẫu"
  dien_thoai: "0298 3810 000"
"""
PROFILE = """\
# Ai sửa tệp này thì báo Văn phòng Sở.
ten: "Sở Mẫu {n}"
loai: "so"
dia_chi: "Số {n} đường Mẫu, phường Mẫu"
dien_thoai: "0298 3812 {n:03d}"
email: "so-{n}@mau.example"
dau_moi:
- don_vi: "Văn phòng Sở"
  nguoi: "Chánh Văn phòng"
  dien_thoai: "0298 3813 {n:03d}"
  email: "dau-moi-{n}@mau.example"
- don_vi: "Thanh tra Sở"
  nguoi: "Chánh Thanh tra"
  dien_thoai: "0298 3814 {n:03d}"
kenh:
- loai: "truc-tiep"
  dia_chi: "Phòng Tiếp công dân"
- loai: "thu-dien-tu"
  dia_chi: "tiep-nhan-{n}@mau.example"
quy_che:
  so_ky_hieu: "{n}/QĐ-SM"
  ngay_ban_hanh: "2026-09-15"
  tep: "quy-che.txt"
"""
ITEM = """\
- ma: "2026-{k:03d}"
  ten: "Báo cáo số {k} của Sở Mẫu {n}"
  so_ky_hieu: "{k}/BC-SM{n}"
  ngay_ban_hanh: "2026-09-{d:02d}"
  dia_chi:
  - "https://mau.example/{n}/{k}"
"""
CATEGORY = """\
- ma: "2026-100"
  ten: "Thủ tục hành chính"
  van_ban:
  - ma: "2026-101"
    ten: "Thủ tục cấp giấy phép"
    so_ky_hieu: "101/TT-SM{n}"
    tep:
    - "thu-tuc.txt"
  - ma: "2026-102"
    ten: "Thủ tục cấp lại giấy phép"
    so_ky_hieu: "102/TT-SM{n}"
    dia_chi:
    - "https://mau.example/{n}/102"
"""
CONDITIONAL = """\
muc:
- ma: "2026-901"
  ten: "Hồ sơ hộ tịch"
  loai: "d16k1"
"""
YEAR = """\
nam: {year}
tiep_nhan:
  truc_tiep: 3
  mang: 7
ket_qua:
  day_du: 9
  mot_phan: 1
khieu_nai: 0
"""
CORRECTIONS = """\
muc:
- ma: "2026-dc-01"
  muc_lien_quan: "2026-001"
  noi_dung_sai: "Thời hạn 15 ngày"
  noi_dung_dung: "Thời hạn 12 ngày"
  ngay_kien_nghi: "2026-10-06"
  ngay_dinh_chinh: "2026-10-10"
"""
PAGE = """\
---
tieu_de: "Lịch tiếp công dân"
---

Tiếp công dân vào thứ Hai hằng tuần.

Địa điểm: tầng 1.
"""
ITEMS = 8


def agency_files(n):
    """One agency's files by path below its folder."""
    rows = "".join(ITEM.format(k=k, n=n, d=k % 27 + 1) for k in range(1, ITEMS + 1))
    return {
        "co-quan.yml": PROFILE.format(n=n),
        "cong-khai.yml": f"muc:\n{rows}{CATEGORY.format(n=n)}",
        "co-dieu-kien.yml": CONDITIONAL,
        "thong-ke/2024.yml": YEAR.format(year=2024),
        "thong-ke/2025.yml": YEAR.format(year=2025),
        "dinh-chinh.yml": CORRECTIONS,
        "trang/lich.md": PAGE,
        "tep/quy-che.txt": f"quy che {n}",
        "tep/thu-tuc.txt": f"thu tuc {n}",
    }


class Province:
    """A repository with a folder of agencies, edited and committed step by step."""

    def __init__(self, top: Path, agencies: int = 3) -> None:
        self.top = top
        self.agencies = top / "agencies"
        self.agencies.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.write("_dia-ban.yml", PLACE)
        for n in range(1, agencies + 1):
            for name, text in agency_files(n).items():
                self.write(f"so-{n}/{name}", text)
        self.commit("Dữ liệu đầu")

    def git(self, *words):
        settings = (
            ("GIT_AUTHOR_NAME", "Mẫu"),
            ("GIT_AUTHOR_EMAIL", "mau@mau.example"),
            ("GIT_COMMITTER_NAME", "Mẫu"),
            ("GIT_COMMITTER_EMAIL", "mau@mau.example"),
            ("GIT_CONFIG_GLOBAL", os.devnull),
            ("GIT_CONFIG_NOSYSTEM", "1"),
        )
        done = subprocess.run(
            ["git", "-c", "core.autocrlf=false", *words],
            cwd=self.top,
            env={**os.environ, **dict(settings)},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def path(self, name):
        return self.agencies / name

    def read(self, name):
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name, text):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def edit(self, name, old, new=""):
        text = self.read(name)
        assert old in text, (name, old)
        self.write(name, text.replace(old, new))

    def remove(self, name):
        path = self.path(name)
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def commit(self, message="Sửa"):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


def call(*words):
    """Runs a command: exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(word) for word in words])
    return code, out.getvalue(), err.getvalue()


def diff(province, *words, form="text"):
    """`access-info diff` of a province, from inside it."""
    before = Path.cwd()
    os.chdir(province.top)
    try:
        return call("diff", "--as-of", DAY, "--format", form, *words)
    finally:
        os.chdir(before)


def difference(province, *words):
    """The same as plain data."""
    code, out, _ = diff(province, *words, form="json")
    return code, json.loads(out)


def losses(comparison):
    """Kind and words of every loss."""
    return [(loss["kind"], loss["agency"], loss["what"]) for loss in comparison["losses"]]

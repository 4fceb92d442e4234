"""The smallest province whose builds leave every kind of file that builds of the demo leave."""

from __future__ import annotations

import shutil
from pathlib import Path

SETTINGS = """\
site_name: Thử
docs_dir: noi-dung
site_url: https://thu.mau.example/
theme: {name: material, language: vi, font: false}
plugins:
  - access-info: {agencies: agencies, whole_site: true, papers: true}
"""
PLACE = """\
ten: "Tỉnh Mẫu"
loai: "tinh"
giam_sat:
  ten: "Sở Tư pháp tỉnh Mẫu"
"""
# Each agency has a part of its own in the cache, each attachment a scan.
AGENCIES = 6
DEMO = Path(__file__).parents[2]
ATTACHMENTS = {
    **{f"quy-che-{number}.csv": None for number in range(1, 5)},
    "ke-hoach.docx": DEMO / "agencies/xa-mau-hoa/tep/ke-hoach-cong-khai-2026.docx",
    "bao-cao.pdf": DEMO / "agencies/truong-thpt-mau-trung/tep/cac-khoan-thu.pdf",
}
PICTURE = DEMO / "content/huong-dan/hinh/chon-tep.webp"


def lay_out(folder: Path, *, more: int = 0) -> Path:
    """Write the province; `more` agencies that have nothing but a name."""
    files = {
        "mkdocs.yml": SETTINGS,
        "noi-dung/index.md": "# Thử\n\nMẫu.\n",
        "agencies/_dia-ban.yml": PLACE,
        "agencies/xa-doi/co-quan.yml": profile("xã Một"),
        "agencies/xa-doi/cong-khai.yml": "muc:\n" + "".join(map(_row, ATTACHMENTS)),
        "agencies/xa-doi/co-dieu-kien.yml": 'muc:\n- ma: "2026-901"\n  ten: "Hồ sơ đất đai"\n',
        "agencies/xa-doi/dinh-chinh.yml": (
            'muc:\n- ma: "d1"\n  noi_dung_sai: "15 ngày"\n  noi_dung_dung: "12 ngày"\n'
        ),
        "agencies/xa-doi/trang/lich.md": "# Lịch tiếp công dân\n\nThứ Hai.\n",
        **{
            f"agencies/xa-{number}/co-quan.yml": profile(f"xã {number}")
            for number in range(1, AGENCIES + more)
        },
        **{
            f"agencies/xa-doi/tep/{name}": f"Tệp,Nội dung\n{name},Tiếp công dân\n"
            for name, source in ATTACHMENTS.items()
            if source is None
        },
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name, source in ATTACHMENTS.items():
        if source is not None:
            shutil.copyfile(source, folder / "agencies/xa-doi/tep" / name)
    shutil.copyfile(PICTURE, folder / "noi-dung/hinh.webp")
    return folder


def profile(name: str) -> str:
    """The text of an agency's profile."""
    return f'ten: "Ủy ban nhân dân {name}"\nloai: xa\n'


def _row(name: str) -> str:
    number = list(ATTACHMENTS).index(name) + 1
    return f'- ma: "2026-00{number}"\n  ten: "Quy chế số {number}"\n  tep: ["{name}"]\n'

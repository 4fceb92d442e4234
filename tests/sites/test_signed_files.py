"""Pages tell of each file its format, size, day, hash and signature; of an altered one nothing is published."""

from __future__ import annotations

import hashlib
import html
import os
import shutil

import pytest
import signed_pdfs as pdfs
from site_builds import access_info, digests

PROFILE = """\
ten: "Sở Mẫu"
loai: so
quy_che:
  so_ky_hieu: "12/QĐ-SM"
  ngay_ban_hanh: "2026-09-03"
  tep: "quy-che.pdf"
"""
ROWS = """\
muc:
- ma: "2026-001"
  ten: "Quyết định"
  ngay_cong_khai: "2026-09-10"
  tep: ["ky.pdf", "kem.pdf"]
"""
SIGNED = pdfs.signed(pdfs.plain_pdf())
ALTERED = SIGNED.replace(b"so 12", b"so 13")
OF = "Có chữ ký của Nguyễn Văn Mẫu (ghi ngày 03/9/2026)"
WHOLE = f"{OF}, nguyên vẹn; chưa kiểm tra được chứng thư"
HELD = "Tệp đang rà soát, chưa tải được"


class Site:
    """A jurisdiction of one agency, and what its pages say."""

    def __init__(self, folder):
        self.folder = folder
        self.files = folder / "agencies/so-mau/tep"
        self.files.mkdir(parents=True)
        (self.files.parent / "trang").mkdir()
        (self.files.parent / "co-quan.yml").write_text(PROFILE, "utf-8")
        (self.files.parent / "cong-khai.yml").write_text(ROWS, "utf-8")
        (self.files.parent / "trang/tep.md").write_text("# Tệp\n\n[Tải](../tep/ky.pdf)\n", "utf-8")
        for name in ("ky.pdf", "quy-che.pdf"):
            self.put(name, SIGNED)
        self.put("kem.pdf", pdfs.plain_pdf())

    def put(self, name, content):
        (self.files / name).write_bytes(content)

    def build(self):
        done = access_info(self.folder, "build", "--out", "site", "--as-of", "2026-11-24")
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def page(self, name):
        return html.unescape((self.folder / "site" / name / "index.html").read_text("utf-8"))


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def test_a_file_is_shown_with_format_size_day_signature_and_hash(site):
    assert "[TT" not in site.build()
    digest = hashlib.sha256(SIGNED).hexdigest()
    for name, day in (("cong-khai", ", 10/9/2026"), ("quy-che", ", 03/9/2026"), ("trang/tep", "")):
        page = site.page(name)
        assert WHOLE in page, name
        assert f"<code>{digest}</code>" in page, name
        assert f"PDF, 6 kB{day}" in page, name
        assert "hợp lệ" not in page, name
    rows = site.page("cong-khai")
    assert f"<code>{hashlib.sha256(pdfs.plain_pdf()).hexdigest()}</code>" in rows
    assert rows.count("Có chữ ký") == 1
    assert WHOLE in site.page("")


def test_an_altered_file_of_equal_size_and_its_repair_are_noticed_by_the_next_build(site):
    """What was remembered is of other bytes, whatever their number and time."""
    site.build()
    site.put("ky.pdf", ALTERED)
    assert "TT655" in site.build()
    assert HELD in site.page("cong-khai")
    assert not (site.folder / "site/tep/ky.pdf").exists()
    assert hashlib.sha256(ALTERED).hexdigest() not in site.page("cong-khai")
    assert (site.folder / "site/tep/quy-che.pdf").read_bytes() == SIGNED
    site.put("ky.pdf", SIGNED)
    site.build()
    assert WHOLE in site.page("cong-khai")
    again = pdfs.signed(pdfs.plain_pdf(), pdfs.person(pdfs.SECOND), name=pdfs.SIGNER)
    site.put("ky.pdf", again)
    site.build()
    assert f"<code>{hashlib.sha256(again).hexdigest()}</code>" in site.page("cong-khai")


def test_remembered_pages_are_those_of_a_first_build(site):
    site.put("kem.pdf", pdfs.rewritten(SIGNED))
    printed = site.build()
    assert "TT665" in printed
    first = digests(site.folder / "site")
    os.utime(site.files / "ky.pdf")
    site.build()
    assert digests(site.folder / "site") == first
    shutil.rmtree(site.folder / ".cache")
    site.build()
    assert digests(site.folder / "site") == first
    assert f"{OF}; tệp được sửa thêm sau khi ký" in site.page("cong-khai")


def test_a_name_in_a_certificate_is_text_and_a_number_there_is_not_shown(site):
    site.put("ky.pdf", pdfs.signed(pdfs.plain_pdf(), pdfs.identity("<b>Trần</b> & Lê")))
    site.put("quy-che.pdf", pdfs.signed(pdfs.plain_pdf(), pdfs.identity("Lê Mẫu 0912345678")))
    printed = site.build()
    page = (site.folder / "site/cong-khai/index.html").read_text("utf-8")
    assert "&lt;b&gt;Trần&lt;/b&gt; &amp; Lê" in page
    assert "<b>Trần" not in page
    assert "Có chữ ký của người không ghi tên" in site.page("quy-che")
    assert "0912345678" not in printed + site.page("quy-che")

"""A reviewer is told whose signature is on a file that a proposal brings."""

from __future__ import annotations

import pytest
import signed_pdfs as pdfs
from proposal_repository import LIST

pytestmark = pytest.mark.exhaustive

FILE, ROWS = "agencies/xa-mau/tep/a.pdf", "agencies/xa-mau/cong-khai.yml"
ROW = LIST + '- ma: "2026-003"\n  ten: "Quyết định"\n  tep: ["a.pdf"]\n'
SIGNED = pdfs.signed(pdfs.plain_pdf(), name="Mau").decode("ascii")
WORDS = (
    "Có chữ ký của Nguyễn Văn Mẫu (ghi ngày 03/9/2026), nguyên vẹn; chưa kiểm tra được chứng thư"
)


def test_a_new_file_is_shown_with_its_signature(province, review):
    province.propose({FILE: SIGNED, ROWS: ROW})
    _, summary, _ = review()
    assert WORDS in summary


def test_a_file_altered_after_signing_stops_a_proposal(province, review):
    altered = SIGNED.replace("so 12", "so 13")
    province.propose({FILE: altered, ROWS: ROW})
    code, summary, output = review()
    assert code == 1
    assert "[TT655]" in output
    assert "nguyên vẹn; chưa" not in summary


def test_the_loss_of_a_signature_is_reported(province, review):
    province.write({FILE: SIGNED, ROWS: ROW})
    province.commit("tệp đã ký")
    province.propose({FILE: pdfs.plain_pdf("Quyet dinh so 14").decode("ascii")})
    _, summary, _ = review()
    assert f"Nay không có chữ ký số; bản trước: {WORDS[0].lower()}{WORDS[1:]}" in summary

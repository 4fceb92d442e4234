"""A scan that a proposal brings must have been looked through by somebody; those that are there are not asked for."""

from __future__ import annotations

import random

import never_issued_numbers as numbers
import pytest
from proposal_repository import LIST
from scanned_pages import digest_of, drawn_page, scanned_page

from access_info.scanning import INSTALL, recogniser

pytestmark = pytest.mark.exhaustive

ROWS = "agencies/xa-mau/cong-khai.yml"
OLD, NEW, OTHER = scanned_page(595), scanned_page(596), scanned_page(597)
ROW = LIST + '- ma: "2026-003"\n  ten: "Quyết định"\n  tep: ["{name}"]\n'
REVIEW = (
    '  ra_soat_mat:\n    vai_tro: "Chánh Văn phòng"\n    ngay: "2026-11-20"\n'
    '    ket_qua: "Không có nội dung mật"\n    tep:\n    - ten: "{name}"\n      bam: "{digest}"\n'
)


@pytest.fixture
def with_scan(province):
    """A province that has a scan nobody looked through."""
    province.write({"agencies/xa-mau/tep/cu.pdf": OLD, ROWS: ROW.format(name="cu.pdf")})
    province.commit("bản quét cũ")
    return province


def places_by_code(output):
    """Codes of problems about who looked, with where each stands."""
    lines = [line for line in output.splitlines() if "[TT66" in line and "TT661" not in line]
    return {line.partition("[")[2][:5]: line.partition(": ")[0] for line in lines}


def test_new_scans_are_errors_where_their_file_stands(with_scan, review):
    rows = ROW.format(name="cu.pdf").replace('"cu.pdf"', '"cu.pdf", "moi.pdf"')
    with_scan.propose({"agencies/xa-mau/tep/moi.pdf": NEW, ROWS: rows})
    code, summary, output = review()
    assert code == 1
    assert places_by_code(output) == {"TT662": f"{ROWS}:11:9", "TT663": f"{ROWS}:11:19"}
    assert f'tep: [{{ten: "moi.pdf", bam: "{digest_of(NEW)}"}}]' in output
    assert output.count("[TT663]") == 1
    assert "1 điều phải sửa" in summary


def test_a_scan_that_somebody_looked_through_passes(with_scan, review):
    rows = ROW.format(name="moi.pdf") + REVIEW.format(name="moi.pdf", digest=digest_of(NEW))
    with_scan.propose({"agencies/xa-mau/tep/moi.pdf": NEW, ROWS: rows})
    _, _, output = review()
    assert "TT663" not in output
    assert "TT664" not in output


def test_a_replaced_scan_must_be_looked_through_again(with_scan, review):
    rows = ROW.format(name="moi.pdf") + REVIEW.format(name="moi.pdf", digest=digest_of(NEW))
    with_scan.propose({"agencies/xa-mau/tep/moi.pdf": OTHER, ROWS: rows})
    code, _, output = review()
    assert (code, places_by_code(output).keys() & {"TT663", "TT664"}) == (1, {"TT663"})
    assert "của tệp khác" in output


def test_a_scan_under_another_name_or_at_another_agency_is_not_new(with_scan, review):
    with_scan.propose(
        {
            "agencies/xa-mau/tep/cu.pdf": None,
            "agencies/xa-mau/tep/doi-ten.pdf": OLD,
            "agencies/so-tu-phap/tep/chep.pdf": OLD,
            ROWS: ROW.format(name="doi-ten.pdf"),
        }
    )
    _, _, output = review()
    assert "TT663" not in output
    assert "TT662" in output


@pytest.mark.skipif(recogniser() is None, reason=f"no Tesseract with Vietnamese: {INSTALL}")
def test_words_in_pictures_that_a_proposal_brings_are_judged_and_older_ones_are_not(
    province, review
):
    folder = province.folder / "agencies" / "xa-mau" / "tep"
    rng = random.Random(5)  # noqa: S311 - the same numbers every time
    old, new = (numbers.identity(rng) for _ in range(2))
    (folder / "cu.png").write_bytes(drawn_page(f"CCCD so {old}", kind="PNG"))
    province.write({ROWS: ROW.format(name="cu.png")})
    province.commit("bản quét cũ")
    (folder / "moi.png").write_bytes(drawn_page(f"CCCD so {new}", kind="PNG"))
    province.propose({ROWS: ROW.format(name="cu.png").replace('"cu.png"', '"cu.png", "moi.png"')})
    code, summary, output = review()
    assert code == 1
    (line,) = [line for line in output.splitlines() if "[TT611]" in line]
    assert line.startswith("agencies/xa-mau/tep/moi.png:1:1: lỗi [TT611] Ảnh, chữ nhận dạng từ ảnh")
    assert new not in output + summary
    assert "phần so sánh và trang xem thử không hiện" in summary

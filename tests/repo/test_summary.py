"""The one-page summary: as its script writes it today, one sheet, for archives and screen readers."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from pdf_papers import Pdf, errors, squeezed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def summary():
    """The script's page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module("_summary")


@pytest.fixture(scope="module")
def pdf(summary):
    return Pdf(summary.FILE.read_bytes())


def test_the_file_is_what_the_script_writes_today(summary, pdf):
    assert summary.content() == pdf.content, "Bản một trang đã cũ: chạy python3 scripts/summary.py"


def test_single_sheet_of_a4_with_the_fonts_of_the_other_papers(pdf):
    (page,) = pdf.file.pages
    assert [round(float(side) * 25.4 / 72) for side in page.MediaBox] == [0, 0, 210, 297]
    assert all(name.startswith("Tinos") for name in pdf.fonts)
    assert pdf.claims == ("2", "A", "1")
    assert errors(pdf.content) == []


def test_nothing_lies_in_the_margins(pdf):
    """But for the stops that hang over the right edge by a part of a millimetre or two."""
    edges = list(pdf.text_edges)
    assert min(left for left, _ in edges) > 29 * 72 / 25.4
    assert max(right for _, right in edges) < 197 * 72 / 25.4


def test_the_page_reports_what_why_effort_and_risks_and_answers_five_requests(summary, pdf):
    assert len(summary.ITEMS) == 5
    text = squeezed(pdf.text)
    expected = ["Là gì", "Vì sao", "Công sức", "Rủi ro và cách xử lý", "Đề nghị"]
    expected += [cell for row in summary.ITEMS for cell in row]
    assert [part for part in expected if squeezed(part) not in text] == []
    assert pdf.tags["/TR"] == 6
    assert pdf.tags["/H2"] == 5


def test_the_guide_leads_to_the_page(summary):
    guide = summary.FILE.with_name("nua-ngay.md").read_text(encoding="utf-8")
    assert f"]({summary.FILE.name})" in guide

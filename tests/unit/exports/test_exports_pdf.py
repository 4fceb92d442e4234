"""Papers as PDF, read back: standards, tags, looks, the same bytes everywhere."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import annexes
import exported_lists
import judged_agencies
import pytest
from annexes import CONDITIONAL, DISCLOSURE, annex, lay_out
from defusedxml import ElementTree
from fontTools.ttLib import TTFont
from pdf_papers import Pdf, errors, squeezed, typeset

from access_info.exports.documents.annex import annex_paper
from access_info.exports.documents.pdf import (
    FONTS,
    STYLES,
    StyleLook,
    Typesetter,
    TypesettingError,
)
from access_info.exports.documents.word import _TEMPLATE
from access_info.office_files.limits import LIMITS, Purpose

KHMER = "សេចក្តីសម្រេច"
# Every letter with every mark, both cases.
LETTERS = "".join(
    letter + letter.upper()
    for letter in "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
)


def paper_of(folder, name="cong-khai", **lists):
    return annex_paper(annex(lay_out(folder, **lists), name), annexes.WORDS, blanks=False)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    return Pdf(typeset(paper_of(tmp_path_factory.mktemp("pdf"), disclosure=DISCLOSURE)))


@pytest.mark.parametrize("name", ["cong-khai", "co-dieu-kien"])
def test_golden(tmp_path, name):
    paper = paper_of(tmp_path, name, disclosure=DISCLOSURE, conditional=CONDITIONAL)
    text = Pdf(typeset(paper)).text
    exported_lists.golden_text(judged_agencies.FOLDER / f"phu-luc-{name}.pdf.txt", f"{text}\n")


def test_both_standards_are_claimed_and_a_checker_has_no_error(pdf):
    assert pdf.claims == ("2", "A", "1")
    assert str(pdf.file.Root.Lang) == "vi-VN"
    assert pdf.file.Root.MarkInfo.Marked is True
    assert errors(pdf.content) == []


def test_the_list_is_a_single_table_with_a_heading_cell_for_each_column(pdf):
    [head] = [each for each in pdf.elements if each.S == "/THead"]
    [row] = head.K
    assert (pdf.tags["/Table"], pdf.tags["/TH"], len(row.K)) == (1, 10, 10)
    assert {str(cell.A[0].Scope) for cell in row.K} == {"/Column"}
    # Items, documents under them, names of groups, the head.
    assert pdf.tags["/TR"] == 6 + 2 + 1
    # What it is and of whom it tells are a single heading, and so a single bookmark.
    assert pdf.tags["/H1"] == 1
    with pdf.file.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            "DANH MỤC Thông tin phải được công khai của Ủy ban nhân dân xã Mẫu"
        ]


def test_properties_have_the_title_and_the_last_day_of_the_list(pdf):
    info = pdf.file.docinfo
    assert str(info["/Title"]).startswith("Danh mục thông tin phải được công khai")
    assert str(info["/Author"]) == "Ủy ban nhân dân xã Mẫu"
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20261002000000+00'00"


def test_links_lead_to_the_whole_address(pdf):
    assert pdf.links == [
        "https://mau.example/van-ban/01-ctr-ubnd-nam-2026",
        "https://mau.example/2",
        "https://mau.example/tt",
    ]


def test_only_the_shipped_fonts_are_used_and_they_are_in_the_file(pdf, tmp_path):
    assert pdf.fonts == {"Tinos", "Tinos-Bold", "Tinos-Italic"}


def test_vietnamese_with_all_marks_and_khmer_come_back_out(tmp_path):
    row = f'muc:\n- ma: "2026-001"\n  ten: "{LETTERS} {KHMER}"\n  ghi_chu: "{KHMER}"\n'
    pdf = Pdf(typeset(paper_of(tmp_path, disclosure=row)))
    assert LETTERS in squeezed(pdf.text)
    assert set(KHMER) <= set(pdf.text)
    assert "NotoSerifKhmer-Regular" in pdf.fonts
    assert {"vi-VN", "km"} <= pdf.languages


def test_a_list_of_1200_rows_is_a_single_table_with_its_head_on_every_page(tmp_path):
    rows = "".join(
        f'- ma: "2026-{number:04}"\n  ten: "Kế hoạch số {number}"\n' for number in range(1, 1201)
    )
    pdf = Pdf(typeset(paper_of(tmp_path, disclosure=f"muc:\n{rows}")))
    assert (pdf.tags["/Table"], pdf.tags["/TH"], pdf.tags["/TR"]) == (1, 3, 1201)
    assert len(pdf.pages) > 20
    assert all("Tên thông tin" in page for page in pdf.pages[:-1])
    # The page's number, but on the first page, and no second time in what is read out.
    assert pdf.pages[4].startswith("5\n")
    assert pdf.artifacts[0] == 0
    assert all(count > 0 for count in pdf.artifacts[1:])


def test_advances_are_those_of_the_fonts():
    data = json.loads((FONTS / "advances.json").read_bytes())
    fonts = [TTFont(path) for path in FONTS.glob("tinos-*.ttf")]
    assert {font["head"].unitsPerEm for font in fonts} == {data["unitsPerEm"]}
    known = ""
    for greatest, characters in data["advances"]:
        known += characters
        for char in characters:
            advances = [font["hmtx"][font.getBestCmap()[ord(char)]][0] for font in fonts]
            assert max(advances) == greatest, char
    assert len(known) == len(set(known))
    assert set(LETTERS) <= set(known)


def test_the_margins_of_decree_30_and_the_signature_on_the_right(pdf):
    page = pdf.file.pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.MediaBox] == [0, 0, 297, 210]
    texts = [line for line in pdf.pages[-1].split("\n") if line.strip()]
    assert texts[-2:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]  # nobody can type a name over another
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pdf.text
    assert "(Kèm theo Quyết định số" in pdf.text


def test_the_same_bytes_whatever_the_machine_says(tmp_path):
    """Three runs, each in a process of its own."""
    agency = lay_out(tmp_path, disclosure=DISCLOSURE)
    surroundings = (
        {"LANG": "C", "TZ": "UTC", "HOME": "/nonexistent", "SOURCE_DATE_EPOCH": "0"},
        {"LANG": "vi_VN.UTF-8", "TZ": "Asia/Ho_Chi_Minh", "HOME": str(tmp_path)},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "7"},
    )
    written = set()
    for number, given in enumerate(surroundings):
        out = tmp_path / str(number)
        command = (sys.executable, "-m", "access_info", "annex", "--format", "pdf")
        place = ("--agencies", str(agency.parent), "--agency", "xa-mau", "--out", str(out))
        environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **given}
        subprocess.run((*command, *place), env=environ, check=True, capture_output=True)
        written.add((out / "xa-mau-cong-khai.pdf").read_bytes())
    assert len(written) == 1


def test_what_takes_more_than_the_limits_is_refused(tmp_path, monkeypatch):
    limits = dataclasses.replace(LIMITS[Purpose.PAPER], answer=1000)
    monkeypatch.setitem(LIMITS, Purpose.PAPER, limits)
    with Typesetter() as typesetter, pytest.raises(TypesettingError):
        typesetter.pdf_bytes(paper_of(tmp_path, disclosure=DISCLOSURE))


@pytest.mark.parametrize("family", ["tinos", "noto-serif-khmer"])
def test_the_list_of_covered_characters_is_that_of_the_fonts(family):
    covered = {
        code
        for first, _, last in (
            line.partition("-") for line in (FONTS / "covered.txt").read_text("utf-8").split()
        )
        for code in range(int(first, 16), int(last, 16) + 1)
    }
    files = [TTFont(path) for path in sorted(FONTS.glob("*.ttf"))]
    known = {path.name: set(TTFont(path).getBestCmap()) for path in FONTS.glob("*.ttf")}
    of_family = [codes for name, codes in known.items() if name.startswith(family)]
    assert len(of_family) >= 2
    assert {code for code in set.intersection(*of_family) if code >= 0x20} <= covered
    assert covered <= set.union(*known.values())
    assert {file["OS/2"].fsType for file in files} == {0}  # may be embedded


def test_paragraphs_look_as_in_word():
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    tree = ElementTree.parse(Path(_TEMPLATE) / "styles.xml")
    mark = f"{{{names['w']}}}"

    def value(style, path, name, default=0.0):
        element = style.find(path, names)
        found = element.get(mark + name) if element is not None else None
        return default if found is None else float(found)

    for name, look in STYLES.items():
        [style] = tree.findall(f".//w:style[@w:styleId='{name}']", names)
        align = style.find("w:pPr/w:jc", names)
        assert look == StyleLook(
            align=align.get(f"{mark}val") if align is not None else "left",
            size=value(style, "w:rPr/w:sz", "val", 28.0) / 2,
            bold=style.find("w:rPr/w:b", names) is not None,
            italic=style.find("w:rPr/w:i", names) is not None,
            keep=style.find("w:pPr/w:keepNext", names) is not None,
            before=value(style, "w:pPr/w:spacing", "before") / 20,
            after=value(style, "w:pPr/w:spacing", "after") / 20,
            lines=value(style, "w:pPr/w:spacing", "line", 240.0) / 240,
            first=round(value(style, "w:pPr/w:ind", "firstLine") / 1440 * 25.4, 1),
            level=int(value(style, "w:pPr/w:outlineLvl", "val", -1.0)) + 1,
        )

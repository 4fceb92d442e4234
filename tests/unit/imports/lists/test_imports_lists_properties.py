"""Any list, under any headings in any order, written by real programs, comes back as it was."""

from __future__ import annotations

import csv
import datetime
import io
import json

import docx
import xlsxwriter
from example_counts import examples
from handmade_office_files import ods
from hypothesis import Phase, given
from hypothesis import strategies as st

from access_info.imports.lists import headings
from access_info.imports.lists.cells import links_of, part_of_day
from access_info.imports.lists.headings import NUMBER_AND_DAY, ORDER, SURE, meanings
from access_info.imports.lists.kinds import PUBLIC, kinds_in
from access_info.imports.lists.reading import read_lists
from access_info.imports.lists.wordings import wordings
from access_info.imports.office import read_any
from access_info.model.types import vn_date
from access_info.office_files.document import as_plain, from_plain
from access_info.office_files.text import tidy

WORDS = (
    *("kế hoạch", "quyết định", "thủ tục", "đăng ký", "báo cáo", "ngân sách", "đất đai", "2026"),
    *("khai sinh", "“ngoặc”", "(lần 2)", "phê duyệt", "dự toán", "<b>", "a & b", "=1+1", "ỷ lại"),
)
TITLE = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map(
    lambda words: "Công khai " + " ".join(words)
)
NUMBER = st.integers(1, 9_999).map(lambda n: f"{n}/QĐ-UBND")
DAY = st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31))
UNIT = st.sampled_from(("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội"))
FORM = st.sampled_from(("Niêm yết tại trụ sở", "Cổng thông tin điện tử", "Loa truyền thanh xã"))
LINK = st.integers(1, 999).map(lambda n: f"https://mau.example/van-ban/{n}?a=1&b=2")
GROUP = st.sampled_from(("Lĩnh vực Hộ tịch", "KẾ HOẠCH, BÁO CÁO", "Lĩnh vực Đất đai"))
FIELDS = ("ten", "so_ky_hieu", "ngay_ban_hanh", "hinh_thuc", "don_vi", "dia_chi")
# A heading that names another list under the title of the public one is a contradiction.
HEADINGS = {
    field: [words for words in wording["sure"] if kinds_in(words.replace("-", " ")) <= {PUBLIC}]
    for field, wording in wordings()["headings"].items()
}


@st.composite
def a_list(draw):
    """Headings in some order, groups (or none), and the items."""
    order = draw(st.permutations(FIELDS))
    typed = [draw(st.sampled_from(HEADINGS[field])) for field in order]
    rows = st.lists(
        st.tuples(TITLE, NUMBER, DAY, FORM, UNIT, LINK),
        min_size=2,
        max_size=5,
        unique_by=lambda r: r[1],
    )
    groups = draw(st.lists(GROUP, max_size=3, unique=True)) or [""]
    marked = draw(st.booleans())
    return order, typed, [(group, draw(rows)) for group in groups], marked


def _rows(drawn):
    """Rows of text as a clerk has them, and the items that they are."""
    order, typed, groups, marked = drawn
    lines = [["DANH MỤC THÔNG TIN CÔNG KHAI"], ["STT", *typed]]
    expected = []
    for place, (group, items) in enumerate(groups):
        if group:
            lines.append([("I", "II", "III")[place] if marked else "", group])
            if not marked:
                lines[-1] = ["", f"{('A', 'B', 'C')[place]}. {group}"]
        for number, item in enumerate(items, 1):
            named = dict(zip(FIELDS, item, strict=True))
            expected.append(
                {**named, "ngay_ban_hanh": named["ngay_ban_hanh"].isoformat(), "nhom": group}
            )
            shown = {**named, "ngay_ban_hanh": vn_date(named["ngay_ban_hanh"])}
            lines.append([str(number), *(shown[field] for field in order)])
    lines.append(["", f"Tổng cộng: {len(expected)} mục"])
    return lines, expected


def _import(content):
    plain = json.loads(json.dumps(as_plain(read_any(content))))
    read = read_lists(from_plain(plain, vn_date), path="/a", name=None, sheet=None)
    assert [problem.message for problem in read.problems] == []
    return [
        {key: item.fields[key] for key in (*FIELDS, "nhom")} for item in read.items
    ]  # fmt: skip


def _xlsx(lines):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text)
    return file.getvalue()


def _docx(lines):
    document = docx.Document()
    document.add_paragraph(lines[0][0])
    width = max(map(len, lines))
    table = document.add_table(rows=0, cols=width)
    for line in lines[1:]:
        cells = table.add_row().cells
        for cell, text in zip(cells, line, strict=False):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _ods(lines):
    def cell(text):
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        return f"<table:table-cell><text:p>{safe}</text:p></table:table-cell>"

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines
    )
    return ods(rows)


def _csv(lines, delimiter=","):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(lines)
    return file.getvalue().encode("utf-8-sig")


@examples(40, phases=[Phase.generate])
@given(drawn=a_list(), write=st.sampled_from((_xlsx, _docx, _ods, _csv)))
def test_what_is_written_comes_back(drawn, write):
    lines, expected = _rows(drawn)
    assert _import(write(lines)) == expected


@given(field=st.sampled_from(sorted(HEADINGS.keys() - {ORDER})), data=st.data())
@examples(60)
def test_a_heading_means_its_field_in_every_spelling(field, data):
    wording = wordings()["headings"][field]
    heading = data.draw(st.sampled_from(wording["sure"]))
    typed = data.draw(
        st.sampled_from(
            (str.upper, str.lower, lambda t: t.replace(" ", "\n"), lambda t: f"{t} (ghi rõ)", tidy)
        )
    )(heading)
    means = meanings(" ".join(typed.split()), wording.get("only", "cong-khai"))
    assert means, typed
    assert max(means, key=lambda mean: means[mean]) in {field, NUMBER_AND_DAY}


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text):
    day = part_of_day(text)
    # A day, a month or a year of the calendar: `2026-09-03`, `2026-09`, `2026`.
    assert day is None or datetime.date.fromisoformat(day + "-01-01"[: 10 - len(day)]).year >= 1945
    links = links_of(tidy(text), (text,))
    assert all(address.startswith(("http", "mailto:", "tel:")) for address in links.addresses)
    clean = tidy(text)
    assert tidy(clean) == clean
    known = {*headings.FIELDS["cong-khai"], ORDER, headings.ID, NUMBER_AND_DAY}
    means = meanings(clean, "cong-khai")
    assert means.keys() <= known
    assert all(0 < worth <= SURE for worth in means.values())


@given(st.dates(datetime.date(1945, 1, 1), datetime.date(2199, 12, 31)))
def test_every_day_is_read_as_written(day):
    for text in (vn_date(day), day.isoformat(), f"ngày {day.day} tháng {day.month} năm {day.year}"):
        assert part_of_day(text) == day.isoformat()

"""The report's first page: findings and the chart, each with the figures that the tables have."""

from __future__ import annotations

import itertools
from collections import Counter

import judged_agencies
from hypothesis import given
from hypothesis import strategies as st
from judged_agencies import agency, judged
from letters_and_reports import outcomes, report

from access_info.exports.documents.paper import Chart, Points, plain
from access_info.exports.documents.word import UNITS, units_of


def test_the_first_part_is_the_result_with_a_chart_of_the_same_figures():
    whole = judged_agencies.demo()
    first, opening, points, chart, second = report(whole).blocks[:5]
    assert (first.text, second.text) == ("I. Kết quả chung", "II. Kết quả theo từng nghĩa vụ")
    assert plain(opening.runs).startswith("Đến ngày 24/11/2026, 16 cơ quan, đơn vị")
    duties = whole.in_short().of_ground("in_law")
    total = Counter()
    for duty in duties:
        total.update(outcomes(whole, duty.id).values())
    assert (
        f"{total['dat']} lượt đạt; {total['dat-mot-phan']} lượt đạt một phần; "
        f"{total['qua-han']} lượt quá hạn; {total['chua-co']} lượt chưa có thông tin"
    ) in plain(points.items[0])
    assert isinstance(chart, Chart)
    drawn = dict(chart.rows)
    for duty in duties:
        counts = Counter(outcomes(whole, duty.id).values())
        order = ("chua-co", "qua-han", "dat-mot-phan", "khong-danh-gia-duoc", "dat")
        assert drawn[duty.title] == tuple(counts[status] for status in order)
    assert [counts[0] for _, counts in chart.rows] == sorted(
        (counts[0] for _, counts in chart.rows), reverse=True
    )


@given(counts=st.lists(st.integers(0, 700), min_size=5, max_size=5), more=st.integers(0, 700))
def test_no_part_of_a_bar_vanishes_and_no_bar_is_too_long(counts, more):
    most = max(1, sum(counts) + more)
    units = units_of(tuple(counts), most)
    assert sum(units) <= UNITS
    assert [bool(unit) for unit in units] == [bool(count) for count in counts]
    for left, right in itertools.combinations(zip(counts, units, strict=True), 2):
        (fewer, shorter), (more_of, longer) = sorted((left, right))
        assert fewer == more_of or shorter <= longer + 1


def test_of_very_many_agencies_the_first_are_named_and_the_rest_counted():
    whole = judged(
        *(
            agency(id=f"xa-{n}", name=f"Ủy ban nhân dân xã {n}", short_name=f"Xã {n}")
            for n in range(100, 150)
        )
    )
    (annex,) = report(whole).annexes
    row = next(row for row in annex.blocks[1].rows if "tiếp cận có điều kiện" in row[0])
    assert row[2].endswith("; Xã 129 và 20 cơ quan khác")
    absent = next(
        plain(item)
        for block in report(whole).blocks
        if isinstance(block, Points)
        for item in block.items
        if "việc đã quá hạn" in plain(item)
    )
    assert absent.endswith("; Xã 109 và 40 cơ quan khác.")

"""What the province sees: who counts where, what is told beside a number."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter

from demo_oversight import demo, earlier, pages, rows, section
from judged_agencies import DAY, DEMO

from access_info.assessment.findings import STATUSES
from access_info.assessment.province import Snapshot, snapshot_bytes
from access_info.model.vocabularies import AGENCY_TYPES


def test_only_agencies_that_must_disclose_new_kinds_count_in_the_progress():
    table = section(pages()[""], "chuyen-tiep")
    cells = dict(rows(table))
    _, summaries, findings = demo()
    bound = [
        summary.id
        for summary in summaries
        if findings[summary.id].duties["OB-17"].status != "khong-ap-dung"
    ]
    assert sum(int(row["Số cơ quan phải thực hiện"]) for row in cells.values()) == len(bound) == 13
    assert "Đơn vị sự nghiệp công lập" not in cells
    assert sum(int(row["Chưa rõ có phát sinh"]) for row in cells.values()) == sum(
        findings[summary].unclear_kinds for summary in bound
    )


def test_a_type_with_nothing_known_to_arise_is_described_in_words():
    _, summaries, findings = demo()
    wards = {
        summary.id: dataclasses.replace(findings[summary.id], new_kinds=(0, 0))
        for summary in summaries
        if summary.type == "phuong"
    }
    (row,) = (row for name, row in rows(pages(changed=wards)[""]) if name == AGENCY_TYPES["phuong"])
    assert row["Phải có"] == "chưa biết loại nào có phát sinh"
    assert row["Đã công khai"] == ""


def test_rules_of_other_laws_are_a_separate_group_with_their_denominators():
    written = pages()
    _, _, findings = demo()
    table = section(written[""], "quy-dinh-them")
    assert "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15" in table
    cells_by_anchor = {
        anchor: dict(re.findall(r'data-label="([^"]+)">(\d+)', row))
        for anchor, row in re.findall(r'<tr id="(l10-[^"]+)">(.*?)(?=<tr|</tbody)', table, re.S)
    }
    assert len(cells_by_anchor) == 7
    for rule, cells in cells_by_anchor.items():
        states = [
            finding.extras[rule].status for finding in findings.values() if rule in finding.extras
        ]
        applies = [status for status in states if status != "khong-ap-dung"]
        assert int(cells["Số cơ quan phải thực hiện"]) == len(applies)
        assert int(cells["Quá hạn"]) == applies.count("qua-han")
        rule_page = written[f"nghia-vu/{rule}"]
        named = rule_page[rule_page.index('id="nhom-') : rule_page.index('id="can-cu"')]
        assert named.count(f"tinh-hinh/#{rule}") == len(applies)
    assert "l10-" not in section(written[""], "nghia-vu")


def test_lists_name_rules_of_other_laws_apart():
    written = pages()
    _, _, findings = demo()
    for name, status in (("qua-han", "qua-han"), ("chua-co", "chua-co")):
        wanted = [
            (agency, rule)
            for agency, findings_ in findings.items()
            for rule, state in findings_.extras.items()
            if state.status == status
        ]
        page = written[name]
        if not wanted:
            assert "quy-dinh-them" not in page
            continue
        part = section(page, "quy-dinh-them")
        assert part.count("tinh-hinh/#l10-") == len(wanted)
        assert all(f"{agency}/tinh-hinh/#{rule}" in part for agency, rule in wanted)
        assert "#l10-" not in page[: page.index('id="quy-dinh-them"')]
    assert 'id="quy-dinh-them"' in written["qua-han"]


OCTOBER, NOVEMBER = datetime.date(2026, 10, 1), datetime.date(2026, 11, 1)


def test_agencies_that_are_new_or_gone_are_named():
    previous = earlier(DAY - datetime.timedelta(1), without={"so-tu-phap"}, more=("Sở Cũ",))
    part = section(pages(earlier=[previous])[""], "thay-doi")
    assert re.search(r"Mới có trong dữ liệu: <a [^>]*>Sở Tư pháp</a>\.", part)
    assert "Không còn trong dữ liệu: Sở Cũ." in part
    assert "Không có thay đổi nào" not in part
    same = section(pages(earlier=[earlier(DAY - datetime.timedelta(1))])[""], "thay-doi")
    assert "Mới có" not in same
    assert "Không còn" not in same


def test_an_agency_that_has_ended_since_is_named_once():
    _, _, findings = demo()
    gone = {"so-tu-phap": dataclasses.replace(findings["so-tu-phap"], ended="2026-11-02")}
    part = section(pages(earlier=[earlier(OCTOBER)], changed=gone)[""], "thay-doi")
    assert part.count("Sở Tư pháp") == 1
    assert "Đã chấm dứt: <a" in part


def _bound(day):
    """How many agencies each duty binds on a day, from the findings themselves."""
    _, _, findings = demo(day)
    return Counter(
        duty
        for finding in findings.values()
        for duty, state in finding.duties.items()
        if state.status != "khong-ap-dung"
    )


def test_no_line_is_drawn_over_a_change_of_law():
    before = earlier(datetime.date(2026, 8, 31))
    assert before.law == "l104"
    written = pages(earlier=[before, earlier(OCTOBER), earlier(NOVEMBER)])
    line = written["nghia-vu/ob-01"]
    assert line.count('class="ai-p-gap"') == 1
    # Four days, the first of which stands alone before the break.
    paths = dict(re.findall(r'<path class="ai-p-(\w+)" d="([^"]*)"', line))
    assert (paths["spot"].count("M"), paths["line"].count("L")) == (4, 2)
    part = section(written[""], "xu-huong")
    assert "Sau ngày 31/8/2026 chuyển sang Luật Tiếp cận thông tin số 01/2026/QH16" in part
    old, new = _bound(datetime.date(2026, 8, 31)), _bound(DAY)
    changed = [duty for duty in {*old, *new} if old[duty] != new[duty]]
    assert f"Số cơ quan phải thực hiện thay đổi ở {len(changed)} việc" in part
    assert f"Số cơ quan phải thực hiện từ 0 thành {new['OB-17']}." in written["nghia-vu/ob-17"]
    assert part.count('<th class="ai-since"') == 1
    assert "nên một số thay đổi" not in written[""]
    assert "nên một số thay đổi" in pages(earlier=[before])[""]
    same = pages(earlier=[earlier(OCTOBER), earlier(NOVEMBER)])
    assert "ai-p-gap" not in same["nghia-vu/ob-01"]
    assert "ai-since" not in same[""]


def test_days_are_shown_duty_by_duty_and_never_added_up():
    written = pages(earlier=[earlier(OCTOBER)])
    _, _, findings = demo()
    cells = dict(rows(section(written[""], "xu-huong")))
    assert len(cells) == len(_bound(DAY))
    states = [finding.duties["OB-01"].status for finding in findings.values()]
    applies = [status for status in states if status != "khong-ap-dung"]
    met = f"{applies.count('dat')} trên {len(applies)}"
    assert next(iter(cells.values()))["24/11/2026 (01/2026/QH16)"] == met
    assert met in section(written["nghia-vu/ob-01"], "qua-cac-ngay")


def test_a_summary_of_an_older_program_is_written_back_unchanged():
    content = (DEMO.parent / "tests/cases/assessment/snapshots/2026-10-01.json").read_bytes()
    assert snapshot_bytes(Snapshot.model_validate_json(content)) == content
    assert Snapshot.model_validate_json(snapshot_bytes(earlier(OCTOBER))) == earlier(OCTOBER)
    assert earlier(OCTOBER).agencies["xa-mau-phu"].extras


def test_the_signs_of_the_matrix_are_explained_before_the_matrix():
    page = pages()["bang"]
    legend = page.index('<ul class="ai-legend">')
    assert legend < page.index("<table")
    for status, words in STATUSES.items():
        assert f'class="ai-m-{status}" aria-hidden="true"></span> {words}' in page[legend:]


def test_no_list_of_names_grows_without_end():
    many = tuple(f"Xã {n}" for n in range(150))
    part = section(pages(earlier=[earlier(OCTOBER, more=many)])[""], "thay-doi")
    assert "Xã 99 và 50 cơ quan khác." in part
    assert "Xã 100" not in part


def test_what_is_due_soon_says_what_is_to_be_done_by_that_day():
    _, _, findings = demo()
    cells = dict(rows(pages()["sap-den-han"]))
    assert cells
    for row in cells.values():
        assert row["Việc phải làm"]
    coming = {
        words
        for finding in findings.values()
        for state in finding.duties.values()
        if state.due
        for words in state.coming
    }
    assert all(any(words in row["Việc phải làm"] for words in coming) for row in cells.values())


def test_a_duty_that_binds_nobody_yet_says_why_on_its_page():
    _, summaries, findings = demo()
    why = "Chưa tính: chưa loại thông tin nào được xác định là mới."
    none = dataclasses.replace(
        findings["xa-mau-phu"].duties["OB-17"], status="khong-ap-dung", reason=why, due=""
    )
    changed = {
        summary.id: dataclasses.replace(
            findings[summary.id], duties=findings[summary.id].duties | {"OB-17": none}
        )
        for summary in summaries
    }
    page = pages(changed=changed)["nghia-vu/ob-17"]
    reasons = page.partition('<h3 id="vi-sao">')[2].partition("</ul>")[0]
    assert f"<li>{why} ({len(summaries)} cơ quan)" in reasons
    assert why not in pages()["nghia-vu/ob-17"]

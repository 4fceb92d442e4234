"""What the province sees: who counts where, what is told beside a number."""

from __future__ import annotations

import dataclasses
import functools
import re

from judging import DAY, DEMO

from access_info.assessment import findings_of
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.oversight import oversight_pages
from access_info.pages.summary import summarise
from access_info.pipeline import Options
from access_info.pipeline.judging import judge_each


def _kept(judging):
    summary = summarise(judging.agency, judging.basis.framework, judging.as_of)
    return summary, findings_of(judging.assessment, judging.agency, ended=summary.ended)


@functools.cache
def demo(day=DAY):
    """The laws with the jurisdiction, summaries and findings of the demo province."""
    made = judge_each(Options(agencies=DEMO, as_of=day, jobs=1), _kept)
    assert not made.stops, made.problems
    return made.basis, [one for one, _ in made.found], {one.id: its for one, its in made.found}


def pages(*, earlier=(), day=DAY, changed=None):
    """Content of every page of the oversight by its path below `giam-sat/`."""
    basis, summaries, findings = demo(day)
    made = oversight_pages(
        summaries, {**findings, **(changed or {})}, basis.site, AsOf(day), earlier=earlier
    )
    return {page.path.removeprefix("giam-sat").strip("/"): page.content for page in made}


def section(page, id_):
    """What stands under a heading, up to the next of its rank."""
    found = re.search(rf'<h2 id="{id_}">.*?(?=<h2|\Z)', page, re.S)
    assert found, id_
    return found[0]


def rows(table):
    """Cells of a table's rows: the first, then label → text."""
    for row in re.findall(r'<tr role="row"[^>]*>(<th scope="row".*?)</tr>', table, re.S):
        name = re.sub(r"<svg.*?</svg>|<[^>]+>", "", re.search(r"<th.*?</th>", row, re.S)[0])
        cells = re.findall(r'data-label="([^"]*)"[^>]*>(.*?)</td>', row, re.S)
        yield name, {label: re.sub(r"<[^>]+>", "", text) for label, text in cells}


def test_only_agencies_that_must_disclose_new_kinds_count_in_the_progress():
    table = section(pages()[""], "chuyen-tiep")
    told = dict(rows(table))
    _, summaries, findings = demo()
    bound = [
        one.id for one in summaries if findings[one.id].duties["OB-17"].status != "khong-ap-dung"
    ]
    assert sum(int(row["Số cơ quan phải thực hiện"]) for row in told.values()) == len(bound) == 13
    assert "Đơn vị sự nghiệp công lập" not in told
    assert sum(int(row["Chưa rõ có phát sinh"]) for row in told.values()) == sum(
        findings[one].unclear_kinds for one in bound
    )


def test_a_type_with_nothing_known_to_arise_is_told_in_words():
    _, summaries, findings = demo()
    wards = {
        one.id: dataclasses.replace(findings[one.id], new_kinds=(0, 0))
        for one in summaries
        if one.type == "phuong"
    }
    (row,) = (row for name, row in rows(pages(changed=wards)[""]) if name == AGENCY_TYPES["phuong"])
    assert row["Phải có"] == "chưa biết loại nào có phát sinh"
    assert row["Đã có mục"] == ""


def test_rules_of_other_laws_are_a_group_of_their_own_with_their_denominators():
    made = pages()
    _, _, findings = demo()
    table = section(made[""], "quy-dinh-them")
    assert "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15" in table
    told = {
        anchor: dict(re.findall(r'data-label="([^"]+)">(\d+)', row))
        for anchor, row in re.findall(r'<tr role="row" id="(l10-[^"]+)">(.*?)</tr>', table, re.S)
    }
    assert len(told) == 7
    for rule, cells in told.items():
        states = [one.extras[rule].status for one in findings.values() if rule in one.extras]
        applies = [status for status in states if status != "khong-ap-dung"]
        assert int(cells["Số cơ quan phải thực hiện"]) == len(applies)
        assert int(cells["Quá hạn"]) == applies.count("qua-han")
        own = made[f"nghia-vu/{rule}"]
        assert own.count('<th scope="row" role="rowheader"><a') == len(applies)
    assert "l10-" not in section(made[""], "nghia-vu")


def test_lists_name_rules_of_other_laws_apart():
    made = pages()
    _, _, findings = demo()
    for name, status in (("qua-han", "qua-han"), ("chua-co", "chua-co")):
        wanted = [
            (agency, rule)
            for agency, one in findings.items()
            for rule, state in one.extras.items()
            if state.status == status
        ]
        page = made[name]
        if not wanted:
            assert "quy-dinh-them" not in page
            continue
        part = section(page, "quy-dinh-them")
        assert part.count('<tr role="row"><th scope="row"') == len(wanted)
        assert all(f"{agency}/tinh-hinh/#{rule}" in part for agency, rule in wanted)
        assert "#l10-" not in page[: page.index('id="quy-dinh-them"')]
        assert f"theo Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15: {len(wanted)}" in made[""]
    assert 'id="quy-dinh-them"' in made["qua-han"]

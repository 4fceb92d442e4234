"""What the province sees: who counts where, what is told beside a number."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
import shutil

from judging import DAY, DEMO, FRAMEWORK, WORDS

from access_info.assessment import STATUSES, findings_of
from access_info.assessment.province import percent, reviews_of
from access_info.assessment.snapshots import read_snapshot, snapshot_bytes, snapshot_of
from access_info.assessment.summary import figures_of
from access_info.model.agency import AgencyProfile
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, AsOf
from access_info.model.statistics import YearStatistics
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.figures import year_views
from access_info.pages.oversight import oversight_pages
from access_info.pages.standing import StandingView
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


def earlier(day, *, without=(), more=(), law=None):
    """The summary of an earlier day."""
    _, summaries, findings = demo(day)
    found = [
        (one.id, one.short_name, one.type, findings[one.id])
        for one in summaries
        if one.id not in without
    ]
    made = snapshot_of(day, "tỉnh Mẫu", [*found, *((f"x-{n}", n, "so", found[0][3]) for n in more)])
    return made.model_copy(update={"law": law}) if law else made


OCTOBER, NOVEMBER = datetime.date(2026, 10, 1), datetime.date(2026, 11, 1)


def test_agencies_that_are_new_or_gone_are_named():
    kept = earlier(DAY - datetime.timedelta(1), without={"so-tu-phap"}, more=("Sở Cũ",))
    part = section(pages(earlier=[kept])[""], "thay-doi")
    assert re.search(r"Mới có trong dữ liệu: <a [^>]*>Sở Tư pháp</a>\.", part)
    assert "Không còn trong dữ liệu: Sở Cũ." in part
    assert "Không có thay đổi nào" not in part
    same = section(pages(earlier=[earlier(DAY - datetime.timedelta(1))])[""], "thay-doi")
    assert "Mới có" not in same
    assert "Không còn" not in same


def test_an_agency_that_has_ended_since_is_told_once():
    _, _, findings = demo()
    gone = {"so-tu-phap": dataclasses.replace(findings["so-tu-phap"], ended="2026-11-02")}
    part = section(pages(earlier=[earlier(OCTOBER)], changed=gone)[""], "thay-doi")
    assert part.count("Sở Tư pháp") == 1
    assert "Đã chấm dứt: <a" in part


def test_no_line_is_drawn_over_a_change_of_law():
    before = earlier(datetime.date(2026, 8, 31))
    assert before.law == "l104"
    made = pages(earlier=[before, earlier(OCTOBER), earlier(NOVEMBER)])
    line = made["nghia-vu/ob-01"]
    assert line.count("<polyline") == line.count("ai-gap") == 1
    assert len(re.search(r'<polyline points="([^"]*)"', line)[1].split()) == 3
    part = section(made[""], "xu-huong")
    assert "Sau ngày 31/8/2026 chuyển sang Luật Tiếp cận thông tin số 01/2026/QH16" in part
    assert "Số cơ quan phải thực hiện thay đổi ở 17 nghĩa vụ" in part
    assert "Số cơ quan phải thực hiện từ 0 thành 13." in made["nghia-vu/ob-17"]
    assert part.count('columnheader" class="ai-since"') == 1
    assert "nên một số thay đổi" not in made[""]
    assert "nên một số thay đổi" in pages(earlier=[before])[""]
    same = pages(earlier=[earlier(OCTOBER), earlier(NOVEMBER)])
    assert "ai-gap" not in same["nghia-vu/ob-01"]
    assert "ai-since" not in same[""]


def test_days_are_told_duty_by_duty_and_never_added_up():
    made = pages(earlier=[earlier(OCTOBER)])
    _, _, findings = demo()
    told = dict(rows(section(made[""], "xu-huong")))
    assert len(told) == 18
    states = [one.duties["OB-01"].status for one in findings.values()]
    applies = [status for status in states if status != "khong-ap-dung"]
    met = f"{applies.count('dat')} trên {len(applies)}"
    assert next(iter(told.values()))["24/11/2026 (01/2026/QH16)"] == met
    assert met in section(made["nghia-vu/ob-01"], "qua-cac-ngay")


def test_a_summary_of_an_older_program_is_written_back_as_it_was():
    kept = (DEMO.parent / "tests/cases/snapshots/2026-10-01.json").read_bytes()
    assert snapshot_bytes(read_snapshot(kept)) == kept
    assert read_snapshot(snapshot_bytes(earlier(OCTOBER))) == earlier(OCTOBER)
    assert earlier(OCTOBER).agencies["xa-mau-phu"].extras


def with_figures(agency, **figures):
    """The demo's findings of an agency with figures of one year."""
    year = YearStatistics.model_validate({"nam": "2026", **figures})
    _, _, findings = demo()
    return {agency: dataclasses.replace(findings[agency], years=(figures_of(year),))}


def test_the_provinces_figures_say_whose_do_not_agree():
    changed = with_figures(
        "so-tu-phap",
        tiep_nhan={"truc_tiep": "5"},
        ket_qua={"day_du": "7"},
        thoi_gian={"dung_han": "9"},
        chi_phi="1500",
        chu_dong_cong_khai="12",
        kho_khan="Thiếu <người>.",
    )
    page = pages(changed=changed)["thong-ke"]
    part = section(page, "chua-khop-2026")
    assert "so-tu-phap/thong-ke/#nam-2026" in part
    assert "Tổng các kết quả là 7, khác số yêu cầu đã tiếp nhận là 5." in part
    assert "đúng hạn và quá hạn là 9, khác số yêu cầu đã trả lời là 7." in part
    assert "chua-khop" not in pages()["thong-ke"]
    assert "Thiếu &lt;người&gt;." in section(page, "y-kien-2026")
    year = dict(rows(section(page, "tung-nam")))["2026"]
    assert int(year["Chi phí đã thu (đồng)"].replace(".", "")) >= 1500
    assert "Thông tin đã chủ động công khai" in year


def test_a_share_is_all_only_where_it_is_all():
    changed = with_figures("so-tu-phap", thoi_gian={"dung_han": "259999", "qua_han": "148"})
    year = dict(rows(section(pages(changed=changed)["thong-ke"], "tung-nam")))["2026"]
    assert year["Tỷ lệ đúng hạn"] == "99,9 %"
    assert [percent(*pair) for pair in ((1, 1), (0, 3), (1, 5000), (2, 3))] == [
        *("100 %", "0 %", "0,1 %", "66,7 %")
    ]


def test_an_agencys_own_figures_say_so_too_and_name_the_law_of_a_ground():
    year = YearStatistics.model_validate(
        {
            "nam": "2026",
            "tiep_nhan": {"truc_tiep": "5"},
            "ket_qua": {"day_du": "3", "tu_choi": {"d27k1": "1", "d28k1a": "2"}},
            "thoi_gian": {"dung_han": "4998", "qua_han": "1"},
        }
    )
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    agency = Agency("so-mau", profile, statistics=(year,))
    (view,) = year_views(agency, FRAMEWORK, WORDS)
    assert "khác số yêu cầu đã tiếp nhận là 5." in view.mismatch
    assert "khác số yêu cầu đã trả lời là 6." in view.mismatch
    assert view.rate == "99,9 %"
    grounds = [label for label, _ in view.figures if label.startswith("Từ chối:")]
    assert len(set(grounds)) == len(grounds) == 2
    assert any("01/2026/QH16" in label for label in grounds)
    assert any("104/2016/QH13" in label for label in grounds)


def test_the_signs_of_the_matrix_are_explained_before_it():
    page = pages()["bang"]
    legend = page.index('<ul class="ai-legend">')
    assert legend < page.index("<table")
    for status, words in STATUSES.items():
        assert f'class="ai-m-{status}" aria-hidden="true"></span> {words}' in page[legend:]


def test_what_the_office_noted_is_shown_from_its_day_on():
    place = Jurisdiction.model_validate(
        {
            "danh_gia": [
                {"nghia_vu": "ob-02", "co_quan": "so-mau", "ngay": "2026-11-24", "ghi_chu": "Nay."},
                {"nghia_vu": "OB-02", "co_quan": "so-mau", "ngay": "2026-11-25", "ghi_chu": "Mai."},
                {"nghia_vu": "OB-02", "co_quan": "so-mau", "ghi_chu": "Không ngày."},
                {"nghia_vu": "OB-03", "co_quan": "so-mau", "ghi_chu": "Việc khác."},
            ]
        }
    )
    as_of = AsOf(DAY)
    found = reviews_of(place, "so-mau", "OB-02", as_of.reached)
    assert [one.note for one in found] == ["Nay.", "Không ngày."]
    assert as_of.span == (DAY, DAY)  # so that tomorrow's build asks again


def test_an_agencys_page_shows_no_remark_of_a_later_day(tmp_path):
    folder = tmp_path / "agencies"
    shutil.copytree(DEMO, folder)
    file = folder / "_dia-ban.yml"
    text = file.read_text("utf-8")
    assert "danh_gia:\n" in text
    later = (
        'danh_gia:\n- nghia_vu: OB-02\n  co_quan: so-y-te\n  ngay: "2026-11-25"\n'
        '  ghi_chu: "Lời của ngày mai."\n'
    )
    file.write_text(text.replace("danh_gia:\n", later), "utf-8")
    notes = {
        day: judge_each(Options(agencies=folder, as_of=day, jobs=1), _notes).found
        for day in (DAY, DAY + datetime.timedelta(1))
    }
    assert [any("Lời của ngày mai." in own for own in found) for found in notes.values()] == [
        *(False, True)
    ]


def _notes(judging):
    view = StandingView(
        judging.agency, judging.assessment, judging.basis.site, lambda _: None, judging.as_of
    )
    return [review.note for duty in view.duties for review in duty.reviews]

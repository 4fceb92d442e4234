"""A year's figures: counted by hand, recounted by other code, judged under both laws."""

from __future__ import annotations

import dataclasses
import datetime
import statistics as numbers
from collections import Counter

import pytest
from example_counts import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from loaded_program import laws_of_today
from register_files import register

from access_info.imports.register.figures import overdue, year_figures
from access_info.imports.register.reading import read_register
from access_info.legal.framework import load_framework
from access_info.model.agency import disagreements

FRAMEWORK, _ = laws_of_today()
AS_OF = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)


def _read(path, rows, framework=FRAMEWORK):
    read = read_register(register(path, rows), framework=framework, as_of=AS_OF)
    assert [problem for problem in read.problems if problem.severity == "error"] == []
    return read.requests


def _figures(path, rows, *, year=2026, framework=FRAMEWORK):
    figures = year_figures(_read(path, rows, framework), year=year, framework=framework)
    assert list(disagreements(figures)) == []
    return figures


@pytest.fixture
def path(tmp_path):
    return tmp_path / "so.xlsx"


def row(received, answered=None, result="Cung cấp đầy đủ", **more):
    """A row; words of more than one syllable are joined by `_`."""
    cells = {"Ngày nhận": received, "Kênh": "Mạng điện tử"}
    if answered:
        cells |= {"Ngày trả": answered, "Kết quả": result}
    return cells | {name.replace("_", " "): value for name, value in more.items()}


YEAR = [
    row("2026-01-05", "2026-01-06", Kênh="Trực tiếp", Chi_phí=5_000),
    row("2026-03-02", "2026-03-10", "Cung cấp một phần", Căn_cứ_từ_chối="d28k1a"),
    row("2026-08-31", "2026-09-03", "Từ chối", Căn_cứ_từ_chối="d28k1đ", Kênh="fax"),
    row("2026-09-01", "2026-09-14", "Từ chối", Căn_cứ_từ_chối="d27k3", Khiếu_nại="Có"),
    row("2026-09-01", "2026-09-15", "Từ chối", Căn_cứ_từ_chối="d27k3", Khởi_kiện="x"),
    row("2026-09-07", "2026-09-30", Ngày_gia_hạn="2026-09-18", Hạn_mới="2026-09-30"),
    row("2026-10-01", "2026-10-02", "Chuyển cơ quan khác"),
    row("2026-10-01", Kết_quả="Người yêu cầu rút"),
    row("2026-11-02", Ngày_gia_hạn="2026-11-10", Hạn_mới="2026-11-26"),
    row("2026-11-02", Kết_quả="Đang xử lý"),
    row("2025-12-31", "2026-01-05", Chi_phí=99_000, Khiếu_nại="Có"),
]


def test_a_year_counted_by_hand(path):
    figures = _figures(path, YEAR).model_dump(by_alias=True, exclude_none=True)
    assert figures == {
        "nam": 2026,
        "tiep_nhan": {"truc_tiep": 1, "buu_chinh": 1, "mang": 8},
        "ket_qua": {
            "day_du": 2,
            "mot_phan": 1,
            "tu_choi": {"d27k3": 2, "d28k1đ": 1},
            "chuyen": 1,
            "rut": 1,
            "dang_xu_ly": 2,
        },
        # 1, 8, 3, 13, 14 and 23 days; 15 September is a day after the law's last.
        "thoi_gian": {"dung_han": 5, "gia_han": 2, "qua_han": 1, "trung_vi": 10.5, "dai_nhat": 23},
        "khieu_nai": 1,
        "khoi_kien": 1,
        "chi_phi": 5_000,
    }
    assert list(figures["ket_qua"]["tu_choi"]) == ["d27k3", "d28k1đ"]


def test_another_year_of_the_same_register(path):
    figures = _figures(path, YEAR, year=2025)
    assert (figures.received.total, figures.costs, figures.complaints) == (1, 99_000, 1)


def test_days_count_from_the_valid_request(path):
    """Whoever had to complete a request waits from then on; where no day is noted, from the receipt."""
    rows = [
        row("2026-09-01", "2026-09-15", Ngày_hợp_lệ="2026-09-07"),
        row("2026-10-01", "2026-10-03"),
    ]
    timeliness = _figures(path, rows).timeliness
    assert (timeliness.median_days, timeliness.longest_days) == (5, 8)


def test_no_request_is_a_year_of_zeros(path):
    figures = _figures(path, []).model_dump(by_alias=True, exclude_none=True)
    assert figures == {
        "nam": 2026,
        "tiep_nhan": {"truc_tiep": 0, "buu_chinh": 0, "mang": 0},
        "ket_qua": {"day_du": 0, "mot_phan": 0, "chuyen": 0, "rut": 0, "dang_xu_ly": 0},
        "thoi_gian": {"dung_han": 0, "gia_han": 0, "qua_han": 0},
        "khieu_nai": 0,
        "khoi_kien": 0,
        "chi_phi": 0,
    }


@pytest.mark.parametrize(
    ("received", "last", "more"),
    [
        # 2026 law: 12 calendar days whatever the channel; 13 September is a Sunday.
        ("2026-09-01", "2026-09-14", {}),
        ("2026-09-03", "2026-09-15", {"Kênh": "Trực tiếp", "Loại": "Đơn giản"}),
        ("2026-09-03", "2026-09-15", {"Loại": "Phức tạp"}),
        # 24 November is a day off.
        ("2026-11-12", "2026-11-25", {}),
        # 2016 law: by channel and kind, in working days; 1 and 2 September 2026 are off.
        ("2026-08-31", "2026-08-31", {"Kênh": "Trực tiếp", "Loại": "Đơn giản"}),
        ("2026-08-31", "2026-09-16", {"Kênh": "Trực tiếp", "Loại": "Phức tạp"}),
        ("2026-03-02", "2026-03-05", {"Loại": "Đơn giản"}),
        ("2026-03-02", "2026-03-23", {"Loại": "Phức tạp"}),
        ("2026-03-02", "2026-03-09", {"Kênh": "Bưu chính", "Loại": "Đơn giản"}),
        ("2026-03-02", "2026-03-23", {"Kênh": "Bưu chính", "Loại": "Có điều kiện"}),
        # A kind that is not said has the longest period.
        ("2026-03-02", "2026-03-23", {}),
        # The period runs from the valid request, the law is that of the day of receipt.
        ("2026-08-28", "2026-09-08", {"Ngày hợp lệ": "2026-09-03", "Loại": "Đơn giản"}),
        # What was written counts, be it shorter or longer than the law's.
        ("2026-09-03", "2026-09-10", {"Hạn trả lời": "2026-09-10"}),
        ("2026-09-03", "2026-09-25", {"Ngày gia hạn": "2026-09-14", "Hạn mới": "2026-09-25"}),
        (
            "2026-09-03",
            "2026-09-25",
            {"Hạn trả lời": "2026-09-15", "Ngày gia hạn": "2026-09-14", "Hạn mới": "2026-09-25"},
        ),
    ],
)
def test_the_last_day_is_on_time_and_the_next_is_late(path, received, last, more):
    last = datetime.date.fromisoformat(last)
    for answered, late in ((last, 0), (last + DAY, 1)):
        as_of = datetime.date(2026, 12, 31)  # the day after the last may be after `AS_OF`
        file = register(path, [row(received, answered) | more])
        requests = read_register(file, framework=FRAMEWORK, as_of=as_of).requests
        time = year_figures(requests, year=2026, framework=FRAMEWORK).timeliness
        assert (time.on_time, time.late) == (1 - late, late)


def test_days_off_of_the_jurisdiction_count(path):
    calendar = FRAMEWORK.calendar.with_local([(datetime.date(2026, 9, 15), True, "x")])
    local_laws = dataclasses.replace(FRAMEWORK, calendar=calendar)
    rows = [row("2026-09-03", "2026-09-16")]
    assert _figures(path, rows).timeliness.late == 1
    assert _figures(path, rows, framework=local_laws).timeliness.late == 0


def test_a_law_without_periods_calls_nothing_late(path, tmp_path):
    folder = tmp_path / "luat"
    folder.mkdir()
    (folder / "luat-05-2026.yml").write_text(
        'ma: l05\nso: "05/2026/QH16"\nten: "Luật"\nhieu_luc_tu: "2026-10-01"\nthay_the: l01\n'
        'can_cu_thay_the: "Điều 1"\nda_kiem_chung: không\n',
        encoding="utf-8",
    )
    framework, problems = load_framework(folder)
    assert problems == []
    rows = [row("2026-10-01", "2026-11-20"), row("2026-10-01")]
    assert _figures(path, rows, framework=framework).timeliness.on_time == 1
    requests = _read(path, rows, framework)
    calendar = framework.calendar
    assert overdue(requests, year=2026, calendar=calendar, as_of=datetime.date(2030, 1, 1)) == 0


@pytest.mark.parametrize(
    ("as_of", "waiting"),
    [("2026-11-16", 0), ("2026-11-17", 1), ("2026-11-26", 1), ("2026-11-27", 2)],
)
def test_requests_that_wait_too_long_are_counted_apart(path, as_of, waiting):
    day = datetime.date.fromisoformat(as_of)
    requests = _read(path, YEAR)
    # 2 November and 12 days: Saturday the 14th, so Monday; the other is put off to the 26th.
    assert overdue(requests, year=2026, calendar=FRAMEWORK.calendar, as_of=day) == waiting
    assert overdue(requests, year=2025, calendar=FRAMEWORK.calendar, as_of=day) == 0


@dataclasses.dataclass(frozen=True)
class Planned:
    """A request as it is planned, before it becomes a row."""

    received: datetime.date
    wait: int
    channel: str
    kind: str
    result: str
    ground: str
    set_due: int | None
    put_off: int | None
    cost: int
    complaint: bool
    lawsuit: bool

    @property
    def is_answer(self):
        return self.result in {"Cung cấp đầy đủ", "Cung cấp một phần", "Từ chối"}

    def row(self, number):
        due = self.received + DAY * self.set_due if self.set_due is not None else ""
        cells = {
            "STT": number,
            "Ngày nhận": self.received,
            "Kênh": self.channel,
            "Loại": self.kind,
            "Hạn trả lời": due,
            "Kết quả": self.result,
            "Chi phí": self.cost,
            "Khiếu nại": "Có" if self.complaint else "",
            "Khởi kiện": "Có" if self.lawsuit else "Không",
        }
        if self.is_answer or self.result == "Chuyển cơ quan khác":
            cells["Ngày trả"] = self.received + DAY * self.wait
        if self.result == "Từ chối":
            cells["Căn cứ từ chối"] = self.ground
        if due and self.put_off is not None:
            cells |= {"Ngày gia hạn": self.received, "Hạn mới": due + DAY * self.put_off}
        return cells

    @property
    def late(self):
        """By what is written alone; the law's own periods have their cases above."""
        return self.wait > self.set_due + (self.put_off or 0)


PLANNED = st.builds(
    Planned,
    received=st.dates(datetime.date(2024, 12, 20), datetime.date(2026, 1, 10)),
    wait=st.integers(0, 60),
    channel=st.sampled_from(["Trực tiếp", "Bưu chính", "Mạng điện tử"]),
    kind=st.sampled_from(["", "Đơn giản", "Phức tạp", "Có điều kiện"]),
    result=st.sampled_from(
        [
            *("Cung cấp đầy đủ", "Cung cấp một phần", "Từ chối", "Chuyển cơ quan khác"),
            *("Người yêu cầu rút", "Đang xử lý", ""),
        ]
    ),
    ground=st.sampled_from(["d28k1a", "d28k1đ – Vượt quá", "d27k6", "l01-d27k6"]),
    set_due=st.integers(0, 40),
    put_off=st.none() | st.integers(0, 20),
    cost=st.integers(0, 200_000),
    complaint=st.booleans(),
    lawsuit=st.booleans(),
)


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(PLANNED, max_size=12), year=st.sampled_from([2024, 2025, 2026]))
def test_figures_equal_a_straightforward_recount(path, plans, year):
    rows = [plan.row(number) for number, plan in enumerate(plans, 1)]
    figures = _figures(path, rows, year=year)
    mine = [plan for plan in plans if plan.received.year == year]
    answers = [plan for plan in mine if plan.is_answer]
    channels, results = (Counter(getattr(p, name) for p in mine) for name in ("channel", "result"))
    received, given_, time = figures.received, figures.results, figures.timeliness
    assert received.total == given_.total == len(mine)
    assert (received.in_person, received.by_post, received.online) == (
        channels["Trực tiếp"],
        channels["Bưu chính"],
        channels["Mạng điện tử"],
    )
    assert (given_.full, given_.partial, given_.transferred, given_.withdrawn, given_.pending) == (
        results["Cung cấp đầy đủ"],
        results["Cung cấp một phần"],
        results["Chuyển cơ quan khác"],
        results["Người yêu cầu rút"],
        results["Đang xử lý"] + results[""],
    )
    short = {"d28k1đ – Vượt quá": "d28k1đ", "l01-d27k6": "d27k6"}
    grounds = Counter(short.get(p.ground, p.ground) for p in mine if p.result == "Từ chối")
    assert (given_.refused or {}) == dict(grounds)
    late = sum(plan.late for plan in answers)
    assert (time.on_time, time.late) == (len(answers) - late, late)
    assert time.extended == sum(plan.put_off is not None for plan in mine)
    waits = [plan.wait for plan in answers]
    assert time.median_days == (numbers.median(waits) if waits else None)
    assert time.longest_days == (max(waits) if waits else None)
    assert figures.costs == sum(plan.cost for plan in mine)
    assert figures.complaints == sum(plan.complaint for plan in mine)
    assert figures.lawsuits == sum(plan.lawsuit for plan in mine)

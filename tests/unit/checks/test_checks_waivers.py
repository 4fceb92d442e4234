"""What a waiver lets pass: one rule, in its own row alone, from its first day to its last."""

from __future__ import annotations

import datetime

import pytest
from loaded_program import laws_of_today

from access_info.checks import check_agency
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf

FRAMEWORK, _ = laws_of_today()
DAY = datetime.date(2026, 11, 24)
WHOLE = {
    "quy_tac": "TT614",
    "vai_tro": "Chánh Văn phòng",
    "ngay": "2026-09-03",
    "ly_do": "Số của cơ quan",
    "het_han": "2027-03-03",
}
CALL = 'ghi_chu: "Gọi 0571 234 567"'
ROW, DOCUMENT = ("muc", 0), ("muc", 0, "van_ban", 0)
CAUGHT, CAUGHT_BELOW = ("TT614", 4, ROW), ("TT614", 9, DOCUMENT)


def waiver(**changes):
    fields = {key: text for key, text in (WHOLE | changes).items() if text}
    return f"mien_tru: [{{{', '.join(f'{key}: {text!r}' for key, text in fields.items())}}}]"


def reported(folder, item, document=(), *, file="cong-khai.yml", as_of=None):
    """(code, line, what is withheld) of each problem of a row, and of a document under it."""
    text = 'muc:\n- ma: "2026-001"\n  ten: "Một"\n' + "".join(f"  {line}\n" for line in item)
    if document:
        text += '  van_ban:\n  - ma: "2026-002"\n    ten: "Hai"\n'
        text += "".join(f"    {line}\n" for line in document)
    (folder / "so-mau").mkdir(exist_ok=True)
    for name, content in (("co-quan.yml", 'ten: "Sở Mẫu"\nloai: so\n'), (file, text)):
        (folder / "so-mau" / name).write_text(content, encoding="utf-8")
    problems = check_agency(
        load_agency(read_folder(folder / "so-mau")),
        framework=FRAMEWORK,
        agencies=frozenset({"so-mau"}),
        as_of=as_of or AsOf(DAY),
    ).problems
    return [
        (problem.code, problem.location.line, problem.withheld and problem.withheld.keys)
        for problem in problems
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"ngay": "2026-11-24"}, []),
        ({"ngay": "2026-11-25"}, [CAUGHT]),
        ({"het_han": "2026-11-24"}, []),
        ({"het_han": "2026-11-23"}, [("TT638", 5, ROW)]),
        ({"het_han": "2026-09-03"}, [("TT638", 5, ROW)]),
        ({"het_han": "2026-09-02"}, [CAUGHT, ("TT321", 5, ROW)]),
        ({"quy_tac": "tt614"}, []),
        ({"quy_tac": "TT611"}, [CAUGHT, ("TT639", 5, None)]),
        ({"quy_tac": "TT699"}, [CAUGHT, ("TT637", 5, ROW)]),
        ({"quy_tac": "TT601"}, [CAUGHT, ("TT635", 5, ROW)]),
        ({"quy_tac": "TT602"}, [CAUGHT, ("TT635", 5, ROW)]),
        *(({key: ""}, [CAUGHT, ("TT636", 5, None)]) for key in WHOLE),
    ],
)
def test_what_is_reported_near_a_waiver(tmp_path, changes, expected):
    assert reported(tmp_path, [CALL, waiver(**changes)]) == expected


@pytest.mark.parametrize(
    ("item", "document", "expected"),
    [
        ([CALL], (), [CAUGHT]),
        ([CALL, waiver()], [CALL], [CAUGHT_BELOW]),
        ([CALL], [CALL, waiver()], [CAUGHT]),
        ([CALL, waiver()], [CALL, waiver()], []),
        (["don_vi: x", waiver()], [CALL], [("TT639", 5, None), CAUGHT_BELOW]),
        ([CALL, waiver().replace("]", ", {}]")], (), [("TT636", 5, None)]),
    ],
)
def test_a_waiver_is_of_its_row_alone(tmp_path, item, document, expected):
    assert reported(tmp_path, item, document) == expected


def test_a_row_of_the_conditional_list_may_waive_too(tmp_path):
    file = "co-dieu-kien.yml"
    assert reported(tmp_path, [CALL], file=file) == [CAUGHT]
    assert reported(tmp_path, [CALL, waiver()], file=file) == []


@pytest.mark.parametrize(
    ("changes", "span"),
    [
        ({}, ("2026-09-03", "2027-03-03")),
        ({"ngay": "2026-11-25"}, ("0001-01-01", "2026-11-24")),
        ({"het_han": "2026-11-23"}, ("2026-11-24", "9999-12-31")),
    ],
)
def test_what_was_judged_holds_until_the_waiver_does_no_longer(tmp_path, changes, span):
    as_of = AsOf(DAY)
    reported(tmp_path, [CALL, waiver(**changes)], as_of=as_of)
    assert tuple(day.isoformat() for day in as_of.span) == span

"""What a jurisdiction compared with the law's text, or settled."""

from __future__ import annotations

import datetime
import re

import pytest
from assessment_cases import laws, settled

from access_info.legal.framework import facts_by_name, raised
from access_info.legal.provisions import InformationKind
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.verification import Novelty, Verification
from access_info.pages.reference import fact_reference

DAY = datetime.date(2026, 12, 1)
FACTS = facts_by_name(laws())


def checked(*entries, on=DAY):
    who = {"vai_tro": "Sở Tư pháp", "ngay": "2026-11-30", "can_cu": "Công báo số 01"}
    place = Jurisdiction.model_validate({"kiem_chung": [{**who, **entry} for entry in entries]})
    return raised(laws(), place.law_checks, on)


def test_every_fact_of_the_packs_has_a_unique_name_that_stays_an_address():
    assert len(FACTS) > 500
    assert all(re.fullmatch(r"[\w.-]+", name) for name in FACTS)
    for name in ("l01", "l01-d23k3", "l01-cung-cap", "l01-d17k1p1", "l01-kenh-buu-chinh", "OB-02"):
        assert name in FACTS
    assert {"l01-nghia-vu-OB-17", "lich-2026", "lich-ngay-dau", "l01-chi-phi"} <= set(FACTS)


def _deadline(pack, id_):
    return next(deadline for deadline in pack.deadlines if deadline.id == id_)


def test_a_fact_is_raised_with_who_and_when():
    framework = checked({"ma": "l01-cung-cap", "gia_tri": "cong-bao"})
    deadline = _deadline(framework.pack("l01"), "l01-cung-cap")
    assert deadline.verification is Verification.GAZETTE
    assert (deadline.checked.role, deadline.checked.date) == (
        "Sở Tư pháp",
        datetime.date(2026, 11, 30),
    )
    other = _deadline(framework.pack("l01"), "l01-gia-han")
    assert other is _deadline(laws().pack("l01"), "l01-gia-han")


@pytest.mark.parametrize(
    "entry",
    [
        {"ma": "l01-cung-cap", "gia_tri": "khong"},
        {"ma": "l01-cung-cap", "gia_tri": "moi"},
        {"ma": "l01-cung-cap", "gia_tri": "cong-bao", "vai_tro": None},
        {"ma": "l01-cung-cap", "gia_tri": "cong-bao", "ngay": "2026-12-02"},
        {"ma": "l01-la", "gia_tri": "cong-bao"},
        {"ma": "l01-d17k1a1", "gia_tri": "moi"},
    ],
    ids=["lowered", "unfit", "nobody", "not yet", "unknown", "named before"],
)
def test_what_says_nothing_new_changes_nothing(entry):
    assert checked(entry) == laws()


def test_a_fact_borrowed_from_the_older_law_can_be_confirmed():
    framework = checked({"ma": "l01-bieu-mau-01a", "gia_tri": "ban-chep"})
    form = framework.pack("l01").forms[0]
    assert form.verification is Verification.COPY
    assert framework.pack("l104").forms[0].checked is None


def test_the_whole_law_raises_what_was_read_in_its_text():
    law = checked({"ma": "l01", "gia_tri": "cong-bao"}).pack("l01")
    assert law.verification is Verification.GAZETTE
    assert law.note is None
    assert _deadline(law, "l01-cung-cap").verification is Verification.GAZETTE
    assert law.costs.verification is Verification.GAZETTE
    decree = next(fact for fact in law.portal_rules if fact.id == "nd224-d9")
    assert decree.verification is Verification.COPY
    assert law.mark(decree) is Verification.COPY
    # Nobody had read a text that sets the rates.
    assert law.costs.rates.verification is Verification.UNVERIFIED


def test_a_check_counts_from_its_day_on_and_the_first_of_two_counts():
    today = checked({"ma": "l01-cung-cap", "gia_tri": "cong-bao", "ngay": "2026-12-01"})
    assert _deadline(today.pack("l01"), "l01-cung-cap").checked.date == DAY
    repeated = checked(
        {"ma": "l01-cung-cap", "gia_tri": "cong-bao", "vai_tro": "Một"},
        {"ma": "l01-cung-cap", "gia_tri": "ban-chep", "vai_tro": "Hai"},
        {"ma": "l10-ke-hoach", "gia_tri": "cong-bao", "vai_tro": "Ba"},
    )
    deadline = _deadline(repeated.pack("l01"), "l01-cung-cap")
    assert (deadline.verification, deadline.checked.role) == (Verification.GAZETTE, "Một")
    assert "Ba" in {rule.checked.role for rule in repeated.pack("l10").extra_rules if rule.checked}


def test_a_check_of_one_fact_outlives_that_of_the_whole_law():
    law = checked(
        {"ma": "l01", "gia_tri": "cong-bao", "vai_tro": "Một"},
        {"ma": "l01-cung-cap", "gia_tri": "ban-chep", "vai_tro": "Hai"},
    ).pack("l01")
    alone, other = (_deadline(law, name) for name in ("l01-cung-cap", "l01-gia-han"))
    assert (alone.verification, alone.checked.role) == (Verification.COPY, "Hai")
    assert (other.verification, other.checked.role) == (Verification.GAZETTE, "Một")
    assert not any(kind.checked for _, kind in law.kinds)
    assert laws().pack("l104") == checked({"ma": "l01", "gia_tri": "cong-bao"}).pack("l104")


def test_duties_and_days_off_can_be_checked_too():
    framework = checked(
        {"ma": "OB-02", "gia_tri": "cong-bao"}, {"ma": "lich-ngay-dau", "gia_tri": "ban-chep"},
        {"ma": "lich-2026", "gia_tri": "cong-bao"},
    )  # fmt: skip
    assert framework.obligation("OB-02").verification is Verification.GAZETTE
    assert framework.calendar.rules.first_day.verification is Verification.COPY
    assert framework.calendar.years[2026].verification is Verification.GAZETTE


def test_a_kind_is_settled_either_way():
    framework = checked(
        {"ma": "l01-d17k1p1", "gia_tri": "khong-moi"}, {"ma": "l01-d17k1t1", "gia_tri": "moi"}
    )
    kinds = {kind.alias: kind for _, kind in framework.pack("l01").kinds}
    assert kinds["p1"].novelty is Novelty.NAMED_BEFORE
    assert kinds["t1"].novelty is Novelty.NEW
    assert kinds["t2"].novelty is Novelty.UNCLEAR
    assert kinds["t1"].checked.act == "Công báo số 01"


def test_all_unclear_kinds_can_be_settled():
    kinds = [
        n
        for n, f in FACTS.items()
        if isinstance(f.fact, InformationKind) and f.fact.novelty == "chua-ro"
    ]
    place = Jurisdiction.model_validate({"kiem_chung": settled(kinds)})
    law = raised(laws(), place.law_checks, DAY).pack("l01")
    assert {kind.novelty for _, kind in law.kinds} == {Novelty.NAMED_BEFORE, Novelty.NEW}
    assert len([kind for _, kind in law.kinds if kind.is_new]) == len(kinds) == 46


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("có", Verification.COPY),
        ("không", Verification.UNVERIFIED),
        ("khong", Verification.UNVERIFIED),
        ("Bản chép", Verification.COPY),
        ("cong-bao", Verification.GAZETTE),
    ],
)
def test_packs_from_before_there_were_three_values_still_load(typed, value):
    fact = type(laws().pack("l01").requesters[0])
    read = fact.model_validate({"ten": "a", "can_cu": "Điều 1", "da_kiem_chung": typed})
    assert read.verification is value


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("chac-chan", Novelty.NEW),
        ("chua-ro", Novelty.UNCLEAR),
        ("khong", Novelty.NAMED_BEFORE),
        ("không", Novelty.NAMED_BEFORE),
        # Packs of before said only that the older law did not name it.
        ("có", Novelty.UNCLEAR),
        ("co", Novelty.UNCLEAR),
        (True, Novelty.UNCLEAR),
    ],
)
def test_a_pack_of_before_makes_no_kind_certainly_new(typed, read):
    kind = InformationKind.model_validate({"ma": "l05-d10k1a1", "ten": "Giá đất", "moi": typed})
    assert kind.novelty is read


def test_the_page_of_all_facts_marks_what_nobody_verified_and_names_duties():
    page = fact_reference(laws())
    (duty,) = re.findall(r"^- `l01-nghia-vu-OB-13`: .*$", page, re.M)
    assert "“Mở sổ theo dõi yêu cầu; thống kê kết quả từng năm”" in duty
    assert duty.endswith("*Chưa xác minh.*")
    (read,) = re.findall(r"^- `l01-d12`: .*$", page, re.M)
    assert read.endswith("(Điều 12).")
    unverified = [
        name
        for name, fact in FACTS.items()
        if not isinstance(fact.fact, InformationKind)
        and fact.fact.verification is Verification.UNVERIFIED
    ]
    assert page.count("*Chưa xác minh.*") == len(unverified)

"""What the law packs hold, and how the framework answers."""

from __future__ import annotations

import dataclasses
import datetime
import pickle
import re
from pathlib import Path

import pytest
from assessment_cases import small_laws
from loaded_program import laws_of_today
from work_counting import calls_of

from access_info.legal import packs as reading
from access_info.legal.framework import assemble, load_framework
from access_info.legal.naming import pack_facts
from access_info.legal.provisions import Fact, places_in_law
from access_info.model.fields import Record
from access_info.model.verification import Novelty, Verification
from access_info.source.documents import read_yaml

CASES = Path(__file__).parents[2] / "cases" / "legal"
FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
OLD, NEW = FRAMEWORK.packs
(GRASSROOTS,) = FRAMEWORK.supplements
AFTER = datetime.date(2026, 9, 1)
BEFORE = datetime.date(2026, 8, 31)


def _facts(value):
    if isinstance(value, Fact):
        yield value
    if isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _facts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _facts(item)


def _texts(value):
    if isinstance(value, Record):
        for name, info in type(value).model_fields.items():
            if name not in {"title_en"} and info.alias:
                yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def test_the_built_in_packs_have_no_problem():
    assert PROBLEMS == []


def test_the_laws_and_their_spans():
    spans = [
        (pack.id, pack.slug, pack.number, pack.in_force_from, pack.in_force_to, pack.replaced_by)
        for pack in (OLD, NEW, GRASSROOTS)
    ]
    assert spans == [
        (
            "l104",
            "luat-104-2016",
            "104/2016/QH13",
            datetime.date(2018, 7, 1),
            BEFORE,
            "01/2026/QH16",
        ),
        ("l01", "luat-01-2026", "01/2026/QH16", AFTER, None, None),
        ("l10", "luat-10-2022", "10/2022/QH15", datetime.date(2023, 7, 1), None, None),
    ]


def test_the_kinds_that_the_older_law_does_not_name_equal_the_comparison_of_the_two_laws():
    document = read_yaml(CASES / "loai-moi.yml")
    assert document.readable, document.problems
    ours = {
        point.letter: {
            "so_loai": str(len(point.kinds)),
            "moi": [kind.alias for kind in point.kinds if kind.may_wait_for_transition],
        }
        for point in NEW.points
        if point.letter in document.data["diem"]
    }
    assert ours == document.data["diem"]


def test_no_kind_is_certain_to_be_demanded_by_no_other_law():
    """Art. 31(3) of the 2026 law: a jurisdiction settles it, kind by kind."""
    assert {kind.novelty for _, kind in NEW.kinds} == {Novelty.NAMED_BEFORE, Novelty.UNCLEAR}
    named = {kind.alias: kind.other_law for _, kind in NEW.kinds if kind.other_law}
    assert set(named) == {"s2", "u3"}
    assert "Nghị định 224/2026/NĐ-CP" in named["u3"]


def test_points_stand_in_the_order_of_the_vietnamese_alphabet():
    alphabet = "abcdđeghiklmnopqrstuvxy"
    for law in (OLD, NEW):
        letters = [point.letter for point in law.points]
        assert letters == list(alphabet[: len(letters)])
        assert [point.id for point in law.points] == [
            f"{law.id}-d17k1{letter}" for letter in letters
        ]


def test_every_fact_has_a_name_that_a_jurisdiction_can_write():
    for pack in (OLD, NEW, GRASSROOTS):
        named = [id(fact.fact) for fact in pack_facts(pack)]
        assert len(named) == len(set(named))
        assert [fact.citation for fact in _facts(pack) if id(fact) not in named] == []
        assert all(id(instrument) in named for instrument in pack.instruments)
        assert all(id(kind) in named for _, kind in pack.kinds)


def test_every_fact_names_its_citation():
    packs = (OLD, NEW, GRASSROOTS)
    facts = [fact for pack in packs for fact in _facts(pack)]
    assert len(facts) > 300
    assert [fact for fact in facts if not fact.citation] == []


def test_the_2026_law_is_marked_as_not_compared_with_the_gazette():
    assert {law.verification for law in (NEW, OLD, GRASSROOTS)} == {Verification.COPY}
    assert "theo bản chép, chưa đối chiếu Công báo" in NEW.note
    assert {point.verification for point in (*NEW.points, *OLD.points)} == {Verification.COPY}
    facts = [fact for pack in (OLD, NEW, GRASSROOTS) for fact in _facts(pack)]
    assert not any(fact.verification is Verification.GAZETTE for fact in facts)


def test_what_rests_on_no_text_that_was_read_stays_unverified():
    unread = {fact.name for fact in pack_facts(NEW) if _unverified(fact.fact)}
    assert unread >= {"l01-van-ban-huong-dan-nghi-dinh-chi-tiet", "l01-d25k2-don-gia"}
    # Of the older law, Art. 28-31 were not reached when it was read again.
    older = [fact for fact in _facts(OLD) if _unverified(fact)]
    cited = {place.article for fact in older for place in places_in_law(fact.citation)}
    assert cited == {"28", "29", "30", "31"}


def _unverified(fact):
    return getattr(fact, "verification", None) is Verification.UNVERIFIED


def test_what_was_not_verified_carries_a_separate_mark():
    decree = NEW.instruments[0]
    assert decree.number is None
    assert NEW.mark(decree) is Verification.UNVERIFIED
    assert NEW.mark(NEW.costs.rates) is Verification.UNVERIFIED
    assert OLD.mark(OLD.costs.rates) is Verification.UNVERIFIED
    assert NEW.mark(NEW.points[0]) is None
    assert OLD.mark(OLD.points[0]) is None


def test_forms_under_the_2026_law_are_borrowed_without_fax_and_guesses():
    assert [form.id for form in NEW.forms] == ["01a", "01b", "02", "03", "04", "05", "06"]
    assert all(form.confirmed_fields == form.fields for form in NEW.forms)
    assert not any("fax" in field.title for form in NEW.forms for field in form.fields)
    assert {form.note for form in NEW.forms} == {
        "Theo mẫu của Nghị định 13/2018/NĐ-CP, chưa xác minh còn áp dụng."
    }
    assert all(NEW.mark(form) is Verification.UNVERIFIED for form in NEW.forms)
    request = OLD.forms[0]
    assert any("fax" in field.title for field in request.confirmed_fields)
    assert len(request.fields) - len(request.confirmed_fields) == 7
    assert len(NEW.section_contents) == 7
    assert len(NEW.regulation_contents) == 5
    assert all(_unverified(item) for item in NEW.regulation_contents)


def test_no_text_holds_an_abbreviation_a_citizen_would_not_know():
    unknown = re.compile(
        r"(?<![/-])\b(VBQPPL|TTHC|CSDL|DNNN|KT-XH|ĐTM|ATTP|ATLĐ|BHXH|UBND|HĐND|NĐ)\b(?![/-])"
    )
    packs = (OLD, NEW, GRASSROOTS, *FRAMEWORK.obligations)
    texts = [text for pack in packs for text in _texts(pack)]
    assert len(texts) > 500
    numbers = re.compile(r"\d+/[\w/-]+")
    assert [text for text in texts if unknown.search(numbers.sub("", text))] == []


def test_every_form_of_disclosure_in_the_sample_has_a_label():
    named = {
        form.id: form.label
        for pack in (*FRAMEWORK.packs, *FRAMEWORK.supplements)
        for form in pack.disclosure_forms
    }
    assert {"cong-tttdt", "niem-yet", "cong-bao", "truyen-thanh"} <= set(named)
    assert all(label and label != identifier for identifier, label in named.items())


@pytest.mark.parametrize("case", read_yaml(CASES / "luat-theo-ngay.yml").data["ca"], ids=str)
def test_the_law_of_a_day_and_of_a_request(case):
    day = datetime.date.fromisoformat(case["ngay"])
    assert FRAMEWORK.in_force(day).id == case["hieu_luc"]
    assert FRAMEWORK.for_request(day).id == case["yeu_cau"]


@pytest.mark.parametrize("name", ["l01", "L01", "luat-01-2026", "01/2026/QH16"])
def test_a_law_is_recognised_by_any_of_its_names(name):
    assert FRAMEWORK.pack(name) is NEW


def test_a_supplement_is_known_but_never_in_force_as_the_main_law():
    assert FRAMEWORK.pack("luat-10-2022") is GRASSROOTS
    assert FRAMEWORK.pack("l99") is None
    assert FRAMEWORK.in_force(datetime.date(2023, 7, 1)) is OLD


@pytest.mark.parametrize(
    ("id_", "law", "point", "kind"),
    [
        ("l01-d17k1a", "l01", "l01-d17k1a", None),
        ("l01-d17k1đ", "l01", "l01-d17k1đ", None),
        ("l01-d17k1d", "l01", "l01-d17k1d", None),
        ("l01-d17k1đ2", "l01", "l01-d17k1đ", "l01-d17k1đ2"),
        ("l01-d17k1k1", "l01", "l01-d17k1k", "l01-d17k1k1"),
        ("k1", "l01", "l01-d17k1k", "l01-d17k1k1"),
        ("a1", "l01", "l01-d17k1a", "l01-d17k1a1"),
        (" L104-D17K1P ", "l104", "l104-d17k1p", None),
    ],
)
def test_an_id_means_a_single_point_or_kind(id_, law, point, kind):
    pack, law_of_id, inner = FRAMEWORK.point(id_)
    assert (pack.id, law_of_id.id, inner and inner.id) == (law, point, kind)


@pytest.mark.parametrize("id_", ["", "a", "a99", "l01", "l01-d17k1", "l01-d17k1z", "OB-01"])
def test_what_is_no_point_means_nothing(id_):
    assert FRAMEWORK.point(id_) is None
    assert FRAMEWORK.corresponding_points(id_, NEW) == ()


def test_the_cross_walk_leads_both_ways():
    def ids(id_, pack):
        return [point.id for point in FRAMEWORK.corresponding_points(id_, pack)]

    assert ids("l01-d17k1b", OLD) == ["l104-d17k1a", "l104-d17k1b", "l104-d17k1c"]
    assert ids("l01-d17k1b1", OLD) == ids("l01-d17k1b", OLD)
    assert ids("l104-d17k1g", NEW) == ["l01-d17k1g", "l01-d17k1k", "l01-d17k1l"]
    assert ids("l104-d17k1l", NEW) == ["l01-d17k1a", "l01-d17k1d", "l01-d17k1r"]
    assert ids("l01-d17k1m", OLD) == []
    assert ids("l01-d17k1m", NEW) == ["l01-d17k1m"]
    assert ids("l01-d17k1m", GRASSROOTS) == []


def test_the_cross_walk_goes_through_laws_in_between():
    """Under the third law there is, one day, an item of the first finds its point too."""
    framework = small_laws()
    first, second = framework.packs
    point = second.points[0].model_copy(
        update={"id": "l93-d5k1x", "maps_from": ("l92-d5k1d", "l92-d5k1c")}
    )
    other = point.model_copy(update={"id": "l93-d5k1y", "maps_from": ("l92-d5k1a",)})
    third = second.model_copy(
        update={
            "id": "l93",
            "number": "93/2030/QH99",
            "in_force_from": datetime.date(2030, 1, 1),
            "points": (point, other),
            "transitions": (),
            "replaces": "l92",
        }
    )
    packs = assemble([third, first, second.model_copy(update={"borrows": ()})])
    assert [(pack.id, pack.in_force_to, pack.replaced_by) for pack in packs] == [
        ("l91", datetime.date(2026, 5, 31), "92/2002/QH99"),
        ("l92", datetime.date(2029, 12, 31), "93/2030/QH99"),
        ("l93", None, None),
    ]
    framework = dataclasses.replace(framework, packs=packs)

    def ids(id_, law):
        return [each.id for each in framework.corresponding_points(id_, law)]

    assert ids("l91-d5k1b", packs[2]) == ["l93-d5k1x"]
    assert ids("l91-d5k1a", packs[2]) == ["l93-d5k1y"]
    assert ids("l93-d5k1x", packs[0]) == ["l91-d5k1b"]
    assert ids("l93-d5k1x", packs[1]) == ["l92-d5k1c", "l92-d5k1d"]
    assert ids("l93-d5k1y", packs[0]) == ["l91-d5k1a"]
    for day, law, request_law in (
        ("2018-12-31", "l91", "l91"),
        ("2019-01-01", "l91", "l91"),
        ("2026-05-31", "l91", "l91"),
        ("2026-06-01", "l92", "l91"),
        ("2026-06-09", "l92", "l91"),
        ("2026-06-10", "l92", "l92"),
        ("2029-12-31", "l92", "l92"),
        ("2030-01-01", "l93", "l93"),
    ):
        assert framework.in_force(datetime.date.fromisoformat(day)).id == law
        assert framework.for_request(datetime.date.fromisoformat(day)).id == request_law


def test_a_law_covers_its_first_and_last_day_and_binds_a_type_until_its_last():
    law = small_laws().packs[0]
    days = ["2018-12-31", "2019-01-01", "2024-12-31", "2025-01-01", "2026-05-31", "2026-06-01"]
    days = [datetime.date.fromisoformat(day) for day in days]
    assert [law.covers(day) for day in days] == [False, True, True, True, True, False]
    assert [law.binds("trung-uong", day) for day in days] == [True] * 3 + [False] * 3
    assert [law.binds("so", day) for day in days] == [True] * 6
    assert not law.binds("phuong", days[1])


def test_every_point_of_the_old_law_leads_somewhere():
    assert [
        point.id for point in OLD.points if not FRAMEWORK.corresponding_points(point.id, NEW)
    ] == []


def test_conditional_kinds_and_refusals_answer_with_and_without_prefix():
    assert FRAMEWORK.conditional_kind("d16k2") == FRAMEWORK.conditional_kind("l01-d16k2")
    assert FRAMEWORK.conditional_kind("l104-d7k1")[0] is OLD
    assert FRAMEWORK.conditional_kind("d99k1") is None
    pack, ground = FRAMEWORK.refusal_ground("d28k1đ")
    assert (pack.id, ground.citation) == ("l104", "điểm đ khoản 1 Điều 28")
    assert FRAMEWORK.refusal_ground("l01-d27k6")[1].id == "d27k6"


def test_every_id_and_alias_is_understood():
    for pack in FRAMEWORK.packs:
        for point in pack.points:
            assert FRAMEWORK.point(point.id) == (pack, point, None)
        for point, kind in pack.kinds:
            assert FRAMEWORK.point(kind.id) == (pack, point, kind)
            assert FRAMEWORK.point(kind.alias) is not None
    for duty in FRAMEWORK.obligations:
        assert FRAMEWORK.obligation(duty.id) is duty


def test_the_framework_survives_pickling():
    FRAMEWORK.point("a1")
    again = pickle.loads(pickle.dumps(FRAMEWORK))  # noqa: S301 - our own bytes
    assert again == FRAMEWORK
    assert again.point("a1") == FRAMEWORK.point("a1")


def test_loading_takes_no_more_work_than_every_build_can_bear():
    # The laws of today are read, not proved consistent; a parser written in Python would take millions.
    assert calls_of(load_framework) < 200_000


def test_law_packs_are_read_by_listing_the_folder():
    names = {path.name for path in reading.DATA.iterdir()}
    laws = names - {reading.CALENDAR_FILE, reading.OBLIGATION_FILE}
    laws -= {name for name in names if name.startswith(reading.STRUCTURE)}
    assert laws == {f"{pack.slug}.yml" for pack in (OLD, NEW, GRASSROOTS)}

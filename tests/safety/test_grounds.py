"""A text that says why it is public is warned of: only there, only for what its ground is about."""

from __future__ import annotations

import pytest

from access_info.checks.safety import TextPlace, detect, rules
from access_info.checks.safety.wordings import data_files
from access_info.problems import rules_of

GROUNDS = data_files()["grounds"]["grounds"]
OTHER_SENTENCES = (
    "Hội đồng họp từ 8 giờ, có đủ thành viên, nghe cán bộ trình bày rồi thảo luận. " * 6
)
FINED = "Ông Nguyễn Văn Mẫu bị xử phạt vì phá rừng"


def codes_in(text, place=TextPlace.BODY):
    return {detection.code for detection in detect(text, place)}


@pytest.mark.parametrize("name", GROUNDS)
def test_a_ground_lowers_rules_that_withhold_and_no_secret(name):
    known = {rule.code: rule for rule in rules_of(rules)}
    lowered = GROUNDS[name]["lowers"].split()
    assert lowered
    assert all(known[code].withholds for code in lowered)
    assert not {"TT601", "TT602", "TT625", "TT626"} & set(lowered)


def test_in_a_short_text_a_ground_is_of_all_of_this():
    assert codes_in(f"{FINED}. Niêm yết 7 ngày.") == {"TT628"}


def test_in_a_longer_text_a_ground_is_of_its_sentence_only():
    assert codes_in(f"{OTHER_SENTENCES}{FINED}, kết quả được niêm yết.") == {"TT628"}
    assert "TT630" in codes_in(f"{FINED}. {OTHER_SENTENCES}Kết quả được niêm yết.")
    assert "TT630" in codes_in(f"{OTHER_SENTENCES}Kết quả được niêm yết\n{FINED}")


@pytest.mark.parametrize("denied", ["chưa niêm yết", "không được công khai", "đừng công khai"])
def test_what_is_denied_is_no_ground(denied):
    assert "TT630" in codes_in(f"{FINED}, {denied}")


def test_a_ground_says_nothing_of_what_this_is_not_about():
    assert "TT611" in codes_in("Niêm yết: ông Nguyễn Văn Mẫu, CCCD 079285123456")
    assert "TT631" in codes_in("Niêm yết: ông Nguyễn Văn Mẫu bị tai biến")
    assert "TT623" in codes_in("Niêm yết: cháu Nguyễn Văn Mẫu, hộ nghèo, mồ côi cha mẹ")


def test_whoever_holds_an_office_is_known_when_named_again():
    director = "Giám đốc Nguyễn Văn Mẫu có mặt. Ông Mẫu có hành vi vi phạm"
    assert codes_in(director) == set()
    assert "TT630" in codes_in(director.replace("Ông Mẫu", "Bà Trần Thị Mẫu và ông Mẫu"))

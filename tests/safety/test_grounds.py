"""A text that says why it is public is warned of: only there, only for what its ground is about."""

from __future__ import annotations

import pytest

from access_info.checks.safety import rules
from access_info.checks.safety.detect import detect
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.texts import data_files
from access_info.problems import rules_of

GROUNDS = data_files()["grounds"]["grounds"]
OTHER_SENTENCES = (
    "Hội đồng họp từ 8 giờ, có đủ thành viên, nghe cán bộ trình bày rồi thảo luận. " * 6
)
FINED = "Ông Nguyễn Văn Mẫu bị xử phạt vì phá rừng"
POSTED = "Công khai quyết định xử phạt"
# What no law has published by name, whatever is posted, given or praised.
KEPT_BACK = {
    "TT623": (
        "hộ nghèo {}",
        "hộ cận nghèo: ông {}",
        "hộ được hỗ trợ xóa nhà tạm: ông {}",
        "cháu {}, mồ côi cha mẹ",
        "bà Trần Thị Thử nhận con nuôi là cháu {}",
        "nạn nhân bị mua bán: chị {}",
    ),
    "TT630": ("anh {}, cai nghiện tại xã", "ông {}, có tiền án", "ông {} đánh bạc"),
    "TT631": ("ông {}, khuyết tật nặng",),
    "TT632": ("ông {}, dân tộc Khmer", "bà {} theo đạo Tin lành"),
}


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
    assert codes_in(f"{FINED}. {POSTED} 7 ngày.") == {"TT628"}


def test_in_a_longer_text_a_ground_is_of_its_sentence_only():
    assert codes_in(f"{OTHER_SENTENCES}{FINED}, {POSTED.lower()}.") == {"TT628"}
    assert "TT630" in codes_in(f"{FINED}. {OTHER_SENTENCES}{POSTED}.")
    assert "TT630" in codes_in(f"{OTHER_SENTENCES}{POSTED}\n{FINED}")


@pytest.mark.parametrize("denied", ["chưa", "không được", "đừng"])
def test_what_is_denied_is_no_ground(denied):
    assert "TT630" in codes_in(f"{FINED}, {denied} {POSTED.lower()}")


@pytest.mark.parametrize(
    ("code", "notes"), [(code, notes) for code, texts in KEPT_BACK.items() for notes in texts]
)
@pytest.mark.parametrize(
    "said",
    [
        "Niêm yết công khai danh sách: {}",
        "Công khai quyết định: {}, niêm yết 7 ngày",
        "Báo đã đưa tin: {}",
    ],
)
def test_private_lots_are_withheld_wherever_they_are_posted(code, notes, said):
    assert code in codes_in(said.format(notes.format("Nguyễn Văn Mẫu")))


@pytest.mark.parametrize(
    "notes",
    [
        "Lễ trao quà cho hộ nghèo: bà Trần Thị Mẫu",
        "Trao quà Tết: cháu Nguyễn Văn Mẫu, mồ côi cha mẹ",
        "Niêm yết quyết định trợ cấp cho bà Trần Thị Mẫu, khuyết tật nặng",
        "Niêm yết quyết định cai nghiện bắt buộc đối với ông Nguyễn Văn Mẫu",
    ],
)
def test_an_act_that_names_somebody_publishes_no_lot(notes):
    assert codes_in(notes) & {"TT623", "TT630", "TT631"}


@pytest.mark.parametrize(
    "ordinary",
    [
        "Chủ tịch Ủy ban nhân dân xã Nguyễn Văn Mẫu tặng quà hộ nghèo",
        "Phân công bà Trần Thị Mẫu phụ trách công tác cai nghiện",
        "Bổ nhiệm bà Trần Thị Mẫu giữ chức Giám đốc Trung tâm nuôi dưỡng trẻ mồ côi",
        "Niêm yết danh sách hộ nghèo năm 2026",
    ],
)
def test_whoever_gives_or_works_for_such_people_is_none_of_them(ordinary):
    assert codes_in(ordinary) == set()


def test_who_gives_to_the_poor_is_not_withheld():
    assert codes_in("Bà Trần Thị Mẫu trao quà cho các hộ nghèo") == {"TT627"}
    assert codes_in("Ông Nguyễn Văn Mẫu được khen thưởng vì phòng chống ma túy") == {"TT627"}


def test_a_ground_says_nothing_of_what_this_is_not_about():
    assert "TT611" in codes_in("Niêm yết: ông Nguyễn Văn Mẫu, CCCD 079285123456")
    assert "TT631" in codes_in("Niêm yết: ông Nguyễn Văn Mẫu bị tai biến")
    assert "TT623" in codes_in("Niêm yết: cháu Nguyễn Văn Mẫu, hộ nghèo, mồ côi cha mẹ")


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        ("Ông Nguyễn Văn Mẫu không có giấy phép xả thải, phạt 5 triệu", "TT628"),
        ("Ông Nguyễn Văn Mẫu đánh bạc tại xưởng xả thải, phạt 5 triệu", "TT630"),
        ("Thu hồi đất của hộ bà Trần Thị Mẫu, thường trú số 5 đường Mẫu", "TT628"),
        ("Bà Trần Thị Mẫu, thường trú số 5 đường Mẫu, xin cấp phép xây dựng", "TT619"),
        ("Đại diện Công ty Mẫu: ông Nguyễn Văn Mẫu, CCCD 079285123456", "TT628"),
        ("Đại diện hộ kinh doanh Mẫu: ông Nguyễn Văn Mẫu, CCCD 079285123456", "TT611"),
        ("Bản chụp căn cước của bà Trần Thị Mẫu, đã che số", "TT628"),
        ("Bản chụp căn cước của bà Trần Thị Mẫu, chưa che số", "TT633"),
    ],
)
def test_what_is_somebodys_trade_land_or_mandate_is_warned_of(notes, code):
    assert code in codes_in(notes)
    assert ("TT628" in codes_in(notes)) == (code == "TT628")


@pytest.mark.parametrize(
    ("mild", "strong", "code"),
    [
        ("Khiển trách bà Trần Thị Mẫu", "Bà Trần Thị Mẫu nhận hối lộ", "TT630"),
        ("Bà Trần Thị Mẫu nghỉ ốm", "Bà Trần Thị Mẫu nghỉ ốm vì ung thư", "TT631"),
        ("Ảnh chân dung bà Trần Thị Mẫu", "Ảnh chụp căn cước bà Trần Thị Mẫu", "TT633"),
    ],
)
def test_what_tells_nothing_of_private_life_by_itself_is_warned_of(mild, strong, code):
    assert codes_in(mild) == {"TT627"}
    assert code in codes_in(strong)


def test_every_decision_says_that_one_may_complain():
    assert codes_in("Bà Trần Thị Mẫu có quyền khiếu nại trong 90 ngày") == set()


def test_a_ground_may_need_other_words():
    taxpayer = "chủ hộ Cao Văn Thử, số định danh đồng thời là mã số thuế 079285123456"
    assert codes_in(f"Đăng ký hộ kinh doanh, {taxpayer}") == {"TT628"}
    assert "TT611" in codes_in(f"Quyết toán thuế thu nhập, {taxpayer}")


def test_what_is_answered_with_no_says_nothing():
    row = "Tên: Ông Nguyễn Văn Mẫu\nTình trạng tranh chấp: {}\nThửa: 12"
    assert "TT630" in codes_in(row.format("đang xét"))
    assert codes_in(row.format("Không")) == set()


def test_whoever_holds_an_office_is_known_when_named_again():
    director = "Giám đốc Nguyễn Văn Mẫu có mặt. Ông Mẫu có hành vi vi phạm"
    assert codes_in(director) == set()
    assert "TT630" in codes_in(director.replace("Ông Mẫu", "Bà Trần Thị Mẫu và ông Mẫu"))

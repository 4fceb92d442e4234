"""Reasons for losses: found in messages and descriptions, refused where they say nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lossy_and_honest_edits import address, item
from province_histories import Province, call, diff, difference

from access_info.changes.difference import Loss, LossKind
from access_info.changes.reasons import LossTable, is_reason, read_reasons

WHY = "đã sáp nhập về xã Mẫu An"
SPELLINGS = {
    "plain": f"Lý do: {WHY}",
    "old spelling": f"Lí do: {WHY}",
    "capitals": f"LÝ DO: {WHY}",
    "no accents": f"Ly do: {WHY}",
    "separate accents": unicodedata.normalize("NFD", f"Lý do: {WHY}"),
    "in quotes": f"“Lý do: {WHY}”",
    "straight quotes": f'Lý do: "{WHY}"',
    "bold": f"**Lý do:** {WHY}",
    "bullet": f"- Lý do: {WHY}",
    "quoted line": f"> Lý do: {WHY}",
    "dash for a colon": f"Lý do – {WHY}",
    "full-width colon": f"Lý do： {WHY}",
    "among lines": f"Gỡ một mục\r\n\r\nLý do: {WHY}\r\nNgười duyệt: Văn phòng",
    "on the next line": f"Lý do:\n\n{WHY}\n",
    "under a heading": f"### Lý do gỡ\n\n{WHY}\n\n### Khác\n",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_a_reason_is_recognised_in_every_spelling(text):
    given = read_reasons([text]).given
    assert [(reason.about, reason.text) for reason in given] == [(frozenset(), WHY)]


HOLLOW = [
    "abc",
    "abc xyz",
    "...",
    "-",
    "ok",
    "test test test",
    "aaaa aaaa",
    "asdf qwer",
    "1234 5678",
    "<ghi lý do vào đây>",
    "(ghi lý do nếu gỡ mục)",
    "[lý do]",
    "ghi lý do ở đây",
    "không có lý do gì",
    "{{ lý do }}",
    "không",
]


@pytest.mark.parametrize("text", HOLLOW)
def test_what_says_nothing_is_no_reason(text):
    assert not is_reason(text)
    assert read_reasons([f"Lý do: {text}"]).given == ()


@pytest.mark.parametrize(
    "text", ["đăng nhầm", "hết hiệu lực", "trùng mục 2026-014", "Merged into xa-mau-an", WHY]
)
def test_a_few_real_words_are_a_reason(text):
    assert is_reason(text)


def test_a_hint_in_a_comment_of_the_template_is_not_seen():
    text = "<!-- Lý do: đã sáp nhập về xã khác -->\n<!--\nLý do: hết hiệu lực từ lâu\n"
    assert read_reasons([text]) == read_reasons([])


def loss(key, agency="so-5"):
    return Loss(LossKind.ITEM, agency, "…", key, "cong-khai.yml")


def reasons_for(text, *losses):
    reasons, table = read_reasons([text]), LossTable(losses)
    return [table.reason_for(loss_entry, reasons) for loss_entry in losses]


def test_a_reason_about_an_item_is_for_that_item_alone():
    text = "Lý do gỡ mục 2026-001, 2026-002: đăng nhầm hai lần"
    reasons = reasons_for(text, loss("2026-001"), loss("2026-002"), loss("2026-003"))
    assert reasons == ["đăng nhầm hai lần", "đăng nhầm hai lần", ""]


def contact(agency="so-5", key="dau_moi"):
    return Loss(LossKind.CONTACT, agency, "…", key, "co-quan.yml")


def test_words_alone_are_a_reason_for_nothing():
    for text in (
        "Lý do: rà soát danh mục năm 2026",
        "Lý do: cập nhật, gỡ mục 2026-001",
        "Lý do so-5: x y z",
    ):
        assert reasons_for(text, loss("2026-001"), contact()) == ["", ""]


def test_the_nearest_reason_wins():
    text = "Lý do: 2 mục: rà soát danh mục năm 2026\nLý do: 2026-001: đăng nhầm"
    lost = (loss("2026-001"), loss("2026-009"), contact())
    assert reasons_for(text, *lost) == ["đăng nhầm", "rà soát danh mục năm 2026", ""]
    assert reasons_for("Lý do gỡ dau_moi: đổi cách làm", contact()) == ["đổi cách làm"]


@pytest.mark.parametrize(
    "text",
    [
        "Lý do: 2026-001: đăng nhầm",
        "Lý do gỡ 2026-001: đăng nhầm",
        "Lý do: gỡ mục 2026-001: đăng nhầm",
        "- **Lý do:** so-5/2026-001: đăng nhầm",
        "Lý do: 2026-001 – đăng nhầm",
        "Lý do:\n\n- 2026-001: đăng nhầm\n- 2026-002: cũ rồi\n",
        "Lý do: mục: đăng nhầm",
        "Lý do: 1 mục của so-5: đăng nhầm",
    ],
)
def test_a_loss_is_named_on_either_side_of_the_colon(text):
    assert reasons_for(text, loss("2026-001"), contact()) == ["đăng nhầm", ""]


def test_a_kind_is_named_with_as_many_as_are_gone():
    lost = (contact(), contact(), contact("so-6"), loss("2026-001"))
    why = "bỏ máy lẻ"
    assert reasons_for(f"Lý do: 3 liên hệ: {why}", *lost) == [why, why, why, ""]
    assert reasons_for(f"Lý do: 2 liên hệ của so-5: {why}", *lost) == [why, why, "", ""]
    assert reasons_for(f"Lý do: liên hệ của so-6: {why}", *lost) == ["", "", why, ""]
    for wrong in ("liên hệ", "2 liên hệ", "4 liên hệ", "dau_moi", "so-5", "3 liên hệ của so-9"):
        assert reasons_for(f"Lý do: {wrong}: {why}", *lost) == ["", "", "", ""], wrong


@pytest.mark.parametrize("kind", LossKind)
def test_every_kind_of_loss_has_a_word_that_names_the_kind(kind):
    loss_ = Loss(kind, "so-5", "…", "khoa-khac", "x.yml")
    assert reasons_for(f"Lý do: {kind.word}: đã hỏi lãnh đạo", loss_) == ["đã hỏi lãnh đạo"]
    assert reasons_for(f"Lý do: 2 {kind.word}: đã hỏi lãnh đạo", loss_) == [""]


KEYS = st.sampled_from(
    ["2026-001", "2024", "trang/lich", "a.pdf", "tờ gấp năm.pdf", "tờ gấp", "dau_moi", "so-5", ""]
)
LOSSES = st.builds(
    Loss,
    st.sampled_from([kind for kind in LossKind if kind is not LossKind.AGENCY]),
    st.sampled_from(["so-5", "so-6", ""]),
    st.just("…"),
    KEYS,
    st.just("x.yml"),
) | st.sampled_from(["so-5", "so-6"]).map(
    lambda agency: Loss(LossKind.AGENCY, agency, "…", agency, "x.yml")
)


@given(st.lists(LOSSES, min_size=1, max_size=6, unique=True))
def test_the_line_that_is_proposed_is_the_line_that_helps(lost):
    for number, lost_entry in enumerate(lost):
        line = LossTable(lost).line(lost_entry).replace("…", "đã hỏi lãnh đạo")
        assert reasons_for(line, *lost)[number] == "đã hỏi lãnh đạo", line


@given(st.text(max_size=80))
def test_any_words_can_be_read(text):
    for reason in read_reasons([f"Lý do: {text}", f"Lý do {text}: vì đã hỏi"]).given:
        assert reason.text


def test_an_id_that_two_agencies_lost_excuses_neither():
    lost = (loss("2026-001", "so-5"), loss("2026-001", "so-6"))
    assert reasons_for("Lý do gỡ 2026-001: đăng nhầm", *lost) == ["", ""]
    assert reasons_for("Lý do gỡ so-5/2026-001: đăng nhầm", *lost) == ["đăng nhầm", ""]
    assert reasons_for("Lý do gỡ 2026-001 của so-6: đăng nhầm", *lost) == ["", "đăng nhầm"]
    assert reasons_for("Lý do so-6: đã sáp nhập", *lost) == ["", ""]


@pytest.mark.parametrize("key", ["a.pdf", "tờ gấp năm.pdf", "Tờ gấp.pdf", "trang/lich", "dia_chi"])
def test_a_reason_about_a_file_is_for_that_file_alone(key):
    """The line that the check proposes is the line that helps, and helps nothing else."""
    reasons = reasons_for(f"Lý do gỡ {key}: bản này đăng nhầm", loss(key), loss("2026-003"))
    assert reasons == ["bản này đăng nhầm", ""]


@pytest.fixture(scope="module")
def lossy(tmp_path_factory):
    """A province that lost an address and an item in its last commit."""
    province = Province(tmp_path_factory.mktemp("kho"), agencies=5)
    address(province)
    item(province)
    province.commit("Cập nhật\n\nLý do gỡ 2026-004: đăng nhầm")
    return province


def test_reasons_of_commits_are_shown_with_their_losses_and_the_rest_fails(lossy):
    code, out, err = diff(lossy, "HEAD~1", "HEAD")
    assert code == 1
    assert "Mục bị gỡ: 2026-004 “Báo cáo số 4 của Sở Mẫu 5”\n      lý do: đăng nhầm\n" in out
    assert err.count("[TT801]") == 1
    assert "“Lý do: liên hệ: …”" in err


def test_a_description_gives_the_reason_and_is_data_only(lossy, tmp_path):
    text = tmp_path / "mo-ta.md"
    text.write_text("Lý do: liên hệ: dời trụ sở <script>alert(1)</script> @ai-do #12", "utf-8")
    code, out, err = diff(lossy, "HEAD~1", "HEAD", "--description", text, form="markdown")
    assert (code, err) == (0, "")
    assert "<script" not in out
    assert "dời trụ sở" in out


def test_a_typed_reason_names_its_loss(lossy):
    code, comparison = difference(lossy, "HEAD~1", "HEAD", "--reason", "liên hệ: dời trụ sở")
    assert code == 0
    assert {loss_entry["reason"] for loss_entry in comparison["losses"]} == {
        "đăng nhầm",
        "dời trụ sở",
    }
    code, out, err = diff(lossy, "HEAD~1", "HEAD", "--reason", "rà soát cả danh mục")
    assert code == 1
    assert "cảnh báo [TT803] Dòng lý do “rà soát cả danh mục” không nêu điều nào bị mất" in err
    assert "CHƯA NÓI LÝ DO: ghi “Lý do: liên hệ: …”" in out
    code, _, err = diff(lossy, "HEAD~1", "HEAD", "--reason", "2 liên hệ: dời trụ sở")
    assert code == 1
    assert "cảnh báo [TT804]" in err


def test_hollow_words_are_refused(lossy, tmp_path):
    code, _, err = diff(lossy, "HEAD~1", "HEAD", "--reason", "abc")
    assert code == 2
    assert err.startswith("Lý do “abc” chưa nói gì.")
    text = tmp_path / "mo-ta.md"
    text.write_text("Lý do: abc", "utf-8")
    code, _, err = diff(lossy, "HEAD~1", "HEAD", "--description", text)
    assert code == 1
    assert "cảnh báo [TT802] Dòng lý do “abc” chưa phải một lý do" in err


def test_a_description_that_is_not_there_is_reported(lossy, tmp_path):
    code, _, err = call("diff", lossy.top, lossy.top, "--description", tmp_path / "khong-co.md")
    assert code == 2
    assert "không có tệp hoặc thư mục này" in err

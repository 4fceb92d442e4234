"""What changed in the text of an attachment: numbers first, secrets never."""

from __future__ import annotations

import random
import shutil

import pytest
from example_counts import examples
from handmade_office_files import workbook
from hypothesis import given
from hypothesis import strategies as st
from never_issued_numbers import identity, mobile
from province_histories import Province, diff, difference, losses
from unsafe_attachments import bytes_of, document, pdf, picture
from work_counting import calls_of, growth

from access_info.changes.attachments import MAX_LINES, compared
from access_info.changes.difference import TextChange, TextState
from access_info.changes.hiding import spans_in
from access_info.scanning import AttachmentScan, ScannedText

pytestmark = pytest.mark.exhaustive

FILE = "so-5/tep/thu-chi.csv"
CSV = (
    "Quỹ,Đã chi (đồng),Còn lại (đồng)\nĐền ơn đáp nghĩa,31.500.000,16.700.000\n"
    "Vì người nghèo,44.000.000,8.750.000\n"
)
ROW = """\
- ma: "2026-300"
  ten: "Thu, chi các quỹ"
  so_ky_hieu: "300/BC-SM5"
  tep:
  - "thu-chi.csv"
"""


@pytest.fixture(scope="module")
def original_province(tmp_path_factory):
    province_ = Province(tmp_path_factory.mktemp("kho"), agencies=5)
    province_.write("so-5/cong-khai.yml", province_.read("so-5/cong-khai.yml") + ROW)
    province_.write(FILE, CSV)
    province_.commit("Quỹ")
    return province_


@pytest.fixture
def province(original_province, tmp_path):
    shutil.copytree(original_province.top, tmp_path / "kho")
    copy = object.__new__(Province)
    copy.top, copy.agencies = tmp_path / "kho", tmp_path / "kho" / "agencies"
    return copy


def replaced(province, before, after, *, name="so-5/tep/thu-tuc.txt"):
    """The text's change of an attachment that had one content and has another."""
    for content in (before, after):
        province.path(name).write_bytes(content)
        province.commit("Thay tệp")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (change,) = [
        text_change for agency in comparison["agencies"] for text_change in agency["texts"]
    ]
    return change


def lines(change):
    return [(line["mark"], line["where"], line["text"]) for line in change["lines"]]


OLD = "Quỹ: Vì người nghèo; Đã chi (đồng): 44.000.000; Còn lại (đồng): 8.750.000"
NEW = OLD.replace("44", "49")


def test_a_changed_digit_of_a_table_is_not_folded_away(province):
    province.edit(FILE, "44.000.000", "49.000.000")
    province.commit("Sửa lỗi chính tả")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (change,) = comparison["agencies"][0]["texts"]
    assert change["state"] == "doi-chu"
    assert change["used_by"] == ["2026-300 “Thu, chi các quỹ”"]
    assert lines(change) == [("-", "dòng 3", OLD), ("+", "dòng 3", NEW)]
    assert comparison["agencies"][0]["files"][0]["used_by"] == change["used_by"]
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    head = "TỆP ĐÍNH KÈM BỊ THAY\n  so-5: tep/thu-chi.csv, tệp của 2026-300 “Thu, chi các quỹ”\n"
    assert f"{head}    - dòng 3: {OLD}\n    + dòng 3: {NEW}\n" in text
    _, page, _ = diff(province, "HEAD~1", "HEAD", form="markdown")
    opened = page.partition("<details>")[0]
    assert f"  - dòng 3: trước: <del>{OLD}</del>\n  - dòng 3: sau: <ins>{NEW}</ins>\n" in opened


def test_a_replaced_file_is_compared_with_its_successor(province):
    """A new name hides nothing: the row leads to another file now."""
    province.remove(FILE)
    province.write("so-5/tep/thu-chi-2.csv", CSV.replace("44.000.000", "49.000.000"))
    province.edit("so-5/cong-khai.yml", "thu-chi.csv", "thu-chi-2.csv")
    province.commit("Đổi tên tệp")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (change,) = comparison["agencies"][0]["texts"]
    assert (change["was"], change["name"]) == ("tep/thu-chi.csv", "tep/thu-chi-2.csv")
    assert lines(change) == [("-", "dòng 3", OLD), ("+", "dòng 3", NEW)]


def test_a_file_that_only_bears_another_name_is_no_difference(province):
    province.path(FILE).rename(province.path("so-5/tep/thu-chi-2.csv"))
    province.edit("so-5/cong-khai.yml", "thu-chi.csv", "thu-chi-2.csv")
    province.commit("Đổi tên tệp")
    _, comparison = difference(province, "HEAD~1", "HEAD")
    assert comparison["agencies"][0]["texts"] == []


def letter(*texts):
    return bytes_of(document(*texts))


def sheet(total):
    return workbook(rows=(("1", "Thu phí", total, "03/9/2026", "Niêm yết", "Văn phòng"),))


KINDS = {
    "docx": (
        letter("Điều 1. Phạm vi", "Mức thu là 12.000 đồng"),
        letter("Điều 1. Phạm vi", "Mức thu là 17.000 đồng"),
    ),
    "xlsx": (sheet("12.000"), sheet("17.000")),
    "pdf": (
        pdf([[(72, 400, "Mức thu là 12.000 đồng một tờ trong giờ làm việc")]]),
        pdf([[(72, 400, "Mức thu là 17.000 đồng một tờ trong giờ làm việc")]]),
    ),
    "txt": ("Mức thu là 12.000 đồng\n".encode(), "Mức thu là 17.000 đồng\n".encode()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_read(province, kind):
    before, after = KINDS[kind]
    change = replaced(province, before, after, name=f"so-5/tep/muc-thu.{kind}")
    assert change["state"] == "doi-chu"
    (old, new) = lines(change)
    assert (old[0], new[0]) == ("-", "+")
    assert "12.000" in old[2]
    assert "17.000" in new[2]


@pytest.mark.exhaustive
def test_a_secret_on_either_side_shows_nothing(province):
    number = identity(random.Random(1))  # noqa: S311 - the same number in every run
    plain = "Mức thu là 12.000 đồng\n".encode()
    secret = f"Mức thu là 17.000 đồng\nSố căn cước công dân: {number}\n".encode()
    for before, after in ((plain, secret), (secret, plain)):
        change = replaced(province, before, after)
        assert (change["state"], change["lines"]) == ("khong-hien", [])
        for form in ("text", "markdown", "json"):
            _, out, _ = diff(province, "HEAD~1", "HEAD", form=form)
            assert number not in out
            assert "17.000" not in out


def test_what_the_gate_would_have_looked_at_is_hidden(province):
    """A telephone number stops no file; it is not repeated all the same."""
    number = mobile(random.Random(1))  # noqa: S311 - the same number in every run
    before = f"Mức thu là 12.000 đồng\nGọi số riêng {number} để hẹn\n"
    change = replaced(province, before.encode(), before.replace("để hẹn", "trước").encode())
    assert change["state"] in {"doi-chu", "khong-hien"}
    assert number not in str(change)


@pytest.mark.exhaustive
def test_a_file_without_text_is_reported_as_such(province):
    change = replaced(province, picture(), picture(size=(900, 1400)), name="so-5/tep/anh.jpg")
    assert (change["state"], change["lines"]) == ("khong-doc-duoc-chu", [])
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    assert "(không đọc được chữ: mở tệp để xem)" in text


def test_a_file_that_was_emptied_shows_what_is_gone(province):
    change = replaced(province, "Mức thu là 12.000 đồng\n".encode(), b"\n")
    assert lines(change) == [("-", "từ dòng 1", "Mức thu là 12.000 đồng")]
    code, comparison = difference(province, "HEAD~1", "HEAD")
    assert losses(comparison) == [("tep", "so-5", "tep/thu-tuc.txt: nay không còn chữ nào")]
    assert code == 1


@pytest.mark.exhaustive
def test_text_of_a_file_is_nothing_but_text(province):
    hostile = "</li><script>alert(1)</script> ![x](https://a.example/x.png) | @octocat `x` \x1b[31m"
    change = replaced(province, b"a b c\n", f"a b d\n{hostile}\n".encode())
    assert change["state"] == "doi-chu"
    _, page, _ = diff(province, "HEAD~1", "HEAD", form="markdown")
    assert not any(mark in page for mark in ("<script", "](http", "@octocat", "`x`", "\x1b"))
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    assert all(char.isprintable() or char == "\n" for char in text)


def scan(*texts, kind="txt"):
    parts = tuple(ScannedText(f"đoạn {n}", text) for n, text in enumerate(texts, 1))
    return AttachmentScan("", sum(map(len, texts)), kind, parts)


def seen(before, after):
    change = compared(TextChange("tep/a.txt"), before, after)
    return change, [(line.mark, line.text) for line in change.lines]


def test_lines_with_changed_numbers_come_first_and_no_more_than_forty():
    words = [f"Đoạn {'abcdefgh'[n % 8] * (n + 1)} nói về việc chung" for n in range(60)]
    before = [*words, "Tổng số 44 hồ sơ"]
    after = [text.replace("chung", "riêng") for text in words] + ["Tổng số 49 hồ sơ"]
    change, shown_lines = seen(scan("\n".join(before)), scan("\n".join(after)))
    assert shown_lines[:2] == [("-", "Tổng số 44 hồ sơ"), ("+", "Tổng số 49 hồ sơ")]
    assert (len(shown_lines), change.left_out) == (MAX_LINES, 2 * 61 - MAX_LINES)


@pytest.mark.exhaustive
def test_a_whole_file_written_anew_takes_no_long_time():
    """Only what is shown is looked through for secrets: a gate over all of it would take minutes."""

    def compare(size):
        before, after = (
            [f"Hồ sơ {n}; mã {n * seed % 9973}; ghi chú số {n + seed}" for n in range(size)]
            for seed in (3, 7)
        )
        change, shown_lines = seen(
            scan(*before, kind="csv"), scan("x" * 50 * size, *after, kind="csv")
        )
        assert len(shown_lines) == MAX_LINES
        assert change.left_out > 5 * size / 3

    compare(10_000)
    assert growth(compare, 3_000) < 2.5
    assert calls_of(lambda: compare(3_000), only=spans_in) <= MAX_LINES


def test_what_only_moved_is_no_change():
    rows = [f"Hồ sơ {n}: đã trả" for n in range(50)]
    change, shown_lines = seen(scan(*rows), scan(*rows[25:], *rows[:25]))
    assert (change.state, shown_lines) == (TextState.SAME, [])


def test_nothing_hides_behind_a_long_beginning():
    long = "Căn cứ Luật Tiếp cận thông tin và các quy định khác của pháp luật có liên quan " * 40
    _, shown_lines = seen(scan(f"{long}mức thu 12.000 đồng"), scan(f"{long}mức thu 17.000 đồng"))
    assert [mark for mark, _ in shown_lines] == ["-", "+"]
    assert "12.000" in shown_lines[0][1]
    assert "17.000" in shown_lines[1][1]


PARTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=12)


@examples(60)
@given(PARTS, PARTS)
def test_lines_gone_and_new_turn_the_old_text_into_the_new(before, after):
    change, _ = seen(scan(*before), scan(*after))
    assert len(change.lines) <= MAX_LINES
    if change.state is TextState.SAME:
        squeezed = [sorted(" ".join(text.split()) for text in side) for side in (before, after)]
        joined = ["".join(side) for side in squeezed]
        assert sorted(joined[0].replace(" ", "")) == sorted(joined[1].replace(" ", ""))

"""Names of people in titles and notes: asked about once a file, until each row's answer holds."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from example_counts import examples
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import PluginError

from access_info.checks.safety.standing import names_alone
from access_info.cli import main
from access_info.model.items import NamedPeople, naming_digest
from access_info.pipeline import Options, prepare
from access_info.pipeline.review.formatting import format_agency
from access_info.plugin.events import report_problems
from access_info.source.documents import parse_yaml
from access_info.source.rewriting import dump_yaml

PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'
TITLE = "Giải quyết đơn của ông Nguyễn Văn Mẫu"
WORDS = st.text(st.characters(exclude_categories=("C",)), max_size=30)


@pytest.fixture
def agencies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agencies/so-mau").mkdir(parents=True)
    (tmp_path / "agencies/so-mau/co-quan.yml").write_text(PROFILE, encoding="utf-8")
    return tmp_path / "agencies"


def write(agencies, *rows):
    """Write the disclosure list, and return its path."""
    path = agencies / "so-mau/cong-khai.yml"
    listed = [{"ma": f"2026-{number:03}", **row} for number, row in enumerate(rows, 1)]
    path.write_text(dump_yaml({"muc": listed}), encoding="utf-8")
    return path


def prepared(agencies):
    options = Options(agencies=agencies, as_of=datetime.date(2026, 11, 24), jobs=1)
    return prepare(options, fragment_store=None)


def questions(agencies):
    """The messages of the rule, in order."""
    return [item.message for item in prepared(agencies).problems if item.code == "TT624"]


def answered(title, note=None):
    return {"ket_luan": "duoc-neu", "bam": naming_digest(title, note)}


def test_a_question_is_no_reason_to_stop_a_strict_build(agencies):
    write(agencies, {"ten": TITLE})
    report_problems(prepared(agencies), strict=True)
    write(agencies, {"ten": TITLE, "tinh_trang": "thay-the"})  # by which item is not said
    with pytest.raises(PluginError, match="Có 1 cảnh báo"):
        report_problems(prepared(agencies), strict=True)


def test_many_rows_are_one_line_that_names_the_first_five(agencies):
    write(agencies, *({"ten": TITLE} for _ in range(7)))
    assert questions(agencies) == [
        "7 mục nêu tên người trong tên hoặc ghi chú (dòng 3, 5, 7, 9, 11 …)."
    ]


@pytest.mark.parametrize(
    ("title", "note", "is_open"),
    [
        (TITLE, None, False),
        (TITLE, "Bản chính", True),
        (f"{TITLE}, lần hai", None, True),
        (TITLE.replace("Văn", "Thị"), None, True),
        (f"  {TITLE.replace(' ', '  ')} ", "", False),
        (unicodedata.normalize("NFD", TITLE), None, False),
    ],
)
def test_an_answer_holds_for_the_words_that_were_read(agencies, title, note, is_open):
    write(agencies, {"ten": title, "ghi_chu": note or "", "ten_nguoi": answered(TITLE)})
    assert bool(questions(agencies)) is is_open


def test_an_answer_of_which_nobody_knows_what_it_is_about_is_none(agencies):
    for answer in ({"ket_luan": "duoc-neu"}, {"bam": naming_digest(TITLE, None)}):
        write(agencies, {"ten": TITLE, "ten_nguoi": answer})
        assert len(questions(agencies)) == 1


def test_another_answer_is_refused_with_the_one_there_is(agencies):
    write(agencies, {"ten": TITLE, "ten_nguoi": {"ket_luan": "khong"}})
    (problem,) = (item for item in prepared(agencies).problems if item.code == "TT215")
    assert "duoc-neu" in problem.cure


def test_fmt_binds_an_answer_and_then_the_question_is_closed(agencies, capsys):
    document = {"ma": "2026-101", "ten": TITLE, "ten_nguoi": {"ket_luan": "duoc-neu"}}
    rows = (
        {"ten": "Hồ sơ", "van_ban": [document]},
        {"ten": TITLE, "ghi_chu": "Một", "ten_nguoi": {"ket_luan": "Được nêu tên", "bam": ""}},
    )
    path = write(agencies, *rows)
    assert main(["fmt"]) == 0
    first, second = parse_yaml(path.read_bytes(), path="").data["muc"]
    assert first["van_ban"][0]["ten_nguoi"] == answered(TITLE)
    assert second["ten_nguoi"]["bam"] == naming_digest(TITLE, "Một")
    assert main(["check"]) == 0
    assert "TT624" not in capsys.readouterr().err


# Answers as files hold them: none, open, bound to other words, without a conclusion, misspelt.
_ANSWERS = st.sampled_from(
    [
        None,
        {"ket_luan": "duoc-neu"},
        {"ket_luan": "duoc-neu", "bam": ""},
        {"ket_luan": "duoc-neu", "bam": "0123456789abcdef"},
        {"ket_luan": "duoc-neu", "bam": "cũ"},
        {"bam": "0123456789abcdef"},
        {"ket_luan": "khong"},
    ]
)


@given(rows=st.lists(st.tuples(WORDS, WORDS, _ANSWERS), min_size=1, max_size=4))
@examples(40)
def test_fmt_changes_no_digest_and_has_nothing_to_do_twice(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("fmt") / "so-mau"
    folder.mkdir()
    (folder / "co-quan.yml").write_text(PROFILE, encoding="utf-8")
    listed = [
        {"ten": title, "ghi_chu": note, **({"ten_nguoi": answer} if answer else {})}
        for title, note, answer in rows
    ]
    path = write(folder.parent, *listed)
    by_name = {formatted.path.name: formatted for formatted in format_agency(folder)}
    after = by_name["cong-khai.yml"].after
    new = parse_yaml(after, path="").data["muc"]
    for row, (title, note, answer) in zip(new, rows, strict=True):
        old = (answer or {}).get("bam", "")
        wanted = naming_digest(title, note) if (answer or {}).get("ket_luan") == "duoc-neu" else ""
        assert row.get("ten_nguoi", {}).get("bam", "") == (old or wanted)
    path.write_bytes(after)
    (again,) = (formatted for formatted in format_agency(folder) if formatted.path == path)
    assert not again.changes


@given(title=WORDS, note=WORDS, other=WORDS)
@examples(60)
def test_other_words_are_another_digest(title, note, other):
    def plain(text):
        return " ".join(unicodedata.normalize("NFC", text).split())

    same = (plain(other), plain(note)) == (plain(title), plain(note))
    answer = NamedPeople.model_validate(answered(title, note))
    assert answer.holds_for(other, note) is same
    assert answer.holds_for(title, note)
    # What moves from the title into the note is another thing to read.
    assert (naming_digest(title, note) == naming_digest(note, title)) is (
        plain(title) == plain(note)
    )


def test_only_names_beside_which_no_office_and_no_place_stands_are_asked_about():
    assert names_alone(TITLE)
    assert names_alone("ĐƠN CỦA BÀ TRẦN THỊ MẪU")
    assert not names_alone("Sửa đường Nguyễn Trãi")
    assert not names_alone("Giám đốc Nguyễn Văn Mẫu tiếp công dân")
    assert not names_alone("Quyết định của Ủy ban nhân dân xã Cao Bằng")

"""The static index: folding in both languages, lists there and back, the same bytes, its size."""

from __future__ import annotations

import gzip
import hashlib
import random
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_index import node, write

from access_info.search import SearchRecord
from access_info.search.folding import folded_words, spelled, spelling, split_words
from access_info.search.postings import LAST_PLACE, GapCode, count_shared, encode_places
from access_info.search.shorthand import load_shorthand

LETTERS = (
    "abcdđeghiklmnopqrstuvxyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789", min_size=1, max_size=8)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
CODE = GapCode(70_001)
# The same syllable, its tone where it was once put and where it is put now.
PLACES_OF_TONES = [
    ("hoà", "hòa"),
    ("khoẻ", "khỏe"),
    ("uỷ", "ủy"),
    ("thuý", "thúy"),
    ("luỹ", "lũy"),
    ("toạ", "tọa"),
]


@given(TEXTS)
def test_folding_knows_no_case_nor_unicode_form(text: str) -> None:
    folded = folded_words(text)
    assert folded == folded_words(text.upper())
    assert folded == folded_words(unicodedata.normalize("NFD", text))
    assert folded == folded_words(unicodedata.normalize("NFC", text))
    assert folded == folded_words(" ".join(folded))
    assert all(word.isascii() for word in folded)


@given(TEXTS)
def test_a_form_keeps_accents_and_folds_as_its_word(text: str) -> None:
    for word in split_words(text):
        folded, form = spelling(word)
        assert spelling(form)[0] == folded
        assert form == spelling(unicodedata.normalize("NFD", word))[1]


@pytest.mark.parametrize(("old", "new"), PLACES_OF_TONES)
def test_old_and_new_places_of_tones_are_the_same(old: str, new: str) -> None:
    assert spelling(old) == spelling(new)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Số 05/QĐ-UBND", ["so", "5", "qd", "ubnd"]),
        ("mã 1.000280.", ["ma", "1.000280"]),
        ("kỹ, kĩ; quý, quí", ["ki", "ki", "qui", "qui"]),
        ("tay tai thúy thúi", ["tay", "tai", "thuy", "thui"]),
        ("kinh tế-xã hội", ["kinh", "te", "xa", "hoi"]),
        ("Ðất (chữ Ð lạ)", ["dat", "chu", "d", "la"]),
        ("ព័ត៌មាន", ["ព័ត៌មាន"]),
        ("Mẫu 01a", ["mau", "1a"]),
        ("４３／ＱĐ, bả\u00adng", ["43", "qd", "bang"]),
        ("Quý III, quý 3", ["qui", "3", "qui", "3"]),
        ("Chín tháng; tháng chín", ["9", "thang", "thang", "chin"]),
        ("mười một tháng, mười hai tháng", ["11", "thang", "12", "thang"]),
        ("mười tháng, mười ba tháng", ["10", "thang", "muoi", "3", "thang"]),
    ],
)
def test_words(text: str, folded: list[str]) -> None:
    assert folded_words(text) == folded


def test_accents_tell_words_apart() -> None:
    assert spelling("đường")[0] == spelling("dương")[0]
    assert spelling("đường")[1] != spelling("dương")[1]


def test_the_script_folds_alike(tmp_path: Path) -> None:
    texts = [
        f"{letter}{two} {two}{letter}x" for letter in LETTERS for two in "ayqu" + LETTERS.upper()
    ]
    texts += [unicodedata.normalize("NFD", text) for text in texts[::7]]
    texts += [word for pair in PLACES_OF_TONES for word in pair]
    texts += [
        "ព័ត៌មាន ណែនាំ",
        "Ðất",
        "İstanbul ß ΑΣ",
        "1.012.3 007 0",
        "a_b – “c”…d",
        "\u200bx\u00a0y",
        "４３／２０２５ Ｑ bả\u00adng ½ ﬁ",
        "quý IV quí i qui ii tháng",
        "một tháng mười một tháng mười hai tháng hai mươi ba tháng năm tháng tháng",
        "mười mốt tháng chín",
    ]
    folded = node(tmp_path, {"fold": texts})["spelled"]
    for text, words in zip(texts, folded, strict=True):
        expected = [{"word": a, "form": b} for a, b in spelled(text)]
        assert words == expected, text


@given(st.lists(st.integers(0, 70_000), min_size=1, max_size=60).map(sorted))
def test_lists_there_and_back(numbers: list[int]) -> None:
    assert decoded(CODE.encode(numbers)) == numbers


def test_the_script_decodes_alike(tmp_path: Path) -> None:
    """Words in every hundredth, every third and every record, found by the script again."""
    records = [
        SearchRecord(
            title=" ".join(
                ["chung", *(["ba"] if number % 3 == 0 else []), f"{'hiem' * (number % 100 == 0)}"]
            ).strip(),
            address=f"{number}",
        )
        for number in range(7000)
    ]
    write(tmp_path, records)
    queries = [{"q": word} for word in ("chung", "ba", "hiem", "hiem ba")]
    answers = node(tmp_path, {"queries": queries})["answers"]
    ids = [{int(address) for address in answer["ids"]} for answer in answers]
    every = range(7000)
    assert ids[0] == set(every)
    assert ids[1] == {number for number in every if number % 3 == 0}
    assert ids[2] == {number for number in every if number % 100 == 0}
    assert ids[3] == {number for number in every if number % 300 == 0}


@given(st.text(alphabet="ab", max_size=9), st.text(alphabet="ab", max_size=9))
def test_what_two_texts_begin_with_is_counted(text: str, other: str) -> None:
    shared = count_shared(text, other)
    assert text[:shared] == other[:shared]
    assert shared == min(len(text), len(other)) or text[shared] != other[shared]


def test_no_abbreviation_goes_on_into_a_documents_number() -> None:
    # So that further words and the signs behind them are folded apart.
    assert not [full for full in load_shorthand().forms if re.search(" [1-9][0-9]", full)]


def test_places_are_a_single_character_each() -> None:
    places = encode_places(range(LAST_PLACE + 1))
    assert len(set(places)) == len(places) == LAST_PLACE + 1
    assert not set(places) & set('"\\')


def test_files_are_named_by_what_they_hold_and_lead_to_each_other() -> None:
    records = [SearchRecord(f"Mục {number}", f"a/#{number}") for number in range(50)]
    first = files(records)
    assert files(list(reversed(records))) == first
    names = {name.removesuffix(".js") for name in first} - {"muc-luc"}
    for name in names:
        start, _, body = first[f"{name}.js"].removesuffix(");\n").partition(",")
        assert start == f'accessInfoIndex("{name}"'
        assert hashlib.blake2b(body.encode(), digest_size=6).hexdigest() == name
    told = "".join(first.values())
    assert all(told.replace(f'("{name}"', "").count(name) >= 1 for name in names)


def test_a_new_row_leaves_most_files_as_they_are() -> None:
    """Where titles are many, and also where all are alike: what is numbered stays so beside the row."""
    for title in ("Mục {0} về việc số {1}", "Thông báo"):
        records = [
            SearchRecord(title.format(number % 300, number), f"a/#2026-{number:03d}")
            for number in range(3000)
        ]
        before = files(records)
        for new in (SearchRecord("Kế hoạch mới", "a/#n"), SearchRecord("Thông báo", "a/#n")):
            after = files([new, *records])
            # The lists of all that it has, its neighbours', and what leads to them.
            assert 3 <= len(after.items() - before.items()) < len(before) / 4


@pytest.mark.parametrize("field", SearchRecord._fields)
def test_whatever_changes_in_a_record_changes_the_manifest(field: str) -> None:
    """Also what is only shown: a browser that keeps files of one version would show the old."""
    value = {"date": "2026-10-30", "kind": "cong-khai", "state": "3"}.get(field, "so-moi")
    agency = SearchRecord("Sở Cũ", "a/", "so-cu", "co-quan")
    records = [*(SearchRecord(f"Mục {number}", f"a/#{number}") for number in range(20)), agency]
    changed = [*records[:-1], agency._replace(**{field: value})]
    agencies = {"so-cu": ("Sở Cũ", "xa"), "so-moi": ("Sở Mới", "xa")}
    assert files(changed, agencies)["muc-luc.js"] != files(records, agencies)["muc-luc.js"]


def test_nothing_to_find_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, [])
    answer = node(tmp_path, {"queries": [{"q": "đất đai"}]})["answers"][0]
    assert answer["ids"] == []


def test_data_never_end_the_script(tmp_path: Path) -> None:
    title = "Dấu \" \\ </script> ` ${x} \u2028 'nháy'"
    write(tmp_path, [SearchRecord(title, "a/?x=%22#1", number='1/"\\')])
    answer = node(tmp_path, {"queries": [{"q": "nhay dau"}]})["answers"][0]
    assert answer["shown"][0]["title"] == title
    assert answer["shown"][0]["number"] == '1/"\\'


def test_names_of_an_agency_lead_to_all_its_records_and_first_to_itself(tmp_path: Path) -> None:
    records = [
        SearchRecord("Kế hoạch của Sở", "a/#1", "so-tu-phap", "cong-khai"),
        SearchRecord("Sở Tư pháp tỉnh Mẫu", "a/", "so-tu-phap", "co-quan", names="Ty Tư pháp"),
        SearchRecord("Kế hoạch", "b/#1", "xa-binh-an", "cong-khai"),
        SearchRecord("Ủy ban nhân dân xã Bình An Đông", "b/", "xa-binh-an", "co-quan"),
    ]
    agencies = {"so-tu-phap": ("Sở Tư pháp", "so"), "xa-binh-an": ("Xã Bình An Đông", "xa")}
    write(tmp_path, records, agencies)
    names = ["stp", "Sở TP", "ty tư pháp", "sở tư pháp", "xbađ"]
    answers = node(tmp_path, {"queries": [{"q": name} for name in names]})["answers"]
    ids = [answer["ids"] for answer in answers]
    assert ids[:4] == [["a/", "a/#1"]] * 4
    assert ids[4] == []


def test_what_records_share_is_written_once_and_each_is_read_whole(tmp_path: Path) -> None:
    long = "chung " * 40
    titles = ["Chung", f"{long}a", f"{long}b", f"{long}b \U0001f600 một", f"{long}b \U0001f600 hai"]
    titles += ["\U0001f600 chung một", "\U0001f600 chung hai", "chung ~", 'chung \\ "']
    kinds = ["cong-khai", "co-dieu-kien", "cong-khai"]
    records = [
        SearchRecord(
            title, f"co-quan/xa-a/{kind}/#{number}", "xa-a", kind, above="Trên" * (number % 2)
        )
        for number, (title, kind) in enumerate(zip(titles, kinds * 3, strict=True))
    ]
    index_files = write(tmp_path, records, {"xa-a": ("Xã A", "xa")})
    (answer,) = node(tmp_path, {"queries": [{"q": "chung"}]})["answers"]
    wanted = {(r.title, r.address, r.kind, r.above, "Xã A") for r in records}
    shown = zip(answer["shown"], answer["ids"], strict=True)
    fields = ("kind", "above", "agency")
    read = {(r["title"], place, *(r.get(name, "") for name in fields)) for r, place in shown}
    assert read == wanted
    written = "".join((tmp_path / name).read_text("utf-8") for name in index_files)
    assert written.count("co-quan/*") == 1


def test_a_day_can_be_searched_and_is_no_word(tmp_path: Path) -> None:
    records = [
        SearchRecord("Báo cáo", "a", number="5/BC", date="2026-10-30"),
        SearchRecord("Báo cáo", "b", number="5/BC", date="2026-10-31"),
        SearchRecord("Báo cáo 30", "c", date="2026-10"),
        SearchRecord("Giá từ ngày 01/3/2026", "d", date="2025-12-19"),
    ]
    write(tmp_path, records)
    texts = ["ngày 30/10/2026", "30.10.2026", "ngày 30 tháng 10 năm 2026", "5/BC ngày 31/10/2026"]
    texts += ["1-3-2026", "19/12/2025"]
    answers = node(tmp_path, {"queries": [{"q": text} for text in texts]})["answers"]
    ids = [answer["ids"] for answer in answers]
    assert ids == [["a"], ["a"], ["a"], ["b", "a"], ["d"], ["d"]]


def test_a_year_can_be_searched_in_titles_and_in_dates(tmp_path: Path) -> None:
    records = [
        SearchRecord("Quyết toán năm 2024", "a", date="2025-09-17"),
        SearchRecord("Quyết toán", "b", date="2024"),
        SearchRecord("Quyết toán", "c", date="2025-01-02"),
    ]
    write(tmp_path, records)
    answer = node(tmp_path, {"queries": [{"q": "quyết toán năm 2024"}]})["answers"][0]
    assert (answer["how"], answer["ids"]) == ("all", ["a", "b"])


def test_of_many_words_the_rarest_are_looked_up(tmp_path: Path) -> None:
    common = [f"chung{letter}{two}" for letter in "abcd" for two in "efghi"]
    chance = random.Random(1)  # noqa: S311 - no secret
    titles = [" ".join([*chance.sample(common, 10), f"rieng{n:03d}x"]) for n in range(3000)]
    write(tmp_path, [SearchRecord(title, f"{n}") for n, title in enumerate(titles)])
    long = {"q": f"{titles[7]} {'thua ' * 9000}"}
    answers = node(tmp_path, {"queries": [long, {"q": "a" * 20_000}]})["answers"]
    assert answers[0]["ids"] == ["7"]
    assert answers[1]["ids"] == []
    whole = sum(len(gzip.compress(path.read_bytes())) for path in tmp_path.glob("*.js"))
    assert answers[0]["bytes"] < whole / 3


def decoded(text: str) -> list[int]:
    """A list of `GapCode` read by its description: base 61, then digits of 32 before."""
    symbols = [chr(code) for code in range(32, 127) if chr(code) not in '"\\']
    numbers: list[int] = []
    last, more = -1, None
    for char in text:
        value = symbols.index(char)
        if value >= 61:
            more = (more or 0) * 32 + value - 61
            continue
        last += value if more is None else 61 + more * 61 + value
        more = None
        numbers.append(last)
    return numbers


def files(
    records: list[SearchRecord], agencies: Mapping[str, tuple[str, str]] | None = None
) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        names = write(Path(folder), records, agencies or {})
        return {name: (Path(folder) / name).read_text("utf-8") for name in names}

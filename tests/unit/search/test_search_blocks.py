"""A large site's index: small files, little memory, answers from a part of it that says it is one."""

from __future__ import annotations

import dataclasses
import gzip
import itertools
import random
from pathlib import Path
from typing import Any

import pytest
from search_index import FEW_WORDS, SCRIPT, SMALL, node, write

from access_info.search import SearchRecord
from access_info.search.folding import folded_words
from access_info.search.sizes import IndexDivision, IndexSizes


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
    # Fetched by those who search, not with the page, which has room for other things.
    assert len(gzip.compress(SCRIPT.encode())) < 16_000
    queries = [{"q": "thu hoi dat"}, {"q": "thủ tục hành chính xã Mẫu 77"}]
    answers = node(tmp_path, {"queries": queries})["answers"]
    first = len(gzip.compress(index_files["muc-luc.js"])) + answers[0]["bytes"]
    assert first < 60_000
    assert answers[1]["bytes"] < 25_000
    assert all(answer["ids"] for answer in answers)


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
    for name, sizes in (("whole", IndexSizes()), ("divided", SMALL)):
        (tmp_path / name).mkdir()
        write(tmp_path / name, few_words, agencies, sizes)
        answers[name] = node(tmp_path / name, {"queries": queries})["answers"]
    is_part = 0
    for query, whole, part in zip(queries, answers["whole"], answers["divided"], strict=True):
        assert not whole["further"]
        assert part["how"] == whole["how"], query
        if whole["how"] == "all" and part["further"]:
            is_part += 1
            assert set(part["ids"]) <= set(whole["ids"]), query
            assert len(part["ids"]) >= min(20, len(whole["ids"]) / 2), query
        elif whole["how"] == "all":
            assert sorted(part["ids"]) == sorted(whole["ids"]), query
    assert 10 < is_part < len(queries) - 20


@dataclasses.dataclass(frozen=True)
class ManyBlocks:
    """A large site of frequent words.

    Attributes:
        folder: Its index.
        titles: Address → words of the title, folded.
    """

    folder: Path
    titles: dict[str, set[str]]

    def with_all(self, query: str) -> set[str]:
        """The addresses of records whose titles have all words, read one by one."""
        words = set(folded_words(query))
        return {address for address, title in self.titles.items() if words <= title}

    def answer(self, query: str, count: int = 10) -> dict[str, Any]:
        """The answer as a second one, after one that shares nothing with it."""
        queries = [{"q": "ngày 01/01/1990"}, {"q": query, "count": count}]
        second: dict[str, Any] = node(self.folder, {"queries": queries})["answers"][1]
        return second


@pytest.fixture(scope="module")
def many_blocks(tmp_path_factory: pytest.TempPathFactory) -> ManyBlocks:
    """30 blocks where hardly any word is not frequent, and every number in a few records."""
    chance = random.Random(5)  # noqa: S311 - no secret
    records = [
        SearchRecord(
            f"{' '.join(chance.sample(FEW_WORDS, 6))} theo {chance.choice(('kế hoạch', 'thông báo'))}"
            f" {3000 + chance.randrange(6000)}",
            f"xa-{number % 40:02d}/{number}",
        )
        for number in range(30_000)
    ]
    # Rare words, each but a letter from a frequent one.
    records += [SearchRecord(word, f"xa-00/{word}") for word in ("nuii", "duongg", "truongg")]
    folder = tmp_path_factory.mktemp("many")
    parts = IndexDivision(block=1024, chunk=8, longest=2000)
    write(folder, records, sizes=IndexSizes(whole=parts, divided=parts, shard=2000))
    return ManyBlocks(folder, {record.address: {*folded_words(record.title)} for record in records})


@pytest.mark.parametrize(
    ("query", "most"),
    [
        *((query, 25_000) for query in ("thông báo 3100", "kế hoạch theo 4321", "chợ 5000 báo")),
        *(
            (query, 25_000)
            for query in ("ao xóm thôn", "cầu đê mương trường", "đê kè biển ruộng thôn")
        ),
        *((query, 25_000) for query in ("ruongg vườn", "đất rừng mươgn", "nuii duongg truongg")),
        # Hardly any record has all, or none.
        *(
            (query, 25_000)
            for query in ("rừng chợ phố ao núi sông", "chợ biển núi sông ao hồ đê kè")
        ),
    ],
)
def test_a_query_costs_no_more_on_many_blocks(
    many_blocks: ManyBlocks, query: str, most: int
) -> None:
    """Of what is found nothing is wrong, and it is all unless the answer says otherwise."""
    answer = many_blocks.answer(query)
    assert answer["bytes"] < most
    all_ = many_blocks.with_all(query)
    assert answer["ids"] or not all_
    if answer["how"] == "all":
        assert set(answer["ids"]) <= all_
        assert answer["further"] or set(answer["ids"]) == all_
    else:
        assert answer["further"] or not all_


def test_whatever_is_typed_a_second_query_keeps_its_limit(many_blocks: ManyBlocks) -> None:
    """Words that are in most records, mistyped ones, many, numbers: as many results are shown as there is
    room for, some at least, and there are more unless the answer is whole."""
    chance = random.Random(11)  # noqa: S311 - no secret
    words = [*FEW_WORDS, "kế", "hoạch", "thông", "báo", "theo", "truongf", "duongg", "3100", "31"]
    queries = [" ".join(chance.sample(words, chance.randrange(1, 10))) for _ in range(25)]
    for query in queries:
        answer = many_blocks.answer(query)
        assert answer["bytes"] < 25_000, query
        assert answer["atOnce"] >= min(3, len(answer["ids"])), query
        all_ = many_blocks.with_all(query)
        if answer["how"] == "all":
            assert set(answer["ids"]) <= all_, query
            assert answer["further"] or set(answer["ids"]) == all_, query


def test_words_looked_up_in_what_is_shown_are_those_of_the_lists(many_blocks: ManyBlocks) -> None:
    """Of a record's number and some words of its title, from all and from few records."""
    chance = random.Random(7)  # noqa: S311 - no secret
    queries = []
    for address in chance.sample(sorted(many_blocks.titles), 60):
        title = many_blocks.titles[address]
        number = next(word for word in title if word.isdigit())
        queries.append(" ".join([*chance.sample(sorted(title - {number}), 3), number]))
    answers = node(many_blocks.folder, {"queries": [{"q": query} for query in queries]})["answers"]
    for query, answer in zip(queries, answers, strict=True):
        assert answer["how"] == "all", query
        assert set(answer["ids"]) <= many_blocks.with_all(query), query
        assert answer["further"] or set(answer["ids"]) == many_blocks.with_all(query), query
    assert sum(answer["further"] for answer in answers) < len(answers) / 4


def test_what_was_not_read_is_found_when_more_is_asked_for(many_blocks: ManyBlocks) -> None:
    query = "cầu đê mương trường"
    answers = [many_blocks.answer(query, count) for count in (10, 30, 300)]
    for answer, more in itertools.pairwise(answers):
        assert set(answer["ids"]) <= set(more["ids"])
    assert answers[0]["further"]
    assert not answers[-1]["further"]
    assert set(answers[-1]["ids"]) == many_blocks.with_all(query)


def test_whoever_asks_for_more_of_a_number_finds_what_only_names_it(tmp_path: Path) -> None:
    records = [
        SearchRecord(
            f"Kế hoạch {number % 7} theo Quyết định số {number % 500}/QĐ-UBND",
            f"xa-mau/{number}",
            "",
            "cong-khai",
            f"{(number + 250) % 500}/QĐ-UBND",
        )
        for number in range(1000)
    ]
    write(tmp_path, records, sizes=SMALL)
    queries = [{"q": "120/QĐ-UBND"}, {"q": "120/QĐ-UBND", "count": 20}]
    first, more = node(tmp_path, {"queries": queries})["answers"]
    assert set(first["ids"]) == {"xa-mau/370", "xa-mau/870"}
    assert first["further"]
    assert set(more["ids"]) == {"xa-mau/120", "xa-mau/370", "xa-mau/620", "xa-mau/870"}
    assert not more["further"]


def test_of_equal_matches_those_in_force_come_first_in_every_block(tmp_path: Path) -> None:
    records = [
        SearchRecord(
            f"Quy chế thứ {1000 + number // 2}", f"a/{number}", state="2" * (1 - number % 2)
        )
        for number in range(1200)
    ]
    write(tmp_path, records, sizes=SMALL)
    pairs = range(3, 600, 60)
    queries = [{"q": f"quy chế {1000 + pair}"} for pair in pairs]
    answers = node(tmp_path, {"queries": queries})["answers"]
    first = [answer["ids"][:2] for answer in answers]
    assert first == [[f"a/{2 * pair + 1}", f"a/{2 * pair}"] for pair in pairs]
    for answer in answers:
        assert [record.get("state", "") for record in answer["shown"][:2]] == ["", "2"]


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
        most = {name: sizes.pop(name) for name in ("muc-luc.js", "w0.js")}
        largest[count] = max(sizes.values())
        assert max(most.values()) < 9_000
        queries = [{"q": f"sở {count - 1} thứ {count - 1}"}, {"q": "w996x"}]
        answers = node(folder, {"queries": queries})["answers"]
        assert answers[0]["ids"][0].startswith(f"co-quan/so-{count - 1}/")
        assert len(answers[1]["ids"]) == 20 * count // 997
    assert max(largest.values()) < 2_200

"""What people call things: entries of the list, and the one judgement of what answers a query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import stranger_queries
from search_index import node, piece, write

from access_info.search import SearchedSite, SearchRecord, everyday, write_index
from access_info.search.agency_names import AgencyNames
from access_info.search.everyday import (
    SiteMeanings,
    load_everyday,
    rarely_published,
    said_and_meant,
    ways_to_say,
)
from access_info.search.folding import folded_words, spelled_apart
from access_info.search.lists import Lists
from access_info.source.documents import read_yaml

# Meanings that no title of the demo and of a real commune has: other places have them.
LEAD_NOWHERE = {
    "chết khi thực hiện nhiệm vụ",
    "phòng cháy chữa cháy",
    "ngân hàng",
    "thiệt hại do bão",
}


def lists_of(records: list[SearchRecord], agencies: dict[str, tuple[str, str]]) -> Lists:
    return Lists(records, AgencyNames(agencies, 200))


def test_there_are_enough_entries_and_none_means_itself() -> None:
    sayings = load_everyday()
    assert len(sayings) >= 2_800
    for phrase, meant in sayings.items():
        assert folded_words(phrase)
        assert spelled_apart(phrase)[1] not in [spelled_apart(text)[1] for text in meant], phrase


def test_entries_that_lead_nowhere_are_known() -> None:
    """What no record has any more is seen here; a new one is to be reworded or listed with its reason."""
    lists = lists_of(*stranger_queries.corpus())
    meant = {text for texts in load_everyday().values() for text in texts}
    nowhere = {text for text in meant if not lists.together.has(spelled_apart(text)[1])}
    nowhere -= rarely_published()
    assert nowhere - of_all_life() == LEAD_NOWHERE
    assert len(nowhere) < len(meant) / 8


def of_all_life() -> set[str]:
    """What is meant in the list of all life, which is of no single place."""
    return {*read_yaml(Path(everyday.__file__).with_name("everyday_life.yml")).data}


def test_what_few_places_publish_is_met_side_by_side_only() -> None:
    """`xe máy` is no matter of “máy móc” and “xe ô tô” in one title; nor a thing of what is meant by others."""
    records = [
        SearchRecord("Định mức sử dụng xe ô tô, máy móc", "a"),
        SearchRecord("Tiền thuế", "b"),
    ]
    lists = lists_of(records, {})
    assert lists.together.has(spelled_apart("xe máy")[1])
    assert not lists.together.has_in_turn(spelled_apart("xe máy")[1])
    assert lists.together.has_in_turn(spelled_apart("xe ô tô")[1])
    meanings = SiteMeanings([])
    meanings.learn(lists)
    texts = {
        of.texts[at]: of.texts[at + 2]
        for of in meanings.tokens()
        for at in range(0, len(of.texts), 3)
    }
    assert texts["xe máy"].split("|")[-1] == ""
    assert "" not in texts["thuế"].split("|")


def test_what_a_place_says_comes_before_what_all_say() -> None:
    records = [
        SearchRecord("Thủ tục đăng ký khai tử", "a"),
        SearchRecord("Sổ báo tử của xã", "b"),
    ]
    meanings = SiteMeanings([(["báo tử", "giấy báo tử xã"], "sổ báo tử của xã")])
    meanings.learn(lists_of(records, {}))
    texts = {
        lists.texts[at]: lists.texts[at + 2]
        for lists in meanings.tokens()
        for at in range(0, len(lists.texts), 3)
    }
    by_themselves = [text for text in texts["báo tử"].split("|") if "…" not in text]
    assert by_themselves == ["sổ báo tử của xã", "đăng ký khai tử"]
    assert texts["giấy báo tử xã"] == "sổ báo tử của xã"
    # What nothing has is known not to be there.
    assert texts["mở quán cà phê"] == ""
    assert texts["hộ chiếu"].split("|")[-1] == ""


def test_what_is_told_in_parts_is_written_out() -> None:
    said = "(mất|rách nát) … giấy (khai sinh|khai sanh)"
    assert ways_to_say(said) == [["mất", "rách nát"], ["giấy khai sinh", "giấy khai sanh"]]


def test_a_text_said_for_several_things_keeps_their_order() -> None:
    pairs = [(["Giấy  chết", "báo tử"], "khai tử"), (["báo tử"], "hộ tịch")]
    assert said_and_meant(pairs) == {"giấy chết": ["khai tử"], "báo tử": ["khai tử", "hộ tịch"]}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Asks the page's script, of a small place."""
    folder = tmp_path_factory.mktemp("judged")
    rows = [
        ("khai-sinh", "Thủ tục đăng ký khai sinh", ""),
        ("khai-sinh-lai", "Thủ tục đăng ký lại khai sinh", ""),
        ("kinh-doanh", "Đăng ký thành lập hộ kinh doanh", ""),
        ("so-do", "Sơ đồ tổ chức, chức năng các khoa, phòng", ""),
        ("dat", "Giấy phép công khai về đất, đa dạng sinh học", ""),
        ("cu", "Quy chế làm việc của xã", "1"),
        ("moi", "Quy chế làm việc của xã", ""),
        ("ngan-sach", "Dự toán ngân sách xã", ""),
        ("lich", "Lịch tàu khách ra đảo", ""),
        ("rach", "Nộp ti ền tr ồng rừng thay thế", ""),
        *((f"khac-{number}", f"Báo cáo số {number} về việc khác", "") for number in range(40)),
    ]
    agencies = {"xa-an": ("Xã Mẫu An", "xa"), "xa-lam": ("Xã Mẫu Lâm", "xa")}
    records = [
        SearchRecord(title, f"co-quan/xa-an/cong-khai/#{id_}", "xa-an", "cong-khai", state=state)
        for id_, title, state in rows
    ]
    records += [
        SearchRecord(f"Ủy ban nhân dân {name.lower()}", f"co-quan/{id_}/", id_, "co-quan")
        for id_, (name, _) in agencies.items()
    ]
    write(folder, records, agencies)

    def answer(query: str) -> tuple[list[str], list[str], dict[str, Any]]:
        reply = node(folder, {"queries": [{"q": query}]})["answers"][0]
        ids = [address.rpartition("#")[2] for address in reply["ids"]]
        return ids[: reply["found"]], ids[reply["found"] :], reply

    return answer


@pytest.mark.parametrize(
    ("query", "best", "also"),
    [
        ("giấy khai sinh", "khai-sinh", ["đăng ký khai sinh"]),
        ("mất giấy khai sinh", "khai-sinh-lai", ["đăng ký lại khai sinh"]),
        ("Tôi muốn mở quán thì làm thế nào?", "kinh-doanh", ["đăng ký thành lập hộ kinh doanh"]),
        ("mo quan ca phe", "kinh-doanh", ["đăng ký thành lập hộ kinh doanh"]),
        ("mấy giờ có tàu", "lich", ["lịch tàu khách"]),
        ("khai sinh", "khai-sinh", []),
        ("trồng rừng thay thế", "rach", []),
        ("quy chế làm việc", "moi", []),
    ],
)
def test_what_answers_is_counted_and_says_what_it_was_looked_for(
    ask: Any, query: str, best: str, also: list[str]
) -> None:
    answers, _, reply = ask(query)
    assert answers[0] == best
    assert reply["also"][: len(also)] == also
    assert bool(reply["also"]) == bool(also)


@pytest.mark.parametrize(
    "query",
    [
        "làm hộ chiếu",
        "thủ tục ly hôn",
        "thẻ căn cước",
        "giấy khai hoang",
        "xe buýt ra đảo Lý Sơn",
    ],
)
def test_what_shares_stray_words_is_near_at_most(ask: Any, query: str) -> None:
    assert ask(query)[0] == []


def test_other_accents_than_those_typed_are_no_answer_and_are_named(ask: Any) -> None:
    """“Sổ đỏ” is not the “Sơ đồ” of an organisation; typed without accents it may be."""
    answers, near, reply = ask("sổ đỏ")
    assert answers == []
    assert near == ["so-do"]
    assert reply["unlike"] == ["sổ", "đỏ"]
    assert ask("so do to chuc")[0] == ["so-do"]
    assert ask("sơ đồ")[2]["unlike"] == []


def test_what_has_ended_comes_last(ask: Any) -> None:
    assert ask("quy chế làm việc")[0] == ["moi", "cu"]


def test_what_concerns_one_commune_is_no_answer_for_another(ask: Any) -> None:
    assert ask("dự toán ngân sách xã Mẫu An")[0][0] == "ngan-sach"
    assert "ngan-sach" not in ask("dự toán ngân sách xã Mẫu Lâm")[0]


def test_what_is_offered_is_met_and_short(tmp_path: Path) -> None:
    records = [SearchRecord("Thủ tục đăng ký khai tử", "a")]
    write_index(records, SearchedSite(agencies={}, types={}, points={}), tmp_path)
    offered = (tmp_path / piece(tmp_path, "g")).read_text(encoding="utf-8")
    assert "Đăng ký khai tử" in offered
    assert "khai sinh" not in offered

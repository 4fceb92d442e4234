"""Citations of the packs: taken apart, and compared with the places that the law has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loaded_program import laws_of_today

from access_info.legal.consistency import check_places, citations
from access_info.legal.packs import DATA, read_law_files
from access_info.legal.provisions import Citation, CitedPlace, parse_citation, places_in_law

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
FILES = read_law_files([DATA])
(STRUCTURE,) = (read.record for read in FILES.structures)
(LAW,) = (read.record for read in FILES.packs if read.record.id == STRUCTURE.law)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("khoản 3 Điều 26", ["khoản 3 Điều 26"]),
        ("Khoản 4 điều 18", ["khoản 4 Điều 18"]),
        ("điểm đ, điểm e khoản 2 Điều 10", ["điểm đ khoản 2 Điều 10", "điểm e khoản 2 Điều 10"]),
        (
            "khoản 1, khoản 4, khoản 7 Điều 11",
            ["khoản 1 Điều 11", "khoản 4 Điều 11", "khoản 7 Điều 11"],
        ),
        ("khoản 3 và khoản 4 Điều 12", ["khoản 3 Điều 12", "khoản 4 Điều 12"]),
        ("khoản 2 đến khoản 4 Điều 5", ["khoản 2 Điều 5", "khoản 3 Điều 5", "khoản 4 Điều 5"]),
        ("điểm a khoản 1, khoản 2 Điều 24", ["điểm a khoản 1 Điều 24", "khoản 2 Điều 24"]),
        ("Điều 22, Điều 28", ["Điều 22", "Điều 28"]),
        ("Điều 9 đến Điều 11", ["Điều 9", "Điều 10", "Điều 11"]),
        ("Điều 12 (giám sát chung)", ["Điều 12"]),
        ("không còn nêu trong Luật 01/2026/QH16", []),
        ("", []),
    ],
)
def test_a_citation_is_taken_apart(text, places):
    assert [str(place) for place in places_in_law(text)] == places


def test_places_in_another_instrument_are_separate():
    parsed = parse_citation(
        "khoản 1 Điều 19; Điều 10 Nghị định 224/2026/NĐ-CP; Điều 3 Luật 01/2026/QH16"
    )
    assert parsed[1] == Citation((CitedPlace("10"),), "Nghị định 224/2026/NĐ-CP")
    assert [citation.instrument for citation in parsed] == [
        "",
        "Nghị định 224/2026/NĐ-CP",
        "Luật 01/2026/QH16",
    ]
    text = "Điều 3 Luật 01/2026/QH16; Điều 4 Luật 104/2016/QH13"
    assert places_in_law(text, law_number="01/2026/QH16") == (CitedPlace("3"),)


PLACES = st.builds(
    lambda article, clause, point: CitedPlace(
        str(article), str(clause or ""), point if clause else ""
    ),
    st.integers(1, 200),
    st.integers(0, 30),
    st.sampled_from(["", *"abcdđeghiklmnopqrstuv"]),
)


@given(st.lists(PLACES, min_size=1, max_size=5))
def test_places_are_read_as_they_are_written(places):
    assert places_in_law("; ".join(map(str, places))) == tuple(places)
    assert places_in_law(", ".join(map(str, places))) == tuple(places)


@given(st.text(max_size=60) | st.text("điểmkhoảnĐiều 0123456789,;()đến", max_size=60))
def test_no_text_stops_the_reading(text):
    for place in places_in_law(text):
        assert place.article


def test_the_law_has_as_many_articles_and_points_of_article_17_as_its_pack():
    assert len([place for place in STRUCTURE.places if not place.clause]) == LAW.articles
    points = [place for place in STRUCTURE.places if place.above == CitedPlace("17", "1")]
    assert len(points) == len(LAW.points)


def test_every_place_of_the_law_is_cited_by_a_fact_or_left_out_with_a_reason():
    cited = {
        place for text, _ in citations(LAW) for place in places_in_law(text, law_number=LAW.number)
    }
    undivided = STRUCTURE.places - {place.above for place in STRUCTURE.places}
    excused = {place for entry in STRUCTURE.left_out for place in places_in_law(entry.place)}
    assert sorted(map(str, undivided - cited - excused)) == []
    # A reason for what is cited after all has had its day.
    assert sorted(map(str, excused & cited)) == []
    assert all(entry.reason for entry in STRUCTURE.left_out)


def test_no_fact_cites_a_place_that_the_law_does_not_have():
    assert list(check_places(FILES)) == []

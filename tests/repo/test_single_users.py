"""What only one module uses stands in that module, or a list says why not.

A paragraph of its user in a file of its own must be found, opened and held in mind beside it. A
name counts for the module that uses it, wherever it is handed on; tests do not count. A module
that is reached through a table (commands, judges) has no user in this sense: the table is a list.
"""

from __future__ import annotations

import ast
import functools
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "plugins" / "access_info"
MAX_LINES_OF_PART = 120
# Each with its reason; may only shrink.
APART = {
    "checks.safety": "the gate's door: `checks` asks it and knows nothing of what is behind",
    "cli": "the installed command begins here, and loads nothing before it knows which one",
    "plugin": "MkDocs loads it at each start, with none of the program",
}
# Rebuilt by the work on what one edit costs; judged after it.
LEFT_OUT = ("unchanged", "search", "pipeline.incremental", "plugin.inputs", "nation.search")


def _name(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@functools.cache
def _trees():
    return {_name(path): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def _imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("access_info"):
            yield from ((node.module[len("access_info.") :], alias.name) for alias in node.names)


def _defined(tree):
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (
                part.id for each in targets for part in ast.walk(each) if isinstance(part, ast.Name)
            )


def _home(module, name):
    """Return the module that defines what `from module import name` gives."""
    trees = _trees()
    inner = f"{module}.{name}" if module else name
    if inner in trees and name not in {*_defined(trees[module])}:
        return inner
    if module not in trees or name in {*_defined(trees[module])}:
        return module
    for origin, handed_on in _imports(trees[module]):
        if handed_on == name and origin != module:
            return _home(origin, name)
    return module


def users():
    """Return {module: modules that use a name of it}; faces, which only hand on, use nothing."""
    using = {module: set() for module in _trees()}
    for module, tree in _trees().items():
        handed_on = {
            name
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
            for name in ast.literal_eval(node.value)
        }
        for origin, name in _imports(tree):
            if name not in handed_on:
                using.setdefault(_home(origin, name), set()).add(module)
    return {module: by - {module} for module, by in using.items()}


def test_a_short_module_with_one_user_stands_in_that_user():
    lines = {
        _name(path): len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")
    }
    apart = {
        module
        for module, by in users().items()
        if len(by) == 1
        and lines.get(module, MAX_LINES_OF_PART) < MAX_LINES_OF_PART
        and not module.startswith(LEFT_OUT)
    }
    assert apart == {*APART}
    assert len(APART) <= 20

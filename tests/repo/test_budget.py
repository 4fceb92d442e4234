"""How much code the project may have: in lines, in tokens and in modules, for each room and for all.

One good engineer has to carry it. `budget.toml` beside this file holds the figures; raising one is
an edit of that file, in a commit that says why. `python tests/repo/test_budget.py` prints today's.
"""

from __future__ import annotations

import ast
import io
import tokenize
import tomllib
from collections import Counter
from pathlib import Path

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Text, Whitespace

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "plugins" / "access_info"
BUDGET = Path(__file__).with_name("budget.toml")
MAX_MODULE_LINES = 800
LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}
# Pygments' names of the lexers of what is not Python.
LEXERS = {".js": "javascript", ".mjs": "javascript", ".jinja": "html+jinja", ".html": "html+jinja"}


def count_python(text):
    """Return the lines that hold a token which is neither comment nor docstring, and these tokens."""
    docstrings = set()
    for node in ast.walk(ast.parse(text)):
        holder = isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        )
        if holder and ast.get_docstring(node, clean=False) is not None:
            docstrings |= {*range(node.body[0].lineno, node.body[0].end_lineno + 1)}
    tokens = [
        token
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in LAYOUT and token.start[0] not in docstrings
    ]
    lines = {line for token in tokens for line in range(token.start[0], token.end[0] + 1)}
    return len(lines), len(tokens)


def count_other(text, lexer):
    """Return the lines that hold more than blanks and comments, and the tokens in them."""
    lines, tokens, line = set(), 0, 1
    for kind, value in get_lexer_by_name(lexer).get_tokens(text):
        if kind not in Comment and kind not in Whitespace and value.strip():
            tokens += len(value.split()) if kind in Text else 1
            lines |= {line + at for at, part in enumerate(value.split("\n")) if part.strip()}
        line += value.count("\n")
    return len(lines), tokens


def room_of(path):
    """Return the room that a file counts for, or None where it is no code of ours."""
    if path.suffix == ".py" and path.is_relative_to(PACKAGE):
        room, *below = path.relative_to(PACKAGE).parts
        return room if below else room.removesuffix(".py")
    if path.suffix in LEXERS and path.is_relative_to(PACKAGE):
        return path.relative_to(PACKAGE).parts[0]
    if path.is_relative_to(ROOT / "scripts") and path.suffix in {".py", *LEXERS}:
        return "scripts"
    return None


def files():
    for folder in (PACKAGE, ROOT / "scripts"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not {"__pycache__", "node_modules"} & {*path.parts}:
                yield path


def measure():
    """Return {room: Counter of `lines`, `tokens`, `modules`}, as the code is now."""
    rooms = {}
    for path in files():
        if (room := room_of(path)) is None:
            continue
        text = path.read_text("utf-8")
        if path.suffix == ".py":
            lines, tokens = count_python(text)
            modules = 1
        else:
            lines, tokens = count_other(text, LEXERS[path.suffix])
            modules = 0
        rooms.setdefault(room, Counter()).update(lines=lines, tokens=tokens, modules=modules)
    return rooms


def test_no_room_has_more_code_than_its_budget():
    budget = tomllib.loads(BUDGET.read_text("utf-8"))["rooms"]
    rooms = measure()
    assert {*rooms} == {*budget}
    above = {
        f"{room}.{what}": f"{rooms[room][what]} > {most}"
        for room, limits in budget.items()
        for what, most in limits.items()
        if rooms[room][what] > most
    }
    assert above == {}


def test_the_budgets_of_all_rooms_stay_within_that_of_the_whole():
    """A room may only be given what another gave back, or what a piece of work was allotted."""
    budget = tomllib.loads(BUDGET.read_text("utf-8"))
    allotted = sum(work["lines"] for work in budget["allotted"].values() if work["begun"])
    for what in ("lines", "tokens", "modules"):
        given = sum(limits[what] for limits in budget["rooms"].values())
        more = {"lines": allotted, "tokens": allotted * 12}.get(what, 0)
        assert given <= budget["whole"][what] + more, what


def test_a_module_can_be_read_from_top_to_bottom():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for folder in ("plugins", "scripts", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if "node_modules" not in path.parts
        and (lines := len(path.read_text("utf-8").splitlines())) > MAX_MODULE_LINES
    }
    assert long == {}


def test_the_counter_counts_what_is_code():
    assert count_python('"""Doc."""\n\n# why\nx = [\n    1,\n]\n') == (3, 6)
    assert count_python("def f():\n    'Doc.'\n    return 1  # one\n") == (2, 7)
    assert count_other("// why\nlet a = 1;\n\n/* two\nlines */ let b;\n", "javascript") == (2, 8)
    assert count_other("{# why #}\n<p>{{ a }}</p>\n\n{% if b %}\n", "html+jinja")[0] == 2


if __name__ == "__main__":
    all_rooms = measure()
    for name, counts in sorted(all_rooms.items()):
        print(
            f"{name} = {{ lines = {counts['lines']}, tokens = {counts['tokens']}, modules = {counts['modules']} }}"
        )
    whole = sum(all_rooms.values(), Counter())
    print(f"whole: {whole['lines']} lines, {whole['tokens']} tokens, {whole['modules']} modules")

"""Whatever the text and the data: meaning equal, no comment lost, nothing left to change."""

from __future__ import annotations

from example_counts import examples
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rewriting_checks import check_rewriting, data_of

from access_info.source.documents import parse_yaml
from access_info.source.rewriting import dump_yaml

WORD = st.sampled_from(
    ["a", "x # y", "một\nhai", "một\nhai\n", "", "#", "[a]", "k\n\n", "no", "'", '"']
)
KEY = st.sampled_from(["ma", "ten", "muc", "k # k", "diem", "d", "k" * 130])
VALUE = st.recursive(
    st.none() | WORD,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEY, inner, max_size=4)
        | st.lists(st.fixed_dictionaries({"ma": st.sampled_from("1234")}, optional={"ten": inner}), max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip
DATA = st.dictionaries(KEY, VALUE, max_size=5)


@st.composite
def commented(draw) -> str:
    """A text in one of the ways people write, with comments put in wherever YAML allows."""
    data = draw(DATA)
    text = _typed(data, draw) if data else ""
    data = parse_yaml(text.encode(), path="/a").data
    lines = text.split("\n")[:-1]
    for number in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines)))
        comment = f"# {number}" + draw(st.sampled_from(["", " # x", ' "', ": y", " - z"]))
        if at < len(lines) and draw(st.booleans()):
            tried = [*lines[:at], f"{lines[at]} {comment}", *lines[at + 1 :]]
        else:
            line = " " * draw(st.integers(0, 6)) + comment
            blank = [""] * draw(st.integers(0, 1))
            tried = [*lines[:at], *blank, line, *draw(st.sampled_from([[], [""]])), *lines[at:]]
        document = parse_yaml("\n".join([*tried, ""]).encode(), path="/a")
        if document.readable and document.data == data:
            lines = tried
    return "\n".join([*lines, ""])


def _typed(value, draw, indent: int = 0) -> str:
    """A group as a person might type it, in block or in brackets."""
    space = " " * indent
    if isinstance(value, dict) and value:
        rows = [(f"{space}{dump_yaml({key: None}).strip()}" if len(key) < 100 else f"{space}? {key}\n{space}:", item) for key, item in value.items()]  # fmt: skip
    elif isinstance(value, list) and value:
        rows = [(f"{space}-", item) for item in value]
    else:
        raise AssertionError(value)
    text = ""
    for head, item in rows:
        if isinstance(item, dict | list) and item and draw(st.booleans()):
            text += f"{head}\n{_typed(item, draw, indent + draw(st.integers(1, 4)))}"
        elif isinstance(item, dict | list):
            text += f"{head} {_in_brackets(item, draw)}\n"
        elif item is None:
            text += f"{head}\n"
        else:
            text += f"{head} {_quoted(item)}\n"
    return text


def _in_brackets(value, draw) -> str:
    gap = draw(st.sampled_from([" ", "\n          "]))
    if isinstance(value, list):
        return f"[{gap}" + f",{gap}".join(_in_brackets(item, draw) for item in value) + f"{gap}]"
    if isinstance(value, dict):
        pairs = [f"{_quoted(key)}: {_in_brackets(item, draw)}" for key, item in value.items()]
        return f"{{{gap}" + f",{gap}".join(pairs) + f"{gap}}}"
    return "null-" if value is None else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@given(commented(), DATA)
@examples(80)
@example("a:\n  # x\nb:\n", {"b": "1", "a": "một\nhai"})
@example("# a\n\n# b\na: x\n", {"b": "", "a": "x"})
def test_any_comments_with_any_other_data(text, data):
    check_rewriting(text, data)


@given(commented(), st.randoms(use_true_random=False))
@examples(80)
def test_any_comments_with_the_same_data_in_another_order(text, random):
    data = _shuffled(data_of(text), random)
    assume(data)
    check_rewriting(text, data)


def _shuffled(value, random):
    if isinstance(value, dict):
        pairs = [(key, _shuffled(item, random)) for key, item in value.items()]
        random.shuffle(pairs)
        return dict(pairs)
    if isinstance(value, list):
        rows = [_shuffled(item, random) for item in value]
        random.shuffle(rows)
        return rows
    return value

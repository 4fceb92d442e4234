"""Whatever the text: no exception, no value that nobody typed, places that point at the value."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from example_counts import examples
from hypothesis import example, given
from hypothesis import strategies as st

from access_info.model.binding import bind
from access_info.model.derived import FILE_KINDS
from access_info.model.fields import Record
from access_info.source.documents import SourceDocument, parse_yaml, read_prose
from access_info.source.rewriting import dump_yaml

AGENCIES = Path(__file__).parents[3] / "agencies"
REAL = [
    (AGENCIES / name).read_text(encoding="utf-8")
    for name in (
        "so-tu-phap/co-quan.yml",
        "so-tu-phap/thong-ke/2025.yml",
        "xa-mau-hoa/co-dieu-kien.yml",
        "xa-mau-hoa/dinh-chinh.yml",
        "_dia-ban.yml",
        "_mau/cong-khai.yml",
    )
]
RECORDS = [kind.record for kind in FILE_KINDS]
# What YAML and our own reading give meaning to, so that random text hits it often.
PIECES = st.sampled_from(
    [":", ": ", "-", "- ", "\n", "\n  ", "\n- ", "\t", '"', "'", "[", "]", "{", "}", ",", "#", " #",
     "&a", "*a", "!", "|", ">", "%", "@", "`", "?", "---\n", "...\n", "<<", "\\", "ten", "ma: x", "muc:",
     "“", "”", "–", "\u00a0", "\u200b", "\u202e", "\r", "\ufeff", "ề", "e\u0302\u0300", "\x85", "1", "~"]
)  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join)


@st.composite
def mutilated(draw) -> str:
    """A real file with a few pieces put in, taken out, doubled or swapped."""
    text = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(st.one_of(PIECES, st.just(text[start:end] * 2), st.just("")))
        text = text[:start] + piece + text[end:]
    return text


def _parse(text: str) -> SourceDocument:
    return parse_yaml(text.encode("utf-8", "surrogatepass"), path="/a/tệp.yml")


def _as_base_loader(value):
    if isinstance(value, dict):
        return {key: _as_base_loader(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_base_loader(item) for item in value]
    return "" if value is None else value


def _check(document: SourceDocument, lines: int) -> None:
    """A document as it must be, whatever it was read from."""
    assert document.readable == (not document.problems)
    for problem in document.problems:
        assert 1 <= problem.location.line <= lines + 1
        assert problem.location.column >= 1
        assert "\n" not in problem.message
        assert problem.cure
    if document.readable:
        typed = yaml.load(document.text, Loader=yaml.CBaseLoader)
        assert _as_base_loader(document.data) == (typed or {})


@given(st.binary(max_size=200))
@examples(60)
@example(b"\xff\xfea\x00")
@example(b"\x00")
@example(b"\xef\xbb\xbf")
def test_any_bytes(content):
    document = parse_yaml(content, path="/a/tệp.yml")
    _check(document, content.count(b"\n") + content.count(b"\r") + 1)


@given(TEXT)
@examples(60)
def test_any_text(text):
    _check(_parse(text), text.count("\n") + text.count("\r") + 1)


@given(mutilated())
@examples(60)
def test_mutilated_files(text):
    document = _parse(text)
    _check(document, text.count("\n") + text.count("\r") + 1)
    if not document.complete:
        assert document.problems


@given(st.one_of(TEXT, mutilated()))
@examples(60)
def test_composed_and_decomposed_text_read_the_same(text):
    once = unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)
    assert _parse(once).data == _parse(apart).data
    assert unicodedata.is_normalized("NFC", _parse(apart).text)


@given(text=st.one_of(TEXT, mutilated()), framed=st.booleans())
@examples(60)
def test_prose(tmp_path_factory, text, framed):
    path = tmp_path_factory.getbasetemp() / "trang.md"
    content = f"---\n{text}\n---\nNội dung\n" if framed else text
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    prose = read_prose(path)
    _check(prose.fields, content.count("\n") + content.count("\r") + 1)
    if prose.fields.readable and prose.body:
        lines = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= prose.body_line <= len(lines) + 1


PLAIN = st.recursive(
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(["no", "0243", "7:30", "1.10", " x ", "a\nb"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
@given(data=st.data())
@examples(60)
def test_binding_any_data(record: type[Record], data):
    keys = [info.alias for info in record.model_fields.values()]
    typed = data.draw(st.dictionaries(st.sampled_from([*keys, "x"]), PLAIN, max_size=6))
    document = _parse(dump_yaml(typed))
    if not document.complete:
        return
    bound = bind(record, document)
    assert (bound.record is not None) or bound.problems
    for problem in bound.problems:
        assert problem.location.line >= 1
        assert not problem.message.isascii()


CLEAN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp")),
    max_size=30,
).map(lambda text: unicodedata.normalize("NFC", text))
VALUE = st.one_of(
    CLEAN,
    st.lists(CLEAN, max_size=4).map("\n".join),
    st.sampled_from(
        ["", " ", "  hai đầu  ", "a: b", "- x", "#x", "“x”", 'a "b" c', "\\", "'", "Ủy ban nhân dân xã Mẫu Hòa",
         "dòng một\n\n  dòng hai\n", "\n", "no", "~", "2026-09-01", "0243", "x" * 400, "a #b", "đ\tx"]
    ),
)  # fmt: skip
TREE = st.dictionaries(
    CLEAN,
    st.recursive(
        st.none() | VALUE,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(CLEAN, inner, max_size=4),
        max_leaves=15,
    ),
    max_size=5,
)


def _hides(text: str) -> bool:
    """Whether a text holds what we refuse on purpose (Khmer vowels inherent, variation marks …)."""
    return any(problem.code in {"TT115", "TT116"} for problem in _parse(text).problems)


@given(TREE)
@example({"a": "\n\u032d"})
@examples(60)
def test_what_is_written_reads_back_equal(tree):
    text = dump_yaml(tree)
    document = _parse(text)
    if _hides(text):
        return
    assert document.problems == []
    assert document.data == tree
    assert dump_yaml(document.data) == text
    _assert_as_composed(document)


@given(mutilated())
@examples(60)
def test_every_value_is_at_its_recorded_place(text):
    document = _parse(text)
    if not document.readable:
        return
    _assert_as_composed(document)
    lines = document.text.split("\n")
    for keys, value in _leaves(document.data, ()):
        place = document.locate(keys)
        rest = lines[place.line - 1][place.column - 1 :]
        if rest[:1] in {"|", ">", ""} or "\\" in rest or not value or rest in {'"', "'"}:
            continue
        assert rest.lstrip("\"'").replace("''", "'").startswith(value.split("\n")[0][:5].rstrip())


def _leaves(value, keys):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*keys, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*keys, index))
    else:
        yield keys, value


def _assert_as_composed(document):
    """Assert that places known from reading are those of nodes, of groups and absent values too."""
    for keys, _ in _leaves(document.data, ()):
        for end in range(len(keys) + 1):
            name, node = document.nodes_at(keys[:end])
            place = document.place(node.start_mark)
            assert document.locate(keys[:end]) == place
            assert document.locate((*keys[:end], "không có")) == place
            assert document.locate(keys[:end], key=True) == document.place(
                (name or node).start_mark
            )

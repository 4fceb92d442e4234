"""Text in the layout that `fmt` writes means what the parser of YAML says, wherever it is read without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.source.events import MAX_DEPTH, EventReader, NumberedText, read_formatted

_VALUES = ("", "Sở Mẫu", " a: #b ", "- x", "'{[&*!|>%@`", r"\"a\" \\n\n b\\")
_ENDS = (
    *(f'k{n}: "{value}"' for n, value in enumerate(_VALUES)),
    "k8:",
    "k9:",
    '"Sở"',
    "# k: x",
    "",
)
_LINES = st.builds(
    lambda indent, dash, end: f"{' ' * indent}{dash}{end}",
    st.integers(0, 5),
    st.sampled_from(("", "", "- ")),
    st.sampled_from(_ENDS),
)
_ROW = """# ghi chú
muc:
- ma: "1"
  diem:
  - "a"
  - "b"
  rut:
    ly_do: ""

  ghi_chu:
- ma: "2"
het:
"""


def _assert_as_the_parser_reads(text: str, read: dict[str, object]) -> None:
    parser = EventReader(NumberedText("mau.yml", text, 1))
    data = parser.read()
    assert (read, parser.problems, parser.complete) == (data, [], True)


@given(st.lists(_LINES, max_size=9))
def test_what_is_read_fast_is_what_the_parser_reads(lines):
    text = "".join(f"{line}\n" for line in ("k7:", *lines))
    read = read_formatted(text, MAX_DEPTH)
    if read is not None:
        _assert_as_the_parser_reads(text, read)


@pytest.mark.parametrize("text", [_ROW, _ROW.rstrip("\n"), _ROW.replace("\n- ", "\n  - ", 1)])
def test_rows_are_those_of_the_parser(text):
    read = read_formatted(text, MAX_DEPTH)
    if "\n  - ma" in text:  # the second row is further left than the first
        assert read is None
    else:
        assert read is not None
        _assert_as_the_parser_reads(text, read)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# ghi chú\n",
        '- "a"\n',
        "a: b\n",
        'a: "\\x41"\n',
        'a: "x" # ghi chú\n',
        'a: "x"\na: "y"\n',
        'a: "x"\n  b: "y"\n',
        'a:\n  b: "x"\n c: "y"\n',
        "a:\n- \n",
        f'{"k" * 1200}: "x"\n',
        "".join(f"{'  ' * depth}a:\n" for depth in range(MAX_DEPTH + 1)),
    ],
)
def test_everything_else_is_left_to_the_parser(text):
    assert read_formatted(text, MAX_DEPTH) is None

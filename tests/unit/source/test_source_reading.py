"""Bytes to clean text to plain data: what is accepted, what is refused, where things stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from work_counting import growth

from access_info.source.decoding import MAX_BYTES
from access_info.source.documents import parse_yaml, read_prose, read_yaml
from access_info.source.events import MAX_DEPTH, read_formatted
from access_info.source.rewriting import dump_yaml

pytestmark = pytest.mark.sampled


def _read(text: str | bytes):
    return parse_yaml(text if isinstance(text, bytes) else text.encode(), path="/a/x.yml")


def _places(document) -> list[tuple[str, int, int]]:
    return [(p.code, p.location.line, p.location.column) for p in document.problems]


def test_no_type_is_ever_guessed():
    typed = [
        "0243",
        "7:30",
        "no",
        "yes",
        "1.10",
        "2025-02-30",
        "null2",
        "0x1F",
        "1e3",
        "12_000",
        "=",
        ".inf",
        "true",
    ]
    document = _read("".join(f"k{number}: {value}\n" for number, value in enumerate(typed)))
    assert document.problems == []
    assert list(document.data.values()) == typed


def test_nothing_and_empty_text_differ():
    assert _read("a:\nb: \"\"\nc: ''\nd: ~\n").data == {"a": None, "b": "", "c": "", "d": "~"}


@pytest.mark.parametrize("text", ["", "\n", "   \n", "# ghi chú\n", "---\n", "{}", "\ufeff"])
def test_an_empty_file_is_an_empty_document(text):
    document = _read(text)
    assert document.readable
    assert document.complete
    assert document.data == {}


def test_what_windows_and_macs_do_to_a_file():
    plain = 'ten: "Sở"\nloai: so\n'
    for typed in (
        "\ufeff" + plain,
        plain.replace("\n", "\r\n"),
        plain.replace("\n", "\r"),
        "\ufeff" + plain.replace("\n", "\r\n"),
    ):
        assert _read(typed).data == {"ten": "Sở", "loai": "so"}


def test_places_after_a_bom_crlf_and_accents():
    document = _read('\ufeff# ghi chú\r\nten: "Sở"\r\nmục: {tên: "Ủy ban", b: [x, "ỹ"]}\r\n')
    assert _places(document) == []
    assert [(place.line, place.column) for place in (
        document.locate(("ten",)),
        document.locate(("ten",), key=True),
        document.locate(("mục", "tên")),
        document.locate(("mục", "b", 1)),
        document.locate(("mục", "không có")),
        document.locate(()),
    )] == [(2, 6), (2, 1), (3, 12), (3, 29), (3, 6), (2, 1)]  # fmt: skip


def test_a_key_that_is_a_number_in_text_is_no_index():
    document = _read("a:\n  0: x\n  b: y\n")
    assert document.locate(("a", "0")).line == 2
    assert document.locate(("a", 0)).line == 2  # no list there: the nearest parent


def test_decomposed_lines_are_remembered():
    assert _read("a: x\nb: ê\u0301\nc: ế\n").decomposed == {2}
    assert _read("b: ê\u0301\n").data == {"b": "ế"}


KM = "ព័ត៌\u200bមាន"


@pytest.mark.parametrize(
    "text",
    [f'ten_khac:\n  km: "{KM}"\n', f"ten_khac: {{en: x, km: {KM}}}\n", f"km: |\n  {KM}\n  {KM}\n", f'- km: "{KM}"\n'[2:],
     f'muc:\n- ten_khac: {{"km": "{KM}"}}\n', "km: >-\n  a\u200c\u200db\n"],
)  # fmt: skip
def test_khmer_may_use_its_joiners(text):
    assert _places(_read(text)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'ten: "{KM}"\n', 1), (f'km: x\nten: "{KM}"\n', 2), (f'ten: "a km: {KM}"\n', 1), (f'ten: "{{km: {KM}}}"\n', 1),
        (f'km:\n  ten: "{KM}"\n', 2), (f"# km: {KM}\n", 1), (f'k\u200bm: "{KM}"\n', 1), ('"km\u200b": x\n', 1),
        (f"ten: |\n  km: {KM}\n", 2), ('km: "a\u202eb"\n', 1), ('km: "a\u2060b"\n', 1), (f'km: ["{KM}"]\n', 1),
    ],
)  # fmt: skip
def test_nobody_else_may(text, line):
    document = _read(text)
    assert {problem.code for problem in document.problems} == {"TT115"}
    assert document.problems[0].location.line == line
    assert not document.readable


def test_several_hidden_characters_of_a_line_are_reported_once():
    assert _places(_read("a: \u202ex\u202cy\u2066\nb: \x07\x08\nc: z\u200e\n")) == [
        ("TT115", 1, 4), ("TT116", 2, 4), ("TT115", 3, 5),
    ]  # fmt: skip


def test_a_joiner_does_not_hide_what_follows():
    assert _places(_read('km: "a\u200bb\u202ec"\n')) == [("TT115", 1, 9)]


@pytest.mark.parametrize("levels", [MAX_DEPTH, MAX_DEPTH + 1])
def test_depth(levels):
    document = _read("a: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n")
    assert [problem.code for problem in document.problems] == (
        ["TT112"] if levels > MAX_DEPTH else []
    )


def test_size(tmp_path):
    path = tmp_path / "x.yml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert read_yaml(path).problems == []
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert _places(read_yaml(path)) == [("TT113", 1, 1)]


@pytest.mark.parametrize("reader", [read_yaml, lambda path: read_prose(path).fields])
def test_what_cannot_be_opened(tmp_path, reader):
    assert "không có tệp này" in reader(tmp_path / "x.yml").problems[0].message
    (tmp_path / "y.yml").mkdir()
    assert [problem.code for problem in reader(tmp_path / "y.yml").problems] == ["TT124"]


def test_only_the_first_of_syntax_and_other_mistakes():
    assert _places(_read('a: x\na: y\nb: "\n')) == [("TT103", 2, 1)]
    assert _places(_read('b: "\na: x\na: y\n')) == [("TT106", 1, 4)]


def test_every_mistake_that_leaves_the_file_readable():
    document = _read("a: &x 1\na: 2\nb: !t 3\nc: *x\nd: “e”\nf: {g: 1, g: 2, g: 3}\n")
    assert _places(document) == [
        ("TT110", 1, 4), ("TT103", 2, 1), ("TT111", 3, 4), ("TT110", 4, 4), ("TT129", 5, 4), ("TT103", 6, 11),
    ]  # fmt: skip
    assert not document.complete


def test_a_duplicate_names_the_line_of_the_first():
    [problem] = _read("muc:\n- ma: a\n  ten: b\n- ma: c\n  ten: d\n\n  ten: e\n").problems
    assert problem.location.line == 7
    assert "đã khai ở dòng 5" in problem.message


PROSE = [
    ("Nội dung", {}, 1),
    ("---\ntieu_de: A\n---\nNội dung", {"tieu_de": "A"}, 4),
    ("---\ntieu_de: A\n---\n\nNội dung", {"tieu_de": "A"}, 5),
    ("\n\n---\ntieu_de: A\n---\nNội dung", {"tieu_de": "A"}, 6),
    ("---\n---\nNội dung", {}, 3),
    ("---\n# ghi chú\n---\nNội dung", {}, 4),
    ("Nội dung\n---\ntieu_de: A\n---\n", {}, 1),
    ("----\ntieu_de: A\n-----\nNội dung", {"tieu_de": "A"}, 4),
]


@pytest.mark.parametrize(("text", "data", "line"), PROSE)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_prose(tmp_path, text, data, line, ending):
    path = tmp_path / "x.md"
    path.write_bytes(("\ufeff" + text).replace("\n", ending).encode())
    prose = read_prose(path)
    assert prose.fields.problems == []
    assert prose.fields.data == data
    first = prose.body.lstrip("\n")
    assert first.startswith("Nội dung")
    assert prose.body_line + len(prose.body) - len(first) == line


def test_prose_in_khmer(tmp_path):
    path = tmp_path / "x.md"
    path.write_text(f'<p lang="km">{KM}</p>\n', encoding="utf-8")
    assert read_prose(path).fields.problems == []
    path.write_text(f"<p>{KM}</p>\n", encoding="utf-8")
    assert _places(read_prose(path).fields) == [("TT115", 1, 8)]


def test_what_is_written_is_what_people_can_read():
    data = {
        "ten": "Sở Tư pháp 🏛", "so": "0243", "trong": None, "rong": "", "ds": ["a", "b: c"], "khong": [], "nhom": {"x": "y"},
        "dai": "dòng một\ndòng hai", "co dau cach": 'a "b" \\',
    }  # fmt: skip
    assert dump_yaml(data) == (
        'ten: "Sở Tư pháp 🏛"\nso: "0243"\ntrong:\nrong: ""\nds:\n- "a"\n- "b: c"\nkhong: []\nnhom:\n  x: "y"\n'
        'dai: |-\n  dòng một\n  dòng hai\n"co dau cach": "a \\"b\\" \\\\"\n'
    )


ROW = '- ma: "2026-{0:04d}"\n  ten: "Quy chế tổ chức cung cấp thông tin"\n  don_vi: "Văn phòng"\n  hinh_thuc:\n  - "a"\n'


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text, _: text,
        lambda text, _: text + '- ma: "x\n',
        lambda text, _: text + '- ma: "x"\n   ten: "a"\n  don_vi: "b"\n',
        lambda text, _: text.replace("- ma", "  ma", 1),
        lambda text, _: text.replace('  don_vi: "Văn phòng"', '  ten: "x"'),
        lambda text, _: text.replace("Quy", "Q\u200by"),
        lambda text, _: text.replace('"Quy chế tổ', "Quy chế\n     tổ"),
        lambda text, _: text.replace("- ma", "<<<<<<< a\n- ma"),
        lambda text, size: text[:5] + "[" * 70 * size,
        lambda text, size: text[:5] + "  a: " + "x " * 60 * size + ": b\n",
        lambda text, size: text[:5] + '- a: "x\n' * 12 * size,
        lambda text, size: text[:5] + "\n" * 120 * size + "a: [\n",
    ],
)
def test_work_grows_with_the_size_of_a_file(spoil):
    def judge(size: int) -> object:
        rows = "".join(ROW.format(number) for number in range(size))
        return _read(spoil(f"muc:\n{rows}", size))

    assert growth(judge, 1000) < 2.5


def test_the_largest_file_is_judged_whole():
    rows = "".join(ROW.format(number) for number in range(7000))
    document = _read(f"muc:\n{rows}".encode()[:MAX_BYTES].decode(errors="ignore"))
    assert len(document.problems) <= 1


def test_our_files_are_in_the_layout_that_is_read_fast():
    demo = Path(__file__).parents[3] / "agencies"
    files = [path for path in demo.rglob("*.yml") if "_mau" not in path.parts]
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert sum(read_formatted(text, MAX_DEPTH) is not None for text in texts) > 0.9 * len(files)

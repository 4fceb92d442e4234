"""How a difference is shown: golden files, hostile data, limits of size."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lossy_and_honest_edits import address, figures, item
from markdown_it import MarkdownIt
from province_histories import DAY, Province, diff, difference
from work_counting import growth

from access_info.changes.difference import (
    AgencyChange,
    Difference,
    DutyChange,
    FieldChange,
    Loss,
    LossKind,
    Notice,
    NoticeKind,
    PlaceChange,
    RowChange,
    RowKind,
    TextChange,
    TextLine,
    TextState,
)
from access_info.changes.difference import ListKind as Which
from access_info.changes.printing import as_markdown, as_text, escaped, pieces
from access_info.changes.sequences import GONE, NEW, SAME

pytestmark = pytest.mark.sampled

GOLDEN = Path(__file__).parent / "golden"
LONG = (
    "Cung cấp thông tin cho công dân trong thời hạn 15 ngày làm việc kể từ ngày nhận được yêu cầu "
    "hợp lệ; trường hợp phức tạp thì báo lại bằng văn bản và gia hạn một lần, không quá 10 ngày."
)


@pytest.fixture(scope="module")
def change(tmp_path_factory):
    """A history with a bit of everything."""
    province = Province(tmp_path_factory.mktemp("kho"), agencies=5)
    note = f'  ghi_chu: "{LONG}"\n'
    province.edit("so-5/cong-khai.yml", '- ma: "2026-002"\n', f'- ma: "2026-002"\n{note}')
    province.commit()
    address(province)
    figures(province)
    item(province)
    renumbered_part = province.read("so-4/cong-khai.yml").replace('"2026-004"', '"2026-044"')
    province.write("so-4/cong-khai.yml", renumbered_part)
    province.edit("so-5/cong-khai.yml", "15 ngày làm việc kể", "12 ngày kể")
    province.edit("so-5/co-quan.yml", "Chánh Thanh tra", "Phó Chánh Thanh tra")
    province.edit("so-5/co-quan.yml", "# Ai sửa tệp này thì báo Văn phòng Sở.\n")
    province.edit("so-5/trang/lich.md", "thứ Hai", "thứ Ba")
    province.write("so-5/tep/quy-che.txt", "quy che moi")
    province.edit("so-5/co-quan.yml", 'ngay_ban_hanh: "2026-09-15"', "ngay_ban_hanh: 2026-09-31")
    province.edit("so-3/co-quan.yml", 'loai: "so"', "loai: so")
    province.edit("_dia-ban.yml", 'ten: "Tỉnh Mẫu"', 'ten: "Tỉnh Mẫu Mới"')
    province.write(
        "so-2/dinh-chinh.yml", province.read("so-2/dinh-chinh.yml").replace("\n", "\r\n")
    )
    province.commit("Sửa nhiều chỗ\n\nLý do gỡ so-5/2026-004: đăng nhầm, đã có ở mục 2026-003")
    return province


def steady(text):
    """Without numbers of commits."""
    return re.sub(r"\((?:[0-9a-f]|&#8288;)+\)", "(…)", text)


@pytest.mark.parametrize(("form", "name"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_golden(change, form, name):
    _, out, _ = diff(change, "HEAD~1", "HEAD", form=form)
    assert steady(out) == (GOLDEN / f"thay-doi.{name}").read_text("utf-8")


def test_the_shape_for_programs(change):
    _, comparison = difference(change, "HEAD~1", "HEAD")
    assert set(comparison) == {
        *("version", "base", "head", "as_of", "empty", "losses", "agencies", "place", "duties"),
        *("notices", "problems_new", "problems_gone", "remarks"),
    }
    assert (comparison["version"], comparison["as_of"], comparison["empty"]) == (1, DAY, False)


def test_changed_words_of_a_long_text_are_marked():
    marked = pieces(
        FieldChange(("ghi_chu",), "Ghi chú", LONG, LONG.replace("15 ngày làm việc", "12 ngày"))
    )
    assert [(piece.mark, piece.text) for piece in marked if piece.mark != SAME] == [
        (GONE, "15"),
        (NEW, "12"),
        (GONE, " làm việc"),
    ]
    assert sum(len(piece.text) for piece in marked) < 120


def test_two_different_long_texts_are_shown_in_full():
    assert pieces(FieldChange(("x",), "X", LONG, "hoàn toàn khác " * 20)) == []


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[bấm](https://xau.example)",
    "![](https://xau.example/a.png)",
    "https://xau.example/a?b=c",
    "www.xau.example",
    "ai-do@xau.example",
    "@ai-do nhờ xem",
    "#12 và GH-12",
    "kho/khac#7",
    "| a | b |",
    "```\nđoạn mã\n```",
    "`mã`",
    "~~~",
    "*đậm* _nghiêng_ **x**",
    "</details></summary>",
    "1. một",
    "- gạch",
    "+ cộng",
    "> trích",
    "# đầu đề",
    "---",
    "===",
    "$x^2$",
    ":smile: :+1:",
    "&lt;b&gt; &amp; &#64;ai",
    "0123456789abcdef0123456789abcdef01234567",
    "<!-- ẩn",
    "\\*a\\*",
    "[x]: https://xau.example",
    "[^1]",
    "a\u202eb\x1b[31mđỏ\u200b",
    "::error::giả lệnh",
]
RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TAGS = frozenset(
    [
        "h2",
        "h3",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
        "details",
        "summary",
        "del",
        "ins",
        "em",
    ]
)


def page(text):
    """A difference in which every piece of data is `text`."""
    field = FieldChange(("ten", text), f"Tên › {text}", f"a {text}", f"{text} b")
    row = RowChange(RowKind.CHANGED, Which.DISCLOSURE, text, text, moved=text, fields=(field,))
    notice = Notice(NoticeKind.CONTACT, text, text, text, text, text)
    lines = (TextLine("-", text, text), TextLine("+", text, text))
    replaced = TextChange(text, text, (text,), TextState.CHANGED, lines, left_out=3)
    agency = AgencyChange(
        text,
        text,
        "sua",
        fields=(field,),
        rows=(row,),
        notices=(notice,),
        texts=(replaced,),
        layout=(text,),
    )
    loss = Loss(LossKind.ITEM, text, text, text, text, text, text)
    return Difference(
        text,
        text,
        text,
        agencies=(agency, AgencyChange(text, text, "trinh-bay", layout=(text,))),
        place=PlaceChange(fields=(field,), losses=(loss,)),
        duties=(DutyChange(text, text, text, text, text, text),),
        remarks=(text,),
    )


def shown(rendered):
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).replace("\u2060", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_data_is_nothing_but_text(text):
    rendered = RENDER.render(as_markdown(page(text), base=Path()))
    assert set(re.findall(r"</?([a-z0-9]+)", rendered)) <= TAGS
    assert not re.search(r"<[^>]*\s(?:href|src|on\w+)=", rendered)
    assert rendered.count("<tr>") == 6
    assert rendered.count("<details>") == 1
    visible = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    # What a forge looks for once Markdown is done.
    assert not re.search(r"[@#]\w|\bGH-\d|https?:|www\.|:\w+:|:\+1:|\b[0-9a-f]{7,}\b", visible)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\u2060"), max_size=60))
def test_escaped_text_shows_the_same_characters(text):
    line = escaped(text)
    assert "\n" not in line
    for around in ("- {}", "| {} |\n|---|\n| {} |", "<del>{}</del>"):
        rendered = RENDER.render(around.replace("{}", line))
        assert set(re.findall(r"</?([a-z0-9]+)", rendered)) <= TAGS
    printable = "".join(c if c.isprintable() or c == " " else "" for c in text)
    wanted = re.sub(r"\s+", " ", printable).strip()
    if printable == text:
        assert shown(RENDER.render(f"- x{line}x")).strip() == f"x{wanted}x"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_is_not_moved(text):
    out = as_text(page(text), base=Path())
    assert all(char.isprintable() or char == "\n" for char in out)


@pytest.mark.exhaustive
def test_a_summary_has_a_limit_and_says_what_is_left_out():
    field = FieldChange(("ghi_chu",), "Ghi chú", "cũ " * 150, "mới " * 150)
    agencies = tuple(
        AgencyChange(f"so-{n}", f"Sở {n}", "sua", fields=(field,) * 20) for n in range(60)
    )
    loss = Loss(LossKind.CONTACT, "so-1", "Địa chỉ", "dia_chi", "co-quan.yml")
    whole = Difference("a", "b", DAY, agencies=agencies, place=PlaceChange(losses=(loss,)))
    out = as_markdown(whole, base=Path())
    assert len(out.encode()) < 1 << 20
    assert "Chưa nói lý do" in out
    left = re.search(r"Còn (\d+) phần không hiện ở đây vì quá dài", out)
    assert left is not None
    assert out.count("<details>") + int(left[1]) == 60


def test_json_is_a_single_object(change):
    _, out, _ = diff(change, "HEAD", "HEAD", form="json")
    assert json.loads(out)["empty"] is True


def test_texts_that_repeat_themselves_take_no_long_time():
    """Comparing such texts word by word would take minutes."""

    def compare(size: int) -> object:
        return pieces(FieldChange(("x",), "X", "a b " * size, "b a a " * (size * 2 // 3)))

    assert growth(compare, 1200) < 2.5

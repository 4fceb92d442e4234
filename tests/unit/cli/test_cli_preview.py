"""`access-info preview`: one agency's pages, also of data with errors, and served while it is edited."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from access_info.cli import main, preview

ROOT = Path(__file__).parents[3]
PLUGINS = ROOT / "plugins"
DAY = ("--as-of", "2026-11-24")


@pytest.fixture
def agencies(tmp_path, monkeypatch) -> Path:
    """Two agencies of the demo; the other one cannot be read at all."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "agencies"
    shutil.copytree(ROOT / "agencies" / "xa-mau-phu", folder / "xa-mau-phu")
    (folder / "so-hong").mkdir()
    (folder / "so-hong" / "co-quan.yml").write_text('ten: "hỏng\n', encoding="utf-8")
    return folder


def _run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["preview", *DAY, *arguments])
    return code, *capsys.readouterr()


def _page(output: str) -> Path:
    match = re.search(r"^Mở tệp (.+)$", output, flags=re.M)
    assert match
    return Path(match[1])


def test_a_single_agency(agencies, capsys):
    code, output, wrong = _run(capsys, "xa-mau-phu")
    assert (code, wrong) == (0, "")
    page = _page(output)
    assert page.is_relative_to(
        agencies.parent / ".cache" / "access-info" / "xem-thu" / "xa-mau-phu"
    )
    assert "Mẫu Phú" in page.read_text(encoding="utf-8")
    assert (page.parent / "cong-khai.html").is_file()
    code, output, _ = _run(capsys, str(agencies / "xa-mau-phu"), "--out", "xem")
    assert code == 0
    assert _page(output).is_relative_to(agencies.parent / "xem")


def test_data_with_errors_is_shown_as_far_as_readable(agencies, capsys):
    rows = agencies / "xa-mau-phu" / "cong-khai.yml"
    text = rows.read_text(encoding="utf-8")
    rows.write_text(re.sub(r'ngay_ban_hanh: "(?:.*)"', 'ngay_ban_hanh: "hôm qua"', text, count=1) + "- ma: b\n  ten: 'Mục thêm'\n- ten: 'Chưa có mã'\n", encoding="utf-8")  # fmt: skip
    (agencies / "xa-mau-phu" / "dinh-chinh.yml").write_text('muc: "\n', encoding="utf-8")
    code, output, wrong = _run(capsys, "xa-mau-phu")
    assert code == 1
    assert {"TT106", "TT211", "TT301"} <= set(re.findall(r"TT\d+", wrong))
    assert "chỉ hiện phần đọc được" in wrong
    shown = (_page(output).parent / "cong-khai.html").read_text(encoding="utf-8")
    assert "Mục thêm" in shown
    assert "Chưa có mã" in shown


def test_nothing_is_shown_of_an_agency_that_cannot_be_read(agencies, capsys):
    code, output, wrong = _run(capsys, "so-hong")
    assert code == 1
    assert "TT106" in wrong
    assert "chưa dựng được trang" in wrong
    assert "Mở tệp" not in output


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["xa-mau-phuc"], "Có phải ý bạn là “xa-mau-phu”?"),
        (["agencies"], "không phải mã của một cơ quan"),
        (["xa-mau-phu", "--out", "agencies"], "đang chứa thứ khác"),
        (["xa-mau-phu", "--port", "x"], "số cổng"),
        (["xa-mau-phu", "--port", "70000"], "số cổng"),
        (["xa-mau-phu", "--agencies", "khong-co"], "Không có thư mục"),
    ],
)
def test_a_wrong_use(typed, message, agencies, capsys):
    code, _, wrong = _run(capsys, *typed)
    assert code == 2
    assert message in wrong


@pytest.mark.exhaustive
def test_a_preview_is_served_and_rebuilt(agencies):
    command = [sys.executable, "-m", "access_info", "preview", *DAY, "xa-mau-phu", "--serve", "--port", "0"]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=agencies.parent, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8") as process:  # fmt: skip
        try:
            assert process.stdout is not None
            address = _address(process.stdout)
            assert address.startswith("http://127.0.0.1:")
            assert "Mẫu Phú" in _get(address)
            profile = agencies / "xa-mau-phu" / "co-quan.yml"
            text = profile.read_text(encoding="utf-8")
            profile.write_text(
                re.sub(r'(?m)^ten: ".*"$', 'ten: "Xã <Đổi & Tên>"', text), encoding="utf-8"
            )
            _address(process.stdout)
            assert "Xã &lt;Đổi &amp; Tên&gt;" in _get(address)
            profile.write_text('ten: "\n', encoding="utf-8")
            for line in process.stdout:
                if "Đang chờ" in line:
                    break
            assert "Xã &lt;Đổi &amp; Tên&gt;" in _get(address)
            with pytest.raises(urllib.error.HTTPError):
                _get(address.rpartition("/co-quan/")[0] + "/../../agencies/so-hong/co-quan.yml")
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()


def test_what_is_saved_during_a_build_is_noticed(agencies, monkeypatch):
    profile = agencies / "xa-mau-phu" / "co-quan.yml"
    noticed = []

    def build(options, out):
        profile.write_bytes(profile.read_bytes() + b"# saved\n")
        return "", False

    monkeypatch.setattr(preview, "_build_pages", build)
    monkeypatch.setattr(preview, "_PAUSE", 0)
    monkeypatch.setattr(
        preview, "serve", lambda *_, changes, **__: noticed.append(next(changes)) or 0
    )
    assert main(["preview", *DAY, "xa-mau-phu", "--serve"]) == 0
    assert noticed == [True]


def _address(stream) -> str:
    for line in stream:
        match = re.search(r"Xem tại (\S+)", line)
        if match:
            return match[1]
    raise AssertionError("the preview ended")


def _get(address: str) -> str:
    for _ in range(20):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError):
                raise
            time.sleep(0.1)
    raise AssertionError(address)

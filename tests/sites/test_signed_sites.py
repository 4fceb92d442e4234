"""Signatures of a site's list of files: made by the real ssh-keygen, refused before harm is done."""

from __future__ import annotations

import html
import re
import shutil
import subprocess

import pytest
import signing_keys
from site_builds import access_info, copy, digests, mkdocs

from access_info.pages.province import open_data
from access_info.pipeline.trust import manifest
from access_info.pipeline.trust import manifest as signing

BUILD = ("build", "--out", "site")
VARIABLE = "ACCESS_INFO_SIGNING_KEY"
SIGNERS = "du-lieu-mo/khoa-cong-khai.txt"
SIGNATURES = {"manifest.json.sig", "SHA256SUMS.sig"}


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    path = tmp_path_factory.mktemp("khoa") / "khoa-ky"
    signing_keys.make(path)
    return path


@pytest.fixture(scope="module")
def province(tmp_path_factory, key):
    """A province that publishes a key, and its signed site."""
    public = key.with_suffix(".pub").read_text("utf-8").strip()
    folder = signing_keys.lay_out(tmp_path_factory.mktemp("tinh") / "tinh", public)
    done = access_info(folder, *BUILD, "--signing-key", str(key))
    assert done.returncode == 0, done.stderr
    return folder


def test_signatures_hold_and_an_altered_list_is_refused(province, tmp_path):
    site = shutil.copytree(province / "site", tmp_path / "site")
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=site,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")
    assert "manifest.json.sig" in (site / "SHA256SUMS").read_text("utf-8")
    assert '.sig"' not in (site / "manifest.json").read_text("utf-8")
    for name in ("manifest.json", "SHA256SUMS"):
        assert signing_keys.is_signed(site, name, site / SIGNERS)
        (site / name).write_bytes((site / name).read_bytes().replace(b"a", b"b", 1))
        assert not signing_keys.is_signed(site, name, site / SIGNERS)


def test_mkdocs_signs_by_the_variable_and_without_takes_signatures_away(province, key, tmp_path):
    folder = copy(province, tmp_path / "tinh")
    done = mkdocs(folder, **{VARIABLE: str(key)})
    assert done.returncode == 0, done.stderr
    signed = digests(folder / "site")
    assert signed.keys() >= SIGNATURES
    assert signing_keys.is_signed(folder / "site", "SHA256SUMS", folder / "site" / SIGNERS)
    assert mkdocs(folder, **{VARIABLE: str(key)}).returncode == 0
    assert digests(folder / "site") == signed
    assert mkdocs(folder).returncode == 0
    assert not SIGNATURES & digests(folder / "site").keys()


def test_the_secret_key_and_its_place_are_left_nowhere(province, key, tmp_path):
    folder = copy(province, tmp_path / "tinh")
    done = access_info(folder, *BUILD, "--signing-key", str(key))
    mkdocs_done = mkdocs(folder, "--site-dir", "site-2", **{VARIABLE: str(key)})
    secret = key.read_text("utf-8").splitlines()[1].encode()
    printed = f"{done.stdout}{done.stderr}{mkdocs_done.stdout}{mkdocs_done.stderr}".encode()
    written = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(written) > 100
    for text in (printed, *written):
        assert secret not in text
        assert str(key).encode() not in text


def open_to_others(path):
    path.chmod(0o640)
    return "người khác trên máy này cũng đọc được"


def no_key(path):
    path.write_text("không phải khóa", "utf-8")
    path.chmod(0o600)
    return "không phải khóa bí mật do ssh-keygen tạo ra"


def with_password(path):
    path.unlink()
    signing_keys.make(path, password="mật khẩu")  # noqa: S106 - of a key that is thrown away
    return "khóa ký có mật khẩu"


def another(path):
    path.unlink()
    signing_keys.make(path)
    return "khóa công khai của khóa ký chưa có trong _dia-ban.yml"


def gone(path):
    path.unlink()
    return "không mở được tệp khóa ký"


@pytest.mark.parametrize("harm", [open_to_others, no_key, with_password, another, gone])
def test_a_key_that_cannot_sign_leaves_the_last_site(province, key, tmp_path, harm):
    copied = tmp_path / "khoa"
    shutil.copy2(key, copied)
    words = harm(copied)
    wanted = digests(province / "site")
    done = access_info(province, *BUILD, **{VARIABLE: str(copied)})
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert str(copied) not in done.stderr
    assert digests(province / "site") == wanted
    assert not [path for path in province.iterdir() if path.name.startswith(".site")]


def test_a_key_among_the_data_or_no_program_leaves_the_last_site(province, key, tmp_path):
    folder = copy(province, tmp_path / "tinh")
    assert mkdocs(folder).returncode == 0
    wanted = digests(folder / "site")
    shutil.copy2(key, folder / "khoa")
    done = mkdocs(folder, **{VARIABLE: str(folder / "khoa")})
    assert done.returncode != 0
    assert "nằm trong thư mục dữ liệu của trang" in done.stderr
    assert "Traceback" not in done.stderr
    done = mkdocs(folder, **{VARIABLE: str(key), "PATH": str(tmp_path)})
    assert done.returncode != 0
    assert "chưa có chương trình ssh-keygen" in done.stderr
    assert digests(folder / "site") == wanted


def test_the_page_about_open_data_says_how_to_check_and_that_holds(key, tmp_path):
    """Its lines, run as they stand where the site's files lie; altered files are named by them."""
    public = key.with_suffix(".pub").read_text("utf-8").strip()
    folder = signing_keys.lay_out(tmp_path / "tinh", public)
    address = "https://thu.mau.example/"
    done = access_info(folder, *BUILD, "--site-url", address, "--signing-key", str(key))
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    page = (site / "du-lieu-mo/index.html").read_text("utf-8")
    for link in ("../manifest.json", "../SHA256SUMS", "khoa-cong-khai.txt"):
        assert f'href="{link}"' in page
    block = re.search(r'data-example="checking"[^>]*><code>(.*?)</code>', page, re.DOTALL)
    fetching, *checks = html.unescape(block[1]).splitlines()
    fetched = tmp_path / "tai"
    (fetched / "tai-ve").mkdir(parents=True)
    for name in re.findall(rf"-O {address}(\S+)", fetching):
        shutil.copy(site / name, fetched)
    shutil.copy(site / "tai-ve/cong-khai.csv", fetched / "tai-ve")
    assert len(checks) == 2
    for harmed in (False, True):
        if harmed:
            for name in ("SHA256SUMS", "tai-ve/cong-khai.csv"):
                with (fetched / name).open("ab") as file:
                    file.write(b"# \n")
        for line in checks:
            ran = subprocess.run(
                ["bash", "-c", line], cwd=fetched, capture_output=True, check=False
            )
            assert bool(ran.returncode) == harmed, ran.stderr
    shared = (open_data.MANIFEST, open_data.SUMS, open_data.SIGNATURE, open_data.NAMESPACE)
    assert shared == (manifest.MANIFEST, manifest.SUMS, manifest.SIGNATURE, signing.NAMESPACE)

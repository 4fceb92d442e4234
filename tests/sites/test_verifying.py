"""A site, a bundle or a file compared with what was published: every harm is named, every copy judged alike."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import shutil
import zipfile

import pytest
import signing_keys
from site_builds import AS_OF, SITES, access_info, copy, mkdocs
from web_server import Server, serving

from access_info.cli.verify import verify
from access_info.pipeline.trust.web import WebAccess

HERE = WebAccess(allowed=lambda number: number == "127.0.0.1", schemes=frozenset({"http"}))
SIGNERS = "du-lieu-mo/khoa-cong-khai.txt"
FINE = "tất cả còn đúng như lúc đăng."
PAGE = "co-quan/xa-1/index.html"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    path = tmp_path_factory.mktemp("khoa") / "khoa-ky"
    signing_keys.make(path)
    return path


@pytest.fixture(scope="module")
def province(tmp_path_factory, key):
    """A province with its signed bundle, as a folder and as a ZIP."""
    public = key.with_suffix(".pub").read_text("utf-8").strip()
    folder = signing_keys.lay_out(tmp_path_factory.mktemp("tinh") / "tinh", public)
    done = access_info(folder, "bundle", "--out", "goi", "--zip", "--signing-key", str(key))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def site(province, tmp_path):
    return shutil.copytree(province / "goi", tmp_path / "goi")


def answer(capsys, place, how=HERE, **options):
    """What the command says of a place, and its code."""
    settings = {"key": None, "not_before": None, "format": "text", **options}
    code = verify(argparse.Namespace(place=str(place), **settings), how)
    return code, capsys.readouterr().out


def packed(site, **compression):
    """The folder as a ZIP, all below a folder of its own."""
    path = site.with_name("goi-lai.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(site.rglob("*")):
            if file.is_file():
                archive.write(file, f"goi/{file.relative_to(site)}")
    return path


def harm(site):
    """Change a byte of one page, take another away, lay a stranger's beside them."""
    page = site / PAGE
    content = page.read_bytes()
    page.write_bytes(content.replace(b"x", b"y", 1))
    assert len(page.read_bytes()) == len(content)
    (site / "404.html").unlink()
    (site / "lạ.html").write_text("Trang lạ", "utf-8")


HARMED = ["thiếu: 404.html", f"đã đổi: {PAGE}"]
EXTRA = "thừa: lạ.html"


def test_a_folder_a_bundle_and_a_published_site_are_unchanged(capsys, province, key):
    with serving(Server(folder=province / "goi")) as server:
        for place in (province / "goi", province / "goi.zip", f"{server.address}/"):
            code, output = answer(capsys, place, key=key.with_suffix(".pub"))
            assert (code, FINE in output) == (0, True), output
            assert "Chữ ký: đúng là của khóa này." in output
            assert output.startswith("Danh sách ngày 24/11/2026, do tiep-can-thong-tin")
        requested = {path for path in server.paths() if path != "/manifest.json"}
    files = {
        path.relative_to(province / "goi").as_posix()
        for path in (province / "goi").rglob("*")
        if path.is_file()
    }
    assert requested == {f"/{path}" for path in files - {"manifest.json"}}


def test_changed_missing_and_extra_files_are_named_in_every_copy(capsys, site):
    harm(site)
    for place in (site, packed(site)):
        code, output = answer(capsys, place)
        assert code == 1
        assert [line for line in output.splitlines() if line in {*HARMED, EXTRA}] == [
            *HARMED,
            EXTRA,
        ]
        assert output.splitlines()[-1].endswith("tệp: 1 thiếu, 1 đã đổi, 1 thừa.")
    with serving(Server(folder=site)) as server:
        code, output = answer(capsys, server.address)
    assert code == 1
    assert [line for line in output.splitlines() if line in HARMED] == HARMED
    assert "không biết có tệp thừa hay không" in output


def test_programs_read_the_same(capsys, site):
    harm(site)
    code, output = answer(capsys, site, format="json")
    data = json.loads(output)
    assert (code, data["created"], data["signature"]) == (1, AS_OF, "unchecked")
    assert {item["path"]: item["state"] for item in data["differences"]} == {
        "404.html": "missing",
        PAGE: "changed",
        "lạ.html": "extra",
    }


def forge(site):
    """Change a page, and manifest and sums so that they agree with it."""
    page = site / PAGE
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_bytes(page.read_bytes().replace(b"x", b"y", 1))
    after = hashlib.sha256(page.read_bytes()).hexdigest()
    manifest = site / "manifest.json"
    listed = hashlib.sha256(manifest.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text("utf-8").replace(before, after), "utf-8")
    sums = site / "SHA256SUMS"
    text = sums.read_text("utf-8").replace(before, after)
    now = hashlib.sha256(manifest.read_bytes()).hexdigest()
    sums.write_text(text.replace(listed, now), "utf-8")


def test_only_the_key_betrays_a_site_that_was_forged_throughout(capsys, site, key, tmp_path):
    signers = shutil.copy(site / SIGNERS, tmp_path / "khoa-cong-khai.txt")
    forge(site)
    code, output = answer(capsys, site)
    assert (code, FINE in output) == (0, True)
    assert "Chữ ký: có, chưa kiểm tra." in output
    for public in (signers, key.with_suffix(".pub")):
        code, output = answer(capsys, site, key=public)
        assert code == 1
        assert "Chữ ký: không phải của khóa này" in output


def test_another_key_or_no_signature_is_no_proof(capsys, site, tmp_path):
    signing_keys.make(tmp_path / "khac")
    code, output = answer(capsys, site, key=tmp_path / "khac.pub")
    assert (code, "Chữ ký: không phải của khóa này" in output) == (1, True)
    assert FINE in output
    (site / "manifest.json.sig").unlink()
    code, output = answer(capsys, site, key=tmp_path / "khac.pub")
    assert (code, "Chữ ký: không có." in output) == (1, True)
    assert "thiếu: manifest.json.sig" in output


@pytest.mark.parametrize(("since", "code"), [("2026-11-24", 0), ("2026-11-25", 1)])
def test_a_list_older_than_the_last_seen_is_named(capsys, site, since, code):
    returned, output = answer(capsys, site, not_before=datetime.date.fromisoformat(since))
    assert returned == code
    assert ("có thể là một bản cũ được đưa lại" in output) == bool(code)


def test_a_file_is_known_by_its_place_and_by_its_content(capsys, site, key, tmp_path):
    page = site / PAGE
    for place in (page, site / "manifest.json", site / "SHA256SUMS"):
        code, output = answer(capsys, place, key=key.with_suffix(".pub"))
        assert (code, "Chữ ký: đúng" in output) == (0, True), output
    fetched = tmp_path / "tai-ve"
    fetched.mkdir()
    shutil.copy(site / "manifest.json", fetched)
    shutil.copy(page, fetched / "trang.html")
    code, output = answer(capsys, fetched / "trang.html")
    assert (code, f"Tệp này ứng với “{PAGE}” trong danh sách." in output) == (0, True)
    for name, word in (("phu-luc.csv", "thừa"), ("404.html", "đã đổi")):
        (fetched / name).write_text("khác", "utf-8")
        code, output = answer(capsys, fetched / name)
        assert (code, f"{word}: {name}" in output) == (1, True)


def test_a_file_at_an_address(capsys, site):
    harm(site)
    with serving(Server(folder=site)) as server:
        answers = {
            path: answer(capsys, f"{server.address}/{path}")
            for path in ("co-quan/xa-2/", PAGE, "lạ.html", "tim-kiem/index.html")
        }
    assert [code for code, _ in answers.values()] == [0, 1, 1, 0]
    assert f"đã đổi: {PAGE}" in answers[PAGE][1]
    assert "thừa: lạ.html" in answers["lạ.html"][1]


def test_names_with_accents_and_blanks_are_fetched(capsys, tmp_path):
    folder = copy(SITES / "co-san", tmp_path / "cong")
    assert mkdocs(folder).returncode == 0
    assert list((folder / "site").rglob("lịch tiếp công dân 2026.txt"))
    with serving(Server(folder=folder / "site")) as server:
        code, output = answer(capsys, f"{server.address}/tiep-can-thong-tin/")
    assert (code, FINE in output) == (0, True), output


def test_no_server_leads_into_a_private_network(capsys, site):
    with serving(Server(folder=site)) as server, serving(Server("127.0.0.2", site)) as private:
        server.moves[f"/{PAGE}"] = f"{private.address}/{PAGE}"
        server.moves["/404.html"] = "file:///etc/hostname"
        server.moves["/index.html"] = "/index.html"
        code, output = answer(capsys, server.address)
        assert private.seen == []
    assert code == 1
    lines = output.splitlines()
    assert f"chưa kiểm tra được: {PAGE} (địa chỉ thuộc mạng riêng, không mở thử)" in lines
    assert "chưa kiểm tra được: 404.html (địa chỉ viết chưa đúng)" in lines
    assert "chưa kiểm tra được: index.html (chuyển hướng vòng quanh mãi)" in lines


def test_no_server_makes_the_command_take_too_much(capsys, site):
    (site / PAGE).write_bytes(b"x" * 3_000_000)
    small = WebAccess(allowed=HERE.allowed, schemes=HERE.schemes, most_bytes=400_000)
    with serving(Server(folder=site)) as server:
        code, output = answer(capsys, server.address)
        assert (code, f"đã đổi: {PAGE}" in output) == (1, True)
        code, output = answer(capsys, server.address, small)
        assert (code, "(cả trang lớn quá mức)" in output) == (1, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("http://mau.gov.vn/",), "phải bắt đầu bằng https://"),
        (("https://127.0.0.1/",), "địa chỉ thuộc mạng riêng"),
        (("khong-co",), "Không có tệp hay thư mục"),
        (("agencies",), "Không thấy manifest.json"),
        (("mkdocs.yml",), "Không thấy manifest.json cạnh"),
        (("goi", "--key", "goi/index.html"), "không phải khóa công khai do ssh-keygen tạo ra"),
        (("goi", "--key", "khong-co"), "Không có tệp khóa công khai"),
    ],
)
def test_what_cannot_be_compared_is_refused(province, words, expected):
    done = access_info(province, "verify", *words)
    assert (done.returncode, expected in done.stderr) == (2, True), done.stderr


def test_a_secret_key_does_not_pass_for_a_public_key(province, key):
    done = access_info(province, "verify", "goi", "--key", str(key))
    assert (done.returncode, "là khóa bí mật" in done.stderr) == (2, True)


def test_a_bundle_with_two_files_of_a_name_is_not_vouched_for(capsys, province, tmp_path):
    path = shutil.copy(province / "goi.zip", tmp_path / "goi.zip")
    content = (province / "goi" / PAGE).read_bytes()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../ngoai.html", "ngoài")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(f"goi/{PAGE}", content)
    code, output = answer(capsys, path)
    assert code == 1
    assert {f"đã đổi: {PAGE}", "thừa: ../ngoai.html"} <= set(output.splitlines())


def test_names_obey_no_terminal(capsys, site):
    (site / "la\x1b[31m.html").touch()
    _, output = answer(capsys, site)
    assert "\x1b" not in output
    assert "thừa: la�[31m.html" in output

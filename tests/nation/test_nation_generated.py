"""Members that give their data: their sites are made first, by our generator and nothing of theirs."""

from __future__ import annotations

import json
import subprocess

import published_members as published
import pytest
import tiny_province
from site_builds import digests
from small_nations import program_path, small_nation

from access_info.nation.generating import RepositoryError, bring_data

pytestmark = pytest.mark.whole_site

CODE = "91"
EVIL = """\
site_name: Thử
hooks: [../da-chay.py]
plugins:
  - access-info: {agencies: agencies, laws: luat}
"""
ROW = '- ma: "2026-777"\n  ten: "Kế hoạch còn lại"\n'
PLACE = f'{tiny_province.PLACE}ma_don_vi_hanh_chinh: "{CODE}"\n'


def git(folder, *words):
    known = ("-c", "user.name=Thử", "-c", "user.email=thu@mau.example")
    done = subprocess.run(
        ["git", *known, *words], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


@pytest.fixture
def data(tmp_path):
    """A member's repository, with settings, plugins and scripts that would leave a mark if they were run."""
    folder = tmp_path / "kho-tinh"
    tiny_province.lay_out(folder)
    mark = tmp_path / "da-chay"
    evil = f"import pathlib\npathlib.Path({str(mark)!r}).touch()\n"
    files = {
        "agencies/_dia-ban.yml": PLACE,
        "mkdocs.yml": EVIL,
        "da-chay.py": evil,
        "sitecustomize.py": evil,
        "access_info.py": evil,
        "yaml.py": evil,
        "agencies/yaml.py": evil,
        "plugins/access_info/__init__.py": evil,
        ".gitattributes": "*.yml filter=xau export-subst\n",
        ".gitmodules": '[submodule "khac"]\n\tpath = khac\n\turl = file:///khong-co\n',
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (folder / "agencies" / "yaml.py").unlink()
    yield folder
    assert not mark.exists()


@pytest.fixture
def repository(data):
    git(data, "init", "-q", "-b", "main")
    git(data, "add", "-A")
    git(data, "commit", "-qm", "dữ liệu")
    return data


def two_members(built, folder, source):
    """A nation of one member that publishes and one that gives its data."""
    nation = small_nation(built, folder, ("01",))
    nation.codes = ("01", CODE)
    nation.write(**{f"tinh_{CODE}": source})
    return nation


@pytest.fixture(autouse=True)
def _program_of_this_folder(monkeypatch):
    """The members' generators are programs of their own."""
    monkeypatch.setenv("PYTHONPATH", program_path()["PYTHONPATH"])


def build(nation, *words):
    return nation.build("--members", *words)


def disclosed_rows(nation, code):
    index = json.loads((nation.out / "du-lieu/phan.json").read_bytes())
    return sum(
        part["rows"]
        for part in index["distribution"]
        if (part["tinh"], part["set"], part["format"]) == (code, "cong-khai", "csv.gz")
    )


def test_a_folder_of_data_is_built_first_and_errors_in_it_leave_what_was_there(
    built, data, tmp_path
):
    nation = two_members(built, tmp_path / "ca-nuoc", str(data))
    done = build(nation, "--report", "lan-mot.json")
    assert done.returncode == 0, done.stderr
    assert "hiện 2/2 tỉnh" in done.stdout
    assert disclosed_rows(nation, CODE) == disclosed_rows(nation, "01") == 6
    site = nation.cache / "dung" / CODE / "trang"
    assert f"https://tinh-{CODE}.mau.example/" in (site / "sitemap.xml").read_text("utf-8")
    report = json.loads((nation.folder / "lan-mot.json").read_bytes())
    tasks = {member["code"]: member["tasks"] for member in report["members"]}
    assert tasks[CODE][0]["task"] == "dựng trang của từng tỉnh"
    assert tasks[CODE][0]["cpuSeconds"] > 0.5
    assert len(tasks["01"]) == 2
    # And with errors in it what was there stays, and they are named.
    (data / "agencies/xa-doi/cong-khai.yml").write_text("muc: [", "utf-8")
    done = build(nation)
    assert done.returncode == 0
    assert (
        f"Tỉnh Mẫu {CODE} ({CODE}): Dữ liệu của tỉnh có lỗi nên chưa dựng được trang" in done.stderr
    )
    assert "Trang hiện số liệu ngày 24/11/2026." in done.stderr
    assert "cong-khai.yml" in (nation.cache / "dung" / CODE / "loi.txt").read_text("utf-8")
    assert disclosed_rows(nation, CODE) == 6
    state = json.loads((nation.cache / f"thanh-vien/{CODE}/trang-thai.json").read_bytes())
    assert state["state"]["standing"] == "stale"


def test_a_repository_is_fetched_and_built(built, repository, tmp_path):
    nation = two_members(built, tmp_path / "ca-nuoc", repository.as_uri())
    assert build(nation).returncode == 0
    store = nation.cache / "kho" / CODE
    assert sorted(path.name for path in store.iterdir()) == ["agencies", "phien-ban"]
    assert digests(store / "agencies") == digests(repository / "agencies")
    before = digests(nation.out)
    again = build(nation)
    assert "Không có gì đổi" in again.stdout
    # What is withdrawn is nowhere any more, neither in the cache nor in a history kept there.
    rows = repository / "agencies/xa-doi/cong-khai.yml"
    rows.write_text(rows.read_text("utf-8").partition("- ma:")[0] + ROW, "utf-8")
    git(repository, "commit", "-qam", "rút")
    assert build(nation).returncode == 0
    assert digests(nation.out) != before
    assert disclosed_rows(nation, CODE) == 1
    gone = "Quy chế số 1"
    # The other member has rows of the same names.
    for place in (f"kho/{CODE}", f"thanh-vien/{CODE}", f"phan/{CODE}", f"dung/{CODE}"):
        assert gone not in published.texts_below(nation.cache / place), place


def test_without_the_option_nothing_is_built(built, data, tmp_path):
    nation = two_members(built, tmp_path / "ca-nuoc", str(data))
    done = nation.build()
    assert done.returncode == 0
    assert "hiện 1/2 tỉnh" in done.stdout
    assert not (nation.cache / "dung").exists()


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c touch% da-chay",
        "file:///khong-co-kho",
        "git://127.0.0.1:1/kho",
        "--upload-pack=touch da-chay",
    ],
)
def test_what_is_no_repository_that_can_be_read_is_reported(tmp_path, address):
    with pytest.raises(RepositoryError, match="không lấy được từ kho"):
        bring_data(address, tmp_path / "kho")
    assert not list(tmp_path.rglob("da-chay"))


def test_a_repository_without_agencies_or_with_links_out_of_this(repository, tmp_path):
    secret = tmp_path / "bi-mat"
    secret.write_text("bí mật", "utf-8")
    (repository / "agencies" / "loi-tat").symlink_to(secret)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "lối tắt")
    agencies = bring_data(repository.as_uri(), tmp_path / "kho")
    assert (agencies / "_dia-ban.yml").is_file()
    assert not (agencies / "loi-tat").exists()
    git(repository, "rm", "-qr", "agencies")
    git(repository, "commit", "-qm", "hết")
    with pytest.raises(RepositoryError, match="không có thư mục agencies"):
        bring_data(repository.as_uri(), tmp_path / "kho")
    assert agencies.is_dir()

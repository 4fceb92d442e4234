"""`quoc-gia.yml`: begun by a command, read with places, and its members' folders found from where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML
from site_builds import access_info

from access_info.loading import is_remote
from access_info.model.derived import sample_files
from access_info.nation.sources import read_nation

MEMBER = '  - ma: "91"\n    ten: "Tỉnh Mẫu"\n    dia_chi: "https://mot.mau.example"\n'


@pytest.fixture
def nation(tmp_path):
    def written(text):
        path = tmp_path / "ca-nuoc" / "quoc-gia.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return read_nation(path)

    return written


def test_the_sample_is_read(nation):
    country, problems = nation(sample_files()["quoc-gia.yml"])
    assert problems == []
    [member] = country.members
    assert (country.name, country.keep_days, country.main_colour) == ("Nước Mẫu", 30, "#0a4f86")
    assert (member.code, member.url) == ("99", "https://tiep-can-thong-tin.mau.example/")
    assert member.key.startswith("ssh-ed25519 ")


def test_a_nation_that_is_begun_asks_for_its_first_member(tmp_path):
    done = access_info(tmp_path, "init", "nuoc", "--nation", "--name", 'Nước "Mẫu"')
    assert done.returncode == 0, done.stderr
    assert "access-info nation build quoc-gia.yml --out site" in done.stdout
    folder = tmp_path / "nuoc"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {
        "quoc-gia.yml",
        ".gitignore",
        "mau/quoc-gia.yml",
        "mau/schema/quoc-gia.json",
    }
    path = folder / "quoc-gia.yml"
    country, [problem] = read_nation(path)
    assert (country, problem.code) == (None, "TT375")
    text = path.read_text("utf-8")
    schema = folder / text.partition("$schema=")[2].partition("\n")[0]
    assert schema.is_file()
    head, mark, sample = text.rpartition("thanh_vien:\n")
    path.write_text(head + mark + sample.replace("#", ""), "utf-8")
    country, problems = read_nation(path)
    assert problems == []
    assert (country.name, [member.code for member in country.members]) == ('Nước "Mẫu"', ["99"])
    assert YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["thanh_vien"][0]["ma"] == "99"
    again = access_info(tmp_path, "init", "nuoc", "--nation")
    assert (again.returncode, "không trống" in again.stderr) == (2, True)
    both = access_info(tmp_path, "init", "nuoc", "--nation", "--upgrade")
    assert (both.returncode, "không đi với --upgrade" in both.stderr) == (2, True)


@pytest.mark.parametrize(
    ("source", "remote"),
    [
        ("tinh/91", False),
        ("/kho/91", False),
        ("../tinh mẫu", False),
        ("C:/kho", False),
        ("https://kho.mau.example/91.git", True),
        ("git@kho.mau.example:tinh/91.git", True),
        ("ssh://kho/91", True),
        ("file:///kho/91", True),
    ],
)
def test_folders_are_relative_to_where_the_file_lies(nation, tmp_path, source, remote):
    country, problems = nation(f'ten: "Nước Mẫu"\nthanh_vien:\n{MEMBER}    nguon: "{source}"\n')
    assert problems == []
    [member] = country.members
    assert member.url == "https://mot.mau.example/"
    assert is_remote(source) is remote
    assert member.source == (source if remote else str(tmp_path / "ca-nuoc" / source))


def test_an_empty_field_is_as_good_as_none(nation):
    country, problems = nation(
        f'ten: "Nước Mẫu"\ngiu_toi_da:\nmau_chu_dao:\ngoi_y:\nthanh_vien:\n{MEMBER}    nguon:\n    khoa:\n'
    )
    assert problems == []
    assert (country.keep_days, country.members[0].source, country.search_examples) == (30, None, ())


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('ten: "Nước Mẫu"\nthanh_vien:\n  - ma: "91"\n', "TT202", (3, 5)),
        ('ten: "Nước Mẫu"\nthanh_vien: "91"\n', "TT203", (2, 1)),
        (f'ten: "Nước Mẫu"\nthanh_vien:\n{MEMBER}    khoa: "abc"\n', "TT225", (6, 11)),
        (f'ten: "Nước Mẫu"\nmau: "x"\nthanh_vien:\n{MEMBER}', "TT201", (2, 1)),
        (f'ten: "Nước Mẫu"\nmau_chu_dao: "#ffff00"\nthanh_vien:\n{MEMBER}', "TT338", (2, 14)),
        (f'ten: "Nước Mẫu\nthanh_vien:\n{MEMBER}', "TT106", (1, 6)),
    ],
)
def test_slips_have_their_places(nation, text, code, place):
    country, problems = nation(text)
    assert country is None
    assert (code, place) in {
        (problem.code, (problem.location.line, problem.location.column)) for problem in problems
    }, problems


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path):
    country, [problem] = read_nation(tmp_path / "quoc-gia.yml")
    assert (country, problem.code) == (None, "TT124")
    Path(tmp_path / "that.yml").write_text(f'ten: "x"\nthanh_vien:\n{MEMBER}', "utf-8")
    (tmp_path / "quoc-gia.yml").symlink_to(tmp_path / "that.yml")
    country, [problem] = read_nation(tmp_path / "quoc-gia.yml")
    assert (country, problem.code) == (None, "TT142")

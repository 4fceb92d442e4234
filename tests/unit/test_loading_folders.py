"""What lies in `agencies/`: which files are read, and what is said of the others."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from access_info.loading import last_commits, last_days, load_agency, load_jurisdiction
from access_info.loading.folders import agency_ids, read_folder

GOOD = 'ten: "Sở Mẫu"\nloai: so\n'
ROW = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n'


def _lay(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def _codes(problems) -> list[tuple[str, str]]:
    return [(problem.code, Path(problem.location.path).name) for problem in problems]


def test_an_agency_s_files(tmp_path):
    folder = read_folder(
        _lay(
            tmp_path / "so-mau",
            {
                "co-quan.yml": GOOD, "cong-khai.yml": ROW, "cong-khai/b.yml": ROW, "cong-khai/a.yml": ROW,
                "thong-ke/2026.yml": "nam: 2026\n", "thong-ke/2025.yml": "nam: 2025\n", "trang/lich.md": "x",
                "dinh-chinh.yml": "muc: []\n", "co-dieu-kien.yml": "muc: []\n", "tep/a/b.pdf": "x", "tep/c.pdf": "xy",
                "README.md": "ghi chú",
            },
        )
    )  # fmt: skip
    assert folder.problems == ()
    assert list(folder.texts) == [
        "co-quan.yml", "cong-khai.yml", "co-dieu-kien.yml", "dinh-chinh.yml", "cong-khai/a.yml", "cong-khai/b.yml",
        "thong-ke/2025.yml", "thong-ke/2026.yml", "trang/lich.md",
    ]  # fmt: skip
    assert {name: file.size for name, file in folder.attachments.items()} == {
        "tep/a/b.pdf": 1,
        "tep/c.pdf": 2,
    }


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "desktop.ini", "~$co-quan.docx", "co-quan.yml~", "co-quan.yml.bak", ".co-quan.yml.swp",
     "tep/Thumbs.db", "thong-ke/.gitkeep", "trang/~$x.md"],
)  # fmt: skip
def test_clutter_of_other_programs_is_passed_over(tmp_path, name):
    folder = read_folder(_lay(tmp_path / "so-mau", {"co-quan.yml": GOOD, name: "x"}))
    assert folder.problems == ()
    assert list(folder.texts) == ["co-quan.yml"]
    assert folder.attachments == {}


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("cong-khai.yaml", "cong-khai.yml"), ("cong-khai.YML", "cong-khai.yml"), ("cong-khai.yml.txt", "cong-khai.yml"),
        ("cong-khai.YAML.TXT", "cong-khai.yml"), ("cong-khai.Yaml", "cong-khai.yml"),
        ("thong-ke/2026.yaml", "2026.yml"), ("thong-ke/2026.yml.txt", "2026.yml"), ("cong-khai/a.YML", "a.yml"),
        ("trang/lich.MD", "lich.md"), ("trang/lich.markdown", "lich.md"), ("trang/lich.md.txt", "lich.md"),
    ],
)  # fmt: skip
def test_an_ending_that_is_not_read_is_an_error(tmp_path, name, right):
    folder = read_folder(_lay(tmp_path / "so-mau", {"co-quan.yml": GOOD, name: ROW}))
    [problem] = folder.problems
    assert (problem.code, problem.location.path) == (
        "TT141",
        (tmp_path / "so-mau" / name).as_posix(),
    )
    assert f"“{right}”" in problem.cure
    assert list(folder.texts) == ["co-quan.yml"]


@pytest.mark.parametrize("name", ["co-quan.yaml", "co-quan.yml.txt", "CO-QUAN.YML"])
def test_a_profile_with_another_ending_is_reported_once(tmp_path, name):
    assert _codes(read_folder(_lay(tmp_path / "so-mau", {name: GOOD})).problems) == [
        ("TT141", name)
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("congkhai.yml", "TT145"), ("Cong-Khai.yml", "TT145"), ("Thong-ke/2026.yml", "TT145"), ("thong-ke.yml", "TT145"), ("van-ban.yml", "TT145"), ("danh-sach/a.yml", "TT145"),
        ("quy-che.pdf", "TT146"), ("ghi-chu.txt", "TT146"), ("thong-ke/ghi-chu.txt", "TT146"),
        ("thong-ke/cu/2020.yml", "TT146"), ("thong-ke/26.yml", "TT147"), ("thong-ke/nam-2026.yml", "TT147"),
        ("thong-ke/２０２６.yml", "TT147"), ("trang/Lịch tiếp.md", "TT149"), ("trang/LICH.md", "TT149"),
        ("cong-khai/x.csv", "TT146"),
    ],
)  # fmt: skip
def test_a_file_out_of_place(tmp_path, name, code):
    problems = read_folder(_lay(tmp_path / "so-mau", {"co-quan.yml": GOOD, name: "x"})).problems
    assert [problem.code for problem in problems] == [code]


def test_a_near_miss_is_hinted(tmp_path):
    [problem] = read_folder(
        _lay(tmp_path / "s", {"co-quan.yml": GOOD, "dinhchinh.yml": ""})
    ).problems
    assert problem.message.endswith("Có phải ý bạn là “dinh-chinh.yml”?")


def test_links_and_pipes_are_refused_everywhere(tmp_path):
    _lay(tmp_path / "so-mau", {"co-quan.yml": GOOD, "tep/a.pdf": "x", "trang/a.md": "x"})
    outside = _lay(tmp_path, {"bi-mat.yml": ROW}) / "bi-mat.yml"
    for name in ("cong-khai.yml", "tep/b.pdf", "trang/b.md"):
        (tmp_path / "so-mau" / name).symlink_to(outside)
    (tmp_path / "so-mau" / "thong-ke").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "so-mau" / "tep" / "x").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "so-mau" / "tep" / "ong")
    folder = read_folder(tmp_path / "so-mau")
    assert sorted(_codes(folder.problems)) == [
        ("TT124", "ong"), ("TT142", "b.md"), ("TT142", "b.pdf"), ("TT142", "cong-khai.yml"), ("TT142", "thong-ke"),
        ("TT142", "x"),
    ]  # fmt: skip
    assert list(folder.texts) == ["co-quan.yml", "trang/a.md"]
    assert list(folder.attachments) == ["tep/a.pdf"]


def test_names_that_windows_takes_for_the_same(tmp_path):
    folder = read_folder(
        _lay(
            tmp_path / "s",
            {"co-quan.yml": GOOD, "tep/Quy.pdf": "1", "tep/quy.PDF": "2", "tep/k.pdf": "3"},
        )
    )
    assert _codes(folder.problems) == [("TT151", "quy.PDF")]


def test_ids_of_agencies(tmp_path):
    for name in (
        "so-mau",
        "xa-1",
        "a",
        "_mau",
        "_luu",
        ".git",
        "Sở Mẫu",
        "So-Mau",
        "so_mau",
        "so--mau",
        "-so",
        "loai",
        "a-z",
        "so mau",
    ):
        (tmp_path / name).mkdir()
    _lay(
        tmp_path,
        {"README.md": "", "_dia-ban.yml": "", "ghi-chu.txt": "", "_dia-ban.yaml": "", "so.yml": ""},
    )
    (tmp_path / "so-khac").symlink_to(tmp_path / "so-mau", target_is_directory=True)
    ids, problems = agency_ids(tmp_path)
    assert ids == ["a", "so-mau", "xa-1"]
    assert sorted(_codes(problems)) == [
        ("TT141", "_dia-ban.yaml"), ("TT142", "so-khac"), ("TT143", "-so"), ("TT143", "So-Mau"), ("TT143", "Sở Mẫu"),
        ("TT143", "a-z"), ("TT143", "loai"), ("TT143", "so mau"), ("TT143", "so--mau"), ("TT143", "so_mau"),
        ("TT145", "so.yml"), ("TT146", "ghi-chu.txt"),
    ]  # fmt: skip
    right = {Path(p.location.path).name: p.cure for p in problems if p.code == "TT143"}
    assert "“so-mau”" in right["Sở Mẫu"]
    assert "“co-quan-loai”" in right["loai"]


def test_no_folder_at_all(tmp_path):
    ids, problems = agency_ids(tmp_path / "agencies")
    assert ids == []
    assert _codes(problems) == [("TT150", "agencies")]


def test_a_folder_without_profile(tmp_path):
    loaded = load_agency(read_folder(_lay(tmp_path / "so-mau", {"cong-khai.yml": ROW})))
    assert loaded.agency is None
    assert _codes(loaded.problems) == [("TT144", "co-quan.yml")]
    assert [row.record.id for row in loaded.rows] == ["2026-001"]


def test_several_list_files_are_a_single_list_in_order(tmp_path):
    rows = {f"cong-khai/{name}.yml": ROW.replace("001", name) for name in ("b", "a")}
    folder = _lay(tmp_path / "so-mau", {"co-quan.yml": GOOD, "cong-khai.yml": ROW, **rows})
    loaded = load_agency(read_folder(folder))
    assert [item.id for item in loaded.agency.items] == ["2026-001", "2026-a", "2026-b"]
    assert loaded.agency.list_files == ("cong-khai.yml", "cong-khai/a.yml", "cong-khai/b.yml")
    assert loaded.locate("cong-khai/b.yml", "muc", 0, "ma").line == 2


def test_years_are_newest_first_and_must_be_their_file_s(tmp_path):
    years = {f"thong-ke/{year}.yml": f"nam: {year}\n" for year in (2024, 2026)}
    folder = _lay(
        tmp_path / "s", {"co-quan.yml": GOOD, **years, "thong-ke/2025.yml": "nam: 2024\n"}
    )
    loaded = load_agency(read_folder(folder))
    assert [year.year for year in loaded.agency.statistics] == [2026, 2024, 2024]
    assert [(p.code, p.location.line, p.location.column) for p in loaded.problems] == [
        ("TT148", 1, 6)
    ]


def test_a_page_without_fields_and_with_them(tmp_path):
    pages = {
        "trang/a.md": "# Tên trang\n\nx",
        "trang/b.md": '---\ntieu_de: "B"\n---\n\ny\n',
        "trang/c.md": "z",
    }
    loaded = load_agency(read_folder(_lay(tmp_path / "s", {"co-quan.yml": GOOD, **pages})))
    assert loaded.problems == ()
    assert [page.title for page in loaded.agency.pages] == ["Tên trang", "B", "c"]
    body = loaded.agency.pages[1]
    assert body.body.strip() == "y"
    assert pages["trang/b.md"].split("\n")[body.body_line - 1 :] == ["", "y", ""]


def test_a_jurisdiction_may_do_without_its_file(tmp_path):
    place, document, problems = load_jurisdiction(tmp_path)
    assert (place.name, document, problems) == (None, None, [])


def test_a_jurisdiction_s_file_may_be_no_link(tmp_path):
    _lay(tmp_path, {"x.yml": 'ten: "Tỉnh"\n'})
    (tmp_path / "_dia-ban.yml").symlink_to(tmp_path / "x.yml")
    assert _codes(load_jurisdiction(tmp_path)[2]) == [("TT142", "_dia-ban.yml")]


def test_a_fingerprint_follows_content_and_names(tmp_path):
    folder = _lay(tmp_path / "s", {"co-quan.yml": GOOD, "tep/a.pdf": "x"})
    first = read_folder(folder).fingerprint()
    assert read_folder(folder).fingerprint() == first
    seen = {first}
    _lay(folder, {"co-quan.yml": GOOD.replace("Mẫu", "Mấu")})
    seen.add(read_folder(folder).fingerprint())
    _lay(folder, {"cong-khai.yml": ""})
    seen.add(read_folder(folder).fingerprint())
    (folder / "tep" / "a.pdf").rename(folder / "tep" / "b.pdf")
    seen.add(read_folder(folder).fingerprint())
    assert len(seen) == 4


def test_contents_follow_every_byte_of_attachments(tmp_path):
    folder = _lay(tmp_path / "s", {"co-quan.yml": GOOD, "tep/a.pdf": "x"})
    first = read_folder(folder)
    assert read_folder(folder).contents() == first.contents()
    (folder / "tep" / "a.pdf").write_bytes(b"y")
    second = read_folder(folder)
    assert second.fingerprint() == first.fingerprint()
    assert second.contents() != first.contents()


def test_a_folder_looks_the_same_until_something_is_touched(tmp_path):
    folder = _lay(tmp_path / "s", {"co-quan.yml": GOOD, "tep/a.pdf": "x", "trang/b.md": "y"})
    seen = [read_folder(folder).appearance()]
    assert read_folder(folder).appearance() == seen[0]
    stat = (folder / "co-quan.yml").stat()
    (folder / "co-quan.yml").write_text(GOOD.replace("Mẫu", "Mấu"), encoding="utf-8")
    os.utime(folder / "co-quan.yml", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    seen.append(read_folder(folder).appearance())
    (folder / "tep" / "a.pdf").write_text("xy", encoding="utf-8")
    seen.append(read_folder(folder).appearance())
    os.utime(folder / "tep" / "a.pdf", ns=(1, 1))
    seen.append(read_folder(folder).appearance())
    (folder / "tep" / "a.pdf").rename(folder / "tep" / "b.pdf")
    seen.append(read_folder(folder).appearance())
    (folder / "trang" / "b.md").rename(folder / "trang" / "c.md")
    seen.append(read_folder(folder).appearance())
    (folder / "la.txt").write_text("x", encoding="utf-8")
    seen.append(read_folder(folder).appearance())
    gone = read_folder(folder)
    (folder / "trang" / "c.md").unlink()
    assert len(set(seen)) == len(seen)
    assert gone.appearance() == ""


def test_a_fingerprint_follows_what_is_wrong_and_every_size(tmp_path):
    folder = _lay(tmp_path / "s", {"co-quan.yml": GOOD, "tep/a.pdf": "x"})
    seen = [read_folder(folder).fingerprint()]
    for name, text in (("tep/a.pdf", "xy"), ("tep/b.pdf", ""), ("la.txt", ""), ("kia.txt", "")):
        _lay(folder, {name: text})
        seen.append(read_folder(folder).fingerprint())
    # What is moved from one file to the next is another content.
    _lay(folder, {"trang/a.md": "ab", "trang/b.md": "c"})
    seen.append(read_folder(folder).fingerprint())
    _lay(folder, {"trang/a.md": "a", "trang/b.md": "bc"})
    seen.append(read_folder(folder).fingerprint())
    assert len(set(seen)) == len(seen)


def test_an_attachment_is_read_once_for_its_digest(tmp_path):
    folder = read_folder(_lay(tmp_path / "s", {"co-quan.yml": GOOD, "tep/a.pdf": "x"}))
    digest = folder.digest("tep/a.pdf")
    assert digest == hashlib.sha256(b"x").hexdigest()
    (tmp_path / "s/tep/a.pdf").unlink()
    assert folder.digest("tep/a.pdf") == digest


def _git(folder, *words, day="2026-10-01"):
    name = ("-c", "user.name=Thử", "-c", "user.email=thu@mau.example", "-c", "core.quotePath=true")
    day = f"{day}T23:30:00+07:00"
    days = os.environ | {"GIT_AUTHOR_DATE": "2020-01-01T00:00:00+07:00", "GIT_COMMITTER_DATE": day}
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True, env=days)


def test_the_last_commits_of_agencies_and_files_are_known_by_the_day_of_the_committer(tmp_path):
    agencies = tmp_path / "kho" / "agencies"
    _lay(agencies, {"so-mau/a.yml": "1", "so-mau/Lịch.md": "1", "so-khac/a.yml": "1"})
    _lay(tmp_path / "kho", {"ngoai.txt": "1"})
    assert last_commits(agencies, ["so-mau"]) == last_days(agencies) == {}
    _git(tmp_path / "kho", "init", "-q")
    _git(tmp_path / "kho", "add", "-A")
    _git(tmp_path / "kho", "commit", "-qm", "một")
    _lay(agencies, {"so-mau/a.yml": "2"})
    _git(tmp_path / "kho", "commit", "-qam", "hai", day="2026-10-02")
    (agencies / "so-khac" / "a.yml").unlink()
    _lay(tmp_path / "kho", {"ngoai.txt": "2"})
    _git(tmp_path / "kho", "commit", "-qam", "ba", day="2026-10-05")
    assert last_days(agencies) == {
        "so-khac/a.yml": "2026-10-05",
        "so-mau/a.yml": "2026-10-02",
        "so-mau/Lịch.md": "2026-10-01",
    }
    assert last_days(agencies / "so-mau") == {"a.yml": "2026-10-02", "Lịch.md": "2026-10-01"}
    commits = last_commits(agencies, ["so-mau", "so-khac", "so-la"])
    assert {name: commit.date.isoformat() for name, commit in commits.items()} == {
        "so-mau": "2026-10-02",
        "so-khac": "2026-10-05",
    }
    assert len({commit.id for commit in commits.values()}) == 2
    assert all(len(commit.id) == 40 for commit in commits.values())

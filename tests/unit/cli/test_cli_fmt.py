"""`access-info fmt`: one layout for all, the same meaning before and after, nothing half written."""

from __future__ import annotations

import collections
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from example_counts import examples
from hypothesis import given
from hypothesis import strategies as st
from mistake_cases import golden_cases, printed, write

from access_info.cli import main
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.pipeline.review.formatting import format_agency

pytestmark = pytest.mark.sampled

AGENCIES = Path(__file__).parents[3] / "agencies"
NAMES = sorted(path.name for path in AGENCIES.iterdir() if (path / "co-quan.yml").is_file())
DEMO = [name for name in NAMES if not name.startswith("_")]
# What fmt mends on purpose: a missing id, and one typed with separate accents.
MENDED = {"TT301", "TT303"}


def _run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["fmt", *arguments])
    return code, *capsys.readouterr()


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    agency = tmp_path / "agencies" / "so-mau"
    agency.mkdir(parents=True)
    (agency / "co-quan.yml").write_text('ten: "Sở Mẫu"\nloai: "so"\n', encoding="utf-8")
    return agency


def _loaded(folder: Path):
    agency = load_agency(read_folder(folder)).agency
    assert agency is not None
    return agency


@pytest.mark.parametrize("name", DEMO)
def test_the_demo_is_canonical(name):
    assert [
        formatted.path.name for formatted in format_agency(AGENCIES / name) if formatted.changes
    ] == []


def _spoil(text: str, kind: str) -> bytes:
    """The same data as another program or another person writes it."""
    if kind == "windows":
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    if kind == "accents":
        return unicodedata.normalize("NFD", text).encode()
    if kind == "indent":
        return re.sub(r"^( *)(- )?", lambda m: m[1] * 2 + ("-   " if m[2] else ""), text, flags=re.M).encode()  # fmt: skip
    lines = re.sub(r'^( *(?:- )?\w+): "([\w/. ]+)"$', r"\1:   \2  # \2", text, flags=re.M)
    return re.sub(r"\n(\w+:)", r"\n\n\1", lines).encode()


@pytest.mark.parametrize("kind", ["windows", "accents", "indent", "loose"])
@pytest.mark.parametrize("name", ["so-tu-phap", "xa-mau-hoa", "bo-mau"])
def test_the_demo_written_otherwise_comes_out_the_same(name, kind, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    agency = tmp_path / "agencies" / name
    shutil.copytree(AGENCIES / name, agency)
    before = _loaded(agency)
    texts = {path: path.read_text(encoding="utf-8") for path in agency.rglob("*.yml")}
    for path, text in texts.items():
        path.write_bytes(_spoil(text, kind))
    assert any(path.read_bytes() != text.encode() for path, text in texts.items())
    assert _run(capsys, name)[0] == 0
    assert _loaded(agency) == before
    for path, text in texts.items():
        after = path.read_bytes().decode()
        assert _plain(after, kind) == _plain(text, kind)


def _plain(text: str, kind: str) -> str:
    """A text without the comments and blank lines that `_spoil` put in."""
    return re.sub(r"(?m) # .*$", "", text).replace("\n\n", "\n") if kind == "loose" else text


CASES = [
    case
    for case in golden_cases()
    if not {"ong", "loi_tat", "khong_thu_muc", "lap"} & set(case.settings)
]


def _codes(output: str) -> collections.Counter[str]:
    return collections.Counter(
        code for code in re.findall(r"\[(TT\d+)\]", output) if code not in MENDED
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_mistake_comes_or_goes(case, tmp_path, capsys):
    agencies = tmp_path / "agencies"
    write(case, agencies)
    refused = _refused(agencies)
    main(["fmt", "--agencies", str(agencies)])
    assert _codes(printed(agencies, tmp_path / "spool")) == _codes(case.output)
    for path, content in refused.items():
        assert path.read_bytes() == content
    capsys.readouterr()
    code = main(["fmt", "--check", "--agencies", str(agencies)])
    assert " 0 tệp cần xếp lại" in capsys.readouterr().out
    assert code == (1 if refused else 0)


def _refused(agencies: Path) -> dict[Path, bytes]:
    """Files that cannot be read without a doubt."""
    refused = (
        path
        for name in (path.parent for path in agencies.glob("[!_]*/co-quan.yml"))
        for formatted in format_agency(name)
        if formatted.problems
        for path in [formatted.path]
    )
    return {path: path.read_bytes() for path in refused}


def test_a_row_is_given_the_id_that_the_check_suggests(folder, capsys):
    text = "# Danh mục\nmuc:\n- ma: '2026-007'\n  ten: a\n- ten: b   # b\n  ngay_ban_hanh: 2025-03-01\n- van_ban:\n  - ten: c\n  ten: d\n"
    path = folder / "cong-khai.yml"
    path.write_text(text, encoding="utf-8")
    (folder / "co-dieu-kien.yml").write_text(
        'muc:\n- ten: "e"\n  ma: "2026-009"\n', encoding="utf-8"
    )
    (folder / "dinh-chinh.yml").write_text('muc:\n- noi_dung_sai: "f"\n  ngay_dinh_chinh: 2024-01-02\n', encoding="utf-8")  # fmt: skip
    main(["check"])
    ids = re.findall(r'ma: "(.+)"', capsys.readouterr().err)
    code, output, _ = _run(capsys)
    assert code == 0
    assert path.read_text(encoding="utf-8") == (
        '# Danh mục\nmuc:\n- ma: "2026-007"\n  ten: "a"\n- ma: "2025-001"\n  ten: "b" # b\n'
        '  ngay_ban_hanh: "2025-03-01"\n- ma: "2026-010"\n  ten: "d"\n  van_ban:\n'
        '  - ma: "2026-011"\n    ten: "c"\n'
    )
    assert (
        sorted(re.findall(r"cấp “(.+)”", output))
        == sorted(ids)
        == ["2024-001", "2025-001", "2026-010", "2026-011"]
    )
    assert "dòng 5: mục chưa có mã, cấp “2025-001”" in output
    assert main(["check"]) == 0


def test_no_id_is_given_while_another_list_is_broken(folder, capsys):
    path = folder / "cong-khai.yml"
    path.write_text("muc:\n- ten: b\n", encoding="utf-8")
    broken = folder / "co-dieu-kien.yml"
    broken.write_text('muc:\n- ma: "2026-001\n', encoding="utf-8")
    code, output, wrong = _run(capsys)
    assert code == 1
    assert path.read_text(encoding="utf-8") == 'muc:\n- ten: "b"\n'
    assert "chưa biết mã nào đã dùng" in output
    assert "[TT106]" in wrong
    assert "1 tệp có lỗi nên để yên" in output
    assert broken.read_text(encoding="utf-8") == 'muc:\n- ma: "2026-001\n'


def test_only_looking_writes_nothing(folder, capsys):
    path = folder / "co-quan.yml"
    path.write_text("loai: so\nten: Sở Mẫu\n", encoding="utf-8")
    stamp = path.stat().st_mtime_ns
    code, output, _ = _run(capsys, "--check")
    assert (code, output) == (
        1,
        "agencies/so-mau/co-quan.yml: cần xếp lại\nĐã xem 1 tệp: 1 tệp cần xếp lại.\n",
    )
    assert path.read_text(encoding="utf-8") == "loai: so\nten: Sở Mẫu\n"
    code, output, _ = _run(capsys)
    assert (code, output) == (
        0,
        "agencies/so-mau/co-quan.yml: đã xếp lại\nĐã xem 1 tệp: 1 tệp đã xếp lại.\n",
    )
    assert path.read_text(encoding="utf-8") == 'ten: "Sở Mẫu"\nloai: "so"\n'
    assert path.stat().st_mtime_ns != stamp


def test_what_is_right_is_not_touched_and_modes_stay(folder, capsys):
    right, wrong = folder / "co-quan.yml", folder / "cong-khai.yml"
    wrong.write_text("muc: [ ]\n", encoding="utf-8")
    wrong.chmod(0o640)
    stamp = right.stat()
    assert _run(capsys)[0] == 0
    assert (right.stat().st_mtime_ns, right.stat().st_ino) == (stamp.st_mtime_ns, stamp.st_ino)
    assert wrong.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["co-quan.yml", "cong-khai.yml"]
    assert wrong.read_text(encoding="utf-8") == ""


def test_some_agencies_or_some_files(folder, capsys):
    other = folder.parent / "so-khac"
    shutil.copytree(folder, other)
    jurisdiction = folder.parent / "_dia-ban.yml"
    for path in (folder / "co-quan.yml", folder / "cong-khai.yml", other / "co-quan.yml"):
        path.write_text("ten: x\n" if path.name == "co-quan.yml" else "muc: []\n", encoding="utf-8")
    jurisdiction.write_text("ten: Tỉnh Mẫu\n", encoding="utf-8")
    assert "so-mau/cong-khai.yml" in _run(capsys, "--check", "so-mau")[1]
    assert "Đã xem 2 tệp" in _run(capsys, "--check", "so-mau")[1]
    assert "Đã xem 2 tệp" in _run(capsys, "--check", str(folder))[1]
    assert (
        "Đã xem 2 tệp: 2 tệp" in _run(capsys, "--check", "so-khac", str(folder / "co-quan.yml"))[1]
    )
    assert "Đã xem 1 tệp" in _run(capsys, "--check", str(jurisdiction))[1]
    assert "Đã xem 4 tệp: 4 tệp" in _run(capsys, "--check")[1]
    assert main(["fmt", "so-mua"]) == 2
    assert capsys.readouterr().err == "Không có “so-mua”. Có phải ý bạn là “so-mau”?\n"
    assert main(["fmt", str(folder.parents[1])]) == 2
    assert "không nằm trong thư mục" in capsys.readouterr().err
    assert main(["fmt", "--agencies", "khong-co"]) == 2


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Cs")),
    max_size=12,
)


@given(st.lists(st.fixed_dictionaries({"ten": TEXT}, optional={"ghi_chu": TEXT, "ma": st.sampled_from(["", "2026-001", "b"]), "la": TEXT}), max_size=4), TEXT)  # fmt: skip
@examples(60)
def test_any_rows(tmp_path_factory, rows, comment):
    folder = tmp_path_factory.getbasetemp() / "bat-ky"
    folder.mkdir(exist_ok=True)
    path = folder / "cong-khai.yml"
    lines = [f"# {comment}", "muc:" if rows else "muc: []"]
    for row in rows:
        lines += ["-"] + [f"    {key}: {_quoted(value)}  # {comment}" for key, value in row.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    [formatted] = format_agency(folder)
    if formatted.problems:
        assert formatted.after == formatted.before
        return
    formatted.write()
    normalized = unicodedata.normalize("NFC", comment).strip()
    assert formatted.after.decode().count(f"# {normalized}") >= (
        1 + sum(map(len, rows)) if normalized else 0
    )
    [again] = format_agency(folder)
    assert not again.changes
    assert again.ids == ()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

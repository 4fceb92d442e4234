"""`access-info check`: what it prints, for people and for programs, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scanned_pages import digest_of, scanned_page

from access_info.cli import main
from access_info.cli.check import print_finding

PLUGINS = Path(__file__).parents[3] / "plugins"
GOOD = 'ten: "Sở Mẫu"\nloai: so\n'
ROW = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n'


@pytest.fixture
def province(tmp_path, monkeypatch) -> Path:
    """Three agencies: one good, one with a warning, one with two errors; the work stands above."""
    files = {
        "so-tot/co-quan.yml": GOOD,
        "so-nhac/co-quan.yml": GOOD + 'email: "so-nhac@"\n',
        "so-sai/co-quan.yml": 'ten: "Sở Sai\nloai: so\n',
        "so-sai/cong-khai.yml": ROW + '  ngay_ban_hanh: "03/9/2026"\n',
    }
    for name, text in files.items():
        path = tmp_path / "agencies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONUTF8": "1", **environ}
    command = [sys.executable, "-m", "access_info", "check", "--jobs", "1", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, encoding="utf-8")  # fmt: skip


def _problems(result: subprocess.CompletedProcess[str]) -> str:
    """What was printed, but for the lines by which a slow machine says how far it is."""
    lines = result.stderr.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("Đang kiểm tra dữ liệu: "))


def _check(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["check", "--jobs", "1", *arguments])
    return code, *capsys.readouterr()


OPEN_QUOTE = (
    'agencies/so-sai/co-quan.yml:1:6: lỗi [TT106] Dấu " mở ở đây chưa có dấu đóng: “"Sở Sai”.\n'
    '    → Viết: "Sở Sai"\n'
)
BAD_DATE = (
    "agencies/so-sai/cong-khai.yml:4:18: lỗi [TT211] “ngay_ban_hanh” (Ngày ban hành): “03/9/2026” "
    "không phải ngày viết theo dạng năm-tháng-ngày.\n    → Viết “2026-09-03”.\n"
)
BAD_MAIL = (
    "agencies/so-nhac/co-quan.yml:3:8: cảnh báo [TT343] “email”: “so-nhac@” không phải địa chỉ thư "
    "điện tử.\n    → Viết theo dạng tên@tên-miền, ví dụ dau-moi@mau.gov.vn.\n"
)


def test_all_problems_of_all_files_in_a_single_run(province, capsys):
    code, out, err = _check(capsys)
    assert code == 1
    assert err == BAD_MAIL + OPEN_QUOTE + BAD_DATE
    assert out == "Đã kiểm tra 3 cơ quan: 2 lỗi, 1 cảnh báo.\n"


def test_the_module_is_a_command(province):
    result = _run(cwd=province)
    assert (result.returncode, _problems(result)) == (1, BAD_MAIL + OPEN_QUOTE + BAD_DATE)
    assert result.stdout == "Đã kiểm tra 3 cơ quan: 2 lỗi, 1 cảnh báo.\n"


def test_vietnamese_survives_an_old_console(province):
    result = _run(cwd=province, PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C.UTF-8")
    assert _problems(result) == BAD_MAIL + OPEN_QUOTE + BAD_DATE


def test_warnings_alone_are_no_failure(province, capsys):
    code, out, err = _check(capsys, "agencies/so-nhac")
    assert (code, err) == (0, BAD_MAIL)
    assert out == "Đã kiểm tra 1 cơ quan: 0 lỗi, 1 cảnh báo.\n"


LOADED = "import sys; from access_info.cli import main; main(['check', '--jobs', '1']); print(*sys.modules)"


def test_a_check_of_what_did_not_change_loads_no_library(province):
    (province / ".cache/access-info").mkdir(parents=True)
    runs = [_run(cwd=province), _run(cwd=province)]
    assert {(run.returncode, _problems(run), run.stdout) for run in runs} == {
        (1, BAD_MAIL + OPEN_QUOTE + BAD_DATE, "Đã kiểm tra 3 cơ quan: 2 lỗi, 1 cảnh báo.\n")
    }
    env = {**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONUTF8": "1"}
    for _ in range(2):  # the first has its own environment
        told = subprocess.run([sys.executable, "-c", LOADED], cwd=province, env=env, capture_output=True, text=True, check=True, encoding="utf-8")  # fmt: skip
    assert not {"pydantic", "yaml", "jinja2", "access_info.pipeline"}.intersection(
        told.stdout.split()
    )


def _renamed(folder):
    (folder / "agencies/so-tot").rename(folder / "agencies/so-khac")


def _of_same_size_and_time(folder):
    path = folder / "agencies/so-nhac/co-quan.yml"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("so-nhac@", "so-khac@"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


EDITS = {
    "another word": _of_same_size_and_time,
    "a new file": lambda folder: (folder / "agencies/so-tot/cong-khai.yml").write_text(
        ROW, "utf-8"
    ),
    "a renamed agency": _renamed,
    "a new folder": lambda folder: (folder / "agencies/so-moi").mkdir(),
    "settings of the site": lambda folder: (folder / "mkdocs.yml").write_text(
        "site_name: A\nplugins:\n- access-info:\n    laws: luat\n", "utf-8"
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_recorded_check_is_not_repeated_after_an_edit(province, capsys, edit):
    (province / ".cache/access-info").mkdir(parents=True)
    (province / "luat").mkdir()
    _check(capsys)
    before = _check(capsys)
    assert (province / ".cache/access-info/results.db").is_file()
    EDITS[edit](province)
    assert _check(capsys) == _check(capsys, "--no-cache")
    if edit in {"another word", "a new folder"}:
        assert _check(capsys) != before


def test_a_recorded_check_is_of_its_options_and_day(province, capsys, monkeypatch):
    (province / ".cache/access-info").mkdir(parents=True)
    profile = province / "agencies/so-tot/co-quan.yml"
    profile.write_text(GOOD + "ngay_cham_dut: 2026-12-31\n", "utf-8")
    for day in ("1795478400", "1861920000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        for words in ((), ("so-tot",), ("--format", "json")):
            assert _check(capsys, *words) == _check(capsys, "--no-cache", *words)
            assert _check(capsys, *words) == _check(capsys, "--no-cache", *words)


def test_nothing_wrong(province, capsys):
    code, out, err = _check(capsys, "agencies/so-tot")
    assert (code, out, err) == (0, "Đã kiểm tra 1 cơ quan: 0 lỗi, 0 cảnh báo.\n", "")


def test_json(province, capsys):
    code, out, err = _check(capsys, "--format", "json")
    assert (code, err) == (1, "")
    report = json.loads(out)
    keys = ["code", "severity", "path", "line", "column", "message", "cure"]
    assert [list(item) for item in report] == [keys, [*keys, "edit"], [*keys, "edit"]]
    assert [(item["code"], item["severity"], item["line"], item["column"]) for item in report] == [
        ("TT343", "warning", 3, 8),
        ("TT106", "error", 1, 6),
        ("TT211", "error", 4, 18),
    ]
    assert report[1]["path"] == "agencies/so-sai/co-quan.yml"
    assert report[2]["cure"] == "Viết “2026-09-03”."
    assert report[2]["edit"] == {
        "line": 4,
        "column": 18,
        "end_line": 4,
        "end_column": 29,
        "text": '"2026-09-03"',
    }
    assert "Sở Sai" in out


def test_json_of_nothing_is_an_empty_list(province, capsys):
    assert _check(capsys, "--format", "json", "agencies/so-tot") == (0, "[]\n", "")


def test_a_single_file(province, capsys):
    code, _, err = _check(capsys, "agencies/so-sai/cong-khai.yml")
    assert (code, err) == (1, BAD_DATE)
    code, _, err = _check(capsys, "agencies/so-sai/cong-khai.yml", "agencies/so-nhac/co-quan.yml")
    assert (code, err) == (1, BAD_MAIL + BAD_DATE)


def test_a_folder_and_a_file(province, capsys):
    code, _, err = _check(capsys, "agencies/so-nhac", "agencies/so-sai/cong-khai.yml")
    assert code == 1
    assert BAD_MAIL in err
    assert BAD_DATE in err


def test_the_whole_folder_by_its_name(province, capsys):
    assert _check(capsys, "agencies")[2] == BAD_MAIL + OPEN_QUOTE + BAD_DATE


def test_from_inside_the_folder(province, capsys, monkeypatch):
    monkeypatch.chdir(province / "agencies" / "so-sai")
    _, _, err = _check(capsys, "--agencies", "..", "cong-khai.yml")
    assert err == BAD_DATE.replace("agencies/so-sai/", "")


def test_from_another_folder(province, capsys, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("khác"))
    agencies = str(province / "agencies")
    _, _, err = _check(capsys, "--agencies", agencies, f"{agencies}/so-sai/cong-khai.yml")
    assert err == BAD_DATE.replace("agencies/", f"../{province.name}/agencies/")


def test_the_jurisdiction_alone(province, capsys):
    path = province / "agencies" / "_dia-ban.yml"
    path.write_text('ten: "Tỉnh Mẫu"\ntinh: x\n', encoding="utf-8")
    code, _, err = _check(capsys, "agencies/_dia-ban.yml")
    assert code == 1
    assert err.startswith("agencies/_dia-ban.yml:2:1: lỗi [TT201] Không có trường “tinh” ở đây.")


def test_the_same_order_again_and_with_more_workers(province, capsys):
    first = _check(capsys, "--format", "json")
    assert _check(capsys, "--format", "json") == first
    assert main(["check", "--format", "json", "--jobs", "3"]) == 1
    assert capsys.readouterr()[0] == first[1]


def test_no_folder_of_agencies(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, _, err = _check(capsys)
    assert code == 1
    assert err.startswith("agencies:1:1: lỗi [TT150] Không có thư mục “agencies”.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["agencies/so-khac"], "Không có “agencies/so-khac”."),
        (["/etc"], "“/etc” không nằm trong thư mục “"),
        (["--format", "xml"], "Lệnh chưa đúng: --format: không có 'xml'; chọn một trong: "),
        (["--format"], "Lệnh chưa đúng: sau --format phải có một giá trị."),
        (["--xyz"], "Lệnh chưa đúng: không hiểu: --xyz."),
        (["--jobs", "0"], "Lệnh chưa đúng: --jobs: “0” không phải số từ 1 trở lên."),
    ],
)
def test_used_wrongly(province, capsys, arguments, message):
    code, out, err = _check(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_help_is_vietnamese(province):
    result = _run("--help", cwd=province)
    assert result.returncode == 0
    assert "Cách dùng: access-info check" in result.stdout
    assert "hiện hướng dẫn này rồi thôi" in result.stdout
    for word in ("usage", "options", "positional", "show this help"):
        assert word not in result.stdout


def test_a_further_folder_of_laws_is_read_and_judged(province, capsys):
    assert main(["check", "--laws", "khong-co"]) == 2
    assert "Không có thư mục “khong-co”" in capsys.readouterr().err
    (province / "luat").mkdir()
    (province / "luat/luat-thu.yml").write_text('ma: "luat-thu"\nten: [\n', encoding="utf-8")
    assert main(["check", "--laws", "luat"]) == 1
    assert "luat/luat-thu.yml:" in capsys.readouterr().err


def test_findings_of_wrong_data_are_printed_and_end_as_a_failure(province, capsys):
    for form in ("text", "json"):
        code, out, err = _check(capsys, "--findings", "--format", form)
        assert (code, "so-tot" in out, OPEN_QUOTE in err) == (1, True, True)
        code, out, err = _check(capsys, "--findings", "--format", form, "agencies/so-tot")
        assert (code, "so-tot" in out, err) == (0, True, "")


def test_days_of_findings_are_printed_as_people_write_them(capsys):
    finding = {
        "agency": "so-mau",
        "title": "Lập Danh mục",
        "status": "qua-han",
        "citation": "Điều 19",
        "due": "2026-11-02",
        "reason": "",
        "lacking": [],
    }
    print_finding(finding)
    print_finding(finding | {"status": "khong-ap-dung", "citation": "", "due": ""})
    assert capsys.readouterr().out == (
        "so-mau: Lập Danh mục: Quá hạn, hạn 02/11/2026 (Điều 19)\n"
        "so-mau: Lập Danh mục: Không áp dụng\n"
    )


def test_scans_are_listed_with_who_looked_through_them(tmp_path, monkeypatch, capsys):
    """Names that tell of a person are not repeated; without a hash it is not sure which file was seen."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "agencies" / "so-mau"
    (folder / "tep").mkdir(parents=True)
    (folder / "co-quan.yml").write_text(GOOD, "utf-8")
    names = ("a.pdf", "b.pdf", "c.pdf", "d.csv", "e 079285123456.pdf")
    for number, name in enumerate(names):
        (folder / "tep" / name).write_text(scanned_page(590 + number), "utf-8")
    (folder / "tep" / "d.csv").write_text("Kỳ;Số tiền\n", "utf-8")
    entries = {"a.pdf": digest_of(scanned_page(590)), "b.pdf": "", "c.pdf": "0" * 64}
    lines = "".join(
        f'    - ten: "{name}"\n' + (f'      bam: "{digest}"\n' if digest else "")
        for name, digest in entries.items()
    )
    (folder / "cong-khai.yml").write_text(
        ROW
        + '  tep: ["a.pdf", "b.pdf", "c.pdf"]\n  ra_soat_mat:\n    vai_tro: "Văn thư"\n'
        + f'    ngay: "2026-09-03"\n    ket_qua: "Không mật"\n    tep:\n{lines}',
        "utf-8",
    )
    seen = "Văn thư rà soát ngày 03/9/2026: Không mật"
    code, out, err = _check(capsys, "--scans", "--as-of=2026-11-24")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"so-mau/tep/a.pdf (1 trang): {seen}",
        f"so-mau/tep/b.pdf (1 trang): {seen} (chưa có “bam”, không chắc là đúng tệp này)",
        "so-mau/tep/c.pdf (1 trang): tệp đã đổi từ khi rà soát",
        "so-mau/tep/e ********3456.pdf (1 trang): chưa ai rà soát",
        "Có 4 bản quét: 2 đã có người rà soát, 2 chưa.",
    ]
    _, out, _ = _check(capsys, "--scans", "--format=json", "agencies/so-mau/tep/a.pdf")
    (plain,) = json.loads(out)
    assert (plain["file"], plain["role"], plain["date"]) == ("tep/a.pdf", "Văn thư", "2026-09-03")
    assert plain["reviewed"] is plain["exact"] is True
    assert _check(capsys, "--scans", "--format=github")[0] == 2

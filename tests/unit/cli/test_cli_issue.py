"""`access-info issue`: a form of the forge becomes a change of the data, or nothing at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from proposal_repository import LIST, Province, event, git
from provincial_law_pack import BOTH, NEW_LAW, PACK, SITE

from access_info.cli import main
from access_info.imports import issues as issue_rules
from access_info.imports.issues import read_forms
from access_info.problems import rules_of
from access_info.source.documents import read_yaml

pytestmark = pytest.mark.sampled

FORMS = Path(__file__).parents[3] / ".github" / "ISSUE_TEMPLATE"
BY_NAME = {form.name: form for form in read_forms(FORMS)}
PAGE = "https://x.mau.example/co-quan/xa-mau/cong-khai/#2026-001"


@pytest.fixture
def province(tmp_path, monkeypatch) -> Province:
    province_ = Province(tmp_path / "kho")
    monkeypatch.chdir(province_.folder)
    return province_


def _body(name: str, **answers: str) -> str:
    return "\n\n".join(
        f"### {heading}\n\n{answers.get(key.replace('-', '_')) or '_No response_'}"
        for heading, key in BY_NAME[name].questions.items()
    )


def _issue(tmp_path, capsys, body: str, *options: str) -> tuple[int, str]:
    file = event(tmp_path / "event.json", number="12", body=body)
    given = (
        f"--event={file}",
        f"--forms={FORMS}",
        f"--out={tmp_path / 'phieu'}",
        "--as-of=2026-11-24",
    )
    code = main(["issue", *given, *options])
    output = "".join(capsys.readouterr())
    return code, output


def _artifact(tmp_path, name: str) -> str:
    return (tmp_path / "phieu" / name).read_text("utf-8")


def test_a_report_becomes_an_entry_of_the_log(province, tmp_path, capsys):
    body = _body("thong-tin-sai", trang=PAGE, sai="Hạn ghi 15 ngày", dung="12 ngày, theo Luật")
    code, output = _issue(tmp_path, capsys, body)
    assert code == 0, output
    assert read_yaml(province.folder / "agencies/xa-mau/dinh-chinh.yml").data["muc"] == [
        {
            "ma": "2026-dc-01",
            "muc_lien_quan": "2026-001",
            "noi_dung_sai": "Hạn ghi 15 ngày",
            "noi_dung_dung": "12 ngày, theo Luật",
            # 17:30 on the 23rd by the forge's clock is the 24th in Việt Nam.
            "phat_hien": {"ngay": "2026-11-24", "boi": "Công dân"},
            "ngay_kien_nghi": "2026-11-24",
        }
    ]
    assert git(province.folder, "status", "--short") == "?? agencies/xa-mau/dinh-chinh.yml\n"
    assert (
        _artifact(tmp_path, "tieu-de.txt") == "[xa-mau] Phiếu 12: ghi kiến nghị vào sổ đính chính\n"
    )
    text = _artifact(tmp_path, "noi-dung.md")
    assert "Closes #12" in text
    # The tenth day, Friday 4 December.
    assert "Hạn trả lời, đính chính: 04/12/2026" in text


def test_an_office_reports_a_mistake_of_its_agency(province, tmp_path, capsys):
    body = _body(
        "de-nghi-dinh-chinh",
        co_quan="Ủy ban nhân dân xã Mẫu",
        muc="2026-002",
        sai="Tên cũ",
        dung="Tên mới",
        ngay_phat_hien="20/11/2026",
    )
    assert _issue(tmp_path, capsys, body)[0] == 0
    (entry,) = read_yaml(province.folder / "agencies/xa-mau/dinh-chinh.yml").data["muc"]
    assert "ngay_kien_nghi" not in entry
    assert entry["phat_hien"]["ngay"] == "2026-11-20"
    assert "Công dân" not in str(entry)


@pytest.mark.parametrize("row", ["2026-002", "2026-003", "2026-kd-01"])
def test_a_report_may_name_a_row_of_any_list_or_a_document_there(province, tmp_path, capsys, row):
    further = '  van_ban:\n  - {ma: "2026-003", ten: "Phụ lục", ngay_ban_hanh: "2026-03-03"}\n'
    conditional = 'muc:\n- {ma: "2026-kd-01", ten: "Hồ sơ", loai: "d16k1", dieu_kien: "Đồng ý"}\n'
    agency = province.folder / "agencies/xa-mau"
    (agency / "cong-khai.yml").write_text(LIST + further, "utf-8")
    (agency / "co-dieu-kien.yml").write_text(conditional, "utf-8")
    body = _body("de-nghi-dinh-chinh", co_quan="xa-mau", muc=row, sai="Tên cũ", dung="Tên mới")
    code, output = _issue(tmp_path, capsys, body)
    assert code == 0, output
    (entry,) = read_yaml(agency / "dinh-chinh.yml").data["muc"]
    assert entry["muc_lien_quan"] == row
    # Who found it said nothing of the day: it is that of the form.
    assert entry["phat_hien"] == {"ngay": "2026-11-24", "boi": "Cơ quan tự phát hiện"}


def test_a_new_item_gets_the_next_id_and_nothing_else_changes(province, tmp_path, capsys):
    body = _body(
        "de-nghi-cong-khai",
        co_quan="xa-mau",
        ten='Quy chế "mới": số 2',
        so_ky_hieu="02/QĐ-UBND",
        ngay_ban_hanh="3/9/2026",
        diem="l01-d17k1c3",
        dia_chi="https://mau.example/2",
    )
    assert _issue(tmp_path, capsys, body)[0] == 0
    written = (province.folder / "agencies/xa-mau/cong-khai.yml").read_text("utf-8")
    assert written == LIST + (
        '- ma: "2026-003"\n  ten: "Quy chế \\"mới\\": số 2"\n  diem:\n  - "l01-d17k1c3"\n'
        '  so_ky_hieu: "02/QĐ-UBND"\n  ngay_ban_hanh: "2026-09-03"\n  dia_chi:\n'
        '  - "https://mau.example/2"\n'
    )


def test_a_list_that_follows_the_provincial_law_takes_a_row(province, tmp_path, capsys):
    body = _body("de-nghi-cong-khai", co_quan="xa-mau", ten="Quy chế mới", diem="l99-d17k1c3")
    province.write({"agencies/xa-mau/cong-khai.yml": BOTH})
    code, output = _issue(tmp_path, capsys, body)
    assert (code, "TT311" in output) == (1, True)
    province.write({"mkdocs.yml": SITE, PACK: NEW_LAW})
    code, output = _issue(tmp_path, capsys, body)
    assert code == 0, output
    written = (province.folder / "agencies/xa-mau/cong-khai.yml").read_text("utf-8")
    assert written.removeprefix(BOTH) == (
        '- ma: "2026-003"\n  ten: "Quy chế mới"\n  diem:\n  - "l99-d17k1c3"\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "muc: []\n# cuối\n",
        "# đầu\nmuc:\n    - ma: 2026-001\n      ten: x # lời\n",
        'muc: [{ma: "2026-001", ten: "x"}]\n',
        '\ufeffmuc:\r\n- ma: "2026-001"\r\n  ten: "x"\r\n',
        'muc:\n# lời\n- ma: "2026-001"\n  ten: |\n    hai\n    dòng\n',
    ],
)
def test_a_list_in_any_layout_takes_a_row(province, tmp_path, capsys, text):
    path = province.folder / "agencies/xa-mau/cong-khai.yml"
    path.write_bytes(text.encode())
    before = read_yaml(path).data["muc"]
    assert _issue(tmp_path, capsys, _body("de-nghi-cong-khai", co_quan="xa-mau", ten="Mới"))[0] == 0
    *rows, last = read_yaml(path).data["muc"]
    assert (rows, last["ten"]) == (before, "Mới")
    assert [word for word in ("# đầu", "# lời", "# cuối") if word in text] == [
        word for word in ("# đầu", "# lời", "# cuối") if word in path.read_text("utf-8")
    ]


def test_an_agency_that_is_missing_gets_a_folder(province, tmp_path, capsys):
    body = _body(
        "thieu-co-quan",
        ten='Ủy ban nhân dân xã "Mẫu Đất": mới',
        loai="Ủy ban nhân dân xã",
        trang_web="https://xa.mau.example/",
        ghi_chu="Người gửi: Trần Thị Mẫu",
    )
    assert _issue(tmp_path, capsys, body)[0] == 0
    folder = province.folder / "agencies/xa-mau-dat-moi"
    profile = read_yaml(folder / "co-quan.yml").data
    assert (profile["ten"], profile["loai"]) == ('Ủy ban nhân dân xã "Mẫu Đất": mới', "xa")
    assert profile["trang_web"] == "https://xa.mau.example/"
    texts = "".join(path.read_text("utf-8") for path in folder.rglob("*.yml"))
    assert "Trần Thị Mẫu" not in texts


HOSTILE = (
    "$(touch da-chay) `touch da-chay` ${{ secrets.X }}\n::set-output name=a::b\n::error::x\n"
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:x) @octocat #1\n"
    "### Khác\nmuc:\n- ma: x\n--- !!python/object:os.system\n&a *a %TAG | > \"'\\ {{ 7*7 }} ../../x\n"
)


@pytest.mark.parametrize("name", ["thong-tin-sai", "de-nghi-dinh-chinh", "de-nghi-cong-khai"])
def test_whatever_is_typed_is_text(province, tmp_path, capsys, name):
    answers = {key.replace("-", "_"): HOSTILE for key in BY_NAME[name].questions.values()}
    answers |= {
        "trang": PAGE,
        "co_quan": "xa-mau",
        "muc": "2026-001",
        "diem": "",
        "dia_chi": HOSTILE,
    }
    answers |= {"ten": "$(id) `id` ${{ x }} ::error::"}
    summary = tmp_path / "tom-tat.md"
    code, output = _issue(tmp_path, capsys, _body(name, **answers), f"--summary={summary}")
    assert code == 0, output
    assert not list(province.folder.rglob("da-chay"))
    changed = git(province.folder, "status", "--short", "--untracked-files=all").split()[1::2]
    assert [path.rpartition("/")[0] for path in changed] == ["agencies/xa-mau"]
    texts = [
        _artifact(tmp_path, "tieu-de.txt"),
        _artifact(tmp_path, "noi-dung.md"),
        summary.read_text("utf-8"),
    ]
    for text in texts:
        for mark in ("$(", "secrets", "<script", "octocat", "nguoi-gui-phieu"):
            assert mark not in text
    for text in (*texts, output):
        assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert main(["check", "--jobs", "1"]) == 0
    capsys.readouterr()


def test_who_sent_the_form_is_nowhere(province, tmp_path, capsys):
    body = _body(
        "thong-tin-sai",
        trang=PAGE,
        sai="Tôi là Trần Thị Mẫu, hạn sai. Gọi 0500 000 001, tran.mau@thu.example",
        dung="12 ngày",
    )
    code, output = _issue(tmp_path, capsys, body)
    assert (code, "[TT866]" in output) == (0, True)
    written = (province.folder / "agencies/xa-mau/dinh-chinh.yml").read_text("utf-8")
    for text in (written, _artifact(tmp_path, "noi-dung.md"), _artifact(tmp_path, "tieu-de.txt")):
        for secret in ("Trần Thị Mẫu", "0500", "tran.mau", "nguoi-gui-phieu"):
            assert secret not in text
    assert "hạn sai" in written


UNCLEAR = [
    ("Xin chào", "TT861"),
    (_body("loi-trang-web", viec="a", thay="b"), "TT862"),
    (_body("thong-tin-sai", trang=PAGE), "TT863"),
    (_body("thong-tin-sai", trang="https://x.example/co-quan/xa-la/", sai="x"), "TT864"),
    (_body("de-nghi-cong-khai", co_quan="../xa-mau", ten="x"), "TT864"),
    (_body("de-nghi-dinh-chinh", co_quan="xa-mau", muc="x", sai="a", dung="b"), "TT867"),
    (_body("thieu-co-quan", ten="x", loai="Ủy ban nhân dân xã", ma="../x"), "TT868"),
    (
        _body("thong-tin-sai", trang=PAGE, sai="Ông Trần Mẫu báo là sai", dung="b"),
        "TT870",
    ),
    (_body("de-nghi-cong-khai", co_quan="xa-mau", ten="x", diem="d99"), "TT311"),
]


@pytest.mark.parametrize(("body", "code"), UNCLEAR)
def test_what_is_not_clear_changes_nothing(province, tmp_path, capsys, body, code):
    summary = tmp_path / "tom-tat.md"
    ended, output = _issue(tmp_path, capsys, body, f"--summary={summary}")
    assert (ended, f"lỗi [{code}]" in output) == (1, True)
    assert git(province.folder, "status", "--short", "--untracked-files=all") == ""
    assert not (tmp_path / "phieu").exists()
    assert f"({code})" in summary.read_text("utf-8")


def test_an_incomplete_proposal_is_reported(province, tmp_path, capsys):
    body = _body("de-nghi-cong-khai", co_quan="xa-mau", ten="x", ngay_ban_hanh="năm ngoái")
    assert "cảnh báo [TT869]" in _issue(tmp_path, capsys, body)[1]
    body = _body("thong-tin-sai", trang=PAGE, sai="sai " * 5_000, dung="đúng")
    code, output = _issue(tmp_path, capsys, body)
    assert (code, "cảnh báo [TT865]" in output) == (0, True)


def test_every_rule_of_forms_is_met_above():
    codes = {code for _, code in UNCLEAR} | {"TT865", "TT866", "TT869"}
    assert {rule.code for rule in rules_of(issue_rules)} == codes - {"TT311"}


def test_a_text_file_will_do(province, tmp_path, capsys):
    file = tmp_path / "phieu.md"
    file.write_text(_body("thong-tin-sai", trang=PAGE, sai="a b", dung="c d"), "utf-8")
    assert main(["issue", str(file), "--number=7", f"--forms={FORMS}", "--as-of=2026-11-24"]) == 0
    assert capsys.readouterr().out.startswith("[xa-mau] Phiếu 7: ghi kiến nghị")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "một trong hai"),
        (["agencies/_dia-ban.yml"], "Thiếu --number"),
        (["--event", "agencies/_dia-ban.yml"], "không phải tệp sự kiện"),
        (["agencies/_dia-ban.yml", "--number", "0"], "không phải số từ 1"),
        (["agencies/_dia-ban.yml", "--number", "1", "--forms", "content"], "Không có biểu mẫu nào"),
        (["x", "--number", "1", "--agencies", "la"], "Không có thư mục “la”"),
    ],
)
def test_a_wrong_use_is_reported(province, options, message, capsys):
    given = options if "--forms" in options else [*options, "--forms", str(FORMS)]
    assert main(["issue", *given]) == 2
    assert message in capsys.readouterr().err

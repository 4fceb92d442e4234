"""Golden cases of registers: what is wrong, cell by cell, in the exact Vietnamese words."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
import yaml
from handmade_office_files import document
from loaded_program import laws_of_today
from register_files import HEADER, MARK, register, repacked, sheet_xml

from access_info.imports.register import rules as register_rules
from access_info.imports.register.reading import read_register
from access_info.problems import rules_of

FOLDER = Path(__file__).parents[3] / "cases" / "imports" / "register"
CASES = sorted(path.stem for path in FOLDER.glob("TT*.yml"))
FRAMEWORK, _ = laws_of_today()
AS_OF = datetime.date(2026, 11, 24)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _zip(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


# Files that no list of rows can describe.
FILES = {
    "trống": lambda path: path.write_bytes(b""),
    "xls": lambda path: path.write_bytes(OLE + bytes(600)),
    "mật khẩu": lambda path: path.write_bytes(
        OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    ),
    "csv": lambda path: path.write_text(f"STT;Ngày nhận\n1;{MARK}\n", encoding="utf-8"),
    "csv hở": lambda path: path.write_text(
        f'STT;Ngày nhận\n1;"03/9/2026\n2;{MARK}\n3;a\n', encoding="utf-8"
    ),
    "docx": lambda path: path.write_bytes(document(f"<w:p><w:r><w:t>{MARK}</w:t></w:r></w:p>")),
    "ods": lambda path: path.write_bytes(_zip(content_xml=f"<a>{MARK}</a>", mimetype="x")),
    "bom": lambda path: repacked(
        register(path, []), {"xl/worksheets/sheet1.xml": sheet_xml(" " * 2_000_000)}
    ),
    "đứt": lambda path: path.write_bytes(register(path, []).read_bytes()[:3_000]),
    "sai xml": lambda path: repacked(
        register(path, [{"STT": 1}]), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}
    ),
}


def _written(case, path):
    if "dang" in case:
        FILES[case["dang"]](path)
        return path
    return register(
        path,
        [row or {} for row in case.get("dong", [])],
        header=case.get("tieu_de", HEADER),
        top=int(case.get("cach", 0)),
        sheets=case.get("trang", ["Sổ"]),
        far=case.get("xa", ""),
    )


def _case(name):
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CBaseLoader)


@pytest.mark.parametrize("name", CASES)
def test_case(name, tmp_path):
    case = _case(name)
    path = _written(case, tmp_path / "so.xlsx")
    read = read_register(path, framework=FRAMEWORK, as_of=AS_OF)
    output = "".join(problem.format(tmp_path) + "\n" for problem in read.problems)
    assert output == case["loi"]
    assert f"[{name.partition('_')[0]}]" in output
    assert MARK not in output


def test_every_rule_has_a_case():
    wanted = {rule.code for rule in rules_of(register_rules)}
    assert {name.partition("_")[0] for name in CASES} == wanted
    assert len(wanted) > 20


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_its_subject(name):
    case = _case(name)
    assert case["viec"].endswith(".")
    assert set(case) <= {"viec", "dang", "dong", "tieu_de", "cach", "trang", "xa", "loi"}


# What a row says besides receipt and channel, and what is reported of which column: days that are the same are in order.
ANSWERED = {"Ngày trả": "2026-09-10", "Kết quả": "Cung cấp đầy đủ"}
ROWS = [
    ({}, []),
    (ANSWERED, []),
    ({"Ngày hợp lệ": "2026-09-03"}, []),
    ({"Ngày hợp lệ": "2026-09-02"}, [("TT734", 8)]),
    ({"Hạn trả lời": "2026-09-03"}, []),
    ({"Hạn trả lời": "2026-09-02"}, [("TT734", 9)]),
    ({"Ngày hợp lệ": "2026-09-05", "Hạn trả lời": "2026-09-05"}, []),
    ({"Ngày hợp lệ": "2026-09-05", "Hạn trả lời": "2026-09-04"}, [("TT734", 9)]),
    ({"Ngày gia hạn": "2026-09-03", "Hạn mới": "2026-09-20"}, []),
    ({"Ngày gia hạn": "2026-09-02", "Hạn mới": "2026-09-20"}, [("TT734", 10)]),
    ({"Ngày hợp lệ": "2026-09-05", "Ngày gia hạn": "2026-09-05", "Hạn mới": "2026-09-20"}, []),
    (
        {"Ngày hợp lệ": "2026-09-05", "Ngày gia hạn": "2026-09-04", "Hạn mới": "2026-09-20"},
        [("TT734", 10)],
    ),
    ({"Ngày gia hạn": "2026-09-08", "Hạn mới": "2026-09-08"}, []),
    ({"Ngày gia hạn": "2026-09-08", "Hạn mới": "2026-09-07"}, [("TT734", 11)]),
    ({"Ngày trả": "2026-09-03", "Kết quả": "Cung cấp đầy đủ"}, []),
    ({"Ngày trả": "2026-09-02", "Kết quả": "Cung cấp đầy đủ"}, [("TT734", 15)]),
    ({"Ngày trả": "2026-09-05", "Kết quả": "Cung cấp đầy đủ", "Ngày hợp lệ": "2026-09-05"}, []),
    (
        {"Ngày trả": "2026-09-04", "Kết quả": "Cung cấp đầy đủ", "Ngày hợp lệ": "2026-09-05"},
        [("TT734", 15)],
    ),
    (ANSWERED | {"Ngày gia hạn": "2026-09-10", "Hạn mới": "2026-09-20"}, []),
    (ANSWERED | {"Ngày gia hạn": "2026-09-11", "Hạn mới": "2026-09-20"}, [("TT734", 15)]),
    ({"Hạn trả lời": "2026-09-10", "Ngày gia hạn": "2026-09-08", "Hạn mới": "2026-09-10"}, []),
    (
        {"Hạn trả lời": "2026-09-10", "Ngày gia hạn": "2026-09-08", "Hạn mới": "2026-09-09"},
        [("TT737", 11)],
    ),
    ({"Ngày gia hạn": "2026-09-08"}, [("TT736", 11)]),
    ({"Hạn mới": "2026-09-20"}, [("TT735", 10)]),
    ({"Kết quả": "Cung cấp một phần"}, [("TT738", 15)]),
    ({"Kết quả": "Từ chối", "Căn cứ từ chối": "d27k3"}, [("TT738", 15)]),
    ({"Kết quả": "Chuyển cơ quan khác"}, [("TT738", 15)]),
    ({"Kết quả": "Người yêu cầu rút"}, []),
    ({"Kết quả": "Đang xử lý"}, []),
    ({"Ngày trả": "2026-09-10"}, [("TT739", 13)]),
    ({"Kết quả": "Đang xử lý", "Ngày trả": "2026-09-10"}, [("TT739", 13)]),
    ({"Ngày trả": "2026-09-10", "Kết quả": "Từ chối"}, [("TT740", 14)]),
    ({"Ngày trả": "2026-09-10", "Kết quả": "Từ chối", "Căn cứ từ chối": "d27k3"}, []),
    ({"Ngày trả": "2026-09-10", "Kết quả": "Cung cấp một phần", "Căn cứ từ chối": "d27k3"}, []),
    (ANSWERED | {"Căn cứ từ chối": "d27k3"}, [("TT741", 14)]),
    ({"Căn cứ từ chối": "d27k3"}, [("TT741", 14)]),
    (
        {"Ngày trả": "2026-09-10", "Kết quả": "Chuyển cơ quan khác", "Căn cứ từ chối": "d27k3"},
        [("TT741", 14)],
    ),
    ({"Ngày trả": "2026-09-10", "Kết quả": "gì đó", "Căn cứ từ chối": "d27k3"}, [("TT724", 13)]),
    ({"Ngày nhận": ""}, [("TT731", 2)]),
    ({"Kênh": ""}, [("TT732", 3)]),
    ({"Hạn trả lời": "2026-09-15"}, []),
    ({"Hạn trả lời": "2026-09-16"}, [("TT753", 9)]),
    ({"Ngày gia hạn": "2026-09-15", "Hạn mới": "2026-09-20"}, []),
    ({"Ngày gia hạn": "2026-09-16", "Hạn mới": "2026-09-20"}, [("TT752", 10)]),
    ({"Ngày nhận": "2026-11-24"}, []),
    ({"Ngày nhận": "2026-11-25"}, [("TT723", 2)]),
    (
        {"Ngày nhận": "2026-11-20", "Ngày trả": "2026-11-25", "Kết quả": "Cung cấp đầy đủ"},
        [("TT723", 15)],
    ),
    ({"Ngày nhận": "2026-11-20", "Hạn trả lời": "2026-11-25"}, []),
    (
        {
            "Ngày nhận": "2026-08-31",
            "Kết quả": "Từ chối",
            "Ngày trả": "2026-08-31",
            "Căn cứ từ chối": "d27k3",
            "Kênh": "Trực tiếp",
        },
        [("TT754", 14)],
    ),
]


def test_each_row_is_reported_by_itself(tmp_path):
    came = {"Ngày nhận": "2026-09-03", "Kênh": "Mạng điện tử"}
    rows = [{"STT": number} | came | row for number, (row, _) in enumerate(ROWS, 1)]
    path = register(tmp_path / "so.xlsx", rows)
    reported = {line: [] for line in range(2, len(rows) + 2)}
    for problem in read_register(path, framework=FRAMEWORK, as_of=AS_OF).problems:
        reported[problem.location.line].append((problem.code, problem.location.column))
    assert list(zip(reported.values(), rows, strict=True)) == [
        (expected, row) for (_, expected), row in zip(ROWS, rows, strict=True)
    ]

"""`access-info explain`: every code and every duty, in plain words."""

from __future__ import annotations

import re

import pytest
from loaded_program import laws_of_today

from access_info.cli import main
from access_info.cli.generated import all_rules
from access_info.legal.consistency import NEEDS, fields_on_path
from access_info.pages.reference import explain_duty, explain_rule
from access_info.source.documents import parse_yaml

FRAMEWORK, _ = laws_of_today()
assert FRAMEWORK is not None
DUTIES = FRAMEWORK.obligations


def _run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["explain", *arguments])
    return code, *capsys.readouterr()


def test_a_code(capsys):
    code, output, wrong = _run(capsys, "tt212")
    assert (code, wrong) == (0, "")
    assert output == (
        "TT212: Ngày không có trong lịch\n\n"
        "Lỗi: phải sửa thì trang mới được đăng.\n\n"
        "Báo thế nào: “…” (…): ngày “…” không có trong lịch.\n\n"
        "Vì sao: Ngày sai làm sai thời hạn và thứ tự của danh mục.\n\n"
        "Sửa thế nào: … Xem lại văn bản gốc rồi viết đúng ngày theo dạng năm-tháng-ngày.\n\n"
        "Vì sao cần người quyết định: Ngày đúng chỉ có trong văn bản gốc.\n\n"
        'Chưa đúng:\n    ngay_ban_hanh: "2025-02-30"\n\n'
        'Đúng:\n    ngay_ban_hanh: "2025-02-28"\n'
    )


def test_a_duty(capsys):
    code, output, _ = _run(capsys, "ob-04")
    assert code == 0
    assert output.startswith("OB-04: Bố trí và công bố đầu mối cung cấp thông tin\n")
    assert "không phải lỗi" in output
    assert "Ai phải làm: mọi cơ quan." in output
    assert "Luật Tiếp cận thông tin số 01/2026/QH16 (từ 01/9/2026)" in output
    assert "  - điện thoại của đầu mối: co-quan.yml, dau_moi.dien_thoai\n" in output
    assert 'Ví dụ, trong co-quan.yml:\n    dau_moi:\n    - don_vi: "Văn phòng Sở"\n' in output


@pytest.mark.parametrize("typed", ["[TT212]", "212", " tt212 "])
def test_a_code_as_people_copy_codes(typed, capsys):
    assert _run(capsys, typed)[1].startswith("TT212:")


@pytest.mark.parametrize("typed", ["OB4", "ob-4", "OB04", "Ob 04"])
def test_a_duty_as_people_type_duties(typed, capsys):
    assert _run(capsys, typed)[1].startswith("OB-04:")


def test_a_rule_is_explained_whatever_the_law_packs_hold(tmp_path, capsys):
    (tmp_path / "luat-hong.yml").write_text("so: [", "utf-8")
    laws = ("--laws", str(tmp_path))
    assert _run(capsys, "TT401", *laws)[0] == 0
    assert _run(capsys, "OB-04", *laws)[0] == 1


def test_several_codes_once_each(capsys):
    code, output, _ = _run(capsys, "TT212", "OB-04", "TT212")
    assert code == 0
    assert re.findall(r"^(?:TT|OB).*?:", output, flags=re.M) == ["TT212:", "OB-04:"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("TT21", "Có phải ý bạn là TT"),
        ("OB-99", "Có phải ý bạn là OB-"),
        ("xyz", "Mã có dạng TT212 hoặc OB-04."),
    ],
)
def test_an_unknown_code(typed, hint, capsys):
    code, output, wrong = _run(capsys, "TT212", typed)
    assert (code, output) == (2, "")
    assert wrong.startswith(f"Không có mã “{typed}”. ")
    assert hint in wrong


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_explained(rule):
    explanation = explain_rule(rule)
    assert explanation.startswith(f"{rule.code}: {rule.title}\n")
    assert not re.search(r"\{\w+\}|\{\{|\}\}", explanation.partition("\n\nChưa đúng:")[0])
    assert max(map(len, explanation.split("\n"))) <= 110


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
def test_every_duty_is_explained(duty):
    explanation = explain_duty(duty, FRAMEWORK)
    bases = [
        basis for pack in FRAMEWORK.packs for basis in pack.obligation_bases if basis.id == duty.id
    ]
    flat = re.sub(r"\s+", " ", explanation)
    for basis in bases:
        assert re.sub(r"\s+", " ", basis.citation) in flat
    for part in duty.parts:
        assert part.title in flat


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
def test_an_example_holds_what_the_duty_asks_for(duty):
    explanation = explain_duty(duty, FRAMEWORK)
    examples = {
        file: parse_yaml(re.sub(r"(?m)^    ", "", text).encode(), path="/a").data
        for file, text in re.findall(r"(?s)Ví dụ, trong (.+?):\n(.+?)(?=\n\n|\n$)", explanation)
    }
    for part in duty.parts:
        record = NEEDS[part.way].read_from(part)
        if record is None or not part.paths:
            continue
        keys = [doc.key for doc in fields_on_path(record, part.paths[0])]
        assert any(_holds(data, keys) for data in examples.values()), keys


def _holds(data, keys) -> bool:
    if not keys:
        return bool(data)
    if isinstance(data, list):
        return any(_holds(entry, keys) for entry in data)
    if "muc" in data and keys[0] != "muc":
        return _holds(data["muc"], keys)
    return keys[0] in data and _holds(data[keys[0]], keys[1:])


def test_a_fact_is_explained_as_verified_by_the_jurisdiction(tmp_path, capsys):
    agencies = tmp_path / "agencies"
    agencies.mkdir()
    (agencies / "_dia-ban.yml").write_text(
        "kiem_chung:\n- ma: l01-d12\n  gia_tri: cong-bao\n  vai_tro: Sở Tư pháp\n"
        '  ngay: "2026-12-01"\n  can_cu: Công báo số 01\n',
        encoding="utf-8",
    )
    arguments = ("l01-d12", "--agencies", str(agencies), "--as-of")
    code, output, wrong = _run(capsys, *arguments, "2026-12-02")
    assert (code, wrong) == (0, "")
    assert "Đối chiếu: đã đối chiếu với Công báo." in output
    assert "Do Sở Tư pháp đối chiếu ngày 01/12/2026, theo Công báo số 01." in output
    assert "theo bản chép" in _run(capsys, *arguments, "2026-11-30")[1]
    assert "theo bản chép" in _run(capsys, "l01-d12", "--agencies", str(tmp_path / "khac"))[1]

"""What a corrected file leaves behind, points of the law, and what the gate would say of rows."""

from __future__ import annotations

import pytest
from import_command import lay_out, plan_of, run

from access_info.source.documents import read_yaml

pytestmark = pytest.mark.sampled

HEADINGS = "Mã mục;STT;Tên thông tin;Số, ký hiệu;Ngày ban hành;Hình thức công khai;Đơn vị;Lĩnh vực"
DECISION = """\
muc:
  - ma: "2026-001"
    ten: "Danh sách bà Lò Thị Mẫu và ông Giàng A Mẫu được trợ cấp"
    so_ky_hieu: "23/TB-UBND"
    ngay_ban_hanh: "2026-11-20"
    ghi_chu: "Người liên hệ: Lò Thị Mẫu"
"""


def _file(work, rows, headings=HEADINGS):
    path = work.parent.parent / "danh-muc.csv"
    path.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
    return path


def _data(work):
    return read_yaml(work / "cong-khai.yml").data["muc"]


def test_the_same_number_and_day_is_the_same_document_whatever_its_title(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    agency = lay_out(tmp_path, disclosure=DECISION)
    rows = [";1;Thông báo kết quả xét trợ cấp;23/TB-UBND;20/11/2026;;;"]
    path = _file(agency, rows)
    code, out, _ = run(capsys, path, "--apply")
    assert code == 0
    assert "(cùng số, ký hiệu và ngày ban hành)" in out
    # What the file no longer has a column for stays, and that is said with how to be rid of it.
    assert "ghi chú: [2026-001] “Người liên hệ: Lò Thị Mẫu”" in out
    assert "--allow-removal" in out
    [item] = _data(agency)
    assert (item["ma"], item["ten"]) == ("2026-001", "Thông báo kết quả xét trợ cấp")
    _, out, _ = run(capsys, path)
    assert "đã đúng như tệp" not in out
    assert "còn những điều nêu trên mà tệp không có" in out


@pytest.mark.parametrize(
    ("present", "days"),
    [
        ('"2026-11-20"', ("21/11/2026", "11/2026", "")),
        # Of one month, of one year, of no day that is told: that is not of one day.
        ('"2026-11"', ("11/2026", "20/11/2026")),
        ('"2026"', ("2026", "11/2026", "20/11/2026")),
        ("", ("", "20/11/2026")),
    ],
)
def test_another_day_or_no_day_leaves_a_number_two_documents(
    tmp_path, monkeypatch, capsys, present, days
):
    monkeypatch.chdir(tmp_path)
    agency = lay_out(tmp_path, disclosure=DECISION.replace('"2026-11-20"', present))
    for day in days:
        rows = [f";1;Kế hoạch thu gom rác;23/TB-UBND;{day};;;"]
        _, plan = plan_of(capsys, _file(agency, rows))
        assert [item["ten"] for item in plan["new"]] == ["Kế hoạch thu gom rác"]


def test_points_of_the_law_are_taken_where_it_is_clear_which(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    agency = lay_out(tmp_path)
    rows = [
        "1;Kế hoạch công tác;l01-d17k1a2",
        "2;Báo cáo;Điểm a khoản 1 Điều 17",
        "3;Quy chế;điểm a, điểm c khoản 1 Điều 17 Luật số 01/2026/QH16; d17k1a3",
        "4;Nội quy;điểm a khoản 1 Điều 17 Luật số 104/2016/QH13",
        "5;Thông báo;Điều 17",
        "6;Danh mục;",
    ]
    path = _file(agency, rows, "STT;Tên thông tin;Điểm của luật")
    code, out, err = run(capsys, path, "--apply")
    assert (code, "“Điểm của luật” → điểm của luật (chắc chắn)" in out) == (0, True)
    assert "danh-muc.csv:6:3: cảnh báo [TT745] C6: “Điều 17” chưa rõ là điểm nào của luật" in err
    listed = [(item.get("diem"), item.get("ghi_chu")) for item in _data(agency)]
    assert listed[:2] == [(["l01-d17k1a2"], None), (["l01-d17k1a"], None)]
    assert listed[3:] == [
        (["l104-d17k1a"], None),
        (None, "Điểm của luật: Điều 17"),
        (None, None),
    ]
    assert listed[2][0][:2] == ["l01-d17k1a", "l01-d17k1c"]
    _, plan = plan_of(capsys, path)
    assert (plan["changed"], len(plan["unchanged"])) == ([], 6)


def test_the_preview_names_rows_that_the_gate_would_stop(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    agency = lay_out(tmp_path)
    rows = ["1;Lịch trực", "2;Điện thoại riêng của bà Lò Thị Mẫu: 0912 345 678"]
    path = _file(agency, rows, "STT;Tên thông tin")
    for options in ((), ("--apply",)):
        code, out, _ = run(capsys, path, *options)
        assert code == 0
        told = out.partition("Có điều không được phép công khai")[2]
        assert "hàng 3: " in told
        assert "[TT614]" in told
        assert "hàng 2: " not in told
        assert "0912" not in told
    assert not list(tmp_path.glob("nhap-thu-*"))

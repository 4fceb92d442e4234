"""`access-info inbox`: a file becomes a branch and a reply, or a reply alone; once."""

from __future__ import annotations

import email
import email.policy
import re

import pytest
from handmade_office_files import document, word_table, workbook
from inbox_command import DAY, as_csv, table
from old_excel_workbooks import old_book
from proposal_repository import LIST, git

from access_info.cli import main
from access_info.cli.generated import all_rules
from access_info.pipeline.inbox.proposing import for_clerks
from access_info.problems import unfilled

CARD = "Danh sách cấp thẻ: số căn cước 001199012345"
PHONE = "0912345678"


def test_a_file_becomes_a_branch_with_a_commit_of_the_agency(inbox, capsys):
    before = git(inbox.kho, "rev-parse", "main")
    sent = inbox.send("Danh mục 2026.xlsx", workbook())
    assert inbox.run() == 0
    out = capsys.readouterr().out
    branch = inbox.branch()
    assert f"xa-mau: Danh mục 2026.xlsx → nhánh {branch} (1 mục mới, 0 mục thay đổi)" in out
    assert not sent.exists()
    log = git(inbox.kho, "log", "--format=%an|%ae|%cn|%ce|%s", f"main..{branch}")
    assert log == (
        "xa-mau|van-thu@xa-mau.mau.example|Hộp thư tiếp cận thông tin|hop-thu@mau.example|"
        "[xa-mau] Danh mục gửi qua hộp thư ngày 24/11/2026\n"
    )
    changed = git(inbox.kho, "diff", "--name-only", "main", branch)
    assert changed == "agencies/xa-mau/cong-khai.yml\n"
    shown = git(inbox.kho, "show", f"{branch}:agencies/xa-mau/cong-khai.yml")
    assert shown.startswith("# Danh mục của cơ quan\n")
    assert re.findall(r"^- ma: .*\n  ten: (.*)", shown, re.M) == [
        '"Quy chế tiếp công dân"',
        '"Chương trình công tác"',
        '"Kế hoạch công khai"',
    ]
    assert git(inbox.kho, "rev-parse", "main") == before
    assert git(inbox.kho, "status", "--porcelain") == ""
    assert len(git(inbox.kho, "worktree", "list").splitlines()) == 1
    assert "1 mục mới" in inbox.result("doc-thu.txt")
    assert inbox.result("tom-tat.md").startswith("# ✅ Không thấy điều gì phải sửa")
    reply = inbox.result("tra-loi.txt")
    assert "đã đọc được (1 mục mới, 0 mục thay đổi), đang chờ người duyệt" in reply
    assert "2 mục đang có mà tệp này không có thì vẫn giữ" in reply


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", document(word_table([["Tên thông tin", "Số, ký hiệu", "Ngày ban hành"], ["Kế hoạch công khai", "1/KH-UBND", "03/9/2026"]]))),
        ("a.xls", old_book([["Tên thông tin", "Số, ký hiệu", "Ngày ban hành"], ["Kế hoạch công khai", "1/KH-UBND", "03/9/2026"]])),
        ("khong-duoi", table("Kế hoạch công khai")),
        ("sai-duoi.pdf", workbook()),
    ],
    ids=["docx", "xls", "no-ending", "wrong-ending"],
)  # fmt: skip
def test_every_kind_that_the_import_reads_is_taken(name, content, inbox):
    inbox.send(name, content)
    assert inbox.run() == 0
    shown = git(inbox.kho, "show", f"{inbox.branch()}:agencies/xa-mau/cong-khai.yml")
    assert '"Kế hoạch công khai"' in shown


def test_the_same_file_is_taken_once_and_its_second_sender_is_reported(inbox, capsys):
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    first = inbox.standing()
    assert inbox.run() == 0
    assert inbox.standing() == first
    inbox.send("b.csv", table("Kế hoạch năm 2027"))
    capsys.readouterr()
    assert inbox.run() == 0
    assert "đã nhận từ trước, không làm gì thêm" in capsys.readouterr().out
    again = inbox.standing()
    assert again["trees"] == first["trees"]
    assert again["stages"] == first["stages"]
    (path,) = inbox.work.glob("ket-qua/xa-mau/*/tra-loi-*.txt")
    assert "giống hệt tệp đã nhận ngày 24/11/2026" in path.read_text("utf-8")
    assert len(list(inbox.work.glob("gui-di/*.eml"))) == 2


def test_the_same_file_of_two_agencies_is_two(inbox):
    for agency in ("xa-mau", "so-tu-phap"):
        inbox.send("a.csv", table("Kế hoạch năm 2027"), agency)
    assert inbox.run() == 0
    assert [name.split("/")[1] for name in inbox.branches()] == ["so-tu-phap", "xa-mau"]


def test_a_file_that_changes_nothing_makes_no_branch(inbox, capsys):
    rows = [("Mã mục", "Tên thông tin", "Đơn vị"), ("2026-002", "Chương trình công tác", "")]
    inbox.send("a.csv", as_csv(rows))
    assert inbox.run() == 0
    assert "không có gì mới" in capsys.readouterr().out
    assert inbox.branches() == []
    assert "Danh mục hiện có đã đúng như tệp" in inbox.result("tra-loi.txt")


def test_rows_with_secrets_are_nowhere_in_git_and_the_reply_says_which(inbox):
    titles = ("Kế hoạch năm 2027", CARD, f"Lịch trực, điện thoại riêng {PHONE}")
    inbox.send("a.csv", table(*titles))
    assert inbox.run() == 0
    shown = git(inbox.kho, "show", f"{inbox.branch()}:agencies/xa-mau/cong-khai.yml")
    assert "Kế hoạch năm 2027" in shown
    held = inbox.objects()
    results = [path.read_text("utf-8") for path in inbox.work.glob("ket-qua/*/*/*")]
    for secret in ("001199012345", "Danh sách cấp thẻ", PHONE):
        assert secret.encode() not in held
        assert not any(secret in text for text in results)
    reply = inbox.result("tra-loi.txt")
    assert "1 mục mới, 0 mục thay đổi, 2 hàng để lại" in reply
    assert re.findall(r"^- (Tệp CSV, hàng \d): “(?:Tên thông tin|tên thông tin)”", reply, re.M) == [
        "Tệp CSV, hàng 3",
        "Tệp CSV, hàng 4",
    ]
    assert "mien_tru" not in reply
    assert "withdraw" not in reply
    # What the reviewer is shown holds no more than the branch.
    assert "2 hàng để lại" in git(inbox.kho, "log", "-1", "--format=%B", inbox.branch())


def test_a_row_counts_once_however_much_is_wrong_there(inbox):
    inbox.send("a.csv", table("Kế hoạch năm 2027", f"{CARD}, gọi {PHONE}"))
    assert inbox.run() == 0
    reply = inbox.result("tra-loi.txt")
    assert reply.count("- Tệp CSV, hàng 3: ") > 1
    assert "(1 mục mới, 0 mục thay đổi, 1 hàng để lại)" in reply


def test_a_long_reply_says_how_much_more_there_is(inbox):
    inbox.send("a.csv", table(*(f"Lịch trực {n}, điện thoại riêng {PHONE}" for n in range(43))))
    assert inbox.run() == 0
    lines = inbox.result("tra-loi.txt").splitlines()
    rows = [line for line in lines if line.startswith("- Tệp CSV, hàng ")]
    assert len(rows) == 40
    assert rows[-1].startswith("- Tệp CSV, hàng 41: ")
    assert lines[lines.index(rows[-1]) + 1] == "- … và 3 điều nữa"


def test_a_file_of_secrets_alone_becomes_a_reply_alone(inbox):
    inbox.send("a.csv", table(CARD))
    assert inbox.run() == 0
    assert inbox.branches() == []
    assert b"001199012345" not in inbox.objects()
    reply = inbox.result("tra-loi.txt")
    assert "chưa đưa gì vào danh mục" in reply
    assert "Tệp CSV, hàng 2" in reply


def test_a_changed_row_with_a_secret_leaves_the_row_unchanged(inbox):
    rows = [
        ("Mã mục", "Tên thông tin", "Ghi chú"),
        ("2026-001", "Quy chế tiếp công dân", f"Hỏi ông Ba, {PHONE}"),
        ("2026-002", "Chương trình công tác", "Mỗi quý một lần"),
    ]
    inbox.send("a.csv", as_csv(rows))
    assert inbox.run() == 0
    shown = git(inbox.kho, "show", f"{inbox.branch()}:agencies/xa-mau/cong-khai.yml")
    assert "Mỗi quý một lần" in shown
    assert PHONE.encode() not in inbox.objects()
    assert "ghi_chu" not in shown.split("2026-002")[0]


def test_what_the_gate_caught_before_keeps_nobody_else_out(inbox):
    path = inbox.kho / "agencies/xa-mau/cong-khai.yml"
    path.write_text(
        f'{LIST}- ma: "2026-003"\n  ten: "Lịch trực, điện thoại riêng {PHONE}"\n', "utf-8"
    )
    git(inbox.kho, "commit", "--quiet", "--all", "--message", "đã lỡ")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    shown = git(inbox.kho, "show", f"{inbox.branch()}:agencies/xa-mau/cong-khai.yml")
    assert "Kế hoạch năm 2027" in shown
    summary = inbox.result("tom-tat.md")
    assert PHONE not in summary
    assert "phần so sánh không hiện ở đây" in summary


def test_errors_of_the_data_go_to_the_reviewer_and_the_clerk(inbox):
    rows = [("Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Ngày công khai")]
    rows += [("Kế hoạch năm 2027", "1/KH-UBND", "03/9/2026", "01/9/2026")]
    inbox.send("a.csv", as_csv(rows))
    assert inbox.run() == 0
    assert "TT322" in inbox.result("tom-tat.md")
    assert "Người duyệt sẽ hỏi những điều sau" in inbox.result("tra-loi.txt")


def test_replies_are_letters_from_the_inbox_to_the_configured_address(inbox):
    inbox.send("a.csv\nBcc: x@y.example\n.csv", b"khong phai bang")
    assert inbox.run() == 0
    (path,) = inbox.work.glob("gui-di/*.eml")
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (letter["From"], letter["To"]) == ("hop-thu@mau.example", "van-thu@xa-mau.mau.example")
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["Bcc"] is None
    assert letter["Subject"].startswith("[xa-mau] Tệp đã gửi, mã nhận 2026-11-24-")
    assert letter.get_content() == inbox.result("tra-loi.txt")
    assert "a.csv⟨U+000A⟩Bcc: x@y.example⟨U+000A⟩.csv" in letter.get_content()


def test_pushing_writes_the_text_of_the_proposal(inbox, tmp_path, capsys):
    git(tmp_path, "init", "--quiet", "--bare", "xa.git")
    git(inbox.kho, "remote", "add", "origin", str(tmp_path / "xa.git"))
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    assert not list(inbox.work.glob("ket-qua/*/*/tieu-de.txt"))
    assert git(tmp_path / "xa.git", "for-each-ref") == ""
    inbox.send("b.csv", table("Kế hoạch năm 2028"))
    assert inbox.run("--push") == 0
    assert "Đã đẩy 2 nhánh" in capsys.readouterr().out
    pushed = git(tmp_path / "xa.git", "for-each-ref", "--format=%(refname:short)").split()
    assert pushed == inbox.branches()
    titles = list(inbox.work.glob("ket-qua/xa-mau/*/tieu-de.txt"))
    assert {path.read_text("utf-8") for path in titles} == {
        "[xa-mau] Danh mục gửi qua hộp thư ngày 24/11/2026\n"
    }
    texts = [path.with_name("noi-dung.md").read_text("utf-8") for path in titles]
    assert all("# ✅ Không thấy điều gì phải sửa" in text for text in texts)
    assert all("Của cơ quan này còn nhánh chưa nhập" in text for text in texts)
    # The review of the pushed branch, by its own name and title, finds nothing wrong with its scope.
    assert main(["review", "main", pushed[0], f"--as-of={DAY}", "--branch", pushed[0], "--repository", str(inbox.kho)]) == 0  # fmt: skip
    assert inbox.run("--push") == 0
    assert "Đã đẩy" not in capsys.readouterr().out.rpartition("Đã xét")[2]


def test_a_push_that_fails_is_reported_and_tried_again(inbox, tmp_path, capsys):
    git(inbox.kho, "remote", "add", "origin", "https://ai:bi-mat@khong-co.invalid/kho.git")
    git(inbox.kho, "config", "url.file:///khong-co.insteadOf", "https://ai:bi-mat@khong-co.invalid")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run("--push") == 1
    err = capsys.readouterr().err
    assert "[TT890]" in err
    assert "bi-mat" not in err
    git(tmp_path, "init", "--quiet", "--bare", "xa.git")
    git(inbox.kho, "remote", "set-url", "origin", str(tmp_path / "xa.git"))
    assert inbox.run("--push") == 0
    assert git(tmp_path / "xa.git", "for-each-ref", "--format=%(refname:short)").split() == [
        inbox.branch()
    ]
    # It is the only one of the agency.
    assert "còn nhánh chưa nhập" not in inbox.result("noi-dung.md")
    assert inbox.result("nhanh.txt") == f"{inbox.branch()}\n"


def test_a_machine_that_cannot_write_uses_up_no_try_of_a_file(inbox, capsys):
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    results = inbox.work / "ket-qua"
    results.parent.mkdir()
    results.write_text("không phải thư mục", "utf-8")
    for _ in range(4):
        assert inbox.run() == 1
        assert inbox.branches() == []
    results.unlink()
    assert inbox.run() == 0
    assert [entry["stage"] for entry in inbox.receipts()] == ["proposed"]
    assert "[TT888]" not in capsys.readouterr().err


WITH_CURES = [
    rule
    for rule in all_rules()
    if rule.code.startswith(
        ("TT60", "TT61", "TT62", "TT63", "TT742", "TT743", "TT76", "TT77", "TT78", "TT79")
    )
]


@pytest.mark.parametrize("rule", WITH_CURES, ids=lambda rule: rule.code)
def test_no_reply_speaks_of_commands_or_keys(rule):
    wording = for_clerks(unfilled(rule.cure))
    assert wording
    assert not re.search(r"--|\blệnh\b|access-info|[a-z]_[a-z]|nhập lại|\.yml", wording)

"""`access-info inbox`: a file becomes a branch and a reply, or a reply alone; once."""

from __future__ import annotations

import email
import email.policy
import os
import re
import stat
import sys
import time
from pathlib import Path

import pytest
from handmade_office_files import document, word_table, workbook
from inbox_command import DAY, as_csv, table
from old_excel_workbooks import old_book
from proposal_repository import LIST, git

from access_info.cli import main
from access_info.cli.terminal.all_rules import all_rules
from access_info.pipeline.inbox import rules
from access_info.pipeline.inbox.replies import for_clerks
from access_info.problems import rules_of, unfilled

TOLD = "Danh sách cấp thẻ: số căn cước 001199012345"
PHONE = "0912345678"


def test_a_file_becomes_a_branch_with_one_commit_of_the_agency(inbox, capsys):
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


def test_the_same_file_is_taken_once_and_its_second_sender_is_told(inbox, capsys):
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
    titles = ("Kế hoạch năm 2027", TOLD, f"Lịch trực, điện thoại riêng {PHONE}")
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


def test_a_file_of_secrets_alone_becomes_a_reply_alone(inbox):
    inbox.send("a.csv", table(TOLD))
    assert inbox.run() == 0
    assert inbox.branches() == []
    assert b"001199012345" not in inbox.objects()
    reply = inbox.result("tra-loi.txt")
    assert "chưa đưa gì vào danh mục" in reply
    assert "Tệp CSV, hàng 2" in reply


def test_a_changed_row_with_a_secret_leaves_the_row_as_it_was(inbox):
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


def test_a_push_that_fails_is_told_and_tried_again(inbox, tmp_path, capsys):
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


def test_originals_and_results_are_deleted_after_their_time(inbox, capsys):
    inbox.send("Danh mục của ông Ba.csv", table("Kế hoạch năm 2027"))
    inbox.send("hong.xlsx", b"PK\x03\x04")
    assert inbox.run() == 0
    assert inbox.run(day="2026-12-24") == 0
    assert len(list(inbox.work.glob("goc/xa-mau/*"))) == 2
    capsys.readouterr()
    assert inbox.run(day="2026-12-25") == 0
    assert "Đã xóa bản gốc và kết quả của 2 tệp, quá 30 ngày" in capsys.readouterr().out
    left = [path for path in inbox.work.rglob("*") if path.is_file() and ".cache" not in path.parts]
    assert all(path.parent.parent.name == "so" for path in left)
    assert all("ông Ba" not in path.read_text("utf-8") for path in left)
    inbox.send("lai.csv", table("Kế hoạch năm 2027"))
    assert inbox.run(day="2026-12-26") == 0
    assert "đã nhận từ trước" in capsys.readouterr().out
    assert len(inbox.branches()) == 1


def test_the_time_is_an_option(inbox):
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run("--keep-days=2") == 0
    assert inbox.run("--keep-days=2", day="2026-11-27") == 0
    assert not list(inbox.work.glob("goc/xa-mau/*"))


def test_a_file_that_may_still_grow_is_left_for_the_next_run(inbox, capsys):
    sent = inbox.send("a.csv", table("Kế hoạch năm 2027"))
    inbox.send(".b.csv.tam", b"x")
    inbox.send("~$c.xlsx", b"x")
    inbox.send("d.xlsx.part", b"x")
    assert inbox.run(settle=60) == 0
    assert "4 tệp còn đang ghi" in capsys.readouterr().out
    assert sent.exists()
    past = time.time() - 120
    os.utime(sent, (past, past))
    assert inbox.run(settle=60) == 0
    assert len(inbox.branches()) == 1


def test_folders_that_no_agency_stands_for_are_left_alone_and_told(inbox, capsys):
    for name in ("so-tu-phab", "Xa-Mau", "xa-moi"):
        (inbox.den / name).mkdir()
        (inbox.den / name / "a.csv").write_bytes(table("Kế hoạch"))
    (inbox.den / "trong").mkdir()
    (inbox.den / "lac.csv").write_bytes(table("Kế hoạch"))
    inbox.send("b.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 1
    err = capsys.readouterr().err
    assert err.count("[TT884]") == 3
    assert "“so-tu-phap”?" in err
    assert err.count("[TT883]") == 1
    assert "“trong”" not in err
    assert len(inbox.branches()) == 1
    assert sorted(path.name for path in inbox.den.rglob("*.csv")) == ["a.csv"] * 3 + ["lac.csv"]


def test_an_agency_without_an_address_waits_for_one(inbox, capsys):
    settings = inbox.folder / "hop-thu.yml"
    whole = settings.read_text("utf-8")
    settings.write_text(whole.split('- ma: "xa-mau"', maxsplit=1)[0], "utf-8")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 1
    assert "[TT885]" in capsys.readouterr().err
    settings.write_text(whole, "utf-8")
    assert inbox.run() == 0
    assert len(inbox.branches()) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('co_quan: []\n', "thu_dien_tu"),
        ('thu_dien_tu: "Hộp thư <a@b.vn>"\n', "hop-thu.yml:1:14: lỗi [TT881]"),
        ('thu_dien_tu: "a@b.vn"\nco_quan:\n- ma: "x"\n  thu_dien_tu: "a b@c.vn"\n', "hop-thu.yml:4:16: lỗi [TT881]"),
        ('thu_dien_tu: "a@b.vn"\nco_quan:\n' + '- ma: "x"\n  thu_dien_tu: "a@c.vn"\n' * 2, "[TT882]"),
        ('thu_dien_tu: "a@b.vn"\nco_quann: []\n', "[TT201]"),
        ("thu_dien_tu: [\n", "[TT107]"),
    ],
)  # fmt: skip
def test_settings_that_are_wrong_stop_the_run_with_their_place(text, told, inbox, capsys):
    (inbox.folder / "hop-thu.yml").write_text(text, "utf-8")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 1
    assert told in capsys.readouterr().err
    assert not inbox.work.exists()
    assert list(inbox.den.rglob("*.csv"))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--work", "kho/xu-ly"), "nằm trong kho"),
        (("--work", "den/xu-ly"), "không được nằm trong nhau"),
        (("--settings", "khong-co.yml"), "Tạo tệp ấy"),
        (("--base", "khong-co"), "Không thấy phiên bản"),
        (("--push", "--remote", "--upload-pack=x"), "có phải là"),
        (("--push", "--remote=--upload-pack=x"), "không phải tên một nơi giữ kho"),
        (("--push", "--remote=ext::sh -c x"), "không phải tên một nơi giữ kho"),
    ],
)
def test_places_and_names_that_cannot_be_are_refused(options, told, inbox, capsys):
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    code = inbox.run(*options)
    err = capsys.readouterr().err
    assert code == 2
    assert told in err or "Lệnh chưa đúng" in err
    assert list(inbox.den.rglob("*.csv"))


def test_a_list_that_is_broken_makes_nobody_send_again(inbox, capsys):
    path = inbox.kho / "agencies/xa-mau/cong-khai.yml"
    path.write_text("muc: [\n", "utf-8")
    git(inbox.kho, "commit", "--quiet", "--all", "--message", "hỏng")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    for _ in range(4):
        assert inbox.run() == 1
        assert "[TT889]" in capsys.readouterr().err
    assert not list(inbox.work.glob("gui-di/*"))
    path.write_text(LIST, "utf-8")
    git(inbox.kho, "commit", "--quiet", "--all", "--message", "sửa")
    assert inbox.run() == 0
    assert len(inbox.branches()) == 1


def test_a_file_that_ends_the_command_three_times_is_given_up(inbox, capsys, monkeypatch):
    from access_info.pipeline.inbox import run as inbox_run  # noqa: PLC0415 - to be replaced

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    with monkeypatch.context() as patched:
        patched.setattr(inbox_run, "import_file", end)
        assert [inbox.run() for _ in range(3)] == [130] * 3
    inbox.send("b.csv", table("Kế hoạch năm 2028"))
    capsys.readouterr()
    assert inbox.run() == 1
    err = capsys.readouterr().err
    assert "[TT888]" in err
    assert len(inbox.branches()) == 1
    record = re.search(r"xóa (/\S+\.json)", err)
    assert record is not None
    Path(record[1]).unlink()


def test_no_hook_runs_and_no_setting_of_the_user_signs(inbox):
    for name in (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "post-checkout",
        "reference-transaction",
    ):
        hook = inbox.kho / ".git/hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {inbox.folder}/chay-{name}\nexit 1\n", "utf-8")
        hook.chmod(0o755)
    for setting in ("commit.gpgSign", "core.autocrlf"):
        git(inbox.kho, "config", setting, "true")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    assert len(inbox.branches()) == 1
    assert not list(inbox.folder.glob("chay-*"))


def test_the_users_checkout_and_index_stay(inbox):
    path = inbox.kho / "agencies/xa-mau/cong-khai.yml"
    path.write_text(f"{LIST}# đang sửa dở\n", "utf-8")
    (inbox.kho / "agencies/xa-mau/moi.txt").write_text("x", "utf-8")
    git(inbox.kho, "add", "agencies/xa-mau/moi.txt")
    before = git(inbox.kho, "status", "--porcelain")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    assert git(inbox.kho, "status", "--porcelain") == before
    shown = git(inbox.kho, "show", f"{inbox.branch()}:agencies/xa-mau/cong-khai.yml")
    assert "đang sửa dở" not in shown


def test_another_base_is_branched_from(inbox):
    git(inbox.kho, "switch", "--quiet", "--create", "khac")
    path = inbox.kho / "agencies/xa-mau/cong-khai.yml"
    path.write_text(f'{LIST}- ma: "2026-003"\n  ten: "Mục ở nhánh khác"\n', "utf-8")
    git(inbox.kho, "commit", "--quiet", "--all", "--message", "khác")
    git(inbox.kho, "switch", "--quiet", "main")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run("--base=khac") == 0
    shown = git(inbox.kho, "show", f"{inbox.branch()}:agencies/xa-mau/cong-khai.yml")
    assert "Mục ở nhánh khác" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="other rights")
def test_what_is_kept_is_for_its_owner_alone_and_runs_nowhere(inbox):
    sent = inbox.send("a.csv", table("Kế hoạch năm 2027"))
    sent.chmod(0o777)
    assert inbox.run() == 0
    assert stat.S_IMODE(inbox.work.stat().st_mode) == 0o700
    (original,) = inbox.work.glob("goc/xa-mau/*")
    assert stat.S_IMODE(original.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_taken_twice(inbox, capsys):
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    (inbox.den / "xa-mau").chmod(0o555)
    try:
        for _ in range(2):
            assert inbox.run() == 0
            assert "[TT886]" in capsys.readouterr().err
    finally:
        (inbox.den / "xa-mau").chmod(0o755)
    assert len(inbox.branches()) == 1
    assert len(list(inbox.work.glob("gui-di/*"))) == 1


WITH_CURES = [
    rule
    for rule in all_rules()
    if rule.code.startswith(
        ("TT60", "TT61", "TT62", "TT63", "TT742", "TT743", "TT76", "TT77", "TT78", "TT79")
    )
]


@pytest.mark.parametrize("rule", WITH_CURES, ids=lambda rule: rule.code)
def test_no_reply_speaks_of_commands_or_keys(rule):
    told = for_clerks(unfilled(rule.cure))
    assert told
    assert not re.search(r"--|\blệnh\b|access-info|[a-z]_[a-z]|nhập lại|\.yml", told)


def test_every_rule_of_the_inbox_is_met_here():
    met = set(re.findall(r"TT88\d|TT890", Path(__file__).read_text("utf-8")))
    beside = set(
        re.findall(
            r"TT88\d|TT890", Path(__file__).with_name("test_hostile_inbox.py").read_text("utf-8")
        )
    )
    assert {rule.code for rule in rules_of(rules)} == met | beside

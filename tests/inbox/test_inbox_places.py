"""The inbox's folder, its settings and its time: what is no agency's is left alone, nothing else is touched."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from pathlib import Path

import pytest
from inbox_command import table
from proposal_repository import LIST, git

from access_info.pipeline.inbox import intake
from access_info.problems import rules_of


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


def test_what_was_never_pushed_in_its_time_is_not_pushed_afterwards(inbox, tmp_path, capsys):
    """Its results are gone, and nothing would be there to be told of it."""
    git(tmp_path, "init", "--quiet", "--bare", "xa.git")
    git(inbox.kho, "remote", "add", "origin", str(tmp_path / "xa.git"))
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    assert inbox.run(day="2026-12-30") == 0
    capsys.readouterr()
    assert inbox.run("--push", day="2026-12-31") == 0
    assert "[TT890]" not in capsys.readouterr().err
    assert git(tmp_path / "xa.git", "for-each-ref") == ""


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


def test_folders_that_no_agency_lies_for_are_left_alone_and_reported(inbox, capsys):
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


def test_an_agency_without_an_address_waits_for_an_address(inbox, capsys):
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
    ("text", "wording"),
    [
        ('co_quan: []\n', "thu_dien_tu"),
        ('thu_dien_tu: "Hộp thư <a@b.vn>"\n', "hop-thu.yml:1:14: lỗi [TT881]"),
        ('thu_dien_tu: "a@b.vn"\nco_quan:\n- ma: "x"\n  thu_dien_tu: "a b@c.vn"\n', "hop-thu.yml:4:16: lỗi [TT881]"),
        ('thu_dien_tu: "a@b.vn"\nco_quan:\n' + '- ma: "x"\n  thu_dien_tu: "a@c.vn"\n' * 2, "hop-thu.yml:5:7: lỗi [TT882]"),
        ('thu_dien_tu: "a@b.vn"\nco_quann: []\n', "[TT201]"),
        ("thu_dien_tu: [\n", "[TT107]"),
    ],
)  # fmt: skip
def test_settings_that_are_wrong_stop_the_run_with_their_place(text, wording, inbox, capsys):
    (inbox.folder / "hop-thu.yml").write_text(text, "utf-8")
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 1
    assert wording in capsys.readouterr().err
    assert not inbox.work.exists()
    assert list(inbox.den.rglob("*.csv"))


@pytest.mark.parametrize(
    ("options", "wording"),
    [
        (("--work", "kho/xu-ly"), "nằm trong kho"),
        (("--work", "den/xu-ly"), "không được nằm trong nhau"),
        (("--settings", "khong-co.yml"), "Tạo tệp ấy"),
        (("--base", "khong-co"), "git branch -a. Nhánh gốc mang tên khác thì thêm --base"),
        (("--push", "--remote", "--upload-pack=x"), "sau --remote phải có một giá trị"),
        (("--push", "--remote=--upload-pack=x"), "không phải tên một nơi giữ kho"),
        (("--push", "--remote=ext::sh -c x"), "không phải tên một nơi giữ kho"),
    ],
)
def test_places_and_names_that_cannot_be_are_refused(options, wording, inbox, capsys):
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    code = inbox.run(*options)
    err = capsys.readouterr().err
    assert code == 2
    assert wording in err
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
def test_originals_are_for_their_owner_alone_and_runs_nowhere(inbox):
    sent = inbox.send("a.csv", table("Kế hoạch năm 2027"))
    sent.chmod(0o777)
    assert inbox.run() == 0
    assert stat.S_IMODE(inbox.work.stat().st_mode) == 0o700
    (original,) = inbox.work.glob("goc/xa-mau/*")
    assert stat.S_IMODE(original.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_a_folder_that_may_not_be_written_is_reported_and_nothing_is_taken_again(inbox, capsys):
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


def test_every_rule_of_the_inbox_is_met_here():
    tests = Path(__file__).parent.glob("test_*.py")
    met = {code for path in tests for code in re.findall(r"\[(TT8\d\d)\]", path.read_text("utf-8"))}
    assert {rule.code for rule in rules_of(intake)} <= met
